import type { TemplateKind } from "./types.js";

/** A value that something else must fill in before it means anything: `${X}`, `<your-registry>`, `REPLICAS_PLACEHOLDER`. */
export function placeholderKind(
  text: string,
): Extract<TemplateKind, "envsubst" | "placeholder" | "helm"> | undefined {
  if (text.includes("{{")) return "helm";
  if (/\$\{[A-Za-z_]\w*(?::?-[^}]*)?\}|\$[A-Z_]{2,}/.test(text)) return "envsubst";
  if (
    /<[A-Za-z][\w .-]{0,60}>|(?:^|[^A-Za-z])PLACEHOLDER|_PLACEHOLDER\b|\bPLACEHOLDER_|^(?:REPLACE_ME|CHANGE_?ME|TODO|YOUR_[A-Z_]+)$/.test(
      text,
    )
  )
    return "placeholder";
  return undefined;
}
