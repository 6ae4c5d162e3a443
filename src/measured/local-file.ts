import type { ErrorObject } from "ajv";
import type { Deployment } from "../domain/deployment.js";
import type { FromSchema } from "../domain/json-schema.js";
import { UserError } from "../domain/errors.js";
import { errorPlace, keyPath, valueAt } from "../domain/schema-errors.js";
import type { LocalPoint } from "../perf/profile/local-calibration.js";
import type { LOCAL_SCHEMA } from "./local-schema.js";
import { shownValue } from "./parts.js";

/** Where a repository keeps its measurements unless the policy says otherwise. */
export const LOCAL_FILE = ".github/dynamo-advisor-calibration.json";

/** Largest file that is read, in characters: 500 points of a kilobyte. */
const MAX_LENGTH = 1024 * 1024;

/** A local calibration as it is committed. Latencies are means, milliseconds. */
export interface LocalFile extends Omit<FromSchema<typeof LOCAL_SCHEMA>, "points"> {
  readonly points: readonly StoredPoint[];
}
/** One measurement of it. */
export interface StoredPoint extends Omit<Point, "deployment"> {
  readonly deployment: Deployment;
}
type Point = FromSchema<typeof LOCAL_SCHEMA>["points"][number];

/** Reads a local calibration. `ajv` is loaded here and nowhere earlier. Throws `UserError` (`input`). */
export async function parseLocalFile(text: string, file: string): Promise<LocalFile> {
  const refuse = (message: string): UserError =>
    new UserError("input", `${message}; \`calibrate\` writes this file`, {
      file,
      position: { line: 1, column: 1 },
    });
  if (text.length > MAX_LENGTH)
    throw refuse(`the local calibration has ${text.length} characters, at most ${MAX_LENGTH} are read`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw refuse(
      `the local calibration is not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const [{ Ajv }, { LOCAL_SCHEMA }] = await Promise.all([
    import("../policy/ajv.js"),
    import("./local-schema.js"),
  ]);
  const validate = new Ajv({ allErrors: false, strict: false, ownProperties: true }).compile(LOCAL_SCHEMA);
  if (!validate(data)) {
    const [first] = validate.errors ?? [];
    throw refuse(first === undefined ? "the local calibration is broken" : described(first, data));
  }
  return data;
}

function described(error: ErrorObject, data: unknown): string {
  const place = errorPlace(error);
  const where = place.length === 0 ? "the local calibration" : `\`${keyPath(place)}\``;
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === "required") return `${where} lacks \`${String(params["missingProperty"])}\``;
  if (error.keyword === "additionalProperties")
    return `${where} has the unknown key \`${String(params["additionalProperty"])}\``;
  const allowed =
    error.keyword === "enum"
      ? `; allowed: ${(params["allowedValues"] as readonly unknown[]).join(", ")}`
      : "";
  return `${where} is ${shownValue(valueAt(data, place))}, it ${error.message ?? "is not allowed"}${allowed}`;
}

/** The file's text: stable order (by group, load and source), so that a commit shows what was added. */
export function localFileText(file: LocalFile): string {
  const key = ({ group, load, source }: StoredPoint): string =>
    JSON.stringify([
      group,
      ...[load.isl, load.osl, load.gpus, load.concurrency].map((n) => String(n).padStart(12, "0")),
      source.sha256,
      source.line,
    ]);
  const points = [...file.points].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return `${JSON.stringify({ format: file.format, base: file.base, points }, null, 2)}\n`;
}

/** Adds points; the same run of the same deployment takes the place of an older reading of it. */
export function withPoints(
  file: LocalFile | undefined,
  base: string,
  added: readonly StoredPoint[],
): LocalFile {
  const key = ({ source, deployment }: StoredPoint): string =>
    JSON.stringify([source.sha256, source.line, deployment]);
  const replaced = new Set(added.map(key));
  const kept = (file?.points ?? []).filter((point) => !replaced.has(key(point)));
  return { format: 1, base, points: [...kept, ...added] };
}

/** What the correction is made from: ln(measured / predicted). */
export function toLocalPoint({ group, load, measured, predicted, workload }: StoredPoint): LocalPoint {
  const { ttftMs, tpotMs } = measured;
  const steps = Math.max(0, workload.osl - 1);
  return {
    group,
    place: load,
    residual: {
      ...(ttftMs === undefined ? {} : { ttft: Math.log(ttftMs / predicted.ttftMs) }),
      ...(tpotMs === undefined ? {} : { tpot: Math.log(tpotMs / predicted.tpotMs) }),
      ...(ttftMs === undefined || tpotMs === undefined
        ? {}
        : { latency: Math.log((ttftMs + tpotMs * steps) / (predicted.ttftMs + predicted.tpotMs * steps)) }),
    },
  };
}
