import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { compact } from "../../domain/compact.js";
import { UserError } from "../../domain/errors.js";
import type { ModelFiles, RawConfig } from "../model/spec.js";

/** The folder that a name means, when it holds a `config.json`. */
export function localFolder(name: string): string | undefined {
  const folder = path.basename(name) === "config.json" ? path.dirname(name) : name;
  return existsSync(path.join(folder, "config.json")) ? folder : undefined;
}

/** Throws `UserError` (`model`) when a name that is no known model is a folder, or the path of one, that lacks what a model needs. */
export function refuseFolder(name: string): void {
  const found = statSync(name, { throwIfNoEntry: false });
  if (found?.isDirectory() === true)
    throw new UserError(
      "model",
      `the folder ${name} has no config.json; copy the checkpoint's config.json into it`,
    );
  if (found !== undefined)
    throw new UserError(
      "model",
      `${name} is a file; give the folder that holds the checkpoint's config.json`,
    );
  if (/^(?:[.~]{0,2}\/|~)|\/config\.json$/.test(name))
    throw new UserError(
      "model",
      `there is no folder ${name}; give one that holds the checkpoint's config.json`,
    );
}

/** The files of a checkpoint's folder. Throws `UserError` (`model`) for what cannot be read. */
export function readLocal(folder: string): ModelFiles {
  const beside = path.join(folder, "hf_quant_config.json");
  return compact({
    config: readJson(path.join(folder, "config.json")),
    hfQuantConfig: existsSync(beside) ? readJson(beside) : undefined,
  });
}

function readJson(file: string): RawConfig {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new UserError("model", `${file} cannot be read; a file that may be read is needed`, { cause });
  }
  return parseConfig(text, file);
}

/**
 * The JSON object of a checkpoint's file; Python writes `Infinity` and `NaN` into it, which JSON has not. Throws
 * `UserError` (`model`) with the place for anything else.
 */
export function parseConfig(text: string, file: string): RawConfig {
  const value = parseJson(text, file);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UserError("model", "not a JSON object; copy the checkpoint's own file", {
      file,
      position: { line: 1, column: 1 },
    });
  return value as RawConfig;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(/([:,[]\s*)-?(?:Infinity|NaN)/g, "$1null"));
    } catch (cause) {
      throw new UserError("model", "not valid JSON; copy the checkpoint's own file", {
        file,
        position: placeOf(cause, text),
        cause,
      });
    }
  }
}

/** Where a parser stopped: its message names an offset, or the text ended too early. */
function placeOf(error: unknown, text: string): { readonly line: number; readonly column: number } {
  const offset = /position (\d{1,9})/.exec(error instanceof Error ? error.message : "")?.[1];
  const lines = text.slice(0, offset === undefined ? text.length : Number(offset)).split("\n");
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
