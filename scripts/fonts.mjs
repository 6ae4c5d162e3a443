// Cuts the font of saved charts to the characters it needs: `node scripts/fonts.mjs`. Run again only to add characters.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const characters = `${String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))}×≤≥→±·–…µ−`;
const source = require.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf");
const cut = await subsetFont(readFileSync(source), characters, { targetFormat: "truetype" });
writeFileSync(path.join(root, "src", "save", "fonts", "inter.ttf"), cut);
