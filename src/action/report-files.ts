import { mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CheckResult } from "../domain/review.js";
import { checkJson, toSarif, type ReportContext } from "../report/index.js";
import type { OutputValues } from "./outputs.js";
import type { RunContext } from "./run-context.js";
import type { Scope } from "./scope.js";
import { writeBelow } from "./workspace-files.js";

/** Version of the report file's outer fields. */
const REPORT_VERSION = 2;

/** Writes the report, page and SARIF files that were asked for; report and SARIF also when there is nothing to say. */
export async function writeFiles(
  run: RunContext,
  decided: {
    readonly result: CheckResult;
    readonly scope: Scope;
    readonly context: ReportContext;
    readonly page?: () => Promise<string>;
  },
): Promise<OutputValues> {
  const { inputs, environment } = run;
  const { result, scope, context } = decided;
  const values: Record<string, string> = {};
  if (inputs.reportFile !== undefined) {
    const report = {
      ...checkJson(result),
      reportVersion: REPORT_VERSION,
      headSha: scope.headSha,
      baseSha: scope.baseSha ?? null,
      hashes: context.hashes ?? {},
    };
    values["report-path"] = await writeBelow(
      environment.workspace,
      inputs.reportFile,
      `${JSON.stringify(report)}\n`,
      "report-file",
    );
  }
  if (inputs.htmlFile !== undefined && decided.page !== undefined)
    values["html-path"] = await writeBelow(
      environment.workspace,
      inputs.htmlFile,
      await decided.page(),
      "html-file",
    );
  if (inputs.sarifFile !== undefined) {
    const sarif = toSarif(result, {
      version: run.engine.version.split(" ")[0] ?? "",
      category: `dynamo-advisor/${inputs.commentKey}`,
    });
    values["sarif-path"] = await writeBelow(environment.workspace, inputs.sarifFile, sarif, "sarif-file");
  }
  return values;
}

/** Keeps the comment's text in a file, written or not, for later steps. */
export async function keepCommentBody(run: RunContext, body: string): Promise<string> {
  const folder = await mkdtemp(path.join(run.environment.tempFolder, "dynamo-advisor-"));
  const file = path.join(folder, "comment.md");
  await writeFile(file, body, "utf8");
  return file;
}

/** The sentence of a summary that names the page. */
export function pageLine(htmlFile: string): string {
  return `Every priced configuration is in the page \`${htmlFile}\`; where the job uploads it, it is among the artifacts of this run.`;
}
