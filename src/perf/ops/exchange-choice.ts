import type { Backend } from "../../domain/deployment.js";
import type { Grid } from "../interp/grid-data.js";
import type { Phase, PricingContext } from "../types.js";
import { lineThrough } from "./low-latency.js";
import { exchangeDtypes, exchangeGrid, type Exchange, type ExchangeStep } from "./a2a-rows.js";

/** Which exchange an engine would use, apart from the load. */
export interface ExchangeQuestion {
  readonly phase: Phase;
  /** a moe mode: it decides in which format tokens travel */
  readonly mode: string;
  readonly ep: number;
  readonly hidden: number;
  readonly topK: number;
  readonly experts: number;
}

/** An exchange that was measured, and how it is asked for. */
export interface ChosenExchange {
  readonly comm: string;
  /** processors given to communication */
  readonly sms: number;
  /** DeepEP of SGLang and vLLM: a prefill's tokens are split over the ranks of one attention group */
  readonly splitsTokens: boolean;
  /** undefined where the exchange has no such step */
  grid(step: ExchangeStep): Grid | undefined;
  readonly nodes: number;
  /** ranks that the rows were measured over */
  readonly measuredEp: number;
}

interface Candidate {
  readonly comm: string;
  readonly backends: readonly Backend[];
  readonly phases: readonly Phase[];
  readonly minSm: number;
  readonly sms: number;
  readonly prepares: boolean;
  /** formats asked for by step; undefined where this exchange cannot carry the mode */
  readonly formats: (mode: string, phase: Phase, sm: number) => Formats | undefined;
}

interface Formats {
  readonly dispatch: string;
  readonly combine: string;
}

const BOTH: readonly Phase[] = ["context", "generation"];
const DEEPEP: readonly Backend[] = ["sglang", "vllm"];
const ANY_FORMAT = (): Formats => ({ dispatch: "default", combine: "default" });

/** In order of preference (`docs/method/operators.md` 5.4). */
const CANDIDATES: readonly Candidate[] = [
  {
    comm: "deepep_ht",
    backends: DEEPEP,
    phases: ["context"],
    minSm: 0,
    sms: 20,
    prepares: false,
    formats: ANY_FORMAT,
  },
  {
    comm: "deepep_ll",
    backends: DEEPEP,
    phases: ["generation"],
    minSm: 0,
    sms: 0,
    prepares: false,
    formats: ANY_FORMAT,
  },
  {
    comm: "deepep_v2_context",
    backends: ["vllm"],
    phases: ["context"],
    minSm: 0,
    sms: 0,
    prepares: false,
    formats: ANY_FORMAT,
  },
  {
    comm: "deepep_v2_generation",
    backends: ["vllm"],
    phases: ["generation"],
    minSm: 0,
    sms: 0,
    prepares: false,
    formats: ANY_FORMAT,
  },
  {
    comm: "trtllm_deepep_ht",
    backends: ["trtllm"],
    phases: ["context"],
    minSm: 0,
    sms: 0,
    prepares: false,
    formats: highThroughput,
  },
  {
    comm: "trtllm_deepep_ll",
    backends: ["trtllm"],
    phases: ["generation"],
    minSm: 0,
    sms: 0,
    prepares: false,
    formats: lowLatency,
  },
  {
    comm: "nvlink_two_sided",
    backends: ["trtllm"],
    phases: BOTH,
    minSm: 100,
    sms: 0,
    prepares: true,
    formats: nvlink,
  },
  {
    comm: "nvlink_one_sided",
    backends: ["trtllm"],
    phases: BOTH,
    minSm: 100,
    sms: 0,
    prepares: false,
    formats: nvlink,
  },
];

/** Most experts a token may go to in any of these exchanges. */
const MAX_TOP_K = 8;

function highThroughput(mode: string): Formats | undefined {
  if (mode === "nvfp4") return { dispatch: "nvfp4", combine: "nvfp4" };
  return ["bfloat16", "fp8", "fp8_block"].includes(mode)
    ? { dispatch: "bfloat16", combine: "bfloat16" }
    : undefined;
}

