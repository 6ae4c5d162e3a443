/** What a JSON Schema validator says of one value. */
export interface SchemaError {
  /** JSON pointer to the value */
  readonly instancePath: string;
  /** JSON pointer to the rule */
  readonly schemaPath: string;
}

type Place = readonly (string | number)[];
type Node = Readonly<Record<string | number, unknown>> | undefined;

/** The keys and positions on the way to the value of an error. */
export function errorPlace({ instancePath }: Pick<SchemaError, "instancePath">): Place {
  return partsOf(instancePath).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** A place as people write it: `overrides[0].sla`; empty for the whole. */
export function keyPath(place: Place): string {
  return place
    .map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join("");
}

/** The value at a place; undefined where there is none. */
export function valueAt(data: unknown, place: Place): unknown {
  return place.reduce<unknown>((node, part) => (node as Node)?.[part], data);
}

/** The keys that the object of an `additionalProperties` error may have. */
export function keysAllowed(
  schema: object,
  { schemaPath }: Pick<SchemaError, "schemaPath">,
): readonly string[] {
  const rule = valueAt(schema, partsOf(schemaPath).slice(0, -1)) as
    { readonly properties?: object } | undefined;
  return Object.keys(rule?.properties ?? {});
}

/** A value in a message, cut to `most` characters. */
export function shortJson(value: unknown, most = 60): string {
  // what JSON has no word for is undefined here, whatever the types say; a number that is none would be null
  const written = JSON.stringify(value) as string | undefined;
  const text = written === undefined || typeof value === "number" ? String(value) : written;
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function partsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}
