import type { Backend, Parallelism, TrainedMethod } from "../../domain/deployment.js";
import { unpredictedEngine } from "../../domain/draft-methods.js";
import { UserError } from "../../domain/errors.js";
import { InvalidParallelismError } from "../types.js";
import type { Model } from "./config.js";
import type { TrainedDraft } from "./trained-draft.js";

/** Families whose states a trained draft is known to read. */
const FAMILIES: Readonly<Record<TrainedMethod, readonly string[]>> = {
  eagle3: ["LLAMA"],
  dflash: ["LLAMA", "DEEPSEEKV4"],
  dspark: ["LLAMA"],
};

interface Target {
  readonly model: Model;
  readonly backend: Backend;
  readonly parallelism: Parallelism;
}

/**
 * Throws `UserError` (`model`) where a draft was trained for another target or its method is not predicted for this one,
 * `InvalidParallelismError` where it cannot be split like its target.
 */
export function checkTrainedDraft(draft: TrainedDraft, { model, backend, parallelism }: Target): void {
  const { method, id } = draft;
  const { family, spec } = model;
  const engine = unpredictedEngine(method, backend);
  if (engine !== undefined) refuse(`${method} ${engine}`);
  if (!FAMILIES[method].includes(family.name))
    refuse(
      `${method} is predicted for targets of the families ${FAMILIES[method].join(" and ")}; ${spec.id} is of ${family.name}`,
    );
  checkSizes(draft, model);
  const { heads, inter } = draft.layers;
  const { tp } = parallelism;
  const odd =
    heads % tp !== 0 ? `its ${heads} attention heads` : inter % tp !== 0 ? `its width ${inter}` : undefined;
  if (odd !== undefined)
    throw new InvalidParallelismError(`the draft ${id} cannot be split: tp ${tp} does not divide ${odd}`);
}

function checkSizes(draft: TrainedDraft, { spec }: Model): void {
  const { method, id, layers, vocab } = draft;
  // a draft of DFlash that brings its own words brings its own width too
  const ownWidth = method === "dflash" && draft.ownsWords;
  if (!ownWidth && layers.hidden !== spec.hidden)
    refuse(
      `the draft ${id} has hidden_size ${layers.hidden}, its target ${spec.id} ${spec.hidden}; they must be equal`,
    );
  if (method === "dspark" && vocab !== spec.vocab)
    refuse(
      `the draft ${id} has vocab_size ${vocab}, its target ${spec.id} ${spec.vocab}; they must be equal`,
    );
  const beyond = draft.tapped.filter((layer) => layer >= spec.layers);
  if (beyond.length > 0)
    refuse(
      `the draft ${id} reads layer ${beyond.join(", ")} of its target, but ${spec.id} has ${spec.layers} layers, counted from 0`,
    );
}

function refuse(message: string): never {
  throw new UserError("model", message);
}
