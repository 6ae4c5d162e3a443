import { decodeRanks } from "./decode-context.js";
import type { Backend, Deployment, Parallelism, Role } from "./deployment.js";

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
