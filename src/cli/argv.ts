/** Spellings of older releases that are other words, not only other punctuation. */
const RENAMED: Readonly<Record<string, string>> = {
  "--hf-id": "--model",
  "--model-path": "--model",
  "--model-name": "--model",
  "--system-name": "--system",
  "--decode-system-name": "--decode-system",
  "--backend-name": "--backend",
  "--perf-db-version": "--backend-version",
  "--generated-config-version": "--config-template-version",
  "--generator-dynamo-version": "--dynamo-version",
  "--bs": "--batch-size",
  ...sizeSpellings("", ""),
  ...sizeSpellings("p-", "prefill-"),
  ...sizeSpellings("d-", "decode-"),
};

/** Short spellings of sizes, of one role or of all. */
function sizeSpellings(short: string, role: string): Readonly<Record<string, string>> {
  const sizes = { tp: "tp", pp: "pp", dp: "attention-dp", etp: "moe-tp", ep: "moe-ep" };
  return {
    ...Object.fromEntries(
      Object.entries(sizes).map(([name, size]) => [`--${short}${name}`, `--${role}${size}-size`]),
    ),
    ...(short === ""
      ? {}
      : { [`--${short}bs`]: `--${role}batch-size`, [`--${short}workers`]: `--${role}num-workers` }),
  };
}

/**
 * Turns the flag spellings of 0.5.0 (`--total_gpus`, `--hf_id`) into ours. Only names are touched, never values,
 * and nothing after `--`.
 */
export function normalizeArgv(argv: readonly string[]): string[] {
  const result: string[] = [];
  let open = true;
  for (const argument of argv) {
    if (argument === "--") open = false;
    if (!open || !argument.startsWith("--")) {
      result.push(argument);
      continue;
    }
    const equals = argument.indexOf("=");
    const name = (equals < 0 ? argument : argument.slice(0, equals)).replaceAll("_", "-");
    result.push((RENAMED[name] ?? name) + (equals < 0 ? "" : argument.slice(equals)));
  }
  return result;
}
