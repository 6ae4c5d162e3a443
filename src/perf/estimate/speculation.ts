import { compact } from "../../domain/compact.js";
import type { Backend, Speculation } from "../../domain/deployment.js";
import { isTrained, unpredictedEngine } from "../../domain/draft-methods.js";
import { UserError } from "../../domain/errors.js";
import type { EstimateMode } from "./request.js";

export const SPEC_METHODS = ["mtp", "ngram", "draft_model", "eagle3", "dflash", "dspark", "none"] as const;
export type SpecMethod = (typeof SPEC_METHODS)[number];

/** Speculation as `estimate` is told of it; names in messages are those of the flags. */
export interface SpeculationAsked {
  readonly method?: SpecMethod;
  /** `--spec-draft-model-path` */
  readonly draftModel?: string;
  /** `--spec-num-draft-tokens` */
  readonly draftTokens?: number;
  /** `--spec-accepted-tokens`, drafts accepted per step on average */
  readonly acceptedTokens?: number;
  /** `--nextn` with its acceptance, the older words for `mtp` */
  readonly nextn?: Speculation;
  readonly backend: Backend;
  readonly mode: EstimateMode;
}

/**
 * The speculation of one fixed configuration, or none. Throws `UserError` (`usage`) for what contradicts itself, for what is
 * missing, and for ways of drafting that are not predicted.
 */
export function speculationAsked(asked: SpeculationAsked): Speculation | undefined {
  const { method, nextn, mode } = asked;
  if (method === undefined) {
    const stray = strayFlag(asked);
    if (stray !== undefined) refuse(`${stray} needs --spec-method: ${SPEC_METHODS.join(", ")}`);
    return nextn;
  }
  if (method === "none") {
    const stray = strayFlag(asked) ?? (nextn === undefined ? undefined : "--nextn");
    if (stray !== undefined) refuse(`--spec-method none takes no ${stray}`);
    return undefined;
  }
  if (mode === "disagg")
    refuse("--spec-method is predicted for agg and static modes, not for disagg; use --nextn for mtp");
  const drafter = method === "draft_model" || isTrained(method);
  if (!drafter && asked.draftModel !== undefined)
    refuse(`--spec-method ${method} takes no --spec-draft-model-path`);
  if (method === "mtp") return ownDrafts(asked);
  if (nextn !== undefined)
    refuse(`--nextn is for mtp; with --spec-method ${method} use --spec-num-draft-tokens`);
  const engine = unpredictedEngine(method, asked.backend);
  if (engine !== undefined) refuse(`--spec-method ${method} ${engine}`);
  if (drafter && asked.draftModel === undefined)
    refuse(
      `--spec-method ${method} needs --spec-draft-model-path, ${method === "draft_model" ? "a model id or a folder" : "a folder"} with config.json`,
    );
  return { ...depthAndAcceptance(asked, method), method, ...compact({ draftModel: asked.draftModel }) };
}

function ownDrafts(asked: SpeculationAsked): Speculation {
  const { nextn, draftTokens, acceptedTokens } = asked;
  if (nextn !== undefined && draftTokens !== undefined && draftTokens !== nextn.nextn)
    refuse(`--nextn ${nextn.nextn} and --spec-num-draft-tokens ${draftTokens} contradict each other`);
  if (nextn !== undefined && acceptedTokens !== undefined && acceptedTokens !== nextn.accepted)
    refuse(
      `--nextn-accepted ${nextn.accepted} and --spec-accepted-tokens ${acceptedTokens} contradict each other`,
    );
  return nextn ?? depthAndAcceptance(asked, "mtp");
}

function depthAndAcceptance(
  { draftTokens, acceptedTokens }: SpeculationAsked,
  method: SpecMethod,
): Pick<Speculation, "nextn" | "accepted"> {
  if (draftTokens === undefined) return refuse(`--spec-method ${method} needs --spec-num-draft-tokens`);
  if (!Number.isInteger(draftTokens) || draftTokens < 1)
    refuse(`--spec-num-draft-tokens is ${draftTokens}; a whole number of at least 1 is needed`);
  if (acceptedTokens === undefined)
    return refuse(
      `--spec-method ${method} needs --spec-accepted-tokens, the drafts accepted per step on average (0 to ${draftTokens})`,
    );
  if (!(acceptedTokens >= 0 && acceptedTokens <= draftTokens))
    refuse(`--spec-accepted-tokens is ${acceptedTokens}; it must lie between 0 and ${draftTokens}`);
  return { nextn: draftTokens, accepted: acceptedTokens };
}

function strayFlag({ draftModel, draftTokens, acceptedTokens }: SpeculationAsked): string | undefined {
  if (draftModel !== undefined) return "--spec-draft-model-path";
  if (draftTokens !== undefined) return "--spec-num-draft-tokens";
  return acceptedTokens === undefined ? undefined : "--spec-accepted-tokens";
}

function refuse(message: string): never {
  throw new UserError("usage", message);
}
