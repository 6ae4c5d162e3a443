import type { ReadDeployment } from "../dgd.js";
import { isReleased } from "../../domain/releases.js";
import type { Backend } from "../../domain/deployment.js";
import { ENGINE_NAMES } from "../../domain/engine-names.js";
import { lastOf } from "../flags/entries.js";
import type { ComponentReading } from "../component-reading.js";
import { isAuto, ownBlock } from "./own-kv.js";
import { placeholderKind } from "../placeholders.js";
import { parseImage } from "../versions.js";
import { type FindingList, renamed, reportOn, reportPosition, reportSetting } from "../rules.js";
import type { ManifestWorker, Setting, WorkerSettings } from "../types.js";

/** A setting that decides how a KV cache lies in memory or how it travels, so that both pools must have the same. */
interface Shared {
  readonly key: "kvBlockSize" | "kvDtype" | "kvTransfer" | "quantization";
  readonly what: string;
  /** values that mean the same get the same text; undefined: nothing can be said */
  readonly plain: (value: string) => string | undefined;
  /** what a worker takes that does not write it; undefined: nothing can be said */
  readonly own?: (worker: ManifestWorker) => { readonly text: string; readonly value: string } | undefined;
}

/** Connectors by which one engine hands a KV cache to the same one of another; the others combine several, and may differ. */
const PLAIN_CONNECTORS =
  /^(?:nixl(?:connector)?|lmcacheconnectorv1|p2pncclconnector|mooncake(?:connector)?|ucx|mpi|mori|ascend)$/;

const SHARED: readonly Shared[] = [
  {
    key: "kvBlockSize",
    what: "KV block size",
    plain: (value) => value,
    own: (worker) => {
      const value = ownBlock(worker);
      return value === undefined ? undefined : { text: `the engine's own ${value}`, value };
    },
  },
  {
    key: "kvDtype",
    what: "KV cache type",
    plain: (value) =>
      ({ fp8_e4m3: "fp8", bf16: "bfloat16", half: "float16", fp16: "float16" })[value] ?? value,
    own: () => ({ text: "auto", value: "auto" }),
  },
  {
    key: "kvTransfer",
    what: "KV transfer",
    plain: (value) => (PLAIN_CONNECTORS.test(value) ? value.replace(/connector$/, "") : undefined),
    // SGLang 0.5.3 to 0.5.21 (`server_args.py`)
    own: ({ backend }) =>
      backend === "sglang" ? { text: "the engine's own mooncake", value: "mooncake" } : undefined,
  },
  { key: "quantization", what: "quantization", plain: (value) => value },
];

