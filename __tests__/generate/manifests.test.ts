import { describe, expect, it } from "@jest/globals";
import { gpusPerWorker } from "../../src/domain/deployment.js";
import { generateFiles } from "../../src/generate/generate.js";
import { parseGenerateOptions } from "../../src/generate/options/parse.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { toDeployment } from "../../src/manifest/to-deployment.js";
import { crdErrors, hasCrd } from "./support/crd.js";
import { unknownFlags } from "./support/known-flags.js";
import { documentsOf, neutral } from "./support/neutral.js";
import { allShapes, type Shape } from "./support/shapes.js";

const shapes = allShapes();
const cases = shapes.map((shape) => [shape.title, shape] as const);
const generate = (shape: Shape): ReturnType<typeof generateFiles> =>
  generateFiles(
    shape.deployment,
    { isl: 4000, osl: 500, prefix: 0, isMoe: shape.isMoe },
    parseGenerateOptions({ dynamoVersion: shape.dynamoVersion, namespace: "prod" }),
  );
const manifestOf = (shape: Shape): string => generate(shape).files.get("k8s_deploy.yaml") ?? "";

describe("generated manifests", () => {
  it("cover at least 60 deployments", () => {
    expect(shapes.length).toBeGreaterThanOrEqual(60);
  });

  if (!hasCrd()) console.log("skipped: CRD schemas are not beside the project");
  (hasCrd() ? it : it.skip).each(cases)("%s: the CRD accepts it", (_title, shape) => {
    const [deployment] = documentsOf(manifestOf(shape)).filter(
      (document) => document["kind"] === "DynamoGraphDeployment",
    );

    expect(crdErrors(deployment ?? {})).toEqual([]);
  });

  it.each(cases)("%s: GPUs are the parallel sizes", (_title, shape) => {
    const workers = neutral(documentsOf(manifestOf(shape))).workers.filter(
      (worker) => worker.module !== "dynamo.frontend",
    );

    const asked = workers.map((worker) => [
      worker.role.replace("worker", "agg"),
      worker.gpus * worker.nodes,
      worker.replicas,
    ]);

    const wanted = shape.deployment.pools.map((pool) => [
      pool.role,
      gpusPerWorker(pool.parallelism),
      pool.workers * shape.deployment.replicas,
    ]);
    expect(asked.toSorted()).toEqual(wanted.toSorted());
    expect(workers.every((worker) => worker.gpus <= 8)).toBe(true);
  });

  it.each(cases)("%s: reads back as the deployment", (_title, shape) => {
    const { files, deployment: written } = generate(shape);
    const file = parseManifest(files.get("k8s_deploy.yaml") ?? "", { file: "k8s_deploy.yaml" });
    const [manifest] = file.deployments;

    const { system = undefined, acceptLength = undefined } = manifest?.annotations ?? {};
    const facts = {
      backendVersion: written.backendVersion,
      isMoe: shape.isMoe,
      ...(system && { defaultSystem: system.value }),
      ...(acceptLength && { acceptLength: acceptLength.value }),
    };

    const read = manifest && toDeployment(manifest, facts).deployment;

    const pools = written.pools.map(({ role, system, parallelism, workers, settings }) => ({
      role,
      system,
      parallelism,
      workers: workers * written.replicas,
      settings,
    }));
    expect(
      read?.pools.map(({ role, system, parallelism, workers, settings }) => ({
        role,
        system,
        parallelism,
        workers: workers * (read.mode === "agg" ? read.replicas : 1),
        settings,
      })),
    ).toEqual(pools);
    expect(read).toMatchObject({
      model: written.model,
      backend: written.backend,
      mode: written.mode,
      quant: { kvcache: "fp8" },
    });
    expect(read?.speculation).toEqual(written.speculation);
    expect(
      file.findings
        .filter((finding) => finding.severity !== "notice")
        .map((finding) => `${finding.rule}: ${finding.message}`),
    ).toEqual([]);
  });

  it.each(cases)("%s: the engine knows every flag", (_title, shape) => {
    const unknown = neutral(documentsOf(manifestOf(shape))).workers.flatMap((worker) =>
      unknownFlags(worker, shape.dynamoVersion),
    );

    expect(unknown).toEqual([]);
  });
});
