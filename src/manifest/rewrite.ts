import type { Deployment } from "../domain/deployment.js";
import { editManifest, type EditRequest, type ManifestEdit } from "./edit.js";
import { applyEdits } from "./edits/edit-list.js";
import { joinWorkers } from "./edits/join.js";
import { type Remade, splitWorker } from "./edits/split.js";
import { type ReadManifest, readManifest } from "./parse.js";
import type { ReadDeployment } from "./dgd.js";
import type { ManifestDeployment } from "./types.js";

/** A manifest that says the target: edited in place, or with its workers made anew. */
export type ManifestChange =
  ManifestEdit | { readonly kind: "rewritten"; readonly newText: string; readonly notes: readonly string[] };

/**
 * The file after a change to the target, whichever way is possible: edits in place for the same serving mode, else the whole
 * new manifest with the old one's names, images, volumes, environment and namespace. Both are proved by parsing again.
 */
export function changeManifest(request: EditRequest): ManifestChange {
  const { manifest, target } = request;
  if (manifest.mode === target.mode || (manifest.mode !== "agg" && manifest.mode !== "disagg"))
    return editManifest(request);
  return rewriteManifest(request);
}

function rewriteManifest(request: EditRequest): ManifestChange {
  const { text, manifest, target, facts, siblings = [] } = request;
  const refused = (reason: string): ManifestChange => ({ kind: "refused", reason });
  if (target.backend !== manifest.backend)
    return refused(`the engine changes from ${manifest.backend ?? "an unknown one"} to ${target.backend}`);
  const read = readManifest(text, { file: manifest.file, siblings });
  const own = read.deployments.find(
    (one) => one.deployment.range.start === manifest.range.start && one.deployment.name === manifest.name,
  );
  if (!own) return refused("the text is not the one that was parsed");
  const remade = target.mode === "disagg" ? split(read, own) : join(read, own);
  if ("refusal" in remade) return refused(remade.refusal);
  const middle = applyEdits(text, remade.edits);
  const after = readManifest(middle, { file: manifest.file, siblings }).result;
  const next = after.deployments.find((one) => one.name === manifest.name && one.mode === target.mode);
  if (!next || after.deployments.length !== read.result.deployments.length)
    return refused("the new manifest could not be proved right");
  const lost = lostFrom(own.deployment, next);
  if (lost !== undefined) return refused(`the new manifest could not be proved right: ${lost}`);
  const sized = editManifest({ text: middle, manifest: next, target, facts, siblings });
  if (sized.kind === "refused") return sized;
  return { kind: "rewritten", newText: sized.newText, notes: notesFor(target) };
}

function split(read: ReadManifest, own: ReadDeployment): Remade {
  const [worker, ...rest] = own.deployment.workers;
  const reading = own.readings.find((one) => one.component.name === worker?.component);
  if (!worker || !reading || rest.length > 0) return { refusal: "more than one aggregated worker" };
  return splitWorker(read.loaded, own, worker, reading);
}

function join(read: ReadManifest, own: ReadDeployment): Remade {
  const find = (role: string) => {
    const workers = own.deployment.workers.filter((one) => one.role === role);
    const reading = own.readings.find((one) => one.component.name === workers[0]?.component);
    return workers.length === 1 && workers[0] && reading ? { worker: workers[0], reading } : undefined;
  };
  const [prefill, decode] = [find("prefill"), find("decode")];
  if (!prefill || !decode || own.deployment.workers.length !== 2)
    return { refusal: "not exactly one prefill and one decode worker" };
  return joinWorkers(read.loaded, own, prefill, decode);
}

/** What of the old manifest the new one lacks. */
function lostFrom(old: ManifestDeployment, next: ManifestDeployment): string | undefined {
  if (old.namespace !== next.namespace) return "its namespace changed";
  if (old.model?.value !== next.model?.value) return "its model changed";
  if (JSON.stringify(old.others) !== JSON.stringify(next.others)) return "another component changed";
  const images = new Set(old.workers.map((worker) => worker.image?.value));
  if (next.workers.some((worker) => !images.has(worker.image?.value))) return "an image changed";
  return next.workers.some((worker) => worker.engineFiles.some((file) => file.how === "missing"))
    ? "an engine file is not found"
    : undefined;
}

function notesFor(target: Deployment): readonly string[] {
  if (target.mode === "agg") return [];
  return [
    "Prefill and decode workers hand the KV cache over by NIXL: the pods need a network that it can use.",
  ];
}
