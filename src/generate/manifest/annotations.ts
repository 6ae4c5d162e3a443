import { ANNOTATION_PREFIX } from "../../manifest/types.js";
import type { DeployValues } from "../values.js";

/**
 * What a manifest cannot say otherwise and a later check needs: GPU system, workload, limits. Texts, as annotations must be.
 * They stand on the deployment itself, so changing them restarts no pod.
 */
export function annotations(values: DeployValues): Readonly<Record<string, string>> {
  const { task, roles } = values;
  const system = roles[0]?.system;
  const decodeSystem = roles.find((role) => role.role === "decode")?.system;
  const facts: readonly (readonly [string, string | number | undefined])[] = [
    ["system", system],
    ["decode-system", decodeSystem === system ? undefined : decodeSystem],
    ["isl", task.isl],
    ["osl", task.osl],
    ["prefix-tokens", task.prefix > 0 ? task.prefix : undefined],
    ["ttft-ms", task.sla?.ttftMs],
    ["tpot-ms", task.sla?.tpotMs],
    ["e2e-ms", task.sla?.requestLatencyMs],
    // tokens of a decode step on average: one, and the accepted drafts
    ["accept-length", values.nextn > 0 && values.accepted !== undefined ? 1 + values.accepted : undefined],
  ];
  return Object.fromEntries(
    facts.flatMap(([name, value]) =>
      value === undefined ? [] : [[`${ANNOTATION_PREFIX}${name}`, String(value)]],
    ),
  );
}
