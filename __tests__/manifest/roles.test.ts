import { describe, expect, it } from "@jest/globals";
import { decideRoles, otherKind } from "../../src/manifest/roles.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { deploymentOf, manifest, workerOf } from "./support/build.js";

const clue = (name: string, flag?: string, type = "worker", subType?: string) => ({
  name,
  flag,
  type,
  subType,
});

describe("roles and serving mode", () => {
  it.each([
    ["one worker, whatever its name", [clue("VllmPrefillWorker", undefined, "decode")], ["agg"], "agg"],
    ["one worker with a prefill flag", [clue("W", "prefill")], ["prefill"], "prefill-only"],
    ["one worker with a decode flag", [clue("W", "decode")], ["decode"], "decode-only"],
    ["flags on both", [clue("A", "prefill"), clue("B", "decode")], ["prefill", "decode"], "disagg"],
    [
      "a prefill flag and a worker without a role",
      [clue("A", "prefill"), clue("B")],
      ["prefill", "decode"],
      "disagg",
    ],
    [
      "declared sub types",
      [clue("A", undefined, "worker", "prefill"), clue("B", undefined, "worker", "decode")],
      ["prefill", "decode"],
      "disagg",
    ],
    [
      "declared types",
      [clue("A", undefined, "prefill"), clue("B", undefined, "decode")],
      ["prefill", "decode"],
      "disagg",
    ],
    ["names only", [clue("VllmPrefillWorker"), clue("VllmDecodeWorker")], ["prefill", "decode"], "disagg"],
    [
      "the flag beats the type",
      [clue("A", "decode", "prefill"), clue("B", "prefill", "decode")],
      ["decode", "prefill"],
      "disagg",
    ],
    ["a combined worker beside an encoder", [clue("E", "encode"), clue("D", "pd")], ["encode", "agg"], "agg"],
    ["the older default", [clue("W", "prefill_and_decode")], ["agg"], "agg"],
    ["SGLang's null", [clue("W", "null")], ["agg"], "agg"],
    ["two workers without roles", [clue("A"), clue("B")], ["agg", "agg"], "agg"],
    [
      "two prefill pools",
      [clue("A", "prefill"), clue("B", "prefill")],
      ["prefill", "prefill"],
      "prefill-only",
    ],
  ])("%s", (_name, workers, roles, mode) => {
    expect(decideRoles(workers)).toMatchObject({ roles, mode });
  });

  it.each([
    ["frontend", undefined, "frontend"],
    ["main", "dynamo.frontend", "frontend"],
    [undefined, "dynamo.planner", "planner"],
    ["main", "planner_sla.py", "planner"],
    [undefined, "dynamo.global_planner", "planner"],
    [undefined, "dynamo.global_router", "router"],
    ["epp", undefined, "epp"],
    ["worker", "modelexpress-server", "other"],
    ["main", "dynamo.planner.prometheus", "other"],
  ])("type %s running %s is %s", (type, program, kind) => {
    expect(otherKind(type, program)).toBe(kind);
  });
});

