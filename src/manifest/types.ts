import type { FilePosition, TextRange } from "../domain/location.js";
import type { Finding } from "../domain/review.js";
import type { Origin, QuoteLayer, Setting } from "./origin-types.js";
import type { SpeculativeSettings } from "./speculative-types.js";
import type { ManifestAnnotations, ManifestRequest, WorkloadSource } from "./source-types.js";

export type { Origin, QuoteLayer, Setting, SourceKind } from "./origin-types.js";
export type { SpeculativeSettings } from "./speculative-types.js";
export type { ManifestAnnotations, ManifestRequest, WorkloadFacts, WorkloadSource } from "./source-types.js";

/** Backends a manifest can name; `mocker` is recognised so that it can be declined by name. */
export type ManifestBackend = "vllm" | "sglang" | "trtllm" | "mocker";

/** What an engine worker does. `encode` is recognised and not predicted. */
export type WorkerRole = "agg" | "prefill" | "decode" | "encode";

/** What a component that runs no engine is. */
export type OtherKind = "frontend" | "planner" | "router" | "epp" | "other";

/** Serving mode of a whole deployment; the two `-only` modes are pools behind a global planner. */
export type ManifestMode = "agg" | "disagg" | "prefill-only" | "decode-only";

/** Why a document is not a plain deployment. */
export type TemplateKind = "helm" | "envsubst" | "placeholder" | "kustomize-patch";

/** Engine settings of one worker, only where written. */
export interface WorkerSettings {
  readonly model?: Setting<string>;
  readonly servedName?: Setting<string>;
  readonly tp?: Setting<number>;
  readonly pp?: Setting<number>;
  /** data parallel size as the flag says it */
  readonly dp?: Setting<number>;
  /** data parallel size per node (vLLM) */
  readonly dpLocal?: Setting<number>;
  /** number of expert-parallel ranks (SGLang, TensorRT-LLM) */
  readonly ep?: Setting<number>;
  /** vLLM's switch */
  readonly expertParallel?: Setting<boolean>;
  readonly moeTp?: Setting<number>;
  /** `--enable-dp-attention` (SGLang), `enable_attention_dp` (TensorRT-LLM) */
  readonly attentionDp?: Setting<boolean>;
  /** context parallel size (SGLang), and whether prompts are split by it; the size alone only reserves GPUs */
  readonly cp?: Setting<number>;
  readonly splitsPrompts?: Setting<boolean>;
  /** decode context parallel size (vLLM, SGLang), how its ranks join results, and whether each projects all queries */
  readonly dcp?: Setting<number>;
  readonly dcpComm?: Setting<string>;
  readonly dcpReplicateQ?: Setting<boolean>;
  readonly maxBatch?: Setting<number>;
  readonly maxTokens?: Setting<number>;
  /** SGLang's `--chunked-prefill-size`; −1 switches chunking off */
  readonly chunkedPrefillSize?: Setting<number>;
  /** most tokens that one prompt takes of a step (vLLM's threshold of long prompts); 0 is no limit */
  readonly promptShare?: Setting<number>;
  readonly maxSeqLen?: Setting<number>;
  readonly kvDtype?: Setting<string>;
  readonly quantization?: Setting<string>;
  readonly memFraction?: Setting<number>;
  readonly chunkedPrefill?: Setting<boolean>;
  readonly prefixCaching?: Setting<boolean>;
  readonly moeBackend?: Setting<string>;
  readonly dtype?: Setting<string>;
  readonly kvBlockSize?: Setting<number>;
  readonly speculative?: SpeculativeSettings;
  /** KV cache fixed in blocks, tokens or bytes, in place of the share of memory */
  readonly kvRoomBlocks?: Setting<number>;
  readonly kvRoomTokens?: Setting<number>;
  readonly kvRoomBytes?: Setting<number>;
  /** sizes for which CUDA graphs are captured */
  readonly cudaGraphSizes?: Setting<readonly number[]>;
  readonly cudaGraphMaxBatch?: Setting<number>;
  /** vLLM `--kv-transfer-config`, `--connector`; SGLang transfer backend; TensorRT-LLM `cache_transceiver_config` */
  readonly kvTransfer?: Setting<string>;
  readonly cacheTransceiverMaxTokens?: Setting<number>;
}

