import { compact } from "../domain/compact.js";
import type { Backend, Speculation } from "../domain/deployment.js";
import { isTrained, unpredictedEngine } from "../domain/draft-methods.js";
import type { MappingFacts } from "./mapping-facts.js";
import type { ManifestBackend, ManifestWorker, SpeculativeSettings } from "./types.js";

/** Multi-token prediction inside the model. */
export const MTP_METHODS = /^(?:mtp|nextn|.*_mtp)$/i;

/** Whether a method drafts with layers of the model itself; SGLang calls that EAGLE as well, where no other model is named. */
export function namesOwnDrafts(backend: ManifestBackend, method: string, named: boolean): boolean {
  const own = MTP_METHODS.test(method.trim());
  return own || (backend === "sglang" && !named && /^eagle$/i.test(method.trim()));
}

type Drafts = Omit<Speculation, "accepted">;

/** Our names of the methods that an engine calls otherwise; EAGLE without a number is an older network and not predicted. */
const NAMES: Readonly<Record<Backend, Readonly<Record<string, Speculation["method"]>>>> = {
  vllm: { ngram: "ngram", draft_model: "draft_model", eagle3: "eagle3", dflash: "dflash", dspark: "dspark" },
  sglang: { eagle3: "eagle3", dflash: "dflash", standalone: "draft_model" },
  trtllm: { eagle3: "eagle3", dflash: "dflash", dspark: "dspark", draft_target: "draft_model" },
};

/** Drafts as the workers have them switched on, when they can be predicted and their acceptance is known; else a note says why not. */
export function speculationOf(
  workers: readonly ManifestWorker[],
  backend: Backend,
  facts: MappingFacts,
  assumptions: string[],
): Speculation | undefined {
  const written = workers.map((worker) => worker.settings.speculative).find((one) => one !== undefined);
  if (!written) return undefined;
  const drafts = draftsOf(written, backend);
  if (typeof drafts === "string") {
    assumptions.push(`speculative decoding ${drafts}: predicted without it`);
    return undefined;
  }
  if (facts.acceptLength === undefined) {
    assumptions.push(
      "the accepted draft tokens are not known (annotation accept-length): predicted without speculative decoding",
    );
    return undefined;
  }
  if (facts.draftRefusal !== undefined && drafts.draftModel !== undefined) {
    assumptions.push(`${facts.draftRefusal.replace(/\.$/, "")}: predicted without speculative decoding`);
    return undefined;
  }
  return { ...drafts, accepted: Math.min(drafts.nextn, Math.max(0, facts.acceptLength - 1)) };
}

/** What drafts how many tokens, or why it is not predicted, as the rest of a sentence. */
function draftsOf(written: SpeculativeSettings, backend: Backend): Drafts | string {
  const said = written.method?.value ?? "";
  const depth = written.numTokens?.value ?? written.numSteps?.value;
  const own = namesOwnDrafts(backend, said, written.model !== undefined);
  const chain = MTP_METHODS.test(said) || !isTree(written);
  if (own && chain && depth !== undefined && depth >= 1) return { nextn: depth };
  const method = Object.hasOwn(NAMES[backend], said.toLowerCase())
    ? NAMES[backend][said.toLowerCase()]
    : undefined;
  if (method === undefined) return `(${said || "method not said"}) is not modelled`;
  const engine = unpredictedEngine(method, backend);
  if (engine !== undefined) return `(${said}) ${engine}`;
  const nextn = depth !== undefined && depth >= 1 && !isTree(written) ? depth : undefined;
  if (nextn === undefined) return `(${said}) is predicted only for a chain of drafts whose number is said`;
  const draftModel = written.model?.value;
  const drafter = method === "draft_model" || isTrained(method);
  if (drafter && draftModel === undefined) return `(${said}) is not modelled without the name of the draft`;
  return { method, nextn, ...compact({ draftModel: drafter ? draftModel : undefined }) };
}

/** SGLang's drafts branch unless one candidate is kept per step, or as many tokens are checked as a chain has. */
function isTree({ numSteps, numDraftTokens, topK }: SpeculativeSettings): boolean {
  if (numSteps === undefined) return false;
  const chain = numSteps.value + 1;
  return topK === undefined
    ? numDraftTokens?.value !== chain
    : topK.value !== 1 || (numDraftTokens?.value ?? chain) !== chain;
}
