import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import { manifest } from "./support/build.js";

/** How what is said of programs in a worker's script begins. */
function said(...lines: readonly string[]): readonly string[] {
  const script = [...lines, "python3 -m dynamo.vllm --model org/m"].map((line) => `  ${line}`).join("\n");
  const text = manifest([{ gpu: '"1"', command: "[bash, -c]", args: `- |\n${script}` }]);
  return parseManifest(text, { file: "deploy.yaml" })
    .findings.filter(({ message }) => message.includes("beside the engine"))
    .map(({ message }) => message.split(" in the script")[0] ?? "");
}

describe("a script of an engine", () => {
  it.each([
    ["renice 19 $$", "`renice`"],
    ["stress-ng --cpu 64 &", "`stress-ng`"],
    ["(gpu_burn 3600) &", "`gpu_burn`"],
    ["/opt/tools/burn.sh 1", "`/opt/tools/burn.sh`"],
    ["tc qdisc add dev eth0 root netem delay 500ms; iptables -A OUTPUT -j DROP", "`tc`, `iptables`"],
    ["if true; then ray start --head; fi", "`ray`"],
    ["A=b 'anything' new", "`'anything'`"],
    ["ulimit -v 1000000", "`ulimit`"],
    ["cpupower frequency-set -g powersave", "`cpupower`"],
  ])("runs a program of which nothing is known, which is said: %s", (line, begins) => {
    expect(said(line)).toEqual([begins.replaceAll("'anything'", "anything")]);
  });

  it.each([
    "set -euo pipefail; cd /workspace; export A=b",
    "until curl -sf http://etcd:2379/health; do sleep 1; done",
    "huggingface-cli download org/m && ls -la /models | head",
    "ulimit -l unlimited; ulimit -n 65535",
    "/usr/bin/env; pip3 install boto3; python3.12 --version",
    "wait_for_it() { sleep 1; }; wait_for_it",
    "function ready { true; }; ready",
    'exec "$@"',
    "[[ -f /a ]] || echo none >&2",
    "mkdir -p /tmp/a && cp -r /m/. /tmp/a; nvidia-smi -L",
  ])("does what moves no figure: %s", (line) => {
    expect(said(line)).toEqual([]);
  });
});
