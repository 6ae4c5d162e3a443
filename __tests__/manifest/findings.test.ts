import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { RULES } from "../../src/domain/rules.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { manifest, type WorkerParts } from "./support/build.js";

const VLLM = "[python3, -m, dynamo.vllm]";
const SGLANG = "[python3, -m, dynamo.sglang]";
const TRTLLM = "[python3, -m, dynamo.trtllm]";
const MODEL = "- --model\n- org/m\n";

/** The text between the finding's positions, or the rest of its line. */
function marked(text: string, rule: string): string | undefined {
  const finding = parseManifest(text, { file: "deploy.yaml" }).findings.find((one) => one.rule === rule);
  if (!finding) return undefined;
  const line = text.split("\n")[finding.position.line - 1] ?? "";
  const end =
    finding.endPosition?.line === finding.position.line ? finding.endPosition.column - 1 : line.length;
  return line.slice(finding.position.column - 1, end);
}

/** Rule → what stands at the place that it marks. */
const CASES: readonly (readonly [
  rule: string,
  at: string,
  workers: readonly WorkerParts[],
  framework?: string,
])[] = [
  ["deprecated-api-version", "nvidia.com/v1alpha1", [{ command: VLLM, args: MODEL }]],
  ["backend-mismatch", "sglang", [{ command: VLLM, args: MODEL }], "sglang"],
  ["engine-not-found", "Worker", [{ command: "[python3, worker.py]" }]],
  ["flag-value-invalid", "many", [{ command: VLLM, args: `${MODEL}- -tp\n- many` }]],
  ["flag-duplicate", "2", [{ command: VLLM, args: `${MODEL}- -tp\n- 2\n- -tp\n- 4` }]],
  [
    "flag-ignored",
    "--is-prefill-worker",
    [
      { name: "P", image: "r/vllm-runtime:1.4.0", command: VLLM, args: `${MODEL}- --is-prefill-worker` },
      { name: "D", command: VLLM, args: MODEL },
    ],
  ],
  [
    "flag-ignored",
    "--connector",
    [{ image: "r/vllm-runtime:1.0.0", command: VLLM, args: `${MODEL}- --connector\n- nixl` }],
  ],
  [
    "flag-ignored",
    "--enable-dp-attention",
    [{ command: SGLANG, args: `${MODEL}- --tp\n- 4\n- --enable-dp-attention` }],
  ],
  ["unresolved-value", "${TP}", [{ command: VLLM, args: `${MODEL}- -tp\n- \${TP}` }]],
  [
    "role-flag-missing",
    "SomePre",
    [
      { name: "SomePrefill", subType: "prefill", command: VLLM, args: MODEL },
      { name: "D", subType: "decode", command: VLLM, args: MODEL },
    ],
  ],
  [
    "role-mismatch",
    "decode",
    [
      { name: "A", subType: "prefill", command: SGLANG, args: `${MODEL}- --disaggregation-mode\n- decode` },
      { name: "B", command: SGLANG, args: `${MODEL}- --disaggregation-mode\n- prefill` },
    ],
  ],
  [
    "mode-not-understood",
    "apiVersion: nvidia.com/v1alpha1",
    [
      { name: "A", command: VLLM, args: MODEL },
      { name: "B", command: VLLM, args: MODEL },
    ],
  ],
  [
    "model-mismatch",
    "org/other",
    [
      { name: "P", subType: "prefill", command: VLLM, args: MODEL },
      { name: "D", subType: "decode", command: VLLM, args: "- --model\n- org/other" },
    ],
  ],
  [
    "kv-connector-missing",
    "--model",
    [
      { name: "P", command: VLLM, args: `${MODEL}- --disaggregation-mode\n- prefill` },
      { name: "D", command: VLLM, args: MODEL },
    ],
  ],
  ["gpus-too-few", "8", [{ gpu: '"4"', command: VLLM, args: `${MODEL}- -tp\n- 8` }]],
  ["gpus-unused", "2", [{ gpu: '"4"', command: VLLM, args: `${MODEL}- -tp\n- 2` }]],
  ["gpus-unused", "2", [{ gpu: "2", command: SGLANG, args: MODEL }]],
  [
    "dp-not-dividing-tp",
    "3",
    [{ gpu: "4", command: SGLANG, args: `${MODEL}- --tp\n- 4\n- --dp\n- 3\n- --enable-dp-attention` }],
  ],
  [
    "experts-not-dividing-tp",
    "3",
    [
      {
        gpu: "4",
        command: TRTLLM,
        args: `${MODEL}- --tensor-parallel-size\n- 4\n- --expert-parallel-size\n- 3`,
      },
    ],
  ],
  ["gpu-limit-missing", "Worker:", [{ command: VLLM, args: MODEL }]],
  [
    "gpu-request-differs",
    "2",
    [
      {
        gpu: "4",
        command: VLLM,
        args: `${MODEL}- -tp\n- 4`,
        container: "resources: {requests: {nvidia.com/gpu: 2}}",
      },
    ],
  ],
  [
    "gpu-product-conflict",
    "p5.48xlarge",
    [
      {
        command: VLLM,
        args: MODEL,
        pod: "nodeSelector: {nvidia.com/gpu.product: NVIDIA-H200, node.kubernetes.io/instance-type: p5.48xlarge}",
      },
    ],
  ],
  [
    "gpu-product-mixed",
    "NVIDIA-B200",
    [
      {
        name: "P",
        subType: "prefill",
        command: VLLM,
        args: MODEL,
        pod: "nodeSelector: {nvidia.com/gpu.product: NVIDIA-H200}",
      },
      {
        name: "D",
        subType: "decode",
        command: VLLM,
        args: MODEL,
        pod: "nodeSelector: {nvidia.com/gpu.product: NVIDIA-B200}",
      },
    ],
  ],
  [
    "tokens-below-batch",
    "32",
    [{ command: VLLM, args: `${MODEL}- --max-num-seqs\n- 64\n- --max-num-batched-tokens\n- 32` }],
  ],
  [
    "graph-sizes-below-batch",
    "8",
    [{ command: SGLANG, args: `${MODEL}- --max-running-requests\n- 64\n- --cuda-graph-max-bs\n- 8` }],
  ],
  [
    "not-predicted",
    "apiVersion: nvidia.com/v1alpha1",
    [{ command: "[python3, -m, dynamo.mocker]", args: MODEL }],
  ],
];

