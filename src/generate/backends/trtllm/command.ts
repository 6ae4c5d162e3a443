import { flag, switchFlag } from "../../flags.js";
import type { DeployValues, RoleValues } from "../../values.js";
import type { EngineCommandWords } from "../backend.js";

/** Words of `dynamo.trtllm`; every engine setting stands in the file. */
export function trtllmCommand(
  role: RoleValues,
  values: DeployValues,
  engineFilePath: string | undefined,
): EngineCommandWords {
  return {
    module: "dynamo.trtllm",
    args: [
      ...flag("model-path", values.service.modelPath),
      ...flag("served-model-name", values.service.servedModelName),
      ...flag("extra-engine-args", engineFilePath),
      ...switchFlag("skip-tokenizer-init", role.engine.skipTokenizerInit),
      ...switchFlag("trust-remote-code", role.engine.trustRemoteCode),
      ...flag("disaggregation-mode", role.role === "agg" ? undefined : role.role),
      ...switchFlag("publish-events-and-metrics", values.router),
      ...role.engine.extraCliArgs,
    ],
  };
}
