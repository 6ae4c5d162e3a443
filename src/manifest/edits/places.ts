import type { FileText } from "../text/file-text.js";
import type { ManifestDeployment, ManifestWorker, Origin, Setting } from "../types.js";
import { addCopy, type AliasCopies, flushCopies } from "./aliases.js";
import { addEdit, type EditList } from "./edit-list.js";

/** A place of the file that should get a new text, as one worker wants it. */
export interface Wish {
  readonly component: string;
  readonly origin: Origin;
  /** spelled for its quoting */
  readonly text: string;
  readonly what: string;
}

/**
 * Turns wishes into edits. A place that several workers read (through an alias) is edited once when all want the same; else
 * the readers that want something different get a copy in place of their alias. Two wishes of one worker for one place conflict.
 */
export function resolveWishes(
  source: FileText,
  manifest: ManifestDeployment,
  wishes: readonly Wish[],
  list: EditList,
): void {
  const readers = readersByPlace(manifest);
  const copies: AliasCopies = new Map();
  const places = new Map<string, Wish[]>();
  for (const wish of wishes) {
    const { range } = wish.origin;
    if (!range) continue;
    const key = `${range.start}-${range.end}`;
    places.set(key, [...(places.get(key) ?? []), wish]);
  }
  for (const [key, wanted] of places) {
    const range = wanted[0]?.origin.range;
    if (!range) continue;
    const old = source.text.slice(range.start, range.end);
    const wantedBy = new Map<string, string>();
    for (const { component, text, what } of wanted) {
      const before = wantedBy.get(component);
      if (before !== undefined && before !== text)
        list.conflicts.push(`${what} of ${component} shares its value with another setting`);
      wantedBy.set(component, text);
    }
    const all = new Map<string, Origin>();
    for (const { component, origin } of [...(readers.get(key) ?? []), ...wanted]) all.set(component, origin);
    const owner = [...all].find(([, origin]) => !origin.aliased) ?? [...all][0];
    const ownText = owner ? (wantedBy.get(owner[0]) ?? old) : old;
    const what = wanted[0]?.what ?? "a value";
    const settings = readers.get(key)?.filter(({ component }) => wantedBy.has(component)) ?? [];
    // A variable that also feeds a setting which should stay as it is.
    if (
      new Set(settings.map(({ name }) => name)).size > new Set(wanted.map((wish) => wish.origin.name)).size &&
      wanted.some((wish) => wish.origin.how === "env")
    )
      list.conflicts.push(`${what} comes from a variable that other settings use`);
    if (ownText !== old) addEdit(list, range, ownText, what);
    for (const [component, origin] of all) {
      const text = wantedBy.get(component) ?? old;
      if (text === ownText) continue;
      if (!origin.alias || origin === owner?.[1])
        list.conflicts.push(`${what} stands at one place for several workers (line ${origin.position.line})`);
      else addCopy(copies, origin.alias, { range, text });
    }
  }
  flushCopies(source, copies, list);
}

interface Reader {
  readonly component: string;
  readonly name: string;
  readonly origin: Origin;
}

function readersByPlace(manifest: ManifestDeployment): ReadonlyMap<string, readonly Reader[]> {
  const found = new Map<string, Reader[]>();
  for (const worker of manifest.workers) {
    for (const setting of allSettings(worker)) {
      const { range, name } = setting.origin;
      if (!range || setting.origin.file !== manifest.file) continue;
      const key = `${range.start}-${range.end}`;
      found.set(key, [
        ...(found.get(key) ?? []),
        { component: worker.component, name, origin: setting.origin },
      ]);
    }
  }
  return found;
}

/** Every setting of a worker with its losing places. */
export function allSettings(worker: ManifestWorker): readonly Setting<unknown>[] {
  const { speculative, ...plain } = worker.settings;
  const settings: readonly (Setting<unknown> | undefined)[] = [
    worker.replicas,
    worker.nodes,
    worker.gpusPerNode,
    ...Object.values(plain),
    ...Object.values(speculative ?? {}),
  ];
  return settings.flatMap((setting) => (setting ? [setting, ...(setting.overridden ?? [])] : []));
}