function lowLatency(mode: string, _phase: Phase, sm: number): Formats | undefined {
  if (mode === "nvfp4") return sm >= 100 ? { dispatch: "nvfp4", combine: "fp4" } : undefined;
  if (mode === "bfloat16") return { dispatch: "bfloat16", combine: "bfloat16" };
  return mode === "fp8" || mode === "fp8_block" ? { dispatch: "fp8", combine: "fp8" } : undefined;
}

function nvlink(mode: string, phase: Phase): Formats | undefined {
  if (mode === "nvfp4") return { dispatch: "nvfp4", combine: phase === "generation" ? "fp4" : "nvfp4" };
  if (mode === "bfloat16") return { dispatch: "bfloat16", combine: "bfloat16" };
  return mode === "fp8" || mode === "fp8_block" ? { dispatch: "fp8", combine: "fp8" } : undefined;
}

/** The first exchange of the engine that was measured, dispatch and combine; undefined when there is none. */
export function chooseExchange(
  context: PricingContext,
  question: ExchangeQuestion,
): ChosenExchange | undefined {
  const { phase, mode, ep, hidden, topK, experts } = question;
  return context.shared(`exchange ${phase} ${mode} ${ep} ${hidden} ${topK} ${experts}`, () => {
    if (topK > MAX_TOP_K || ep < 2 || ep > experts || experts % ep !== 0) return undefined;
    const sm = context.system.gpu.smVersion ?? 0;
    const nodes = Math.ceil(ep / context.system.node.gpusPerNode);
    for (const candidate of CANDIDATES) {
      const { comm, backends, phases, minSm, sms, prepares, formats } = candidate;
      if (!backends.includes(context.backend) || !phases.includes(phase) || sm < minSm) continue;
      const asked = formats(mode, phase, sm);
      if (asked === undefined) continue;
      const rows = (step: ExchangeStep): Measured | undefined => {
        if (step === "prepare" && !prepares) return undefined;
        const dtype = step === "combine" ? asked.combine : asked.dispatch;
        return measuredExchange(context, { comm, step, dtype, ep, nodes, hidden, topK, experts });
      };
      const usable = comm === "deepep_ll" ? isRising : isMeasured;
      const dispatch = rows("dispatch");
      if (dispatch === undefined || !usable(dispatch.grid) || !usable(rows("combine")?.grid)) continue;
      const grid = (step: ExchangeStep): Grid | undefined => rows(step)?.grid;
      const splitsTokens = DEEPEP.includes(context.backend);
      return { comm, sms, nodes, splitsTokens, grid, measuredEp: dispatch.ep };
    }
    return undefined;
  });
}

function isMeasured(grid: Grid | undefined): boolean {
  return grid !== undefined;
}

/** Low-latency rows cover a shape only where a line through them rises; elsewhere they are noise about a launch time. */
function isRising(grid: Grid | undefined): boolean {
  const tokens = grid?.keys[1];
  if (grid === undefined || tokens === undefined || tokens.length < 2) return grid !== undefined;
  return lineThrough(tokens, grid.values).slope > 0;
}

interface Measured {
  readonly grid: Grid;
  readonly ep: number;
}

/** The exchange in the asked format, or what the table has for it; across nodes a one-node row stands in. */
function measuredExchange(context: PricingContext, exchange: Exchange): Measured | undefined {
  const exact = inFormat(context, exchange);
  if (exact !== undefined) return { grid: exact, ep: exchange.ep };
  if (exchange.nodes === 1) return undefined;
  const ep = context.backend === "sglang" ? 8 : context.system.node.gpusPerNode;
  const grid = inFormat(context, { ...exchange, ep, nodes: 1 });
  return grid === undefined ? undefined : { grid, ep };
}

function inFormat(context: PricingContext, exchange: Exchange): Grid | undefined {
  const known = exchangeDtypes(context, exchange);
  if (known.has(exchange.dtype)) return exchangeGrid(context, exchange);
  if (exchange.dtype === "fp8_block" && known.has("fp8"))
    return exchangeGrid(context, { ...exchange, dtype: "fp8" });
  if (known.size === 1 && known.has("default"))
    return exchangeGrid(context, { ...exchange, dtype: "default" });
  return undefined;
}
