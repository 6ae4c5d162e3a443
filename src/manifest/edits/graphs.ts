import type { Setting } from "../types.js";
import { type EditContext, writeSetting } from "./settings.js";

/**
 * Keeps the sizes of CUDA graphs in step with a new batch limit: a list that ended at the old limit ends at the new one, and
 * none ends below it. Lists that already reach further stay.
 */
export function editGraphs(context: EditContext, oldBatch: number | undefined, newBatch: number): void {
  const { cudaGraphSizes, cudaGraphMaxBatch } = context.worker.settings;
  if (cudaGraphMaxBatch && (cudaGraphMaxBatch.value === oldBatch || cudaGraphMaxBatch.value < newBatch))
    writeSetting(context, cudaGraphMaxBatch, String(newBatch), "CUDA graph batch");
  if (!cudaGraphSizes) return;
  const largest = Math.max(...cudaGraphSizes.value);
  if (largest !== oldBatch && largest >= newBatch) return;
  const sizes = sizesUpTo(cudaGraphSizes.value, newBatch);
  if (sizes.join() !== cudaGraphSizes.value.join()) writeList(context, cudaGraphSizes, sizes);
}

/** The listed sizes below the batch limit, doubled on to it, and the limit itself. */
export function sizesUpTo(sizes: readonly number[], batch: number): readonly number[] {
  const kept = sizes.filter((size) => size < batch);
  let next = Math.max(1, ...kept) * 2;
  while (next < batch && kept.length < 200) {
    kept.push(next);
    next *= 2;
  }
  return [...kept, batch];
}

function writeList(
  { source, worker, wishes }: EditContext,
  setting: Setting<readonly number[]>,
  sizes: readonly number[],
): void {
  const { range, file } = setting.origin;
  if (!range || file !== source.file) return;
  const written = source.text.slice(range.start, range.end);
  // The separator of the list as it is spelled: a comma, a blank, or a new line with a dash.
  const separator =
    /^\d+(\D+?)\d/.exec(written)?.[1] ?? onlyItemSeparator(source.text, range.start, source.newline);
  if (separator === undefined || /[#&*]/.test(separator)) return;
  wishes.push({
    component: worker.component,
    origin: setting.origin,
    text: sizes.join(separator),
    what: "CUDA graph sizes",
  });
}

function onlyItemSeparator(text: string, start: number, newline: string): string | undefined {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const prefix = text.slice(lineStart, start);
  if (/^\s*- $/.test(prefix)) return newline + prefix;
  return text[start - 1] === "[" ? ", " : undefined;
}
