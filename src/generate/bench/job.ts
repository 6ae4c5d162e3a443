import type { DeployValues } from "../values.js";
import { yamlText } from "../yaml-text.js";
import { jobScript } from "./script.js";
import type { BenchSettings } from "./settings.js";

/** `k8s_bench.yaml`: a Job that measures the deployment from inside the cluster. */
export function benchJob(settings: BenchSettings, { options: { bench, k8s } }: DeployValues): string {
  return yamlText(
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: settings.name, ...(k8s.namespace === undefined ? {} : { namespace: k8s.namespace }) },
      spec: {
        backoffLimit: 0,
        template: {
          metadata: { name: settings.name },
          spec: {
            restartPolicy: "Never",
            ...(k8s.imagePullSecret === undefined
              ? {}
              : { imagePullSecrets: [{ name: k8s.imagePullSecret }] }),
            containers: [
              {
                name: "aiperf",
                image: bench.image,
                command: ["/bin/bash", "-c"],
                args: [jobScript(settings)],
                ...(k8s.hfTokenSecret === ""
                  ? {}
                  : { envFrom: [{ secretRef: { name: k8s.hfTokenSecret, optional: true } }] }),
                env: [
                  { name: "AIPERF_SERVICE_PROFILE_START_TIMEOUT", value: String(bench.profileStartTimeout) },
                ],
              },
            ],
          },
        },
      },
    },
    {
      header: [`Measures the deployment; the recommended load is ${settings.recommended} requests in flight`],
    },
  );
}
