/** Other spellings of batch keys. */
export const BATCH_RENAMED: Readonly<Record<string, string>> = {
  "model-path": "model",
  "model-name": "model",
  "hf-id": "model",
  "model-config-used": "model",
  "system-name": "system",
  "decode-system-name": "decode-system",
  "backend-name": "backend",
  "perf-db-version": "backend-version",
  mode: "estimate-mode",
  tp: "tp-size",
  pp: "pp-size",
  dp: "attention-dp-size",
  cp: "cp-size",
  dcp: "dcp-size",
  "dcp-comm-backend": "dcp-comm",
  "moe-tp": "moe-tp-size",
  "moe-ep": "moe-ep-size",
  ep: "moe-ep-size",
  conc: "concurrency",
  "gemm-quant": "gemm-quant-mode",
  "moe-quant": "moe-quant-mode",
  "kvcache-quant": "kvcache-quant-mode",
  "fmha-quant": "fmha-quant-mode",
  "comm-quant": "comm-quant-mode",
  "input-length": "isl",
  "output-length": "osl",
  framework: "backend",
  ...roleSpellings(),
};

/** `p_tp`, `prefill_tp`, `d_workers` and the like for the sizes of a role. */
function roleSpellings(): Readonly<Record<string, string>> {
  const sizes = {
    tp: "tp",
    pp: "pp",
    dp: "attention-dp",
    "moe-tp": "moe-tp",
    "moe-ep": "moe-ep",
    ep: "moe-ep",
    dcp: "dcp",
  };
  const names: Record<string, string> = {};
  for (const [short, role] of [
    ["p", "prefill"],
    ["d", "decode"],
  ] as const) {
    for (const prefix of [short, role]) {
      for (const [name, size] of Object.entries(sizes)) {
        names[`${prefix}-${name}`] = `${role}-${size}-size`;
        names[`${prefix}-${name}-size`] = `${role}-${size}-size`;
      }
      for (const name of ["workers", "num-workers"]) names[`${prefix}-${name}`] = `${role}-num-workers`;
      for (const name of ["bs", "batch", "batch-size"]) names[`${prefix}-${name}`] = `${role}-batch-size`;
    }
  }
  return names;
}
