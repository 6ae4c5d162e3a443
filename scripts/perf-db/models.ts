import type { ModelConfigFile } from "../../src/perf/db/index-format.js";
import type { ZipEntry } from "./wheel.js";

type Json = Readonly<Record<string, unknown>>;

const CONFIG = "_config.json";
const HF_QUANT = "_hf_quant_config.json";

/** Every model of the wheel by repository id, its files merged and shortened by {@link trimQuantizedLayers}. */
export function readModels(entries: readonly ZipEntry[]): ReadonlyMap<string, ModelConfigFile> {
  const files = new Map<string, Json>();
  for (const entry of entries) {
    const at = entry.name.indexOf("/model_configs/");
    if (at >= 0 && entry.name.endsWith(CONFIG)) {
      files.set(entry.name.slice(at + "/model_configs/".length), parsePythonJson(entry.read().toString("utf8")));
    }
  }
  const models = new Map<string, ModelConfigFile>();
  for (const [file, config] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (file.endsWith(HF_QUANT)) continue;
    const stem = file.slice(0, -CONFIG.length);
    const hfQuantConfig = files.get(stem + HF_QUANT);
    models.set(stem.replace("--", "/"), {
      config: trimQuantizedLayers(config, "quantization_config"),
      ...(hfQuantConfig === undefined ? {} : { hfQuantConfig: trimQuantizedLayers(hfQuantConfig, "quantization") }),
    });
  }
  return models;
}

/** Python writes bare `Infinity` and `NaN` (a time step limit of Nemotron-H); JSON has neither, so they become null. */
function parsePythonJson(text: string): Json {
  return JSON.parse(text.replace(/([[,:]\s{0,40})-?(?:Infinity|NaN)\b/g, "$1null")) as Json;
}

/** Repository ids with a `hf_quant_config.json` but no `config.json` would be a fault of the wheel; so is no architecture. */
export function architecture(id: string, model: ModelConfigFile): string {
  const list = model.config["architectures"];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  if (typeof first !== "string") throw new Error(`${id}: config.json names no architecture`);
  return first;
}

const EXPERT = /^(.*\.experts\.)(\d+)(\..*)$/;

/**
 * Mixed-precision checkpoints name the format of every expert of every layer, up to 22 thousand lines. Where all
 * experts of a layer agree, only expert 0 stays; nothing else changes.
 */
export function trimQuantizedLayers(config: Json, section: string): Json {
  const quantization = config[section] as Json | undefined;
  const layers = quantization?.["quantized_layers"] as Json | undefined;
  if (quantization === undefined || layers === undefined) return config;
  const formats = new Map<string, Set<string>>();
  for (const [name, format] of Object.entries(layers)) {
    const match = EXPERT.exec(name);
    if (match === null) continue;
    const site = `${match[1]}*${match[3]}`;
    const seen = formats.get(site) ?? new Set<string>();
    formats.set(site, seen.add(JSON.stringify(format)));
  }
  const kept = Object.entries(layers).filter(([name]) => {
    const match = EXPERT.exec(name);
    return match === null || match[2] === "0" || (formats.get(`${match[1]}*${match[3]}`)?.size ?? 0) > 1;
  });
  return { ...config, [section]: { ...quantization, quantized_layers: Object.fromEntries(kept) } };
}
