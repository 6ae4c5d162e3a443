import { missingValues } from "../manifest/missing.js";
import type {
  ManifestDeployment,
  ManifestFile,
  ManifestWorker,
  Setting,
  WorkloadSource,
} from "../manifest/types.js";
import { code, prose, table as markdownTableOf, text } from "./markdown.js";
import { wrap } from "./text-layout.js";
import { textWidth } from "./text-width.js";
import { inertLines, truncate, visible } from "./visible.js";

/** How the parse is laid out. */
export interface ParseTextOptions {
  readonly columns?: number;
  readonly markdown?: boolean;
}

type Row = readonly [name: string, value: string, from: string];

/** Longest value in a table. */
const MAX_VALUE = 60;

/** What was understood of a manifest, from where, and what is missing, for people. */
export function renderParse(file: ManifestFile, options: ParseTextOptions = {}): string {
  const columns = Math.max(40, options.columns ?? 80);
  const markdown = options.markdown ?? false;
  const table = (rows: readonly Row[]): readonly string[] =>
    markdown ? markdownRows(rows) : textRows(rows, columns);
  const lines: string[] = [markdown ? `### ${code(file.file)}` : visible(file.file)];
  if (file.template) lines.push(...paragraph(TEMPLATE_WORDS[file.template], columns, markdown));
  for (const note of file.notes) lines.push(...paragraph(note, columns, markdown));
  for (const deployment of file.deployments)
    lines.push("", ...deploymentLines(deployment, table, columns, markdown));
  for (const request of file.requests)
    lines.push(
      "",
      heading(`Request ${request.name} (${request.apiVersion})`, markdown),
      ...table(loadRows(request)),
    );
  for (const source of file.workloads.filter((one) => one.kind !== "dgdr"))
    lines.push(
      "",
      heading(`${source.kind === "planner" ? "Planner" : "Benchmark"} ${source.name}`, markdown),
      ...table([...loadRows(source), ...concurrencyRow(source)]),
    );
  if (file.deployments.length + file.requests.length + file.workloads.length === 0) {
    const kinds = [...new Set(file.documents.map(({ kind }) => kind || "a document without a kind"))];
    const found = kinds.length === 0 ? "The file is empty." : `Found: ${kinds.slice(0, 10).join(", ")}.`;
    if (kinds.length > 0 || file.plainYaml)
      lines.push(...paragraph(`No deployment here. ${found}`, columns, markdown));
  }
  if (file.findings.length > 0) {
    lines.push("", heading(`Findings (${file.findings.length})`, markdown));
    for (const finding of file.findings.slice(0, 50))
      lines.push(
        ...bullet(
          `${finding.position.line}:${finding.position.column} ${finding.severity} ${finding.rule}: ${truncate(finding.message, 500)}`,
          columns,
          markdown,
        ),
      );
  }
  return inertLines(lines.join("\n"));
}

const TEMPLATE_WORDS: Readonly<Record<NonNullable<ManifestFile["template"]>, string>> = {
  helm: "A Helm template: render it first, then read the rendered file.",
  envsubst: "A template with variables to be filled in from outside.",
  placeholder: "Some values are placeholders.",
  "kustomize-patch": "A kustomize patch: it holds only the differences. Read the rendered deployment.",
};

function deploymentLines(
  deployment: ManifestDeployment,
  table: (rows: readonly Row[]) => readonly string[],
  columns: number,
  markdown: boolean,
): readonly string[] {
  const lines = [
    heading(
      `${deployment.name || "(no name)"}: ${deployment.mode ?? "no serving mode"}, ${deployment.backend ?? "no known engine"}, line ${deployment.position.line}`,
      markdown,
    ),
  ];
  const rows: Row[] = [];
  addRow(rows, "model", deployment.model);
  if (deployment.servedName && deployment.servedName.value !== deployment.model?.value)
    addRow(rows, "served as", deployment.servedName);
  addRow(rows, "Dynamo", deployment.dynamoVersion);
  addRow(rows, "engine version", deployment.backendVersion);
  lines.push(...table([...rows, ...loadRows(deployment.annotations)]));
  for (const worker of deployment.workers)
    lines.push(
      "",
      subheading(`${worker.role} worker ${worker.component}, line ${worker.position.line}`, markdown),
      ...table(workerRows(worker)),
    );
  if (deployment.others.length > 0)
    lines.push(
      ...paragraph(
        `Beside them: ${deployment.others.map(({ component, kind }) => `${component} (${kind})`).join(", ")}.`,
        columns,
        markdown,
      ),
    );
  for (const note of deployment.notes) lines.push(...paragraph(note, columns, markdown));
  const missing = missingValues(deployment);
  if (missing.length > 0) {
    lines.push("", subheading("Not in the file", markdown));
    for (const { component, name, reason } of missing)
      lines.push(...bullet(`${component}: ${name}: ${reason}`, columns, markdown));
  }
  return lines;
}

function workerRows(worker: ManifestWorker): readonly Row[] {
  const rows: Row[] = [];
  const { settings } = worker;
  addRow(rows, "replicas", worker.replicas);
  addRow(rows, "nodes each", worker.nodes);
  addRow(rows, "GPUs each node", worker.gpusPerNode);
  const [gpu] = worker.gpu;
  if (gpu)
    rows.push([
      "GPU type",
      gpu.value,
      `${place(gpu.origin)}${gpu.system === undefined ? "" : `, ${gpu.system}`}`,
    ]);
  for (const [name, setting] of engineRows(settings)) addRow(rows, name, setting);
  const { speculative } = settings;
  addRow(rows, "drafts", speculative?.method);
  addRow(rows, "draft depth", speculative?.numTokens ?? speculative?.numSteps);
  addRow(rows, "image", worker.image);
  return rows;
}

