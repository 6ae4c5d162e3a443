import type { Backend } from "../../domain/deployment.js";
import type { BackendRules } from "./backend.js";
import { sglang } from "./sglang.js";
import { trtllm } from "./trtllm.js";
import { vllm } from "./vllm.js";

const RULES: readonly BackendRules[] = [trtllm, vllm, sglang];

/** Rules of an engine. */
export function rulesOf(backend: Backend): BackendRules {
  const rules = RULES.find((candidate) => candidate.name === backend);
  if (rules === undefined) throw new Error(`no rules for ${backend}`);
  return rules;
}
