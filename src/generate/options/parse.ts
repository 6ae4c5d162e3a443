import { compact } from "../../domain/compact.js";
import { parse } from "yaml";
import {
  ROLES_OF_OPTIONS,
  type GenerateOptions,
  type Json,
  type JsonObject,
  type WorkerOverrides,
  DEFAULT_OPTIONS,
} from "./types.js";
import { UserError, errorMessage } from "../../domain/errors.js";
import { didYouMean } from "../../domain/nearest-name.js";
import { TRANSPORTS } from "../transport.js";
import { allOptionKeys, IGNORED_SECTIONS, OPTION_KEYS, WORKER_KEYS } from "./keys.js";
import { isMapping, optionOneOf, optionText } from "./values.js";

/** Where generator options come from, weakest first. */
export interface OptionSources {
  /** text of `--generator-config` */
  readonly configText?: string;
  /** name of that file, for messages */
  readonly configFile?: string;
  /** `--generator-set KEY=VALUE`, in order */
  readonly sets?: readonly string[];
  readonly namespace?: string;
  readonly dynamoVersion?: string;
  /** `--config-template-version`: engine version whose flags are written */
  readonly engineVersion?: string;
  /** `NAME[:MOUNT[:SUBPATH]]` */
  readonly modelCache?: string;
  readonly imagePullSecret?: string;
  readonly transport?: string;
}

/**
 * Generator options of a command line: file, then `--generator-set`, then the flags of their own.
 * @throws UserError `usage` or `input`: unknown key, wrong value, unreadable file
 */
export function parseGenerateOptions(sources: OptionSources): GenerateOptions {
  let options = DEFAULT_OPTIONS;
  if (sources.configText !== undefined)
    options = applyMapping(options, configMapping(sources.configText, sources.configFile));
  for (const set of sources.sets ?? []) options = applySet(options, set);
  return applyFlags(options, sources);
}

/** Applies a generator configuration, nested or with dotted keys. */
export function applyMapping(options: GenerateOptions, config: JsonObject): GenerateOptions {
  let result = options;
  for (const [key, value] of flatten(config)) result = applyKey(result, key, value);
  return result;
}

function configMapping(content: string, file: string | undefined): JsonObject {
  let value: unknown;
  try {
    value = parse(content, { maxAliasCount: 100 });
  } catch (error) {
    throw new UserError(
      "input",
      `${file ?? "generator config"}: not YAML: ${errorMessage(error).split("\n")[0]}`,
      { cause: error },
    );
  }
  if (!isMapping(value as Json))
    throw new UserError(
      "input",
      `${file ?? "generator config"}: a mapping with sections such as K8sConfig is needed`,
    );
  return value as JsonObject;
}

/** Mapping → dotted keys. Mappings that are values themselves (pod specs, planner settings, …) stay whole. */
function flatten(config: JsonObject): readonly (readonly [string, Json])[] {
  const found: (readonly [string, Json])[] = [];
  const visit = (prefix: string, node: JsonObject): void => {
    for (const [name, value] of Object.entries(node)) {
      const key = prefix === "" ? name : `${prefix}.${name}`;
      const isLeaf =
        key in OPTION_KEYS || isWorkerKey(key) || !isMapping(value) || IGNORED_SECTIONS.includes(name);
      if (isLeaf) found.push([key, value]);
      else visit(key, value);
    }
  };
  visit("", config);
  return found;
}

function isWorkerKey(key: string): boolean {
  const parts = key.split(".");
  return parts.length === 3 && parts[0] === "Workers" && (parts[2] ?? "") in WORKER_KEYS;
}

function applySet(options: GenerateOptions, set: string): GenerateOptions {
  const cut = set.indexOf("=");
  if (cut < 1)
    throw new UserError(
      "usage",
      `--generator-set ${set}: KEY=VALUE is needed, e.g. K8sConfig.k8s_namespace=prod`,
    );
  const written = set.slice(cut + 1);
  let value: unknown;
  try {
    value = parse(written, { maxAliasCount: 0 });
  } catch {
    value = written;
  }
  return applyMapping(options, { [set.slice(0, cut).trim()]: (value ?? "") as Json });
}

function applyKey(options: GenerateOptions, key: string, value: Json): GenerateOptions {
  if (IGNORED_SECTIONS.includes(key.split(".")[0] ?? "")) return options;
  const apply = Object.hasOwn(OPTION_KEYS, key) ? OPTION_KEYS[key] : undefined;
  if (apply !== undefined) return apply(options, value, key);
  const [section, roleName, name = ""] = key.split(".");
  const role = ROLES_OF_OPTIONS.find((candidate) => candidate === roleName);
  const read = Object.hasOwn(WORKER_KEYS, name) ? WORKER_KEYS[name] : undefined;
  if (section !== "Workers" || role === undefined || read === undefined || !isWorkerKey(key)) {
    throw new UserError(
      "usage",
      `unknown generator option ${key}${didYouMean(key, allOptionKeys())} (docs/artifacts.md lists all)`,
    );
  }
  if (value === null) return options;
  const overrides: WorkerOverrides = {
    ...options.workers[role],
    [name === "page_size" ? "tokens_per_block" : name]: read(value, key),
  };
  return { ...options, workers: { ...options.workers, [role]: overrides } };
}

function applyFlags(options: GenerateOptions, sources: OptionSources): GenerateOptions {
  const k8s = {
    ...options.k8s,
    ...(sources.namespace === undefined ? {} : { namespace: optionText(sources.namespace, "--namespace") }),
    ...(sources.imagePullSecret === undefined
      ? {}
      : { imagePullSecret: optionText(sources.imagePullSecret, "--image-pull-secret") }),
    ...(sources.transport === undefined
      ? {}
      : { transport: optionOneOf(TRANSPORTS)(sources.transport, "--transport") }),
    ...(sources.modelCache === undefined ? {} : modelCache(sources.modelCache)),
  };
  return {
    ...options,
    k8s,
    ...compact({ dynamoVersion: sources.dynamoVersion, engineVersion: sources.engineVersion }),
  };
}

function modelCache(value: string): { pvcName: string; pvcMountPath?: string; modelPathInPvc?: string } {
  const [pvcName = "", mount = "", subpath = "", ...rest] = value.split(":");
  if (pvcName === "" || rest.length > 0 || (mount !== "" && !mount.startsWith("/"))) {
    throw new UserError(
      "usage",
      `--model-cache ${value}: NAME[:MOUNT[:SUBPATH]] is needed, MOUNT an absolute path, e.g. model-cache:/models:qwen`,
    );
  }
  return {
    pvcName,
    ...(mount === "" ? {} : { pvcMountPath: mount }),
    ...(subpath === "" ? {} : { modelPathInPvc: subpath }),
  };
}
