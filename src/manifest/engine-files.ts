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
  if (made) return { how: "here-doc", text: made.body, via: "here-document", reason: "" };
  for (const mount of items(child(mounts.container, "volumeMounts"))) {
    const mountPath = clean(stringAt(child(mount, "mountPath")) ?? "");
    if (mountPath === "" || !(full === mountPath || full.startsWith(`${mountPath}/`))) continue;
    const name = stringAt(child(mount, "name")) ?? "";
    const subPath = stringAt(child(mount, "subPath"));
    const rest = full === mountPath ? "" : full.slice(mountPath.length + 1);
    const inside = subPath === undefined ? rest : rest === "" ? clean(subPath) : `${clean(subPath)}/${rest}`;
    return fromVolume(name, inside, path, mounts.pod, configMaps);
  }
  for (const mount of items(child(mounts.service, "volumeMounts"))) {
    const mountPoint = clean(stringAt(child(mount, "mountPoint")) ?? "");
    if (mountPoint !== "" && full.startsWith(`${mountPoint}/`))
      return missing(`${path} lies on the volume ${stringAt(child(mount, "name")) ?? ""}, not in this file`);
  }
  return missing(`${path} is a file inside the image`);
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
  const sources = [
    child(volume, "configMap"),
    ...items(at(volume, "projected", "sources")).map((source) => child(source, "configMap")),
  ];
  let reason = `${path} lies on the volume ${name}, not in this file`;
  for (const source of sources) {
    const map = stringAt(child(source, "name"));
    if (map === undefined) continue;
    const key = keyOf(source, inside);
    const data = configMaps.data(map);
    if (!data) {
      reason = `${path} comes from the ConfigMap ${map}, which is not in this file`;
      continue;
    }
    const text = key === undefined ? undefined : textAt(child(data, key));
    if (text && key !== undefined)
      return {
        how: "config-map",
        text: carriedBy(text, `ConfigMap ${map}, ${key}`),
        via: `ConfigMap ${map}, ${key}`,
        reason: "",
      };
    reason = `the ConfigMap ${map} has no key ${key ?? inside}`;
  }
  return missing(reason);
}

/** Key of a ConfigMap that stands at a path of its volume. */
function keyOf(source: Cursor | undefined, inside: string): string | undefined {
  const listed = items(child(source, "items"));
  if (listed.length === 0) return inside;
  const item = listed.find((one) => clean(stringAt(child(one, "path")) ?? "") === inside);
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
