import type { CommitMode, GateMode, SoftVerdict } from "../policy/types.js";

/** How a check is run by hand. */
export interface CheckCommand {
  /** how the program is started, ready for a shell */
  readonly program: string;
  /** a local run: its own words after `check`, in place of paths, base and flags */
  readonly typed?: readonly string[];
  /** flags for what the run was told beside its files */
  readonly flags?: readonly string[];
}

/** What a report must know beside the result: where it is shown, what the run may do, what the policy says. */
export interface ReportContext {
  /** key of the comment, one for each use of the action in a repository */
  readonly key: string;
  /** e.g. `https://github.com`; without it and a repository nothing is linked */
  readonly serverUrl?: string;
  /** `owner/name` */
  readonly repository?: string;
  readonly headSha?: string;
  readonly baseSha?: string;
  /** how the check is run by hand */
  readonly command: CheckCommand;
  readonly run?: { readonly id: number; readonly attempt: number; readonly url: string };
  /** the run may push to the head branch */
  readonly canCommit: boolean;
  readonly fromFork: boolean;
  readonly draft: boolean;
  readonly commit: CommitMode;
  readonly commitLabel: string;
  readonly gate: GateMode;
  readonly tooClose: SoftVerdict;
  readonly notApplicable: SoftVerdict;
  /** the whole result fails: of no part is said that the check passes with it */
  readonly failed?: boolean;
  readonly minGain: number;
  /** `plain` on servers whose Mermaid may be older than 11 */
  readonly chartStyle: "rich" | "plain";
  /**
   * Suggestions that lie on lines of the diff, by {@link suggestionKey}; the value is the address of the review comment,
   * or null while it is not known.
   */
  readonly suggestions?: ReadonlyMap<string, string | null>;
  /** Markdown of the policy above and under the comment */
  readonly header?: string;
  readonly footer?: string;
  readonly waiver?: { readonly label: string; readonly actor: string };
  readonly policyFile?: string;
  /** hashes for the hidden header: what the result was made from */
  readonly hashes?: Readonly<Record<string, string>>;
  /** sentences for the job summary: permissions that were missing, calls that failed */
  readonly notices?: readonly string[];
}

/** A context for a terminal: nothing linked, nothing pushed. */
export const LOCAL_CONTEXT: ReportContext = {
  key: "default",
  command: { program: "dynamo-advisor" },
  canCommit: false,
  fromFork: false,
  draft: false,
  commit: "never",
  commitLabel: "apply-advice",
  gate: "enforce",
  tooClose: "pass",
  notApplicable: "pass",
  minGain: 0.05,
  chartStyle: "rich",
};

/** Key of {@link ReportContext.suggestions}: the file and the first line of the smallest fix. */
export function suggestionKey(file: string, line: number): string {
  return `${file}:${line}`;
}
