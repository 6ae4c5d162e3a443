import { compact } from "../../domain/compact.js";
import type { FilePosition } from "../../domain/location.js";
import { didYouMean } from "../../domain/nearest-name.js";
import { finding, topOf } from "../../domain/finding.js";
import type { Finding } from "../../domain/review.js";
import type { SearchTask } from "../../domain/search-task.js";
import { ANSWERED_BY, readAnsweredBy, type AnsweredBy } from "./answered-by.js";
import { mapping, type Mapping } from "./flat.js";
import { readV1 } from "./read-v1.js";
import { readV2 } from "./read-v2.js";
import { V1_MARKERS } from "./schema.js";
import { parseSource, type ParsedSource } from "./source.js";
import { toTask } from "./to-task.js";
import { type ExperimentContext } from "./reading.js";
import { checkShape, problemPosition, type Form, type Problem } from "./validate.js";

export type { ExperimentContext } from "./reading.js";

/** One experiment of a file: a task, or the findings that explain why there is none. */
export interface ReadExperiment {
  readonly name: string;
  readonly form: Form;
  readonly position: FilePosition;
  readonly task?: SearchTask;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** What a file holds. `findings` has every finding, those of the experiments included, in file order. */
export interface ExperimentFile {
  readonly file: string;
  readonly experiments: readonly ReadExperiment[];
  readonly findings: readonly Finding[];
  /** what answered it when it was saved; empty for a file that was not saved by us */
  readonly answeredBy: AnsweredBy;
}

/** Files of the first releases hold one fixed search for the whole file. */
const OLD_FORM_BLOCKS = ["agg_config", "disagg_config", "ifb_config"];
const EXPS = "exps";
const SERVING_MODE = "serving_mode";

/** Whether a text is worth reading as an experiment file; cheap, no YAML. */
export function mayBeExperimentText(text: string): boolean {
  return text.includes(SERVING_MODE) && !text.includes("kind: DynamoGraphDeployment");
}

/** Whether a finding keeps its experiment from running: a mistake, or something that is not predicted. */
export function stopsExperiment({ severity, rule }: Finding): boolean {
  return severity === "error" || rule === "experiment-not-predicted";
}

/**
 * Reads an experiment file of either form (`docs/method/experiment-files.md`). Every problem is a finding on its
 * line; an experiment with an error has no task, the others are not affected. Saved single experiments (a flat
 * mapping without a name, or one more level around an older one) load as well.
 */
export function readExperimentFile(
  text: string,
  file: string,
  context: ExperimentContext = {},
): ExperimentFile {
  const source = parseSource(text);
  if ("problem" in source) return failed(file, source.problem, source.position);
  if (typeof source.data !== "object" || source.data === null || Array.isArray(source.data)) {
    return failed(file, "the root of an experiment file must be a mapping of experiments", {
      line: 1,
      column: 1,
    });
  }
  const root = source.data as Mapping;
  const oldForm = OLD_FORM_BLOCKS.find((key) => key in root);
  if (oldForm !== undefined) {
    const message = `${oldForm} belongs to the search files of release 0.1 and 0.2; write an experiment file: a name with serving_mode, model_path, system_name and total_gpus`;
    return failed(file, message, source.atKey([oldForm]));
  }
  const findings: Finding[] = source.duplicates.map(({ key, position }) =>
    finding(
      "experiment-duplicate-key",
      { file, position },
      `the key ${key} occurs twice here; the last one counts`,
    ),
  );
  const named = SERVING_MODE in root ? { names: [""], problems: [] } : namesOf(root);
  const { answeredBy, problems } = readAnsweredBy(root);
  findings.push(...[...named.problems, ...problems].map((problem) => problemFinding(file, source, problem)));
  const experiments = named.names.map((name) => readExperiment(source, file, name, context));
  findings.push(...experiments.flatMap((experiment) => experiment.findings));
  if (experiments.length === 0 && !findings.some((one) => one.severity === "error")) {
    findings.push(
      finding(
        "experiment-invalid",
        topOf(file),
        "the file holds no experiment; add one: a name with serving_mode, model, system and total_gpus",
      ),
    );
  }
  findings.sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
  return { file, experiments, findings, answeredBy };
}

/** Names to run, in order, and what is wrong with `exps` and other top-level keys. */
function namesOf(root: Mapping): {
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const defined = Object.keys(root).filter((key) => key !== EXPS && key !== ANSWERED_BY);
  for (const key of defined) {
    if (typeof root[key] !== "object" || root[key] === null || Array.isArray(root[key])) {
      problems.push({
        path: [key],
        onKey: true,
        message: `${key} is not an experiment: a mapping is needed`,
      });
    }
  }
  const experiments = defined.filter((key) => !problems.some((problem) => problem.path[0] === key));
  const listed = root[EXPS];
  if (listed === undefined || listed === null) return { names: experiments, problems: problems.slice(0, 5) };
  if (!Array.isArray(listed)) {
    return {
      names: experiments,
      problems: [
        ...problems,
        { path: [EXPS], onKey: false, message: "exps must be a list of experiment names" },
      ],
    };
  }
  const names: string[] = [];
  listed.forEach((entry, index) => {
    const name = String(entry);
    if (experiments.includes(name)) names.push(name);
    else if (!defined.includes(name))
      problems.push({
        path: [EXPS, index],
        onKey: true,
        message: `exps names ${name}, which is not defined${didYouMean(name, experiments)}`,
      });
  });
  return { names: [...new Set(names)], problems };
}

function readExperiment(
  source: ParsedSource,
  file: string,
  name: string,
  context: ExperimentContext,
): ReadExperiment {
  const outer = name === "" ? [] : [name];
  const { raw, path } = unwrap(source.data as Mapping, outer);
  const label = name === "" ? "experiment" : name;
  const form: Form = V1_MARKERS.some((key) => key in raw) ? "v1" : "v2";
  const position = name === "" ? { line: 1, column: 1 } : source.atKey(outer);
  const relocate = (problem: Problem): Problem => ({ ...problem, path: [...path, ...problem.path.slice(1)] });
  const fixed = nullTexts(raw);
  const shape = checkShape(fixed, form, label).map(relocate);
  const result = (
    problems: readonly Problem[],
    notes: readonly string[],
    task?: SearchTask,
  ): ReadExperiment => ({
    name: label,
    form,
    position,
    ...compact({ task }),
    findings: [
      ...problems.map((problem) =>
        problemFinding(file, source, { ...problem, message: `${label}: ${problem.message}` }),
      ),
      ...notes.map((note) => finding("experiment-note", { file, position }, `${label}: ${note}`)),
    ],
    notes,
  });
  if (shape.length > 0) return result(shape, []);
  if (fixed[SERVING_MODE] === "afd") {
    return result(
      [
        {
          path: [...path, SERVING_MODE],
          onKey: false,
          notPredicted: true,
          message:
            "serving_mode afd (attention and FFN on separate nodes) is not supported; use agg or disagg",
        },
      ],
      [],
    );
  }
  const { flat, problems } = form === "v1" ? readV1(label, fixed) : readV2(label, fixed);
  const read = toTask(flat, context);
  const all = [...problems, ...read.problems].map(relocate);
  return result(all, read.notes, all.length === 0 ? read.task : undefined);
}

/** A saved file of release 0.5.0 has one more level: a single key that holds the whole experiment. */
function unwrap(
  data: Mapping,
  outer: readonly string[],
): { readonly raw: Mapping; readonly path: readonly string[] } {
  let raw = data;
  for (const key of outer) raw = mapping(raw[key]);
  const keys = Object.keys(raw);
  const inner = keys.length === 1 ? mapping(raw[keys[0]!]) : {};
  return SERVING_MODE in inner ? { raw: inner, path: [...outer, keys[0]!] } : { raw, path: outer };
}

/** `moe_backend: None` is text in YAML and means null; the form's own example writes it. */
function nullTexts(raw: Mapping): Mapping {
  const config = raw["config"];
  const inner =
    typeof config === "object" && config !== null ? { config: withoutNone(config as Mapping) } : {};
  return { ...withoutNone(raw), ...inner };
}

function withoutNone(block: Mapping): Mapping {
  return block["moe_backend"] === "None" ? { ...block, moe_backend: null } : block;
}

function failed(file: string, message: string, position: FilePosition): ExperimentFile {
  const findings = [finding("experiment-invalid", { file, position }, message)];
  return { file, experiments: [], findings, answeredBy: {} };
}

function problemFinding(file: string, source: ParsedSource, problem: Problem): Finding {
  const unknown = problem.path[0] === EXPS && problem.path.length > 1;
  const rule = unknown
    ? "experiment-unknown-name"
    : problem.notPredicted === true
      ? "experiment-not-predicted"
      : "experiment-invalid";
  return finding(rule, { file, position: problemPosition(source, problem) }, problem.message);
}
