// Cuts the fonts of saved charts to the characters they need: `node scripts/fonts.mjs`. Run again only to add characters.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const characters = `${String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))}×≤≥→±·–…µ−`;
for (const weight of ["400Regular", "600SemiBold"]) {
  const source = require.resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`);
  const cut = await subsetFont(readFileSync(source), characters, { targetFormat: "truetype" });
  writeFileSync(path.join(root, "src", "save", "fonts", `inter-${weight.slice(0, 3)}.ttf`), cut);
}
