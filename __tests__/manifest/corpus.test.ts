import { describe, expect, it } from "@jest/globals";
import { expectedParse } from "../../src/manifest/expected-parse.js";
import { missingValues } from "../../src/manifest/missing.js";
import { parseManifest } from "../../src/manifest/parse.js";
import type { ManifestDeployment, ManifestWorker } from "../../src/manifest/types.js";
import { renderParse } from "../../src/report/parse-text.js";
import { manifestFiles } from "./support/corpus.js";

const files = manifestFiles();
if (files.length === 0) console.info("skipped: the corpus of published manifests is not beside the project");

/** The worked examples carry notes for people; everything else must be equal. */
function withoutNotes(value: Record<string, unknown>): unknown {
  const copy = structuredClone(value);
  delete copy["note"];
  for (const deployment of (copy["deployments"] ?? []) as Record<string, unknown>[])
    delete deployment["note"];
  return copy;
}

describe("the corpus of published manifests", () => {
  const worked = files.filter((file) => file.expected);
  (worked.length > 0
    ? it.each(worked.map((file) => [file.id, file] as const))
    : it.skip.each([["no corpus", undefined]] as const))("%s is understood as expected", (_id, file) => {
    if (!file?.expected) return;
    expect(expectedParse(parseManifest(file.text, { file: file.file }))).toEqual(withoutNotes(file.expected));
  });

  (files.length > 0
    ? it.each(files.map((file) => [file.id, file] as const))
    : it.skip.each([["no corpus", undefined]] as const))(
    "%s: every unknown value has a reason, every finding a place",
    (_id, file) => {
      if (!file) return;
      const parsed = parseManifest(file.text, { file: file.file });
      const lines = file.text.split("\n").length;
      for (const finding of parsed.findings) {
        expect(finding.message.length).toBeGreaterThan(10);
        expect(finding.position.line).toBeGreaterThan(0);
        expect(finding.position.line).toBeLessThanOrEqual(lines);
      }
      for (const deployment of parsed.deployments) checkReasons(deployment);
      expect(renderParse(parsed, { columns: 80 })).not.toMatch(/undefined|\[object/);
      expect(renderParse(parsed, { columns: 80, markdown: true })).not.toMatch(/undefined|\[object/);
    },
  );

  (files.length > 0 ? it : it.skip)("prints how much of the engine workers is understood", () => {
    const shares = new Map<
      string,
      { workers: number; model: number; tp: number; gpus: number; batch: number; missing: string[] }
    >();
    for (const file of files) {
      for (const deployment of parseManifest(file.text, { file: file.file }).deployments) {
        for (const worker of deployment.workers) countWorker(shares, deployment, worker);
      }
    }
    const rows = [...shares].map(([backend, share]) => {
      const percent = (count: number): string => `${count} (${Math.round((100 * count) / share.workers)}%)`;
      return `${backend.padEnd(8)} workers ${share.workers}  model ${percent(share.model)}  tp ${percent(share.tp)}  gpus ${percent(share.gpus)}  batch ${percent(share.batch)}`;
    });
    console.info(["engine workers of the corpus with a written value:", ...rows].join("\n"));
    const total = [...shares.values()].reduce((sum, share) => sum + share.workers, 0);
    const models = [...shares.values()].reduce((sum, share) => sum + share.model, 0);
    expect(total).toBeGreaterThan(90);
    expect(models / total).toBeGreaterThan(0.95);
  });
});

function countWorker(
  shares: Map<
    string,
    { workers: number; model: number; tp: number; gpus: number; batch: number; missing: string[] }
  >,
  deployment: ManifestDeployment,
  worker: ManifestWorker,
): void {
  const key = worker.backend ?? "unknown";
  const share = shares.get(key) ?? { workers: 0, model: 0, tp: 0, gpus: 0, batch: 0, missing: [] };
  share.workers++;
  if (worker.settings.model) share.model++;
  if (worker.settings.tp) share.tp++;
  if (worker.gpusPerNode) share.gpus++;
  if (worker.settings.maxBatch) share.batch++;
  if (!worker.settings.model) share.missing.push(deployment.name);
  shares.set(key, share);
}

function checkReasons(deployment: ManifestDeployment): void {
  const missing = missingValues(deployment);
  for (const { reason } of missing) expect(reason.length).toBeGreaterThan(8);
  for (const worker of deployment.workers) {
    const named = new Set(missing.filter((one) => one.component === worker.component).map((one) => one.name));
    if (!worker.settings.model) expect(named).toContain("model");
    if (!worker.settings.tp) expect(named).toContain("tensor parallel");
    if (!worker.gpusPerNode) expect(named).toContain("GPUs");
    if (!worker.settings.maxBatch) expect(named).toContain("batch limit");
  }
  if (deployment.mode === null || !deployment.supported) expect(deployment.notes.length).toBeGreaterThan(0);
}
