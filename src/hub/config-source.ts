import path from "node:path";
import { compact } from "../domain/compact.js";
import { UserError } from "../domain/errors.js";
import { isRepositoryName } from "../domain/repository-name.js";
import { parseConfig } from "../perf/db/local-model.js";
import type { ConfigSource, ForeignModel } from "../perf/db/models.js";
import type { RawConfig } from "../perf/model/spec.js";
import { keep, readKept } from "./config-cache.js";
import { fetchText, type Fetch, type Fetched } from "./fetch-file.js";
import type { HubSettings } from "./settings.js";

/**
 * Configurations from the hub: `config.json`, and `hf_quant_config.json` where that names no number format; never
 * weights or code. Other names than the hub's are not asked for. Answers are kept for a day, longer when offline.
 */
export function hubSource(settings: HubSettings, fetch: Fetch = globalThis.fetch): ConfigSource {
  return async (name) => {
    if (!isRepositoryName(name)) return undefined;
    const config = await readFile(name, "config.json", settings, fetch);
    if (config.kind !== "text") return { reason: `Its config.json was not fetched: ${reasonOf(config)}.` };
    return understood(name, config.text, async () => {
      const beside = await readFile(name, "hf_quant_config.json", settings, fetch);
      return beside.kind === "text" ? beside.text : undefined;
    });
  };
}

async function understood(
  name: string,
  text: string,
  besideOf: () => Promise<string | undefined>,
): Promise<ForeignModel> {
  const parse = (part: string, file: string): RawConfig => parseConfig(part, `${name}/${file}`);
  try {
    const config = parse(text, "config.json");
    const beside = "quantization_config" in config ? undefined : await besideOf();
    const hfQuantConfig = beside === undefined ? undefined : parse(beside, "hf_quant_config.json");
    return { files: compact({ config, hfQuantConfig }), from: `config.json of ${name}, fetched` };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { reason: `Its config.json was fetched and cannot be read: ${error.message}.` };
  }
}

/** From the cache while it is fresh, else from the network, else from the cache however old. */
async function readFile(
  name: string,
  file: string,
  { endpoint, token, offline, cache }: HubSettings,
  fetch: Fetch,
): Promise<Fetched> {
  const folder = path.join(cache, new URL(endpoint).host.replace(/[^A-Za-z0-9.-]/g, "_"), ...name.split("/"));
  const kept = readKept(folder, file);
  if (kept?.fresh === true || (offline && kept !== undefined)) return known(kept.text);
  if (offline) return { kind: "failed", reason: "HF_HUB_OFFLINE is set and it was not fetched before" };
  const fetched = await fetchText(fetch, new URL(`${endpoint}/${name}/resolve/main/${file}`), token);
  if (fetched.kind === "text") keep(folder, file, fetched.text);
  // an empty text stands for a file that does not exist; a checkpoint without the other one may be new
  else if (fetched.kind === "missing" && file !== "config.json") keep(folder, file, "");
  return fetched.kind === "failed" && kept !== undefined ? known(kept.text) : fetched;
}

function known(text: string): Fetched {
  return text === "" ? { kind: "missing" } : { kind: "text", text };
}

function reasonOf(answer: Exclude<Fetched, { kind: "text" }>): string {
  return answer.kind === "missing" ? "the hub has none under this name" : answer.reason;
}
