import type { QuantModes } from "../../domain/deployment.js";
import { didYouMean } from "../../domain/nearest-name.js";
import type { FlatRole } from "./flat.js";
import { PROFILES, QUANT_ALIASES, QUANT_FIELDS, QUANT_NAMES, type QuantField } from "./names.js";
import { fail, type Reading } from "./reading.js";
import { shortJson } from "../../domain/schema-errors.js";

/** One mode by name, aliases with a note. */
function quantName(reading: Reading, field: QuantField, written: string, path: string): string | undefined {
  const allowed: readonly string[] = QUANT_NAMES[field];
  const lower = written.toLowerCase();
  const alias = field === "comm" ? undefined : QUANT_ALIASES[lower];
  // `float16` is a name of its own for attention in the flat form.
  if (allowed.includes(lower) && (alias === undefined || reading.flat.form === "v2")) return lower;
  if (alias !== undefined && (reading.flat.form === "v1" || !allowed.includes(lower))) {
    if (lower !== "float16") reading.notes.push(`${field}_quant_mode ${written} is read as ${alias}`);
    return alias;
  }
  fail(
    reading,
    path,
    `unknown ${field} quantization ${shortJson(written)}${didYouMean(written, allowed, ";")} allowed: ${allowed.join(", ")}`,
  );
  return undefined;
}

/** Formats that a role states. */
export function readQuant(reading: Reading, role: FlatRole, name: string): Partial<QuantModes> {
  const quant: Partial<Record<QuantField, string>> = {};
  for (const field of QUANT_FIELDS) {
    const written = role.quant[field];
    if (written === undefined) continue;
    const mode = quantName(reading, field, written, `${name}.quant.${field}`);
    if (mode !== undefined) quant[field] = mode;
  }
  return quant;
}

/** `profiles` in order, then `use_specific_quant_mode` (`docs/method/experiment-files.md` 2.1 and 2.5). */
export function readPresets(reading: Reading): Partial<QuantModes> {
  let quant: Partial<Record<QuantField, string>> = {};
  const profiles = (reading.flat.values["profiles"] ?? []) as readonly string[];
  for (const profile of profiles) {
    const preset = PROFILES[profile];
    if (preset === undefined)
      fail(
        reading,
        "profiles",
        `unknown profile ${shortJson(profile)}${didYouMean(profile, Object.keys(PROFILES), ";")} known profiles: ${Object.keys(PROFILES).join(", ")}`,
      );
    else quant = { ...quant, ...preset };
  }
  const specific = reading.flat.values["use_specific_quant_mode"];
  if (typeof specific !== "string") return quant;
  const moe = quantName(reading, "moe", specific, "use_specific_quant_mode");
  if (moe === undefined) return quant;
  // w4afp8 exists for experts only.
  return specific === "w4afp8" ? { ...quant, moe } : { ...quant, gemm: moe, moe };
}
