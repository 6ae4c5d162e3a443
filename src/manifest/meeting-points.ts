import type { ComponentReading } from "./component-reading.js";
import type { Unsure } from "./types.js";
import { child, textAt } from "./yaml/cursor.js";

/** What a component says by a flag, a variable or a field. */
export interface Said {
  /** the flag, variable or field that says it */
  readonly name: string;
  readonly value: string;
}
/** `unknown`: something else fills it in. */
type Word = Said | "unknown" | undefined;

/** A thing on which a frontend and its workers must agree; one that says nothing has the operator's own, as a rule a `usual` one. */
interface Point {
  readonly flags: readonly string[];
  readonly variables: readonly string[];
  readonly usual: readonly string[];
  /** an address of the cluster's own: where one of them says nothing the operator says it, and both may mean the same */
  readonly address?: boolean;
}

const POINTS: readonly Point[] = [
  {
    flags: ["--discovery-backend"],
    variables: ["DYN_DISCOVERY_BACKEND"],
    usual: ["kubernetes", "etcd"],
  },
  { flags: ["--request-plane"], variables: ["DYN_REQUEST_PLANE"], usual: ["tcp", "nats"] },
  { flags: [], variables: ["ETCD_ENDPOINTS"], usual: [], address: true },
  { flags: [], variables: ["NATS_SERVER"], usual: [], address: true },
];
/** Where a worker registers, or a frontend looks for those that did. */
const NAMESPACE: Point = {
  flags: ["--namespace-prefix", "--namespace", "--endpoint"],
  variables: ["DYN_NAMESPACE_PREFIX", "DYN_NAMESPACE", "DYN_ENDPOINT"],
  usual: [],
};
const GLOBAL = "globalDynamoNamespace";
const ROUTER: Point = { flags: ["--router-mode"], variables: ["DYN_ROUTER_MODE"], usual: [] };
/** With these a frontend says something and ends, or talks to a terminal. */
const ENDS = /^(?:-h|--help|--version|-V|-i|--interactive)$/;

/**
 * Why no request comes from the frontends of a deployment to one of its workers; a phrase that follows the name. One that
 * does is enough; a deployment without one may be served by another's. `deployment`: its name, with which the namespace of the operator's choice ends.
 */
export function outOfSight(
  worker: ComponentReading,
  all: readonly ComponentReading[],
  deployment: string,
): readonly Unsure[] {
  const fronts = all.filter(({ isEngine, component: { type } }) => !isEngine && type === "frontend");
  const reasons = fronts.map((front) => apart(worker, front, all, deployment));
  const [first] = reasons;
  return first === undefined || reasons.includes(undefined) ? [] : [first];
}

/** Addresses that only one of a worker and a frontend of its deployment says: that both mean the same is written nowhere. */
export function addressesAlone(worker: ComponentReading, all: readonly ComponentReading[]): readonly Said[] {
  const fronts = all.filter(({ isEngine, component: { type } }) => !isEngine && type === "frontend");
  return POINTS.filter(({ address }) => address).flatMap((point) =>
    fronts.flatMap((front) => {
      const words = [saidOf(worker, point), saidOf(front, point)];
      const [said] = words.filter((word) => word !== undefined && word !== "unknown");
      return words.includes(undefined) && said !== undefined ? [said] : [];
    }),
  );
}

function apart(
  worker: ComponentReading,
  front: ComponentReading,
  all: readonly ComponentReading[],
  deployment: string,
): Unsure | undefined {
  const where = `puts ${worker.component.name} where its frontend does not look`;
  const program = worker.command.program;
  if (program?.kind === "engine" && worker.sidecar === undefined && !program.name.startsWith("dynamo."))
    return { name: program.name, why: "registers with no frontend of Dynamo" };
  const end = front.command.args.find(({ text }) => ENDS.test(text.text));
  if (end !== undefined) return { name: end.text.text, why: "ends its frontend, or has it answer nobody" };
  const mode = saidOf(front, ROUTER);
  const chooses = all.some(({ component: { type } }) => type === "epp");
  if (mode !== undefined && mode !== "unknown" && /^direct$/i.test(mode.value) && !chooses)
    return {
      name: `${mode.name} ${mode.value}`,
      why: "leaves the choice of a worker to one that is not here",
    };
  const [own, looked] = [namespaceOf(worker), namespaceOf(front)];
  if (own !== "unknown" && looked !== "unknown" && !seesNamespace(looked, own, deployment))
    return { name: nameOf(own ?? looked), why: where };
  for (const point of POINTS) {
    const [one, other] = [saidOf(worker, point), saidOf(front, point)];
    if (one === "unknown" || other === "unknown") continue;
    if (point.address === true && (one === undefined || other === undefined)) continue;
    const odd = [one, other].find((each) => each !== undefined && !point.usual.includes(each.value));
    // what is kept in memory no other pod sees
    const alone = odd?.value === "mem" && point === POINTS[0];
    const differ = one === undefined || other === undefined ? odd !== undefined : one.value !== other.value;
    if (alone || differ) return { name: nameOf(odd ?? one), why: where };
  }
  return undefined;
}

function nameOf(said: Said | undefined): string {
  return said === undefined ? "" : `${said.name} ${said.value}`;
}

/** What a component says of a point: flags before variables. */
function saidOf({ command, environment }: ComponentReading, { flags, variables }: Point): Word {
  const words = command.args.map(({ text }) => text.text);
  for (const flag of flags) {
    const at = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
    if (at < 0) continue;
    const value = words[at] === flag ? words[at + 1] : words[at]?.slice(flag.length + 1);
    return command.args[at]?.unresolved === true || value === undefined ? "unknown" : settled(flag, value);
  }
  for (const name of variables) {
    const text = command.assigned.get(name)?.text ?? environment.get(name)?.text?.text;
    if (text === undefined && environment.has(name)) return "unknown";
    if (text !== undefined && text.trim() !== "") return settled(name, text);
  }
  return undefined;
}

function settled(name: string, text: string): Word {
  return /\$[({\w]/.test(text) ? "unknown" : { name, value: text.trim() };
}

function namespaceOf(reading: ComponentReading): Word {
  const said = saidOf(reading, NAMESPACE);
  if (said === "unknown") return said;
  if (said !== undefined) {
    if (!/endpoint/i.test(said.name)) return said;
    // an endpoint is `dyn://namespace.component.endpoint`
    const value = /^(?:dyn:\/\/)?([^.]+)\.[^.]+\.[^.]+$/.exec(said.value)?.[1];
    return value === undefined ? undefined : { ...said, value };
  }
  const global = textAt(child(reading.component.cursor, GLOBAL))?.text.trim();
  return global === "true" ? { name: GLOBAL, value: "true" } : undefined;
}

/** Whether a frontend finds the workers of a namespace. */
function seesNamespace(front: Said | undefined, worker: Said | undefined, deployment: string): boolean {
  // the global one is looked at as a whole
  if (front?.name === GLOBAL) return true;
  const isOwn = (one: Said | undefined): boolean =>
    one === undefined || (one.name !== GLOBAL && `-${one.value}`.endsWith(`-${deployment}`));
  if (isOwn(front) && isOwn(worker)) return true;
  return front !== undefined && worker?.value.startsWith(front.value) === true;
}
