import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { parseAllDocuments } from "yaml";
import { generateFiles } from "../../src/generate/generate.js";
import { type OptionSources, parseGenerateOptions } from "../../src/generate/options/parse.js";
import { sharedPath } from "../support/shared.js";
import { findTool } from "../support/tools.js";
import { allShapes } from "./support/shapes.js";

const folder = mkdtempSync(path.join(os.tmpdir(), "generated-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every second shape with everything switched on. */
const RICH: OptionSources = {
  namespace: "prod",
  transport: "efa",
  modelCache: "models:/models:qwen's",
  imagePullSecret: "registry",
  sets: [
    "K8sConfig.k8s_engine_mode=configmap",
    "DynConfig.enable_router=true",
    "DynConfig.planner_config={ttft_ms: 500}",
    "ServiceConfig.served_model_name=it's $HOME `x`",
  ],
};

const generated = allShapes().map(({ deployment, isMoe, dynamoVersion }, index) =>
  generateFiles(
    deployment,
    { isl: 4000, osl: 500, prefix: index % 3 === 0 ? 1000 : 0, isMoe },
    parseGenerateOptions({ ...(index % 2 === 0 ? {} : RICH), dynamoVersion }),
  ),
);

const validator = findTool("kubectl-validate");
const crds = sharedPath("crd");
const canValidate = validator !== undefined && crds !== undefined;
const shellcheck = findTool("shellcheck");
for (const [tool, there] of [
  ["kubectl-validate and the CRDs", canValidate],
  ["shellcheck", shellcheck !== undefined],
] as const) {
  if (!there) console.log(`skipped: no ${tool}`);
}

describe("generated files under the programs that will read them", () => {
  (canValidate ? it : it.skip)(
    "Kubernetes' own validator accepts every manifest",
    () => {
      const local = path.join(folder, "crds");
      mkdirSync(local);
      for (const name of readdirSync(crds ?? "").filter((file) => file.startsWith("nvidia.com_")))
        copyFileSync(path.join(crds ?? "", name), path.join(local, name));
      const files = generated.map(({ files: tree }, index) => {
        // ComputeDomain belongs to another operator, whose CRD is not at hand
        const documents = parseAllDocuments(tree.get("k8s_deploy.yaml") ?? "").filter(
          (document) => document.get("kind") !== "ComputeDomain",
        );
        const file = path.join(folder, `deploy-${index}.yaml`);
        writeFileSync(file, documents.map((document) => document.toString({ lineWidth: 0 })).join("---\n"));
        return file;
      });

      const { status, stdout, stderr } = spawnSync(validator ?? "", ["--local-crds", local, ...files], {
        encoding: "utf8",
      });

      expect(status === 0 ? "" : `${stdout}${stderr}`).toBe("");
    },
    120_000,
  );

  (shellcheck === undefined ? it.skip : it)(
    "shellcheck has nothing to say about any script",
    () => {
      const sample = generated.filter((_, index) => index % 4 < 2);
      const scripts = sample.flatMap(({ files: tree }, index) =>
        [...tree]
          .filter(
            ([name]) =>
              name === "bench_run.sh" ||
              name === "run_0.sh" ||
              (name.endsWith(".sh") &&
                !tree.has(name.replace(/\d+/, (digits) => String(Number(digits) + 1)))),
          )
          .map(([name, text]) => {
            const file = path.join(folder, `${index}-${name}`);
            writeFileSync(file, text);
            return file;
          }),
      );

      const { stdout } = spawnSync(shellcheck ?? "", scripts, { encoding: "utf8", maxBuffer: 1 << 26 });

      expect(stdout).toBe("");
      expect(scripts.length).toBeGreaterThan(100);
    },
    120_000,
  );

  it("every script runs under set -eu and starts the engine with the words it was given", () => {
    const stub = path.join(folder, "bin");
    mkdirSync(stub);
    writeFileSync(
      path.join(stub, "python3"),
      '#!/bin/sh\nfor word in "$@"; do printf "%s|" "$word"; done\necho\n',
      { mode: 0o755 },
    );
    const [index] = allShapes().flatMap(({ title }, position) =>
      title.startsWith("vllm disagg dense tp1, Dynamo 0.9.0") ? [position] : [],
    );
    const { files: tree, values } = generated[index ?? 0] ?? generated[0]!;
    const script = path.join(folder, "run.sh");
    writeFileSync(script, tree.get("run_0.sh") ?? "");

    const { status, stdout } = spawnSync("bash", [script], {
      encoding: "utf8",
      env: { PATH: `${stub}:${process.env["PATH"] ?? ""}` },
    });

    expect(status).toBe(0);
    expect(tree.get("run_0.sh")).toContain("set -eu\n");
    const lines = stdout.split("\n").filter((line) => line.includes("dynamo.vllm"));
    expect(lines.length).toBe(8);
    expect(
      lines.every((line) => line.includes(`--served-model-name|${values.service.servedModelName}|`)),
    ).toBe(true);
  });
});
