import type { Backend } from "../../domain/deployment.js";
import { SGLANG_CHOICES, TRTLLM_CHOICES, VLLM_CHOICES } from "./choice-lists.js";

/** Values that an engine takes for a setting. */
export interface Choices {
  readonly words: readonly string[];
  /** the versions that were read take no others */
  readonly complete: boolean;
  /** nor does any other version */
  readonly everywhere: boolean;
}

const TEXTS: Readonly<Record<Backend, string>> = {
  vllm: VLLM_CHOICES,
  sglang: SGLANG_CHOICES,
  trtllm: TRTLLM_CHOICES,
};

/** Lists that have not changed, or grow by number formats of which the newest are known. */
const EVERYWHERE: readonly string[] = [
  ...["vllm dtype", "sglang dtype", "vllm kv-transfer-config.kv-role"],
  ...["vllm kv-cache-dtype", "sglang kv-cache-dtype", "trtllm kv_cache_config.dtype"],
  "trtllm scheduler_config.capacity_scheduler_policy",
];

/** Other names of the same settings. */
const ALIASES: Readonly<Record<string, string>> = { q: "quantization" };

const tables = new Map<Backend, ReadonlyMap<string, Choices>>();

/** What an engine takes for a setting; undefined where its values are no list, or not known. */
export function choicesOf(backend: Backend, key: string): Choices | undefined {
  let table = tables.get(backend);
  if (table === undefined) tables.set(backend, (table = tableOf(backend)));
  return table.get(ALIASES[key] ?? key);
}

/** The rows of a text: names, `=` or `~`, values; a row goes on while lines are indented further. */
function tableOf(backend: Backend): ReadonlyMap<string, Choices> {
  const rows = TEXTS[backend].replaceAll(/\n {4}/g, " ").split("\n");
  return new Map(
    rows.flatMap((row) => {
      const [names = "", values = ""] = row.split(/ [=~] /);
      const words = values.split(/\s+/);
      const complete = row.includes(" = ");
      return names
        .trim()
        .split(" ")
        .map(
          (name) =>
            [name, { words, complete, everywhere: EVERYWHERE.includes(`${backend} ${name}`) }] as const,
        );
    }),
  );
}
