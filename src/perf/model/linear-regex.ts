/**
 * Regular expressions of a checkpoint's lists, matched in time proportional to text times pattern: whoever wrote the list
 * is a stranger, and a backtracking engine can be made to run for ever. Understood: characters, `.`, `\d \w \s`, escaped
 * signs, `[…]`, `(…)`, `(?:…)`, `|`, `* + ?` (lazy ones too), `^`, `$`. Undefined when a pattern has anything else.
 */
export function linearRegex(pattern: string): ((text: string) => boolean) | undefined {
  const parser: Parser = { pattern, at: 0, states: [] };
  const whole = alternatives(parser);
  if (whole === undefined || parser.at < pattern.length) return undefined;
  const accept = add(parser, { kind: "accept" });
  const start = whole(accept);
  return (text) => matchesFromStart(parser.states, start, accept, text);
}

type State =
  | { readonly kind: "one"; readonly accepts: (sign: string) => boolean; readonly next: number }
  | { readonly kind: "split"; next: readonly number[] }
  | { readonly kind: "start" | "end"; readonly next: number }
  | { readonly kind: "accept" };

interface Parser {
  readonly pattern: string;
  at: number;
  readonly states: State[];
}

/** A piece of the pattern that is wired to what follows it; gives the state to enter it by. */
type Piece = (next: number) => number;

function add(parser: Parser, state: State): number {
  return parser.states.push(state) - 1;
}

function alternatives(parser: Parser): Piece | undefined {
  const branches: Piece[] = [];
  do {
    const branch = sequence(parser);
    if (branch === undefined) return undefined;
    branches.push(branch);
  } while (take(parser, "|"));
  return (next) => add(parser, { kind: "split", next: branches.map((branch) => branch(next)) });
}

function sequence(parser: Parser): Piece | undefined {
  const pieces: Piece[] = [];
  while (parser.at < parser.pattern.length && !"|)".includes(parser.pattern[parser.at]!)) {
    const piece = repeated(parser);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return (next) => pieces.reduceRight((after, piece) => piece(after), next);
}

function repeated(parser: Parser): Piece | undefined {
  const piece = single(parser);
  if (piece === undefined) return undefined;
  const sign = ["*", "+", "?"].find((candidate) => take(parser, candidate));
  if (sign === undefined) return piece;
  // how greedy a repetition is does not change whether there is a match
  take(parser, "?");
  if (sign === "?") return (next) => add(parser, { kind: "split", next: [piece(next), next] });
  return (next) => {
    const loop: { kind: "split"; next: readonly number[] } = { kind: "split", next: [] };
    const again = add(parser, loop);
    const body = piece(again);
    loop.next = [body, next];
    return sign === "+" ? body : again;
  };
}

function single(parser: Parser): Piece | undefined {
  const sign = parser.pattern[parser.at++]!;
  if (sign === "(") {
    if (take(parser, "?") && !take(parser, ":")) return undefined;
    const inner = alternatives(parser);
    return take(parser, ")") ? inner : undefined;
  }
  if (sign === "^") return (next) => add(parser, { kind: "start", next });
  if (sign === "$") return (next) => add(parser, { kind: "end", next });
  const accepts = sign === "[" ? characterSet(parser) : oneOf(parser, sign);
  return accepts === undefined ? undefined : (next) => add(parser, { kind: "one", accepts, next });
}

function oneOf(parser: Parser, sign: string): ((found: string) => boolean) | undefined {
  if (sign === ".") return (found) => found !== "\n";
  if ("*+?{}])".includes(sign)) return undefined;
  return sign === "\\" ? escaped(parser) : (found) => found === sign;
}

function escaped(parser: Parser): ((found: string) => boolean) | undefined {
  const sign = parser.pattern[parser.at++];
  if (sign === undefined) return undefined;
  if (sign === "d") return (found) => /[0-9]/.test(found);
  if (sign === "w") return (found) => /[A-Za-z0-9_]/.test(found);
  if (sign === "s") return (found) => /\s/.test(found);
  return /[A-Za-z0-9]/.test(sign) ? undefined : (found) => found === sign;
}

function characterSet(parser: Parser): ((found: string) => boolean) | undefined {
  const inverted = take(parser, "^");
  const parts: ((found: string) => boolean)[] = [];
  while (!take(parser, "]")) {
    const low = parser.pattern[parser.at++];
    if (low === undefined) return undefined;
    const high = parser.pattern[parser.at + 1];
    if (low !== "\\" && parser.pattern[parser.at] === "-" && high !== undefined && high !== "]") {
      parser.at += 2;
      parts.push((found) => found >= low && found <= high);
      continue;
    }
    const accepts = low === "\\" ? escaped(parser) : (found: string): boolean => found === low;
    if (accepts === undefined) return undefined;
    parts.push(accepts);
  }
  return (found) => parts.some((part) => part(found)) !== inverted;
}

function take(parser: Parser, sign: string): boolean {
  if (parser.pattern[parser.at] !== sign) return false;
  parser.at++;
  return true;
}

/** Whether the pattern matches some beginning of the text: all possible states walk along together. */
function matchesFromStart(states: readonly State[], start: number, accept: number, text: string): boolean {
  let active = reach(states, [start], 0, text.length);
  for (let at = 0; at < text.length && !active.has(accept); at++) {
    const following: number[] = [];
    for (const index of active) {
      const state = states[index]!;
      if (state.kind === "one" && state.accepts(text[at]!)) following.push(state.next);
    }
    active = reach(states, following, at + 1, text.length);
  }
  return active.has(accept);
}

/** States that can be reached without reading a character. */
function reach(
  states: readonly State[],
  from: readonly number[],
  at: number,
  length: number,
): ReadonlySet<number> {
  const found = new Set<number>();
  const waiting = [...from];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (found.has(index)) continue;
    found.add(index);
    const state = states[index]!;
    if (state.kind === "split") waiting.push(...state.next);
    else if ((state.kind === "start" && at === 0) || (state.kind === "end" && at === length))
      waiting.push(state.next);
  }
  return found;
}
