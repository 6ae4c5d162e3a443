import { UserError } from "../domain/errors.js";

/** Separators between the parts of a layout. */
const BETWEEN = /[\s_,;:|/+()-]+/y;
/** `2p`, `1d`, `p2`, `ctx1`, `gen4`: workers of a role. */
const WORKERS =
  /(?:(\d{1,4})x?([pd])|(p|d|prefill|decode|ctx|gen)(\d{1,4}))(?![a-z\d])|(\d{1,4})([pd])(?=\d)/y;
/** `prefill:`, `decode_`, `p `: the sizes that follow are those of a role. */
const ROLE = /(prefill|decode|context|generation|ctx|gen|p|d)(?![a-z\d])/y;
/** `tp8`, `moe_tp4`, `dep8`, `epnone`; tables that once held numbers write `tp8_0` or `tp8.0`. */
const SIZE =
  /(moe_?tp|moe_?ep|attention_?dp|attn_?dp|dtp|tep|dep|dcp|tp|pp|dp|ep|cp)[_=]?(?:(\d{1,4})(?:[._]0(?!\d))?|none|nan)/y;

/** What one word of a layout says; `N` stands for its number. */
const SIZES: Readonly<Record<string, readonly (readonly [key: string, value: "N" | 1])[]>> = {
  tp: [["tp", "N"]],
  pp: [["pp", "N"]],
  cp: [["cp", "N"]],
  dcp: [["dcp", "N"]],
  dp: [["dp", "N"]],
  attentiondp: [["dp", "N"]],
  attndp: [["dp", "N"]],
  ep: [["moe_ep", "N"]],
  moeep: [["moe_ep", "N"]],
  moetp: [["moe_tp", "N"]],
  // attention by data, tensor or data; experts by expert, expert or tensor
  dep: [
    ["tp", 1],
    ["dp", "N"],
    ["moe_ep", "N"],
  ],
  tep: [
    ["tp", "N"],
    ["moe_ep", "N"],
  ],
  dtp: [
    ["tp", 1],
    ["dp", "N"],
    ["moe_tp", "N"],
  ],
};

type Role = "" | "prefill_" | "decode_";

/**
 * Sizes of a layout as benchmarks write it, as keys of a batch line: `tp8`, `tp8_ep8`, `dep8`, `2p1d_tp8`,
 * `1p_dep4_2d_tep8`, `prefill:tp4 decode:dep8`. Sizes after both roles are those of both. Throws `UserError` (`usage`) where
 * it cannot be read.
 */
export function layoutKeys(layout: string): Readonly<Record<string, number>> {
  const text = layout.trim().toLowerCase();
  const keys: Record<string, number> = {};
  let role: Role = "";
  // a role that follows another one without sizes between them shares the sizes that come
  let bare = false;
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  const turnTo = (word: string): Role => {
    const named: Role = /^(?:p|c)/.test(word) ? "prefill_" : "decode_";
    role = bare && role !== named ? "" : named;
    bare = true;
    return named;
  };
  while (at < text.length) {
    if (next(BETWEEN) !== null) continue;
    const size = next(SIZE);
    if (size !== null) {
      bare = false;
      if (size[2] === undefined) continue;
      for (const [key, value] of SIZES[size[1]!.replaceAll("_", "")]!)
        keys[`${role}${key}`] = value === "N" ? Number(size[2]) : value;
      continue;
    }
    const workers = next(WORKERS);
    if (workers !== null) {
      const named = turnTo((workers[2] ?? workers[3] ?? workers[6])!);
      keys[`${named}num_workers`] = Number(workers[1] ?? workers[4] ?? workers[5]);
      continue;
    }
    const word = next(ROLE);
    if (word === null)
      throw new UserError(
        "usage",
        `layout '${layout}' cannot be read from '${text.slice(at, at + 20)}' on; write tp8, tp8_ep8, dep8, 2p1d_tp8 or 1p_dep4_2d_tep8`,
      );
    turnTo(word[1]!);
  }
  return keys;
}
