import type { Backend, Parallelism, QuantModes, Speculation } from "../../domain/deployment.js";
import type { SystemSpec } from "../system-spec.js";
import type { Operator } from "../types.js";
import type { Model } from "./config.js";

/** Operators of a draft that run together: how many tokens of a request each sees, and how often they run in a step. */
export interface DraftPass {
  readonly operators: readonly Operator[];
  readonly tokens: number;
  readonly times: number;
}

/** What drafts beside the target: a smaller model, or a network trained for it. */
export interface Drafter {
  /** over a prompt, before the first draft */
  readonly context: readonly Operator[];
  readonly passes: readonly DraftPass[];
  /** bytes of one rank beside the weights of the passes */
  readonly heldBytes: number;
  readonly kvBytesPerSequence: (length: number) => number;
}

/** Bytes of a draft on one rank, whatever stages the target has. */
export function drafterBytes({ passes, heldBytes }: Drafter): number {
  const operators = passes.flatMap((pass) => pass.operators);
  return operators.reduce((sum, { weightBytes }) => sum + weightBytes, heldBytes);
}

/** What a draft takes over from its target. */
export interface DraftTarget {
  readonly model: Model;
  readonly backend: Backend;
  readonly system: SystemSpec;
  readonly parallelism: Parallelism;
  readonly quant: QuantModes;
  readonly speculation?: Speculation;
  readonly seqImbalance?: number;
  readonly genSeqImbalance?: number;
}
