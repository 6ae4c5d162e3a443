import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { gunzipSync } from "node:zlib";
import type { ExplorerPayload } from "../../src/explorer/payload.js";
import { pointsOf } from "../../src/explorer/point.js";
import { commandText } from "../../src/explorer/point-texts.js";
import { runCli } from "../support/run-cli.js";

const folder = mkdtempSync(path.join(tmpdir(), "systems-"));
writeFileSync(
  path.join(folder, "mine.yml"),
  `name: mine
like: h200_sxm
memory: { gib: 95.6, gb-per-s: 4000 }
tflops: { bf16: 148, fp8: 296 }
`,
);
writeFileSync(path.join(folder, "broken.yml"), "name: mine\nlike: h200_sxm\nmemory: { gib: none }\n");
writeFileSync(
  path.join(folder, "taken.yml"),
  "name: h200_sxm\nlike: h100_sxm\nmemory: { gib: 96, gb-per-s: 4000 }\ntflops: { bf16: 148 }\n",
);

const GOOD = readFileSync(path.join(folder, "mine.yml"), "utf8");
const BROKEN: Readonly<Record<string, readonly [RegExp, string]>> = {
  "like-none.yml": [/h200_sxm/, "h20z"],
  "like-scaled.yml": [/h200_sxm/, "h20"],
  "like-itself.yml": [/h200_sxm/, "mine"],
  "no-fp8.yml": [/like: h200_sxm([^]*)$/, "like: l40s$1compute-capability: 8.0\n"],
  "twice.yml": [/(like: .*)/, "$1\n$1"],
  "no-number.yml": [/95\.6/, ".nan"],
  "list.yml": [/^/gm, "- "],
  "links.yml": [/$/, "links: { node-gb-per-s: 32000 }\n"],
  "older.yml": [/$/, "compute-capability: 8.9\n"],
  "nonsense.yml": [/$/, "compute-capability: 99\n"],
};
for (const [file, [found, instead]] of Object.entries(BROKEN))
  writeFileSync(path.join(folder, file), GOOD.replace(found, instead));

for (const name of ["dir", "all", "h20"]) mkdirSync(path.join(folder, name));
writeFileSync(path.join(folder, "data-sheet"), GOOD);

const ESTIMATE =
  "estimate --model Qwen/Qwen3-32B-FP8 --backend vllm --isl 1000 --osl 100 --tp 2 --concurrency 8";

describe("a system that is a file", () => {
  it.each(["mine.yml", "h20"])("%s answers and says what it is scaled from", async (system) => {
    const { out, exitCode } = await runCli(
      [...ESTIMATE.split(" "), "--system", system, "--format", "json"],
      folder,
    );
    const { perfDb, notes, tpotMs } = JSON.parse(out) as {
      perfDb: object;
      notes: readonly string[];
      tpotMs: number;
    };

    expect(exitCode).toBe(0);
    expect(perfDb).toMatchObject({ system: path.basename(system, ".yml"), scaledFrom: "h200_sxm" });
    expect(notes.join("\n")).toContain("was never measured: operator times are those of h200_sxm");
    expect(tpotMs).toBeGreaterThan(0);
  });

  it("is named in text", async () => {
    const { out } = await runCli([...ESTIMATE.split(" "), "--system", "mine.yml"], folder);

    expect(out).toContain("mine (scaled from h200_sxm), vllm");
  });

  it("is searched", async () => {
    const command =
      "default --model Qwen/Qwen3-32B-FP8 --system mine.yml --backend vllm --total-gpus 2 --isl 1000 --osl 100";
    const { out, exitCode } = await runCli([...command.split(" "), "--format", "json"], folder);
    const { experiments } = JSON.parse(out) as {
      experiments: Record<string, { top: readonly { perfDb: object }[] }>;
    };

    expect(exitCode).toBe(0);
    expect(experiments["agg"]?.top[0]?.perfDb).toMatchObject({ system: "mine", scaledFrom: "h200_sxm" });
  });

  it.each([
    ["broken.yml", 'broken.yml:3:16: `memory.gib` is `"none"`'],
    ["missing.yml", "missing.yml: no such file"],
    ["taken.yml", "taken.yml:1:7: h200_sxm is a measured system; give the one of the file a name of its own"],
    ["like-none.yml", "like-none.yml:2:7: mine is like h20z, which was not measured"],
    [
      "like-scaled.yml",
      "like-scaled.yml:2:7: mine is like h20, which was not measured but is scaled from h200_sxm; use h200_sxm",
    ],
    ["like-itself.yml", "like-itself.yml:2:7: mine is like mine, which was not measured; use a100_sxm"],
    ["no-fp8.yml", "no-fp8.yml:5:21: `compute-capability` is 8, and `tflops.fp8` is stated"],
    ["twice.yml", "twice.yml:3:1: not valid YAML: Map keys must be unique"],
    ["no-number.yml", "no-number.yml:3:16: `memory.gib` is `NaN`"],
    ["links.yml", "`links.node-gb-per-s` is `32000`, it must be <= 5000"],
    ["list.yml", "list.yml:1:1: the file is `[{"],
    ["older.yml", "older.yml:5:21: `compute-capability` is 8.9, and h200_sxm has 9.0"],
    ["nonsense.yml", "nonsense.yml:5:21: `compute-capability` is 99, and h200_sxm has 9.0"],
  ])("%s is refused", async (file, message) => {
    const { exitCode, err } = await runCli([...ESTIMATE.split(" "), "--system", file], folder);

    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });
});

