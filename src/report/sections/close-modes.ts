import type { DeploymentReview } from "../../domain/review.js";
import { chancesOf, type TooClose } from "../../domain/too-close.js";
import { list, percentsApart, rate } from "../format.js";
import { bold, NBSP } from "../markdown.js";
import { backendName } from "../words.js";

/** Modes and engines that the error does not tell apart, with their chances where all serve the same; empty where there are none. */
export function closeModes({ tooClose, workload }: DeploymentReview): string {
  if (tooClose === undefined || workload === undefined) return "";
  const all = [tooClose.chosen, ...tooClose.others];
  const served = all.map((one) => one.tokensPerSecPerGpu);
  const [low, high] = [rate(Math.min(...served)), rate(Math.max(...served))];
  const range = low === high ? low : `${low} to ${high}`;
  const close = `${bold("Too close to tell apart:")} ${list(all.map(({ name }) => modeWords(name)))}, ${range}${NBSP}tokens/s per GPU.`;
  return [close, ...chanceSentence(tooClose)].join(" ");
}

/** With what chance each holds the limits where all serve the same; nothing where no limit is set. */
function chanceSentence(tooClose: TooClose): readonly string[] {
  const chances = chancesOf(tooClose);
  if (chances === undefined) return [];
  const percents = percentsApart(chances);
  const held = chances.map(
    ({ name }, index) =>
      `${modeWords(name)}${index === 0 ? " holds the limits" : ""} with ${percents[index]}`,
  );
  return [
    `Where ${chances.length === 2 ? "both" : "all"} serve ${rate(tooClose.tokensPerSecPerGpu)}, ${list(held)}.`,
  ];
}

/** `agg_vllm` in words. */
function modeWords(name: string): string {
  const [mode = "", engine] = name.split("_");
  const served = mode === "agg" ? "aggregated" : "disaggregated";
  return engine === undefined ? served : `${served} on ${backendName(engine)}`;
}
