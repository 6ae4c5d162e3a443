import { describe, expect, it } from "@jest/globals";
import type { ChangedFile } from "../../src/domain/change.js";
import { manifest } from "../manifest/support/build.js";
import {
  added,
  ARGS,
  bad,
  badJson,
  checkChange as check,
  ENGINE,
  good,
  modified,
  POLICY,
  VALUES,
} from "../support/checked-change.js";

const lost = (unreadable: string): ChangedFile => ({
  path: "deploy/chat.yaml",
  status: "modified",
  baseText: good,
  unreadable,
});
const A = "dynamo-advisor.dev/";
const BESIDE = (kind: string, body: string): string =>
  `${bad()}\n---\napiVersion: nvidia.com/v1alpha1\nkind: ${kind}\n${body}`;

describe("a bad manifest is red, whatever the change says of itself", () => {
  it.each<readonly [string, ChangedFile, string?]>([
    ["control", modified(bad())],
    ["new limits", modified(bad(`${A}tpot-ms: "100000"\n${A}ttft-ms: "100000"`))],
    [
      "new limits over an override",
      modified(bad(`${A}tpot-ms: "100000"`)),
      `overrides: [{ paths: "deploy/**", ${VALUES} }]\n`,
    ],
    ["a lighter load", modified(bad(`${A}concurrency: "1"\n${A}isl: "10"`))],
    ["a request rate instead of the load", modified(bad(`${A}request-rate: "0.001"`))],
    ["another model", modified(bad(`${A}model: org/tiny`))],
    ["another GPU", modified(bad(`${A}system: b200_sxm`))],
    ["ignore", modified(bad(`${A}ignore: "true"`))],
    ["limits on a new file", added(bad(`${A}tpot-ms: "100000"`))],
    ["another model on a new file", added(bad(`${A}model: org/tiny`))],
    [
      "limits of its own, raised",
      modified(bad(`${A}tpot-ms: "99"`), bad(`${A}tpot-ms: "35"`)),
      POLICY.replace(", tpot-ms: 20", ""),
    ],
    [
      "limits of its own, taken away",
      modified(bad(), bad(`${A}tpot-ms: "35"`)),
      POLICY.replace(", tpot-ms: 20", ""),
    ],
    [
      "a deployment request beside it",
      modified(
        BESIDE(
          "DynamoGraphDeploymentRequest",
          "metadata: { name: r }\nspec:\n  model: org/known\n  sla: { ttft: 100000, itl: 100000, isl: 10, osl: 10 }\n",
        ),
      ),
    ],
    [
      "a kind with an escape",
      modified(bad().replace("DynamoGraphDeployment", '"Dynamo\\x47raphDeployment"')),
    ],
    [
      "a kind over two lines",
      modified(bad().replace("DynamoGraphDeployment", '"DynamoGraph\\\n  Deployment"')),
    ],
    [
      "a kind and its key with escapes",
      added(bad().replace("kind: DynamoGraphDeployment", '"\\x6bind": "\\u0044ynamoGraphDeployment"')),
    ],
    ["JSON with an escape in its kind", added(badJson("Dynamo\\u0047raphDeployment"), "deploy/new.json")],
    ["the name of a package file", added(badJson("DynamoGraphDeployment"), "deploy/package.json")],
    ["one that cannot be read any more", lost("larger than 1024 KiB")],
    ["a link", lost("a symbolic link")],
    ["another encoding", lost("not UTF-8 text")],
    ["a pointer", modified("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")],
    ["a placeholder that is never closed", modified(bad().replace("spec:", "spec: {{"))],
    ["a template", modified(bad().replace("org/known", "{{ .Values.model }}"))],
    [
      "a kind in a template",
      modified(bad().replace("DynamoGraphDeployment", "Dynamo{{ .Values.x }}GraphDeployment")),
    ],
    [
      "a patch",
      modified(
        bad().slice(0, bad().indexOf("  services:")) + "  services:\n    Worker:\n      replicas: 1\n",
      ),
    ],
    [
      "a syntax error beside a placeholder in a script",
      modified(bad().replace("  services:", " services:\n  x").replace("org/known", "${MODEL}")),
    ],
  ])("%s", async (_name, file, ...policy) => {
    const { outcome } = await check([file], ...policy);
    expect(outcome).toMatchObject({ passes: false, verdict: "fail" });
  });

  it.each([
    ["trusted", "annotations: trust\n", true],
    ["tightened", "annotations: tighten\n", false],
    ["ignored", "annotations: ignore\n", false],
  ])("limits of the change, %s by the policy", async (_name, policy, passes) => {
    const { outcome } = await check([modified(bad(`${A}tpot-ms: "99"`))], `${POLICY}${policy}`);
    expect(outcome.passes).toBe(passes);
  });
});

describe("what is looser is said", () => {
  it("at the line of the annotation, with both values", async () => {
    const { result } = await check([modified(bad(`${A}tpot-ms: "99"`))]);
    const found = result.deployments[0]?.findings.find(({ rule }) => rule === "setting-loosened");
    expect(found?.message).toBe("`sla.tpot-ms` 20 → 99: looser than what holds on the base: judged by 20");
    expect(found?.position.line).toBe(6);
  });

  it("the base is judged by its own limit", async () => {
    const { result } = await check([modified(bad(`${A}tpot-ms: "10"`), bad(`${A}tpot-ms: "18"`))]);
    const [one] = result.deployments;
    expect(one?.base?.limits.find(({ metric }) => metric === "tpot")?.limitMs).toBe(18);
    expect(one?.proposed?.limits.find(({ metric }) => metric === "tpot")?.limitMs).toBe(10);
  });
});

