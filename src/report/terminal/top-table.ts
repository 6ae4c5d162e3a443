import { decodeRanks } from "../../domain/decode-context.js";
import { chanceInPercent } from "../../domain/compared.js";
import { poolOf, type Parallelism, type Role } from "../../domain/deployment.js";
import type { SearchRow } from "../../search/rows.js";
import { visible } from "../visible.js";
import { asciiTable, withSecondLines } from "./ascii-table.js";

/** How wide a column may be: `long` as the reference prints it, `short` for terminals without the room. */
type Form = "long" | "short";

/** One column of a top-N table. */
interface ColumnSpec {
  readonly id: string;
  readonly head: readonly [long: string, short: string];
  readonly cell: (row: SearchRow, form: Form) => string;
}

interface ActiveColumn {
  readonly spec: ColumnSpec;
  readonly headForm: Form;
  readonly cellForm: Form;
}

/** One step that makes a table narrower. */
type Reduction = (columns: readonly ActiveColumn[]) => readonly ActiveColumn[];

const figure = (value: number): string => value.toFixed(2);
const sum = (total: number, parts: string, form: Form): string =>
  form === "long" ? `${total} (=${parts})` : String(total);

/** Sizes as the walkthrough writes them: `tp2pp1`; the expert sizes only when there are any. */
export function parallelText(p: Parallelism): string {
  const experts = p.dp > 1 || p.moeTp > 1 || p.moeEp > 1 ? `dp${p.dp}etp${p.moeTp}ep${p.moeEp}` : "";
  return `tp${p.tp}pp${p.pp}${experts}${p.cp > 1 ? `cp${p.cp}` : ""}${decodeRanks(p) > 1 ? `dcp${p.dcp}` : ""}`;
}

const gpusOf = (p: Parallelism): number => p.tp * p.pp * p.dp * p.cp;

/** `8x2` for eight agg workers of two GPUs, `10x1+3x2` for ten prefill and three decode workers. */
function replicaText(row: SearchRow): string {
  if (row.mode === "agg") return `${row.replicas}x${row.figures.gpusPerReplica}`;
  const pools = row.deployment.pools.map((pool) => `${pool.workers}x${gpusOf(pool.parallelism)}`).join("+");
  return row.replicas === 1 ? pools : `${row.replicas}x(${pools})`;
}

/** GPUs of the budget and of a row; of a search for the fewest the row alone, as nobody gave a budget. */
function gpusText(row: SearchRow, totalGpus: number, form: Form): string {
  if (form === "short" || row.load !== undefined) return `${row.totalGpusUsed} (${replicaText(row)})`;
  return `${totalGpus} (${row.totalGpusUsed}=${row.replicas}x${row.figures.gpusPerReplica})`;
}

function poolColumn(
  role: Role,
  name: string,
  short: string,
  cell: (pool: NonNullable<ReturnType<typeof poolOf>>) => string | number,
): ColumnSpec {
  const prefix = role === "agg" ? "" : `(${role[0]})`;
  return {
    id: `${prefix}${name}`,
    head: [`${prefix}${name}`, `${prefix}${short}`],
    cell: (row) => {
      const pool = poolOf(row.deployment, role);
      return pool === undefined ? "" : String(cell(pool));
    },
  };
}

/** Chance that a row holds its limits; beside the confidence that is asked it never looks enough where it is not. */
export function chanceText({ chance }: SearchRow, confidence?: number): string {
  return chance === undefined ? "" : chanceInPercent(chance, confidence);
}

/** Columns of a mode in the reference's order (`docs/method/search.md` 7.5). */
function columnsOf(
  mode: "agg" | "disagg",
  { totalGpus, confidence }: Pick<TopTableOptions, "totalGpus" | "confidence">,
): readonly ColumnSpec[] {
  const column = (id: string, short: string, cell: ColumnSpec["cell"]): ColumnSpec => ({
    id,
    head: [id, short],
    cell,
  });
  const shared: ColumnSpec[] = [
    column("backend", "backend", (row) => row.deployment.backend),
    column("tokens/s/gpu", "tok/s/gpu", (row) => figure(row.tokensPerSecPerGpuCluster)),
    column("tokens/s/user", "tok/s/user", (row) => figure(row.figures.tokensPerSecPerUser)),
    column("req/s", "req/s", (row) => figure(row.figures.requestsPerSec * row.replicas)),
    column("TTFT", "TTFT", (row) => figure(row.figures.ttftMs)),
    column("chance", "chance", (row) => chanceText(row, confidence)),
    column("request_latency", "latency", (row) => figure(row.figures.requestLatencyMs)),
    column("concurrency", "conc", (row, form) =>
      sum(row.figures.concurrency * row.replicas, `${row.figures.concurrency} x ${row.replicas}`, form),
    ),
    column("total_gpus (used)", "gpus (used)", (row, form) => gpusText(row, totalGpus, form)),
    column("replicas", "repl", (row) => String(row.replicas)),
    column("gpus/replica", "gpus/repl", (row) => String(row.figures.gpusPerReplica)),
  ];
  const worker = (role: Role): ColumnSpec[] => [
    ...(role === "agg" ? [] : [poolColumn(role, "workers", "w", (pool) => pool.workers)]),
    poolColumn(role, "gpus/worker", "gpus/w", (pool) => gpusOf(pool.parallelism)),
    poolColumn(role, "parallel", "par", (pool) => parallelText(pool.parallelism)),
    poolColumn(role, "bs", "bs", (pool) => pool.batchSize),
  ];
  return [...shared, ...(mode === "agg" ? worker("agg") : [...worker("prefill"), ...worker("decode")])];
}

