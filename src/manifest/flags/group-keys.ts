/** Keys of vLLM's settings with parts, for slips of a name (0.11 to 0.31): the engine takes no others. Names only. */
export const VLLM_GROUPS: Readonly<Record<string, string>> = {
  "kv-transfer-config": `kv-connector engine-id kv-buffer-device kv-buffer-size kv-role kv-rank kv-parallel-size kv-ip
    kv-port kv-connector-extra-config kv-connector-module-path enable-permute-local-kv kv-load-failure-policy`,
  "speculative-config": `enforce-eager num-speculative-tokens model method draft-tensor-parallel-size
    tensor-parallel-size quantization moe-backend max-model-len revision code-revision disable-by-batch-size
    disable-padded-drafter-batch use-local-argmax-reduction prompt-lookup-max prompt-lookup-min speculative-token-tree
    parallel-drafting suffix-decoding-max-tree-depth suffix-decoding-max-cached-requests
    suffix-decoding-max-spec-factor suffix-decoding-min-token-prob rejection-sample-method attention-backend
    draft-load-config acceptance-method posterior-threshold posterior-alpha disable-mqa-scorer disable-logprobs`,
  "compilation-config": `level mode debug-dump-path cache-dir compile-cache-save-format backend custom-ops splitting-ops
    compile-mm-encoder use-inductor use-inductor-graph-partition compile-sizes compile-ranges-split-points
    compile-ranges-endpoints inductor-compile-config inductor-passes cudagraph-mode use-cudagraph
    cudagraph-num-of-warmups cudagraph-capture-sizes cudagraph-copy-inputs cudagraph-specialize-lora full-cuda-graph
    pass-config max-capture-size max-cudagraph-capture-size dynamic-shapes-config local-cache-dir`,
};
