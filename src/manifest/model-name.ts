import type { Setting } from "./types.js";

/** True for a path on a disk, a URL of storage, or a variable: not a model id. */
export function isLocalPath(model: string): boolean {
  return /^(?:[./~]|[a-z][a-z0-9]*:\/\/)/.test(model);
}

/** Identity of a model: the flag's id; for a local path the served name, else the id in a Hugging Face cache path, else the path. */
export function modelIdentity(
  model: Setting<string> | undefined,
  served: Setting<string> | undefined,
): Setting<string> | undefined {
  if (!model) return undefined;
  if (!isLocalPath(model.value)) return model;
  if (served && !isLocalPath(served.value)) return served;
  const folder = model.value.split("/").find((part) => part.startsWith("models--"));
  const [, organisation, ...name] = folder?.split("--") ?? [];
  return organisation && name.length > 0 ? { ...model, value: `${organisation}/${name.join("--")}` } : model;
}
