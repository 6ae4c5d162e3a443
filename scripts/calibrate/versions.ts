import { BACKENDS, type Backend } from "../../src/domain/deployment.js";
import { engineVersionOf, isReleased } from "../../src/domain/releases.js";
import { compareVersions, isVersion } from "../../src/domain/versions.js";
import type { MeasuredVersions } from "../../src/perf/profile/engine-age.js";
import { ownGroup } from "../../src/perf/profile/groups.js";
import { errorsOf, type Fit, type Sample } from "./fit.js";
import type { SiliconRow } from "./rows.js";
import type { OutOfFold } from "./validate.js";

/** Oldest and newest version of every engine that a row names; builds without a version say nothing. */
export function measuredVersions(rows: readonly Pick<SiliconRow, "backend" | "version">[]): MeasuredVersions {
  return Object.fromEntries(
    BACKENDS.flatMap((backend) => {
      const versions = rows
        .filter((row) => row.backend === backend)
        .map(({ version }) => engineVersion(version, backend))
        .filter(isVersion)
        .sort(compareVersions);
      const [oldest] = versions;
      return oldest === undefined ? [] : [[backend, [oldest, versions.at(-1)!]]];
    }),
  );
}

/** Rows of Dynamo's own images name the image: 0.8.1.post2 is no release of TensorRT-LLM. */
function engineVersion(version: string, backend: Backend): string {
  return (isReleased(version) === true ? engineVersionOf(version, backend) : undefined) ?? version;
}

/** Rows of one engine on one side of a version, beside what the same rows err by when only their own family is held out. */
export interface VersionErrors {
  readonly backend: Backend;
  /** versions up to this one are earlier */
  readonly upTo: string;
  readonly asked: "later" | "earlier";
  readonly byOthers: readonly OutOfFold[];
  readonly byFamily: readonly OutOfFold[];
}

/** Rows that a split by versions must leave to ask, in groups that were measured on both sides. */
const ENOUGH = 20;

/**
 * Later versions predicted from earlier ones, and the other way round: every engine split where most rows can be asked. Rows
 * without a version stay out of the groups that are asked for.
 */
export function versionErrors(
  samples: readonly Sample[],
  whole: Fit,
  families: readonly OutOfFold[],
): readonly VersionErrors[] {
  const familyOf = new Map(families.map((e) => [e.sample, e]));
  return BACKENDS.flatMap((backend) => {
    const own = samples.filter(({ priced }) => priced.row.backend === backend);
    const versionOf = ({ priced: { row } }: Sample): string => engineVersion(row.version, backend);
    const dated = own.filter((sample) => isVersion(versionOf(sample)));
    const versions = [...new Set(dated.map(versionOf))].sort(compareVersions);
    return (["later", "earlier"] as const).flatMap((asked) => {
      const splits = versions.map((upTo) => {
        const isAsked = (sample: Sample): boolean =>
          compareVersions(versionOf(sample), upTo) > 0 === (asked === "later");
        const left = dated.filter(isAsked);
        const stay = groupsOf(dated.filter((sample) => !isAsked(sample)));
        return { upTo, left, rows: left.filter(({ priced }) => stay.has(ownGroup(priced.keys))) };
      });
      const most = splits.reduce((a, b) => (b.rows.length > a.rows.length ? b : a));
      if (most.rows.length < ENOUGH) return [];
      const groups = groupsOf(most.rows);
      const undated = own.filter(
        (sample) => !dated.includes(sample) && groups.has(ownGroup(sample.priced.keys)),
      );
      const fitted = whole.without([...most.left, ...undated]);
      const byOthers = most.rows.map((sample) => ({ sample, fold: 0, ...errorsOf(fitted, sample) }));
      const byFamily = most.rows.map((sample) => familyOf.get(sample)!);
      return [{ backend, upTo: most.upTo, asked, byOthers, byFamily }];
    });
  });
}

function groupsOf(samples: readonly Sample[]): ReadonlySet<string> {
  return new Set(samples.map(({ priced }) => ownGroup(priced.keys)));
}

/** "Versions of engines" of `docs/accuracy.md`. */
export function versionLines(measured: MeasuredVersions, errors: readonly VersionErrors[]): string[] {
  const ranges = Object.entries(measured).map(
    ([backend, [oldest, newest]]) => `${backend} ${oldest} to ${newest}`,
  );
  return [
    "## Versions of engines",
    "",
    `Measured: ${ranges.join(", ")}. Rows of later versions predicted from earlier ones, and the other way round, in groups that were measured with both; beside it the same rows with their families held out alone. Each cell: typical factor, median of predicted / measured, and what 10 and 90 % of ln(predicted / measured) stay below.`,
    "",
    "| engine, split after | asked | rows | TTFT by the others | TTFT by all | TPOT by the others | TPOT by all |",
    "|---|---|---|---|---|---|---|",
    ...errors.map(({ backend, upTo, asked, byOthers, byFamily }) => {
      const cells = (["ttft", "tpot"] as const).flatMap((figure) =>
        [byOthers, byFamily].map((rows) => cell(rows.map((e) => e[figure]))),
      );
      return `| ${backend} ${upTo} | ${asked} | ${byOthers.length} | ${cells.join(" | ")} |`;
    }),
    "",
    "Later engines are faster than earlier ones say, and their errors towards slower do not grow. So a version that is newer than every measured one has bands half as wide again towards faster. One whose line of releases is older than all has them so towards slower, without corrections of its steps: what engines have learnt since says nothing of it, as the rows of 2024 below show.",
    "",
  ];
}

function cell(errors: readonly number[]): string {
  const sorted = [...errors].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const typical = Math.exp(errors.reduce((sum, e) => sum + Math.abs(e), 0) / errors.length);
  return `${typical.toFixed(2)}, ${Math.exp(at(0.5)).toFixed(2)} (${at(0.1).toFixed(2)} to ${at(0.9).toFixed(2)})`;
}