const EXPERIMENT = `one:
  serving_mode: agg
  model_path: Qwen/Qwen3-32B-FP8
  total_gpus: 2
  system_name: FILE
  backend_name: vllm
  isl: 1000
  osl: 100
`;

describe("every command takes a system that is a file", () => {
  it.each([
    [
      "simulate",
      "simulate --model Qwen/Qwen3-32B-FP8 --backend vllm --tp 2 --isl 1000 --osl 100 --concurrency 4",
    ],
    [
      "recommend",
      "recommend --model Qwen/Qwen3-32B-FP8 --backend vllm --isl 1000 --osl 100 --target-concurrency 4",
    ],
    ["generate", "generate --model Qwen/Qwen3-32B-FP8 --backend vllm --total-gpus 2 --save-dir out"],
    ["estimate, reference", `${ESTIMATE} --profile reference`],
  ])("%s", async (_name, command) => {
    const { exitCode, out, err } = await runCli([...command.split(" "), "--system", "mine.yml"], folder);

    expect([exitCode, err]).toEqual([0, ""]);
    expect(out).not.toBe("");
  });

  const ONE = {
    ...{ serving_mode: "agg", model_path: "Qwen/Qwen3-32B-FP8", total_gpus: 2, system_name: "FILE" },
    ...{ backend_name: "vllm", isl: 1000, osl: 100 },
  };
  const FLOW = `one: { ${Object.entries(ONE)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ")} }\n`;
  it.each([
    ["in lines", EXPERIMENT],
    ["in braces", FLOW],
    ["as JSON", JSON.stringify({ one: ONE })],
    ["after an anchor", EXPERIMENT.replace("FILE", "&gpu FILE")],
    [
      "beside a comment that names another",
      `# system_name: nowhere.yml, or system_name: none.yml\n${EXPERIMENT}`,
    ],
  ])("exp, beside its experiment file, %s", async (_how, experiment) => {
    writeFileSync(path.join(folder, "exp.yaml"), experiment.replace("FILE", "mine.yml"));
    const { exitCode, out } = await runCli(["exp", path.join(folder, "exp.yaml"), "--format", "json"]);
    const { experiments } = JSON.parse(out) as {
      experiments: Record<string, { top: readonly { perfDb: object }[] }>;
    };

    expect(exitCode).toBe(0);
    expect(experiments["one"]?.top[0]?.perfDb).toMatchObject({ system: "mine", scaledFrom: "h200_sxm" });
  });

  it.each([
    ["nowhere.yml", "nowhere.yml: no such file"],
    ["broken.yml", "broken.yml:3:16: `memory.gib`"],
  ])("exp refuses %s with its place", async (file, message) => {
    writeFileSync(path.join(folder, "exp.yaml"), EXPERIMENT.replace("FILE", file));
    const { exitCode, err } = await runCli(["exp", "exp.yaml"], folder);

    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });

  it.each(["mine.yml", "h20"])(
    "support answers for %s with what its donor was measured for",
    async (system) => {
      const ask = async (name: string) => {
        const asked = ["support", "--model", "Qwen/Qwen3-32B-FP8", "--system", name, "--format", "json"];
        return JSON.parse((await runCli(asked, folder)).out) as {
          rows: readonly { system: string; backend: string; agg: boolean }[];
          notes?: readonly string[];
        };
      };
      const own = await ask(system);
      const donor = await ask("h200_sxm");

      expect(own.rows.map(({ agg, backend }) => [backend, agg])).toEqual(
        donor.rows.map(({ agg, backend }) => [backend, agg]),
      );
      expect(new Set(own.rows.map((row) => row.system))).toEqual(new Set([path.basename(system, ".yml")]));
      expect(own.notes?.[0]).toContain("is scaled from h200_sxm: what was measured there is answered");
      expect(donor.notes).toBeUndefined();
    },
  );
});

