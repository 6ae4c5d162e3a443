import type { Backend, QuantModes, ServingMode } from "../../domain/deployment.js";

/** Words of a checkpoint's name that change neither shapes nor layers: formats, tuning, releases. */
const RELEASE_WORDS = [
  "-instruct",
  "-fp8",
  "-nvfp4",
  "-fp4",
  "-bf16",
  "-dynamic",
  "-block",
  "-0528",
  "-0324",
  "-2507",
  "-chat",
  "-thinking",
];

/** The bare name of a checkpoint in lower case, without its owner and without formats, tuning and release words. */
export function modelStem(model: string): string {
  let name = model
    .slice(model.lastIndexOf("/") + 1)
    .toLowerCase()
    .replaceAll("_", "-");
  for (const word of RELEASE_WORDS) name = name.replace(word, "");
  return name.replace(/^meta-/, "");
}

/** The family a checkpoint belongs to: its {@link modelStem}, and `deepseek-r1` is `deepseek-v3`. */
export function modelGroup(model: string): string {
  const name = modelStem(model);
  return /^deepseek-(r1|v3|v3\.1)$/.test(name) ? "deepseek-v3" : name;
}

/** Number format of the bulk of the weights (experts where they are narrower): fp4, int4, fp8 or bf16. */
export function precisionGroup(quant: QuantModes): string {
  const modes = `${quant.gemm} ${quant.moe}`;
  if (modes.includes("fp4")) return "fp4";
  if (modes.includes("int4")) return "int4";
  return modes.includes("fp8") ? "fp8" : "bf16";
}

/** What groups a load belongs to. */
export interface GroupNames {
  readonly backend: Backend;
  readonly mode: ServingMode;
  readonly system: string;
  readonly model: string;
  readonly precision: string;
  /** the measured system whose operator times are scaled: its chip design counts */
  readonly scaledFrom?: string | undefined;
}

/** Systems of one chip design: they share corrections, so that the order that hardware gives them stays. */
const DESIGNS: readonly (readonly [RegExp, string])[] = [
  [/^(h100|h200|gh200)/, "hopper"],
  [/^(b200|b300|gb200|gb300)/, "blackwell"],
];

/** The chip design of a system; its own name where no other shares it. */
export function designOf(system: string): string {
  return DESIGNS.find(([pattern]) => pattern.test(system))?.[1] ?? system;
}

/** Systems that differ in memory alone and not in the die. */
const SAME_DIE: readonly RegExp[] = [/^(h100|gh200|h200)/];

/** The die that a system shares with others; undefined where it is alone. */
export function dieOf(system: string): number | undefined {
  const die = SAME_DIE.findIndex((pattern) => pattern.test(system));
  return die < 0 ? undefined : die;
}

/** Levels that corrections are shared at, widest first. */
export const LEVELS = [
  "backend",
  "design",
  "model",
  "backend-model",
  "precision",
  "design-group",
  "group",
] as const;
export type Level = (typeof LEVELS)[number];

/** Keys of a load at {@link LEVELS}; the last is the group of `familiarity` "group". */
export function groupKeys(names: GroupNames): readonly string[] {
  const { backend, mode, system, model, precision, scaledFrom = system } = names;
  const design = designOf(scaledFrom);
  return [
    `backend:${backend}/${mode}`,
    `design:${backend}/${mode}/${design}`,
    `model:${model}`,
    `backend-model:${backend}/${model}`,
    `precision:${backend}/${model}/${precision}`,
    `design-group:${backend}/${mode}/${design}/${model}/${precision}`,
    `group:${backend}/${mode}/${system}/${model}/${precision}`,
  ];
}

/** The key of a load's own group. */
export function ownGroup(keys: readonly string[]): string {
  return keys[LEVELS.indexOf("group")]!;
}

/** The names in the key of a group. */
export function namesOf(groupKey: string): GroupNames {
  const [backend, mode, system, model, precision] = groupKey.slice("group:".length).split("/");
  return { backend, mode, system, model, precision } as GroupNames;
}
