import { compact } from "./compact.js";
import type { Backend, Speculation } from "./deployment.js";
import { isTrained, unpredictedEngine } from "./draft-methods.js";
import { UserError } from "./errors.js";

export const SPEC_METHODS = ["mtp", "ngram", "draft_model", "eagle3", "dflash", "dspark", "none"] as const;
export type SpecMethod = (typeof SPEC_METHODS)[number];

/** The key of an experiment file's `speculative.params` that holds the number of drafts, by method. */
export const DEPTH_KEYS: Readonly<Record<Exclude<SpecMethod, "none">, string>> = {
  mtp: "depth",
  ngram: "num_speculative_tokens",
  draft_model: "num_speculative_tokens",
  eagle3: "num_speculative_tokens",
  dflash: "num_draft_tokens",
  dspark: "num_draft_tokens",
};

/** How a front end spells what can be asked of drafts, for messages. */
export interface DraftWords {
  readonly method: string;
  readonly draftModel: string;
  /** may differ by method */
  readonly draftTokens: string;
  readonly acceptedTokens: string;
  readonly nextn: string;
  readonly nextnAccepted: string;
}

/** What is asked of speculative decoding, by flags or by a file; `nextn` is the older word for `mtp`. */
export interface DraftsAsked {
  readonly words: DraftWords;
  readonly method?: SpecMethod;
  readonly draftModel?: string;
  readonly draftTokens?: number;
  /** drafts accepted per step on average */
  readonly acceptedTokens?: number;
  readonly nextn?: Speculation;
  readonly backend: Backend;
  /** prefill and decode in pools of their own */
  readonly disagg: boolean;
}

/**
 * The speculation that was asked for, or none. Throws `UserError` (`usage`) for what contradicts itself, for what is missing, and
 * for ways of drafting that are not predicted.
 */
export function speculationAsked(asked: DraftsAsked): Speculation | undefined {
  const { method, nextn, words } = asked;
  if (method === undefined) {
    const stray = strayWord(asked);
    if (stray !== undefined) refuse(`${stray} needs ${words.method}: ${SPEC_METHODS.join(", ")}`);
    return nextn;
  }
  const said = `${words.method} ${method}`;
  if (method === "none") {
    const stray = strayWord(asked) ?? (nextn === undefined ? undefined : words.nextn);
    if (stray !== undefined) refuse(`${said} takes no ${stray}`);
    return undefined;
  }
  if (asked.disagg)
    refuse(
      `${words.method} is predicted for agg and static modes, not for disagg; use ${words.nextn} for mtp`,
    );
  const drafter = method === "draft_model" || isTrained(method);
  if (!drafter && asked.draftModel !== undefined) refuse(`${said} takes no ${words.draftModel}`);
  if (method === "mtp") return ownDrafts(asked);
  if (nextn !== undefined) refuse(`${words.nextn} is for mtp; with ${said} use ${words.draftTokens}`);
  const engine = unpredictedEngine(method, asked.backend);
  if (engine !== undefined) refuse(`${said} ${engine}`);
  if (drafter && asked.draftModel === undefined)
    refuse(
      `${said} needs ${words.draftModel}, ${method === "draft_model" ? "a model id or a folder" : "a folder"} with config.json`,
    );
  return { ...depthAndAcceptance(asked, method), method, ...compact({ draftModel: asked.draftModel }) };
}

function ownDrafts(asked: DraftsAsked): Speculation {
  const { nextn, draftTokens, acceptedTokens, words } = asked;
  const apart = (older: string, newer: string): never =>
    refuse(`${older} and ${newer} contradict each other`);
  if (nextn !== undefined && draftTokens !== undefined && draftTokens !== nextn.nextn)
    apart(`${words.nextn} ${nextn.nextn}`, `${words.draftTokens} ${draftTokens}`);
  if (nextn !== undefined && acceptedTokens !== undefined && acceptedTokens !== nextn.accepted)
    apart(`${words.nextnAccepted} ${nextn.accepted}`, `${words.acceptedTokens} ${acceptedTokens}`);
  return nextn ?? depthAndAcceptance(asked, "mtp");
}

function depthAndAcceptance(
  { draftTokens, acceptedTokens, words }: DraftsAsked,
  method: SpecMethod,
): Pick<Speculation, "nextn" | "accepted"> {
  if (draftTokens === undefined) return refuse(`${words.method} ${method} needs ${words.draftTokens}`);
  if (!Number.isInteger(draftTokens) || draftTokens < 1)
    refuse(`${words.draftTokens} is ${draftTokens}; a whole number of at least 1 is needed`);
  if (acceptedTokens === undefined)
    return refuse(
      `${words.method} ${method} needs ${words.acceptedTokens}, the drafts accepted per step on average (0 to ${draftTokens})`,
    );
  if (!(acceptedTokens >= 0 && acceptedTokens <= draftTokens))
    refuse(`${words.acceptedTokens} is ${acceptedTokens}; it must lie between 0 and ${draftTokens}`);
  return { nextn: draftTokens, accepted: acceptedTokens };
}

function strayWord({ draftModel, draftTokens, acceptedTokens, words }: DraftsAsked): string | undefined {
  if (draftModel !== undefined) return words.draftModel;
  if (draftTokens !== undefined) return words.draftTokens;
  return acceptedTokens === undefined ? undefined : words.acceptedTokens;
}

function refuse(message: string): never {
  throw new UserError("usage", message);
}
