#!/usr/bin/env node
// Node's own modules that nearly every command loads come before any flag of V8: Node brings them compiled, and V8 takes no
// compiled code that was made under other flags.
import "node:child_process";
import { opendirSync } from "node:fs";
import * as module from "node:module";
import { setFlagsFromString } from "node:v8";
import "node:vm";
import "node:worker_threads";
import "node:zlib";
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
