import type { Lengths, ModelFacts } from "./types.js";

type Context = Pick<ModelFacts, "model" | "maxPositionEmbeddings" | "stretchedContext">;

/** A note where prompt and answer together exceed the positions of the model, which an engine refuses to serve. */
export function contextNotes(facts: Context, { isl, osl }: Pick<Lengths, "isl" | "osl">): readonly string[] {
  const { model, maxPositionEmbeddings: allowed, stretchedContext } = facts;
  if (allowed === undefined || stretchedContext === true || isl + osl <= allowed) return [];
  return [
    `prompt and answer are ${isl + osl} tokens, and ${model} has ${allowed} positions: an engine refuses such requests`,
  ];
}
