import { readFileSync } from "node:fs";
import type { DcpComm } from "../../src/domain/decode-context.js";
import type { Backend, QuantModes } from "../../src/domain/deployment.js";
import type { EstimateMode, EstimateRequest, EstimateResult } from "../../src/perf/estimate/request.js";
import type { DatabaseMode } from "../../src/domain/data-policy.js";

/** One single-point case of the reference: its arguments, and what it printed or why it refused. */
export interface OracleCase {
  readonly in: Readonly<Record<string, string | number | null>>;
  readonly out?: Readonly<Record<string, string | number | boolean | null>>;
  readonly error?: string;
}

/** Reads a file of cases. */
export function readCases(path: string): readonly OracleCase[] {
  return (JSON.parse(readFileSync(path, "utf8")) as { cases: OracleCase[] }).cases;
}

/** The same arguments as a request of ours. */
export function requestOf({ in: args }: OracleCase): EstimateRequest {
  const number = (name: string): number | undefined => {
    const value = args[name];
    return typeof value === "number" ? value : undefined;
  };
  const text = (name: string): string | undefined => {
    const value = args[name];
    return typeof value === "string" ? value : undefined;
  };
  const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
    value === undefined ? {} : ({ [key]: value } as Record<K, V>);
  const sizes = (prefix: string): EstimateRequest["parallelism"] => ({
    ...optional("tp", number(`${prefix}tp_size`)),
    ...optional("pp", number(`${prefix}pp_size`)),
    ...optional("dp", number(`${prefix}attention_dp_size`)),
    ...optional("moeTp", number(`${prefix}moe_tp_size`)),
    ...optional("moeEp", number(`${prefix}moe_ep_size`)),
    ...optional("dcp", number(`${prefix}dcp_size`)),
    ...optional("dcpComm", text(`${prefix}dcp_comm`) as DcpComm | undefined),
    ...optional("dcpReplicateQ", number(`${prefix}dcp_q_replicate`) === 1 || undefined),
  });
  const pool = (role: string): EstimateRequest["prefill"] => ({
    parallelism: sizes(`${role}_`) ?? {},
    batchSize: number(`${role}_batch_size`) ?? 1,
    workers: number(`${role}_num_workers`) ?? 1,
  });
  const quant: Partial<QuantModes> = {
    ...optional("gemm", text("gemm_quant_mode")),
    ...optional("moe", text("moe_quant_mode")),
    ...optional("kvcache", text("kvcache_quant_mode")),
    ...optional("fmha", text("fmha_quant_mode")),
  };
  const nextn = number("nextn");
  const mode = args["mode"] as EstimateMode;
  return {
    mode,
    context: {
      model: String(args["model_path"]),
      system: String(args["system_name"]),
      backend: args["backend_name"] as Backend,
      quant,
      ...optional("backendVersion", text("backend_version")),
      ...optional("databaseMode", text("database_mode") as DatabaseMode | undefined),
      ...optional("memFraction", number("free_gpu_memory_fraction")),
      ...optional("maxSeqLen", number("max_seq_len")),
      ...(nextn === undefined ? {} : { speculation: { nextn, accepted: number("nextn_accepted") ?? 0 } }),
    },
    ...optional("decodeSystem", text("decode_system_name")),
    ...optional("isl", number("isl")),
    ...optional("osl", number("osl")),
    ...optional("prefix", number("prefix")),
    ...(mode === "disagg"
      ? {
          prefill: pool("prefill") as NonNullable<EstimateRequest["prefill"]>,
          decode: pool("decode") as NonNullable<EstimateRequest["decode"]>,
        }
      : {
          parallelism: sizes("") ?? {},
          ...optional("batchSize", number("batch_size")),
          ...optional("ctxTokens", number("ctx_tokens")),
        }),
  };
}

/** Relative differences of ours from the reference, by figure; figures that it did not print are left out. */
export function differences(
  ours: EstimateResult,
  theirs: NonNullable<OracleCase["out"]>,
): Record<string, number> {
  const pairs: readonly (readonly [string, number, unknown])[] = [
    ["ttft", ours.ttftMs, theirs["ttft"]],
    ["tpot", ours.tpotMs, theirs["tpot"]],
    ["tokens/s/gpu", ours.tokensPerSecPerGpu, theirs["tokens/s/gpu"]],
    ["request_latency", ours.requestLatencyMs, theirs["request_latency"]],
    ["memory", ours.memoryGib, theirs["memory"]],
  ];
  const found: Record<string, number> = {};
  for (const [name, mine, reference] of pairs) {
    if (typeof reference !== "number") continue;
    // static points with drafts are printed with three decimals
    const rounded = name === "memory" && reference === Math.round(mine * 1000) / 1000;
    found[name] =
      rounded || mine === reference ? 0 : Math.abs(mine - reference) / Math.max(Math.abs(reference), 1e-9);
  }
  return found;
}
