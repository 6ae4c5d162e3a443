import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { findTool } from "../support/tools.js";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const filesIn = (folder: string): readonly string[] =>
  readdirSync(path.join(root, folder))
    .sort()
    .map((name) => `${folder}/${name}`);

interface Job {
  readonly permissions?: unknown;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Events {
  readonly types?: readonly string[];
}

/** Those that users copy, and our own. */
const workflows = [...filesIn("examples/workflows"), ...filesIn(".github/workflows")];

describe.each(workflows)("%s", (file) => {
  const workflow = parse(read(file)) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it("says its permissions job by job and its longest time", () => {
    expect(workflow.permissions).toBeUndefined();
    for (const job of jobs) {
      expect(job.permissions).toBeDefined();
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
    }
  });

  it("pins the actions of others by commit, names the version, and puts no stranger's text into a script", () => {
    for (const { uses, run } of steps) {
      if (uses !== undefined && !uses.startsWith("dynamo-advisor/")) {
        expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
        expect(read(file)).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+\\n`));
      }
      expect(run ?? "").not.toContain("${{");
    }
    expect(read(file)).not.toContain("pull_request_target");
  });

  it("uses only inputs that the action has", () => {
    const action = parse(read("action.yml")) as { readonly inputs: object };
    for (const step of steps.filter(({ uses }) => uses?.startsWith("dynamo-advisor/")))
      for (const name of Object.keys(step.with ?? {})) expect(Object.keys(action.inputs)).toContain(name);
  });
});

it("one action is pinned to one commit, whoever uses it", () => {
  const pins = new Map<string, Set<string>>();
  for (const file of workflows)
    for (const [, name = "", commit = ""] of read(file).matchAll(/uses: ([\w-]+\/[\w-]+)@([0-9a-f]{40})/g))
      pins.set(name, (pins.get(name) ?? new Set()).add(commit));
  expect([...pins].filter(([, commits]) => commits.size > 1)).toEqual([]);
});

describe("what users may require as a check", () => {
  const readme = /```yaml\n(?=[^`]*\n {2}pull_request:)([^`]*)```/.exec(read("README.md"))?.[1] ?? "";
  const gates = [["README.md", readme], ...filesIn("examples/workflows").map((file) => [file, read(file)])]
    .map(
      ([file, text]) =>
        [file!, parse(text!) as { readonly on: { readonly [event: string]: Events | null } }] as const,
    )
    .filter(
      ([, { on }]) => "pull_request" in on && !on["pull_request"]?.types?.every((type) => type === "labeled"),
    );

  it.each(gates)("%s runs again when a draft is ready and when the base changes", (_file, { on }) => {
    const { types, ...filters } = on["pull_request"]!;
    expect(types).toEqual(
      expect.arrayContaining(["opened", "synchronize", "reopened", "ready_for_review", "edited"]),
    );
    // a workflow that is filtered out leaves its check waiting for ever
    expect(filters).toEqual({});
  });

  it("are README's, the gate's, and those of a review", () => {
    expect(gates.map(([file]) => file.split("/").at(-1))).toEqual([
      "README.md",
      "gate.yml",
      "review-fork.yml",
      "review.yml",
    ]);
  });
});

describe("our own home", () => {
  it("runs in CI what CONTRIBUTING asks for", () => {
    const scripts = (parse(read(".github/workflows/ci.yml")) as Workflow).jobs;
    const commands = Object.values(scripts).flatMap(({ steps }) => steps.map(({ run }) => run));
    for (const command of ["npm run typecheck", "npm run lint", "npm run format:check", "npm test"])
      expect(commands).toContain(command);
    expect(commands).toContain("npm run check:dist");
  });

  it.each(filesIn(".github/ISSUE_TEMPLATE").filter((file) => !file.endsWith("config.yml")))(
    "%s is a form that GitHub takes",
    (file) => {
      const form = parse(read(file)) as {
        readonly name: string;
        readonly description: string;
        readonly body: readonly {
          readonly type: string;
          readonly id?: string;
          readonly attributes: object;
        }[];
      };
      expect([form.name, form.description].every((text) => text.length > 0)).toBe(true);
      const fields = form.body.filter(({ type }) => type !== "markdown");
      expect(fields.length).toBeGreaterThan(0);
      expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
      for (const { type, attributes } of form.body) {
        expect(["markdown", "textarea", "input", "dropdown", "checkboxes"]).toContain(type);
        expect(Object.keys(attributes)).toContain(type === "markdown" ? "value" : "label");
      }
    },
  );

  it("names owners of places that exist", () => {
    const places = [...read(".github/CODEOWNERS").matchAll(/^\/(\S+)/gm)].map(([, place]) => place!);
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((place) => !existsSync(path.join(root, place)))).toEqual([]);
  });

  it("lets the updates of packages and actions be proposed where they are used", () => {
    const { updates } = parse(read(".github/dependabot.yml")) as {
      readonly updates: readonly {
        readonly "package-ecosystem": string;
        readonly directories?: readonly string[];
      }[];
    };
    expect(updates.map((one) => one["package-ecosystem"])).toEqual(["npm", "github-actions"]);
    expect(updates[1]?.directories).toEqual(["/", "/examples/workflows"]);
  });
});

const actionlint = findTool("actionlint");
if (actionlint === undefined) console.warn("skipped: actionlint is not installed");
(actionlint === undefined ? it.skip : it)("actionlint finds nothing", () => {
  const files = workflows.map((file) => path.join(root, file));
  expect(execFileSync(actionlint ?? "", ["-no-color", ...files], { encoding: "utf8" })).toBe("");
});
