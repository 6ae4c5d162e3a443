import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import { manifest, type WorkerParts } from "./support/build.js";

const ENGINE: WorkerParts = { gpu: '"1"', command: "[python3, -m, dynamo.vllm]", args: "- --model\n- org/m" };

/** What is said of fields of a deployment of one worker, as the first words of each message. */
function said(text: string): readonly string[] {
  return parseManifest(text, { file: "deploy.yaml" })
    .findings.filter(
      ({ rule, message }) => rule === "setting-not-modelled" && /without a price/.test(message),
    )
    .map(({ message }) => message.split(/ (?:is|are) not modelled/)[0] ?? "");
}

const of = (parts: WorkerParts): string => manifest([{ ...ENGINE, ...parts }]);
const spec = (lines: string): string => manifest([ENGINE], { spec: lines });
const labelled = (line: string): string =>
  of({}).replace("  name: demo", `  name: demo\n  labels: { ${line} }`);
const beta = (component: string, container = ""): string =>
  `apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: { name: demo }
spec:
  components:
    - name: Worker
      type: worker
${component}
      podTemplate:
        spec:
          containers:
            - name: main
              image: registry.example/vllm-runtime:1.3.0
              command: [python3, -m, dynamo.vllm, --model, org/m]
              resources: { limits: { nvidia.com/gpu: 1 } }
${container}`;

/** A deployment → how what is said of it begins. */
const SAID: Readonly<Record<string, readonly [string, string]>> = {
  "a number of a component": [of({ extra: "gpuShare: 50" }), "gpuShare of Worker"],
  "a list of a component": [of({ extra: "gpuSlices: [1, 2]" }), "gpuSlices of Worker"],
  "a switch of a component": [of({ extra: "timeSlicing: true" }), "timeSlicing of Worker"],
  "what goes into the object of another operator": [
    of({ extra: "providerOverride: { apiVersion: v1, value: { spec: { replicas: 1 } } }" }),
    "providerOverride of Worker",
  ],
  "the same for the pods behind the first": [
    of({ extra: "multinode: { nodeCount: 2, worker: { providerOverride: { value: {} } } }" }),
    "multinode.worker.providerOverride of Worker",
  ],
  "the same for the whole": [
    spec("providerOverride: { apiVersion: v1, value: {} }"),
    "spec.providerOverride of demo",
  ],
  "a field of the whole": [spec("paused: true"), "spec.paused of demo"],
  "a field beside the whole": [`${of({})}scale: 1\n`, "scale of demo"],
  "two of a component, in one sentence": [
    of({ extra: "a: 1\nfailover: { enabled: true }" }),
    "a, failover of Worker",
  ],
  "a field of a pod": [of({ pod: "nodeName: a" }), "extraPodSpec.nodeName of Worker"],
  "resources of a pod as a whole": [
    of({ pod: "resources: { limits: { cpu: 1 } }" }),
    "extraPodSpec.resources of Worker",
  ],
  "another runtime of containers": [
    of({ pod: "runtimeClassName: kata" }),
    "extraPodSpec.runtimeClassName of Worker",
  ],
  "a field of a container": [
    of({ container: "resizePolicy: []\nvolumeDevices: [{ name: a }]" }),
    "extraPodSpec.mainContainer.resizePolicy, extraPodSpec.mainContainer.volumeDevices of Worker",
  ],
  "a field of a container beside it": [
    of({ pod: "containers: [{ name: s, image: i, shares: 1 }]" }),
    "extraPodSpec.containers.shares of Worker",
  ],
  "an amount that is no resource": [
    of({ extra: "sharedMemory: { size: 1Gi, kind: x }" }),
    "sharedMemory.kind of Worker",
  ],
  "an annotation about GPUs": [
    of({ extra: "labels: { runai/gpu-share: 'x' }" }),
    "runai/gpu-share of Worker",
  ],
  "a label about GPUs": [labelled("example.com/mig-profile: x"), "example.com/mig-profile of demo"],
  "an experiment of v1beta1": [
    beta("      experimental: { newThing: { enabled: true } }"),
    "experimental.newThing of Worker",
  ],
  "a field of a container of v1beta1": [
    beta("      replicas: 1", "              foo: 1"),
    "podTemplate.spec.containers.foo of Worker",
  ],
  "a field of a component that is merged in": [of({ extra: "<<: { gpuShare: 50 }" }), "gpuShare of Worker"],
};

/** Deployments of which nothing is said. */
const QUIET: Readonly<Record<string, string>> = {
  "what everybody writes": of({
    extra: "envFromSecret: s\nlivenessProbe: {}\nsharedMemory: { size: 1Gi }\nvolumeMounts: []",
    pod: "hostIPC: true\ntolerations: []\nruntimeClassName: nvidia\nserviceAccountName: a\nvolumes: []",
    container: "ports: []\nworkingDir: /w\nstartupProbe: {}\nsecurityContext: { capabilities: {} }",
  }),
  "what is not asked for": of({ extra: "newThing: { enabled: false }" }),
  "resources of a cluster": of({ container: "resources: { limits: { rdma/ib: 1, hugepages-2Mi: 1 } }" }),
  "anchors that are kept aside": of({ extra: "x-common: { a: 1 }" }),
  "words about something else": labelled("team: serving, example.com/queue: low"),
  "what a cluster writes into an object": `${of({})}status: { state: successful }\n`,
  "storage, restarts and places": spec("pvcs: []\nrestart: { id: a }\ntopologyConstraint: {}"),
  "what v1beta1 has": beta(
    "      sharedMemorySize: 1Gi\n      experimental: { checkpoint: { mode: Auto }, grove: { forceScalingGroup: true } }",
  ),
  "our own annotations": of({}).replace(
    "  name: demo",
    "  name: demo\n  annotations: { dynamo-advisor.dev/gpu: x }",
  ),
};

describe("a field of a deployment that nothing reads", () => {
  it.each(Object.keys(SAID))("is said: %s", (name) => {
    const [text, begins] = SAID[name]!;

    expect(said(text)).toEqual([begins]);
  });

  it.each(Object.keys(QUIET))("is not said where it is known to move no figure: %s", (name) => {
    expect(said(QUIET[name]!)).toEqual([]);
  });
});

describe("volumes of a pod", () => {
  const refused = (parts: WorkerParts): readonly string[] =>
    parseManifest(of(parts), { file: "deploy.yaml" })
      .findings.filter(({ rule }) => rule === "field-value-invalid")
      .map(({ message, severity }) => `${severity} ${message.split(":")[0]}`);

  it.each([
    [{ pod: "volumes: [{ name: a, emptyDir: {} }, { name: a, configMap: { name: b } }]" }, 'named "a"'],
    [{ container: "volumeMounts: [{ name: a, mountPath: /a }, { name: b, mountPath: /a }]" }, 'at "/a"'],
    [
      {
        pod: "initContainers: [{ name: i, image: i, volumeMounts: [{ name: a, mountPath: /b }, { name: c, mountPath: /b }] }]",
      },
      'at "/b"',
    ],
  ])("stand once each, or the cluster refuses it: %j", (parts, what) => {
    expect(refused(parts)).toEqual([`error Worker has two volumes ${what}`]);
  });

  it.each([
    { pod: "volumes: [{ name: a, emptyDir: {} }, { name: b, emptyDir: {} }]" },
    { container: "volumeMounts: [{ name: a, mountPath: /a, subPath: x }, { name: a, mountPath: /b }]" },
  ])("may have names and places of their own: %j", (parts) => {
    expect(refused(parts)).toEqual([]);
  });
});
