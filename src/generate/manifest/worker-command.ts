import { backendGenerator } from "../backends/index.js";
import type { EngineFileData } from "../backends/backend.js";
import type { JsonObject } from "../options/types.js";
import { arrayLines } from "../shell.js";
import type { DeployValues, RoleValues } from "../values.js";
import { yamlText } from "../yaml-text.js";

/** Folder of the engine files inside the container. */
export const ENGINE_FOLDER = "/workspace/engine_configs";
/** ConfigMap that holds the engine files, when they do not stand in the script. */
export const ENGINE_CONFIG_MAP = "engine-configs";

/** The engine file of a role as text, or undefined for engines that read none. */
export function engineFileText(
  role: RoleValues,
  values: DeployValues,
): { readonly name: string; readonly text: string } | undefined {
  const file = engineFile(role, values);
  return file === undefined
    ? undefined
    : { name: file.name, text: yamlText(file.data, { comments: file.comments }) };
}

function engineFile(role: RoleValues, values: DeployValues): EngineFileData | undefined {
  return backendGenerator(values.backend).engineFile?.(role, values);
}

/**
 * `command` and `args` of a worker. Engines without a file are started directly; TensorRT-LLM through a script that
 * first writes the file (`inline`), or only reads the mounted one.
 */
export function workerCommand(role: RoleValues, values: DeployValues): JsonObject {
  const generator = backendGenerator(values.backend);
  const file = engineFileText(role, values);
  const path = file === undefined ? undefined : `${ENGINE_FOLDER}/${file.name}`;
  const { module, args } = generator.command(role, values, path);
  if (file === undefined || path === undefined || values.options.k8s.engineMode === "configmap") {
    return { command: ["python3", "-m", module], args };
  }
  const script = [
    "set -euo pipefail\n",
    `mkdir -p ${ENGINE_FOLDER}\n`,
    `cat > ${path} <<'YAML'\n`,
    file.text,
    "YAML\n",
    `args=(\n${arrayLines(args)})\n`,
    `exec python3 -m ${module} "\${args[@]}"\n`,
  ];
  return { command: ["/bin/bash", "-c"], args: [script.join("")] };
}
