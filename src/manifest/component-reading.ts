import type { ConfigMaps } from "./command/config-maps.js";
import type { ContainerCommand } from "./command/engine-command.js";
import type { Environment } from "./command/environment.js";
import type { ComponentSource } from "./components.js";
import type { Entry } from "./flags/entries.js";
import type { ResolvedFlags } from "./flags/resolve.js";
import type { FindingList } from "./rules.js";
import type { EngineFile, ManifestBackend, Unresolved } from "./types.js";
import type { Cursor } from "./yaml/cursor.js";

/** What all components of a file share while they are read. */
export interface ReadState {
  readonly findings: FindingList;
  readonly configMaps: ConfigMaps;
  readonly budget: { left: number };
}

/** A component with its command and settings read, before roles are decided. */
export interface ComponentReading {
  readonly component: ComponentSource;
  /** container that runs the engine, else the main one */
  readonly container: Cursor | undefined;
  readonly command: ContainerCommand;
  /** command of the Dynamo sidecar beside the engine */
  readonly sidecar: ContainerCommand | undefined;
  readonly isEngine: boolean;
  readonly backend: ManifestBackend | null;
  readonly environment: Environment;
  readonly resolved: ResolvedFlags;
  readonly engineFiles: readonly EngineFile[];
  readonly entries: readonly Entry[];
  readonly unresolved: readonly Unresolved[];
}
