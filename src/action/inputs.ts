import { getInput, getMultilineInput } from "@actions/core";
import { CONFIDENCE_RANGE, isConfidence } from "../domain/confidence.js";
import { UserError } from "../domain/errors.js";
import type { Severity } from "../domain/rules.js";
import {
  commentWord,
  POLICY_FILE,
  type CommentMode,
  type CommentUpdate,
  type CommitMode,
  type GateMode,
  type SettingValues,
} from "../policy/index.js";
import { didYouMean } from "../domain/nearest-name.js";
import { isCommentKey } from "../report/index.js";

const COMMENT_WORDS = [
  "always",
  "on-change",
  "on-finding",
  "never",
  "hide-and-new",
  "delete-and-new",
] as const;
export const RUN_MODES = ["review", "gate", "publish", "sweep"] as const;
export type RunMode = (typeof RUN_MODES)[number];

/** Every input, read and checked once. Absent and empty are the same to the runner: undefined here. */
export interface Inputs {
  readonly mode: RunMode;
  readonly token: string;
  readonly configFile: string;
  /** where the policy lies when it is another repository's */
  readonly policySource?: PolicySource;
  readonly files: readonly string[];
  /** settings that are stronger than every file */
  readonly values: Partial<SettingValues>;
  readonly profile: string | undefined;
  /** chance with which all limits must hold */
  readonly confidence: number | undefined;
  readonly gate: GateMode | undefined;
  readonly comment: CommentMode | undefined;
  readonly commentUpdate: CommentUpdate | undefined;
  readonly failLevel: Severity | undefined;
  readonly commentKey: string;
  readonly suggest: boolean | undefined;
  readonly commit: CommitMode | undefined;
  readonly gateWorkflow: string | undefined;
  readonly issue: boolean;
  readonly sarifFile: string | undefined;
  readonly reportFile: string | undefined;
  readonly htmlFile: string | undefined;
  readonly baseRef: string | undefined;
  readonly headRef: string | undefined;
  readonly prNumber: number | undefined;
  readonly timeLimitMs: number;
  readonly dryRun: boolean;
}

/** Reads an input by name; empty when it is not set. */
export type ReadInput = (name: string) => string;

/** Reads all inputs; throws a {@link UserError} on the first that is wrong, saying what is allowed. */
export function readInputs(
  read: ReadInput = getInput,
  readLines: (name: string) => string[] = getMultilineInput,
): Inputs {
  const optional = (name: string): string | undefined => read(name).trim() || undefined;
  const choice = <T extends string>(name: string, allowed: readonly T[]): T | undefined => {
    const value = optional(name);
    if (value === undefined) return undefined;
    const found = allowed.find((each) => each === value.toLowerCase());
    if (found === undefined) throw wrong(name, value, allowed.join(", "), didYouMean(value, allowed, "."));
    return found;
  };
  const flag = (name: string): boolean | undefined => {
    const value = choice(name, ["true", "false"]);
    return value === undefined ? undefined : value === "true";
  };
  const number = (
    name: string,
    options: { readonly whole?: boolean; readonly max?: number } = {},
  ): number | undefined => numberOf(name, optional(name), options);
  const word = choice("comment", COMMENT_WORDS);
  const comment = word && commentWord(word);
  const key = optional("comment-key") ?? "default";
  if (!isCommentKey(key))
    throw wrong("comment-key", key, "up to 60 letters, digits, `.`, `_`, `/` and single hyphens");
  return {
    mode: choice("mode", RUN_MODES) ?? "review",
    token: read("github-token"),
    ...configFile(optional("config-file") ?? POLICY_FILE),
    files: readLines("files"),
    values: settings(optional("workload"), {
      ttftMs: number("ttft-ms"),
      tpotMs: number("tpot-ms"),
      requestLatencyMs: number("request-latency-ms"),
      system: optional("system"),
      gpus: number("gpus", { whole: true }),
    }),
    profile: choice("profile", ["reference", "calibrated"]),
    confidence: confidenceOf(optional("confidence")),
    gate: choice("gate", ["enforce", "advisory", "off"]),
    comment: comment?.mode,
    commentUpdate: comment?.update,
    failLevel: choice("fail-level", ["error", "warning", "notice"]),
    commentKey: key,
    suggest: flag("suggest"),
    commit: choice("commit", ["never", "on-label", "always"]),
    gateWorkflow: optional("gate-workflow"),
    issue: flag("issue") ?? false,
    sarifFile: optional("sarif-file"),
    reportFile: optional("report-file"),
    htmlFile: optional("html-file"),
    baseRef: optional("base-ref"),
    headRef: optional("head-ref"),
    prNumber: number("pr-number", { whole: true }),
    timeLimitMs: (number("time-limit-seconds", { max: 3600 }) ?? 120) * 1000,
    dryRun: flag("dry-run") ?? false,
  };
}

