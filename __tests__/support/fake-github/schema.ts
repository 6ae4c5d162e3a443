import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";

/** One part of GitHub's description, `$ref`s unresolved. */
type Node = Readonly<Record<string, unknown>>;

const file = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  "..",
  "..",
  "fixtures",
  "github-openapi.json",
);
const document = JSON.parse(readFileSync(file, "utf8"), withPlainNull) as {
  readonly paths: Record<string, Record<string, Node>>;
  readonly components: Node;
};
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
ajv.addSchema(document, "gh");

/** OpenAPI 3.0 says `nullable` also where no type stands, which JSON Schema does not know. */
function withPlainNull(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { nullable, ...rest } = value as Node;
  return nullable === true && rest["type"] === undefined ? { anyOf: [{ type: "null" }, rest] } : value;
}

const compiled = new Map<string, ValidateFunction>();

/** An operation of GitHub's description that a call belongs to. */
export interface Operation {
  readonly template: string;
  readonly method: string;
}

const TEMPLATES = Object.keys(document.paths)
  .map((template) => {
    // the contents path may hold slashes; every other parameter is one segment
    const pattern = template
      .replace(/[.]/g, "\\.")
      .replace(/\{(?<name>[a-z_]+)\}/g, (_all, name: string) =>
        name === "path" && template.includes("/contents/") ? "(.+)" : "([^/]+)",
      );
    return {
      template,
      pattern: new RegExp(`^${pattern}$`),
      fixed: template.split("/").filter((part) => !part.startsWith("{")).length,
    };
  })
  .sort((a, b) => b.fixed - a.fixed);

/** The operation of a call, or undefined when GitHub's description (our cut of it) has none. */
export function operationOf(method: string, pathname: string): Operation | undefined {
  const found = TEMPLATES.find(
    ({ pattern, template }) =>
      pattern.test(pathname) && document.paths[template]?.[method.toLowerCase()] !== undefined,
  );
  return found === undefined ? undefined : { template: found.template, method: method.toLowerCase() };
}

/** What is wrong with a request's body or query, by GitHub's description; undefined when nothing is. */
export function requestProblem(
  operation: Operation,
  query: URLSearchParams,
  body: unknown,
): string | undefined {
  const node = document.paths[operation.template]?.[operation.method] ?? {};
  const known = new Set(parametersOf(node).map((parameter) => parameter.name));
  for (const [name, value] of query) {
    if (!known.has(name)) return `query parameter ${name} is not known`;
    const schema = parametersOf(node).find((parameter) => parameter.name === name)?.pointer;
    const problem =
      schema === undefined
        ? undefined
        : check(
            schema,
            /^-?\d+$/.test(value) && name !== "ref" && name !== "recursive" && name !== "name"
              ? Number(value)
              : value,
          );
    if (problem !== undefined) return `query parameter ${name}: ${problem}`;
  }
  const content = at(node, "requestBody", "content", "application/json", "schema");
  if (content === undefined) return body === undefined ? undefined : "a body where none is expected";
  if (body === undefined) return at(node, "requestBody", "required") === true ? "no body" : undefined;
  return check(`${pointerOf(operation)}/requestBody/content/application~1json/schema`, body);
}

/** What is wrong with an answer; undefined when nothing is. */
export function answerProblem(operation: Operation, status: number, body: unknown): string | undefined {
  const node = document.paths[operation.template]?.[operation.method] ?? {};
  let response = at(node, "responses", String(status)) as Node | undefined;
  let base = `${pointerOf(operation)}/responses/${status}`;
  if (response === undefined) return status >= 400 ? undefined : `status ${status} is not known`;
  if (typeof response["$ref"] === "string") {
    base = response["$ref"];
    response = at(document as unknown as Node, ...response["$ref"].slice(2).split("/")) as Node;
  }
  const content = at(response, "content", "application/json", "schema");
  if (content === undefined) return undefined;
  return check(`${base}/content/application~1json/schema`, body);
}

function parametersOf(node: Node): { readonly name: string; readonly pointer: string | undefined }[] {
  return ((node["parameters"] as Node[] | undefined) ?? []).map((parameter) => {
    const reference = parameter["$ref"];
    const resolved =
      typeof reference === "string"
        ? (at(document as unknown as Node, ...reference.slice(2).split("/")) as Node)
        : parameter;
    return {
      name: String(resolved["name"]),
      pointer:
        typeof reference === "string" && resolved["schema"] !== undefined ? `${reference}/schema` : undefined,
    };
  });
}

function pointerOf({ template, method }: Operation): string {
  return `#/paths/${template.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D")}/${method}`;
}

function check(pointer: string, value: unknown): string | undefined {
  let validate = compiled.get(pointer);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: `gh${pointer}` });
    compiled.set(pointer, validate);
  }
  if (validate(value)) return undefined;
  return ajv.errorsText(validate.errors).slice(0, 400);
}

function at(node: Node | undefined, ...keys: readonly string[]): unknown {
  let found: unknown = node;
  for (const key of keys)
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[key] : undefined;
  return found;
}

/**
 * The smallest value that a schema of `components/schemas` accepts: required fields only, empty texts, zeros. Answers of the
 * fake are made by laying real values over it, so that no field that GitHub always sends is missing.
 */
export function sample(name: string): Record<string, unknown> {
  return build({ $ref: `#/components/schemas/${name}` }, 0) as Record<string, unknown>;
}

function build(schema: Node, depth: number): unknown {
  if (depth > 12) return {};
  const reference = schema["$ref"];
  if (typeof reference === "string")
    return build(at(document as unknown as Node, ...reference.slice(2).split("/")) as Node, depth + 1);
  const enumeration = schema["enum"] as unknown[] | undefined;
  if (enumeration !== undefined) return enumeration[0];
  if (schema["nullable"] === true || schema["type"] === "null") return null;
  const alternative = ((schema["anyOf"] ?? schema["oneOf"]) as Node[] | undefined)?.[0];
  if (alternative !== undefined && schema["properties"] === undefined) return build(alternative, depth + 1);
  const all = schema["allOf"] as Node[] | undefined;
  if (all !== undefined) return Object.assign({}, ...all.map((part) => build(part, depth + 1))) as unknown;
  switch (schema["type"]) {
    case "string":
      return "";
    case "integer":
    case "number":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    default: {
      const required = (schema["required"] as string[] | undefined) ?? [];
      const properties = (schema["properties"] as Record<string, Node> | undefined) ?? {};
      return Object.fromEntries(required.map((key) => [key, build(properties[key] ?? {}, depth + 1)]));
    }
  }
}
