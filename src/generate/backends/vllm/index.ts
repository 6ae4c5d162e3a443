import { aroundPort } from "../../flags.js";
import { decodeContextRefusal } from "../../decode-context.js";
import type { BackendGenerator } from "../backend.js";
import { vllmKvEvents, vllmCommand } from "./command.js";
import { vllmEngineValues } from "./rules.js";

/** `dynamo.vllm`: every setting is a flag. */
export const VLLM: BackendGenerator = {
  backend: "vllm",
  runtimeImage: "vllm-runtime",
  componentNames: { agg: "VllmWorker", prefill: "VllmPrefillWorker", decode: "VllmDecodeWorker" },
  workingDir: "/workspace/examples/backends/vllm",
  readsEngineFile: false,
  ownProbes: false,
  ports: ({ options: { service } }) => [
    { variable: "DYN_SYSTEM_PORT", base: 8081 },
    { variable: "DYN_VLLM_KV_EVENT_PORT", base: service.vllmKvEventPort },
    { variable: "VLLM_NIXL_SIDE_CHANNEL_PORT", base: service.vllmNixlSideChannelPort },
  ],
  portFlags: (_role, { router, options: { service } }) =>
    router
      ? [
          {
            flag: "--kv-events-config",
            base: service.vllmKvEventPort,
            around: aroundPort(JSON.stringify(vllmKvEvents("PORT"))),
          },
        ]
      : [],
  engineValues: vllmEngineValues,
  refuses: ({ parallelism: p, engineVersion }) => {
    if (p.cp > 1) return "vLLM workers have no context parallelism here";
    // --enable-expert-parallel spreads the experts over all tp × dp ranks; there is no number
    return p.moeTp > 1 && p.moeEp > 1
      ? "vLLM cannot mix tensor- and expert-parallel experts (moe_tp and moe_ep above 1)"
      : decodeContextRefusal("vllm", p, engineVersion);
  },
  command: vllmCommand,
  multiNodeArgs: (nodes) => [
    "--nnodes",
    String(nodes),
    "--node-rank",
    "${NODE_RANK}",
    "--master-addr",
    "${MASTER_ADDR}",
  ],
};
