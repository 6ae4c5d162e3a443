#!/usr/bin/env node
import * as module from "node:module";

// Compiled code of an earlier run, where Node keeps it (22.8 and later): a third of a short command's time.
(module as Partial<Pick<typeof module, "enableCompileCache">>).enableCompileCache?.();
const { startCli } = await import("../bundle/index.js");
await startCli(import.meta.url);
