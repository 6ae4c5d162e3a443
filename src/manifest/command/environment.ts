import { carriedBy, concat, type MappedText, slice } from "../text/mapped-text.js";
import { at, child, type Cursor, entries, items, stringAt, textAt } from "../yaml/cursor.js";
import type { ConfigMaps } from "./config-maps.js";

/** An environment variable of a container: its text, or why it is not known. */
export interface EnvValue {
  readonly text: MappedText | undefined;
  /** `secret`, `field`, … when there is no literal text */
  readonly reason: string | undefined;
  /** its name in the file, where there is no literal text */
  readonly place?: MappedText | undefined;
}

/** Longest text that expansion may add: variables that name each other twice double at every step. */
const MAX_EXPANSION = 256 * 1024;

/** Variables by name; later definitions have replaced earlier ones. */
export type Environment = ReadonlyMap<string, EnvValue>;

/**
 * The environment of a container from lists of `env` and `envFrom`, weakest first. ConfigMaps of the file are followed,
 * secrets and pod fields stay unknown. `$(NAME)` inside a value refers to variables defined before it.
 */
export function containerEnvironment(
  env: readonly (Cursor | undefined)[],
  envFrom: readonly (Cursor | undefined)[],
  configMaps: ConfigMaps,
): Environment {
  const variables = new Map<string, EnvValue>();
  for (const list of envFrom) for (const source of items(list)) addConfigMap(variables, source, configMaps);
  for (const list of env) for (const entry of items(list)) addVariable(variables, entry, configMaps);
  return variables;
}

function addConfigMap(variables: Map<string, EnvValue>, source: Cursor, configMaps: ConfigMaps): void {
  const name = stringAt(at(source, "configMapRef", "name"));
  const data = name === undefined ? undefined : configMaps.data(name);
  const prefix = stringAt(child(source, "prefix")) ?? "";
  for (const [key, value] of entries(data)) {
    const text = textAt(value);
    if (text) variables.set(prefix + key, { text: carriedBy(text, prefix + key), reason: undefined });
  }
}

function addVariable(variables: Map<string, EnvValue>, entry: Cursor, configMaps: ConfigMaps): void {
  const name = stringAt(child(entry, "name"));
  if (name === undefined) return;
  const value = textAt(child(entry, "value"));
  if (value) {
    variables.set(name, {
      text: carriedBy(expandKubernetes(value, variables).text, name),
      reason: undefined,
    });
    return;
  }
  const from = child(entry, "valueFrom");
  if (!from) {
    // `- name: X` without a value is the empty string.
    variables.set(name, { text: { text: "", pieces: [] }, reason: undefined });
    return;
  }
  const place = textAt(child(entry, "name"));
  const map = stringAt(at(from, "configMapKeyRef", "name"));
  const key = stringAt(at(from, "configMapKeyRef", "key"));
  if (map !== undefined && key !== undefined) {
    const text = textAt(child(configMaps.data(map), key));
    if (text) variables.set(name, { text: carriedBy(text, name), reason: undefined });
    else
      variables.set(name, {
        text: undefined,
        reason: `key ${key} of ConfigMap ${map} is not in this file`,
        place,
      });
    return;
  }
  variables.set(name, {
    text: undefined,
    reason: at(from, "secretKeyRef") ? "it comes from a secret" : "it is only known in the pod",
    place,
  });
}

/** Kubernetes' own expansion of `$(NAME)`; `$$(NAME)` stays. Names that are not defined stay as they are and are listed. */
export function expandKubernetes(
  text: MappedText,
  variables: Environment,
): { readonly text: MappedText; readonly missing: readonly string[] } {
  if (!text.text.includes("$(")) return { text, missing: [] };
  const parts: MappedText[] = [];
  let length = 0;
  const missing: string[] = [];
  let done = 0;
  for (const match of text.text.matchAll(/\$(\$?)\(([A-Za-z_][\w.-]{0,200})\)/g)) {
    const name = match[2] ?? "";
    const begin = match.index;
    if (match[1] === "$") {
      parts.push(slice(text, done, begin + 1));
      done = begin + 2;
      continue;
    }
    const value = variables.get(name);
    if (value?.text === undefined || length + value.text.text.length > MAX_EXPANSION) {
      missing.push(name);
      continue;
    }
    length += value.text.text.length;
    parts.push(slice(text, done, begin), value.text);
    done = begin + match[0].length;
  }
  if (done === 0) return { text, missing };
  parts.push(slice(text, done, text.text.length));
  return { text: concat(parts.filter((part) => part.text !== "")), missing };
}
