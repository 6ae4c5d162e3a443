import { decodeRanks } from "../../../domain/decode-context.js";
import type { BackendGenerator } from "../backend.js";
import { trtllmCommand } from "./command.js";
import { trtllmEngineFile } from "./engine-file.js";
import { trtllmEngineValues } from "./rules.js";

/** `dynamo.trtllm`: settings stand in an engine file, which beats the flags. */
export const TRTLLM: BackendGenerator = {
  backend: "trtllm",
  runtimeImage: "tensorrtllm-runtime",
  componentNames: { agg: "TRTLLMWorker", prefill: "TRTLLMPrefillWorker", decode: "TRTLLMDecodeWorker" },
  workingDir: "/workspace/components/backends/trtllm",
  readsEngineFile: true,
  ownProbes: true,
  ports: () => [{ variable: "DYN_SYSTEM_PORT", base: 8081 }],
  portFlags: () => [],
  engineValues: trtllmEngineValues,
  refuses: ({ parallelism: p }) => {
    if (p.cp > 1) return "TensorRT-LLM workers have no context parallelism here";
    if (decodeRanks(p) > 1) return "TensorRT-LLM workers have no decode context parallelism here";
    // attention DP makes every rank of the tensor size a data-parallel one
    return p.dp > 1 && p.tp > 1
      ? "TensorRT-LLM cannot mix tensor- and data-parallel attention (tp and dp above 1)"
      : undefined;
  },
  engineFile: trtllmEngineFile,
  command: trtllmCommand,
};
