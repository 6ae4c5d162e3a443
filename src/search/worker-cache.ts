import { parallelKey, type Parallelism } from "../domain/deployment.js";
import type { ModelFacts, Predictor, WorkerContext, WorkerModel } from "../perf/types.js";

/** A predictor that builds every worker once and remembers what it has priced. For many evaluations in one run. */
export function rememberWorkers(predictor: Predictor): Predictor {
  const workers = new Map<string, WorkerModel | Error>();
  const facts = new Map<string, Promise<ModelFacts>>();
  return {
    facts(context) {
      const key = contextKey(context);
      let known = facts.get(key);
      if (known === undefined) {
        known = predictor.facts(context);
        facts.set(key, known);
      }
      return known;
    },
    async workers(context, choices, options) {
      const prefix = `${contextKey(context)}|${options.role}|${options.purpose ?? ""}|`;
      const keyOf = (choice: Parallelism): string => prefix + parallelKey(choice);
      const missing = choices.filter((choice) => !workers.has(keyOf(choice)));
      const built = missing.length === 0 ? [] : await predictor.workers(context, missing, options);
      missing.forEach((choice, index) => workers.set(keyOf(choice), built[index]!));
      return choices.map((choice) => workers.get(keyOf(choice))!);
    },
    draftTokens: (context, draft) => predictor.draftTokens(context, draft),
  };
}

/** A context as text, independent of the order in which its fields were set. */
function contextKey(context: WorkerContext): string {
  const sorted = (value: unknown): unknown =>
    typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, v]) => v !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, v]) => [k, sorted(v)]),
        )
      : value;
  return JSON.stringify(sorted(context));
}