/** A raw input, for the parts of a mode that reads its own (sweeps). */
export function rawInput(name: string): string {
  return getInput(name);
}

function numberOf(
  name: string,
  value: string | undefined,
  options: { readonly whole?: boolean; readonly max?: number },
): number | undefined {
  if (value === undefined) return undefined;
  const parsed = /^\d{1,12}(?:\.\d{1,6})?$/.test(value) ? Number(value) : Number.NaN;
  if (
    !(parsed > 0) ||
    parsed > (options.max ?? 1e9) ||
    (options.whole === true && !Number.isInteger(parsed))
  ) {
    throw wrong(
      name,
      value,
      `${options.whole === true ? "a whole number" : "a number"} above 0${options.max === undefined ? "" : ` and at most ${options.max}`}`,
    );
  }
  return parsed;
}

function confidenceOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const confidence = /^0?\.\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  if (!isConfidence(confidence))
    throw wrong("confidence", value, `a number from ${CONFIDENCE_RANGE.least} to ${CONFIDENCE_RANGE.most}`);
  return confidence;
}

const WORKLOAD_KEYS = {
  isl: "isl",
  osl: "osl",
  prefix: "prefix",
  concurrency: "concurrency",
  "request-rate": "requestRate",
} as const;

/** `isl=4000 osl=500, concurrency=64` and the single limits as one set of values. */
function settings(
  workload: string | undefined,
  limits: { readonly [K in keyof SettingValues]?: SettingValues[K] | undefined },
): Partial<SettingValues> {
  const values: Record<string, unknown> = {};
  for (const pair of (workload ?? "").split(/[\s,;]+/).filter((part) => part !== "")) {
    const [name = "", value] = pair.split("=", 2);
    const names = Object.keys(WORKLOAD_KEYS);
    if (!Object.hasOwn(WORKLOAD_KEYS, name))
      throw wrong(
        "workload",
        pair,
        `pairs such as isl=4000; keys are ${names.join(", ")}`,
        didYouMean(name, names, "."),
      );
    values[WORKLOAD_KEYS[name as keyof typeof WORKLOAD_KEYS]] =
      name === "prefix" && value === "0"
        ? 0
        : numberOf(`workload ${name}`, value ?? "", { whole: name !== "request-rate" });
  }
  const { isl, prefix } = values;
  if (isl !== undefined && prefix !== undefined && Number(prefix) >= Number(isl))
    throw wrong("workload", `prefix=${prefix}`, `a prefix below isl (${isl})`);
  for (const [name, value] of Object.entries(limits)) if (value !== undefined) values[name] = value;
  return values;
}

/** A policy in another repository. */
export interface PolicySource {
  readonly owner: string;
  readonly repo: string;
  readonly path: string;
  /** branch, tag or commit */
  readonly ref: string;
}

const FOREIGN = /^(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)\/(?<path>[^@]+\.ya?ml)@(?<ref>[\w./-]+)$/;

/** `config-file`: a path of this repository, or `owner/name/path@ref`. */
function configFile(value: string): Pick<Inputs, "configFile" | "policySource"> {
  const { owner, repo, path, ref } = FOREIGN.exec(value)?.groups ?? {};
  if (owner === undefined || repo === undefined || path === undefined || ref === undefined)
    return { configFile: repositoryPath("config-file", value) };
  return {
    configFile: value,
    policySource: { owner, repo, path: repositoryPath("config-file", path), ref },
  };
}

/** A path inside the repository, as the API wants it. */
function repositoryPath(name: string, value: string): string {
  const path = value.replace(/^\.\//, "");
  if (path.startsWith("/") || path.split("/").includes("..") || path.includes("\0"))
    throw wrong(name, value, "a path inside the repository");
  return path;
}

function wrong(name: string, value: string, allowed: string, hint = "."): UserError {
  const shown = value.length > 80 ? `${value.slice(0, 79)}…` : value;
  return new UserError("usage", `input ${name} is '${shown}'${hint} Allowed: ${allowed}`);
}
