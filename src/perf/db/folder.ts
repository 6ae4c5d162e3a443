import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { UserError } from "../../domain/errors.js";
import type { ModelFiles } from "../model/spec.js";
import type { SystemDescription } from "./described-system.js";
import {
  DESCRIBED_FILE,
  INDEX_FORMAT,
  MODELS_FILE,
  tablePath,
  type PerfDbIndex,
  type TablePlace,
} from "./index-format.js";
import { unpackModel } from "./models-file.js";
import { openPacked } from "./packed-table.js";
import type { TableFile } from "./table-file.js";

/** One folder of performance data: ours, or a user's own in the upstream layout. */
export interface DataFolder {
  readonly index: PerfDbIndex;
  /** systems that are scaled from a measured one, by name; read when first asked */
  readonly described: () => Readonly<Record<string, SystemDescription>>;
  /** opens a table's file */
  openTable(...place: TablePlace): TableFile;
  /** files of a bundled model; undefined when it has none of that name */
  modelFiles(id: string): ModelFiles | undefined;
}

/** What the models' file unpacks to is about as long: in one piece and not in many that are joined. */
const MODELS_BYTES = 2 ** 20;

/** Opens our own folder. Throws `UserError` (`io`) when it is missing or of another layout. */
export function openOwnFolder(root: string): DataFolder {
  const file = path.join(root, "index.json");
  let index: PerfDbIndex;
  try {
    index = JSON.parse(readFileSync(file, "utf8")) as PerfDbIndex;
  } catch (cause) {
    throw new UserError("io", `cannot read the performance data index ${file}`, { cause });
  }
  if ((index.format as number) !== INDEX_FORMAT) {
    throw new UserError(
      "io",
      `${file} has layout ${String(index.format)}, this program reads ${INDEX_FORMAT}`,
    );
  }
  let models: Buffer | undefined;
  let described: Readonly<Record<string, SystemDescription>> | undefined;
  return {
    index,
    described: () => (described ??= readDescribed(path.join(root, DESCRIBED_FILE))),
    openTable: (...place) => openPacked(path.join(root, tablePath(...place))),
    modelFiles(id) {
      if (!Object.hasOwn(index.models, id)) return undefined;
      models ??= brotliDecompressSync(readFileSync(path.join(root, MODELS_FILE)), {
        chunkSize: MODELS_BYTES,
      });
      return unpackModel(models, id);
    },
  };
}

function readDescribed(file: string): Readonly<Record<string, SystemDescription>> {
  // a user's own data in this layout need none
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, SystemDescription>>;
}

/** Whether a folder has the layout of ours (an index) rather than upstream's (YAML files). */
export function isOwnFolder(root: string): boolean {
  return existsSync(path.join(root, "index.json"));
}
