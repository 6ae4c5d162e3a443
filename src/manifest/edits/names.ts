import type { Role } from "../../domain/deployment.js";

const ROLE_WORDS = /[-_]?(?:prefill|decode|agg(?:regated)?)[-_]?/i;

/** Name of the worker of a role, made from the name that the only worker had: `TrtllmWorker` → `TrtllmPrefillWorker`, `agg` → `prefill`. */
export function roleName(name: string, role: Role): string {
  const plain = withoutRole(name);
  const word = role === "agg" ? "" : role;
  if (plain === "") return role;
  if (word === "") return plain;
  const kebab = /[-_]/.exec(name)?.[0] ?? (/^[a-z0-9]+$/.test(plain) ? "-" : undefined);
  if (kebab !== undefined)
    return plain.endsWith(`${kebab}worker`)
      ? `${plain.slice(0, -"worker".length)}${word}${kebab}worker`
      : `${plain}${kebab}${word}`;
  const title = word.charAt(0).toUpperCase() + word.slice(1);
  return plain.endsWith("Worker") ? `${plain.slice(0, -"Worker".length)}${title}Worker` : `${plain}${title}`;
}

function withoutRole(name: string): string {
  const match = ROLE_WORDS.exec(name);
  if (!match) return name;
  const before = name.slice(0, match.index);
  const after = name.slice(match.index + match[0].length);
  const glue =
    before !== "" && after !== "" && /[-_]/.test(match[0]) ? (/[-_]/.exec(match[0])?.[0] ?? "") : "";
  return before + glue + after;
}
