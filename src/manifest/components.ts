import { type FindingList, reportAt } from "./rules.js";
import {
  at,
  child,
  type Cursor,
  entries,
  isListCursor,
  isMapCursor,
  items,
  offsetOf,
  stringAt,
} from "./yaml/cursor.js";

/** A component of a deployment with the two API versions' places made one. */
export interface ComponentSource {
  readonly name: string;
  readonly cursor: Cursor;
  /** offset of the component in the file */
  readonly offset: number;
  readonly shape: "services" | "components";
  readonly type: string | undefined;
  readonly subType: string | undefined;
  readonly typeCursor: Cursor | undefined;
  readonly pod: Cursor | undefined;
  readonly main: Cursor | undefined;
  /** containers that may run the engine instead of `main`, in this order */
  readonly others: readonly Cursor[];
  /** lists of variables, weakest first */
  readonly env: readonly (Cursor | undefined)[];
  readonly envFrom: readonly (Cursor | undefined)[];
  /** path of the component for messages, e.g. `spec.services.Worker` */
  readonly path: string;
}

/** Components of a deployment in file order, whichever of the two shapes the document has. */
export function componentsOf(
  root: Cursor,
  apiVersion: string,
  findings: FindingList,
): readonly ComponentSource[] {
  const spec = child(root, "spec");
  const services = child(spec, "services");
  const list = child(spec, "components");
  const found: ComponentSource[] = [];
  if (isMapCursor(services))
    for (const [name, cursor] of entries(services))
      if (isMapCursor(cursor)) found.push(fromService(name, cursor, spec));
  if (isListCursor(list)) items(list).forEach((cursor, i) => found.push(fromComponent(cursor, i, spec)));
  const wrong = apiVersion.endsWith("/v1beta1")
    ? services
    : apiVersion.endsWith("/v1alpha1")
      ? list
      : undefined;
  if (wrong && found.length > 0) {
    const [have, want] =
      wrong === services
        ? ["spec.services (v1alpha1)", "spec.components"]
        : ["spec.components (v1beta1)", "spec.services"];
    const start = offsetOf(wrong);
    reportAt(
      findings,
      "version-shape-mismatch",
      start,
      start + 8,
      `${apiVersion} has ${want}, but this document uses ${have}. A strict cluster refuses it.`,
    );
  }
  return found;
}

function fromService(name: string, cursor: Cursor, spec: Cursor | undefined): ComponentSource {
  const pod = child(cursor, "extraPodSpec");
  const main = child(pod, "mainContainer");
  return {
    name,
    cursor,
    offset: offsetOf(cursor),
    shape: "services",
    type: stringAt(child(cursor, "componentType")),
    subType: stringAt(child(cursor, "subComponentType")),
    typeCursor: child(cursor, "subComponentType") ?? child(cursor, "componentType"),
    pod,
    main,
    others: [...items(child(pod, "containers")), ...sidecars(pod)],
    env: [child(spec, "envs"), child(cursor, "envs"), child(main, "env")],
    envFrom: [child(main, "envFrom")],
    path: `spec.services.${name}`,
  };
}

function fromComponent(cursor: Cursor, index: number, spec: Cursor | undefined): ComponentSource {
  const pod = at(cursor, "podTemplate", "spec");
  const containers = items(child(pod, "containers"));
  const main = containers.find((container) => stringAt(child(container, "name")) === "main") ?? containers[0];
  const name = stringAt(child(cursor, "name")) ?? `components[${index}]`;
  return {
    name,
    cursor,
    offset: offsetOf(cursor),
    shape: "components",
    type: stringAt(child(cursor, "type")) ?? stringAt(child(cursor, "componentType")),
    subType: stringAt(child(cursor, "subComponentType")),
    typeCursor: child(cursor, "type"),
    pod,
    main,
    others: [...containers.filter((container) => container !== main), ...sidecars(pod)],
    env: [child(spec, "env"), child(spec, "envs"), child(cursor, "env"), child(main, "env")],
    envFrom: [child(main, "envFrom")],
    path: `spec.components[${name}]`,
  };
}

/** Native sidecars: init containers that keep running. */
function sidecars(pod: Cursor | undefined): readonly Cursor[] {
  return items(child(pod, "initContainers")).filter(
    (container) => stringAt(child(container, "restartPolicy")) === "Always",
  );
}
