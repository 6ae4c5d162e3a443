import { settle, type ResolvedSettings, type Sourced, type SourcedValues } from "./resolve.js";
import type { SettingKey } from "./types.js";

/** A value that the change makes looser than what held before, and the one that is judged by instead. */
export interface Loosened {
  readonly key: SettingKey;
  /** what holds; absent: nothing is said there, and the change's own words do not count */
  readonly held?: Sourced<unknown>;
  /** what the change says; absent: it takes the value away */
  readonly proposed?: Sourced<unknown>;
}

/** What the manifest itself proves: the strongest word where the base says nothing. */
export type Written = Partial<Readonly<Record<"model" | "system" | "backendVersion", string>>>;

/** What a change is judged by. */
export interface Tightened {
  readonly settings: ResolvedSettings;
  readonly loosened: readonly Loosened[];
  /** the same for requests as they were, where the change says them to be heavier: it has to hold for both */
  readonly former?: ResolvedSettings;
  /** what is heavier */
  readonly reshaped?: readonly SettingKey[];
}

type Strictness = "lower" | "higher";

/** Which direction is stricter. A key that is not here has no order: any other value counts as looser. */
const STRICTER: Partial<Readonly<Record<SettingKey, Strictness>>> = {
  ttftMs: "lower",
  tpotMs: "lower",
  requestLatencyMs: "lower",
  prefix: "lower",
  acceptLength: "lower",
  gpus: "lower",
  isl: "higher",
  osl: "higher",
  concurrency: "higher",
  requestRate: "higher",
};

/**
 * What a request is like. Heavier requests are stricter in what they ask, and may yet be easier on one limit: with a number of
 * requests at once, longer answers mean fewer prompts that wait, and longer prompts fewer answers at a time.
 */
const SHAPE = ["isl", "osl", "prefix", "acceptLength"] as const;

const PERCENTILES = ["p50", "mean", "p90", "p99"];
const LOADS = ["concurrency", "requestRate"] as const;

/**
 * A change may only tighten what holds on the base: `held` is what the base's policy and files say, `proposed` what the
 * change makes of it. Of each value the stricter counts; what the base leaves open the change may say, unless the
 * manifest itself proves otherwise.
 */
export function tighten(
  held: ResolvedSettings,
  proposed: ResolvedSettings,
  written: Written = {},
): Tightened {
  const values: Partial<Record<SettingKey, Sourced<unknown>>> = {};
  const loosened: Loosened[] = [];
  const keys = new Set([...Object.keys(held.values), ...Object.keys(proposed.values)] as SettingKey[]);
  const loadHeld = LOADS.find((key) => held.values[key] !== undefined);
  for (const key of keys) {
    const before: Sourced<unknown> | undefined = said(held.values[key]);
    const after: Sourced<unknown> | undefined = said(proposed.values[key]);
    const proven = written[key as keyof Written];
    // a load of the other kind would silence the one that holds
    const silences = before === undefined && loadHeld !== undefined && loadHeld !== key && isLoad(key);
    const contradicts =
      before === undefined && after !== undefined && proven !== undefined && !same(after.value, proven);
    const looser =
      silences ||
      contradicts ||
      (before === undefined
        ? after !== undefined && isFavour(key, after.value, { held, written })
        : !isAsStrict(key, before.value, after?.value));
    if (looser && (after !== undefined || before !== undefined))
      loosened.push({ key, ...(before && { held: before }), ...(after && { proposed: after }) });
    const kept = looser ? before : after;
    const value = kept ?? assumed(held.values[key]) ?? assumed(proposed.values[key]);
    if (value !== undefined) values[key] = value;
  }
  const settings = settle(values as SourcedValues);
  const reshaped = SHAPE.filter((key) => {
    const [before, after] = [said(held.values[key]), values[key]];
    return before !== undefined && after !== undefined && !same(before.value, after.value);
  });
  if (reshaped.length === 0) return { settings, loosened };
  const former = Object.fromEntries(reshaped.map((key) => [key, held.values[key]]));
  return { settings, loosened, former: settle({ ...values, ...former } as SourcedValues), reshaped };
}

/** Whether a value that the base leaves open is a better one than what is assumed where nobody states it. */
function isFavour(
  key: SettingKey,
  value: unknown,
  { held, written }: { readonly held: ResolvedSettings; readonly written: Written },
): boolean {
  // without a word drafts are taken to bring nothing
  if (key === "acceptLength") return Number(value) > 1;
  // a prompt that holds is a whole one: with a part of it in a cache it is lighter
  if (key === "prefix") return said(held.values.isl) !== undefined && Number(value) > 0;
  if (key !== "decodeSystem") return false;
  const system = said(held.values.system)?.value ?? written.system;
  return system !== undefined && !same(value, system);
}

function isLoad(key: SettingKey): boolean {
  return (LOADS as readonly SettingKey[]).includes(key);
}

/** A value that somebody stated. */
function said(value: Sourced<unknown> | undefined): Sourced<unknown> | undefined {
  return value?.source.kind === "assumed" ? undefined : value;
}

function assumed(value: Sourced<unknown> | undefined): Sourced<unknown> | undefined {
  return value?.source.kind === "assumed" ? value : undefined;
}

function isAsStrict(key: SettingKey, before: unknown, after: unknown): boolean {
  if (after === undefined) return false;
  if (same(before, after)) return true;
  if (key === "percentile") return PERCENTILES.indexOf(String(after)) > PERCENTILES.indexOf(String(before));
  const stricter = STRICTER[key];
  if (stricter === undefined) return false;
  return stricter === "lower" ? Number(after) < Number(before) : Number(after) > Number(before);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a).toLowerCase() === JSON.stringify(b).toLowerCase();
}
