import { compact } from "../domain/compact.js";
import { UserError } from "../domain/errors.js";
import { finding, topOf } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import type { FileRead, ForgeReader } from "../forge/forge.js";
import { DEFAULT_POLICY, loadPolicy, POLICY_FILE, type Policy } from "../policy/index.js";
import type { Inputs, PolicySource } from "./inputs.js";
import type { Scope } from "./scope.js";

const OTHER_ENDING = POLICY_FILE.replace(/\.yml$/, ".yaml");

/** The policy of a run, and what is wrong with its file. */
export interface RunPolicy {
  readonly policy: Policy;
  readonly findings: readonly Finding[];
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * The policy that holds. It is read from the base: a pull request must not loosen its own gate. Where the base has none,
 * or a broken one, only limits and what requests look like are taken from the proposed file: nobody has agreed yet to its
 * gate, its commits, its waivers or its words. A proposed file that is broken is a finding in any case. Throws
 * `UserError` for a file that the input names and that neither side has.
 */
export async function readPolicy(forge: ForgeReader, scope: Scope, inputs: Inputs): Promise<RunPolicy> {
  if (inputs.policySource !== undefined) return foreignPolicy(forge, inputs, inputs.policySource);
  const names = inputs.configFile === POLICY_FILE ? [POLICY_FILE, OTHER_ENDING] : [inputs.configFile];
  const isProposed = scope.paths.files.some(
    ({ path: name, status }) => names.includes(name) && status !== "unchanged",
  );
  // of all names the base is asked first: a file under another ending does not take the place of the one that holds
  const base = await firstOf(forge, names, scope.policySha);
  const head = isProposed || base === undefined ? await firstOf(forge, names, scope.headSha) : undefined;
  if (base !== undefined && base.findings.length === 0)
    return {
      policy: withInputs(base.policy, inputs),
      findings: head?.findings ?? [],
      text: base.text,
      notes: isProposed
        ? [`\`${base.file}\` changes here; the version on the base branch holds until it is merged.`]
        : [],
    };
  const used = head ?? base;
  if (used === undefined) {
    if (inputs.configFile === POLICY_FILE)
      return { policy: withInputs(DEFAULT_POLICY, inputs), findings: [], text: "", notes: [] };
    throw new UserError(
      "usage",
      `config-file: ${inputs.configFile} does not exist, at the base or at the head`,
    );
  }
  const isHeads = used === head;
  return {
    policy: withInputs(isHeads ? limitsOf(used.policy) : used.policy, inputs),
    findings: used.findings,
    text: used.text,
    notes:
      isHeads && used.policy.file !== undefined
        ? [`Of \`${used.file}\` only limits and workload count until it is on the base branch.`]
        : [],
  };
}

/** The policy of another repository, which holds whole: whoever names it in the workflow trusts it. */
async function foreignPolicy(forge: ForgeReader, inputs: Inputs, source: PolicySource): Promise<RunPolicy> {
  const found = await loaded(await forge.foreignText(source), inputs.configFile);
  if (found === undefined)
    throw new UserError(
      "usage",
      `config-file: ${inputs.configFile} does not exist, or the token may not read it`,
    );
  const { policy, findings, text } = found;
  return { policy: withInputs(policy, inputs), findings, text, notes: [] };
}

/** What a policy that nobody has merged may say. */
function limitsOf({ file, defaults, overrides }: Policy): Policy {
  return compact({ ...DEFAULT_POLICY, file, defaults, overrides });
}

/** A policy file of a commit. */
interface PolicyText {
  readonly file: string;
  readonly policy: Policy;
  readonly findings: readonly Finding[];
  readonly text: string;
}

/** The first of some files that a commit has. */
async function firstOf(
  forge: ForgeReader,
  names: readonly string[],
  ref: string,
): Promise<PolicyText | undefined> {
  for (const file of names) {
    const found = await loaded(await forge.text(file, ref), file);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function loaded(found: FileRead, file: string): Promise<PolicyText | undefined> {
  if (found.kind === "absent") return undefined;
  if (found.kind === "unreadable") {
    const message = `the policy cannot be read, it is ${found.reason}`;
    return {
      file,
      policy: DEFAULT_POLICY,
      findings: [finding("policy-invalid", topOf(file), message)],
      text: "",
    };
  }
  return { file, ...(await loadPolicy(found.text, file)), text: found.text };
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
    failLevel: inputs.failLevel ?? policy.failLevel,
    commentUpdate: inputs.commentUpdate ?? policy.commentUpdate,
  };
}
