import { compact } from "../../domain/compact.js";
import { DCP_COMMS, decodeRanks } from "../../domain/decode-context.js";
import type { PartialParallelism } from "../../perf/estimate/request.js";
import { choiceFlag, intFlag, type Flag, type FlagValues } from "./types.js";

const ROLE_SIZES = [
  "tp-size",
  "pp-size",
  "attention-dp-size",
  "moe-tp-size",
  "moe-ep-size",
  "dcp-size",
  "batch-size",
  "num-workers",
] as const;

type RoleFlags = {
  readonly [N in `${"prefill" | "decode"}-${(typeof ROLE_SIZES)[number]}`]: Flag<number>;
};

/** Parallel sizes of all workers, and what the workers of one role have instead. */
export const SIZE_FLAGS = {
  "tp-size": intFlag("tensor parallel size", 1),
  "pp-size": intFlag("pipeline parallel size", 1),
  "attention-dp-size": intFlag("attention data parallel size", 1),
  "cp-size": intFlag("context parallel size (SGLang)", 1),
  "prefill-cp-size": intFlag("context parallel size of the prefill workers (disagg, SGLang)", 1),
  "moe-tp-size": intFlag("tensor parallel size of the experts", 1),
  "moe-ep-size": intFlag("expert parallel size", 1),
  "dcp-size": intFlag("decode context parallel size, a part of tp (vLLM, SGLang)", 1),
  "dcp-comm": choiceFlag("how the ranks of dcp join their results (vLLM ag_rs, SGLang a2a)", ...DCP_COMMS),
  ...(Object.fromEntries(
    ["prefill", "decode"].flatMap((role) =>
      ROLE_SIZES.map((size) => [
        `${role}-${size}`,
        intFlag(`${size.replace(/-size$/, "").replaceAll("-", " ")} of the ${role} workers (disagg)`, 1),
      ]),
    ),
  ) as RoleFlags),
};

/** A flag that says the size of prefill or of decode workers, where there is one. */
export function namesRole(flags: object): string | undefined {
  return Object.keys(flags).find((name) => /^(?:prefill|decode)(?!System)[A-Z]/.test(name));
}

/** The mode that sizes of prefill or of decode workers mean where nobody says one; nothing where none is named. */
export function impliedMode(flags: object): "disagg" | undefined {
  return namesRole(flags) === undefined ? undefined : "disagg";
}

/** Sizes of a role; absent ones fall back to the shared sizes. */
export function sizesOf(
  flags: FlagValues<typeof SIZE_FLAGS>,
  role: "" | "prefill" | "decode",
): PartialParallelism {
  // who only reads prompts has nothing to decode, whatever all workers are given
  const decodes = role === "prefill" ? undefined : flags.dcpSize;
  const dcp = (role === "" ? undefined : flags[`${role}DcpSize`]) ?? decodes;
  const of = (size: keyof typeof OWN_SIZES): number | undefined =>
    (role === "" ? undefined : flags[`${role}${OWN_SIZES[size]}`]) ?? flags[size];
  return compact({
    tp: of("tpSize"),
    pp: of("ppSize"),
    dp: of("attentionDpSize"),
    cp: role === "" ? flags.cpSize : role === "prefill" ? flags.prefillCpSize : undefined,
    moeTp: of("moeTpSize"),
    moeEp: of("moeEpSize"),
    dcp,
    dcpComm: decodeRanks({ dcp }) > 1 || role === "" ? flags.dcpComm : undefined,
  });
}

/** Sizes of one role by the flag of all roles. */
const OWN_SIZES = {
  tpSize: "TpSize",
  ppSize: "PpSize",
  attentionDpSize: "AttentionDpSize",
  moeTpSize: "MoeTpSize",
  moeEpSize: "MoeEpSize",
} as const;
