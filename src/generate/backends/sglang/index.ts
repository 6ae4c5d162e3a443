import { aroundPort } from "../../flags.js";
import { isAtLeast } from "../../../domain/versions.js";
import { decodeContextRefusal } from "../../decode-context.js";
import type { BackendGenerator } from "../backend.js";
import { sglangKvEvents, sglangCommand } from "./command.js";
import { sglangEngineValues } from "./rules.js";

/** Port at which a prefill worker meets its decode workers; workers on one machine need one each. */
const BOOTSTRAP_PORT = 8998;

/** First SGLang whose one switch splits prompts, whatever the attention. */
const FIRST_PREFILL_CP = "0.5.14";

/** `dynamo.sglang`: every setting is a flag. */
export const SGLANG: BackendGenerator = {
  backend: "sglang",
  runtimeImage: "sglang-runtime",
  componentNames: { agg: "SGLangWorker", prefill: "SGLangPrefillWorker", decode: "SGLangDecodeWorker" },
  workingDir: "/workspace/components/backends/sglang",
  readsEngineFile: false,
  ownProbes: false,
  ports: () => [{ variable: "DYN_SYSTEM_PORT", base: 8081 }],
  portFlags: ({ role, engine }, { router, options: { service } }) => [
    ...(role === "prefill"
      ? [{ flag: "--disaggregation-bootstrap-port", base: engine.bootstrapPort ?? BOOTSTRAP_PORT }]
      : []),
    ...(router
      ? [
          {
            flag: "--kv-events-config",
            base: service.sglangKvEventPort,
            around: aroundPort(JSON.stringify(sglangKvEvents("PORT"))),
          },
        ]
      : []),
  ],
  engineValues: sglangEngineValues,
  refuses: ({ parallelism: p, engineVersion }) => {
    if (p.cp === 1) return decodeContextRefusal("sglang", p, engineVersion);
    if (p.tp > 1 || p.dp > 1)
      return "SGLang does not mix context parallelism with tensor or data parallelism";
    return isAtLeast(engineVersion, FIRST_PREFILL_CP)
      ? undefined
      : `SGLang ${engineVersion} has no --enable-prefill-cp; context parallelism needs ${FIRST_PREFILL_CP} or newer (Dynamo 1.3.0)`;
  },
  command: sglangCommand,
  multiNodeArgs: (nodes) => [
    "--nnodes",
    String(nodes),
    "--node-rank",
    "${NODE_RANK}",
    "--dist-init-addr",
    "${MASTER_ADDR}:${MASTER_PORT}",
  ],
};