function engineRows(
  settings: ManifestWorker["settings"],
): readonly (readonly [string, Setting<unknown> | undefined])[] {
  return [
    ["tensor parallel", settings.tp],
    ["pipeline parallel", settings.pp],
    ["data parallel", settings.dp],
    ["attention DP", settings.attentionDp],
    ["expert parallel", settings.ep ?? settings.expertParallel],
    ["expert tensor parallel", settings.moeTp],
    ["batch limit", settings.maxBatch],
    ["token budget", settings.maxTokens],
    ["prefill chunk", settings.chunkedPrefillSize],
    ["sequence limit", settings.maxSeqLen],
    ["KV cache type", settings.kvDtype],
    ["weights", settings.quantization],
    ["memory fraction", settings.memFraction],
    ["chunked prefill", settings.chunkedPrefill],
    ["prefix caching", settings.prefixCaching],
    ["KV transfer", settings.kvTransfer],
  ];
}

function loadRows(facts: Omit<WorkloadSource, "kind" | "name" | "file" | "position">): readonly Row[] {
  const rows: Row[] = [];
  addRow(rows, "model", facts.model);
  addRow(rows, "prompt tokens", facts.isl);
  addRow(rows, "answer tokens", facts.osl);
  addRow(rows, "shared prefix", facts.prefixTokens);
  addRow(rows, "requests at once", facts.concurrency);
  addRow(rows, "requests/s", facts.requestRate);
  addRow(rows, "TTFT limit, ms", facts.ttftMs);
  addRow(rows, "TPOT limit, ms", facts.tpotMs);
  addRow(rows, "latency limit, ms", facts.e2eMs);
  addRow(rows, "GPU system", facts.system);
  addRow(rows, "GPUs in all", facts.totalGpus);
  return rows;
}

function concurrencyRow({ concurrencies = [], position }: WorkloadSource): readonly Row[] {
  return concurrencies.length > 1
    ? [["requests at once", concurrencies.join(", "), `line ${position.line}`]]
    : [];
}

function addRow(rows: Row[], name: string, setting: Setting<unknown> | undefined): void {
  if (!setting) return;
  const lost = (setting.overridden ?? []).filter((other) => String(other.value) !== String(setting.value));
  const also =
    lost.length === 0
      ? ""
      : ` (beats ${lost.map((other) => `${String(other.value)} on line ${other.origin.position.line}`).join(", ")})`;
  rows.push([name, String(setting.value), place(setting.origin) + also]);
}

/** Flags stay whole, of annotations and labels the part after the slash, of paths the last key. */
function shortName(name: string): string {
  if (name.startsWith("-")) return name;
  return name.includes("/") ? name.slice(name.lastIndexOf("/") + 1) : (name.split(".").at(-1) ?? name);
}

/** Where a value stands, in a few words. */
function place({ position, name, via, aliased, how }: Setting<unknown>["origin"]): string {
  const short = shortName(name);
  const carried = via === undefined || via === name ? "" : ` in ${via.replace(/^ConfigMap \S+, /, "")}`;
  return `line ${position.line}, ${how === "image" ? "image tag" : short}${carried}${aliased ? ", through an alias" : ""}`;
}

function textRows(rows: readonly Row[], columns: number): readonly string[] {
  const clean = rows.map(([name, value, from]): Row => [
    name,
    truncate(visible(value), MAX_VALUE),
    visible(from),
  ]);
  const width = (index: 0 | 1, most: number): number =>
    Math.max(0, ...clean.map((row) => textWidth(row[index])).filter((size) => size <= most));
  const [first, second] = [width(0, columns), width(1, Math.floor(columns / 3))];
  const pad = (value: string, size: number): string =>
    value + " ".repeat(Math.max(0, size - textWidth(value)));
  return clean.flatMap(([name, value, from]) => {
    const head = `  ${pad(name, first)}  ${pad(value, second)}  `;
    const room = columns - textWidth(head);
    // A long value pushes its source to a line of its own.
    return room >= 30
      ? [head + truncate(from, room)]
      : [head.trimEnd(), `  ${" ".repeat(first)}  ${truncate(from, columns - first - 4)}`];
  });
}

function markdownRows(rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  return [
    "",
    markdownTableOf(
      ["Setting", "Value", "From"],
      "lll",
      rows.map(([name, value, from]) => [name, code(value), text(from)]),
    ),
  ];
}

function heading(title: string, markdown: boolean): string {
  return markdown ? `#### ${text(title)}` : visible(title);
}

function subheading(title: string, markdown: boolean): string {
  return markdown ? `**${text(title)}**` : `  ${visible(title)}`;
}

function paragraph(sentence: string, columns: number, markdown: boolean): readonly string[] {
  return markdown ? ["", prose(sentence)] : wrap(visible(sentence), columns, "  ");
}

function bullet(item: string, columns: number, markdown: boolean): readonly string[] {
  return markdown ? [`- ${text(item, 600)}`] : wrap(visible(item), columns, "  ");
}
