import type { BatchLine } from "./batch-lines.js";

/** Lines of a file that are looked at together: answers wait for each other, some megabytes of them. */
export const LINES_TOGETHER = 4096;

/** Whether the lines of a batch are answered by what they read: who writes them to standard input may wait for each answer. */
export function isSorted(file: string | undefined): boolean {
  return file !== undefined && file !== "-";
}

/** How lines are answered, and who is told of the answers in the order of the lines. */
export interface BatchWork<A> {
  answer(line: BatchLine): Promise<A>;
  tell(answer: A): void;
}

/**
 * Answers so many lines at a time one system after the other, so that the tables of few are open at once, and tells the answers
 * in the order of the lines.
 */
export async function systemBySystem<A>(
  lines: AsyncIterable<BatchLine>,
  work: BatchWork<A>,
  together: number,
): Promise<void> {
  let waiting: BatchLine[] = [];
  const answerAll = async (): Promise<void> => {
    const answers = new Map<BatchLine, A>();
    for (const line of bySystem(waiting)) answers.set(line, await work.answer(line));
    for (const line of waiting) work.tell(answers.get(line)!);
    waiting = [];
  };
  for await (const line of lines) {
    waiting.push(line);
    if (waiting.length >= together) await answerAll();
  }
  await answerAll();
}

/** Columns that say which tables a line is answered from, as lines spell them: the system, the engine, then the model. */
const TABLES_OF = [
  ["system", "system_name", "system-name"],
  ["backend", "backend_name", "backend-name", "framework"],
  ["model", "model_path", "model-path", "model_name", "model-name", "hf_id", "hf-id", "model_config_used"],
];

/** Lines that are answered from the same tables one behind the other, else in their order. */
function bySystem(lines: readonly BatchLine[]): readonly BatchLine[] {
  const keyed = lines.map((line) => ({ line, key: tablesOf(line) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ line }) => line);
}

function tablesOf(line: BatchLine): string {
  if ("error" in line) return "";
  const { row } = line;
  return TABLES_OF.map((names) => names.map((name) => row[name]).find((cell) => cell !== undefined)).join(
    "\n",
  );
}
