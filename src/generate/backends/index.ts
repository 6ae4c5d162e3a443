import type { Backend } from "../../domain/deployment.js";
import type { BackendGenerator } from "./backend.js";
import { SGLANG } from "./sglang/index.js";
import { TRTLLM } from "./trtllm/index.js";
import { VLLM } from "./vllm/index.js";

const GENERATORS: Readonly<Record<Backend, BackendGenerator>> = {
  trtllm: TRTLLM,
  vllm: VLLM,
  sglang: SGLANG,
};

/** What is peculiar to an engine. */
export function backendGenerator(backend: Backend): BackendGenerator {
  return GENERATORS[backend];
}
