import fc from "fast-check";
import { visible } from "../../src/report/visible.js";

/** Pieces that break out of Markdown, HTML, tables, fences, terminals, workflow commands or charts when unescaped. */
const PIECES = [
  "@everyone",
  "@octo-org/team",
  "#123",
  "org/repo#1",
  "GH-7",
  "https://evil.example/x",
  "www.evil.example",
  "mailto:a@b.example",
  "a@b.example",
  "](https://evil.example)",
  "[x](javascript:alert(1))",
  "![x](https://evil.example/i.png)",
  "<img src=x onerror=alert(1)>",
  "<script>",
  "</summary>",
  "</details>",
  "<details open>",
  "<!--",
  "-->",
  "--",
  "<b>",
  "</code>",
  "</sub>",
  "&lt;",
  "&#64;here",
  "&commat;all",
  "```",
  "````mermaid",
  "~~~",
  "`",
  "``",
  "|",
  "\\|",
  "\\",
  "\\\\|",
  "\n",
  "\r\n",
  "\n\n",
  "\n# H",
  "\n- x",
  "\n> q",
  "\n---\n",
  "\n| a | b |\n|--|--|\n",
  "\n\n<h1>",
  "\n::error::x",
  "::set-output name=x::y",
  "##[error]x",
  "::stop-commands::t",
  "\u001b[31m",
  "\u001b]8;;https://evil.example\u0007",
  "\u0000",
  "\u0007",
  "\u009b31m",
  "\u202e",
  "\u2066",
  "\u200f",
  "\u061c",
  "\u200b",
  "\u2028",
  "\ufeff",
  "\ud800",
  "\u{e0041}",
  "$x^2$",
  "$$",
  "**",
  "__",
  "_a_",
  "~~x~~",
  "*",
  "# ",
  "1. ",
  "- ",
  "+ ",
  "> ",
  "| ",
  "    ",
  "\t",
  ":tada:",
  "%%{init: {}}%%",
  '"',
  "'",
  "]",
  ")",
  "[^1]",
  "[ ]",
  "{{x}}",
  "${{ github.token }}",
  "%0A",
  "end",
  "0.85",
] as const;

/** Text of a stranger: pieces above, anything else, and now and then very long. */
export const hostileText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
        { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
      ),
      { minLength: 1, maxLength: 8 },
    ),
    fc.oneof({ weight: 12, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(1500) }),
  )
  .map(([parts, times]) => parts.join("").repeat(times).slice(0, 12_000))
  // an empty name is another case: there is nothing to show
  .filter((evil) => visible(evil).trim() !== "");

/** Every string of a value that a stranger may control, replaced. Words that the code compares with stay. */
export function poison<T>(value: T, text: (original: string) => string, path: readonly string[] = []): T {
  if (typeof value === "string") return (OURS.has(path.at(-1) ?? "") ? value : text(value)) as T;
  if (Array.isArray(value)) return value.map((item) => poison<unknown>(item, text, path)) as T;
  if (value instanceof Map || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, poison<unknown>(item, text, [...path, key])]),
  ) as T;
}

/** Fields whose words are ours (unions, labels we choose) or are compared elsewhere in the result. */
const OURS = new Set([
  "verdict",
  "severity",
  "rule",
  "kind",
  "mode",
  "metric",
  "role",
  "breaks",
  "memoryVerdict",
  "label",
  "backend",
  "file",
  "files",
  "path",
  "removed",
  "gemm",
  "moe",
  "kvcache",
  "fmha",
  "comm",
  "profile",
]);