/** One argument of the engine command after expansion. */
export interface CommandArgument {
  readonly text: string;
  /** characters in the file without outer quotes; absent when it came from somewhere that is not in this file */
  readonly range?: TextRange;
  /** characters with the quotes, as a whole list item or shell word */
  readonly wholeRange?: TextRange;
  readonly layers: readonly QuoteLayer[];
  readonly aliased: boolean;
  /** a variable or substitution in it could not be resolved */
  readonly unresolved: boolean;
  /** environment or shell variable that supplied the text */
  readonly via?: string;
}

/** The engine command of a worker and how new flags can be added to it. */
export interface EngineCommand {
  /** `list`: one argument per list item; `shell`: words of a script; `array`: elements of a bash array in a script */
  readonly form: "list" | "shell" | "array";
  readonly module: string;
  /** arguments after the module */
  readonly args: readonly CommandArgument[];
  readonly position: FilePosition;
  /** shell scripts with syntax errors are read and never rewritten */
  readonly editable: boolean;
  /** a script starts it only where something else says so */
  readonly conditional?: boolean;
}

/** An engine file (YAML) that the worker reads. */
export interface EngineFile {
  /** path given to the engine */
  readonly path: string;
  /** `missing`: not in the manifest; `image`: a path inside the image */
  readonly how: "config-map" | "here-doc" | "missing" | "unresolved";
  /** ConfigMap and key, for messages */
  readonly via?: string;
  /** file that holds it, when found */
  readonly file?: string;
  readonly position: FilePosition;
  /** characters of the path in the command or variable that names the file */
  readonly pathRange?: TextRange;
  readonly pathLayers?: readonly QuoteLayer[];
  /** where its text stands; new keys go before the end of it */
  readonly range?: TextRange;
  readonly layers: readonly QuoteLayer[];
}

/** Evidence of the GPU type of a worker. */
export interface GpuEvidence {
  /** `product` and `instance-type` are evidence, the rest are hints */
  readonly kind: "product" | "instance-type" | "accelerator" | "node-label" | "arch" | "name";
  readonly value: string;
  /** system name of the performance data, when the value stands for one */
  readonly system?: string;
  readonly origin: Origin;
}

/** An engine worker of a deployment. */
export interface ManifestWorker {
  readonly role: WorkerRole;
  readonly component: string;
  /** position of the component in the file */
  readonly position: FilePosition;
  readonly backend: ManifestBackend | null;
  /** absent means 1 */
  readonly replicas?: Setting<number>;
  /** `multinode.nodeCount`; absent means 1 */
  readonly nodes?: Setting<number>;
  /** GPUs of one node of the worker; the places that must stay in step stand in `overridden` */
  readonly gpusPerNode?: Setting<number>;
  readonly image?: Setting<string>;
  readonly settings: WorkerSettings;
  readonly gpu: readonly GpuEvidence[];
  readonly command?: EngineCommand;
  readonly engineFiles: readonly EngineFile[];
  /** written settings that could not be resolved, e.g. `replicas`, `model` */
  readonly unresolved: readonly Unresolved[];
  /** GPUs that other containers of each of its pods ask for; absent where they ask for none */
  readonly gpusBeside?: number;
  /** scaling adapter, planner or the like owns the replicas */
  readonly scaled: boolean;
  /** literal environment of the engine container, for notes and generated manifests */
  readonly env: readonly (readonly [string, string])[];
  /** the context limit is left to the engine, which takes the longest that fits (`--max-model-len auto`) */
  readonly choosesContext?: true;
  /** what it is started with and sent to, as it is written */
  readonly written: WrittenWords;
  /** features outside the prediction: `multimodal`, `lora`, `embeddings`, … */
  readonly features: readonly string[];
}

/** What one container of a worker is started with, word by word as it is written. */
export interface WrittenCommand {
  /** the strings of `command` and `args`, in order; a script is one of them */
  readonly words: readonly string[];
  /** the strings of what the pod runs beside it: when it starts or stops, and to see whether it is well */
  readonly hooks: readonly string[];
  /** variables that are facts of the pod (`fieldRef`) */
  readonly podFacts: readonly string[];
  /** folder that it starts in, where it is written */
  readonly folder?: string;
}

