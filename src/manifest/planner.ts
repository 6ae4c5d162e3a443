import { parseNested } from "./documents.js";
import { findEngineFile } from "./engine-files.js";
import { originOf } from "./origin.js";
import { type FieldReading, isOpen, MILLISECONDS, readField, TEXT, TOKENS, unreadValue } from "./readings.js";
import { otherKind } from "./roles.js";
import { positionAt } from "./text/file-text.js";
import { type MappedText, slice } from "./text/mapped-text.js";
import type { Setting, WorkloadFacts, WorkloadSource } from "./types.js";
import { type FindingList, reportOn } from "./rules.js";
import type { ComponentReading, ReadState } from "./component-reading.js";
import { child, type Cursor } from "./yaml/cursor.js";

type Plan = Pick<WorkloadFacts, "isl" | "osl" | "ttftMs" | "tpotMs" | "model" | "backend">;

/** Older planners took flags without a unit; newer ones JSON with `_ms`. */
const KEYS: readonly (readonly [string, keyof Plan])[] = [
  ["isl", "isl"],
  ["osl", "osl"],
  ["ttft", "ttftMs"],
  ["ttft_ms", "ttftMs"],
  ["itl", "tpotMs"],
  ["itl_ms", "tpotMs"],
  ["model_name", "model"],
];

/** Load and limits of the planner inside a deployment, from its flags or its `--config` (JSON, or a mounted file). */
export function plannerSource(
  readings: readonly ComponentReading[],
  deployment: string,
  { configMaps, budget, findings }: ReadState,
): WorkloadSource | undefined {
  const { source } = findings;
  const reading = readings.find(
    ({ component, command }) =>
      otherKind(component.type, command.program?.name) === "planner" && command.args.length > 0,
  );
  if (!reading) return undefined;
  const { args, files } = reading.command;
  const plan: Record<string, Setting<unknown>> = {};
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    const match = /^--([A-Za-z][\w-]*)(=)?/.exec(argument?.text.text ?? "");
    if (!argument || !match || argument.unresolved) continue;
    const name = (match[1] ?? "").replaceAll("-", "_");
    const value: MappedText | undefined = match[2]
      ? slice(argument.text, match[0].length, argument.text.text.length)
      : args[i + 1]?.text;
    if (!value) continue;
    if (name === "config") {
      const inline = value.text.trimStart().startsWith("{");
      const mounts = {
        pod: reading.component.pod,
        container: reading.container,
        service: reading.component.cursor,
      };
      const text = inline ? value : findEngineFile(value.text, files, mounts, configMaps).text;
      if (text) Object.assign(plan, planOf(parseNested(text, budget).root, "--config", findings));
      continue;
    }
    const key = KEYS.find(([flag]) => flag === name)?.[1];
    if (key === undefined || isOpen(value.text)) continue;
    const written = match[0].replace("=", "");
    const { convert, allowed } = readingOf(key);
    const converted = convert(value.text.trim());
    if (converted === undefined)
      reportOn(findings, "field-value-invalid", value, unreadValue(written, allowed, value.text));
    else plan[key] = { value: converted, text: value.text, origin: originOf(value, "flag", written) };
  }
  if (Object.keys(plan).length === 0) return undefined;
  const { component } = reading;
  return {
    kind: "planner",
    name: component.name,
    file: source.file,
    position: positionAt(source, component.offset),
    deployment,
    ...(plan as Plan),
  };
}

/** The planner's own keys in a map. */
export function planOf(config: Cursor | undefined, path: string, findings: FindingList): Plan {
  const plan: Record<string, Setting<unknown>> = {};
  for (const [name, key] of KEYS) {
    const how = path.startsWith("--") ? "inline-json" : "field";
    const setting = readField(child(config, name), `${path}.${name}`, readingOf(key), { findings, how });
    if (setting) plan[key] = setting;
  }
  return plan;
}

function readingOf(key: keyof Plan): FieldReading<string | number> {
  if (key === "model" || key === "backend")
    return { ...TEXT, convert: (text) => (text.includes("$") ? undefined : TEXT.convert(text)) };
  return key === "isl" || key === "osl" ? TOKENS : MILLISECONDS;
}
