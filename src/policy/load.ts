import type { ErrorObject, ValidateFunction } from "ajv";
import type { Document, Node } from "yaml";
import type { FilePosition } from "../domain/location.js";
import { finding, topOf } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import { nearestName } from "../domain/nearest-name.js";
import { toPolicy } from "./read.js";
import { POLICY_SCHEMA } from "./schema.js";
import type { Policy } from "./types.js";
import { DEFAULT_POLICY } from "./types.js";

/** A policy, or what is wrong with its file. With findings the defaults hold, so callers must not judge by them. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly findings: readonly Finding[];
}

/** Largest policy file that is read, in characters. */
const MAX_LENGTH = 256 * 1024;

/** Most keys that a message lists. */
const MAX_LISTED = 40;

let compiled: ValidateFunction | undefined;

/** Reads the text of a policy file. `yaml` and `ajv` are loaded here and nowhere earlier. */
export async function loadPolicy(text: string, file: string): Promise<LoadedPolicy> {
  const fail = (message: string, position: FilePosition = { line: 1, column: 1 }): LoadedPolicy => ({
    policy: DEFAULT_POLICY,
    findings: [finding("policy-invalid", { file, position }, message)],
  });
  if (text.length > MAX_LENGTH)
    return fail(`the policy has ${text.length} characters, at most ${MAX_LENGTH} are read`);
  const { LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
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
  if (data === null || data === undefined) return { policy: { ...DEFAULT_POLICY, file }, findings: [] };
  const validate = await validator();
  if (!validate(data)) {
    return {
      policy: DEFAULT_POLICY,
      findings: mostTelling(validate.errors ?? []).map((error) =>
        finding("policy-invalid", { file, position: at(offsetOf(document, error)) }, describe(error, data)),
      ),
    };
  }
  const policy = { ...toPolicy(data as Record<string, unknown>), file };
  return { policy, findings: crossChecks(policy, file) };
}

/** Ajv compiles once a process. */
async function validator(): Promise<ValidateFunction> {
  if (compiled === undefined) {
    const { Ajv } = await import("./ajv.js");
    compiled = new Ajv({ allErrors: true, strict: false, verbose: false, ownProperties: true }).compile(
      POLICY_SCHEMA,
    );
  }
  return compiled;
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
  return [...unique.values()].slice(0, 10);
}

function describe(error: ErrorObject, data: unknown): string {
  const place = pathText(error.instancePath);
  const where = place === "" ? "" : ` in \`${place}\``;
  const params = error.params as Record<string, unknown>;
  if (error.keyword === "additionalProperties") {
    const found = String(params["additionalProperty"]);
    const allowed = Object.keys(
      (error.parentSchema as { properties?: object } | undefined)?.properties ??
        propertiesAt(error.schemaPath),
    );
    const hint = nearestName(found, allowed);
    return `unknown key \`${found}\`${where}${hint === undefined ? "." : `, did you mean \`${hint}\`?`} ${possible(allowed)}`;
  }
  const value = valueAt(data, error.instancePath);
  if (error.keyword === "enum") {
    const allowed = (params["allowedValues"] as readonly unknown[]).map(String);
    const hint = typeof value === "string" ? nearestName(value, allowed) : undefined;
    return `\`${place}\` is ${show(value)}${hint === undefined ? "." : `, did you mean \`${hint}\`?`} Possible: ${allowed.join(", ")}`;
  }
  if (error.keyword === "required") return `\`${String(params["missingProperty"])}\` is missing${where}`;
  if (error.keyword === "not")
    return `\`${place}\` begins with \`!\`, globs cannot be negated; use an earlier, wider entry instead`;
  return `\`${place}\` is ${show(value)}, it ${error.message ?? "is not allowed"}`;
}

/** What a key may be: all of a short list, and of the rules the page that has them. */
function possible(allowed: readonly string[]): string {
  return allowed.length > MAX_LISTED
    ? "Possible: the ids in docs/rules.md"
    : `Possible: ${allowed.join(", ")}`;
}

/** The properties of the schema that an `additionalProperties` error points at. */
function propertiesAt(schemaPath: string): object {
  let node: unknown = POLICY_SCHEMA;
  for (const part of schemaPath.replace(/^#\//, "").split("/").slice(0, -1)) {
    node = (node as Record<string, unknown> | undefined)?.[decodePart(part)];
  }
  return (node as { properties?: object } | undefined)?.properties ?? {};
}

function decodePart(part: string): string {
  return decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
}

function partsOf(instancePath: string): readonly string[] {
  return instancePath.split("/").slice(1).map(decodePart);
}

function pathText(instancePath: string): string {
  return partsOf(instancePath)
    .map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join("");
}

function valueAt(data: unknown, instancePath: string): unknown {
  let node = data;
  for (const part of partsOf(instancePath)) node = (node as Record<string, unknown> | undefined)?.[part];
  return node;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}

/** Offset of the key or value that an error speaks of. */
function offsetOf(document: Document, error: ErrorObject): number {
  const parts = partsOf(error.instancePath).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
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

/** Rules between keys that a schema cannot say. */
function crossChecks(policy: Policy, file: string): readonly Finding[] {
  const messages: string[] = [];
  for (const [place, values] of [
    ["defaults", policy.defaults] as const,
    ...policy.overrides.map((entry, index) => [`overrides[${index}]`, entry.values] as const),
  ]) {
    if (values.concurrency !== undefined && values.requestRate !== undefined) {
      messages.push(`\`${place}.workload\` has both \`concurrency\` and \`request-rate\`, say one of them`);
    }
    if (values.isl !== undefined && values.prefix !== undefined && values.prefix >= values.isl) {
      messages.push(
        `\`${place}.workload.prefix\` is ${values.prefix}, it must be below \`isl\` (${values.isl})`,
      );
    }
  }
  return messages.map((message) => finding("policy-invalid", topOf(file), message));
}
