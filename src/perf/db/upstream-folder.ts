import { UserError } from "../../domain/errors.js";
import type { DataFolder } from "./folder.js";

/** Opens a folder in the layout of the upstream package (YAML files beside `data/`). */
export function openUpstreamFolder(path: string): DataFolder {
  throw new UserError("io", `${path} has no index.json; folders in the upstream layout cannot be read yet`);
}
