import path from "node:path";
import { compact } from "../domain/compact.js";
import { UserError } from "../domain/errors.js";
import type { SiblingFile } from "../manifest/types.js";
import { parseConfig } from "../perf/db/local-model.js";
import type { ConfigSource } from "../perf/db/models.js";
import type { RawConfig } from "../perf/model/spec.js";

const MODEL_FILE = /(?:^|[/.])(?:hf_quant_)?config\.json$/;

/** Whether a file beside a manifest is a checkpoint's: `config.json` or `hf_quant_config.json`, or `NAME.config.json`. */
export function isModelFile(file: string): boolean {
  return MODEL_FILE.test(file);
}

/** The checkpoints' files of a manifest's own folder. */
export function modelFilesOf(manifest: string, beside: readonly SiblingFile[]): readonly SiblingFile[] {
  const folder = path.posix.dirname(manifest);
  return beside.filter(({ file }) => isModelFile(file) && path.posix.dirname(file) === folder);
}

/**
 * Answers for checkpoints with the files beside a manifest. `NAME.config.json`, by the last part of the model's name, comes
 * before `config.json`, which stands for every model of the folder that is not bundled, but for no draft.
 */
export function besideSource(files: readonly SiblingFile[]): ConfigSource {
  const byName = new Map(files.map((one) => [path.posix.basename(one.file), one]));
  return async (name, only = false) => {
    const own = `${name.split("/").at(-1) ?? name}.`;
    const prefix = only || byName.has(`${own}config.json`) ? own : "";
    const config = byName.get(`${prefix}config.json`);
    if (config === undefined) return undefined;
    const quant = byName.get(`${prefix}hf_quant_config.json`);
    try {
      return {
        files: compact({ config: parsed(config), hfQuantConfig: quant && parsed(quant) }),
        from: `${config.file} beside the manifest`,
      };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { reason: `${error.file ?? config.file} beside the manifest cannot be read: ${error.message}.` };
    }
  };
}

function parsed({ file, text }: SiblingFile): RawConfig {
  return parseConfig(text, file);
}
