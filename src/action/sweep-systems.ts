import { UserError } from "../domain/errors.js";
import { isSystemFile, type SystemFile } from "../domain/system-file.js";
import type { SweepGrid } from "../sweep/grid.js";
import type { Engine } from "./run-context.js";
import { readWorkspaceFile } from "./workspace-files.js";

/**
 * A grid whose systems may be files of the workspace that describe them: the names in their place, and the files.
 * Throws `UserError` for a file that is not there or broken, and where two describe one name.
 */
export async function describedGrid(
  grid: SweepGrid,
  workspace: string,
  engine: Pick<Engine, "systemNames">,
): Promise<{ readonly grid: SweepGrid; readonly files: readonly SystemFile[] }> {
  const paths = [...new Set(grid.systems.filter(isSystemFile))];
  if (paths.length === 0) return { grid, files: [] };
  const files = await Promise.all(
    paths.map(async (file) => ({ file, text: await readWorkspaceFile(workspace, file, "sweep-systems") })),
  );
  const names = await engine.systemNames(files);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined)
    throw new UserError("usage", `input sweep-systems names two files that describe ${twice}`);
  const nameOf = new Map(paths.map((file, at) => [file, names[at]!]));
  return { grid: { ...grid, systems: grid.systems.map((system) => nameOf.get(system) ?? system) }, files };
}
