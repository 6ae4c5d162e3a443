import { BACKENDS } from "../domain/deployment.js";
import { distance } from "fastest-levenshtein";

/** Columns of a table of measurements that say nothing about the configuration. */
export const NOT_CONFIGURATION = /^(id|measured|exact_quant|silicon_.*|reference_.*)$/;

/** Cells that programs write where nothing is known. */
const NOTHING = /^(?:|nan|none|null|undefined)$/i;

/** Whether a cell says nothing. `n/a` is a precision of its own: that of the checkpoint. */
export function isEmptyCell(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === "number" && Number.isNaN(value)) ||
    (typeof value === "string" && NOTHING.test(value.trim()))
  );
}

/** A yes or no of a table; undefined for other words. */
export function asBoolean(value: unknown): boolean | undefined {
  const word = String(value).trim().toLowerCase();
  if (/^(?:true|yes|on|1|1\.0)$/.test(word)) return true;
  return /^(?:false|no|off|0|0\.0)$/.test(word) ? false : undefined;
}

/** The engine behind `TensorRT-LLM`, `trt`, `dynamo-sglang` and the like; other words pass unchanged. */
export function engineWord(value: string): string {
  const word = value
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]/g, "-")
    .replace(/^dynamo-/, "")
    .replace(/-(?:mtp|disagg)$/, "");
  if (/^(?:tensorrt-?llm|trt-?llm|trt|tensorrt)$/.test(word)) return "trtllm";
  return BACKENDS.find((backend) => backend === word) ?? value;
}

/** `disaggregated` and `aggregated` by the names of the flags; other words pass unchanged. */
export function modeWord(value: string): string {
  const word = value.trim().toLowerCase();
  if (/^(?:disagg\w*|pd|p\/d|xpyd)$/.test(word)) return "disagg";
  return /^(?:agg\w*|ifb|colocated|single)$/.test(word) ? "agg" : value;
}

/** The GPU system behind `H200`, `b200-sxm` or `gb200 nvl72` among those that are known; other words pass unchanged. */
export function systemWord(value: string, known: readonly string[]): string {
  const word = value
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]/g, "_")
    .replace(/^nvidia_/, "")
    .replace(/_?nvl\d+$/, "");
  return [word, `${word}_sxm`].find((name) => known.includes(name)) ?? value;
}

/**
 * The known key that an unknown one is a slip of: one letter off, or two in a long word. A key that is near to none is a
 * column about something else.
 */
export function slipOf(key: string, known: readonly string[]): string | undefined {
  const most = key.length >= 6 ? 2 : 1;
  let slip: string | undefined;
  let least = most + 1;
  for (const name of known) {
    const letters = distance(key, name);
    if (letters < least) [slip, least] = [name, letters];
  }
  return slip;
}
