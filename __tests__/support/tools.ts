import { accessSync, constants } from "node:fs";
import path from "node:path";

/** Full path of an extra program from `$TOOLS_DIR/bin` or the search path, or undefined. */
export function findTool(name: string): string | undefined {
  const tools = process.env["TOOLS_DIR"];
  const folders = [
    ...(tools === undefined ? [] : [path.join(tools, "bin"), tools]),
    ...(process.env["PATH"] ?? "").split(path.delimiter),
  ];
  return folders
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
