import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "@jest/globals";

/** Compares with `__tests__/golden/<name>`; `UPDATE_GOLDEN=1` writes it instead. */
export function expectGolden(name: string, text: string): void {
  const file = fileURLToPath(new URL(`../golden/${name}`, import.meta.url));
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);
  if (!existsSync(file))
    throw new Error(`${name} has no golden file; look at the text, then run with UPDATE_GOLDEN=1`);
  try {
    expect(text).toBe(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error)
      error.message += `\n\n__tests__/golden/${name} differs: if that is meant, run the test with UPDATE_GOLDEN=1 and look at the diff`;
    throw error;
  }
}
