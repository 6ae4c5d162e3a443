import { compact } from "../domain/compact.js";
import { DCP_COMMS, type DecodeContext } from "../domain/decode-context.js";
import type { Backend, Parallelism } from "../domain/deployment.js";
import type { ManifestWorker } from "./types.js";

/** Parallel sizes of a worker in the domain's words. */
export interface ParallelismMapping {
  readonly parallelism: Parallelism | undefined;
  /** whole copies of the model inside one worker (data parallel without attention DP) */
  readonly copies: number;
  readonly assumptions: readonly string[];
  /** why the written sizes mean nothing */
  readonly problem: string | undefined;
}

/** SGLang's expert exchange backends that set the expert parallel size to the tensor parallel size. */
export const WIDE_A2A: ReadonlySet<string> = new Set(["deepep", "mooncake", "nixl", "mori", "ascend_fuseep"]);

/** What the written sizes mean to each engine. `isMoe` undefined counts as dense unless experts are spoken of. */
export function parallelismOf(
  worker: ManifestWorker,
  backend: Backend,
  isMoe: boolean | undefined,
): ParallelismMapping {
  const { settings } = worker;
  const tp = settings.tp?.value ?? 1;
  const pp = settings.pp?.value ?? 1;
  const dp = settings.dp?.value ?? 1;
  const assumptions = settings.tp ? [] : ["tensor parallel size is not written, the engine takes 1"];
  const dcp = settings.dcp?.value ?? 1;
  const bad = [tp, pp, dp, dcp, settings.ep?.value ?? 1, settings.moeTp?.value ?? 1].some((size) => size < 1);
  if (bad) return { parallelism: undefined, copies: 1, assumptions, problem: "a parallel size is below 1" };
  const moe = isMoe ?? speaksOfExperts(worker);
  const stripes = dcp > 1 ? decodeContextOf(worker, dcp) : {};
  const done = (sizes: Parallelism, copies = 1): ParallelismMapping => ({
    parallelism: { ...sizes, ...stripes },
    copies,
    assumptions,
    problem: undefined,
  });
  const wrong = (problem: string): ParallelismMapping => ({
    parallelism: undefined,
    copies: 1,
    assumptions,
    problem,
  });
  if (backend === "vllm") {
    if (!moe) return done(dense(tp, pp), dp);
    const width = tp * dp;
    const experts = settings.expertParallel?.value === true ? width : 1;
    return done({ tp, pp, dp, cp: 1, moeTp: width / experts, moeEp: experts });
  }
  const attentionDp = settings.attentionDp?.value === true;
  const ranks = backend === "trtllm" ? (attentionDp ? tp : 1) : attentionDp ? dp : 1;
  const copies = backend === "sglang" && !attentionDp ? dp : 1;
  if (tp % ranks !== 0)
    return wrong(`the data parallel size ${ranks} does not divide the tensor parallel size ${tp}`);
  const cp = backend === "sglang" && settings.splitsPrompts?.value === true ? (settings.cp?.value ?? 1) : 1;
  if (cp < 1 || (tp / ranks) % cp !== 0)
    return wrong(`the context parallel size ${cp} does not divide the ${tp / ranks} GPUs of a data rank`);
  if (!moe && cp > 1) return done({ ...dense(tp / cp, pp), cp }, copies);
  if (!moe) {
    // Dense models have no attention DP: its ranks would be whole replicas of the layers.
    return ranks > 1 ? done(dense(tp / ranks, pp), ranks) : done(dense(tp, pp), copies);
  }
  const ep =
    settings.ep?.value ?? (WIDE_A2A.has(settings.moeBackend?.value ?? "") && backend === "sglang" ? tp : 1);
  const moeTp = settings.moeTp?.value ?? tp / ep;
  if (!Number.isInteger(moeTp) || moeTp * ep !== tp)
    return wrong(
      `expert parallel size ${ep}${settings.moeTp ? ` times expert tensor parallel size ${moeTp}` : ""} does not give the tensor parallel size ${tp}`,
    );
  return done({ tp: tp / ranks / cp, pp, dp: ranks, cp, moeTp, moeEp: ep }, copies);
}

/** What a worker says of the ranks that share the cache of a decode. */
function decodeContextOf({ settings }: ManifestWorker, dcp: number): DecodeContext {
  // SGLang's name for the same exchange over NVLink domains
  const written = settings.dcpComm?.value.toLowerCase().replace(/^fi_/, "");
  const dcpComm = DCP_COMMS.find((comm) => comm === written);
  return compact({ dcp, dcpComm, dcpReplicateQ: settings.dcpReplicateQ?.value });
}

function dense(tp: number, pp: number): Parallelism {
  return { tp, pp, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };
}

function speaksOfExperts({ settings }: ManifestWorker): boolean {
  return (
    settings.expertParallel?.value === true ||
    settings.attentionDp?.value === true ||
    (settings.ep?.value ?? 1) > 1 ||
    (settings.moeTp?.value ?? 1) > 1
  );
}
