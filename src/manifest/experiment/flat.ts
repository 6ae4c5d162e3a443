/** An experiment of either form in one shape: keys of the flat form, defaults not yet filled in. */
export interface FlatRole {
  readonly model?: string;
  readonly system?: string;
  readonly backend?: string;
  readonly version?: string;
  readonly dcp?: number;
  readonly quant: Readonly<Record<string, string | undefined>>;
  readonly lists: Readonly<Record<string, readonly number[] | undefined>>;
}

/** Values of one experiment with the paths they were read from, so that later problems name a line. */
export interface FlatExperiment {
  readonly name: string;
  readonly form: "v1" | "v2";
  readonly mode: "agg" | "disagg";
  /** `agg` or `prefill` */
  readonly first: FlatRole;
  /** `decode`; absent when aggregated */
  readonly decode?: FlatRole;
  readonly values: Readonly<Record<string, unknown>>;
  /** path of a value by the name used in `values` or `<role>.<field>` */
  readonly paths: Readonly<Record<string, readonly (string | number)[]>>;
  readonly notes: readonly string[];
}

export type Mapping = Readonly<Record<string, unknown>>;

/** A mapping, or an empty one. */
export function mapping(value: unknown): Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}

/** A value that is set: null is the same as absent. */
export function set<T>(value: T | null | undefined): T | undefined {
  return value === null || value === undefined ? undefined : value;
}

/** Text of a text or number (`backend_version: 0.24` without quotes). Empty text is absent. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
