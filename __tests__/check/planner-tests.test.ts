import { expect, it } from "@jest/globals";
import { checkManifest } from "../support/check-manifest.js";

const MODEL = "nvidia/Llama-3.1-8B-Instruct-FP8";
const CONNECTOR = `'{"kv_connector":"NixlConnector","kv_role":"kv_both"}'`;

interface Worker {
  readonly role?: "prefill" | "decode";
  readonly replicas?: number;
  readonly tp?: number;
  /** the whole command in one string of a shell */
  readonly shell?: boolean;
  /** the decode side names no role of its own */
  readonly silent?: boolean;
}

function words({ role, tp, silent }: Worker): string[] {
  return [
    ...["--model", MODEL, "--no-enable-prefix-caching", "--block-size", "128"],
    ...(tp === undefined ? [] : ["--tensor-parallel-size", String(tp)]),
    ...(role === undefined || silent === true ? [] : ["--disaggregation-mode", role]),
    ...(role === undefined || silent === true ? [] : ["--kv-transfer-config", CONNECTOR]),
  ];
}

function service(worker: Worker): string {
  const { role, replicas = 1, tp = 1, shell = false } = worker;
  const run = ["python3", "-m", "dynamo.vllm", ...words(worker)];
  const plain = run.slice(1).map((word) => (word.startsWith("'") ? word : `"${word}"`));
  return `
    Vllm${role ?? ""}Worker:
      componentType: worker${role === undefined ? "" : `\n      subComponentType: ${role}`}
      replicas: ${replicas}
      resources: { limits: { gpu: "${tp}" } }
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.6.1
          command: ${shell ? "[/bin/sh, -c]" : "[python3]"}
          args:${shell ? `\n            - >-\n              ${run.join(" ")} 2>&1 | tee /tmp/vllm.log` : ` [${plain.join(", ")}]`}`;
}

const PLANNER = `
    Planner:
      componentType: planner
      replicas: 1
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/dynamo-planner:1.6.1
          command: [python3, -m, dynamo.planner]
          args: [--config, '{"environment":"kubernetes","backend":"vllm","optimization_target":"sla","ttft_ms":200,"itl_ms":10}']`;

function manifest(workers: readonly Worker[], planner = false): string {
  return `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: { name: planned }
spec:
  services:
    Frontend:
      componentType: main
      replicas: 1
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/dynamo-frontend:1.6.1
          command: [/bin/sh, -c]
          args: ["python3 -m dynamo.frontend --http-port 8000"]${planner ? PLANNER : ""}${workers.map(service).join("")}
`;
}

/** The kinds of deployment that Dynamo's own tests of its planner start. */
it.each<readonly [string, number, readonly Worker[], boolean]>([
  ["one aggregated worker in a shell", 1, [{ shell: true }], false],
  [
    "two of each",
    4,
    [
      { role: "decode", replicas: 2 },
      { role: "prefill", replicas: 2 },
    ],
    false,
  ],
  [
    "two of each in a shell",
    4,
    [
      { role: "decode", replicas: 2, shell: true },
      { role: "prefill", replicas: 2, shell: true },
    ],
    false,
  ],
  ["three prefill, one decode", 4, [{ role: "decode" }, { role: "prefill", replicas: 3 }], false],
  [
    "two GPUs a worker",
    4,
    [
      { role: "decode", tp: 2 },
      { role: "prefill", tp: 2 },
    ],
    false,
  ],
  ["under a planner", 2, [{ role: "decode" }, { role: "prefill" }], true],
  [
    "under a planner, the decode side silent",
    2,
    [{ role: "decode", silent: true }, { role: "prefill" }],
    true,
  ],
  ["aggregated under a planner", 1, [{}], true],
])("an 8B model in FP8 on vLLM is predicted: %s", async (_name, gpus, workers, planner) => {
  const { proposed, findings, verdict } = await checkManifest(manifest(workers, planner), {
    isl: 3000,
    osl: 150,
  });

  const used = proposed!.deployment.pools.reduce((sum, pool) => sum + pool.workers * pool.parallelism.tp, 0);
  expect(used * proposed!.deployment.replicas).toBe(gpus);
  expect(proposed!.prediction.notes.join()).toContain(`config.json of ${MODEL} was not read`);
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(verdict).not.toBe("not-applicable");
});
