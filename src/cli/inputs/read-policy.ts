import { existsSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../domain/errors.js";
import { DEFAULT_POLICY, loadPolicy, POLICY_FILE, type Policy } from "../../policy/index.js";
import { readTextFile } from "./read-file.js";

/** The policy of a working tree: the given file, or the usual one when it exists. Throws `UserError` for a broken one. */
export async function readPolicyFile(cwd: string, given: string | undefined): Promise<Policy> {
  const file = given ?? POLICY_FILE;
  if (given === undefined && !existsSync(path.resolve(cwd, file))) return DEFAULT_POLICY;
  const text = readTextFile(cwd, file, given === undefined ? file : `--config-file ${given}`);
  const { policy, findings } = await loadPolicy(text, file);
  const [broken] = findings;
  if (broken !== undefined) throw new UserError("input", broken.message, { file, position: broken.position });
  return policy;
}
