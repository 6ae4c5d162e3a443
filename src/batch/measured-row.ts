import { UserError } from "../domain/errors.js";
import { BATCH_RENAMED } from "./keys.js";
import { layoutKeys } from "./layout-text.js";
import {
  asBoolean,
  engineWord,
  isEmptyCell,
  modeWord,
  NOT_CONFIGURATION,
  slipOf,
  systemWord,
} from "./row-words.js";

/** A line of a batch in the words of the flags, and what a reader should know of its reading. */
export interface MeasuredRow {
  readonly cells: Readonly<Record<string, unknown>>;
  /** a row of a table of measurements, which leaves out what goes without saying there */
  readonly measured: boolean;
  readonly notes: readonly string[];
}

/** What a line may be about. */
export interface KnownWords {
  /** keys in kebab-case: the names of the flags */
  readonly keys: readonly string[];
  readonly systems: readonly string[];
}

const EXPERT_SIZES = /moe[_-](tp|ep)|(^|[_-])ep$/;
type RolePrefix = "" | "prefill_" | "decode_";
const LAYOUT = /^(?:(prefill|decode|p|d)_)?(?:layout|parallelism|parallel|topology)$/;
const DP_ATTENTION = /^(?:(prefill|decode|p|d)_)?(?:dp_attention|dp_attn|attention_dp_enabled)$/;
/** Columns that tables of measurements alone have. */
const OF_TABLES = /^(?:model_config_used|precision)$/;
const NO_DRAFTS = /^(?:none|no|false|off|0)$/i;

/**
 * Reads a line of a batch, which may be a row of a table of measurements: empty cells and results go, benchmark words
 * become those of the flags, and layouts are taken apart. Columns that mean nothing in such a table are named in a note;
 * elsewhere, and where one is a slip of a known key, they are refused. Throws `UserError` (`usage`).
 */
export function measuredRow(
  row: Readonly<Record<string, unknown>>,
  { keys, systems }: KnownWords,
): MeasuredRow {
  const notes: string[] = [];
  const written = Object.entries(row).filter(([, value]) => !isEmptyCell(value));
  const measured = written.some(([key]) => NOT_CONFIGURATION.test(key) || OF_TABLES.test(key));
  const cells = withoutStrangers(inOwnWords(written, systems, notes), { measured, keys }, notes);
  for (const key of Object.keys(cells))
    if (EXPERT_SIZES.test(key) && Number(cells[key]) === 0) delete cells[key];
  if (cells["mode"] === undefined && cells["estimate_mode"] === undefined && namesRoles(cells))
    cells["mode"] = "disagg";
  if (measured && modeWord(String(cells["mode"] ?? cells["estimate_mode"])) === "disagg")
    for (const role of ["prefill", "decode"])
      if (!Object.keys(cells).some((key) => key.startsWith(role[0]!) && key.endsWith("workers")))
        notes.push(`${role} workers are not counted; 1 is taken`);
  for (const length of ["isl", "osl"])
    if (!Object.keys(cells).some((key) => (BATCH_RENAMED[key.replaceAll("_", "-")] ?? key) === length))
      notes.push(`${length} is not given; 1024 tokens are taken`);
  return { cells, measured, notes };
}

/** Cells under keys with underscores, values in the words of the flags. */
function inOwnWords(
  written: readonly (readonly [string, unknown])[],
  systems: readonly string[],
  notes: string[],
): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  const dpAttention: string[] = [];
  for (const [name, value] of written) {
    const key = name.trim().replace(/^--/, "").replaceAll("-", "_").toLowerCase();
    if (NOT_CONFIGURATION.test(key)) continue;
    const layout = LAYOUT.exec(key);
    const dp = DP_ATTENTION.exec(key);
    if (layout !== null && typeof value === "string") {
      const role = roleOf(layout[1]);
      for (const [size, number] of Object.entries(layoutKeys(value)))
        cells[`${size.startsWith("prefill_") || size.startsWith("decode_") ? "" : role}${size}`] ??= number;
    } else if (dp !== null) {
      if (yesOrNo(name, value)) dpAttention.push(roleOf(dp[1]));
    } else if (key === "disagg") {
      cells["mode"] ??= yesOrNo(name, value) ? "disagg" : "agg";
    } else if (/^spec(?:ulative)?_(?:decoding|decode)$|^mtp$/.test(key)) {
      if (!NO_DRAFTS.test(String(value).trim()))
        notes.push(
          `'${name}' is ${JSON.stringify(value)}: without --nextn and --nextn-accepted no drafts are predicted`,
        );
    } else if (typeof value === "string" && /^(?:backend|backend_name|framework)$/.test(key))
      cells[key] = engineWord(value);
    else if (typeof value === "string" && /^(?:mode|estimate_mode)$/.test(key)) cells[key] = modeWord(value);
    else if (typeof value === "string" && /^(?:decode_)?system(?:_name)?$|^hw$|^hardware$/.test(key))
      cells[/^h/.test(key) ? "system" : key] = systemWord(value, systems);
    else if (/^(?:quant|quantization|weight_dtype)$/.test(key)) cells["precision"] ??= value;
    else cells[key] = value;
  }
  if (cells["model_config_used"] !== undefined) delete cells["model"];
  // with attention by data the written tensor size counts the ranks
  for (const role of dpAttention) {
    const size = [`${role}tp`, `${role}tp_size`].find((key) => cells[key] !== undefined);
    if (size === undefined || cells[`${role}dp`] !== undefined) continue;
    cells[`${role}dp`] = cells[size];
    cells[size] = 1;
  }
  return cells;
}

function yesOrNo(name: string, value: unknown): boolean {
  const answer = asBoolean(value);
  if (answer !== undefined) return answer;
  throw new UserError("usage", `'${name}' is ${JSON.stringify(value)}; true or false is needed`);
}

function roleOf(word: string | undefined): RolePrefix {
  if (word === undefined) return "";
  return word.startsWith("p") ? "prefill_" : "decode_";
}

/** Without columns that no flag knows, which only a table of measurements may have. Throws for others, and for slips. */
function withoutStrangers(
  cells: Record<string, unknown>,
  { measured, keys }: { readonly measured: boolean; readonly keys: readonly string[] },
  notes: string[],
): Record<string, unknown> {
  const known = [...keys, ...Object.keys(BATCH_RENAMED)];
  const ignored: string[] = [];
  for (const key of Object.keys(cells)) {
    const name = key.replaceAll("_", "-");
    if (known.includes(name)) continue;
    const slip = slipOf(name, known);
    if (slip !== undefined) throw new UserError("usage", `unknown key '${key}', did you mean ${slip}?`);
    if (!measured) throw new UserError("usage", `unknown key '${key}'; the keys are the names of the flags`);
    ignored.push(key);
    delete cells[key];
  }
  if (ignored.length > 0) notes.push(`not read: ${ignored.join(", ")}`);
  return cells;
}

function namesRoles(cells: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(cells).some((key) => /^(?:prefill|decode|p|d)_(?!system)/.test(key));
}
