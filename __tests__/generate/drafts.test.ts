import { describe, expect, it } from "@jest/globals";
import type { Backend, Deployment, Speculation } from "../../src/domain/deployment.js";
import { generateFiles } from "../../src/generate/generate.js";
import { parseGenerateOptions } from "../../src/generate/options/parse.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { toDeployment } from "../../src/manifest/to-deployment.js";
import { allShapes } from "./support/shapes.js";

function drafted(backend: Backend, speculation: Speculation): Deployment {
  const { deployment } = allShapes().find(({ title }) => title.startsWith(`${backend} agg dense tp1`))!;
  return { ...deployment, speculation };
}

function written(deployment: Deployment): string {
  const options = parseGenerateOptions({ dynamoVersion: "1.6.1", namespace: "prod" });
  const task = { isl: 4000, osl: 500, prefix: 0, isMoe: false };
  return generateFiles(deployment, task, options).files.get("k8s_deploy.yaml") ?? "";
}

const count = { nextn: 3, accepted: 1.5 };
const draftModel = "org/draft";

describe("drafts from beside the model", () => {
  it.each<[Backend, Speculation]>([
    ["vllm", { ...count, method: "eagle3", draftModel }],
    ["vllm", { ...count, method: "dflash", draftModel }],
    ["vllm", { ...count, method: "dspark", draftModel }],
    ["vllm", { ...count, method: "draft_model", draftModel }],
    ["vllm", { ...count, method: "ngram" }],
    ["sglang", { ...count, method: "eagle3", draftModel }],
    ["sglang", count],
    ["vllm", count],
  ])("are read back as they were written for %s: %j", (backend, speculation) => {
    const text = written(drafted(backend, speculation));
    const [manifest] = parseManifest(text, { file: "k8s_deploy.yaml" }).deployments;
    const facts = { backendVersion: "1.0", system: "h200_sxm", acceptLength: 2.5 };

    expect(toDeployment(manifest!, facts).deployment?.speculation).toEqual(speculation);
  });

  it.each<[Backend, Speculation["method"]]>([
    ["trtllm", "eagle3"],
    ["sglang", "dspark"],
    ["sglang", "ngram"],
  ])("are refused where the words of %s for %s are not known", (backend, method) => {
    const speculation = { ...count, draftModel, ...(method && { method }) };

    expect(() => written(drafted(backend, speculation))).toThrow(
      `${method} drafts cannot be written for ${backend}`,
    );
  });
});
