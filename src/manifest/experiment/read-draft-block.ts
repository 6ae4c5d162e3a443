import { compact } from "../../domain/compact.js";
import type { Backend } from "../../domain/deployment.js";
import { isTrained } from "../../domain/draft-methods.js";
import { DEPTH_KEYS, speculationAsked, type DraftWords, type SpecMethod } from "../../domain/drafts-asked.js";
import { UserError } from "../../domain/errors.js";
import type { SearchTask } from "../../domain/search-task.js";
import { set } from "./flat.js";
import { fail, type Reading } from "./reading.js";

/** What a file says of drafts: their number, or where the run finds it. */
export type Drafts = Pick<SearchTask, "speculation" | "autoDrafts">;

/** `speculative` of the flat form, as its schema lets it pass. */
interface DraftBlock {
  readonly method: SpecMethod;
  readonly params?: Readonly<Record<string, unknown>> | null;
  readonly draft_model_path?: string | null;
  readonly draft_config?: unknown;
  readonly accepted_tokens?: number | null;
}

/**
 * The block `speculative` of the flat form (`docs/method/experiment-files.md` 3.8). What contradicts itself, or is not predicted, is
 * noted as a problem of the block.
 */
export function readDraftBlock(reading: Reading, backend: Backend): Drafts {
  const block = reading.flat.values["speculative"] as DraftBlock;
  const { method } = block;
  const depthKey = method === "none" ? undefined : DEPTH_KEYS[method];
  const draftTokens =
    depthKey === undefined ? undefined : set(block.params?.[depthKey] as number | null | undefined);
  const stray = strayOf(block, depthKey);
  if (stray !== undefined) return refuse(reading, stray);
  const acceptedTokens = set(block.accepted_tokens);
  if (method === "mtp") return ownLayers(reading, { draftTokens, acceptedTokens });
  const older = ["nextn", "nextn_accepted", "nextn_accept_rates"].find(
    (key) => (reading.flat.values[key] ?? 0) !== 0,
  );
  if (older !== undefined)
    return refuse(reading, `${older} is for mtp and cannot stand beside method ${method}`);
  const draftModel = set(block.draft_model_path);
  const disagg = reading.flat.mode === "disagg";
  if (isTrained(method) && draftTokens === undefined && draftModel !== undefined && !disagg)
    return { autoDrafts: { ...compact({ accepted: acceptedTokens }), trained: { method, draftModel } } };
  try {
    const given = compact({ draftModel, draftTokens, acceptedTokens });
    return compact({
      speculation: speculationAsked({ words: words(depthKey), method, backend, disagg, ...given }),
    });
  } catch (error) {
    if (error instanceof UserError) return refuse(reading, error.message);
    throw error;
  }
}

/** A parameter that the method does not have, or that is not predicted, as a message. */
function strayOf(
  { method, params, draft_config: config }: DraftBlock,
  depthKey: string | undefined,
): string | undefined {
  const key = Object.keys(params ?? {}).find(
    (name) => name !== depthKey && set(params?.[name]) !== undefined,
  );
  if (key === undefined)
    return set(config) === undefined
      ? undefined
      : "speculative.draft_config is not read; name the folder of the draft in speculative.draft_model_path";
  const allowed = depthKey === undefined ? "it takes none" : `of its parameters ${depthKey} is predicted`;
  return `speculative.params.${key} is not predicted for method ${method}; ${allowed}`;
}

/** Layers of the checkpoint: the same as `nextn` and `nextn_accepted`, which may say it as well. */
function ownLayers(
  reading: Reading,
  given: { readonly draftTokens: number | undefined; readonly acceptedTokens: number | undefined },
): Drafts {
  const { nextn: older = 0, nextn_accepted: olderAccepted } = reading.flat.values as {
    readonly nextn?: number | "auto";
    readonly nextn_accepted?: number;
  };
  const { draftTokens = older, acceptedTokens = olderAccepted } = given;
  if (older !== 0 && older !== "auto" && older !== draftTokens)
    return refuse(
      reading,
      `nextn is ${older} and speculative.params.depth ${draftTokens}; they contradict each other`,
    );
  if (olderAccepted !== undefined && olderAccepted !== acceptedTokens)
    return refuse(
      reading,
      `nextn_accepted is ${olderAccepted} and speculative.accepted_tokens ${acceptedTokens}; they contradict each other`,
    );
  if (draftTokens === "auto") return { autoDrafts: compact({ accepted: acceptedTokens }) };
  if (draftTokens === 0) return {};
  if (acceptedTokens === undefined || acceptedTokens > draftTokens)
    return refuse(
      reading,
      `speculative.accepted_tokens is ${acceptedTokens ?? "missing"}; the drafts accepted per step on average are needed, 0 to ${draftTokens}`,
    );
  return { speculation: { nextn: draftTokens, accepted: acceptedTokens } };
}

const words = (depthKey: string | undefined): DraftWords => ({
  method: "speculative.method",
  draftModel: "speculative.draft_model_path",
  draftTokens: `speculative.params.${depthKey ?? "depth"}`,
  acceptedTokens: "speculative.accepted_tokens",
  nextn: "nextn",
  nextnAccepted: "nextn_accepted",
});

function refuse(reading: Reading, message: string): Drafts {
  fail(reading, "speculative", message);
  return {};
}
