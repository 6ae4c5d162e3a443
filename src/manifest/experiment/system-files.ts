import { isSystemFile } from "../../domain/system-file.js";

/** Files that the systems of an experiment file are described in: values of its `system_name` keys that end in `.yml`. */
export function systemFilesOf(content: string): readonly string[] {
  const named = content.matchAll(/^[ \t]*(?:[a-z]+_)?system(?:_name)?:[ \t]*["']?([^\s"'#]+)/gm);
  return [...new Set([...named].map(([, value]) => value!).filter(isSystemFile))];
}
