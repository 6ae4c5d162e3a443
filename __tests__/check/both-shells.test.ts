import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { openCheckDeps } from "../../src/check/open.js";
import { runCheck } from "../../src/check/run-check.js";
import { loadPolicy } from "../../src/policy/index.js";
import { PERF_DB_ROOT } from "../support/perf.js";
import { pullRequestPayload } from "../support/pull-request-world.js";
import { runCli } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";
import { withFake } from "../support/with-fake.js";

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-shells-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fake = withFake();
const POLICY_FILE = ".github/dynamo-advisor.yml";

const manifest = (replicas: number, batch: number): string => `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata:
  name: chat
spec:
  services:
    Worker:
      componentType: worker
      replicas: ${replicas}
      resources: { limits: { gpu: "2" } }
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.0.0
          command: ["python3", "-m", "dynamo.vllm"]
          args: [--model, Qwen/Qwen3-32B-FP8, --tensor-parallel-size, "2", --max-num-seqs, "${batch}"]
`;
const LIMITS =
  "{ isl: 4000, osl: 500, concurrency: 64 }, sla: { ttft-ms: 3000, tpot-ms: 25 } }\nprofile: reference\n";
const POLICY = `defaults: { system: h200_sxm, workload: ${LIMITS}`;
const NO_SYSTEM = `defaults: { workload: ${LIMITS}`;
const PATCH = `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata:
  name: chat
spec:
  services:
    Worker:
      replicas: 2
`;

describe("the action and the command line end a check the same way", () => {
  it.each([
    ["good", manifest(4, 64), POLICY, 0],
    ["bad", manifest(1, 256), POLICY, 1],
    ["bad, advisory", manifest(1, 256), `${POLICY}gate: advisory\n`, 0],
    ["bad, off", manifest(1, 256), `${POLICY}gate: off\n`, 0],
    ["no GPU type", manifest(4, 64), NO_SYSTEM, 0],
    ["no GPU type, which fails", manifest(4, 64), `${NO_SYSTEM}not-applicable: fail\n`, 1],
    ["a patch", PATCH, POLICY, 0],
    ["a patch where what is not checked fails", PATCH, `${POLICY}not-applicable: fail\n`, 1],
    ["broken YAML", manifest(4, 64).replace("  services:", " services:\n  x"), POLICY, 1],
    ["another kind", "kind: ConfigMap\n", `${POLICY}not-applicable: fail\n`, 0],
  ] as const)(
    "%s",
    async (_name, text, policyText, expected) => {
      const cwd = mkdtempSync(path.join(folder, "case-"));
      mkdirSync(path.join(cwd, ".github"));
      writeFileSync(path.join(cwd, "chat.yaml"), text);
      writeFileSync(path.join(cwd, POLICY_FILE), policyText);
      const { exitCode } = await runCli(["check", "chat.yaml"], cwd);

      const { world } = fake.current;
      for (const branch of ["main", "feature"]) world.commit(branch, { [POLICY_FILE]: policyText });
      const { policy } = await loadPolicy(policyText, POLICY_FILE);
      const deps = await openCheckDeps({ root: PERF_DB_ROOT, profile: "reference" });
      const files = [{ path: "chat.yaml", status: "modified" as const, headText: text }];
      const answer = await runCheck(deps, { files, policy });
      const { failed } = await runInProcess({
        fake: fake.current,
        event: "pull_request",
        payload: pullRequestPayload(world),
        result: answer,
        inputs: { comment: "never" },
      });
      expect({ exitCode, failed: failed !== undefined }).toEqual({
        exitCode: expected,
        failed: expected === 1,
      });
    },
    60_000,
  );
});
