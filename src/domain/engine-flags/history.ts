import { compareVersions } from "../versions.js";

/** Flags of an engine's worker by the Dynamo release (two numbers) that first had them, and that first lacked them. */
export interface FlagHistory {
  readonly came: Readonly<Record<string, string>>;
  readonly gone: Readonly<Record<string, string>>;
}

/** The releases that have a flag: `from` is missing where the oldest that was read has it, `until` where the newest has. */
export interface FlagSpan {
  readonly from?: string;
  readonly until?: string;
}

/** Every flag of a history with its span. */
export function spansOf({ came, gone }: FlagHistory): ReadonlyMap<string, FlagSpan> {
  const [oldest] = Object.keys(came);
  const until = new Map(listed(gone));
  return new Map(
    listed(came).map(([name, from]) => {
      const end = until.get(name);
      return [name, { ...(from !== oldest && { from }), ...(end !== undefined && { until: end }) }];
    }),
  );
}

/** Whether a release (`1.3`) lies in a span. */
export function covers({ from, until }: FlagSpan, release: string): boolean {
  return (
    (from === undefined || compareVersions(release, from) >= 0) &&
    (until === undefined || compareVersions(release, until) < 0)
  );
}

function listed(names: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(names).flatMap(([release, text]) =>
    text
      .split(/\s+/)
      .filter((name) => name !== "")
      .map((name) => [name, release] as const),
  );
}
