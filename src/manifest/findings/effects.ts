import type { Backend } from "../../domain/deployment.js";
import type { ReadDeployment } from "../dgd.js";
import { flagsOf } from "../flags/index.js";
import { isUnpriced } from "../flags/harmless.js";
import { isFalse, isOff, notModelledBy, SLOWER } from "../flags/not-modelled.js";
import { MTP_METHODS } from "../speculation.js";
import { type FindingList, reportOn, reportSetting } from "../rules.js";
import type { WorkerRole } from "../types.js";
import type { ComponentReading } from "../component-reading.js";
import { reportSurroundings } from "./surroundings.js";
import { reportVariables } from "./variables.js";

/** Settings that move the figures and are not priced, once for each worker, with the direction. */
export function reportEffects(read: ReadDeployment, findings: FindingList): void {
  const { deployment, readings } = read;
  reportVariables(read, findings);
  reportSurroundings(read, findings);
  const engines = readings.filter((reading) => reading.isEngine);
  engines.forEach((reading, i) => {
    const role = deployment.workers[i]?.role ?? "agg";
    reportNotModelled(reading, role, findings);
  });
}

function reportNotModelled(reading: ComponentReading, role: WorkerRole, findings: FindingList): void {
  if (reading.backend === null || reading.backend === "mocker") return;
  const rows = flagsOf(reading.backend).notModelled;
  const said = new Set<string>();
  const drafts = reading.resolved.settings.get("speculative.method");
  if (drafts !== undefined && !MTP_METHODS.test(String(drafts.value)) && !/^none$/i.test(drafts.text))
    reportSetting(
      findings,
      "setting-not-modelled",
      drafts,
      `${drafts.origin.name} ${drafts.text} is not modelled (speculative decoding): answers may come sooner than predicted.`,
    );
  for (const entry of reading.entries) {
    const found = entry.unresolved ? undefined : notModelledBy(entry, rows, role);
    if (found === undefined || said.has(found.what)) continue;
    said.add(found.what);
    reportOn(
      findings,
      "setting-not-modelled",
      entry.place,
      `${found.named} is not modelled (${found.what}): ${found.direction}.`,
    );
  }
  reportUnpriced(reading, reading.backend, findings);
  if (reading.backend === "sglang" && role !== "decode") reportOneByOne(reading, findings);
  reportLargeBlocks(reading, findings);
}

/** The smallest size at which SGLang cuts prompts by itself. */
const OWN_CHUNK = 2048;

/** SGLang starts one prompt at least, whatever its tokens; the limit of a step's tokens is for those behind it. */
function reportOneByOne({ resolved: { settings } }: ComponentReading, findings: FindingList): void {
  const [most, chunk] = [settings.get("maxTokens"), settings.get("chunkedPrefillSize")];
  // a larger chunk is no reason: a step of that many tokens serves prompts as well as any
  const cut = Math.min(OWN_CHUNK, Number(chunk?.value ?? OWN_CHUNK));
  if (most === undefined || cut <= 0 || Number(most.value) >= cut) return;
  reportSetting(
    findings,
    "setting-not-modelled",
    most,
    `${most.origin.name} ${most.text} is not modelled (below the ${cut} tokens at which prompts are cut, so that prompts go one at a time): ${SLOWER}.`,
  );
}

/** Largest block of the KV cache that engines choose by themselves, in tokens, or nearly so. */
const OWN_BLOCK = 256;

/** A request takes whole blocks: of large ones it holds more than it fills, which the predicted room does not count. */
function reportLargeBlocks({ resolved: { settings } }: ComponentReading, findings: FindingList): void {
  const block = settings.get("kvBlockSize");
  if (block === undefined || Number(block.value) <= OWN_BLOCK) return;
  reportSetting(
    findings,
    "setting-not-modelled",
    block,
    `${block.origin.name} ${block.text} is not modelled (a request takes whole blocks of the KV cache, up to ${Number(block.value) - 1} tokens more than it has): fewer fit than predicted.`,
  );
}

/** Names in one sentence. */
const MOST_NAMES = 6;

/** What is left of an engine's settings once the harmless ones are taken away, in one finding: no formula knows which way. */
function reportUnpriced({ entries }: ComponentReading, backend: Backend, findings: FindingList): void {
  const table = flagsOf(backend);
  const left = entries.filter(
    (entry) =>
      !entry.unresolved &&
      (!isOff(entry) || isFalse(entry)) &&
      isUnpriced(entry, table) &&
      notModelledBy(entry, table.notModelled, "agg") === undefined,
  );
  const [first] = left;
  if (first === undefined) return;
  const names = [...new Set(left.map(({ name }) => name))];
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  const [are, them] = names.length === 1 ? ["is", "it"] : ["are", "them"];
  reportOn(
    findings,
    "setting-not-modelled",
    first.place,
    `${names.slice(0, MOST_NAMES).join(", ")}${more} ${are} not modelled (no price of ${them} is known): figures are those without ${them} and may be off either way.`,
  );
}
