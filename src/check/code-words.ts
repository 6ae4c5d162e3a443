/** In a script, another module around the engine. */
const AROUND = /-m[ \t]+(?!dynamo\.)[\w.]+(?=[ \t][^;&|\n]{0,200}-m[ \t]+dynamo\.)/g;

/** Texts that are run as code of another program, whatever they were decoded from: of those of Python that only print nothing is meant. */
const RUN_TEXT =
  /(?:^|[\s;&|])\.[ \t]+[^\s.]|\|\s{0,4}(?:sudo[ \t]+)?(?:(?:ba|da|z|k)?sh|python[\d.]*|perl|ruby|node)\b|\b(?:ba|da|z|k)?sh[ \t]+(?:-\w*c\b|-s\b|<)|\bpython[\d.]*[ \t]+(?:-[A-Za-z]+[ \t]+)*(?:-[ \t]|<|-\w*c[ \t]+["'](?!(?:(?:import|from)[\w., ]+;? ?)+(?:print\([\w. ]*(?:\(\))?\))?["']))|\b(?:perl|ruby|node)[ \t]+-e|\bsystem\(|\bcoproc\b/gm;
/** Changes of the engine's own code: patches, files among installed packages, and other versions of its packages. */
const MENDS = new RegExp(
  [
    String.raw`\bgit[ \t]+apply\b|(?:^|[;&|][ \t]*)patch[ \t]+-`,
    String.raw`\b(?:cp|mv|rm|ln|sed|tee)[ \t][^\n]{0,300}__(?:file|path)__`,
    // files among the packages, or in the place of a program that starts an engine
    String.raw`(?:\b(?:cp|mv|rm|ln|install|sed|tar|unzip|rsync|dd|tee|curl|wget|find|git|touch|truncate)[ \t]|>)[^\n;&|]{0,300}(?:(?:site|dist)-packages|/bin/(?:python[\d.]*|vllm|sglang|trtllm-serve|env|(?:ba|da)?sh)\b(?![ \t]+-)|/ld\.so\.)`,
    String.raw`\b(?:pip[\d.]*|conda|mamba|micromamba|uv|poetry)[ \t](?:[^\n;&|]{0,100}[ \t])?(?:install|uninstall|add|remove)\b[^\n;&|]{0,300}(?:\b(?:vllm|sglang|sgl[-_]kernel|tensorrt[-_]llm|ai-dynamo|torch|transformers|flashinfer)|git\+|[ \t]-e\b|\.whl|[ \t]\.{0,2}/)`,
  ].join("|"),
  "gm",
);
/** Settings of the shell that change what its commands do, beside those that everybody makes, and what sets variables under other names. */
const SHELL_SET =
  /(?:^|[\s;&|])(?:set[ \t]+[-+](?!-|[eEuxvabhT]*(?:o[ \t]+(?:pipefail|errexit|nounset|xtrace|posix)\b|(?![\w-])))\S*|(?:shopt|enable|hash|getopts|mapfile|readarray|printf[ \t]+-v)[ \t]\S*|(?:declare|local|typeset|wait)[ \t]+-\w*[np]\w*)/gm;
/** Programs, functions and texts that run in the place of the engine that is read. */
export const REPLACED =
  /\b(?:eval|source|alias|trap)\s|\b(?:python3?|vllm|exec|command)\s{0,4}\(\)|\bfunction\s+(?:python3?|vllm|exec|command)\b|\benv\s+-S|--conf(?:ig?)?(?:[= ]|\s*$)|\$@/gm;

/** What sets a GPU slower, cuts it or shares it: of NVIDIA's own program all but what asks, lists and watches. */
const GPU_STATE =
  /\bnvidia-smi\b(?![^\n;&|]{0,200}\b[dp]mon\b)(?=[^\n;&|]{0,200}[ \t](?:(?<!(?:-i|-id|>)[ \t])["']?\$|-{1,2}(?!(?:L|list-gpus|q|query[\w-]*|format|i|id|pm|persistence-mode|l|loop|lms|loop-ms|f|filename|x|xml-format|u|d|display|h|help|version|m|s|n|t|o|p|p2p|c)(?![\w-]))[a-z]|-{1,2}(?:c|compute-mode|pl)(?![\w-])))[^\n;&|]{0,200}|\bnvidia-cuda-mps\S*|\bnvidia-settings\b|\bdcgmi[ \t]+config\b/g;

/** What counts in any script, whether its deployment is new or not. */
export const ELSE_RUN: readonly RegExp[] = [RUN_TEXT, SHELL_SET, MENDS, AROUND, GPU_STATE];

/** What some patterns find in a text, in the order of the patterns. */
export function wordsLike(patterns: readonly RegExp[], code: string): readonly string[] {
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map(([word]) => word));
}

/** What a command that no shell reads, or a hook, does to the GPUs; scripts of several lines are read as such. */
export function gpuStates(words: readonly string[]): readonly string[] {
  return wordsLike([GPU_STATE], words.filter((word) => !word.includes("\n")).join(" "));
}
