import type { EngineSettingKey } from "../flags/spec.js";
import type { FileText } from "../text/file-text.js";
import type { ManifestWorker, Setting } from "../types.js";
import type { EditList } from "./edit-list.js";
import { insertFlags, newFlag, removeFlag } from "./flags.js";
import type { Wish } from "./places.js";
import { encode } from "./quote.js";

/** What editing one worker needs. */
export interface EditContext {
  readonly source: FileText;
  readonly worker: ManifestWorker;
  readonly list: EditList;
  /** values to be written, resolved together with those of the other workers */
  readonly wishes: Wish[];
  /** flags to add, collected so that they are added together */
  readonly added: string[];
}

/**
 * Writes a value where it was read, and in every other place that states it, so that flag and engine file stay in step.
 * False when a place cannot be edited.
 */
export function writeSetting(
  context: EditContext,
  setting: Setting<unknown>,
  value: string,
  what: string,
): boolean {
  const { source } = context;
  if (!writePlace(context, setting, value, what)) return false;
  for (const other of setting.overridden ?? []) {
    // A losing place outside this file, or one that cannot be edited, changes nothing.
    if (other.origin.file === source.file && other.origin.range && other.text !== value)
      writePlace(context, other, value, what);
  }
  return true;
}

function writePlace(
  { source, worker, wishes }: EditContext,
  setting: Setting<unknown>,
  value: string,
  what: string,
): boolean {
  const { origin } = setting;
  if (origin.file !== source.file || !origin.range) return false;
  const text = encode(value, origin.layers);
  if (text === undefined) return false;
  wishes.push({ component: worker.component, origin, text, what });
  return true;
}

/** Sets a number: in place, or as a new flag. */
export function setNumber(
  context: EditContext,
  key: EngineSettingKey,
  setting: Setting<number> | undefined,
  value: number | undefined,
  what: string,
): string | undefined {
  if (value === undefined || setting?.value === value) {
    // The winning place may be right while a losing one is not; that is not this edit's business.
    return undefined;
  }
  if (setting)
    return writeSetting(context, setting, String(value), what)
      ? undefined
      : `${what} cannot be edited where it stands (line ${setting.origin.position.line})`;
  const flag = newFlag(context.worker.backend, key);
  if (flag === undefined) return `${what} has no flag in this engine`;
  context.added.push(flag, String(value));
  return undefined;
}

/** Sets a switch: the text of a written value, a flag added or taken away. */
export function setSwitch(
  context: EditContext,
  key: EngineSettingKey,
  setting: Setting<boolean> | undefined,
  value: boolean | undefined,
  what: string,
): string | undefined {
  if (value === undefined || setting?.value === value) return undefined;
  if (setting?.origin.range) {
    const spelled = spelledLike(setting.text, value !== setting.value);
    return writeSetting(context, setting, spelled, what)
      ? undefined
      : `${what} cannot be edited where it stands (line ${setting.origin.position.line})`;
  }
  if (setting) {
    if (setting.origin.how !== "flag")
      return `${what} cannot be edited where it stands (line ${setting.origin.position.line})`;
    return removeFlag(context.source.text, context.worker, key, context.list, what)
      ? undefined
      : `${what} cannot be taken out of the command`;
  }
  const flag = newFlag(context.worker.backend, key);
  if (flag === undefined || !value) return value ? `${what} has no flag in this engine` : undefined;
  context.added.push(flag);
  return undefined;
}

/** The other boolean, in the spelling of the file; a negating switch (`disable-x: true`) is turned over too. */
function spelledLike(text: string, flip: boolean): string {
  const trimmed = text.trim();
  const isTrue = /^(?:true|1)$/i.test(trimmed);
  const next = flip ? !isTrue : isTrue;
  if (trimmed === "1" || trimmed === "0") return next ? "1" : "0";
  if (/^[TF]/.test(trimmed)) return next ? "True" : "False";
  return next ? "true" : "false";
}

/** Adds the collected flags. */
export function flushFlags(context: EditContext): string | undefined {
  if (context.added.length === 0) return undefined;
  const { command } = context.worker;
  const done =
    command && insertFlags(context.source.text, command, context.added, context.list, "the command");
  return done
    ? undefined
    : `${context.added.filter((word) => word.startsWith("--")).join(", ")} cannot be added to the command of ${context.worker.component}`;
}
