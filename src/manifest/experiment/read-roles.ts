import type { DecodeContext } from "../../domain/decode-context.js";
import { compact } from "../../domain/compact.js";
import type { Backend } from "../../domain/deployment.js";
import { didYouMean } from "../../domain/nearest-name.js";
import { mixedEngines, type RoleLists, type RoleSpec } from "../../domain/search-task.js";
import type { FlatRole } from "./flat.js";
import { BACKEND_ALIASES, LEGACY_MODELS, SYSTEM_ALIASES, SYSTEM_SM } from "./names.js";
import { readPresets, readQuant } from "./read-quant.js";
import { fail, type Reading } from "./reading.js";
import { resolveLegacyModel } from "./v1-quant.js";
import { shortJson } from "../../domain/schema-errors.js";

/** The model and where its roles run. */
interface Roles {
  readonly model: string;
  readonly displayModel?: string;
  readonly first: RoleSpec;
  readonly decode?: RoleSpec;
}

/** Model, systems, engines and formats of all roles; undefined when one is missing or unknown. */
export function readRoles(reading: Reading): Roles | undefined {
  const { flat } = reading;
  const names = flat.decode === undefined ? (["agg"] as const) : (["prefill", "decode"] as const);
  const roles = flat.decode === undefined ? [flat.first] : [flat.first, flat.decode];
  const systems = roles.map((role, index) => readSystem(reading, role, names[index]!));
  const backends = roles.map((role, index) => readBackend(reading, role, names[index]!));
  const written = flat.first.model;
  if (written === undefined) {
    fail(reading, `${names[0]}.model`, "the model is missing");
    return undefined;
  }
  if (systems.includes(undefined) || backends.includes(undefined)) return undefined;
  if (backends[1] !== undefined && backends[0] !== backends[1])
    fail(reading, "decode.backend", mixedEngines(backends[0]!, backends[1]));
  // names of release 0.5.0 are understood in either form, as every command does
  const legacy = resolveLegacyModel(written, systems as string[], backends[0]!);
  if (legacy === undefined && !written.includes("/")) {
    const near = didYouMean(written, Object.keys(LEGACY_MODELS));
    if (near !== "") {
      fail(reading, flat.form === "v1" ? "model" : `${names[0]}.model`, `unknown model ${written}${near}`);
      return undefined;
    }
  }
  if (legacy !== undefined && legacy.note !== "") reading.notes.push(legacy.note);
  const presets = readPresets(reading);
  const specs = roles.map((role, index): RoleSpec => {
    const name = names[index]!;
    const quant = { ...(legacy?.quant ?? {}), ...presets, ...readQuant(reading, role, name) };
    const version = readVersion(reading, role, name, systems[index]!, backends[index]!);
    return {
      system: systems[index]!,
      backend: backends[index]!,
      ...compact({ backendVersion: version, decodeContexts: readDcp(reading, role, name) }),
      ...(Object.keys(quant).length === 0 ? {} : { quant }),
      ...readLists(role),
    };
  });
  return {
    model: legacy?.id ?? written,
    ...(legacy === undefined || legacy.id === written ? {} : { displayModel: written }),
    first: specs[0]!,
    ...compact({ decode: specs[1] }),
  };
}

function readSystem(reading: Reading, role: FlatRole, name: string): string | undefined {
  const known = reading.context.systems ?? Object.keys(SYSTEM_SM);
  const written = role.system;
  if (written === undefined) {
    fail(reading, `${name}.system`, "the GPU system is missing");
    return undefined;
  }
  const system = reading.context.systemFiles?.get(written) ?? SYSTEM_ALIASES[written] ?? written;
  if (known.includes(system)) return system;
  fail(
    reading,
    `${name}.system`,
    `unknown system ${shortJson(written)}${didYouMean(written, known, ";")} known systems: ${known.join(", ")}`,
  );
  return undefined;
}

function readBackend(reading: Reading, role: FlatRole, name: string): Backend | undefined {
  const written = role.backend ?? "trtllm";
  const backend = BACKEND_ALIASES[written.toLowerCase()];
  if (backend === undefined)
    fail(
      reading,
      `${name}.backend`,
      `unknown backend ${shortJson(written)}${didYouMean(written, Object.keys(BACKEND_ALIASES), ";")} allowed: trtllm, vllm, sglang`,
    );
  return backend;
}

function readVersion(
  reading: Reading,
  role: FlatRole,
  name: string,
  system: string,
  backend: Backend,
): string | undefined {
  if (role.version === undefined || role.version === "latest") return undefined;
  if (reading.context.resolveVersion === undefined) return role.version;
  try {
    const { version, note } = reading.context.resolveVersion(system, backend, role.version);
    if (note !== undefined && !reading.notes.includes(note)) reading.notes.push(note);
    return version;
  } catch (error) {
    fail(reading, `${name}.version`, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** One engine splits prompts or shares the cache of its decodes; to both, only a prefill worker has a use. */
function readDcp(
  reading: Reading,
  { dcp, lists }: FlatRole,
  name: string,
): readonly DecodeContext[] | undefined {
  if (dcp === undefined || dcp === 1) return undefined;
  const splits = lists["cp"] ?? [1];
  if (name === "agg" && splits.some((size) => size > 1))
    fail(reading, "agg.dcp", `dcp_size ${dcp} beside cp ${splits.join(", ")}: one of them must be 1`);
  if (name === "prefill" && (splits.length !== 1 || splits[0] !== dcp))
    fail(
      reading,
      "prefill.dcp",
      `prefill_dcp_size ${dcp} needs prefill_cp_candidates [${dcp}], not [${splits.join(", ")}]`,
    );
  return [{ dcp }];
}

function readLists(role: FlatRole): { readonly lists?: RoleLists } {
  const lists = Object.fromEntries(
    Object.entries(role.lists).filter(([, value]) => value !== undefined),
  ) as RoleLists;
  return Object.keys(lists).length === 0 ? {} : { lists };
}
