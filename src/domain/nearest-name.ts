import { distance } from "fastest-levenshtein";

/**
 * The known name nearest to a wrong one, for messages: of a few that go on from it (`h200` for `h200_sxm`) or end in its
 * words (`--batch-size` for `--max-batch-size`) the first of the shortest, else the one with the fewest other letters, when
 * at most `share` of them (but two always) differ. Undefined when none is that near.
 */
export function nearestName(wrong: string, known: readonly string[], share = 1 / 3): string | undefined {
  const lower = plain(wrong.slice(0, MOST_LETTERS));
  const words = lower.replace(/^_+/, "");
  const goOn = lower.length < 3 ? [] : known.filter((name) => plain(name).startsWith(lower));
  const longer =
    goOn.length > 0 || words.length < 4 ? goOn : known.filter((name) => endsInWords(plain(name), words));
  const few = longer.length > 0 && longer.length <= FEW;
  let best: string | undefined;
  let bestDistance = few ? Infinity : Math.max(2, Math.floor(lower.length * share)) + 1;
  for (const name of few ? longer : known) {
    const steps = distance(lower, plain(name));
    if (steps < bestDistance) {
      best = name;
      bestDistance = steps;
    }
  }
  return best;
}

/** `, did you mean X?` for a message, else `otherwise`, so that the sentence can go on after either. */
export function didYouMean(wrong: string, known: readonly string[], otherwise = "", share?: number): string {
  const near = nearestName(wrong, known, share);
  return near === undefined ? otherwise : `, did you mean ${near}?`;
}

/**
 * Models that a wrong name may have meant: one without its numbers, of another size (`7B`, `8x22B`) or generation (`4.6`),
 * is another model, but for one wrong letter. A generation may be named in part (`llama-3` for 3.1).
 */
export function ofItsNumbers(wrong: string, models: readonly string[]): readonly string[] {
  const numbers = numbersOf(wrong);
  return models.filter((model) => {
    const theirs = numbersOf(model);
    const has = (number: string): boolean =>
      theirs.some((their) => their === number || their.startsWith(`${number}.`));
    return numbers.every(has) || distance(plain(wrong.slice(0, MOST_LETTERS)), plain(model)) === 1;
  });
}

function numbersOf(model: string): readonly string[] {
  return model.slice(0, MOST_LETTERS).match(/\d+(?:\.\d+)*/g) ?? [];
}

/** More names that go on from one say nothing. */
const FEW = 5;

/** Longer texts are no slip of a name, and distances grow with the product of lengths. */
const MOST_LETTERS = 200;

function endsInWords(name: string, words: string): boolean {
  return name.endsWith(words) && /[_/]/.test(name.charAt(name.length - words.length - 1));
}

/** Case and the separator are no difference. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("-", "_");
}
