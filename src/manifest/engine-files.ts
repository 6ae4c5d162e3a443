import type { ManifestDeployment } from "./types.js";
import type { ComponentSource } from "./components.js";
import type { ConfigMaps } from "./command/config-maps.js";
import type { WrittenFile } from "./command/script.js";
import { carriedBy, type MappedText } from "./text/mapped-text.js";
import { at, child, type Cursor, items, stringAt, textAt } from "./yaml/cursor.js";

/** An engine file that was looked for. */
export interface FoundFile {
  readonly how: "config-map" | "here-doc" | "missing";
  readonly text: MappedText | undefined;
  readonly via: string | undefined;
  /** why there is no text */
  readonly reason: string;
}

/** What is mounted where in a container. */
export interface Mounts {
  readonly pod: Cursor | undefined;
  readonly container: Cursor | undefined;
  /** mounts written at service level (v1alpha1: volume claims) */
  readonly service: Cursor | undefined;
}

/** Paths of engine files of which nothing is known but the path. */
export function unseenFiles({ workers }: Pick<ManifestDeployment, "workers">): readonly string[] {
  const named = workers.flatMap(({ engineFiles }) => engineFiles);
  return named.filter(({ how }) => how === "missing" || how === "unresolved").map(({ path }) => path);
}

/**
 * Folders of a component's containers that hold what the manifest brings: ConfigMaps, and empty folders that its other
 * containers fill.
 */
export function foldersOfMaps({
  pod,
  main,
  others,
}: Pick<ComponentSource, "pod" | "main" | "others">): readonly string[] {
  const shared = items(child(pod, "initContainers")).flatMap((container) =>
    items(child(container, "volumeMounts")).map((mount) => stringAt(child(mount, "name"))),
  );
  const holdsMap = (volume: Cursor): boolean =>
    (child(volume, "emptyDir") !== undefined && shared.includes(stringAt(child(volume, "name")))) ||
    [volume, ...items(at(volume, "projected", "sources"))].some(
      (one) => child(one, "configMap") !== undefined,
    );
  const names = items(child(pod, "volumes"))
    .filter(holdsMap)
    .map((volume) => stringAt(child(volume, "name")));
  return [main, ...others]
    .flatMap((container) => items(child(container, "volumeMounts")))
    .filter((mount) => names.includes(stringAt(child(mount, "name"))))
    .map((mount) => clean(stringAt(child(mount, "mountPath")) ?? ""));
}

/** Finds the text of a file that a worker reads: written by its script, or mounted from a ConfigMap. */
export function findEngineFile(
  path: string,
  written: readonly WrittenFile[],
  mounts: Mounts,
  configMaps: ConfigMaps,
): FoundFile {
  const full = absolute(path, stringAt(child(mounts.container, "workingDir")));
  const made = [...written]
    .reverse()
    .find(
      (file) =>
        file.path === path || absolute(file.path, stringAt(child(mounts.container, "workingDir"))) === full,
    );
  const mount = mountOf(full, mounts);
  if (made !== undefined && mount !== undefined && isReadOnly(mount, mounts.pod))
    return missing(`${path} lies on a volume that a script cannot write to`);
  if (made !== undefined)
    return made.body === undefined
      ? missing(`the script may change ${path} after it was written`)
      : { how: "here-doc", text: made.body, via: "here-document", reason: "" };
  if (mount === undefined) return missing(`${path} is a file inside the image`);
  const { one, mountPath } = mount;
  const name = stringAt(child(one, "name")) ?? "";
  if (mount.isClaim) return missing(`${path} lies on the volume ${name}, not in this file`);
  if (child(one, "subPathExpr") !== undefined)
    return missing(`${path} lies in a part of the volume ${name} that only the pod knows`);
  const subPath = stringAt(child(one, "subPath"));
  const rest = full === mountPath ? "" : full.slice(mountPath.length + 1);
  const inside = subPath === undefined ? rest : rest === "" ? clean(subPath) : `${clean(subPath)}/${rest}`;
  return fromVolume(name, inside, path, mounts.pod, configMaps);
}

/** The mount that a path lies in, of the container's and the service's: of those within each other the innermost counts. */
function mountOf(
  full: string,
  { container, service }: Mounts,
): { readonly one: Cursor; readonly mountPath: string; readonly isClaim: boolean } | undefined {
  const written = (holder: Cursor | undefined, field: string, isClaim: boolean) =>
    items(child(holder, "volumeMounts")).map((one) => ({
      one,
      mountPath: clean(stringAt(child(one, field)) ?? ""),
      isClaim,
    }));
  return [...written(service, "mountPoint", true), ...written(container, "mountPath", false)]
    .filter(({ mountPath }) => mountPath !== "" && (full === mountPath || full.startsWith(`${mountPath}/`)))
    .sort((a, b) => b.mountPath.length - a.mountPath.length)[0];
}

/** Whether a mount holds what Kubernetes puts there: nothing in the container can write to it. */
function isReadOnly(
  { one, isClaim }: { readonly one: Cursor; readonly isClaim: boolean },
  pod: Cursor | undefined,
): boolean {
  const name = stringAt(child(one, "name"));
  const volume = items(child(pod, "volumes")).find((each) => stringAt(child(each, "name")) === name);
  return (
    !isClaim &&
    ["configMap", "secret", "projected", "downwardAPI"].some((kind) => child(volume, kind) !== undefined)
  );
}

function fromVolume(
  name: string,
  inside: string,
  path: string,
  pod: Cursor | undefined,
  configMaps: ConfigMaps,
): FoundFile {
  const volume = items(child(pod, "volumes")).find((one) => stringAt(child(one, "name")) === name);
  if (!volume) return missing(`${path} lies on the volume ${name}, which this pod does not define`);
  const projected = items(at(volume, "projected", "sources"));
  // a later source of a volume writes over what earlier ones hold
  for (const holder of projected.length > 0 ? [...projected].reverse() : [volume]) {
    const source = child(holder, "configMap");
    const map = stringAt(child(source, "name"));
    const listed = child(source ?? child(holder, "secret") ?? child(holder, "downwardAPI"), "items");
    const token = stringAt(at(holder, "serviceAccountToken", "path"));
    const key = token === undefined || clean(token) === inside ? keyOf(listed, inside) : undefined;
    if (key === undefined) continue;
    if (map === undefined) return missing(`${path} lies on the volume ${name}, not in this file`);
    const data = configMaps.data(map);
    if (!data) return missing(`${path} comes from the ConfigMap ${map}, which is not in this file`);
    const text = textAt(child(data, key));
    const via = `ConfigMap ${map}, ${key}`;
    if (text) return { how: "config-map", text: carriedBy(text, via), via, reason: "" };
    if (projected.length <= 1) return missing(`the ConfigMap ${map} has no key ${key}`);
  }
  return missing(`no source of the volume ${name} has ${inside}`);
}

/** Key of what stands at a path of its volume: the path itself where no items are listed. */
function keyOf(listed: Cursor | undefined, inside: string): string | undefined {
  if (listed === undefined || items(listed).length === 0) return inside;
  const item = items(listed).findLast((one) => clean(stringAt(child(one, "path")) ?? "") === inside);
  return stringAt(child(item, "key"));
}

function missing(reason: string): FoundFile {
  return { how: "missing", text: undefined, via: undefined, reason };
}

function absolute(path: string, workingDir: string | undefined): string {
  const relative = path.startsWith("./") ? path.slice(2) : path;
  return clean(
    path.startsWith("/") || workingDir === undefined ? relative : `${clean(workingDir)}/${relative}`,
  );
}

function clean(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return `${path.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}
