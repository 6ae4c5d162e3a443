import { unsureClaim } from "./device-claims.js";
import { fieldSetting, originOf, toInteger } from "./origin.js";
import type { ComponentSource } from "./components.js";
import { chipsWith, GPU_PRODUCTS, INSTANCE_TYPES } from "./gpu-names.js";
import type { GpuEvidence, Setting, Unsure } from "./types.js";
import { at, child, type Cursor, entries, items, stringAt, textAt } from "./yaml/cursor.js";

/** GPUs of one node of a worker: limits before requests, service level before container level; the others stay in step. */
export function gpusPerNode(
  component: ComponentSource,
  engine: Cursor | undefined,
): Setting<number> | undefined {
  const places = [
    ["resources.limits.gpu", at(component.cursor, "resources", "limits", "gpu")],
    ["resources.limits.nvidia.com/gpu", at(component.cursor, "resources", "limits", "nvidia.com/gpu")],
    [
      "resources.limits.custom.nvidia.com/gpu",
      at(component.cursor, "resources", "limits", "custom", "nvidia.com/gpu"),
    ],
    ["container resources.limits.nvidia.com/gpu", at(engine, "resources", "limits", "nvidia.com/gpu")],
    ["container resources.limits.gpu", at(engine, "resources", "limits", "gpu")],
    [
      "main resources.limits.nvidia.com/gpu",
      engine === component.main ? undefined : at(component.main, "resources", "limits", "nvidia.com/gpu"),
    ],
    ["resources.requests.gpu", at(component.cursor, "resources", "requests", "gpu")],
    ["resources.requests.nvidia.com/gpu", at(component.cursor, "resources", "requests", "nvidia.com/gpu")],
    ["container resources.requests.nvidia.com/gpu", at(engine, "resources", "requests", "nvidia.com/gpu")],
    ["container resources.requests.gpu", at(engine, "resources", "requests", "gpu")],
  ] as const;
  const found = places.flatMap(([name, cursor]) => fieldSetting(cursor, name, toInteger) ?? []);
  const [first, ...rest] = found;
  return first && { ...first, ...(rest.length > 0 && { overridden: rest }) };
}

/** A label that the nodes of a pod must have, or must not have. */
interface Label {
  readonly key: string;
  readonly value: Cursor;
  /** of a selector `In`; of a condition as it is written */
  readonly operator: string;
  /** its place in words */
  readonly name: string;
}

/** Labels that a pod demands of its nodes. */
function labelsOf({ pod }: ComponentSource): readonly Label[] {
  const required = at(
    pod,
    "affinity",
    "nodeAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
    "nodeSelectorTerms",
  );
  return [
    ...entries(child(pod, "nodeSelector")).map(([key, value]) => {
      return { key, value, operator: "In", name: `nodeSelector.${key}` };
    }),
    ...items(required).flatMap(conditionsOf),
  ];
}

/** Labels that a term of a node affinity speaks of, one for each value. */
function conditionsOf(term: Cursor | undefined): readonly Label[] {
  return items(child(term, "matchExpressions")).flatMap((expression) => {
    const operator = stringAt(child(expression, "operator")) ?? "In";
    const key = stringAt(child(expression, "key")) ?? "";
    return items(child(expression, "values")).map((value) => {
      return { key, value, operator, name: `nodeAffinity ${key}` };
    });
  });
}

