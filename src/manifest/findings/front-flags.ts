import type { ComponentReading } from "../component-reading.js";
import type { MappedText } from "../text/mapped-text.js";
import { type FindingList, reportOn } from "../rules.js";
import type { ManifestWorker } from "../types.js";
import { ownBlock } from "./own-kv.js";
import { isUnknownVariable } from "./variables.js";

/**
 * Flags of Dynamo's frontend and its router (0.6 to 1.6, and later ones as their sources have them) that no figure hangs on:
 * addresses, names and planes; text around a model; what a router knows of caches. Names only.
 */
const QUIET: ReadonlySet<string> = new Set(
  `active-decode-blocks-threshold active-prefill-tokens-threshold active-prefill-tokens-threshold-frac aic-backend aic-backend-version
  aic-model-path aic-moe-tp-size aic-moe-ep-size aic-attention-dp-size aic-system aic-tp-size assume-kv-reuse busy-threshold custom-jinja-template
  decode-fallback discovery-backend dump-config-to durable-kv-events enable-anthropic-api enable-streaming-reasoning-dispatch
  enable-streaming-tool-dispatch enforce-disagg event-plane exclude-tools-when-tool-choice-none grpc-metrics-port help http-host
  http-port interactive kserve-grpc-server kv-cache-block-size kv-events kv-overlap-score-weight load-aware metrics-prefix
  migration-limit migration-max-seq-len model-name model-path namespace namespace-prefix port reasoning-parser request-plane
  router-assume-kv-reuse router-disk-cache-hit-weight router-durable-kv-events router-event-threads router-host-cache-hit-weight
  router-kv-events router-kv-overlap-score-credit router-kv-overlap-score-credit-decay router-kv-overlap-score-weight
  router-max-tree-size router-min-initial-workers router-predicted-ttl-secs router-prefill-load-model router-prefill-load-scale
  router-prune-target-ratio router-replica-sync router-reset-states router-snapshot-threshold router-track-active-blocks
  router-track-output-blocks router-track-prefill-tokens router-ttl router-ttl-secs router-use-kv-events serve-indexer session-affinity
  session-affinity-mode session-affinity-ttl-secs shared-cache-multiplier shared-cache-type store-kv strip-anthropic-preamble
  tls-cert-path tls-key-path tool-call-parser track-active-blocks track-output-blocks trust-remote-code use-kv-events
  use-remote-indexer version`.split(/\s+/),
);

const WHERE = "which worker a request goes to";
const WHEN = "requests that wait in front of the workers";
const BY_PYTHON = "text that another program makes of requests and answers";

/** Flags that move figures unless they have such a value, and what they do. */
const MOVES: ReadonlyMap<string, readonly [RegExp, string]> = new Map([
  ["router-mode", [/^(?:kv|round[-_]robin|least[-_]loaded|power[-_]of[-_]two|\$.*|)$/i, WHERE]],
  ["router-temperature", [/^0*(?:\.0*)?$/, WHERE]],
  ["router-queue-threshold", [/^none$/i, WHEN]],
  ["router-queue-policy", [/^fcfs$/i, WHEN]],
  ["router-policy-config", [/^$/, WHEN]],
  ["admission-control", [/^none$/i, "requests that are turned away at a load"]],
  ["dyn-chat-processor", [/^dynamo$/i, BY_PYTHON]],
  ["dyn-preprocess-workers", [/^0$/, BY_PYTHON]],
  ["dyn-debug-perf", [/^(?:0|false)$/i, "a watch on every request"]],
  ["tokenizer", [/^(?:default|fastokens)$/i, BY_PYTHON]],
  ["exp-python-factory", [/^(?:0|false)$/i, BY_PYTHON]],
]);
/** Variables of a frontend; those of engines in the same list are for others. */
const OWN = /^DYN_(?!VLLM|SGL|TRTLLM|KVBM)/;
const NAMES: readonly string[] = [...MOVES.keys(), ...QUIET];

