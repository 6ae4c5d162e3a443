/** Flags of the reference that this tool does not take, by their beginning or whole, and what to do instead. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [
    /^image-(height|width)$|^num-images$/,
    "images in prompts are not predicted; leave it out for the text part",
  ],
  [
    /^(enable-epd|disable-encoder-dp|encoder-.*)$/,
    "encode workers are not predicted; leave it out for the text part",
  ],
  [
    /^(afd-.*|no-afd-combined-with-pd|n-[af]-nodes|a-tp-size|a-batch-size|f-moe-ep-size|num-microbatches|pipeline-model|comm-overhead-factor|boundary-on-ffn)$/,
    "attention and FFN on separate nodes (AFD) are not predicted; use agg or disagg",
  ],
  [/^generator-help(-backend)?$/, "docs/artifacts.md lists all generator values"],
  [
    /^(prefill|decode)-(free-gpu-memory-fraction|max-seq-len)$/,
    "one value serves both roles; give --free-gpu-memory-fraction or --max-seq-len",
  ],
];

/** Flags that one command lacks because another has them. */
const ELSEWHERE: readonly (readonly [string, RegExp, string])[] = [
  [
    "estimate",
    /^(save-dir|generator-.*|dynamo-version|config-template-version|namespace|model-cache|transport|image-pull-secret|deployment-target)$/,
    "estimate writes no files; generate writes those of one configuration, default those of the best",
  ],
  ["estimate", /^top-n$/, "estimate answers one configuration; default and exp rank several"],
  ["generate", /^top-n$/, "generate writes one configuration; default and exp rank several"],
  ["exp", /^(attention-backend|inclusive-tpot)$/, "write it into the experiments of the file"],
  ["recommend", /^total-gpus$/, "recommend finds the GPUs; --max-total-gpus limits them"],
  ["default", /^max-total-gpus$/, "it belongs to recommend; give --total-gpus"],
];

/** Why a known flag of the reference, or of another command, is not taken here; undefined for others. */
export function whyRefused(command: string, name: string): string | undefined {
  const elsewhere = ELSEWHERE.find(([of, names]) => of === command && names.test(name));
  return elsewhere?.[2] ?? REFUSED.find(([names]) => names.test(name))?.[1];
}

const AFD = "attention and FFN on separate nodes (AFD) are not predicted";

/** Values of the reference's flags that mean something, and that this tool does not take. */
const REFUSED_VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "serving-mode": { afd: AFD },
  "estimate-mode": { afd: AFD },
  mode: { afd: AFD },
  "moe-backend": { megamoe: "it limits what a search tries; default, exp and recommend take it" },
  detail: { energy: "energy is not predicted" },
  "forward-model": { fpm: "whole-model measurements are not read; only op_level is" },
  backend: { any: "auto tries all", all: "auto tries all" },
};

/** Why a value of the reference is not taken by a flag; undefined for others. */
export function whyValueRefused(flag: string, value: string): string | undefined {
  const values = REFUSED_VALUES[flag];
  const name = value.toLowerCase();
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}
