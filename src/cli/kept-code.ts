import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

// Node's own cache of compiled code holds what is compiled while a file is loaded; most of a bundle's functions are compiled
// when they are first called. Here a chunk is kept as it is when a command has run, with the functions that it called.

/** Where compiled code is kept, and for what: other programs and other commands call other functions. */
export interface KeptCode {
  /** chunks of the bundle lie below it */
  readonly bundleUrl: URL;
  /** changes with the bundle */
  readonly build: string;
  readonly command: string;
  /** of all programs that keep code for this user; the system's folder for temporary files unless given */
  readonly folder?: string;
}

/** How a chunk begins, as the bundler writes it shortened. Others are imported as usual. */
const HEAD =
  /^(?:import\{createRequire as (?<require>\w+)\}from"module";)?export const id=(?<id>\d+);export const ids=(?<ids>\[[\d,]*\]);export const modules=/;

/** Loads chunks with the code that an earlier run compiled, and keeps that of this run when {@link save} is called. */
export interface ChunkLoader {
  /** a chunk by its name, `./616.index.js`; undefined where it is no chunk or cannot be read */
  load(name: string): unknown;
  save(): void;
}

/** Nothing here fails: what cannot be read, written or trusted is compiled anew. */
export function chunkLoader({ bundleUrl, build, command, folder = ownFolder() }: KeptCode): ChunkLoader {
  const kept = path.join(folder, `${process.version}-${process.arch}`, build, command);
  const trusted = isOwn(folder);
  const compiled = new Map<string, Script>();
  return {
    load(name) {
      const url = new URL(name, bundleUrl);
      const filename = fileURLToPath(url);
      const key = path.basename(filename);
      const source = quietly(() => asScript(readFileSync(filename, "utf8")));
      if (source === undefined) return undefined;
      const cachedData = trusted ? quietly(() => readFileSync(path.join(kept, key))) : undefined;
      const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
      if (cachedData === undefined || script.cachedDataRejected === true) compiled.set(key, script);
      return (script.runInThisContext() as Chunk)(url.href, createRequire);
    },
    save() {
      quietly(() => {
        if (compiled.size === 0) return;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!isOwn(folder)) return;
        mkdirSync(kept, { recursive: true });
        for (const [key, script] of compiled) {
          // whole or not at all: another run may read it now
          const part = path.join(kept, `${key}.${process.pid}`);
          writeFileSync(part, script.createCachedData());
          renameSync(part, path.join(kept, key));
        }
      });
    },
  };
}

type Chunk = (importMetaUrl: string, require: typeof createRequire) => unknown;

/** A chunk as one expression: only scripts keep their code. */
function asScript(module: string): string | undefined {
  const head = HEAD.exec(module);
  if (head?.groups === undefined) return undefined;
  const { require, id, ids } = head.groups;
  const modules = module
    .slice(head[0].length)
    .replace(/;\s*$/, "")
    .replaceAll("import.meta.url", "importMetaUrl");
  const start = require === undefined ? "" : `const ${require}=createRequire;`;
  return `(function(importMetaUrl,createRequire){"use strict";${start}return{id:${id},ids:${ids},modules:${modules}}})`;
}

function ownFolder(): string {
  return path.join(tmpdir(), `dynamo-config-advisor-${process.getuid?.() ?? "user"}`);
}

/** Code is run as it lies there, so nobody else may write it. */
function isOwn(folder: string): boolean {
  const found = quietly(() => lstatSync(folder));
  if (found === undefined || !found.isDirectory()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
}

function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