const drop =
  (...ids: string[]): Reduction =>
  (columns) =>
    columns.filter((column) => !ids.includes(column.spec.id));
const shortCell =
  (id: string): Reduction =>
  (columns) =>
    columns.map((column) => (column.spec.id === id ? { ...column, cellForm: "short" } : column));
const shortHeads: Reduction = (columns) => columns.map((column) => ({ ...column, headForm: "short" }));

/** From the widest table to the narrowest that has it all in one line; the walkthrough's own table stands in the middle. */
const REDUCTIONS: readonly Reduction[] = [
  shortCell("concurrency"),
  drop("gpus/worker", "(p)gpus/worker", "(d)gpus/worker"),
  shortCell("total_gpus (used)"),
  drop("gpus/replica"),
  drop("replicas"),
  drop("req/s"),
  shortHeads,
  drop("request_latency"),
  drop("(p)workers", "(d)workers"),
];

/** What of a layout has a column of its own; narrower tables write it in a second line. */
const LAYOUT = /parallel$|bs$|\)workers$/;

/** Steps after that: engine, throughput, TTFT, chance and load stay. */
const NARROWER: readonly Reduction[] = [drop("req/s"), drop("request_latency"), drop("tokens/s/user")];
/** Columns that say nothing beside a layout in words. */
const SAID_BY_LAYOUT = /^(?:total_gpus \(used\)|replicas|gpus\/replica|.*gpus\/worker)$/;

/** The layout of a row in one text: `8 x tp2pp1 bs 20`, `2 x (4 prefill tp1pp1 bs 1 + 1 decode tp4pp1 bs 64)`. */
export function layoutText(row: SearchRow): string {
  const pools = row.deployment.pools.map(({ role, workers, parallelism, batchSize }) => {
    const worker = `${parallelText(parallelism)} bs ${batchSize}`;
    return role === "agg" ? worker : `${workers} ${role} ${worker}`;
  });
  if (row.mode === "agg") return `${row.replicas} x ${pools[0]}`;
  return row.replicas === 1 ? pools.join(" + ") : `${row.replicas} x (${pools.join(" + ")})`;
}

/** What a table is laid out for. */
interface TopTableOptions {
  readonly columns: number;
  readonly totalGpus: number;
  /** the chance that a row must hold its limits with */
  readonly confidence?: number | undefined;
}

/** Rows of one experiment as a table no wider than `columns` (80 to 200), one string a line. Nothing ever wraps. */
export function renderTopTable(rows: readonly SearchRow[], options: TopTableOptions): string[] {
  const mode = rows[0]?.mode;
  if (mode === undefined) return [];
  const manyBackends = new Set(rows.map((row) => row.deployment.backend)).size > 1;
  const banded = rows.some(({ chance }) => chance !== undefined);
  const all = columnsOf(mode, options).filter(
    ({ id }) => (id !== "backend" || manyBackends) && (id !== "chance" || banded),
  );
  const rank: ColumnSpec = { id: "Rank", head: ["Rank", "#"], cell: (row) => String(rows.indexOf(row) + 1) };
  const whole: readonly ActiveColumn[] = [rank, ...all].map((spec) => ({
    spec,
    headForm: "long",
    cellForm: "long",
  }));
  const table = (columns: readonly ActiveColumn[]): string[] =>
    asciiTable(
      columns.map(headOf),
      rows.map((row) => columns.map((column) => cellOf(column, row))),
    );
  const fits = (columns: readonly ActiveColumn[]): boolean => widthOf(columns, rows) <= options.columns;
  const inOneLine = reduced(whole, REDUCTIONS, fits);
  if (fits(inOneLine)) return table(inOneLine);
  const gpus: ColumnSpec = { id: "gpus", head: ["gpus", "gpus"], cell: (row) => String(row.totalGpusUsed) };
  const narrow = [rank, ...all.filter(({ id }) => !LAYOUT.test(id) && !SAID_BY_LAYOUT.test(id)), gpus].map(
    (spec): ActiveColumn => ({ spec, headForm: "short", cellForm: "short" }),
  );
  return withSecondLines(table(reduced(narrow, NARROWER, fits)), rows.map(layoutText));
}

/** Columns after as few steps as it takes to fit, or after all of them. */
function reduced(
  columns: readonly ActiveColumn[],
  steps: readonly Reduction[],
  fits: (columns: readonly ActiveColumn[]) => boolean,
): readonly ActiveColumn[] {
  return steps.reduce((left, step) => (fits(left) ? left : step(left)), columns);
}

function headOf(column: ActiveColumn): string {
  return column.spec.head[column.headForm === "long" ? 0 : 1];
}

function cellOf(column: ActiveColumn, row: SearchRow): string {
  return visible(column.spec.cell(row, column.cellForm));
}

/** Width of the printed table: two blanks and one bar a column, and one bar more. */
function widthOf(columns: readonly ActiveColumn[], rows: readonly SearchRow[]): number {
  return (
    1 +
    columns.reduce(
      (width, column) =>
        width + 3 + Math.max(headOf(column).length, ...rows.map((row) => cellOf(column, row).length)),
      0,
    )
  );
}
