import { compact } from "./compact.js";
import type { Backend, Deployment, Parallelism, Role } from "./deployment.js";

/** How ranks of a tensor group share the cache of a decode; nothing of it where they do not. */
export type DecodeContext = Pick<Parallelism, "dcp" | "dcpComm" | "dcpReplicateQ">;

/** Ranks that share the cache of a decode by its positions: 1 unless said. */
export function decodeRanks({ dcp = 1 }: { readonly dcp?: number | undefined }): number {
  return dcp;
}

/** A layout's own way of sharing and none, to be tried with others; undefined where it shares none. */
export function waysBeside({
  dcp = 1,
  dcpComm,
  dcpReplicateQ,
}: DecodeContext): readonly DecodeContext[] | undefined {
  return dcp === 1 ? undefined : [compact({ dcp, dcpComm, dcpReplicateQ }), {}];
}

/** Why a worker whose cache is handed over cannot be cut so; undefined where it can. `latent`: its attention caches no heads. */
export function handoverProblem(
  backend: Backend,
  { tp, dcp = 1 }: Pick<Parallelism, "tp" | "dcp">,
  latent: boolean,
): string | undefined {
  if (backend !== "vllm" || dcp === 1) return undefined;
  if (!latent)
    return `vLLM hands over a cache that ${dcp} ranks share for latent attention only; dcp must be 1 here, or prefill and decode one worker`;
  return dcp === tp
    ? undefined
    : `vLLM hands over a cache that is whole on every rank or cut among all of them: dcp must be 1 or tp ${tp}, not ${dcp}`;
}

/** The first pool of a disaggregated deployment whose cache cannot be handed over, and why. */
export function unpairedDecodeContext(
  { backend, mode, pools }: Deployment,
  latent: boolean,
): { readonly role: Role; readonly problem: string } | undefined {
  if (mode !== "disagg") return undefined;
  for (const { role, parallelism } of pools) {
    const problem = handoverProblem(backend, parallelism, latent);
    if (problem !== undefined) return { role, problem };
  }
  const [prefill = 1, decode = 1] = pools.map(({ parallelism }) => decodeRanks(parallelism));
  if (backend !== "vllm" || prefill % decode === 0 || decode % prefill === 0) return undefined;
  return {
    role: "decode",
    problem: `vLLM pairs workers whose dcp divide one another, not dcp ${prefill} of prefill with dcp ${decode} of decode`,
  };
}
