import type { ManifestBackend } from "../types.js";
import type { BackendFlags } from "./spec.js";
import { SGLANG_FLAGS } from "./sglang.js";
import { TRTLLM_FLAGS } from "./trtllm.js";
import { VLLM_FLAGS } from "./vllm.js";

const TABLES: Readonly<Record<ManifestBackend, BackendFlags>> = {
  vllm: VLLM_FLAGS,
  sglang: SGLANG_FLAGS,
  trtllm: TRTLLM_FLAGS,
  // The mocker takes vLLM's names.
  mocker: {
    ...VLLM_FLAGS,
    flags: new Map([
      ...VLLM_FLAGS.flags,
      ["model-path", { setting: "model", type: "text" }],
      ["model-name", { setting: "servedName", type: "text" }],
    ]),
  },
};

/** The flag table of a backend. */
export function flagsOf(backend: ManifestBackend): BackendFlags {
  return TABLES[backend];
}