/** A GPU, or something that runs, of which a figure says nothing. */
export interface Unsure {
  readonly name: string;
  /** a phrase that follows the name */
  readonly why: string;
  /** chips that have the property it names: to those it says nothing new */
  readonly fits?: readonly string[];
}

/** Words of a worker that decide what runs, whatever fields they stand in. */
export interface WrittenWords {
  readonly commands: readonly WrittenCommand[];
  /** where ConfigMaps are mounted: what lies there the manifest brings */
  readonly ownFolders: readonly string[];
  /** variables that the cluster fills in, by name; of a whole object in front of it `*` and the object's name */
  readonly filledIn: readonly string[];
  /** variables that it lists by name, of whichever value */
  readonly named: readonly string[];
  /** objects whose variables count before those of a ConfigMap in front of them */
  readonly laterSources: readonly string[];
  /** what it asks for or is sent to that leaves open on which GPU it runs or what runs there, and why */
  readonly unsure: readonly Unsure[];
}

/** Something written that cannot be understood from the file alone. */
export interface Unresolved {
  /** name of the setting for the program */
  readonly name: string;
  /** as it stands in the file, for people; absent: the same */
  readonly written?: string;
  readonly text: string;
  readonly reason: string;
  readonly position: FilePosition;
}

/** A component that runs no engine. */
export interface OtherComponent {
  readonly component: string;
  readonly kind: OtherKind;
  /** GPUs that all of its replicas ask for; absent where it asks for none */
  readonly gpus?: number;
  /** it starts an engine all the same, against what it says to be */
  readonly startsEngine?: boolean;
  /** it takes requests: by what it runs, or by what the operator runs for it */
  readonly answers?: boolean;
}

/** A DynamoGraphDeployment as written. */
export interface ManifestDeployment {
  readonly file: string;
  readonly name: string;
  readonly namespace?: string;
  /** as written, e.g. `nvidia.com/v1alpha1` */
  readonly apiVersion: string;
  readonly position: FilePosition;
  /** the document in the file */
  readonly range: TextRange;
  readonly backend: ManifestBackend | null;
  readonly mode: ManifestMode | null;
  /** model identity: the flag, or the served name when the flag is a local path */
  readonly model?: Setting<string>;
  readonly servedName?: Setting<string>;
  /** version of Dynamo from `runtimeVersionOverride` or the image tag */
  readonly dynamoVersion?: Setting<string>;
  /** engine version that belongs to the Dynamo version, or the image tag of a stock engine image */
  readonly backendVersion?: Setting<string>;
  /** engine workers in file order; `roles` of the expected parse */
  readonly workers: readonly ManifestWorker[];
  readonly others: readonly OtherComponent[];
  readonly annotations: ManifestAnnotations;
  readonly unresolved: readonly Unresolved[];
  /** false: not predicted, `notes` says why */
  readonly supported: boolean;
  readonly notes: readonly string[];
  readonly template?: TemplateKind;
}

/** What a document of the file is. */
export interface ManifestDocument {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name?: string;
  readonly range: TextRange;
  readonly position: FilePosition;
  /** false: the document has YAML errors and was skipped */
  readonly readable: boolean;
}

/** Everything understood of one file. */
export interface ManifestFile {
  readonly file: string;
  /** false: not YAML before rendering */
  readonly plainYaml: boolean;
  readonly template?: TemplateKind;
  readonly documents: readonly ManifestDocument[];
  readonly deployments: readonly ManifestDeployment[];
  readonly requests: readonly ManifestRequest[];
  readonly workloads: readonly WorkloadSource[];
  readonly findings: readonly Finding[];
  /** sentences about the file as a whole */
  readonly notes: readonly string[];
}

/** Another file of the repository that may hold ConfigMaps or benchmark Jobs. */
export interface SiblingFile {
  readonly file: string;
  readonly text: string;
}

/** Prefix of the annotations on `metadata.annotations` of a deployment. */
export const ANNOTATION_PREFIX = "dynamo-advisor.dev/";
