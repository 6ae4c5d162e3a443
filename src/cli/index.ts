#!/usr/bin/env node
import { readFileSync } from "node:fs";
import * as module from "node:module";
import { chunkLoader } from "./kept-code.js";

// Compiled code of an earlier run, where Node keeps it (22.8 and later): a third of a short command's time.
(module as Partial<Pick<typeof module, "enableCompileCache">>).enableCompileCache?.();
const bundleUrl = new URL("../bundle/", import.meta.url);
const { load, save } = chunkLoader({ bundleUrl, build: buildOf(), command: commandOf(process.argv[2]) });
if (process.env["NODE_DISABLE_COMPILE_CACHE"] === undefined) {
  const importChunk = async (name: string): Promise<unknown> =>
    load(name) ?? import(new URL(name, bundleUrl).href);
  Object.assign(globalThis, { importChunk });
}
const { startCli } = await import("../bundle/index.js");
await startCli(import.meta.url, save);

/** Tells this bundle from others. */
function buildOf(): string {
  try {
    return readFileSync(new URL("../sources.sha256", import.meta.url), "utf8").slice(0, 16);
  } catch {
    return "unknown";
  }
}

function commandOf(word = ""): string {
  return /^[a-z][a-z-]{0,20}$/.test(word) ? word : "other";
}
