import { isScalar } from "yaml";
import type { WrittenCommand, WrittenWords } from "./types.js";
import { child, type Cursor, entries, isListCursor, isMapCursor, items, stringAt } from "./yaml/cursor.js";

/** A slice of a GPU, or one that others use as well, also by the resources and annotations of programs that cut GPUs. */
const PART =
  /\bnvidia\.com\/(?:mig-[\w.-]+|gpu\.shared|gpu(?:cores|mem[\w-]*)|(?:no)?use-gpu\w+)|\bvolcano\.sh\/vgpu-[\w-]+|\baliyun\.com\/gpu-[\w-]+|\bkoordinator\.sh\/gpu-[\w-]+|\btencent\.com\/vcuda-[\w-]+|^gpu-(?:fraction|memory)$|\bNVIDIA-[\w-]{1,60}-(?:SHARED|MIG-[\w.]+)/gi;

/** Shares in percent or as a fraction (HAMi, Volcano, Koordinator, Run:ai), and those of them that are all of a GPU. */
const SHARE =
  /^(?:nvidia\.com\/gpu(?:cores|mem-percentage)|volcano\.sh\/vgpu-(?:cores|memory-percentage)|koordinator\.sh\/gpu-(?:core|memory-ratio)|gpu-fraction)$/;
const WHOLE = { percent: /^100$/, fraction: /^1(?:\.0+)?$/ } as const;

/** What a pod runs beside a container, by the fields that say it. */
const HOOKS: readonly string[] = ["lifecycle", "startupProbe", "livenessProbe", "readinessProbe"];

/** Accelerators of other makers, as resources that a pod asks for. */
const OTHERS =
  /^(?:amd\.com\/gpu|habana\.ai\/gaudi|google\.com\/tpu|aws\.amazon\.com\/neuron\w*|huawei\.com\/Ascend\w*)$/;
const PART_WORDS = "is a part of a GPU, of which nothing was measured";

/** Reads the words of a component: every map at any depth that has a command or arguments, and the parts of GPUs. */
export function writtenWords(component: Cursor): Omit<WrittenWords, "ownFolders"> {
  const commands: WrittenCommand[] = [];
  const parts = new Set<string>();
  const others = new Set<string>();
  const filledIn = new Set<string>();
  const named = new Set<string>();
  const later = new Set<string>();
  const look = (text: string): void => {
    for (const [part] of text.matchAll(PART)) parts.add(part);
  };
  const visit = (cursor: Cursor, isHook: boolean): void => {
    if (isListCursor(cursor)) for (const item of items(cursor)) visit(item, isHook);
    if (isScalar(cursor.node)) look(stringAt(cursor) ?? "");
    if (!isMapCursor(cursor)) return;
    const command = isHook ? undefined : commandOf(cursor);
    if (command !== undefined) commands.push(command);
    for (const [key, value] of entries(cursor)) {
      if (!isWholeShare(key, value)) look(key);
      if (OTHERS.test(key)) others.add(key);
      if (key === "gpuType" && isOther(value)) others.add(stringAt(value) ?? "");
      if (/^env/.test(key)) for (const name of filledInBy(value)) filledIn.add(name);
      if (/^envs?$/.test(key))
        for (const entry of items(value)) named.add(stringAt(child(entry, "name")) ?? "");
      if (key === "envFrom") for (const name of laterSources(value)) later.add(name);
      if (key === "envFromSecret") later.add(stringAt(value) ?? "");
      visit(value, isHook || HOOKS.includes(key));
    }
  };
  visit(component, false);
  return {
    commands,
    filledIn: [...filledIn],
    named: [...named],
    laterSources: [...later],
    unsure: [
      ...[...parts].map((name) => ({ name, why: PART_WORDS })),
      ...[...others].map((name) => ({ name, why: "is no GPU of NVIDIA" })),
    ],
  };
}

/** The resource that a count of GPUs is of, where it is of another maker. */
function isOther(gpuType: Cursor): boolean {
  return /^(?!nvidia\.com\/)[\w.-]+\/\S+$/.test(stringAt(gpuType) ?? "");
}

function isWholeShare(key: string, value: Cursor): boolean {
  const kind = key === "gpu-fraction" ? "fraction" : "percent";
  return SHARE.test(key) && isScalar(value.node) && WHOLE[kind].test(String(value.node.value));
}

function commandOf(container: Cursor): WrittenCommand | undefined {
  const [command, args] = [child(container, "command"), child(container, "args")];
  if (command === undefined && args === undefined) return undefined;
  const folder = stringAt(child(container, "workingDir"));
  return {
    ...(folder !== undefined && { folder }),
    words: [...stringsOf(command), ...stringsOf(args)],
    hooks: HOOKS.flatMap((key) => hooksIn(child(container, key))),
    podFacts: items(child(container, "env")).flatMap((entry) =>
      child(child(entry, "valueFrom"), "fieldRef") === undefined
        ? []
        : (stringAt(child(entry, "name")) ?? []),
    ),
  };
}

/** What the cluster fills in of a list of variables, or of the objects that whole sets of them come from. */
function filledInBy(listed: Cursor): readonly string[] {
  if (!isListCursor(listed)) return [`*${stringAt(listed) ?? ""}`];
  return items(listed).flatMap((entry) => {
    const from = child(entry, "valueFrom");
    const isFact = child(from, "fieldRef") !== undefined || child(from, "resourceFieldRef") !== undefined;
    if (from !== undefined) return isFact ? [] : (stringAt(child(entry, "name")) ?? []);
    return entries(entry).flatMap(([, object]) => {
      const name = stringAt(child(object, "name"));
      return name === undefined ? [] : [`*${name}`];
    });
  });
}

/**
 * Objects from which whole sets of variables come, behind one that says its own: of two that have one name the later counts, and
 * what is in it the manifest does not say.
 */
function laterSources(listed: Cursor): readonly string[] {
  const sources = items(listed).flatMap((entry) =>
    entries(entry).flatMap(([key, object]) => {
      const name = stringAt(child(object, "name"));
      return name === undefined ? [] : [{ name, isMap: key === "configMapRef" }];
    }),
  );
  const first = sources.findIndex(({ isMap }) => isMap);
  return first < 0 ? [] : sources.slice(first + 1).map(({ name }) => name);
}

function hooksIn(cursor: Cursor | undefined): readonly string[] {
  if (isListCursor(cursor)) return items(cursor).flatMap(hooksIn);
  if (!isMapCursor(cursor)) return [];
  return entries(cursor).flatMap(([key, value]) => (key === "command" ? stringsOf(value) : hooksIn(value)));
}

function stringsOf(cursor: Cursor | undefined): readonly string[] {
  if (cursor === undefined) return [];
  return (isListCursor(cursor) ? items(cursor) : [cursor]).flatMap((one) =>
    isScalar(one.node) && typeof one.node.value === "string" ? one.node.value : [],
  );
}