/** Prefill and decode workers that cannot exchange a KV cache as they are set. */
export function reportPairs({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  if (deployment.mode !== "disagg") return;
  const engines = readings.filter((reading) => reading.isEngine);
  const sides = deployment.workers.map((worker, i) => ({ worker, reading: engines[i] }));
  const [prefill = [], decode = []] = (["prefill", "decode"] as const).map((role) =>
    sides.filter(({ worker }) => worker.role === role),
  );
  for (const { worker, reading } of [...prefill, ...decode]) reportConnectorRole(worker, reading, findings);
  for (const { worker, reading } of decode)
    for (const { worker: other, reading: there } of prefill) {
      if (other.backend === "mocker" || worker.backend === "mocker") continue;
      if (other.backend !== worker.backend) {
        reportEngines(other, worker, findings);
        continue;
      }
      for (const shared of SHARED) reportPair(other, worker, shared, findings);
      reportReleases(other, worker, findings);
      reportLayouts([other, there], [worker, reading], findings);
    }
}

/** A KV cache of one engine means nothing to another. */
function reportEngines(prefill: ManifestWorker, decode: ManifestWorker, findings: FindingList): void {
  if (prefill.backend === null || decode.backend === null) return;
  const [there, here] = [prefill.backend, decode.backend].map((one) => ENGINE_NAMES[one as Backend]);
  reportPosition(
    findings,
    "role-pair-mismatch",
    decode.command?.position ?? decode.position,
    `${prefill.component} runs ${there}, ${decode.component} runs ${here}: engines cannot hand a KV cache to each other. Run one engine on both sides.`,
  );
}

/** The side of a transfer that a vLLM worker says it is on: prefill produces KV caches, decode consumes them. */
const WRONG_SIDE: Readonly<Record<string, readonly [wrong: string, right: string]>> = {
  prefill: ["kv_consumer", "kv_producer"],
  decode: ["kv_producer", "kv_consumer"],
};

function reportConnectorRole(
  { component, role }: ManifestWorker,
  reading: ComponentReading | undefined,
  findings: FindingList,
): void {
  const [wrong, right = ""] = WRONG_SIDE[role] ?? [];
  const entry = reading && lastOf(reading.entries, "kv-transfer-config.kv-role");
  if (entry?.value === undefined || entry.unresolved || entry.value.text.trim() !== wrong) return;
  const place = entry.value.pieces.length > 0 ? entry.value : entry.place;
  reportOn(
    findings,
    "role-mismatch",
    place,
    `${component} is a ${role} worker and its kv_role is ${wrong}: a ${role} worker is a ${right}. Write ${right}, or kv_both.`,
    { mend: renamed(place, wrong, right) },
  );
}

/** How vLLM lays a KV cache out in memory, as a variable says; NIXL asks for HND unless it does. */
const LAYOUT = "VLLM_KV_CACHE_LAYOUT";
const OWN_LAYOUT = "HND";

type Read = readonly [worker: ManifestWorker, reading: ComponentReading | undefined];

function reportLayouts([prefill, there]: Read, [decode, here]: Read, findings: FindingList): void {
  if (decode.backend !== "vllm") return;
  const [left, right] = [there, here].map((reading) => reading?.environment.get(LAYOUT));
  if ([left, right].some((one) => one !== undefined && one.text === undefined)) return;
  // only NIXL asks for a layout of its own
  if ((left === undefined || right === undefined) && !/^nixl/i.test(decode.settings.kvTransfer?.value ?? ""))
    return;
  const [first, second] = [left, right].map((one) => one?.text?.text.trim().toUpperCase() ?? OWN_LAYOUT);
  const place = right?.text ?? left?.text;
  if (first === second || place === undefined || placeholderKind(place.text) !== undefined) return;
  reportOn(
    findings,
    "role-pair-mismatch",
    place.pieces.length > 0 ? place : (right?.place ?? left?.place ?? place),
    `${LAYOUT} of ${prefill.component} is ${first}${left ? "" : " (not written)"}, of ${decode.component} ${second}${right ? "" : " (not written)"}: prefill and decode must agree, or the transfer is refused.`,
  );
}

/** Images of two releases: connectors compare the engine's version when they shake hands. */
function reportReleases(prefill: ManifestWorker, decode: ManifestWorker, findings: FindingList): void {
  const [there, here] = [prefill, decode].map(({ image }) => image && parseImage(image.value));
  if (there?.tag === undefined || here?.tag === undefined || decode.image === undefined) return;
  const released = [there.tag, here.tag].every((tag) => isReleased(tag) === true);
  if (!released || there.repository !== here.repository || there.tag === here.tag) return;
  reportSetting(
    findings,
    "role-pair-mismatch",
    decode.image,
    `${prefill.component} runs release ${there.tag}, ${decode.component} ${here.tag}: prefill and decode must run the same engine, or the transfer is refused.`,
  );
}

function reportPair(
  prefill: ManifestWorker,
  decode: ManifestWorker,
  shared: Shared,
  findings: FindingList,
): void {
  const [there, here] = [sideOf(prefill, shared), sideOf(decode, shared)];
  if (there === undefined || here === undefined || there.plain === here.plain) return;
  if (shared.key === "kvDtype" && mayBeAuto(there.plain, here.plain, decode)) return;
  // the decode side is the odd one, unless it writes nothing
  const place = here.setting ?? there.setting;
  if (place === undefined) return;
  reportSetting(
    findings,
    "role-pair-mismatch",
    place,
    `${shared.what} of ${prefill.component} is ${there.text}, of ${decode.component} ${here.text}: prefill and decode must agree, or the transfer fails or corrupts answers.`,
  );
}

/** One side leaves the format to the engine, and the other writes what the engine takes. */
function mayBeAuto(there: string, here: string, worker: ManifestWorker): boolean {
  return (there === "auto" && isAuto(here, worker)) || (here === "auto" && isAuto(there, worker));
}

interface Side {
  readonly setting?: Setting<unknown>;
  readonly text: string;
  readonly plain: string;
}

function sideOf(worker: ManifestWorker, shared: Shared): Side | undefined {
  const unknown = worker.unresolved.some((one) => one.name === shared.key || one.name === "engine file");
  if (unknown) return undefined;
  const setting: WorkerSettings[Shared["key"]] = worker.settings[shared.key];
  if (setting === undefined) {
    const own = shared.own?.(worker);
    return own === undefined ? undefined : { text: own.text, plain: own.value };
  }
  const text = String(setting.value);
  const plain = shared.plain(text.toLowerCase());
  return plain === undefined ? undefined : { setting, text, plain };
}
