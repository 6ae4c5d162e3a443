import { compact } from "../../domain/compact.js";
import type { Backend } from "../../domain/deployment.js";
import type { FlagSpan } from "../../domain/engine-flags/history.js";
import { CHOICE_SPANS } from "./choice-spans.js";
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

const spans = new Map<Backend, ReadonlyMap<string, FlagSpan>>();

/** The releases of Dynamo whose engine takes a value for a setting; undefined where all do, or nothing is known. */
export function choiceSpan(backend: Backend, key: string, word: string): FlagSpan | undefined {
  let table = spans.get(backend);
  if (table === undefined) {
    const rows = rowsOf(CHOICE_SPANS[backend] ?? "").map(({ name, words }) =>
      words.map((one) => {
        const [, value = "", from, until] = /^([^<>]+)(?:>([\d.]+))?(?:<([\d.]+))?$/.exec(one) ?? [];
        return [`${name} ${value.toLowerCase()}`, compact({ from, until })] as const;
      }),
    );
    spans.set(backend, (table = new Map(rows.flat())));
  }
  return table.get(`${ALIASES[key] ?? key} ${word.toLowerCase()}`);
}

function tableOf(backend: Backend): ReadonlyMap<string, Choices> {
  return new Map(
    rowsOf(TEXTS[backend]).map(({ name, words, complete }) => {
      const everywhere = EVERYWHERE.includes(`${backend} ${name}`);
      return [name, { words, complete, everywhere }] as const;
    }),
  );
}

interface ListRow {
  readonly name: string;
  readonly words: readonly string[];
  readonly complete: boolean;
}

/** The rows of a text: names, `=` or `~`, values; a row goes on while lines are indented further. */
function rowsOf(text: string): readonly ListRow[] {
  const rows = text.replaceAll(/\n {4}/g, " ").split("\n");
  return rows.flatMap((row) => {
    const [names = "", values = ""] = row.split(/ [=~] /);
    const words = values.split(/\s+/).filter((word) => word !== "");
    const named = names.split(" ").filter((name) => name !== "");
    return named.map((name) => ({ name, words, complete: row.includes(" = ") }));
  });
}
