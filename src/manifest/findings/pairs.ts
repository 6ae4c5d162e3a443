import type { ReadDeployment } from "../dgd.js";
import { isReleased } from "../../domain/releases.js";
import { parseImage } from "../versions.js";
import { type FindingList, reportSetting } from "../rules.js";
import type { ManifestWorker, Setting, WorkerSettings } from "../types.js";

/** A setting that decides how a KV cache lies in memory or how it travels, so that both pools must have the same. */
interface Shared {
  readonly key: "kvBlockSize" | "kvDtype" | "kvTransfer" | "quantization";
  readonly what: string;
  /** values that mean the same get the same text; undefined: nothing can be said */
  readonly plain: (value: string) => string | undefined;
  /** what stands for a value that is not written; undefined: nothing can be said */
  readonly unwritten?: string;
}

/** Connectors that only hand a KV cache over; the others combine several, and may differ between the pools. */
const PLAIN_CONNECTORS =
  /^(?:nixl(?:connector)?|p2pncclconnector|mooncake(?:connector)?|ucx|mpi|mori|ascend)$/;

const SHARED: readonly Shared[] = [
  { key: "kvBlockSize", what: "KV block size", plain: (value) => value, unwritten: "the engine's own" },
  {
    key: "kvDtype",
    what: "KV cache type",
    plain: (value) =>
      ({ fp8_e4m3: "fp8", bf16: "bfloat16", half: "float16", fp16: "float16" })[value] ?? value,
    unwritten: "auto",
  },
  {
    key: "kvTransfer",
    what: "KV transfer",
    plain: (value) => (PLAIN_CONNECTORS.test(value) ? value.replace(/connector$/, "") : undefined),
  },
  { key: "quantization", what: "quantization", plain: (value) => value },
];

/** Prefill and decode workers that cannot exchange a KV cache as they are set. */
export function reportPairs({ deployment }: ReadDeployment, findings: FindingList): void {
  if (deployment.mode !== "disagg") return;
  const [prefill, decode] = (["prefill", "decode"] as const).map((role) =>
    deployment.workers.filter((worker) => worker.role === role),
  );
  for (const worker of decode ?? [])
    for (const other of prefill ?? [])
      if (other.backend === worker.backend && other.backend !== "mocker") {
        for (const shared of SHARED) reportPair(other, worker, shared, findings);
        reportReleases(other, worker, findings);
      }
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

interface Side {
  readonly setting?: Setting<unknown>;
  readonly text: string;
  readonly plain: string;
}

function sideOf(worker: ManifestWorker, shared: Shared): Side | undefined {
  const unknown = worker.unresolved.some((one) => one.name === shared.key || one.name === "engine file");
  if (unknown) return undefined;
  const setting: WorkerSettings[Shared["key"]] = worker.settings[shared.key];
  const text = setting === undefined ? shared.unwritten : String(setting.value);
  const plain = text === undefined ? undefined : shared.plain(text.toLowerCase());
  if (text === undefined || plain === undefined) return undefined;
  return setting === undefined ? { text, plain } : { setting, text, plain };
}
