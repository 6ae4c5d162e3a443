import { finding, topOf } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import { checkedYaml } from "./checked-yaml.js";
import { toPolicy } from "./read.js";
import { POLICY_SCHEMA } from "./schema.js";
import { DEFAULT_POLICY, type Policy } from "./types.js";

/** A policy, or what is wrong with its file. With findings the defaults hold, so callers must not judge by them. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly findings: readonly Finding[];
}

/** Largest policy file that is read, in characters. */
const MAX_LENGTH = 256 * 1024;

/** Reads the text of a policy file. */
export async function loadPolicy(text: string, file: string): Promise<LoadedPolicy> {
  const checked = await checkedYaml(text, { schema: POLICY_SCHEMA, what: "the policy", most: MAX_LENGTH });
  if ("problems" in checked) {
    const findings = checked.problems.map(({ message, position }) =>
      finding("policy-invalid", { file, position }, message),
    );
    return { policy: DEFAULT_POLICY, findings };
  }
  if (checked.data === undefined) return { policy: { ...DEFAULT_POLICY, file }, findings: [] };
  const policy = { ...toPolicy(checked.data), file };
  return { policy, findings: crossChecks(policy, file) };
}

/** Rules between keys that a schema cannot say. */
function crossChecks(policy: Policy, file: string): readonly Finding[] {
  const messages: string[] = [];
  for (const [place, values] of [
    ["defaults", policy.defaults] as const,
    ...policy.overrides.map((entry, index) => [`overrides[${index}]`, entry.values] as const),
  ]) {
    if (values.concurrency !== undefined && values.requestRate !== undefined) {
      messages.push(`\`${place}.workload\` has both \`concurrency\` and \`request-rate\`, say one of them`);
    }
    if (values.isl !== undefined && values.prefix !== undefined && values.prefix >= values.isl) {
      messages.push(
        `\`${place}.workload.prefix\` is ${values.prefix}, it must be below \`isl\` (${values.isl})`,
      );
    }
  }
  return messages.map((message) => finding("policy-invalid", topOf(file), message));
}
