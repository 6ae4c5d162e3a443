import { compact } from "../domain/compact.js";
import type { Deployment, Role, WorkerPool } from "../domain/deployment.js";
import { runtimeImage } from "./manifest/graph.js";
import type { Json, JsonObject } from "./options/types.js";
import { benchSettings } from "./bench/settings.js";
import type { DeployValues, RoleValues } from "./values.js";
import { yamlText } from "./yaml-text.js";

/** `generator_config.yaml`: what the files of a folder were written from. `generate --generator-config` accepts it again. */
export function generatorConfig(values: DeployValues, deployment: Deployment): string {
  const { options, task, target, service } = values;
  const { k8s, dyn } = options;
  const bench = benchSettings(values);
  const config: JsonObject = {
    backend: values.backend,
    generator_dynamo_version: target.dynamo,
    generated_config_version: target.engine,
    ...(options.rule === "default" ? {} : { rule: options.rule }),
    ...(options.preserveEngineLimits ? { preserve_engine_limits: true } : {}),
    ServiceConfig: {
      model_path: service.modelPath,
      served_model_path: service.modelPath,
      served_model_name: service.servedModelName,
      model_name: service.servedModelName,
      include_frontend: options.service.includeFrontend,
      prefix: values.prefix,
      head_node_ip: options.service.headNodeIp,
      port: options.service.port,
      ...(values.backend === "vllm"
        ? {
            dyn_vllm_kv_event_port: options.service.vllmKvEventPort,
            vllm_nixl_side_channel_port: options.service.vllmNixlSideChannelPort,
          }
        : {}),
      ...(values.backend === "sglang" ? { sglang_kv_event_port: options.service.sglangKvEventPort } : {}),
    },
    K8sConfig: {
      name: values.name,
      name_prefix: k8s.namePrefix,
      k8s_namespace: k8s.namespace ?? null,
      k8s_api_version: target.apiVersion.replace("nvidia.com/", ""),
      k8s_image: runtimeImage(values),
      k8s_planner_image: k8s.plannerImage ?? null,
      k8s_image_pull_secret: k8s.imagePullSecret ?? null,
      k8s_hf_token_secret: k8s.hfTokenSecret,
      transport: k8s.transport,
      k8s_engine_mode: k8s.engineMode,
      k8s_pvc_name: k8s.pvcName ?? "",
      k8s_pvc_mount_path: k8s.pvcMountPath,
      k8s_model_path_in_pvc: k8s.modelPathInPvc ?? "",
      k8s_etcd_endpoints: k8s.etcdEndpoints ?? null,
      k8s_hf_home: k8s.hfHome ?? "",
      node_selector: k8s.nodeSelector,
      ...(k8s.extraEnv.length === 0
        ? {}
        : { extra_env: k8s.extraEnv.map(([name, value]) => ({ name, value })) }),
      ...compact({ worker_extra_pod_spec: k8s.workerExtraPodSpec }),
      ...(k8s.frontendExtraPodSpec === undefined
        ? {}
        : { frontend_extra_pod_spec: k8s.frontendExtraPodSpec }),
    },
    DynConfig: {
      mode: values.mode,
      ...compact({
        enable_router: dyn.enableRouter,
        router_mode: dyn.routerMode,
        router_config: dyn.routerConfig,
        planner_config: dyn.plannerConfig,
        kvbm_config: dyn.kvbmConfig,
      }),
    },
    WorkerConfig: Object.fromEntries(
      values.roles.flatMap((role) => [
        [`${role.role}_workers`, role.workers],
        [`${role.role}_gpus_per_worker`, role.gpusPerWorker],
      ]),
    ),
    ...workersSection(values),
    SlaConfig: {
      isl: task.isl,
      osl: task.osl,
      ...(task.predicted === undefined ? {} : { ttft: task.predicted.ttftMs, tpot: task.predicted.tpotMs }),
    },
    BenchConfig: {
      name: bench.name,
      image: options.bench.image,
      endpoint_type: bench.endpointType,
      endpoint_url: bench.url,
      model: bench.model,
      tokenizer: bench.tokenizer,
      isl: bench.isl,
      osl: bench.osl,
      concurrency: bench.concurrencies,
    },
    NodeConfig: {
      num_gpus_per_node: values.roles[0]?.gpusPerNode ?? 8,
      system_name: values.roles[0]?.system ?? "",
    },
    params: paramsSection(values, deployment),
    ModelConfig: {
      prefix: values.prefix,
      is_moe: values.isMoe,
      nextn: values.nextn,
      ...(deployment.speculation === undefined || values.nextn === 0
        ? {}
        : { nextn_accepted: deployment.speculation.accepted }),
    },
  };
  return yamlText(config);
}

function workersSection({ options }: DeployValues): JsonObject {
  const { workers } = options;
  return Object.keys(workers).length === 0 ? {} : { Workers: workers as unknown as JsonObject };
}

/** The predicted row of each role, in the reference's words; empty for unused roles. */
function paramsSection(values: DeployValues, deployment: Deployment): JsonObject {
  const roles: readonly Role[] = ["prefill", "decode", "agg"];
  return Object.fromEntries(
    roles.map((name) => {
      const role = values.roles.find((candidate) => candidate.role === name);
      const pool = deployment.pools.find((candidate) => candidate.role === name);
      return [
        name,
        role === undefined || pool === undefined ? {} : roleParams(values, deployment, role, pool),
      ];
    }),
  );
}

function roleParams(
  values: DeployValues,
  { quant }: Deployment,
  role: RoleValues,
  pool: WorkerPool,
): JsonObject {
  const { parallelism: p } = role.engine;
  const memory = values.task.memoryGib?.[role.role];
  const params: Record<string, Json | undefined> = {
    tensor_parallel_size: p.tp,
    pipeline_parallel_size: p.pp,
    data_parallel_size: p.dp,
    moe_tensor_parallel_size: p.moeTp,
    moe_expert_parallel_size: p.moeEp,
    ...(p.cp > 1 ? { context_parallel_size: p.cp } : {}),
    gpus_per_worker: role.gpusPerWorker,
    max_batch_size: pool.batchSize,
    ctx_tokens: pool.ctxTokens,
    gemm_quant_mode: quant.gemm,
    moe_quant_mode: quant.moe,
    kvcache_quant_mode: quant.kvcache,
    fmha_quant_mode: quant.fmha,
    comm_quant_mode: quant.comm,
    memory,
    kv_cache_dtype: quant.kvcache,
  };
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
