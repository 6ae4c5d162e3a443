import { decimalsThatKeep, exactPercent } from "../../domain/compared.js";
import { statesLoad, type Workload } from "../../domain/workload.js";
import { beforeHolds } from "../../review/index.js";
import { sameSetting } from "../columns.js";
import { chance, number, rateDecimals, stated } from "../format.js";
import type { ReviewView } from "../view.js";
import { gpus, workersInline } from "../words.js";

/** `; before this change, 8 × TP2 does`: what holds beside all settings of a search that do not; empty where it does not hold either. */
export function beforeWords({ review }: ReviewView): string {
  const { base, proposed } = review;
  if (base === undefined || !beforeHolds(review)) return "";
  const same = base.prediction.totalGpus === proposed?.prediction.totalGpus;
  return `; before this change, ${workersInline(base.deployment)}${same ? "" : ` on ${gpus(base)}`} does`;
}

/** That no setting carries what was asked, and how near the nearest comes; empty where one does. */
export function nearestWords(view: ReviewView): string {
  const { recommended, nearestMiss, confidence, mostCarried } = view.review;
  if (recommended !== undefined) return "";
  const sure = confidence === undefined ? "" : ` with ${exactPercent(confidence)}`;
  const before = beforeWords(view);
  const none = `No ${before === "" ? "" : "other "}setting found holds ${loadName(view.review.workload)}${sure}`;
  if (before !== "") return `${none}${before}.`;
  if (nearestMiss === undefined) return `${none}.${mostCarriedWords(view)}`;
  const { pSla } = nearestMiss.prediction;
  const odds = pSla === undefined ? "" : ` holds it with ${chance(pSla, confidence)}`;
  const most = mostWords(view);
  const same = most !== undefined && sameSetting(nearestMiss, mostCarried);
  const both = [odds, same ? ` carries ${most}` : ""].filter((part) => part !== "").join(" and");
  const nearest = workersInline(nearestMiss.deployment);
  return `${none}; the nearest${both === "" ? ` is ${nearest}` : `, ${nearest},${both}`}.${same ? "" : mostCarriedWords(view)}`;
}

/** What has to be held: the load where one is stated. */
function loadName(workload: Workload | undefined): string {
  return workload !== undefined && statesLoad(workload) ? "this load" : "the limits";
}

/** ` Most is carried by 2 × TP8: 144 requests at once.`; empty where that is not known, or no more than this carries. */
export function mostCarriedWords(view: ReviewView): string {
  const { mostCarried } = view.review;
  const most = mostWords(view);
  return mostCarried === undefined || most === undefined
    ? ""
    : ` Most is carried by ${workersInline(mostCarried.deployment)}: ${most}.`;
}

/** `144 requests at once`: the most that a setting carries, where it is more than this one does. */
function mostWords({ review: { capacity, mostCarried, workload } }: ReviewView): string | undefined {
  if (mostCarried === undefined || workload === undefined) return undefined;
  const load = loadOf(workload);
  const most = mostCarried.prediction[load.figure];
  return most > (capacity?.prediction[load.figure] ?? 0) ? load.inWords(most) : undefined;
}

/** A stated load, the figure that it is compared with, and how that is said: never level with the load where it is less. */
function loadOf({ concurrency, requestRate }: Workload): {
  readonly asked: number | undefined;
  readonly figure: "concurrency" | "requestsPerSec";
  readonly inWords: (value: number) => string;
} {
  const asked = requestRate ?? concurrency;
  const beside = (value: number, from: number): string =>
    number(
      value,
      decimalsThatKeep(value, from, (shown) => shown < (asked ?? 0)),
    );
  return requestRate === undefined
    ? { asked, figure: "concurrency", inWords: (value) => `${beside(value, 0)} requests at once` }
    : {
        asked,
        figure: "requestsPerSec",
        inWords: (value) => `${beside(value, rateDecimals(value))} requests a second`,
      };
}

/** `It carries 96 requests at once (80% sure); 160 are asked. `; empty without a stated load. */
export function capacityWords({ review: { capacity, workload, confidence } }: ReviewView): string {
  if (workload === undefined || capacity === undefined) return "";
  const { asked, figure, inWords } = loadOf(workload);
  const carried = capacity.prediction[figure];
  // all workers full and a stated load are two ways to load a deployment: what is no less than was asked explains nothing
  if (asked === undefined || carried >= asked) return "";
  const sure = confidence === undefined ? "" : ` (${exactPercent(confidence)} sure)`;
  return `It carries ${inWords(carried)}${sure}; ${stated(asked)} are asked. `;
}