/** The data of a page that a command wrote. */
function pageOf(name: string): ExplorerPayload {
  const html = readFileSync(path.join(folder, name), "utf8");
  const packed = /id="data">"(?<data>[^"]*)"/.exec(html)!.groups!["data"]!;
  return JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString("utf8")) as ExplorerPayload;
}

describe("the commands of a page ask for the file that describes a system", () => {
  mkdirSync(path.join(folder, "my gpus"));
  writeFileSync(path.join(folder, "my gpus", "other.yml"), GOOD.replace("name: mine", "name: other"));
  writeFileSync(
    path.join(folder, "my gpus", "exp.yaml"),
    EXPERIMENT.replace("agg", "disagg")
      .replace(/ {2}model_path: (.*)/, "  prefill_model_path: $1\n  decode_model_path: $1")
      .replace("system_name: FILE", "prefill_system_name: other.yml\n  decode_system_name: ../mine.yml"),
  );
  const DEFAULT = "default --model Qwen/Qwen3-32B-FP8 --backend vllm --total-gpus 2 --isl 1000 --osl 100";

  it.each([
    ["of one", `${DEFAULT} --system mine.yml`, [], ["--system mine.yml"]],
    [
      "of each role, quoted for the shell",
      `${DEFAULT} --decode-system mine.yml --system`,
      ["my gpus/other.yml"],
      ["--system 'my gpus/other.yml' --decode-system mine.yml"],
    ],
    ["of none, where the systems ship", `${DEFAULT} --system h20`, [], ["--system h20"]],
    [
      "found from the folder of the command, not of the experiments",
      "exp",
      ["my gpus/exp.yaml"],
      ["--system 'my gpus/other.yml' --decode-system mine.yml"],
    ],
  ])("%s", async (_name, command, more, asked) => {
    const { exitCode, err } = await runCli([...command.split(" "), ...more, "--html", "page.html"], folder);

    expect([exitCode, err]).toEqual([0, ""]);
    const page = pageOf("page.html");
    const commands = pointsOf(page).map((point) => commandText(point, page));
    const own = commands.find((one) => asked.every((words) => one.includes(`${words} `)));
    expect(own).toBeDefined();
    const words = [...own!.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
    // as the program was started: node and its file
    expect((await runCli(words.slice(2), folder)).exitCode).toBe(0);
  });
});

describe("a system that the policy describes", () => {
  const manifest = readFileSync(path.join("examples", "qwen3-32b", "proposed.yaml"), "utf8");
  writeFileSync(path.join(folder, "agg.yaml"), manifest.replaceAll(/^ *nodeSelector:\n.*\n/gm, ""));

  it("is what manifests run on", async () => {
    writeFileSync(
      path.join(folder, "policy.yml"),
      "systems: [mine.yml]\ngate: advisory\ndefaults: { system: mine }\n",
    );
    const { exitCode, out, err } = await runCli(
      ["check", "agg.yaml", "--config-file", "policy.yml", "--format", "json"],
      folder,
    );

    expect([exitCode, err]).toEqual([0, ""]);
    expect(out).toMatch(/"scaledFrom": "h200_sxm"/);
  });

  it("is what check's own flag names as a file, and so do the commands of its page", async () => {
    const typed = ["check", "agg.yaml", "--system", "mine.yml", "--tpot", "1000"];
    const { out, err } = await runCli([...typed, "--html", "page.html", "--format", "json"], folder);

    expect(err).toMatch(/^Look at it in a browser: page\.html \(\d+ kB\)$/);
    expect(out).toMatch(/"scaledFrom": "h200_sxm"/);
    const page = pageOf("page.html");
    const commands = pointsOf(page).map((point) =>
      commandText(point, page).replace(/^node \S+index\.js /, ""),
    );
    expect(commands).toContain(typed.join(" "));
    const priced = commands.filter((one) => one.startsWith("estimate"));
    expect(priced.length).toBeGreaterThan(0);
    expect(priced.every((one) => one.includes("--system mine.yml "))).toBe(true);
  });

  it.each([
    ["broken.yml", "broken.yml:3:16: `memory.gib`"],
    ["nowhere.yml", "nowhere.yml: no such file"],
  ])("%s stops the command", async (file, message) => {
    writeFileSync(path.join(folder, "policy.yml"), `systems: [${file}]\n`);
    const { exitCode, err } = await runCli(["check", "agg.yaml", "--config-file", "policy.yml"], folder);

    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });
});

describe("check's own flag", () => {
  it.each([
    [["--system", "dir"], "dir is a folder; give the name of a system, or the .yml file that describes one"],
    [["--system", "data-sheet"], "data-sheet is a file whose name does not end in .yml"],
    [["--decode-system", "dir"], "dir is a folder"],
    [["--system", "h2000"], "unknown system h2000, did you mean gh200?"],
    [["--system", "nothing-alike"], "unknown system nothing-alike"],
  ])("%j is refused", async (flags, message) => {
    const { exitCode, err } = await runCli(["check", "agg.yaml", ...flags], folder);

    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });
});

describe("system", () => {
  it("lists measured and scaled ones", async () => {
    const { out } = await runCli(["system", "list"]);

    expect(out.split("\n")).toEqual(expect.arrayContaining(["h200_sxm", "h20 (scaled from h200_sxm)"]));
  });

  it("checks a file", async () => {
    const { out } = await runCli(["system", "check", "mine.yml"], folder);

    expect(out).toMatchInlineSnapshot(`
     "mine is scaled from h200_sxm, operator by operator; launches and tails hardly scale.
                           mine        h200_sxm
     memory                95.6 GiB    141 GiB
     bandwidth             4000 GB/s   4800 GB/s    1.20 times the time: bound by memory (most of a decode)
     bf16                  148 TFLOPS  989 TFLOPS   6.68 times the time: bound by bf16 arithmetic
     fp8                   296 TFLOPS  1978 TFLOPS  6.68 times the time: bound by fp8 arithmetic
     GPUs of a node        8           8
     links in a node       450 GB/s    450 GB/s     as there: collectives in a node, as far as they move data
     network for each GPU  50 GB/s     50 GB/s      as there: collectives over nodes, pipeline hops
     Refused: int8; mine has no int8 tensor cores
     Refused: fp4; mine has no fp4 tensor cores
     Bands: each end at least 1.69 times from the figure on one GPU, 1.69 times where GPUs work together, joined with the error of the model."
    `);
  });

  it.each([
    [
      "bf16 with sparsity",
      "bf16: 148, fp8: 296",
      "bf16: 296, fp8: 296",
      /fp8 is 1.0 times bf16 and 2.0 times on/,
    ],
    ["figures without", "bf16: 148, fp8: 296", "bf16: 148, int8: 296, fp8: 296", undefined],
    ["a GeForce, whose bf16 is slow", "bf16: 148, fp8: 296", "bf16: 105, int8: 838, fp8: 419", undefined],
  ])("doubts bf16 that is no faster than the shorter formats: %s", async (_name, from, to, said) => {
    const text = GOOD.replace(from, to);
    writeFileSync(path.join(folder, "doubted.yml"), text);
    const { out, exitCode } = await runCli(["system", "check", "doubted.yml"], folder);
    expect(exitCode).toBe(0);
    if (said === undefined) expect(out).not.toContain("Look again");
    else expect(out).toMatch(said);
  });

  it("checks for programs", async () => {
    const { out } = await runCli(["system", "check", "mine.yml", "--format", "json"], folder);

    expect(JSON.parse(out)).toMatchObject({
      kind: "system",
      name: "mine",
      scaledFrom: { system: "h200_sxm", overPcie: false },
      refused: [
        { format: "int8", reason: "mine has no int8 tensor cores" },
        { format: "fp4", reason: "mine has no fp4 tensor cores" },
      ],
    });
  });

  it.each([
    [["system", "check", "h200_sxm"], "h200_sxm was measured; nothing of it is scaled"],
    [["system", "check", "h21"], "unknown system h21, did you mean h20?"],
    [["system", "check"], "system wants `list`, or `check` and one system file or name"],
    [["system", "check", "dir"], "dir is a folder; give the name of a system, or the .yml file"],
    [["system", "check", "./dir"], "./dir: it is a folder; a file is needed"],
    [["system", "check", "/dev/null"], "/dev/null:1:1: the system file is empty"],
    [["system", "check", "data-sheet"], "data-sheet is a file whose name does not end in .yml"],
    [[...ESTIMATE.split(" "), "--system", "h20", "--decode-system", "dir"], "dir is a folder"],
    [["check", "agg.yaml", "--system", "dir/"], "dir/: it is a folder; a file is needed"],
    [["system", "chek", "h20"], "system wants `list`, or `check` and one system file or name"],
  ])("%j is refused", async (command, message) => {
    const { exitCode, err } = await runCli(command, folder);

    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });

  it.each([
    ["system", "check", "h20"],
    ["support", "--model", "Qwen/Qwen3-32B-FP8", "--system", "all"],
  ])("%s %s is no folder of that name", async (...command) => {
    expect((await runCli(command, folder)).exitCode).toBe(0);
  });
});
