import { finding, topOf } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import type { ForgeReader } from "../forge/forge.js";
import type { Policy } from "../policy/index.js";
import { DEFAULT_POLICY, loadPolicy } from "../policy/index.js";
import type { Inputs } from "./inputs.js";
import type { Scope } from "./scope.js";

/** The policy of a run, and what is wrong with its file. */
export interface RunPolicy {
  readonly policy: Policy;
  readonly findings: readonly Finding[];
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * The policy that holds. It is read from the base: a pull request must not loosen its own gate. Where the base has none,
 * or a broken one, the proposed file holds, without its own words: whoever proposes them has nobody's leave to speak in
 * our comment. A proposed file that is broken is a finding in any case.
 */
export async function readPolicy(forge: ForgeReader, scope: Scope, inputs: Inputs): Promise<RunPolicy> {
  const file = inputs.configFile;
  const proposed = scope.paths.files.some((each) => each.path === file && each.status !== "unchanged");
  const base = await load(forge, file, scope.policySha);
  const head = proposed || base === undefined ? await load(forge, file, scope.headSha) : undefined;
  const notes: string[] = [];
  if (base !== undefined && base.findings.length === 0) {
    if (proposed)
      notes.push(`\`${file}\` changes here; the version on the base branch holds until it is merged.`);
    return {
      policy: withInputs(base.policy, inputs),
      findings: head?.findings ?? [],
      text: base.text,
      notes,
    };
  }
  const used = head ?? base;
  if (used === undefined)
    return { policy: withInputs(DEFAULT_POLICY, inputs), findings: [], text: "", notes };
  const { header, footer } = used.policy;
  if (used === head && (header !== "" || footer !== ""))
    notes.push(`Header and footer of \`${file}\` are shown once the file is on the base branch.`);
  const policy = used === head ? { ...used.policy, header: "", footer: "" } : used.policy;
  return { policy: withInputs(policy, inputs), findings: used.findings, text: used.text, notes };
}

async function load(
  forge: ForgeReader,
  file: string,
  ref: string,
): Promise<{ policy: Policy; findings: readonly Finding[]; text: string } | undefined> {
  const found = await forge.text(file, ref);
  if (found.kind === "absent") return undefined;
  if (found.kind === "unreadable") {
    const message = `the policy cannot be read, it is ${found.reason}`;
    return { policy: DEFAULT_POLICY, findings: [finding("policy-invalid", topOf(file), message)], text: "" };
  }
  return { ...(await loadPolicy(found.text, file)), text: found.text };
}

/** Inputs are stronger than the file. */
export function withInputs(policy: Policy, inputs: Inputs): Policy {
  return {
    ...policy,
    gate: inputs.gate ?? policy.gate,
    comment: inputs.mode === "gate" ? "never" : (inputs.comment ?? policy.comment),
    commit: inputs.mode === "gate" ? "never" : (inputs.commit ?? policy.commit),
    suggest: inputs.mode === "gate" ? false : (inputs.suggest ?? policy.suggest),
    profile: inputs.profile ?? policy.profile,
    confidence: inputs.confidence ?? policy.confidence,
  };
}