/** What the file tells about the GPU type of a component, best evidence first. */
export function gpuEvidence(component: ComponentSource): readonly GpuEvidence[] {
  const found: GpuEvidence[] = [];
  for (const { key, value, operator, name } of labelsOf(component))
    if (operator === "In") addLabel(found, key, value, name);
  const preferred = at(
    component.pod,
    "affinity",
    "nodeAffinity",
    "preferredDuringSchedulingIgnoredDuringExecution",
  );
  for (const { value, operator } of items(preferred).flatMap((one) =>
    conditionsOf(child(one, "preference")),
  )) {
    const text = stringAt(value) ?? "";
    const system = systemOfProduct(text) ?? systemOfText(text);
    if (operator === "In" && system !== undefined)
      add(found, "node-label", value, "preferred nodeAffinity", system);
  }
  const gpuType =
    at(component.cursor, "resources", "limits", "gpuType") ??
    at(component.cursor, "resources", "requests", "gpuType");
  if (gpuType)
    add(found, "node-label", gpuType, "resources.limits.gpuType", systemOfText(stringAt(gpuType) ?? ""));
  return found.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** Labels whose values are GPUs, each of one type. */
const TYPES = /^(?:nvidia\.com\/gpu\.product|cloud\.google\.com\/gke-accelerator)$/;
/** Labels of what GPUs have in common, by which nodes are told apart as well. */
const PROPERTIES =
  /^(?:nvidia\.com\/gpu\.(?:memory|family|compute\.\w+)|karpenter\.k8s\.aws\/instance-gpu-memory)$/;
/** GPUs that the data do not have, or not by this name, as labels name them; and makers and families of which nobody has. */
const OTHER_GPU =
  /(?:^|[^a-z0-9])(?:t4g?|v100s?|p100|p40|p4|k80|m60|a2|a10g?|a16|a30|a40|l20|l40|l40g|h20|h800|a800|gh200|gb10|rtx|quadro|geforce|titan|(?:rtx[-_ ]?)?a?[4-6]000|mi\d{2,3}[a-z]?|gaudi\d?|radeon|instinct|inferentia\d?|trainium\d?|tpu[-\w]*)(?![0-9a-z])/i;
/** Labels of the machines of public clouds, and their names for them where these tell the GPU. */
const MACHINES =
  /^(?:(?:beta\.|node\.)?kubernetes\.io\/instance-type|karpenter\.k8s\.aws\/instance-family|cloud\.google\.com\/machine-family|oci\.oraclecloud\.com\/[\w.-]*shape)$/;
const MACHINE =
  /^(?:ml\.)?[a-z]{1,4}\d[a-z0-9-]*\.\w+$|^(?:[a-z]\d[a-z]?|ct\d\w*)-[a-z]+(?:-\d+[a-z]?)?$|^standard_|^(?:bm|vm)\.|^(?:g\d\w*|p\d\w*|a\d\w?|trn\d\w*|inf\d|ct\d\w*)$/i;
/** Labels of GPUs that are cut, or that several pods use at once. */
const SHARED =
  /^(?:nvidia\.com\/(?:mig\.(?:config|strategy)|gpu\.(?:replicas|sharing-strategy)|device-plugin\.config|vgpu\.[\w-]+)|cloud\.google\.com\/(?:gke-gpu-partition-size|gke-gpu-sharing-strategy|gke-max-shared-clients-per-gpu))$/;
const WHOLE = /^(?:all-disabled|none|single|default|false|no|0|1|)$/i;

/** What a component asks for that leaves open which GPU it gets, or names one that nobody knows. */
export function unsureGpus(component: ComponentSource): readonly Unsure[] {
  const labels = labelsOf(component);
  const evidence = gpuEvidence(component);
  const proven = new Set(evidence.flatMap(({ kind, system }) => (PROOFS.has(kind) && system) || []));
  const counted = gpusPerNode(component, component.main) !== undefined;
  const claims = items(child(component.pod, "resourceClaims")).flatMap((one) => unsureClaim(one, counted));
  const names = [...proven].join(" or ");
  return [
    ...labels.flatMap(({ key, value, operator }): readonly Unsure[] => {
      const text = stringAt(value) ?? "";
      const isCut = SHARED.test(key) && operator === "In" && !WHOLE.test(text);
      return isCut
        ? [{ name: `${key}: ${text}`, why: "is of GPUs that are cut or that others use as well" }]
        : [];
    }),
    ...(proven.size > 1 ? [{ name: names, why: "are GPUs of different types" }] : []),
    ...(proven.size > 0
      ? []
      : labels.flatMap(({ key, value, operator }): readonly Unsure[] => {
          const text = stringAt(value) ?? "";
          const label = { name: `${key}: ${text}` };
          if (SHARED.test(key)) return [];
          if (TYPES.test(key) && operator !== "In")
            return [{ ...label, why: `(${operator}) leaves open which GPU it runs on` }];
          if (PROPERTIES.test(key))
            return [
              { ...label, why: "leaves open which GPU it runs on", fits: chipsWith({ key, text, operator }) },
            ];
          const isMachine =
            MACHINES.test(key) && MACHINE.test(text) && systemOfText(text) === undefined && operator === "In";
          const isOther =
            OTHER_GPU.test(text) || (TYPES.test(key) && systemOfText(text) === undefined) || isMachine;
          return isOther ? [{ ...label, why: "is a GPU of which nothing was measured" }] : [];
        })),
    ...claims,
  ];
}

const PROOFS: ReadonlySet<GpuEvidence["kind"]> = new Set(["product", "instance-type"]);

const ORDER: readonly GpuEvidence["kind"][] = [
  "product",
  "instance-type",
  "accelerator",
  "node-label",
  "name",
  "arch",
];

function addLabel(found: GpuEvidence[], key: string, value: Cursor, name: string): void {
  const text = stringAt(value) ?? "";
  if (key === "nvidia.com/gpu.product") add(found, "product", value, name, systemOfProduct(text));
  else if (key === "karpenter.k8s.aws/instance-family" || key === "cloud.google.com/machine-family")
    add(found, "instance-type", value, name, systemOfInstance(`${text}.`));
  else if (/^oci\.oraclecloud\.com\/[\w.-]*shape$/.test(key))
    add(found, "instance-type", value, name, systemOfInstance(text));
  else if (key === "node.kubernetes.io/instance-type" || key === "beta.kubernetes.io/instance-type")
    add(found, "instance-type", value, name, systemOfInstance(text));
  else if (key === "cloud.google.com/gke-accelerator")
    add(found, "accelerator", value, name, systemOfText(text));
  else if (key === "kubernetes.io/arch") {
    if (text === "arm64") add(found, "arch", value, name, undefined);
  } else if (systemOfText(text) !== undefined) add(found, "node-label", value, name, systemOfText(text));
}

function add(
  found: GpuEvidence[],
  kind: GpuEvidence["kind"],
  cursor: Cursor,
  name: string,
  system: string | undefined,
): void {
  const text = textAt(cursor);
  if (!text || found.length >= 20) return;
  found.push({
    kind,
    value: text.text,
    origin: originOf(text, "field", name),
    ...(system !== undefined && { system }),
  });
}

/** System name of the performance data for a value of `nvidia.com/gpu.product`; a `-SHARED` ending is left out. */
export function systemOfProduct(product: string): string | undefined {
  const name = product.replace(/-(?:SHARED|MIG-[\w.]+)$/, "");
  return GPU_PRODUCTS.find(([pattern]) => pattern.test(name))?.[1];
}

/** System name for a cloud instance type. */
export function systemOfInstance(instance: string): string | undefined {
  return INSTANCE_TYPES.find(([pattern]) => pattern.test(instance))?.[1];
}

/** System named somewhere in a free text (a label, a name, a path): a hint, no evidence. */
export function systemOfText(text: string): string | undefined {
  const found =
    /(?:^|[^a-z0-9]|(?<![a-z0-9])\d{1,2}x)(gb300|gb200|gh200|b300|b200|h200|h100|a100|l40s|l4)(?=ib(?![0-9a-z])|[^0-9a-z]|$)/i.exec(
      text,
    )?.[1];
  return found === undefined ? undefined : HINTS[found.toLowerCase()];
}

const HINTS: Readonly<Record<string, string>> = {
  gb300: "gb300",
  gb200: "gb200",
  b300: "b300_sxm",
  b200: "b200_sxm",
  h200: "h200_sxm",
  h100: "h100_sxm",
  a100: "a100_sxm",
  l40s: "l40s",
  l4: "l4",
};
