import type { ReadDeployment } from "../dgd.js";
import { flagsOf } from "../flags/index.js";
import { notModelledBy } from "../flags/not-modelled.js";
import { MTP_METHODS } from "../engine-settings.js";
import { type FindingList, reportOn, reportSetting } from "../rules.js";
import type { WorkerRole } from "../types.js";
import type { ComponentReading } from "../component-reading.js";

/** Settings that move the figures and are not priced, once for each worker, with the direction. */
export function reportEffects({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  const engines = readings.filter((reading) => reading.isEngine);
  engines.forEach((reading, i) => {
    reportNotModelled(reading, deployment.workers[i]?.role ?? "agg", findings);
  });
}

function reportNotModelled(reading: ComponentReading, role: WorkerRole, findings: FindingList): void {
  if (reading.backend === null || reading.backend === "mocker") return;
  const rows = flagsOf(reading.backend).notModelled;
  reportVariables(reading, findings);
  const said = new Set<string>();
  const drafts = reading.resolved.settings.get("speculative.method");
  if (drafts !== undefined && !MTP_METHODS.test(String(drafts.value)) && !/^none$/i.test(drafts.text))
    reportSetting(
      findings,
      "setting-not-modelled",
      drafts,
      `${drafts.origin.name} ${drafts.text} is not modelled (speculative decoding with drafts from outside the model): answers may come sooner than predicted.`,
    );
  for (const entry of reading.entries) {
    const found = entry.unresolved ? undefined : notModelledBy(entry, rows, role);
    if (found === undefined || said.has(found.what)) continue;
    said.add(found.what);
    reportOn(
      findings,
      "setting-not-modelled",
      entry.place,
      `${entry.name} is not modelled (${found.what}): ${found.direction}.`,
    );
  }
}

/** Variables of an engine that speak of how it computes, and not of places, times and logs. */
const SWITCH = new RegExp(
  "^(?:VLLM|SGLANG|SGL|TRTLLM|TLLM)_(?!\\w*(?:WARMUP|PRECOMPILE|TIMEOUT|LOG|PORT|HOST|PATH|DIR|ROOT|COMPILE_CACHE))\\w*" +
    "(?:GEMM|KERNEL|ATTENTION|ATTN|MOE|MLA|MARLIN|CUTLASS|TRITON|ALL2ALL|ALLTOALL|ALLREDUCE|DEEPEP|QUANT|RUNNER|CHUNK|" +
    "DEVICE|GRAPH|COMPILE|SPEC_|PDL|SYMM|OVERLAP|NEW_TOKEN|USE_V1|LM_CACHE|EPLB|FP8|FP4)",
);
/** Variables below the engine that leave GPUs out, or slow all of them. */
const BELOW =
  /^(?:CUDA_VISIBLE_DEVICES|CUDA_LAUNCH_BLOCKING|NCCL_P2P_DISABLE|NCCL_NVLS_DISABLE|TORCHDYNAMO_DISABLE|TORCH_COMPILE_DISABLE|PYTORCH_NO_CUDA_MEMORY_CACHING)$/;

/** Variables that move the figures as a flag would: no formula knows which way. */
function reportVariables({ environment }: ComponentReading, findings: FindingList): void {
  for (const [name, { text, place }] of environment) {
    const off =
      /^(?:0|false)$/i.test(text?.text.trim() ?? "") && BELOW.test(name) && !name.startsWith("CUDA_V");
    const at = text !== undefined && text.pieces.length > 0 ? text : place;
    if (off || at === undefined || !(SWITCH.test(name) || BELOW.test(name))) continue;
    reportOn(
      findings,
      "setting-not-modelled",
      at,
      `${name} is not modelled (a switch of the engine or below it): figures are those without it and may be off either way.`,
    );
  }
}
