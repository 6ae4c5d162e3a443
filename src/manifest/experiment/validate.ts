import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { didYouMean } from "../../domain/nearest-name.js";
import { errorPlace, keysAllowed, shortJson, valueAt } from "../../domain/schema-errors.js";
import { someOf } from "../../domain/some-of.js";
import type { ParsedSource } from "./source.js";
import { V1_SCHEMA, V2_SCHEMA } from "./schema.js";

/** Most keys that a message names. */
const MAX_NAMED = 12;

/** A problem at a path of the file; `onKey` means that the key itself is wrong. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly onKey: boolean;
  readonly message: string;
  /** right as it is written, and nothing that is predicted */
  readonly notPredicted?: true;
}

export type Form = "v1" | "v2";

const compiled = new Map<Form, ValidateFunction>();
const SCHEMAS = { v1: V1_SCHEMA, v2: V2_SCHEMA } as const;
const MOST_PROBLEMS = 10;

/** Checks one experiment against the schema of its form. */
export function checkShape(experiment: unknown, form: Form, name: string): readonly Problem[] {
  let validate = compiled.get(form);
  if (validate === undefined) {
    validate = new Ajv({ allErrors: true, strict: false, ownProperties: true }).compile(SCHEMAS[form]);
    compiled.set(form, validate);
  }
  if (validate(experiment)) return [];
  const problems = new Map<string, Problem>();
  for (const error of telling(validate.errors ?? [])) {
    const problem = describe(error, experiment, name, form);
    problems.set(`${problem.path.join("/")}|${problem.message}`, problem);
  }
  return [...problems.values()].slice(0, MOST_PROBLEMS);
}

/** Leaves out what `if`, `anyOf` and `enum` with null say on top of a more precise error. */
function telling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const useful = errors.filter((error) => error.keyword !== "if" && error.keyword !== "allOf");
  return useful.filter(
    (error) =>
      !(error.keyword === "required" && /anyOf/.test(error.schemaPath)) &&
      !(error.keyword === "const" && /anyOf/.test(error.schemaPath)),
  );
}

function describe(error: ErrorObject, experiment: unknown, name: string, form: Form): Problem {
  const inner = errorPlace(error);
  const path = [name, ...inner];
  const key = inner.join(".") || name;
  const params = error.params as Readonly<Record<string, unknown>>;
  const value = valueAt(experiment, inner);
  switch (error.keyword) {
    case "additionalProperties": {
      const found = String(params["additionalProperty"]);
      const known = keysAllowed(SCHEMAS[form], error);
      const where = inner.length === 0 ? "" : ` in ${key}`;
      const near = didYouMean(found, known);
      const list =
        near === ""
          ? `; known keys: ${someOf(
              known.filter((one) => !one.startsWith("afd_")),
              MAX_NAMED,
            )}`
          : "";
      return { path: [...path, found], onKey: true, message: `unknown key ${found}${where}${near}${list}` };
    }
    case "required":
      return {
        path,
        onKey: false,
        message: `${String(params["missingProperty"])} is missing${inner.length === 0 ? "" : ` in ${key}`}`,
      };
    case "anyOf":
      return inner.length === 0
        ? { path, onKey: false, message: "model_name (or model_path) is missing" }
        : {
            path,
            onKey: false,
            message: `${key} is ${shortJson(value)}; a whole number of at least 0 or auto is needed`,
          };
    case "enum": {
      const allowed = (params["allowedValues"] as readonly unknown[])
        .filter((one) => one !== null)
        .map(String);
      const near = typeof value === "string" ? didYouMean(value, allowed) : "";
      return {
        path,
        onKey: false,
        message: `${key} is ${shortJson(value)}${near || ";"} allowed: ${allowed.join(", ")}`,
      };
    }
    case "type":
      return {
        path,
        onKey: false,
        message: `${key} is ${shortJson(value)}; ${typeWords(params["type"])} is needed`,
      };
    default:
      return {
        path,
        onKey: false,
        message: `${key} is ${shortJson(value)}; it ${error.message ?? "is not allowed"}`,
      };
  }
}

function typeWords(type: unknown): string {
  const words: Readonly<Record<string, string>> = {
    integer: "a whole number",
    number: "a number",
    string: "text",
    boolean: "true or false",
    array: "a list",
    object: "a mapping",
  };
  const types = (Array.isArray(type) ? type : [type])
    .filter((one) => one !== "null")
    .map((one) => words[String(one)] ?? String(one));
  return types.join(" or ");
}

/** Position of a problem in the file. */
export function problemPosition(source: ParsedSource, problem: Problem): ReturnType<ParsedSource["at"]> {
  return problem.onKey ? source.atKey(problem.path) : source.at(problem.path);
}
