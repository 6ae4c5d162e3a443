import { commonFactor } from "../domain/common-factor.js";
import type { Role } from "../domain/deployment.js";
import type { DeployValues, RoleValues } from "./values.js";

/** Workers of one role on one machine. */
export interface PlacedWorkers {
  readonly role: Role;
  readonly count: number;
  /** number of the first of them among all workers of the role */
  readonly first: number;
  /** first GPU they use */
  readonly gpuOffset: number;
  /** for a worker that spans machines: which of its machines this is, and how many it has */
  readonly rank: number;
  readonly nodes: number;
}

/** One machine and what runs on it. */
export interface PlacedNode {
  readonly system: string;
  readonly workers: readonly PlacedWorkers[];
}

interface Machine {
  readonly system: string;
  free: number;
  readonly counts: Map<Role, { count: number; first: number }>;
  readonly spanning?: PlacedWorkers;
}

/**
 * Where the workers stand when they are started by hand: each goes to the first machine with room. Disaggregated
 * workers come in the smallest even mixture (`p/g` prefill, then `d/g` decode, g = gcd), so that every machine gets both
 * kinds when it can. On a machine prefill workers use the first GPUs. A worker larger than a machine fills machines of
 * its own.
 */
export function placeWorkers(values: DeployValues): readonly PlacedNode[] {
  const machines: Machine[] = [];
  const placed = new Map<Role, number>();
  for (const role of workerOrder(values.roles)) {
    const first = placed.get(role.role) ?? 0;
    placed.set(role.role, first + 1);
    if (role.nodes > 1) addSpanning(machines, role, first);
    else addWorker(machines, role, first);
  }
  return machines.map((machine) => ({ system: machine.system, workers: workersOn(machine, values.roles) }));
}

function workerOrder(roles: readonly RoleValues[]): readonly RoleValues[] {
  const rounds = roles.reduce((divisor, role) => commonFactor(divisor, role.workers), 0);
  const order: RoleValues[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const role of roles) order.push(...Array.from({ length: role.workers / rounds }, () => role));
  }
  return order;
}

function addSpanning(machines: Machine[], role: RoleValues, first: number): void {
  for (let rank = 0; rank < role.nodes; rank++) {
    const spanning: PlacedWorkers = {
      role: role.role,
      count: 1,
      first,
      gpuOffset: 0,
      rank,
      nodes: role.nodes,
    };
    machines.push({ system: role.system, free: 0, counts: new Map(), spanning });
  }
}

function addWorker(machines: Machine[], role: RoleValues, first: number): void {
  let machine = machines.find(
    (candidate) => candidate.system === role.system && candidate.free >= role.gpusPerWorker,
  );
  if (machine === undefined) {
    machine = { system: role.system, free: role.gpusPerNode, counts: new Map() };
    machines.push(machine);
  }
  machine.free -= role.gpusPerWorker;
  const before = machine.counts.get(role.role);
  machine.counts.set(role.role, { count: (before?.count ?? 0) + 1, first: before?.first ?? first });
}

function workersOn(machine: Machine, roles: readonly RoleValues[]): readonly PlacedWorkers[] {
  if (machine.spanning !== undefined) return [machine.spanning];
  const placed: PlacedWorkers[] = [];
  let gpuOffset = 0;
  for (const role of roles) {
    const here = machine.counts.get(role.role);
    if (here === undefined) continue;
    placed.push({ role: role.role, count: here.count, first: here.first, gpuOffset, rank: 0, nodes: 1 });
    gpuOffset += here.count * role.gpusPerWorker;
  }
  return placed;
}
