import type { ComponentReading } from "./component-reading.js";
import { child, textAt } from "./yaml/cursor.js";

/** Where a component registers, or looks for those that did, as it says itself. */
export interface Namespace {
  /** the flag, variable or field that says it */
  readonly name: string;
  readonly value: string;
}

const FLAGS: readonly string[] = ["--namespace-prefix", "--namespace", "--endpoint"];
const VARIABLES: readonly string[] = ["DYN_NAMESPACE_PREFIX", "DYN_NAMESPACE", "DYN_ENDPOINT"];
const GLOBAL = "globalDynamoNamespace";

/** The namespace that a component says; undefined for the operator's own, `unknown` where something else fills it in. */
export function namespaceOf({
  component,
  command,
  environment,
}: ComponentReading): Namespace | "unknown" | undefined {
  const words = command.args.map(({ text }) => text.text);
  for (const flag of FLAGS) {
    const at = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
    if (at < 0) continue;
    const written = words[at] === flag ? words[at + 1] : words[at]?.slice(flag.length + 1);
    if (command.args[at]?.unresolved === true || written === undefined) return "unknown";
    return named(flag, written);
  }
  for (const name of VARIABLES) {
    const text = command.assigned.get(name)?.text ?? environment.get(name)?.text?.text;
    if (text === undefined && environment.has(name)) return "unknown";
    if (text !== undefined && text.trim() !== "") return named(name, text);
  }
  const global = textAt(child(component.cursor, GLOBAL))?.text.trim();
  return global === "true" ? { name: GLOBAL, value: "true" } : undefined;
}

/** An endpoint is `dyn://namespace.component.endpoint`; only the first part of it is looked for. */
function named(name: string, text: string): Namespace | "unknown" | undefined {
  if (/\$[({\w]/.test(text)) return "unknown";
  const isEndpoint = /endpoint/i.test(name);
  const value = isEndpoint ? /^(?:dyn:\/\/)?([^.]+)\.[^.]+\.[^.]+$/.exec(text.trim())?.[1] : text.trim();
  return value === undefined ? undefined : { name, value };
}

/** Whether a frontend finds the workers of a namespace; `deployment`: the name that the operator's own ends with. */
export function seesNamespace(
  front: Namespace | "unknown" | undefined,
  worker: Namespace | undefined,
  deployment: string,
): boolean {
  // the global one is looked at as a whole
  if (front === "unknown" || front?.name === GLOBAL) return true;
  const isOwn = (one: Namespace | undefined): boolean =>
    one === undefined || (one.name !== GLOBAL && `-${one.value}`.endsWith(`-${deployment}`));
  if (isOwn(front) && isOwn(worker)) return true;
  return front !== undefined && worker?.value.startsWith(front.value) === true;
}
