import { UserError } from "../domain/errors.js";
import { measuredSystem, scaledFrom, type ScaledFrom, type SystemSpec } from "../perf/system-spec.js";
import { scaledWidth } from "../perf/profile/bands.js";

/** A figure of a system beside its donor's. */
export interface SystemFigure {
  readonly what: string;
  readonly unit: string;
  readonly own: number;
  readonly donor: number;
  /** own over donor */
  readonly ratio: number;
  /** which operators follow it, and how many times as long what it bounds takes; absent for sizes */
  readonly slower?: { readonly operators: string; readonly times: number };
}

/** What scaling a system means: `dynamo-advisor system check`. */
export interface SystemExplanation {
  readonly kind: "system";
  readonly name: string;
  readonly scaledFrom: ScaledFrom;
  readonly figures: readonly SystemFigure[];
  /** number formats that are refused, and why */
  readonly refused: readonly { readonly format: string; readonly reason: string }[];
  /** what does not look like a data sheet's dense figures */
  readonly doubts: readonly string[];
  /** factor by which a figure's band grows at each end before it is joined with what the model's own errors say */
  readonly bandFactor: { readonly oneGpu: number; readonly together: number };
}

const FORMATS = ["bfloat16", "int8", "fp8", "fp4"] as const;
const GIB = 1024 ** 3;

/** Explains a described system. Throws `UserError` (`system`) for a measured one: nothing of it is scaled. */
export function explainSystem(system: SystemSpec): SystemExplanation {
  const from = scaledFrom(system);
  if (from === undefined)
    throw new UserError(
      "system",
      `${system.name} was measured; nothing of it is scaled, and it needs no file`,
    );
  const donor = measuredSystem(system);
  return {
    kind: "system",
    name: system.name,
    scaledFrom: from,
    figures: [...memoryFigures(system, donor), ...arithmetic(system, donor), ...links(system, donor)],
    refused: refused(system, donor),
    doubts: doubts(system, donor),
    bandFactor: { oneGpu: Math.exp(scaledWidth(from, 1)), together: Math.exp(scaledWidth(from, 2)) },
  };
}

function figure(
  [what, unit]: readonly [what: string, unit: string],
  [own, donor]: readonly [own: number, donor: number],
  operators?: string,
): SystemFigure {
  const plain = { what, unit, own, donor, ratio: own / donor };
  return operators === undefined ? plain : { ...plain, slower: { operators, times: donor / own } };
}

function memoryFigures(own: SystemSpec, donor: SystemSpec): SystemFigure[] {
  const gib = [own.gpu.memCapacity / GIB, donor.gpu.memCapacity / GIB] as const;
  const bandwidth = [own.gpu.memBw / 1e9, donor.gpu.memBw / 1e9] as const;
  return [
    figure(["memory", "GiB"], gib),
    figure(["bandwidth", "GB/s"], bandwidth, "bound by memory (most of a decode)"),
  ];
}

function arithmetic(own: SystemSpec, donor: SystemSpec): SystemFigure[] {
  return FORMATS.flatMap((format) => {
    const [mine, theirs] = [own.gpu.tcFlops[format], donor.gpu.tcFlops[format]];
    if (mine === undefined || theirs === undefined) return [];
    const operators = `bound by ${shortFormat(format)} arithmetic`;
    return [figure([shortFormat(format), "TFLOPS"], [mine / 1e12, theirs / 1e12], operators)];
  });
}

function links(own: SystemSpec, donor: SystemSpec): SystemFigure[] {
  const giga = (pick: "intraNodeBw" | "interNodeBw"): readonly [number, number] => [
    own.node[pick] / 1e9,
    donor.node[pick] / 1e9,
  ];
  const inNode = "collectives in a node, as far as they move data";
  return [
    figure(["GPUs of a node", ""], [own.node.gpusPerNode, donor.node.gpusPerNode]),
    figure(["links in a node", "GB/s"], giga("intraNodeBw"), inNode),
    figure(["network for each GPU", "GB/s"], giga("interNodeBw"), "collectives over nodes, pipeline hops"),
  ];
}

function refused(own: SystemSpec, donor: SystemSpec): { format: string; reason: string }[] {
  return FORMATS.flatMap((format) => {
    const name = shortFormat(format);
    if (own.gpu.tcFlops[format] === undefined)
      return [{ format: name, reason: `${own.name} has no ${name} tensor cores` }];
    return donor.gpu.tcFlops[format] === undefined
      ? [{ format: name, reason: `${donor.name} has none, so there are no times to scale` }]
      : [];
  });
}

/** bf16 is too fast beside the shorter formats: sheets print it with sparsity more often than without. */
function doubts(own: SystemSpec, donor: SystemSpec): string[] {
  const share = ({ gpu: { tcFlops } }: SystemSpec, format: "int8" | "fp8"): number =>
    (tcFlops[format] ?? NaN) / (tcFlops.bfloat16 ?? NaN);
  const odd = (["int8", "fp8"] as const).filter(
    (format) => share(own, format) < LEAST_SHARE * share(donor, format),
  );
  if (odd.length === 0) return [];
  const [mine, theirs] = [own, donor].map((system) => share(system, odd[0]!).toFixed(1));
  return [
    `${odd.join(" and ")} ${odd.length === 1 ? "is" : "are"} ${mine} times bf16 and ${theirs} times on ${donor.name}; is bf16 the figure with sparsity, which is twice the dense one?`,
  ];
}

/** Share of the donor's ratio of two formats below which the ratio is doubted. */
const LEAST_SHARE = 0.6;

function shortFormat(format: (typeof FORMATS)[number]): string {
  return format === "bfloat16" ? "bf16" : format;
}
