import type { ModelConfigFile } from "./index-format.js";

/** One line a model: the id, a tab, its files as JSON. */
export function packModels(models: ReadonlyMap<string, ModelConfigFile>): string {
  return [...models].map(([id, files]) => `\n${id}\t${JSON.stringify(files)}`).join("");
}

/** One model of the text that {@link packModels} makes; only its line is parsed. */
export function unpackModel(text: Buffer, id: string): ModelConfigFile | undefined {
  const start = `\n${id}\t`;
  const at = text.indexOf(start);
  if (at < 0) return undefined;
  const end = text.indexOf("\n", at + 1);
  const line = text.toString("utf8", at + Buffer.byteLength(start), end < 0 ? text.length : end);
  return JSON.parse(line) as ModelConfigFile;
}
