import { compact } from "../domain/compact.js";
import { errorMessage } from "../domain/errors.js";
import type { SearchResult } from "../search/result.js";
import { planTree, type SavePlanOptions } from "./plan.js";
import { writeTree, type FileContent } from "./write-tree.js";

/** What is saved, how, and where. */
export interface SaveSearchOptions extends SavePlanOptions {
  readonly saveDir: string;
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal;
  /** also a PNG of the chart, whose rasteriser takes longer than the search */
  readonly picture?: boolean;
}

/** What was saved. */
export interface SavedSearch {
  /** the result folder */
  readonly folder: string;
  readonly warnings: readonly string[];
  /** folder of the recommended deployment, below `folder` */
  readonly bestFolder?: string;
  /** AIPerf command for the recommended load */
  readonly benchCommand?: string;
}

/**
 * Saves a search: `pareto_frontier.svg` (asked for: `.png`), `explorer.html`, and for each experiment its tables,
 * `config.yaml` and the files of its top rows. Whole or not at all; an existing folder is kept unless `overwrite` says otherwise.
 * @throws UserError `io`, or what the generator refuses (unknown Dynamo version, …)
 */
export async function saveSearch(result: SearchResult, options: SaveSearchOptions): Promise<SavedSearch> {
  const plan = planTree(result, options);
  const files = new Map<string, FileContent>(plan.files);
  const warnings = [...plan.warnings];
  const add = async (name: string, make: () => Promise<FileContent>): Promise<void> => {
    try {
      files.set(name, await make());
    } catch (error) {
      warnings.push(`${name}: not written: ${errorMessage(error)}`);
    }
  };
  if (options.picture === true)
    await add("pareto_frontier.png", async () => (await import("./chart/png.js")).svgToPng(plan.pictureSvg));
  await add("explorer.html", () => pageText(result, options));
  const folder = await writeTree(files, {
    saveDir: options.saveDir,
    folder: plan.folder,
    ...compact({ overwrite: options.overwrite, signal: options.signal }),
  });
  return {
    folder,
    warnings,
    ...compact({ bestFolder: plan.bestFolder, benchCommand: plan.benchCommand }),
  };
}

async function pageText(result: SearchResult, { producer, generate }: SavePlanOptions): Promise<string> {
  const { searchPayload } = await import("../explorer/search-payload.js");
  const { filledPage } = await import("../explorer/filled-page.js");
  return filledPage(searchPayload(result, compact({ producer, generate })));
}
