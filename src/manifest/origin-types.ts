import type { FilePosition, TextRange } from "../domain/location.js";

/**
 * Where a value was read. `field`: a field of the manifest; `flag`: an argument of the engine command; `env`: an
 * environment variable, either in place of a flag or as the text of one; `config-map`: an engine file kept in a ConfigMap;
 * `here-doc`: an engine file that the script writes; `inline-json`: JSON in a flag; `dotted-flag`: `--trtllm.a.b`;
 * `annotation`: `metadata.annotations`; `image`: derived from an image reference.
 */
export type SourceKind =
  | "field"
  | "flag"
  | "env"
  | "config-map"
  | "here-doc"
  | "inline-json"
  | "dotted-flag"
  | "annotation"
  | "image";

/** One layer of quoting around a value, as an edit must respect it. */
export type QuoteLayer =
  | { readonly kind: "yaml-plain" }
  | { readonly kind: "yaml-single" }
  | { readonly kind: "yaml-double" }
  | { readonly kind: "yaml-block"; readonly indent: number; readonly folded: boolean }
  | { readonly kind: "shell-plain" }
  | { readonly kind: "shell-single" }
  | { readonly kind: "shell-double" }
  | { readonly kind: "json" }
  | { readonly kind: "here-doc"; readonly expands: boolean };

/** Where one value stands and what would have to be edited to change it. */
export interface Origin {
  readonly how: SourceKind;
  readonly file: string;
  /** as written: `--tensor-parallel-size`, `kv_cache_config.dtype`, `spec.services.Worker.resources.limits.gpu` */
  readonly name: string;
  readonly position: FilePosition;
  readonly endPosition: FilePosition;
  /** the characters of the value itself, without its quotes; absent when it cannot be edited in place */
  readonly range?: TextRange;
  /** quoting around the value, outermost first */
  readonly layers: readonly QuoteLayer[];
  /** reached through a YAML alias or merge key: other users of the anchor change with it */
  readonly aliased: boolean;
  /** the alias token on the way and the node it stands for, where the alias can be replaced by a copy */
  readonly alias?: { readonly token: TextRange; readonly node: TextRange };
  /** environment variable, ConfigMap or file that carried the value */
  readonly via?: string;
}

/** A value that the file states. */
export interface Setting<T> {
  readonly value: T;
  /** spelling in the file */
  readonly text: string;
  readonly origin: Origin;
  /** places that state the same setting and lose against this one, strongest first */
  readonly overridden?: readonly Setting<T>[];
}
