import type { JsonObject } from "../options/types.js";
import type { EnvEntry } from "../systems.js";

/** What a component does; both API versions spell it differently. */
export type ComponentKind = "frontend" | "worker" | "prefill" | "decode" | "planner";

/** One component of a DynamoGraphDeployment, before an API version gives it its shape. */
export interface Component {
  readonly name: string;
  readonly kind: ComponentKind;
  readonly replicas: number;
  /** GPUs of one node of one worker; 0: none asked for */
  readonly gpus: number;
  /** nodes of one worker */
  readonly nodes: number;
  /** further extended resources, e.g. network devices */
  readonly resources: Readonly<Record<string, string>>;
  /** names of resource claims of the pod */
  readonly claims: readonly string[];
  /** secret whose keys become environment variables */
  readonly envSecret?: string;
  /** environment of every container of the component */
  readonly sharedEnv: readonly EnvEntry[];
  readonly sharedMemory?: string;
  /** pod-level fields: volumes, selectors, tolerations, … */
  readonly pod: JsonObject;
  /** fields of the main container without environment and resources */
  readonly container: JsonObject;
  /** environment of the main container */
  readonly env: readonly EnvEntry[];
}

/** A deployment before an API version gives it its shape. */
export interface Graph {
  readonly name: string;
  readonly namespace?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly backend: string;
  readonly components: readonly Component[];
}

/** `[{name, value}]`. */
export function envList(entries: readonly EnvEntry[]): readonly JsonObject[] {
  return entries.map(([name, value]) => ({ name, value }));
}