describe("both API versions say the same", () => {
  const v1beta1 = `apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: {name: demo}
spec:
  env: [{name: TP, value: "2"}]
  components:
  - name: Decode
    type: worker
    replicas: 3
    multinode: {nodeCount: 2}
    scalingAdapter: {}
    podTemplate:
      spec:
        containers:
        - name: helper
          image: h
        - name: main
          image: registry.example/vllm-runtime:1.4.0
          resources: {limits: {nvidia.com/gpu: 8}, requests: {nvidia.com/gpu: "8"}}
          command: [python3, -m, dynamo.vllm]
          args: [--model, org/m, -tp, $(TP), -dp, "8"]
`;

  it("v1beta1 lists, main container, spec-level environment", () => {
    expect(workerOf(v1beta1)).toMatchObject({
      role: "agg",
      component: "Decode",
      replicas: { value: 3 },
      nodes: { value: 2 },
      gpusPerNode: { value: 8 },
      scaled: true,
      settings: { tp: { value: 2 }, dp: { value: 8 } },
    });
  });

  it("v1alpha1: later environment wins over earlier", () => {
    const text = manifest(
      [
        {
          command: "[python3, -m, dynamo.vllm]",
          args: "- --model\n- org/m\n- -tp\n- $(TP)",
          extra: 'envs:\n  - {name: TP, value: "2"}',
          env: '- {name: TP, value: "4"}',
        },
      ],
      { spec: 'envs:\n  - {name: TP, value: "1"}' },
    );
    expect(workerOf(text).settings.tp?.value).toBe(4);
  });

  it("an empty scaling adapter is off in v1alpha1", () => {
    const parts = { command: "[python3, -m, dynamo.vllm]", args: "- --model\n- org/m" };
    expect(workerOf(manifest([{ ...parts, extra: "scalingAdapter: {}" }])).scaled).toBe(false);
    expect(workerOf(manifest([{ ...parts, extra: "scalingAdapter: {enabled: true}" }])).scaled).toBe(true);
  });

  it("the wrong shape for the version is read and reported", () => {
    const { findings, deployments } = parseManifest(v1beta1.replace("v1beta1", "v1alpha1"), {
      file: "x.yaml",
    });
    expect(findings.map((one) => one.rule)).toContain("version-shape-mismatch");
    expect(deployments[0]?.workers).toHaveLength(1);
  });

  it("lists are unfolded, also as JSON", () => {
    const list = JSON.stringify({
      apiVersion: "v1",
      kind: "List",
      items: [
        {
          apiVersion: "nvidia.com/v1beta1",
          kind: "DynamoGraphDeployment",
          metadata: { name: "a" },
          spec: {
            components: [
              {
                name: "W",
                type: "worker",
                podTemplate: {
                  spec: {
                    containers: [
                      {
                        name: "main",
                        image: "i",
                        command: ["python3", "-m", "dynamo.vllm"],
                        args: ["--model", "org/m"],
                      },
                    ],
                  },
                },
              },
            ],
          },
        },
      ],
    });
    expect(deploymentOf(list)).toMatchObject({ name: "a", model: { value: "org/m" } });
  });

  it("an engine beside a Dynamo sidecar: settings of the engine, role of the sidecar", () => {
    const worker = (name: string, role: string): string => `  - name: ${name}
    type: worker
    podTemplate:
      spec:
        initContainers:
        - name: engine
          image: vllm/vllm-openai:v0.26.0
          restartPolicy: Always
          resources: {limits: {nvidia.com/gpu: "2"}}
          command: [vllm, serve, org/m, -tp, "2"]
        containers:
        - name: main
          image: s
          command: [dynamo-vllm-sidecar]
          args: [--disaggregation-mode, ${role}]
`;
    const deployment = deploymentOf(
      `apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: s}\nspec:\n  components:\n${worker("A", "prefill")}${worker("B", "decode")}`,
    );
    expect(deployment).toMatchObject({ mode: "disagg", backendVersion: { value: "0.26.0" } });
    expect(
      deployment.workers.map((one) => [one.role, one.gpusPerNode?.value, one.settings.tp?.value]),
    ).toEqual([
      ["prefill", 2, 2],
      ["decode", 2, 2],
    ]);
  });

  it("anchors, aliases and merge keys are followed, and said", () => {
    const text = manifest([
      {
        name: "A",
        subType: "prefill",
        command: "[python3, -m, dynamo.vllm]",
        args: "- --model\n- org/m",
        extra: 'resources: &r\n  limits: {gpu: "4"}',
      },
      {
        name: "B",
        subType: "decode",
        command: "[python3, -m, dynamo.vllm]",
        args: "- --model\n- org/m",
        extra: "resources: *r",
      },
      { name: "C", type: "frontend", extra: "resources:\n  <<: *r" },
    ]);
    const [a, b] = deploymentOf(text).workers;
    expect([a?.gpusPerNode?.value, a?.gpusPerNode?.origin.aliased]).toEqual([4, false]);
    expect([b?.gpusPerNode?.value, b?.gpusPerNode?.origin.aliased]).toEqual([4, true]);
    const merged = manifest([
      {
        command: "[python3, -m, dynamo.vllm]",
        args: "- --model\n- org/m",
        extra: "x: &x {limits: {gpu: 2}}\nresources:\n  <<: *x",
      },
    ]);
    expect(workerOf(merged).gpusPerNode).toMatchObject({ value: 2, origin: { aliased: true } });
  });

  it.each([
    [
      "a patch",
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: a}\nspec: {services: {W: {replicas: 2}}}",
      "kustomize-patch",
    ],
    [
      "the form of Dynamo 0.3",
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: a}\nspec: {dynamoGraph: x}",
      "legacy-graph",
    ],
    [
      "one without a component",
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: a}\nspec: {}",
      "not-predicted",
    ],
    [
      "one whose components are none, v1beta1",
      "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: a}\nspec: {components: []}",
      "not-predicted",
    ],
  ])("%s is no deployment", (_name, text, rule) => {
    const parsed = parseManifest(text, { file: "x.yaml" });
    expect(parsed.deployments).toEqual([]);
    expect(parsed.findings.map((one) => one.rule)).toContain(rule);
  });

  it.each([
    ["${REPLICAS}", "envsubst"],
    ["REPLICAS_PLACEHOLDER", "placeholder"],
    ["<replicas>", "placeholder"],
  ])("replicas: %s is a placeholder", (replicas, template) => {
    const text = manifest([{ replicas, command: "[python3, -m, dynamo.vllm]", args: "- --model\n- org/m" }]);
    const parsed = parseManifest(text, { file: "x.yaml" });
    expect(parsed.template).toBe(template);
    expect(parsed.deployments[0]?.unresolved.map((one) => one.name)).toEqual(["replicas"]);
  });
});
