import type { ManifestMode, OtherKind, WorkerRole } from "./types.js";

/** What is known about one engine worker before the others are looked at. */
export interface RoleClues {
  readonly name: string;
  /** value of `--disaggregation-mode`, or `prefill`/`decode` of the old switches */
  readonly flag: string | undefined;
  readonly type: string | undefined;
  readonly subType: string | undefined;
}

/** Role of each worker and the mode of the whole deployment. */
export interface RoleDecision {
  readonly roles: readonly WorkerRole[];
  readonly mode: ManifestMode | null;
  readonly note: string | undefined;
}

type Clue = "prefill" | "decode" | "encode" | "combined" | undefined;

/** Roles of the workers of one deployment: the engine flag first, then the declared type, then the name; one worker alone is aggregated. */
export function decideRoles(workers: readonly RoleClues[]): RoleDecision {
  const flags = workers.map((worker) => flagClue(worker.flag));
  if (workers.length === 1) {
    const [flag] = flags;
    if (flag === "prefill")
      return {
        roles: ["prefill"],
        mode: "prefill-only",
        note: "A prefill pool without a decode pool in this document.",
      };
    if (flag === "decode")
      return {
        roles: ["decode"],
        mode: "decode-only",
        note: "A decode pool without a prefill pool in this document.",
      };
    if (flag === "encode") return { roles: ["encode"], mode: null, note: "Only an encode worker." };
    return { roles: ["agg"], mode: "agg", note: undefined };
  }
  const clues = workers.map((worker, i) => flags[i] ?? declaredClue(worker) ?? nameClue(worker.name));
  const hasPrefill = clues.includes("prefill");
  const roles = clues.map((clue): WorkerRole => {
    if (clue === "prefill" || clue === "encode") return clue;
    if (clue === "combined") return "agg";
    if (clue === "decode") return hasPrefill || flags.includes("decode") ? "decode" : "agg";
    return hasPrefill && !clues.includes("decode") ? "decode" : "agg";
  });
  return { roles, ...modeOf(roles) };
}

function modeOf(roles: readonly WorkerRole[]): {
  readonly mode: ManifestMode | null;
  readonly note: string | undefined;
} {
  const count = (role: WorkerRole): number => roles.filter((one) => one === role).length;
  const [prefill, decode, agg] = [count("prefill"), count("decode"), count("agg")];
  if (prefill > 0 && decode > 0) {
    const pools =
      prefill > 1 || decode > 1 ? "Several pools of one role: only the first of each is shown." : undefined;
    return {
      mode: "disagg",
      note: agg > 0 ? "An aggregated worker stands beside the prefill and decode workers." : pools,
    };
  }
  if (agg === 1 && prefill === 0 && decode === 0) return { mode: "agg", note: undefined };
  if (agg > 1 && prefill === 0 && decode === 0)
    return {
      mode: "agg",
      note: `${agg} workers without a role: several aggregated pools, or roles that are not understood.`,
    };
  if (prefill > 0 && agg === 0)
    return { mode: "prefill-only", note: "Prefill pools without a decode pool in this document." };
  if (decode > 0 && agg === 0)
    return { mode: "decode-only", note: "Decode pools without a prefill pool in this document." };
  return {
    mode: null,
    note: roles.length === 0 ? undefined : "The roles of the workers are not understood.",
  };
}

function flagClue(flag: string | undefined): Clue {
  switch (flag?.toLowerCase()) {
    case undefined:
      return undefined;
    case "prefill":
    case "decode":
    case "encode":
      return flag.toLowerCase() as Clue;
    default:
      // agg, pd, null, prefill_and_decode
      return "combined";
  }
}

function declaredClue({ type, subType }: RoleClues): Clue {
  for (const declared of [subType, type]) {
    const text = declared?.toLowerCase();
    if (text === "prefill" || text === "decode" || text === "encode") return text;
  }
  return undefined;
}

function nameClue(name: string): Clue {
  if (/prefill/i.test(name)) return "prefill";
  if (/encode/i.test(name)) return "encode";
  if (/decode|(?:^|[-_])dec(?:[-_]|$)/i.test(name)) return "decode";
  return undefined;
}

/** What a component without an engine is, from its type and what it runs. */
export function otherKind(type: string | undefined, program: string | undefined): OtherKind {
  const declared = type?.toLowerCase();
  if (declared === "frontend" || declared === "planner" || declared === "epp") return declared;
  if (program === undefined) return "other";
  if (program === "dynamo.frontend" || program === "dynamo.ingress") return "frontend";
  if (
    program === "dynamo.planner" ||
    program === "dynamo.global_planner" ||
    /planner_sla(?:\.py)?$/.test(program)
  )
    return "planner";
  if (
    program === "dynamo.router" ||
    program === "dynamo.global_router" ||
    program.startsWith("dynamo.router.")
  )
    return "router";
  return "other";
}
