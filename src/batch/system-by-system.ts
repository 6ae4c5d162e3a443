import type { BatchLine } from "./batch-lines.js";
import { together, type Company } from "./together.js";

/** How lines are answered, and who is told of the answers in the order of the lines. */
export interface BatchWork<A> {
  answer(line: BatchLine): Promise<A>;
  tell(answer: A): void;
  /** the next line is answered from other tables than the last one */
  turn(): void;
}

/**
 * Answers the lines that are looked at together from one system's tables after the other, so that those of few need be open at
 * once, and tells the answers in the order of the lines.
 */
export async function systemBySystem<A>(
  lines: AsyncIterable<BatchLine>,
  work: BatchWork<A>,
  company: Company,
): Promise<void> {
  let last: string | undefined;
  for await (const waiting of together(lines, company)) {
    const answers = new Map<BatchLine, A>();
    for (const { line, tables } of bySystem(waiting)) {
      if (tables !== last && last !== undefined) work.turn();
      last = tables;
      answers.set(line, await work.answer(line));
    }
    for (const line of waiting) work.tell(answers.get(line)!);
  }
}

/** Columns that say which tables a line is answered from, as lines spell them: the systems and the engine. */
const TABLES_OF = [
  ["system", "system_name", "system-name"],
  ["decode-system", "decode_system", "decodeSystem"],
  ["backend", "backend_name", "backend-name", "framework"],
];
const MODEL_OF = [
  "model",
  ...["model_path", "model-path", "model_name", "model-name", "hf_id", "hf-id", "model_config_used"],
];

interface Placed {
  readonly line: BatchLine;
  readonly tables: string;
  readonly model: string;
}

/** Lines that are answered from the same tables one behind the other, model by model, else in their order. */
function bySystem(lines: readonly BatchLine[]): readonly Placed[] {
  return lines
    .map((line) => ({
      ...{ line, model: cellOf(line, MODEL_OF) },
      tables: TABLES_OF.map((names) => cellOf(line, names)).join("\n"),
    }))
    .sort((a, b) => order(a.tables, b.tables) || order(a.model, b.model));
}

function cellOf(line: BatchLine, names: readonly string[]): string {
  if ("error" in line) return "";
  return String(names.map((name) => line.row[name]).find((cell) => cell !== undefined));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
