import type { ConfigMaps } from "./command/config-maps.js";
import { readCommand } from "./command/engine-command.js";
import { type Environment, containerEnvironment } from "./command/environment.js";
import type { Argument } from "./command/script.js";
import type { LoadedDocument } from "./documents.js";
import { cursorPosition, originOf, toInteger, toNumber } from "./origin.js";
import type { FindingList } from "./rules.js";
import { type MappedText, slice } from "./text/mapped-text.js";
import type { Setting, WorkloadSource } from "./types.js";
import { at, child, type Cursor, items } from "./yaml/cursor.js";

/** Benchmark Jobs and Pods: load and limits from their variables and AIPerf flags. Undefined when the document benchmarks nothing. */
export function readPerfJob(
  document: LoadedDocument,
  root: Cursor,
  configMaps: ConfigMaps,
  findings: FindingList,
): WorkloadSource | undefined {
  const pod = document.kind === "Pod" ? child(root, "spec") : at(root, "spec", "template", "spec");
  for (const container of items(child(pod, "containers"))) {
    const environment = containerEnvironment(
      [child(container, "env")],
      [child(container, "envFrom")],
      configMaps,
    );
    const command = readCommand(container, environment, { source: findings.source, list: [] });
    const benchmark = command.benchmarks.at(-1);
    const speaks = [
      "ISL",
      "OSL",
      "CONCURRENCY",
      "CONCURRENCIES",
      "CONCURRENCY_PER_GPU",
      "TOTAL_CONCURRENCY",
    ].some((name) => environment.has(name));
    if (!benchmark && !speaks) continue;
    return {
      kind: "perf-job",
      name: document.name ?? "",
      file: findings.source.file,
      position: cursorPosition(root),
      ...readLoad(benchmark ?? [], environment),
    };
  }
  return undefined;
}

type Load = Omit<WorkloadSource, "kind" | "name" | "file" | "position" | "deployment">;

function readLoad(benchmark: readonly Argument[], environment: Environment): Load {
  const flag = (...names: readonly string[]): MappedText | undefined => flagValue(benchmark, names);
  const number = (
    value: MappedText | undefined,
    name: string,
    convert: (text: string) => number | undefined,
  ): Setting<number> | undefined => {
    const converted = value && convert(value.text.trim());
    return value && converted !== undefined
      ? { value: converted, text: value.text, origin: originOf(value, "flag", name) }
      : undefined;
  };
  const variable = (
    name: string,
    convert: (text: string) => number | undefined,
  ): Setting<number> | undefined => {
    const value = environment.get(name)?.text;
    const converted = value && convert(value.text.trim());
    return value && converted !== undefined
      ? { value: converted, text: value.text, origin: originOf(value, "env", name) }
      : undefined;
  };
  // A replayed trace has no fixed lengths, whatever a warm-up before it uses.
  const replay = flag("--input-file") !== undefined;
  const isl =
    number(flag("--isl", "--synthetic-input-tokens-mean"), "--isl", toInteger) ?? variable("ISL", toInteger);
  const osl = number(flag("--osl", "--output-tokens-mean"), "--osl", toInteger) ?? variable("OSL", toInteger);
  const rate =
    number(flag("--request-rate"), "--request-rate", toNumber) ?? variable("REQUEST_RATE", toNumber);
  const goodput = goodputLimits(flag("--goodput"));
  const concurrencies = concurrenciesOf(flag("--concurrency"), environment);
  const single = concurrencies.length === 1 ? concurrencies[0] : undefined;
  const model = modelOf(flag("--model", "-m", "--model-names"), environment);
  return {
    ...(model && { model }),
    ...(!replay && isl && { isl }),
    ...(!replay && osl && { osl }),
    ...(rate && { requestRate: rate }),
    ...(single && { concurrency: single }),
    ...goodput,
    concurrencies: concurrencies.map((one) => one.value),
  };
}

function flagValue(args: readonly Argument[], names: readonly string[]): MappedText | undefined {
  let found: MappedText | undefined;
  args.forEach((argument, i) => {
    const { text } = argument.text;
    const name = names.find((one) => text === one || text.startsWith(`${one}=`));
    if (name === undefined) return;
    const next = args[i + 1];
    if (text !== name) {
      if (!argument.unresolved) found = slice(argument.text, name.length + 1, text.length);
    } else if (next && !next.unresolved) found = next.text;
    // `--input-file "$X"` still tells that a trace is replayed.
    else if (next && name === "--input-file") found = next.text;
  });
  return found;
}

function concurrenciesOf(flag: MappedText | undefined, environment: Environment): readonly Setting<number>[] {
  const [fromFlag, list, single, total] = [
    flag,
    ...["CONCURRENCIES", "CONCURRENCY", "TOTAL_CONCURRENCY"].map((name) => environment.get(name)?.text),
  ];
  for (const [text, name, how] of [
    [fromFlag, "--concurrency", "flag"],
    [list, "CONCURRENCIES", "env"],
    [single, "CONCURRENCY", "env"],
    [total, "TOTAL_CONCURRENCY", "env"],
  ] as const) {
    const values = text
      ? numbers(text).map((part): Setting<number> => ({
          value: Number(part.text),
          text: part.text,
          origin: originOf(part, how, name),
        }))
      : [];
    if (values.length > 0) return values;
  }
  const perGpu = environment.get("CONCURRENCY_PER_GPU")?.text;
  const gpus = environment.get("DEPLOYMENT_GPU_COUNT")?.text;
  const product = (toInteger(perGpu?.text.trim() ?? "") ?? 0) * (toInteger(gpus?.text.trim() ?? "") ?? 0);
  if (!perGpu || !gpus || product <= 0) return [];
  const { range: _range, ...origin } = originOf(perGpu, "env", "CONCURRENCY_PER_GPU × DEPLOYMENT_GPU_COUNT");
  return [{ value: product, text: `${perGpu.text} × ${gpus.text}`, origin }];
}

function numbers(text: MappedText): readonly MappedText[] {
  return [...text.text.matchAll(/\d{1,12}/g)]
    .slice(0, 200)
    .map((match) => slice(text, match.index, match.index + match[0].length));
}

/** `time_to_first_token:500 inter_token_latency:30` */
function goodputLimits(text: MappedText | undefined): Pick<WorkloadSource, "ttftMs" | "tpotMs" | "e2eMs"> {
  const found: Record<string, Setting<number>> = {};
  for (const match of text?.text.matchAll(
    /(time_to_first_token|inter_token_latency|request_latency):(\d{1,12}(?:\.\d{1,9})?)/g,
  ) ?? []) {
    const key =
      match[1] === "time_to_first_token" ? "ttftMs" : match[1] === "inter_token_latency" ? "tpotMs" : "e2eMs";
    const start = match.index + (match[1]?.length ?? 0) + 1;
    const part = text && slice(text, start, start + (match[2]?.length ?? 0));
    if (part)
      found[key] = { value: Number(part.text), text: part.text, origin: originOf(part, "flag", "--goodput") };
  }
  return found;
}

function modelOf(flag: MappedText | undefined, environment: Environment): Setting<string> | undefined {
  if (flag) return { value: flag.text, text: flag.text, origin: originOf(flag, "flag", "--model") };
  for (const name of ["TARGET_MODEL", "MODEL_NAME", "MODEL"]) {
    const text = environment.get(name)?.text;
    if (text && text.text !== "")
      return { value: text.text, text: text.text, origin: originOf(text, "env", name) };
  }
  return undefined;
}
