import { type ContainerCommand, readCommand } from "./command/engine-command.js";
import { type Environment, containerEnvironment } from "./command/environment.js";
import type { ComponentReading, ReadState } from "./component-reading.js";
import type { ComponentSource } from "./components.js";
import type { ManifestBackend } from "./types.js";
import { readSettings } from "./worker-settings.js";
import { child, type Cursor } from "./yaml/cursor.js";

/** Reads the command of a component and every engine setting that it reaches. */
export function readComponent(
  component: ComponentSource,
  specBackend: ManifestBackend | null,
  state: ReadState,
): ComponentReading {
  const containers = [component.main, ...component.others].filter((one) => one !== undefined);
  const read = (
    container: Cursor | undefined,
  ): { container: Cursor | undefined; environment: Environment; command: ContainerCommand } => {
    const isMain = container === component.main;
    const env = isMain ? component.env : [...component.env.slice(0, -1), child(container, "env")];
    const environment = containerEnvironment(
      env,
      isMain ? component.envFrom : [child(container, "envFrom")],
      state.configMaps,
    );
    return { container, environment, command: readCommand(container, environment, state.findings) };
  };
  const readings = containers.map(read);
  const main = readings[0] ?? read(undefined);
  const engine = readings.find(({ command }) => command.program?.kind === "engine");
  const chosen = engine ?? main;
  const program = chosen.command.program;
  const sidecar = readings.find(({ command }) => command.program?.kind === "sidecar")?.command;
  const bareArguments = !program && chosen.command.args.length > 0 && specBackend !== null;
  // what is declared comes before what its command seems to run
  const isEngine =
    !isAuxiliaryType(component.type) &&
    (program?.kind === "engine" || program?.kind === "sidecar" || bareArguments);
  const backend = program?.backend ?? (isEngine ? specBackend : null);
  const base = {
    component,
    container: chosen.container,
    command: chosen.command,
    sidecar,
    isEngine,
    backend,
    environment: chosen.environment,
  };
  if (!isEngine || backend === null) {
    return {
      ...base,
      resolved: { settings: new Map(), unresolved: [] },
      engineFiles: [],
      entries: [],
      unresolved: [],
    };
  }
  return {
    ...base,
    ...readSettings(
      chosen.command,
      sidecar === chosen.command ? undefined : sidecar,
      component,
      chosen.container,
      chosen.environment,
      backend,
      state,
    ),
  };
}

function isAuxiliaryType(type: string | undefined): boolean {
  return type === "frontend" || type === "planner" || type === "epp";
}
