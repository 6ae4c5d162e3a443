import type { Backend, Role } from "../../domain/deployment.js";
import type { Json } from "../options/types.js";
import type { DeployValues, EngineValues, RoleContext, RoleValues } from "../values.js";

/** A file that the engine reads, as data. */
export interface EngineFileData {
  /** `agg_config.yaml`, … */
  readonly name: string;
  readonly data: { readonly [key: string]: Json };
  /** comments by dotted key */
  readonly comments: Readonly<Record<string, string>>;
}

/** The engine command as words. */
export interface EngineCommandWords {
  /** `dynamo.vllm`, … */
  readonly module: string;
  /** arguments after the module; a flag and its value are two words */
  readonly args: readonly string[];
}

/** A process's environment in `run_N.sh`: a port counts up with the worker's number on the node. */
export interface WorkerPort {
  readonly variable: string;
  readonly base: number;
}

/** A flag that holds such a port. */
export interface WorkerPortFlag {
  readonly flag: string;
  readonly base: number;
  /** the flag's value around the port, for flags that hold more than it */
  readonly around?: readonly [before: string, after: string];
}

/** Everything that differs between engines. One folder each implements it. */
export interface BackendGenerator {
  readonly backend: Backend;
  /** image name without registry and tag */
  readonly runtimeImage: string;
  readonly componentNames: Readonly<Record<Role, string>>;
  readonly workingDir: string;
  /** whether the engine reads a file of settings; then {@link engineFile} gives it */
  readonly readsEngineFile: boolean;
  /** writes probes of its own (the operator's defaults give up before a large model is loaded) */
  readonly ownProbes: boolean;
  /** ports that workers on one machine must not share */
  readonly ports: (values: DeployValues, role: Role) => readonly WorkerPort[];
  /** flags whose port must differ between workers on one machine; they come last and win */
  readonly portFlags: (role: RoleValues, values: DeployValues) => readonly WorkerPortFlag[];
  /** applies the engine's rules to one role */
  readonly engineValues: (context: RoleContext) => EngineValues;
  /** why these sizes cannot be written for the engine, or nothing */
  readonly refuses: (context: RoleContext) => string | undefined;
  readonly engineFile?: (role: RoleValues, values: DeployValues) => EngineFileData;
  /** `engineFilePath`: where the worker finds its file */
  readonly command: (
    role: RoleValues,
    values: DeployValues,
    engineFilePath: string | undefined,
  ) => EngineCommandWords;
  /** flags for one rank of a worker that spans machines without an operator; undefined: cannot be started by a script */
  readonly multiNodeArgs?: (nodes: number) => readonly string[];
}
