import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

/** Pixels across; twice the drawing's own width, for sharp screens. */
const PNG_WIDTH = 1760;

let started: Promise<void> | undefined;

/**
 * A picture of an SVG text of ours. Import this file lazily: it loads 2.5 MB of rasteriser. The font is our own: without
 * one, the rasteriser leaves all text out and says nothing.
 */
export async function svgToPng(svg: string): Promise<Uint8Array> {
  started ??= readWasm().then((wasm) => initWasm(wasm));
  await started;
  const font = await readFont();
  const drawing = new Resvg(svg, {
    fitTo: { mode: "width", value: PNG_WIDTH },
    font: { fontBuffers: [font], defaultFontFamily: "Inter", loadSystemFonts: false },
  });
  return drawing.render().asPng();
}

/** Compressed beside the bundle when built (a third of the size), in the package when run from the sources. */
async function readWasm(): Promise<Uint8Array> {
  const beside = besideModule("index_bg.wasm.br");
  if (existsSync(beside)) return brotliDecompressSync(await readFile(beside));
  return readFile(createRequire(import.meta.url).resolve(PACKAGE_WASM));
}

/** Beside the bundle when built, in its own folder when run from the sources. */
async function readFont(): Promise<Uint8Array> {
  const beside = besideModule("inter.ttf");
  return readFile(existsSync(beside) ? beside : besideModule("../fonts/inter.ttf"));
}

/** A path beside this module. Cut by hand: the bundler copies what it can evaluate, and damages binary files on the way. */
function besideModule(name: string): string {
  const own = fileURLToPath(import.meta.url);
  return `${own.slice(0, Math.max(own.lastIndexOf("/"), own.lastIndexOf("\\")))}/${name}`;
}

/** Not a literal in the call: the bundler would copy the file a second time, uncompressed. */
const PACKAGE_WASM = ["@resvg", "resvg-wasm", "index_bg.wasm"].join("/");
