import { distance } from "fastest-levenshtein";
import { didYouMean } from "../../domain/nearest-name.js";
import type { ReadDeployment } from "../dgd.js";
import { fieldSetting, toText } from "../origin.js";
import { type FindingList, reportAt, reportPosition, reportSetting } from "../rules.js";
import type { ComponentReading } from "../component-reading.js";
import { ENGINE_NAMES } from "../../domain/engine-names.js";
import { imageEngine } from "../versions.js";
import { ANNOTATION_KEYS } from "../annotations.js";
import { ANNOTATION_PREFIX } from "../types.js";
import { at, child, entries, offsetOf } from "../yaml/cursor.js";

/** An image that is made for another engine than its command starts: the module is not in it. */
function reportImage(
  { command, container, backend, isEngine, component }: ComponentReading,
  findings: FindingList,
): void {
  const image = fieldSetting(child(container, "image"), "image", toText);
  const holds = image && imageEngine(image.value);
  const runs = command.program?.name ?? "";
  if (
    !isEngine ||
    backend === null ||
    backend === "mocker" ||
    holds === undefined ||
    holds.engine === backend
  )
    return;
  if (image === undefined || !/^dynamo\./.test(runs)) return;
  reportSetting(
    findings,
    "backend-mismatch",
    image,
    `${component.name} runs ${runs} in ${image.value.slice(0, 120)}, an image of ${ENGINE_NAMES[holds.engine]}: ${ENGINE_NAMES[backend]} is not in it. Use an image of ${ENGINE_NAMES[backend]}.`,
    holds.official ? "error" : undefined,
  );
}

/** Of the containers of a v1beta1 component one is named "main": admission asks for it, and the operator's part goes into it. */
function reportMain({ component: { shape, main, name } }: ComponentReading, findings: FindingList): void {
  if (shape !== "components" || main === undefined) return;
  const written = fieldSetting(child(main, "name"), "name", toText);
  if (written?.value === "main") return;
  const message = `${name} has no container named main, which a component has to have: the operator refuses it.`;
  if (written !== undefined) reportSetting(findings, "field-value-invalid", written, message);
  else reportAt(findings, "field-value-invalid", offsetOf(main), offsetOf(main) + 1, message);
}

/** API version, backend name, annotations, and why nothing is predicted. */
export function reportApi({ deployment, readings, root }: ReadDeployment, findings: FindingList): void {
  const version = fieldSetting(child(root, "apiVersion"), "apiVersion", toText);
  if (version?.value === "nvidia.com/v1alpha1")
    reportSetting(
      findings,
      "deprecated-api-version",
      version,
      "nvidia.com/v1alpha1 is deprecated since mid 2026 and still served; nvidia.com/v1beta1 replaces it. The shape differs: changing only this line does not work.",
    );
  else if (version && version.value !== "nvidia.com/v1beta1")
    reportSetting(
      findings,
      "unknown-api-version",
      version,
      `Unknown version ${version.value}. Known: nvidia.com/v1alpha1, nvidia.com/v1beta1.`,
    );
  const framework = fieldSetting(at(root, "spec", "backendFramework"), "spec.backendFramework", toText);
  for (const reading of readings) {
    const { backend, command } = reading;
    if (
      framework &&
      reading.isEngine &&
      backend !== null &&
      command.program?.backend &&
      framework.value !== backend
    )
      reportSetting(
        findings,
        "backend-mismatch",
        framework,
        `backendFramework says ${framework.value}, but ${reading.component.name} runs ${command.program.name}. The command is what runs.`,
      );
  }
  for (const reading of readings) {
    reportImage(reading, findings);
    reportMain(reading, findings);
  }
  for (const [key, value] of entries(at(root, "metadata", "annotations"))) {
    const [prefix = "", name = ""] = key.split("/");
    const start = offsetOf(value);
    if (!key.startsWith(ANNOTATION_PREFIX)) {
      const slip =
        prefix.length > 5 && distance(`${prefix}/`.toLowerCase().slice(0, 100), ANNOTATION_PREFIX) <= 3;
      if (slip && (ANNOTATION_KEYS.includes(name) || didYouMean(name, ANNOTATION_KEYS) !== ""))
        reportAt(
          findings,
          "annotation-unknown",
          start,
          start + key.length,
          `Unknown prefix of the annotation ${key.slice(0, 80)}, did you mean ${ANNOTATION_PREFIX}?`,
        );
      continue;
    }
    if (!ANNOTATION_KEYS.includes(name))
      reportAt(
        findings,
        "annotation-unknown",
        start,
        start + key.length,
        `Unknown annotation ${key.slice(0, 80)}${didYouMean(name, ANNOTATION_KEYS, ".")} Known after the prefix: ${ANNOTATION_KEYS.join(", ")}.`,
      );
  }
  if (!deployment.supported)
    reportPosition(findings, "not-predicted", deployment.position, deployment.notes[0] ?? "Not predicted.");
}
