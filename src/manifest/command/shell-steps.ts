/** A part of a word before expansion. Offsets count in the script. */
export type ShellPart =
  | {
      readonly kind: "text";
      readonly value: string;
      /** for each unit of `value`, where its spelling starts and ends; −1 when unknown */
      readonly starts: readonly number[];
      readonly ends: readonly number[];
      readonly quote: "none" | "single" | "double";
    }
  | {
      readonly kind: "variable";
      readonly name: string;
      /** `[@]` or `[*]` of an array */
      readonly all: boolean;
      /** text after `:-` */
      readonly fallback: ShellWord | undefined;
      readonly quoted: boolean;
      readonly text: string;
    }
  | { readonly kind: "dynamic"; readonly text: string };

/** A word of a script, in pieces. */
export interface ShellWord {
  readonly parts: readonly ShellPart[];
  readonly start: number;
  /** without a glued line continuation */
  readonly end: number;
  readonly text: string;
}

/** A here-document that a command reads. */
export interface ShellHereDoc {
  readonly start: number;
  readonly end: number;
  /** parts of an unquoted body; undefined when the body is literal */
  readonly parts: readonly ShellPart[] | undefined;
  readonly quoted: boolean;
  /** `<<-`: leading tabs are removed */
  readonly stripTabs: boolean;
}

/** What a script does, flattened in source order. */
export type ShellStep =
  | {
      readonly kind: "assign";
      readonly name: string;
      readonly append: boolean;
      readonly value: ShellWord | readonly ShellWord[];
      readonly conditional: boolean;
      readonly start: number;
    }
  | { readonly kind: "unset"; readonly name: string }
  /** another shell begins or ends: what is set in it is gone with it */
  | { readonly kind: "shell"; readonly ends: boolean }
  | {
      readonly kind: "run";
      readonly words: readonly ShellWord[];
      /** `A=b command`: visible to that command only */
      readonly environment: readonly { readonly name: string; readonly value: ShellWord }[];
      /** targets of `>` and `>>` */
      readonly outputs: readonly ShellWord[];
      /** one of them keeps what it holds */
      readonly appends: boolean;
      readonly hereDocs: readonly ShellHereDoc[];
      readonly conditional: boolean;
      /** it may write when later commands have run: beside them, where it is called, or by what it keeps open */
      readonly lasting: boolean;
      readonly start: number;
      readonly end: number;
    };

/** A parsed script. */
export interface ShellScript {
  readonly steps: readonly ShellStep[];
  readonly errors: readonly { readonly message: string; readonly pos: number }[];
  readonly usesArrays: boolean;
  /** false: it says itself where words are split */
  readonly splits: boolean;
  /** variables that it sets in another way than by an assignment */
  readonly loose: ReadonlySet<string>;
}
