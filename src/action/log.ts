import { debug, endGroup, info, startGroup } from "@actions/core";

/** Where the steps of a run are told. Nothing secret goes in. */
export interface Logger {
  /** one line a step */
  info(message: string): void;
  /** values, shown only in debug runs */
  debug(message: string): void;
  /** lines folded under a title */
  group(title: string, lines: readonly string[]): void;
}

/** The runner's log. */
export function createLogger(): Logger {
  const line = (message: string): void => info(harmlessLine(message));
  return {
    info: line,
    debug: (message) => debug(harmlessLine(message)),
    group: (title, lines) => {
      startGroup(harmlessLine(title));
      for (const each of lines) line(each);
      endGroup();
    },
  };
}

/**
 * A line that the runner cannot take for a command (`::`, `##[`), and that neither moves the cursor nor turns the
 * reading direction. Text of strangers may be in any message.
 */
export function harmlessLine(message: string): string {
  return message
    .replace(/[\s\u0085\u2028\u2029]+/g, " ")
    .replace(/[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "?")
    .replace(/:(?=:)/g, ":\u200b")
    .replace(/##\[/g, "#\u200b#[");
}
