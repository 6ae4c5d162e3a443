/** Spellings of older releases that are other words, not only other punctuation. */
const RENAMED: Readonly<Record<string, string>> = {
  "--hf-id": "--model",
  "--model-path": "--model",
  "--model-name": "--model",
  "--system-name": "--system",
  "--decode-system-name": "--decode-system",
  "--backend-name": "--backend",
  "--perf-db-version": "--backend-version",
};

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
