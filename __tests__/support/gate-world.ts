import { JOB_TOKEN, World } from "./fake-github/index.js";

/** Files of a commit by path; null takes one away. */
export type Files = Readonly<Record<string, string | null>>;

/** Where the deployment of these scenarios lies. */
export const CHAT = "deploy/chat.yaml";
export const POLICY_PATH = ".github/dynamo-advisor.yml";

/** Values that {@link good} holds and {@link bad} misses, by the published method and by the calibrated one. */
export const VALUES =
  "system: h200_sxm, workload: { isl: 4000, osl: 500, concurrency: 64 }, sla: { ttft-ms: 3000, tpot-ms: 25 }";
export const LIMITS = `defaults: { ${VALUES} }\nprofile: reference\n`;

/** What a manifest of these scenarios may say of itself beside its sizes. */
export interface ChatOptions {
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** further components, indented by four */
  readonly components?: string;
  readonly model?: string;
  readonly kind?: string;
}

/** A deployment that meets {@link LIMITS}: four workers of two GPUs, 64 requests each. */
export function good(options: ChatOptions = {}): string {
  return chat(4, 64, options);
}

/** The same with one worker and 256 requests: TPOT is far beyond its limit. */
export function bad(options: ChatOptions = {}): string {
  return chat(1, 256, options);
}

function chat(replicas: number, requests: number, options: ChatOptions): string {
  const { name = "chat", annotations = {}, components = "", model = "Qwen/Qwen3-32B-FP8" } = options;
  const notes = Object.entries(annotations).map(
    ([key, value]) => `    dynamo-advisor.dev/${key}: "${value}"\n`,
  );
  return `apiVersion: nvidia.com/v1alpha1
kind: ${options.kind ?? "DynamoGraphDeployment"}
metadata:
  name: ${name}
${notes.length === 0 ? "" : `  annotations:\n${notes.join("")}`}spec:
  backendFramework: vllm
  services:
    Frontend:
      componentType: frontend
      replicas: 1
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.0.0
          command: ["python3", "-m", "dynamo.frontend"]
${components}    Worker:
      componentType: worker
      replicas: ${replicas}
      resources:
        limits:
          gpu: "2"
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.0.0
          command: ["python3", "-m", "dynamo.vllm"]
          args:
            - --model
            - ${model}
            - --tensor-parallel-size
            - "2"
            - --max-num-seqs
            - "${requests}"
            - --max-model-len
            - "8192"
`;
}

/** The same deployment as JSON on one line, its kind spelled as given. */
export function badJson(kind = "DynamoGraphDeployment"): string {
  const image = "nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.0.0";
  const args = "--model Qwen/Qwen3-32B-FP8 --tensor-parallel-size 2 --max-num-seqs 256 --max-model-len 8192";
  const container = { image, command: ["python3", "-m", "dynamo.vllm"], args: args.split(" ") };
  const worker = {
    componentType: "worker",
    replicas: 1,
    resources: { limits: { gpu: "2" } },
    extraPodSpec: { mainContainer: container },
  };
  const spec = JSON.stringify({ backendFramework: "vllm", services: { Worker: worker } });
  return `{"apiVersion": "nvidia.com/v1alpha1", "kind": "${kind}", "metadata": {"name": "chat"}, "spec": ${spec}}`;
}

/** A TensorRT-LLM deployment whose engine settings lie in a ConfigMap beside it, and that ConfigMap. */
export const RESTING = {
  manifest: `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata:
  name: chat
spec:
  backendFramework: trtllm
  services:
    Worker:
      componentType: worker
      replicas: 1
      resources:
        limits:
          gpu: "2"
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/tensorrtllm-runtime:1.3.0
          command: ["python3", "-m", "dynamo.trtllm"]
          args: ["--model-path", "Qwen/Qwen3-32B-FP8", "--extra-engine-args", "/engine/config.yaml"]
          volumeMounts:
            - { name: engine, mountPath: /engine }
        volumes:
          - name: engine
            configMap: { name: engine }
`,
  engine: (tp: number, batch: number, kind = "kind: ConfigMap"): string =>
    `apiVersion: v1\n${kind}\nmetadata:\n  name: engine\ndata:\n  config.yaml: |\n    tensor_parallel_size: ${tp}\n    max_batch_size: ${batch}\n    max_num_tokens: 8192\n`,
};

/** A repository with a policy and files on main, and pull request 7 that changes them. */
export function gateWorld(options: {
  readonly policy?: string | null;
  readonly base?: Files;
  readonly head?: Files;
}): World {
  const { policy = LIMITS, base = { [CHAT]: good() }, head = { [CHAT]: bad() } } = options;
  const world = new World();
  world.tokens.set("job-token", JOB_TOKEN);
  world.roles.set("alice", "write").set("tess", "triage");
  world.commit("main", {
    "README.md": "# serving\n",
    ...(policy === null ? {} : { [POLICY_PATH]: policy }),
    ...base,
  });
  world.commit("feature", head, { from: "main" });
  world.pull(7, { headRef: "feature", author: "paul" });
  return world;
}
