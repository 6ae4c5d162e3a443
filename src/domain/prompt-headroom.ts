/** Tokens that engines are given above the prompts of a workload, for chat templates and special tokens. */
export const PROMPT_HEADROOM = 1500;
