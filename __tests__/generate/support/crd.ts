import { Ajv, type ValidateFunction } from "ajv";
import type { Json, JsonObject } from "../../../src/generate/options/types.js";
import { sharedJson } from "../../support/shared.js";

const validators = new Map<
  string,
  { readonly validate: ValidateFunction; readonly schema: JsonObject } | undefined
>();

/** Whether the CRD's schemas are beside the project. */
export function hasCrd(): boolean {
  return validator("nvidia.com/v1beta1") !== undefined;
}

/** What the CRD's schema of its version says against a deployment; unknown fields included. */
export function crdErrors(document: JsonObject): readonly string[] {
  const found = validator(String(document["apiVersion"]));
  if (found === undefined) return [`no schema for ${String(document["apiVersion"])}`];
  found.validate(document);
  return [
    ...(found.validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`),
    ...unknownFields(document, found.schema, ""),
  ];
}

function validator(
  apiVersion: string,
): { readonly validate: ValidateFunction; readonly schema: JsonObject } | undefined {
  if (!validators.has(apiVersion)) {
    const schema = sharedJson<JsonObject>("crd", `dgd.${apiVersion.replace("nvidia.com/", "")}.schema.json`);
    validators.set(
      apiVersion,
      schema && {
        schema,
        validate: new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
          plain(schema) as JsonObject,
        ),
      },
    );
  }
  return validators.get(apiVersion);
}

/** Kubernetes' own keywords in plain JSON Schema: int-or-string has no type. */
function plain(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema as JsonObject).filter(
    ([key]) => !(key === "type" && (schema as JsonObject)["x-kubernetes-int-or-string"] === true),
  );
  return Object.fromEntries(
    entries
      .filter(([key, value]) => !(key === "required" && Array.isArray(value) && value.length === 0))
      .map(([key, value]) => [key, plain(value)]),
  );
}

function unknownFields(value: Json | undefined, schema: Json | undefined, path: string): readonly string[] {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return [];
  const rules = schema as JsonObject;
  if (rules["x-kubernetes-preserve-unknown-fields"] === true || path === "/metadata") return [];
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => unknownFields(item, rules["items"], `${path}/${index}`));
  if (typeof value !== "object" || value === null) return [];
  const properties = rules["properties"] as JsonObject | undefined;
  const additional = rules["additionalProperties"];
  return Object.entries(value as JsonObject).flatMap(([key, child]) => {
    const rule = properties?.[key] ?? (typeof additional === "object" ? additional : undefined);
    if (rule !== undefined) return unknownFields(child, rule, `${path}/${key}`);
    return properties === undefined && additional === undefined ? [] : [`${path}/${key} unknown field`];
  });
}
