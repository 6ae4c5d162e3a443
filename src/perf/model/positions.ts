import { numberField, objectField, type RawConfig, textField } from "./spec.js";

/** Ways to stretch positions whose factor engines leave out of the longest context: the configuration counts it already. */
const COUNTED = /^(?:llama3|longrope|su|default|mrope|dynamic)?$/;

/**
 * Whether engines allow a longer context than `max_position_embeddings` says, since a factor stretches the positions (YaRN
 * and its kin). The factor stands in `rope_scaling`, or in `rope_parameters` of newer files, there also by kind of layer.
 */
export function isStretched(text: RawConfig): boolean {
  const longest = numberField(text, "max_position_embeddings");
  if (longest === undefined) return false;
  const ropes = ["rope_scaling", "rope_parameters"].flatMap((name) => nested(text, name));
  return [...ropes, ...ropes.flatMap((rope) => Object.keys(rope).flatMap((name) => nested(rope, name)))].some(
    (rope) => {
      const factor = numberField(rope, "factor") ?? 1;
      const original = numberField(rope, "original_max_position_embeddings") ?? longest;
      const kind = textField(rope, "rope_type") ?? textField(rope, "type") ?? "";
      return !COUNTED.test(kind) && original * factor > longest;
    },
  );
}

function nested(config: RawConfig, name: string): readonly RawConfig[] {
  const found = objectField(config, name);
  return found === undefined ? [] : [found];
}
