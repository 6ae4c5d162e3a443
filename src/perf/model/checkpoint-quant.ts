import {
  listField,
  numberField,
  objectField,
  textField,
  type CheckpointQuant,
  type ModelFiles,
  type RawConfig,
} from "./spec.js";

/** Reads `hf_quant_config.json` and `quantization_config` (`docs/method/performance.md` 2.2, step 1). */
export function readCheckpointQuant(files: ModelFiles): CheckpointQuant {
  const text = objectField(files.config, "text_config");
  const inline =
    objectField(files.config, "quantization_config") ??
    (text === undefined ? undefined : objectField(text, "quantization_config"));
  const beside =
    files.hfQuantConfig === undefined ? undefined : objectField(files.hfQuantConfig, "quantization");
  const both = [beside, inline].filter((part): part is RawConfig => part !== undefined);
  const algorithm = algorithmOf(beside, inline);
  return {
    algorithm,
    kvAlgorithm: both.map(kvAlgorithmOf).find((found) => found !== undefined),
    dynamic: both.map(dynamicOf).find((found) => found !== undefined),
    nativeBlockFp8: inline !== undefined && isNativeBlockFp8(inline),
    baseAlgorithm: inline === undefined ? undefined : groupAlgorithm(inline),
    layerAlgorithms: new Map(both.flatMap(layerAlgorithmsOf)),
    exclusions: both.flatMap(exclusionsOf),
  };
}

function algorithmOf(beside: RawConfig | undefined, inline: RawConfig | undefined): string | undefined {
  const named =
    (beside && textField(beside, "quant_algo")) ??
    (inline && (textField(inline, "quant_algo") ?? textField(inline, "quant_method"))) ??
    (inline && textField(inline, "quantization_method"));
  const algorithm = named?.toLowerCase();
  if (algorithm === undefined || algorithm === "none") return undefined;
  const blocks = inline === undefined ? [] : listField(inline, "weight_block_size");
  if (algorithm === "fp8" && blocks.length > 0) return "fp8_block";
  return OTHER_NAMES[algorithm] ?? weightOnly(algorithm, inline ?? {}) ?? algorithm;
}

/** What other tools and TensorRT-LLM call a format. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  fbgemm_fp8: "fp8",
  fp8_block_scales: "fp8_block",
  w4a16_awq: "int4_wo",
  w8a16: "int8_wo",
};

/** Integer weights and bf16 products, by the bits that AWQ and GPTQ name (AWQ has 4 unless it says otherwise). */
function weightOnly(algorithm: string, inline: RawConfig): string | undefined {
  if (!/^(?:awq|gptq)(?:_marlin)?$/.test(algorithm)) return undefined;
  const bits = numberField(inline, "bits") ?? numberField(inline, "w_bit");
  if (bits === 4 || (bits === undefined && algorithm.startsWith("awq"))) return "int4_wo";
  return bits === 8 ? "int8_wo" : `${algorithm}${bits === undefined ? "" : ` with ${bits} bits`}`;
}

function isNativeBlockFp8(inline: RawConfig): boolean {
  return textField(inline, "quant_method") === "fp8" && listField(inline, "weight_block_size").length > 0;
}

function kvAlgorithmOf(part: RawConfig): string | undefined {
  const named = textField(part, "kv_cache_quant_algo") ?? textField(part, "kv_cache_dtype");
  if (named !== undefined) return normalizedKv(named);
  const scheme = part["kv_cache_scheme"];
  if (typeof scheme === "string") return normalizedKv(scheme);
  const group = objectField(part, "kv_cache_scheme");
  const bits = group === undefined ? undefined : numberField(group, "num_bits");
  if (group === undefined || bits === undefined || textField(group, "type") !== "float") return undefined;
  return bits <= 8 ? "fp8" : bits >= 16 ? "bfloat16" : undefined;
}

function normalizedKv(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower.startsWith("fp8")) return "fp8";
  if (lower === "bf16" || lower === "bfloat16" || lower === "fp16" || lower === "float16") return "bfloat16";
  return lower === "int8" || lower === "none" ? lower : undefined;
}

function dynamicOf(part: RawConfig): boolean | undefined {
  const scheme = textField(part, "activation_scheme");
  if (scheme === "dynamic") return true;
  if (scheme === "static") return false;
  const inputs = groupsOf(part)
    .map((group) => objectField(group, "input_activations"))
    .filter((input): input is RawConfig => input !== undefined);
  return inputs.length === 0 ? undefined : inputs.some((input) => input["dynamic"] === true);
}

function groupsOf(part: RawConfig): RawConfig[] {
  const groups = objectField(part, "config_groups");
  if (groups === undefined) return [];
  return Object.keys(groups)
    .map((name) => objectField(groups, name))
    .filter((group): group is RawConfig => group !== undefined);
}

/** Weight format of the first group: 4-bit integers, MXFP4, NVFP4 or FP8. */
function groupAlgorithm(part: RawConfig): string | undefined {
  const group = groupsOf(part)[0];
  const weights = group === undefined ? undefined : objectField(group, "weights");
  if (group === undefined || weights === undefined) return undefined;
  const bits = numberField(weights, "num_bits");
  const format = textField(group, "format") ?? textField(part, "format") ?? "";
  const inputs = objectField(group, "input_activations");
  // integer weights alone are unpacked for products in bfloat16; with integer or 8-bit inputs they are another format
  if (textField(weights, "type") === "int" && inputs !== undefined)
    return `w${bits ?? "?"}a${numberField(inputs, "num_bits") ?? "?"}`;
  if (textField(weights, "type") === "int")
    return bits === 4 ? "int4_wo" : bits === 8 ? "int8_wo" : undefined;
  if (bits === 8) return Array.isArray(weights["block_structure"]) ? "fp8_block" : "fp8";
  if (bits !== 4) return undefined;
  if (format.includes("mxfp4")) return "mxfp4";
  return inputs === undefined ? "w4a16_nvfp4" : "nvfp4";
}

function layerAlgorithmsOf(part: RawConfig): (readonly [string, string])[] {
  const layers = objectField(part, "quantized_layers");
  if (layers === undefined) return [];
  return Object.keys(layers).flatMap((name) => {
    const layer = objectField(layers, name);
    const algorithm = layer === undefined ? undefined : textField(layer, "quant_algo");
    return algorithm === undefined ? [] : [[name, algorithm.toLowerCase()] as const];
  });
}

function exclusionsOf(part: RawConfig): string[] {
  return ["ignore", "modules_to_not_convert", "exclude_modules", "ignored_layers"].flatMap((name) =>
    listField(part, name).filter((pattern): pattern is string => typeof pattern === "string"),
  );
}
