import type { Backend, Parallelism } from "../../domain/deployment.js";
import type { Finding } from "../../domain/review.js";
import { finding, type FindingPlace } from "../../domain/finding.js";

/** Sizes of a checkpoint that parallel sizes must divide. */
export interface ModelSizes {
  readonly heads: number;
  /** 0 or absent for dense models */
  readonly experts?: number;
  readonly architecture?: string;
}

/** Models whose own code in vLLM 0.31 asserts that ranks have as many experts each. */
const EVEN_EXPERTS = /^(?:DeepseekV4|KimiK3)/;

/** Largest size that is offered. */
const MAX_OFFERED = 64;

/** Tensor and expert parallel sizes that do not divide the model. `place` is asked for the line of a size. */
export function divisibilityFindings(
  sizes: ModelSizes,
  parallelism: Parallelism,
  backend: Backend,
  place: (size: "tp" | "ep") => FindingPlace,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (sizes.heads % parallelism.tp !== 0) {
    findings.push(
      finding(
        "heads-not-divisible",
        place("tp"),
        `tensor parallel size ${parallelism.tp} does not divide ${sizes.heads} attention heads${nearest(parallelism.tp, sizes.heads)}`,
      ),
    );
  }
  const experts = sizes.experts ?? 0;
  if (experts > 0 && experts % parallelism.moeEp !== 0) {
    // vLLM 0.11 to 0.31 gives the first ranks one more (`determine_expert_map`)
    const uneven = backend === "vllm" && !EVEN_EXPERTS.test(sizes.architecture ?? "");
    const then = uneven ? ": some GPUs hold one more than others, and steps wait for them" : "";
    findings.push(
      finding(
        "experts-not-divisible",
        place("ep"),
        `expert parallel size ${parallelism.moeEp} does not divide ${experts} experts${then}${nearest(parallelism.moeEp, experts)}`,
        uneven ? "warning" : "error",
      ),
    );
  }
  return findings;
}

/** The sizes that divide, the nearest of them first named: a size that an engine starts with. */
function nearest(size: number, count: number): string {
  const possible = Array.from({ length: Math.min(count, MAX_OFFERED) }, (_, index) => index + 1).filter(
    (one) => count % one === 0,
  );
  const below = possible.filter((one) => one < size).at(-1);
  const near = [below, possible.find((one) => one > size)].filter((one) => one !== undefined);
  return `. Nearest: ${near.join(" or ")}. Possible: ${possible.join(", ")}`;
}

/** A layout that the model or the engine cannot have, in the words of whoever refused it. */
export function impossibleFinding(message: string, place: FindingPlace): Finding {
  return finding("parallel-size-impossible", place, message);
}
