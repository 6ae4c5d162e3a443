/** One engine is started by a command; which of two is, only the shell knows. */
export const START =
  /\bvllm\s+serve\b|\bdynamo\.(?:vllm|sglang|trtllm)\b|-m\s+(?:vllm\.entrypoints|sglang\.launch_server|tensorrt_llm\.commands)\b|\bsglang\s+serve\b|\btrtllm-serve\b/g;
/** What the operator and its schedulers set in every pod of a worker that spans nodes. */
export const INJECTED = /^(?:LWS|GROVE|DYN)_/;
/** The words of a command of a shell, up to what ends it. */
export const OWN_WORDS = /^(?:[^;&|\n\\]|\\[\s\S])*/;
/** A variable of a shell with what stands in its place where nobody sets it. */
export const FALLBACK = /\$\{([A-Za-z_]\w{0,100}):?[-=][^{}]*\}/g;

/** Whether a script sets a variable once, to a word that can be read. */
export function assigns(code: string, name: string): boolean {
  const set = code.split(`${name}=`);
  return set.length === 2 && /^["']?[\w./:@-]/.test(set[1] ?? "");
}
