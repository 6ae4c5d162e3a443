import { compact } from "../domain/compact.js";
import { decodeRanks } from "../domain/decode-context.js";
import type { Parallelism } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { generateFiles } from "../generate/generate.js";
import { pointTask } from "../generate/point-task.js";
import { shellQuote } from "../generate/shell.js";
import { chanceOf } from "../search/odds.js";
import { judgedLimits } from "../search/sla.js";
import { FIGURE_COLUMNS, type ExplorerPayload } from "./payload.js";
import { pointDeployment, type ExplorerPoint } from "./point.js";

/**
 * The manifest of a point: the `k8s_deploy.yaml` that `--save-dir` writes for it.
 * @throws UserError `infeasible` where the engine cannot express the sizes, `input` where it is a file of its own
 */
export function manifestText(
  point: ExplorerPoint,
  page: Pick<ExplorerPayload, "generate" | "producer" | "profile">,
): string {
  const { set, index } = point;
  if (set.source?.manifest !== undefined) return set.source.manifest;
  if (set.source !== undefined) throw new UserError("input", `it is the file ${set.source.file}`);
  const deployment = { ...pointDeployment(point), quant: set.workers[lastWorker(point)]!.quant };
  const { lengths, sla, family } = set.task;
  const pools = set.columns.pools.map((pool, role) => ({
    role: set.roles[role]!.role,
    room: set.workers[pool.worker[index]!]!.room!,
    memoryGib: pool.memoryGib[index]!,
  }));
  const chance = chanceOf(point, judgedLimits(sla));
  const task = pointTask({
    ...compact({ profile: page.profile, producer: page.producer, chance }),
    lengths,
    sla,
    figures: point,
    replicas: point.replicas,
    family,
    pools,
  });
  return generateFiles(deployment, task, page.generate).files.get("k8s_deploy.yaml")!;
}

function lastWorker({ set, index }: ExplorerPoint): number {
  return set.columns.pools.at(-1)!.worker[index]!;
}

/** The command that prices a point again. */
export function commandText(
  point: ExplorerPoint,
  page: Pick<ExplorerPayload, "profile" | "checkCommand" | "program">,
): string {
  const { set, index } = point;
  const { task, deployment, roles } = set;
  const { lengths } = task;
  const { program = "dynamo-advisor" } = page;
  if (set.source !== undefined) return page.checkCommand ?? `${program} check ${word(set.source.file)}`;
  const [first, decode] = [roles[0]!, roles.at(-1)!];
  const words: [string, string | number | undefined][] = [
    ["model", task.model],
    ["system", first.systemFile ?? first.system],
    ["decode-system", decode.system === first.system ? undefined : (decode.systemFile ?? decode.system)],
    ["backend", deployment.backend],
    ["backend-version", deployment.backendVersion],
    ["isl", lengths.isl],
    ["osl", lengths.osl],
    ["prefix", lengths.prefix || undefined],
    ["estimate-mode", deployment.mode],
    ...set.columns.pools.flatMap((pool, role): [string, number | undefined][] => {
      const prefix = deployment.mode === "agg" ? "" : `${roles[role]!.role}-`;
      return [
        ...sizes(prefix, set.workers[pool.worker[index]!]!.parallelism),
        [`${prefix}batch-size`, pool.batchSize[index]!],
        ...(prefix === ""
          ? ([["ctx-tokens", pool.ctxTokens[index]!]] as const)
          : ([[`${prefix}num-workers`, pool.workers[index]!]] as const)),
      ] as [string, number | undefined][];
    }),
    ...Object.entries(deployment.quant).map(([kind, mode]): [string, string] => [`${kind}-quant-mode`, mode]),
    ["nextn", deployment.speculation?.nextn],
    ["nextn-accepted", deployment.speculation?.accepted],
    ["database-mode", task.databaseMode],
    ["transfer-policy", transferText(task.transfer)],
    ["attention-backend", task.attentionLane],
    ["free-gpu-memory-fraction", task.memFraction],
    ["max-seq-len", task.maxSeqLen],
    ["profile", page.profile.split(" ")[0]],
  ];
  const flags = words.flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${word(String(value))}`],
  );
  return [program, "estimate", ...flags].join(" ");
}

function sizes(prefix: string, p: Parallelism): [string, number | undefined][] {
  const above = (size: number): number | undefined => (size > 1 ? size : undefined);
  return [
    [`${prefix}tp-size`, p.tp],
    [`${prefix}pp-size`, above(p.pp)],
    [`${prefix}attention-dp-size`, above(p.dp)],
    [`${prefix}cp-size`, above(p.cp)],
    [`${prefix}moe-tp-size`, above(p.moeTp)],
    [`${prefix}moe-ep-size`, above(p.moeEp)],
    [`${prefix}dcp-size`, above(decodeRanks(p))],
  ];
}

function transferText(transfer: ExplorerPoint["set"]["task"]["transfer"]): string | undefined {
  if (transfer === undefined) return undefined;
  const steps = Object.entries(transfer).flatMap(([step, on]) => (on ? [step] : []));
  return steps.length === 0 ? "off" : steps.join(",");
}

function word(value: string): string {
  return /^[\w./:@%+=,-]+$/.test(value) ? value : shellQuote(value);
}

/** A point as one JSON line: the figures as the page shows them, requests of all replicas together, and the deployment. */
export function rowText(point: ExplorerPoint): string {
  const figures = Object.fromEntries(FIGURE_COLUMNS.map((name) => [name, point[name]]));
  return JSON.stringify({
    ...figures,
    requestsPerSec: point.requestsPerSec * Math.max(1, point.replicas),
    concurrency: point.concurrency * Math.max(1, point.replicas),
    totalGpusUsed: point.totalGpus,
    ...(point.bands === undefined ? {} : { interval80: point.bands }),
    deployment: pointDeployment(point),
  });
}
