import type { Command } from "commander";
import { UserError } from "../../domain/errors.js";

export function declare(_command: Command): void {}
export async function run(): Promise<number> {
  throw new UserError("usage", "not wired yet");
}
