import type { ErrorObject, ValidateFunction } from "ajv";
import type { Document, Node } from "yaml";
import type { FromSchema } from "../domain/json-schema.js";
import type { FilePosition } from "../domain/location.js";
import { nearestName } from "../domain/nearest-name.js";
import { errorPlace, keyPath, keysAllowed, shortJson, valueAt } from "../domain/schema-errors.js";

/** What is wrong with a file, and where. */
export interface YamlProblem {
  readonly message: string;
  readonly position: FilePosition;
}

/** The data of a YAML file that a schema allows (undefined: the file is empty), or what is wrong with it. */
export type CheckedYaml<T> =
  | { readonly data: T | undefined; positionOf(keys: readonly string[]): FilePosition }
  | { readonly problems: readonly YamlProblem[] };

/** Most keys that a message lists. */
const MAX_LISTED = 40;

const COMPILED = new WeakMap<object, ValidateFunction>();

/**
 * Reads a YAML file and holds it against a JSON Schema: each problem names its line, what was found and what is allowed. At
 * most `most` characters are read. `yaml` and `ajv` are loaded here and nowhere earlier.
 */
export async function checkedYaml<S extends object>(
  text: string,
  {
    schema,
    what,
    most,
    uniqueKeys = false,
  }: {
    readonly schema: S;
    readonly what: string;
    readonly most: number;
    /** whether a key that comes twice is a problem; else the last one counts */
    readonly uniqueKeys?: boolean;
  },
): Promise<CheckedYaml<FromSchema<S>>> {
  const fail = (
    message: string,
    position: FilePosition = { line: 1, column: 1 },
  ): CheckedYaml<FromSchema<S>> => ({
    problems: [{ message, position }],
  });
  if (text.length > most) return fail(`${what} has ${text.length} characters, at most ${most} are read`);
  const { LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys,
    logLevel: "error",
    prettyErrors: false,
  });
  const at = (offset: number): FilePosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const broken = document.errors[0];
  if (broken !== undefined) return fail(`not valid YAML: ${broken.message}`, at(broken.pos[0]));
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return fail(`not valid YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const positionOf = (keys: readonly string[]): FilePosition =>
    at((document.getIn(keys, true) as Node | undefined)?.range?.[0] ?? 0);
  if (data === null || data === undefined) return { data: undefined, positionOf };
  const validate = await validator(schema);
  if (validate(data)) return { data: data as FromSchema<S>, positionOf };
  return {
    problems: oneOfNoNumber(mostTelling(validate.errors ?? []), data).map((error) => ({
      message: describe(schema, error, data),
      position: at(offsetOf(document, error)),
    })),
  };
}

/** Ajv compiles a schema once a process. */
async function validator(schema: object): Promise<ValidateFunction> {
  let compiled = COMPILED.get(schema);
  if (compiled === undefined) {
    const { Ajv } = await import("./ajv.js");
    compiled = new Ajv({ allErrors: true, strict: false, verbose: false, ownProperties: true }).compile(
      schema,
    );
    COMPILED.set(schema, compiled);
  }
  return compiled;
}

/** `.nan` and `.inf` break every rule of their place: one error says it. */
function oneOfNoNumber(errors: readonly ErrorObject[], data: unknown): readonly ErrorObject[] {
  const told = new Set<string>();
  return errors.filter((error) => {
    if (!isNoNumber(valueAt(data, errorPlace(error)))) return true;
    const first = !told.has(error.instancePath);
    told.add(error.instancePath);
    return first;
  });
}

function isNoNumber(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}

/** Of the errors that `anyOf` branches raise for one place only the deepest say something; at most ten are told. */
function mostTelling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const useful = errors.filter(({ keyword }) => keyword !== "anyOf" && keyword !== "propertyNames");
  const kept = useful.filter(
    (error) =>
      !(
        (error.keyword === "type" || error.keyword === "enum") &&
        useful.some(
          (other) =>
            other !== error &&
            other.keyword !== "type" &&
            other.keyword !== "enum" &&
            other.instancePath.startsWith(error.instancePath),
        )
      ) &&
      !(
        error.keyword === "type" &&
        useful.some((other) => other.keyword === "enum" && other.instancePath === error.instancePath)
      ),
  );
  const unique = new Map(
    kept.map((error) => [`${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`, error]),
  );
  // a misspelt key is why another one is missing
  const last = (error: ErrorObject): number => (error.keyword === "required" ? 1 : 0);
  return [...unique.values()].sort((a, b) => last(a) - last(b)).slice(0, 10);
}

function describe(schema: object, error: ErrorObject, data: unknown): string {
  const place = keyPath(errorPlace(error));
  const where = place === "" ? "" : ` in \`${place}\``;
  const params = error.params as Record<string, unknown>;
  if (error.keyword === "additionalProperties") {
    const found = String(params["additionalProperty"]);
    const allowed = keysAllowed(schema, error);
    const hint = nearestName(found, allowed);
    return `unknown key \`${found}\`${where}${hint === undefined ? "." : `, did you mean \`${hint}\`?`} ${possible(allowed)}`;
  }
  const value = valueAt(data, errorPlace(error));
  if (error.keyword === "enum") {
    const allowed = (params["allowedValues"] as readonly unknown[]).map(String);
    const hint = typeof value === "string" ? nearestName(value, allowed) : undefined;
    return `\`${place}\` is \`${shortJson(value)}\`${hint === undefined ? "." : `, did you mean \`${hint}\`?`} Possible: ${allowed.join(", ")}`;
  }
  if (error.keyword === "required") return `\`${String(params["missingProperty"])}\` is missing${where}`;
  if (error.keyword === "not")
    return `\`${place}\` begins with \`!\`, globs cannot be negated; use an earlier, wider entry instead`;
  const wanted = isNoNumber(value)
    ? "a finite number is needed"
    : `it ${withArticle(error.message ?? "is not allowed")}`;
  return `${place === "" ? "the file" : `\`${place}\``} is \`${shortJson(value)}\`, ${wanted}`;
}

/** What a key may be: all of a short list, and of the rules the page that has them. */
function possible(allowed: readonly string[]): string {
  return allowed.length > MAX_LISTED
    ? "Possible: the ids in docs/rules.md"
    : `Possible: ${allowed.join(", ")}`;
}

/** Offset of the key or value that an error speaks of. */
function offsetOf(document: Document, error: ErrorObject): number {
  const parts = errorPlace(error);
  if (error.keyword === "additionalProperties") {
    const parent = (parts.length === 0 ? document.contents : document.getIn(parts, true)) as
      { items?: readonly { key?: unknown }[] } | undefined;
    const found = String((error.params as Record<string, unknown>)["additionalProperty"]);
    const pair = parent?.items?.find(
      ({ key }) => String((key as { value?: unknown } | undefined)?.value) === found,
    );
    const range = (pair?.key as Node | undefined)?.range;
    if (range) return range[0];
  }
  const node = parts.length === 0 ? document.contents : (document.getIn(parts, true) as Node | undefined);
  return node?.range?.[0] ?? 0;
}

/** `must be number` as people say it. */
function withArticle(words: string): string {
  return words
    .replace(/^must be (?=(?:number|string|boolean)$)/, "must be a ")
    .replace(/^must be (?=(?:integer|object|array)$)/, "must be an ");
}
