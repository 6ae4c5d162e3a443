import type { Deployment } from "../domain/deployment.js";
import type { Advice, Evaluation } from "../domain/review.js";
import type { DeploymentCase } from "./review-deployment.js";

/** An evaluation with the edit that leads to it from the proposed file, or the reason why there is none. */
export function adviceFor(_one: DeploymentCase, _deployment: Deployment, evaluation: Evaluation): Advice {
  return { evaluation, edits: [], noEditReason: "edits are not wired yet" };
}