describe("what is not understood is not checked, never nothing", () => {
  const STRICT = `${POLICY}not-applicable: fail\n`;
  it.each<readonly [string, ChangedFile]>([
    ["a new template", added(good.replace("org/known", "{{ .Values.model }}"))],
    [
      "a new patch",
      added(good.slice(0, good.indexOf("  services:")) + "  services:\n    Worker:\n      replicas: 1\n"),
    ],
    [
      "a new manifest that ignores itself",
      added(manifest([{ ...ENGINE, args: `${ARGS}64"` }], { annotations: `${A}ignore: "true"` })),
    ],
    [
      "a new file that cannot be read",
      { path: "deploy/new.yaml", status: "added", unreadable: "a symbolic link" },
    ],
  ])("%s", async (_name, file) => {
    expect((await check([file])).outcome).toMatchObject({
      passes: true,
      verdict: "not-applicable",
      why: "verdict",
    });
    expect((await check([file], STRICT)).outcome.passes).toBe(false);
  });

  it.each<readonly [string, ChangedFile]>([
    ["another kind", added("kind: ConfigMap\ndata: {}\n")],
    ["JSON with escapes", added('{"name": "caf\\u00e9"}', "a.json")],
    ["broken YAML that names nothing of ours", added('a: [1\nb: "\\x41"')],
    [
      "a workflow that names the kind",
      added(
        "on: push\njobs: { a: { run: 'kubectl get DynamoGraphDeployment' } }\n",
        ".github/workflows/a.yml",
      ),
    ],
    ["large data", { path: "data.json", status: "added", unreadable: "larger than 1024 KiB" }],
  ])("and what is not ours is nothing: %s", async (_name, file) => {
    expect((await check([file], STRICT)).outcome).toMatchObject({ passes: true, why: "nothing" });
  });

  it("a manifest that became another kind is removed, not lost", async () => {
    const { result, outcome } = await check([modified("kind: Deployment\nmetadata: { name: x }\n")], STRICT);
    expect([result.removed, outcome.why]).toEqual([["deploy/chat.yaml"], "nothing"]);
  });
});

describe("what a manifest rests on is part of the change", () => {
  const config = (batch: number): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: engine\ndata:\n  config.yaml: |\n    max_batch_size: ${batch}\n`;
  const resting = manifest([
    {
      gpu: '"4"',
      command: "[python3, -m, dynamo.trtllm]",
      args: '- --model\n- org/known\n- --tensor-parallel-size\n- "4"\n- --extra-engine-args\n- /engine/config.yaml',
      pod: "volumes:\n  - name: e\n    configMap: {name: engine}",
      container: "volumeMounts:\n  - {name: e, mountPath: /engine}",
    },
  ]);
  const cm = {
    path: "deploy/cm.yaml",
    status: "modified" as const,
    baseText: config(64),
    headText: config(256),
  };
  const beside = {
    "deploy/cm.yaml": [config(64), config(256)],
    "deploy/chat.yaml": [resting, resting],
  } as const;

  it("a manifest whose ConfigMap alone changed is judged, before with the one of before", async () => {
    const { result, outcome } = await check([cm], POLICY, beside);
    expect(outcome).toMatchObject({ passes: false, verdict: "fail" });
    const [one] = result.deployments;
    expect([one?.base?.prediction.tpotMs, one?.proposed?.prediction.tpotMs]).toEqual([10, 50]);
  });

  it("both changed: each side has its own", async () => {
    const { result } = await check(
      [cm, { path: "deploy/chat.yaml", status: "modified", baseText: resting, headText: `${resting}# x\n` }],
      POLICY,
      beside,
    );
    expect(result.deployments).toHaveLength(1);
    expect(result.deployments[0]?.base?.prediction.tpotMs).toBe(10);
  });

  const holding = (batch: number, name = "demo"): string =>
    `${config(batch)}---\n${resting.replace("name: demo", `name: ${name}`)}`;

  it("a manifest that holds its ConfigMap is no part of a change to an alternative with one of that name", async () => {
    const alternative = {
      path: "deploy/alternative.yaml",
      status: "modified" as const,
      baseText: holding(64, "alternative"),
      headText: holding(63, "alternative"),
    };
    const { result } = await check([alternative], POLICY, {
      "deploy/chat.yaml": [holding(64), holding(64)],
      "deploy/alternative.yaml": [alternative.baseText, alternative.headText],
    });
    expect(result.deployments.map(({ file }) => file)).toEqual(["deploy/alternative.yaml"]);
  });

  it("a manifest that holds its ConfigMap is part of a change that puts another of that name beside it", async () => {
    const { result } = await check([{ ...cm, headText: config(63) }], POLICY, {
      "deploy/chat.yaml": [holding(64), holding(64)],
      "deploy/cm.yaml": [config(64), config(63)],
    });
    expect(result.deployments.map(({ file }) => file)).toEqual(["deploy/chat.yaml"]);
  });

  it("a manifest that rests on nothing beside it is left alone", async () => {
    const { outcome } = await check([cm], POLICY, { ...beside, "deploy/chat.yaml": [good, good] });
    expect(outcome.why).toBe("nothing");
  });
});
