#!/usr/bin/env node
import { opendirSync } from "node:fs";
import * as module from "node:module";
import { setFlagsFromString } from "node:v8";
// Compiled code of an earlier run, where Node keeps it (22.8 and later). It keeps what is compiled while a file is loaded,
// which all functions are without laziness: dearer once, cheaper whenever it is read (docs/adr/0374). A machine whose cache is
// still empty, as those of CI are, will hardly run a second time.
const { enableCompileCache } = module;
const folder = enableCompileCache?.().directory;
if (folder !== undefined && holdsAnything(folder))
    setFlagsFromString("--no-lazy");
const { startCli } = await import("../bundle/index.js");
await startCli(import.meta.url);
function holdsAnything(path) {
    const entries = opendirSync(path);
    const first = entries.readSync();
    entries.closeSync();
    return first !== null;
}
