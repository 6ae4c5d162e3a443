import { compact } from "../../domain/compact.js";
import type { Backend, Speculation } from "../../domain/deployment.js";
import { readDraftBlock, type Drafts } from "./read-draft-block.js";
import { fail, type Reading } from "./reading.js";
import { hasImplicitDraft } from "./v1-quant.js";

/** Draft tokens and their acceptance, or that the checkpoint or a draft's own files tell them. */
export function readDrafts(reading: Reading, model: string, backend: Backend): Drafts {
  const { values } = reading.flat;
  if (values["speculative"] !== undefined) return readDraftBlock(reading, backend);
  if (values["nextn"] !== "auto") return compact({ speculation: readSpeculation(reading, model) });
  // rates by position need the depth, which the checkpoint tells later
  return { autoDrafts: compact({ accepted: values["nextn_accepted"] as number | undefined }) };
}

function readSpeculation(reading: Reading, model: string): Speculation | undefined {
  const { flat } = reading;
  const { values } = flat;
  const written = values["nextn"];
  const implicit = flat.form === "v1" && written === undefined && hasImplicitDraft(flat.first.model ?? model);
  const nextn = (written as number | undefined) ?? (implicit ? 1 : 0);
  if (implicit)
    reading.notes.push(
      "nextn is 1, the default of this file's form for DeepSeek; write nextn: 0 to switch drafting off",
    );
  if (nextn === 0) return undefined;
  const accepted = (values["nextn_accepted"] as number | undefined) ?? acceptedFromRates(reading, nextn);
  if (accepted === undefined) {
    fail(
      reading,
      "nextn",
      `nextn is ${nextn}; it needs nextn_accepted, the drafts accepted per step on average`,
    );
    return undefined;
  }
  if (accepted > nextn)
    fail(reading, "nextn_accepted", `nextn_accepted is ${accepted}; it must be at most nextn (${nextn})`);
  return { nextn, accepted };
}

/**
 * Mean of accepted drafts: `Σ_i Π_{j ≤ i} rate_j`, positions beyond the list count 0
 * (`docs/method/experiment-files.md` 3.7).
 */
function acceptedFromRates(reading: Reading, nextn: number): number | undefined {
  const written = reading.flat.values["nextn_accept_rates"] as readonly number[] | undefined;
  if (written === undefined && reading.flat.form === "v2") return undefined;
  const rates = written ?? (reading.flat.values["nextn"] === undefined ? [0.85] : [0.85, 0.3]);
  let product = 1;
  let accepted = 0;
  for (let position = 0; position < nextn; position++) {
    product *= rates[position] ?? 0;
    accepted += product;
  }
  return accepted;
}
