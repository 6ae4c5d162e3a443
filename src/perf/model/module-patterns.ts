/** A mark that a pattern is a regular expression, as vLLM's checkpoints write them. */
export const REGEX_MARK = "re:";

/**
 * Whether a text matches a pattern in which `*` stands for any characters, from end to end. Time grows with the product
 * of the two lengths at most, whatever a checkpoint writes.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    if (pattern[from] === "*") {
      star = from++;
      retry = at;
    } else if (from < pattern.length && pattern[from] === text[at]) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++retry;
    } else return false;
  }
  while (pattern[from] === "*") from++;
  return from === pattern.length;
}

/**
 * Whether a pattern without wildcards names a module, one of its parents or a run of its parts: `mlp` and
 * `model.layers.0` both name `model.layers.0.mlp.up_proj`.
 */
export function namesModule(pattern: string, module: string): boolean {
  const name = pattern.replace(/\.{1,8}$/, "");
  return name !== "" && `.${module}.`.includes(`.${name}.`);
}

/** Whether a wildcard pattern covers a module or one of the parts of its path. */
export function coversModule(pattern: string, module: string): boolean {
  return (
    pattern.includes("*") &&
    (matchesWildcard(pattern, module) || module.split(".").some((part) => matchesWildcard(pattern, part)))
  );
}
