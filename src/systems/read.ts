import { UserError } from "../domain/errors.js";
import { SYSTEM_SCHEMA } from "../perf/db/described-schema.js";
import type { SystemDescription } from "../perf/db/described-system.js";
import { checkedYaml } from "../policy/checked-yaml.js";

/** Largest system file that is read, in characters. */
const MAX_LENGTH = 64 * 1024;

/** Reads a system file. Throws `UserError` (`input`) with the line of the first mistake and what is allowed. */
export async function readSystemFile(text: string, file: string): Promise<SystemDescription> {
  const checked = await checkedYaml(text, {
    schema: SYSTEM_SCHEMA,
    what: "the system file",
    most: MAX_LENGTH,
    uniqueKeys: true,
  });
  const top = { line: 1, column: 1 };
  if (!("problems" in checked)) {
    if (checked.data !== undefined)
      return {
        ...checked.data,
        origin: {
          ...{ file, name: checked.positionOf(["name"]), like: checked.positionOf(["like"]) },
          ...(checked.data["compute-capability"] === undefined
            ? {}
            : { "compute-capability": checked.positionOf(["compute-capability"]) }),
        },
      };
    throw new UserError("input", "the system file is empty; docs/bring-a-gpu.md shows one", {
      ...{ file, position: top },
    });
  }
  const [first, ...more] = checked.problems;
  const others = more.map(({ message, position }) => `; line ${position.line}: ${message}`).join("");
  throw new UserError("input", `${first?.message ?? "not readable"}${others}`, {
    file,
    position: first?.position ?? top,
  });
}
