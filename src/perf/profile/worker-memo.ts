import type { Lengths, WorkerModel } from "../types.js";
import { groupKeys, modelGroup, precisionGroup, type GroupNames } from "./calibrated-features.js";

/** Step times of a worker for requests of one length, each priced once. */
export interface WorkerTimes {
  prefillMs(): number;
  decodeMs(batchSize: number): number;
}

/** A memory of {@link WorkerTimes}: a search asks for the same worker thousands of times. */
export function timesMemo(): (worker: WorkerModel, lengths: Lengths) => WorkerTimes {
  const known = new WeakMap<WorkerModel, { readonly lengths: Lengths; readonly times: WorkerTimes }>();
  return (worker, lengths) => {
    const found = known.get(worker);
    if (found !== undefined && equalLengths(found.lengths, lengths)) return found.times;
    const { isl, osl, prefix } = lengths;
    const middle = isl + Math.floor(osl / 2) + 1;
    let prefillMs: number | undefined;
    const decode = new Map<number, number>();
    const times: WorkerTimes = {
      prefillMs: () => (prefillMs ??= worker.contextStepMs(1, isl - prefix, prefix)),
      decodeMs(batchSize) {
        let ms = decode.get(batchSize);
        if (ms === undefined) decode.set(batchSize, (ms = worker.decodeStepMs(batchSize, middle)));
        return ms;
      },
    };
    known.set(worker, { lengths, times });
    return times;
  };
}

function equalLengths(a: Lengths, b: Lengths): boolean {
  return a === b || (a.isl === b.isl && a.osl === b.osl && a.prefix === b.prefix);
}

export type KeysOf = (
  worker: WorkerModel,
  backend: GroupNames["backend"],
  mode: GroupNames["mode"],
  system: string,
  model: string,
) => readonly string[];

/** Keys are asked once per worker. */
export function keyMemo(): KeysOf {
  const known = new WeakMap<WorkerModel, Partial<Record<GroupNames["mode"], readonly string[]>>>();
  return (worker, backend, mode, system, name) => {
    const before = known.get(worker);
    const found = before?.[mode];
    if (found !== undefined) return found;
    const keys = groupKeys({
      backend,
      mode,
      system,
      model: modelGroup(name),
      precision: precisionGroup(worker.quant),
    });
    known.set(worker, { ...before, [mode]: keys });
    return keys;
  };
}
