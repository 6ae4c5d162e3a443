import type { Finding } from "../../domain/review.js";
import type { Workload } from "../../domain/workload.js";
import type { ManifestDeployment } from "../../manifest/types.js";
import type { PricingDeps } from "../../search/cache-room.js";
import { checkpointFindings } from "../checkpoint-findings.js";
import { workerFindings, modelFindings, type Sized } from "../model-findings.js";
import { podFindings } from "../pods.js";
import type { Stop } from "./map.js";

/** Rules under which no engine starts, so that there is nothing to predict. */
const FATAL: ReadonlySet<Finding["rule"]> = new Set(["memory-exceeded"]);

/**
 * What the checkpoint's sizes and the GPU memory say against a deployment. Sizes that cannot be stop before memory is
 * asked; a deployment whose weights or first request do not fit stops before it is predicted.
 */
export async function checkFeasible(
  deps: PricingDeps,
  sized: Sized,
  workload: Workload,
  manifest: ManifestDeployment,
): Promise<Stop | { readonly kind: "feasible"; readonly findings: readonly Finding[] }> {
  const { model, deployment } = sized;
  const sizes = [
    ...modelFindings(model, deployment, workload, manifest),
    ...checkpointFindings(model, deployment, manifest),
    ...podFindings(manifest, deployment.pools[0]?.system ?? ""),
  ];
  if (sizes.some(({ severity }) => severity === "error")) return { kind: "stop", findings: sizes };
  const findings = [...sizes, ...(await workerFindings(deps, sized, workload, manifest))];
  return { kind: findings.some(({ rule }) => FATAL.has(rule)) ? "stop" : "feasible", findings };
}
