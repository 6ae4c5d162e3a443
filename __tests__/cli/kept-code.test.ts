import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { chunkLoader, type ChunkLoader } from "../../src/cli/kept-code.js";

const PLAIN = "export const id=7;export const ids=[7];export const modules={1:()=>41,2:()=>import.meta.url};";
const REQUIRES =
  'import{createRequire as e}from"module";export const id=8;export const ids=[8,9];export const modules={1:()=>e};';

interface Chunk {
  readonly id: number;
  readonly ids: readonly number[];
  readonly modules: Readonly<Record<number, () => unknown>>;
}

let work: string;
let kept: string;
beforeEach(() => {
  work = mkdtempSync(path.join(tmpdir(), "kept-"));
  kept = path.join(work, "kept");
  write("7.index.js", PLAIN);
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(path.join(work, name), text);
}

function loader(more: Partial<Parameters<typeof chunkLoader>[0]> = {}): ChunkLoader {
  const bundleUrl = pathToFileURL(`${work}/`);
  return chunkLoader({ bundleUrl, build: "b", command: "check", folder: kept, ...more });
}

/** Files of compiled code. */
function files(): readonly string[] {
  try {
    return (readdirSync(kept, { recursive: true }) as string[]).filter((name) => name.endsWith(".js")).sort();
  } catch {
    return [];
  }
}

describe("chunks with kept code", () => {
  it("are what an import of them gives", () => {
    write("8.index.js", REQUIRES);
    const { load } = loader();
    const plain = load("./7.index.js") as Chunk;

    expect([plain.id, plain.ids, plain.modules[1]?.()]).toEqual([7, [7], 41]);
    expect(plain.modules[2]?.()).toBe(pathToFileURL(path.join(work, "7.index.js")).href);
    expect((load("./8.index.js") as Chunk).ids).toEqual([8, 9]);
    expect(typeof (load("./8.index.js") as Chunk).modules[1]?.()).toBe("function");
  });

  it("are written once, for a build, a command and a Node", () => {
    const first = loader();
    first.load("./7.index.js");
    first.save();
    const place = path.join(`${process.version}-${process.arch}`, "b", "check", "7.index.js");
    expect(files()).toEqual([place]);

    rmSync(path.join(kept, place));
    writeFileSync(path.join(kept, place), "no code");
    const second = loader();
    expect((second.load("./7.index.js") as Chunk).modules[1]?.()).toBe(41);
    second.save();
    expect((loader().load("./7.index.js") as Chunk).id).toBe(7);
    expect(files()).toEqual([place]);
  });

  it.each([
    ["a file that is not there", "./9.index.js"],
    ["a chunk that is written otherwise", "./other.index.js"],
  ])("leave %s to an import", (_name, chunk) => {
    write("other.index.js", "export const modules = { 1: () => 41 };");

    expect(loader().load(chunk)).toBeUndefined();
  });

  it.each<[string, () => void]>([
    ["a folder that others may write", () => (mkdirSync(kept), chmodSync(kept, 0o777))],
    ["a link", () => (mkdirSync(path.join(work, "there")), symlinkSync(path.join(work, "there"), kept))],
    ["a file", () => writeFileSync(kept, "")],
    ["a place that cannot be made", () => writeFileSync(path.join(work, "kept"), "")],
  ])("are not kept in %s", (_name, arrange) => {
    arrange();
    const asked = loader();

    expect((asked.load("./7.index.js") as Chunk).id).toBe(7);
    asked.save();
    expect(files()).toEqual([]);
  });
});
