import { exactPercent } from "../../domain/compared.js";
import type { Workload } from "../../domain/workload.js";
import type { ReportContext } from "../context.js";
import { number, stated } from "../format.js";
import { fileUrl } from "../links.js";
import { code, link, NBSP, prose, small, text } from "../markdown.js";
import type { ReviewView } from "../view.js";
import { backendName, gpus, modelShort } from "../words.js";

/** What the figures are about: model · engine · GPUs · lengths · file. */
export function contextLine(
  view: ReviewView,
  context: ReportContext,
  options: { readonly withFile: boolean },
): string {
  const { review } = view;
  const parts: string[] = [];
  const shown = review.proposed ?? review.bestFound;
  if (shown !== undefined) {
    parts.push(
      text(modelShort(shown.deployment.model), 80),
      text(backendName(shown.deployment.backend)),
      gpus(shown),
    );
  } else {
    for (const label of ["Model", "GPUs"]) {
      const fact = review.facts.find((each) => each.label === label);
      if (fact !== undefined) parts.push(prose(label === "Model" ? modelShort(fact.value) : fact.value, 80));
    }
  }
  if (review.workload !== undefined) parts.push(lengths(review.workload));
  if (options.withFile) parts.push(link(code(review.file, 120), fileUrl(context, review.file)));
  if (review.confidence !== undefined && review.proposed?.prediction.bands !== undefined) {
    parts.push(
      `Ranges: where 80% of measurements would lie; carries: holds all limits with a chance of ${exactPercent(review.confidence)}`,
    );
  }
  return parts.length === 0 ? "" : small(parts.join(" · "));
}

/** `4,000 tokens in, 500 out`, and the load when it is fixed. */
export function lengths({ isl, osl, concurrency, requestRate }: Workload): string {
  const load =
    concurrency !== undefined
      ? `, ${stated(concurrency)} at once`
      : requestRate !== undefined
        ? `, ${stated(requestRate)} a second`
        : "";
  return `${number(isl)}${NBSP}tokens in, ${number(osl)} out${load}`;
}