/** What a frontend is told that moves figures, or of which nothing is known: by flags and by variables in their place. */
export function reportFrontFlags(
  reading: ComponentReading,
  workers: readonly ManifestWorker[],
  findings: FindingList,
): void {
  const { command, component, environment } = reading;
  if (command.program?.name !== "dynamo.frontend" && component.type !== "frontend") return;
  const flags = flagsOf(reading);
  const odd = flags.find(({ name }) => knownName(name) === undefined);
  if (odd !== undefined) {
    const message = `--${odd.name.slice(0, 60)} of ${component.name} is none of the flags of Dynamo's frontend that are known here; this image may have it. A frontend exits on a flag that it does not know.`;
    reportOn(findings, "flag-unknown", odd.place, message, { severity: "notice" });
  }
  const said = flags.map(({ name, value, place }) => ({ written: `--${name}`, name, value, place }));
  const variables = [...environment].flatMap(([written, { text, place }]) => {
    const at = text !== undefined && text.pieces.length > 0 ? text : place;
    return at === undefined
      ? []
      : [{ written, name: flagOf(written), value: text?.text.trim() ?? "", place: at }];
  });
  for (const { written, name = "", value, place } of [...said, ...variables]) {
    const known = knownName(name);
    const [usual, what] = MOVES.get(known ?? "") ?? [];
    const isVariable = !written.startsWith("--");
    const why =
      usual === undefined
        ? isVariable && known === undefined && OWN.test(written) && isUnknownVariable(written) && value !== ""
          ? "a switch of the frontend"
          : undefined
        : usual.test(value)
          ? undefined
          : what;
    if (known === BLOCK_SIZE && isOtherBlock(value, workers))
      reportOn(findings, "setting-not-modelled", place, blockWords(written, component.name, value));
    if (why === undefined) continue;
    const message = `${written.slice(0, 60)} of ${component.name} is not modelled (${why}): figures are those without it and may be off either way.`;
    reportOn(findings, "setting-not-modelled", place, message);
  }
}

/** Tokens of a block by which a router tells which worker has the beginning of a prompt. */
const BLOCK_SIZE = "kv-cache-block-size";

/** Whether a number is none of the KV blocks of the workers; what nobody says of one of them may be any. */
function isOtherBlock(value: string, workers: readonly ManifestWorker[]): boolean {
  const blocks = workers.map((worker) => worker.settings.kvBlockSize?.value.toString() ?? ownBlock(worker));
  return (
    /^\d+$/.test(value) && blocks.every((block) => block !== undefined && Number(block) !== Number(value))
  );
}

function blockWords(written: string, component: string, value: string): string {
  return `${written} ${value} of ${component} is not modelled (blocks of another size than the KV cache of its workers has): a router that counts by them finds nothing that is cached.`;
}

interface FrontFlag {
  readonly name: string;
  /** what stands behind it, on its own or after `=`; empty for a switch */
  readonly value: string;
  readonly place: MappedText;
}

function flagsOf({ command: { program, args } }: ComponentReading): readonly FrontFlag[] {
  if (program?.name !== "dynamo.frontend") return [];
  return args.flatMap(({ text, unresolved }, at) => {
    const [, name = "", own] = /^--([a-z][^=]*)(?:=(.*))?$/is.exec(text.text) ?? [];
    if (unresolved || name === "") return [];
    const next = args[at + 1]?.text.text ?? "";
    return [{ name, value: (own ?? (next.startsWith("--") ? "" : next)).trim(), place: text }];
  });
}

/** The flag of a name, of its `no-` form, or of a beginning of it, which the frontend takes as well. */
function knownName(name: string): string | undefined {
  const plain = name.replace(/^no-/, "");
  if (NAMES.includes(plain)) return plain;
  return plain.length < 3 ? undefined : NAMES.find((one) => one.startsWith(plain));
}

/** The flag that a variable stands for. */
function flagOf(variable: string): string | undefined {
  const name = /^DYN_(\w+)$/.exec(variable)?.[1]?.toLowerCase().replaceAll("_", "-");
  return name === undefined || QUIET.has(name) || MOVES.has(name) || !MOVES.has(`dyn-${name}`)
    ? name
    : `dyn-${name}`;
}