describe("findings", () => {
  it.each(CASES.map(([rule, at, workers, framework]) => ({ rule, at, workers, framework })))(
    "$rule marks $at",
    ({ rule, at, workers, framework }) => {
      expect(
        marked(manifest(workers, framework === undefined ? {} : { framework }), rule)?.slice(
          0,
          Math.max(at.length, 1),
        ),
      ).toBe(at);
    },
  );

  it("a plain good manifest has only the notice about its version", () => {
    const text = manifest(
      [
        {
          gpu: '"2"',
          replicas: "3",
          command: VLLM,
          args: `${MODEL}- --tensor-parallel-size\n- "2"\n- --max-num-seqs\n- "64"`,
        },
      ],
      { framework: "vllm" },
    );
    expect(parseManifest(text, { file: "x" }).findings.map((one) => one.rule)).toEqual([
      "deprecated-api-version",
    ]);
  });

  it("a hostile file cannot make an endless list", () => {
    const text = `kind: X\n${Array.from({ length: 3000 }, (_, i) => `a${i}: *x${i}`).join("\n")}`;
    expect(parseManifest(text, { file: "x" }).findings.length).toBeLessThanOrEqual(500);
  });

  const page = readFileSync(fileURLToPath(new URL("../../docs/rules.md", import.meta.url)), "utf8");
  const sections = page.split(/^### /m).slice(1);

  it("every rule has a section in docs/rules.md that names its severity, and no section is left over", () => {
    const said = sections.map((section) => /^`([a-z0-9-]+)`\n\n\*(error|warning|notice)\*/.exec(section));
    const known = Object.entries(RULES).map(([rule, { severity }]) => [rule, severity]);
    expect(said.map((match) => [match?.[1], match?.[2]]).sort()).toEqual(known.sort());
  });

  it.each(sections.map((section) => [/^`([^`]*)`/.exec(section)?.[1], section] as const))(
    "docs/rules.md shows one example that raises %s",
    (_rule, section) => {
      expect(section.match(/^Example: /gm)).toHaveLength(1);
    },
  );
});
