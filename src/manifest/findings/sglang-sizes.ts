import { isAtLeast } from "../../domain/versions.js";
import { keyPlaceOf } from "../flags/arguments.js";
import { type FindingList, reportOn, reportSetting } from "../rules.js";
import { type Entry, lastOf } from "../flags/entries.js";
import type { ComponentReading } from "../component-reading.js";
import type { ManifestWorker } from "../types.js";

/** First Dynamo release whose SGLang (0.5.6) keeps colons for the names of adapters. */
const COLONS_SINCE = "0.8";

/** What SGLang asserts of its sizes and names at start (`server_args.py` of 0.5.3, `validation_hook.py` of 0.5.21). */
export function reportSglangSizes(
  { settings, nodes, unresolved, component, gpusPerNode }: ManifestWorker,
  { entries }: ComponentReading,
  release: string | undefined,
  findings: FindingList,
): void {
  const open = unresolved.some(({ name }) => SIZES.has(name));
  const { tp, pp, dp, attentionDp, servedName } = settings;
  const ranks = (tp?.value ?? 1) * (pp?.value ?? 1);
  const count = nodes?.value ?? 1;
  if (!open && dp !== undefined && dp.value > 1 && count > 1 && attentionDp?.value !== true)
    reportSetting(
      findings,
      "settings-exclude",
      dp,
      `${component} runs on ${count} nodes with ${dp.origin.name} ${dp.value}: SGLang splits data over nodes with --enable-dp-attention alone, and refuses to start.`,
    );
  else if (!open && tp !== undefined && count > 1 && ranks >= count && ranks % count !== 0)
    reportSetting(
      findings,
      "settings-exclude",
      tp,
      `${component} has ${ranks} ranks on ${count} nodes: SGLang wants as many on each, and refuses to start.`,
    );
  reportFirstGpu(component, entries, ranks / count, open ? undefined : gpusPerNode?.value, findings);
  const dense = lastOf(entries, "moe-dense-tp-size");
  const size = Number(dense?.value?.text.trim() ?? "");
  if (
    dense?.value !== undefined &&
    !open &&
    Number.isInteger(size) &&
    size !== 1 &&
    size !== (tp?.value ?? 1)
  )
    reportOn(
      findings,
      "settings-exclude",
      dense.value.pieces.length > 0 ? dense.value : keyPlaceOf(dense),
      `${dense.name} ${size} is neither 1 nor the tensor parallel size ${tp?.value ?? 1}: SGLang refuses to start.`,
    );
  if (servedName?.value.includes(":") && release !== undefined && isAtLeast(release, COLONS_SINCE))
    reportSetting(
      findings,
      "flag-value-invalid",
      servedName,
      `${servedName.origin.name} takes no colon, which parts a model from its adapter: SGLang refuses to start on "${servedName.text.slice(0, 60)}".`,
    );
}

/** SGLang counts its ranks from a first GPU on, in steps: the last one has to be there. */
function reportFirstGpu(
  component: string,
  entries: readonly Entry[],
  ranks: number,
  gpus: number | undefined,
  findings: FindingList,
): void {
  const [first, step] = [lastOf(entries, "base-gpu-id"), lastOf(entries, "gpu-id-step")];
  const place = first ?? step;
  const [from, by] = [Number(first?.value?.text ?? 0), Number(step?.value?.text ?? 1)];
  if (place === undefined || gpus === undefined || from + (ranks - 1) * by < gpus) return;
  reportOn(
    findings,
    "gpus-too-few",
    place.place,
    `${place.name} of ${component} counts ${ranks} rank${ranks === 1 ? "" : "s"} from GPU ${from} on, and there are ${gpus}. It cannot start.`,
  );
}

const SIZES: ReadonlySet<string> = new Set(["tp", "pp", "dp", "nodes", "attentionDp", "engine file"]);
