import { describe, expect, it } from "@jest/globals";
import { checkManifest } from "../support/check-manifest.js";

const manifest = (image: string): string => `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: { name: llama }
spec:
  backendFramework: vllm
  services:
    Frontend: { componentType: frontend, replicas: 1 }
    Worker:
      componentType: worker
      replicas: 1
      resources: { limits: { gpu: "1" } }
      extraPodSpec:
        mainContainer:
          image: ${image}
          command: [python3, -m, dynamo.vllm]
          args: [--model, Qwen/Qwen3-32B-FP8]
`;

const answer = async (
  image: string,
): Promise<{ tpotMs: number; low: number; high: number; notes: string }> => {
  const { proposed } = await checkManifest(manifest(image), { concurrency: 16 });
  const { tpotMs, bands, notes } = proposed!.prediction;
  return { tpotMs, low: bands!.tpotMs[0], high: bands!.tpotMs[1], notes: notes.join(" ") };
};

describe("the engine of an image", () => {
  const release = (version: string): Promise<Awaited<ReturnType<typeof answer>>> =>
    answer(`nvcr.io/nvidia/ai-dynamo/vllm-runtime:${version}`);

  it("that is newer than every measured one has a band that ends lower, and no higher", async () => {
    const [measured, newer] = await Promise.all([release("1.1.0"), release("1.6.1")]);
    const slower = [measured, newer].map(({ tpotMs, high }) => Math.log(high / tpotMs));
    const faster = [measured, newer].map(({ tpotMs, low }) => Math.log(tpotMs / low));
    // tables of two releases differ a little
    expect(newer.tpotMs / measured.tpotMs).toBeCloseTo(1, 2);
    expect(slower[1]).toBeCloseTo(slower[0]!, 9);
    expect(faster[1]! / faster[0]!).toBeCloseTo(1.5, 6);
  });

  it("that is older than every measured one is told so", async () => {
    const older = await answer("docker.io/vllm/vllm-openai:v0.9.2");
    const measured = await release("1.1.0");
    expect(older.notes).toMatch(/older than every measured version/);
    expect(measured.notes).not.toMatch(/older/);
    expect(older.high / older.low).toBeGreaterThan(measured.high / measured.low);
  });
});
