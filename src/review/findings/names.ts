import { compact } from "../../domain/compact.js";
import { isRepositoryName } from "../../domain/repository-name.js";
import type { Finding, NotChecked } from "../../domain/review.js";
import { fileForName, isSystemFile } from "../../domain/system-file.js";
import { finding, type FindingPlace } from "../../domain/finding.js";
import { nearestName } from "../../domain/nearest-name.js";

/** Most near names that are offered. */
const MAX_NEAR = 3;

/** The system that a hint shows when the manifest suggests none: the one that most recipes are written for. */
const LIKELY_SYSTEM = "h200_sxm";

/** A finding beside the reason why nothing is predicted. */
export interface Unchecked {
  readonly finding: Finding;
  readonly notChecked: NotChecked;
}

/** A model of which nothing is known but its name. */
export interface UnnamedModel {
  readonly model: string;
  /** bundled models of like names */
  readonly near: readonly string[];
  /** why its configuration could not be had, where that was tried */
  readonly reason?: string;
}

/** A model that is not bundled and whose `config.json` is not at hand; neutral: new models appear in manifests first. */
export function unknownModel({ model, near, reason }: UnnamedModel, place: FindingPlace): Unchecked {
  const offered = near
    .slice(0, MAX_NEAR)
    .map((name) => `\`${name}\``)
    .join(", ");
  const tried = reason === undefined ? "" : `. ${reason}`;
  const fetchable = reason === undefined && isRepositoryName(model);
  const remedy = `Put its config.json beside the manifest${fetchable ? ", or allow fetching it (`models: { fetch: true }`, `--fetch-config`)" : ""}`;
  return {
    finding: finding(
      "unknown-model",
      place,
      `the model \`${model}\` is not in the performance data${offered === "" ? "" : `. Near: ${offered}`}${tried.replace(/\.$/, "")}. ${remedy}`,
    ),
    notChecked: compact({
      phrase: "serves a model that is not in the data",
      policyYaml: fetchable
        ? "models:\n  fetch: true # reads its config.json from the hub\n"
        : near[0] && `defaults:\n  model: ${yamlString(near[0])} # only if it is the same checkpoint\n`,
    }),
  };
}

/** A model whose configuration is known and cannot be priced: the sentence of whoever read it. */
export function refusedModel(message: string, place: FindingPlace): Unchecked {
  return {
    finding: finding("unknown-model", place, message),
    notChecked: { phrase: "serves a model that cannot be priced" },
  };
}

/** A GPU system that the performance data does not know. */
export function unknownSystem({ system, known, said }: UnknownSystem, place: FindingPlace): Unchecked {
  const notChecked = { phrase: `runs on ${system.slice(0, 40)}, which is not in the data` };
  const near = isSystemFile(system) || known.includes(system) ? undefined : nearestName(system, known);
  const digits = (name: string): string => name.replaceAll(/\D/g, "");
  // a GPU that comes next has another number, a slip of the pen has not
  if (said !== undefined && near !== undefined && digits(near) === digits(system)) {
    const message = `the GPU system ${system.slice(0, 40)} of the ${said} is unknown, did you mean ${near}?`;
    return { finding: finding(`${said}-invalid`, place, message), notChecked };
  }
  const hint = near === undefined ? "." : `, did you mean ${near}?`;
  const message = isSystemFile(system)
    ? fileForName(`\`${system}\``)
    : `the GPU system \`${system}\` is not in the performance data${hint} Possible: ${known.join(", ")}. Another one can be described in a file (\`--system FILE\`, \`systems\` of the policy)`;
  return { finding: finding("unknown-system", place, message), notChecked };
}

/** A GPU system without data, and whether the policy or an annotation says it: a name that nearly is another is a slip of theirs. */
export interface UnknownSystem {
  readonly system: string;
  readonly known: readonly string[];
  readonly said?: "policy" | "annotation";
}

/** What the manifest leaves open about its GPUs. */
export interface MissingGpuType {
  /** system that a label or a name only suggests */
  readonly suggested?: string;
  readonly known: readonly string[];
  /** glob of the manifest for an override; absent: the defaults */
  readonly glob?: string;
}

/** A manifest that does not say its GPU type, with the exact lines that would. Never a guess. */
export function missingGpuType({ suggested, known, glob }: MissingGpuType, place: FindingPlace): Unchecked {
  const system = suggested ?? (known.includes(LIKELY_SYSTEM) ? LIKELY_SYSTEM : (known[0] ?? LIKELY_SYSTEM));
  const others = known.filter((name) => name !== system).join(", ");
  const comment = suggested === undefined ? `or ${others}` : "suggested by the manifest, please confirm";
  const lines = systemLines(system, comment);
  return {
    finding: finding(
      "gpu-type-missing",
      place,
      `the GPU type is not said. Add to the policy: \`system: ${system}\` under \`defaults\`, or the annotation \`dynamo-advisor.dev/system\``,
    ),
    notChecked: {
      phrase: "does not say its GPU type",
      policyYaml:
        glob === undefined
          ? `defaults:\n${lines.map((line) => `  ${line}\n`).join("")}`
          : `overrides:\n  - paths: ${yamlString(glob)}\n${lines.map((line) => `    ${line}\n`).join("")}`,
    },
  };
}

/** Longest line of a snippet: what a phone shows without scrolling, about. */
const SNIPPET_COLUMNS = 44;

/** `system: NAME # comment`; a comment that is longer than a line stands above it, in lines of its own. */
function systemLines(system: string, comment: string): readonly string[] {
  const line = `system: ${system} # ${comment}`;
  if (line.length <= 2 * SNIPPET_COLUMNS) return [line];
  const lines = [`# ${system},`];
  for (const word of comment.split(" ")) {
    const last = lines.at(-1)!;
    if (last.length + 1 + word.length <= SNIPPET_COLUMNS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return [...lines, `system: ${system}`];
}

/** No performance data for what is asked: the sentence of whoever looked. */
export function missingData(message: string, place: FindingPlace): Unchecked {
  return {
    finding: finding("data-missing", place, message),
    notChecked: { phrase: "is not covered by the performance data" },
  };
}

/** The engine version of the image has no data of its own. */
export function nearestVersion(wanted: string, used: string, place: FindingPlace): Finding {
  return finding(
    "data-version-nearest",
    place,
    `predicted with the data of ${used}: there is none of ${wanted}`,
  );
}

/** A plain scalar where that is safe, else double-quoted. */
function yamlString(value: string): string {
  return /^[A-Za-z0-9][\w./-]*$/.test(value) ? value : JSON.stringify(value);
}
