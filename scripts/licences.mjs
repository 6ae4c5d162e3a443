// The licences of what dist/ may hold: every package of the lock file that is installed for production, and the font.
// The bundler's own list forgets packages whose modules it joins, so this one comes from the lock file.
// `node scripts/licences.mjs` writes the list of NOTICE anew; the build writes dist/licenses.txt.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const LICENCE_FILE = /^licen[cs]e(?:-mit)?(?:\.md|\.txt)?$/i;
const BEGIN = "--- packages ---";
const END = "--- end of packages ---";

/** Name, version, licence and place of every package that may be in a bundle, by name; one row a version. */
export function bundledPackages(root) {
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  const rows = new Map();
  for (const [place, { dev, version, license, resolved }] of Object.entries(packages)) {
    if (place === "" || dev === true) continue;
    const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    rows.set(`${name}@${version}`, { name, version, license, resolved, place });
  }
  return [...rows.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** The text of `dist/licenses.txt`. Fails on a package whose licence is not known. */
export function licencesText(root) {
  const texts = bundledPackages(root).map(
    (one) => `${one.name} ${one.version}\n${one.license}\n\n${licenceOf(root, one)}`,
  );
  const font = readFileSync(path.join(root, "src", "save", "fonts", "OFL.txt"), "utf8");
  return `${[...texts, `Inter (inter.ttf)\nOFL-1.1\n\n${font}`].map(tidy).join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

function licenceOf(root, { name, version, license, resolved, place }) {
  const folder = path.join(root, place);
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => LICENCE_FILE.test(entry)) : undefined;
  if (file !== undefined) return readFileSync(path.join(folder, file), "utf8");
  // a package without a file gets the licence's own text, and the address of its source as that text asks
  const known = path.join(root, "scripts", "licence-texts", `${license}.txt`);
  if (!existsSync(known)) throw new Error(`${name} ${version} (${license}) has no licence file`);
  return `Source: ${resolved}\n\n${readFileSync(known, "utf8")}`;
}

const tidy = (text) =>
  text
    .replaceAll("\r\n", "\n")
    .replace(/[ \t]+$/gm, "")
    .trim();

/** NOTICE with its list of packages written anew: one paragraph a licence. */
export function noticeText(root) {
  const old = readFileSync(path.join(root, "NOTICE"), "utf8");
  const [before, after] = [old.split(`${BEGIN}\n`)[0], old.split(END)[1] ?? ""];
  const byLicence = new Map([["OFL-1.1", ["Inter (font)"]]]);
  for (const { name, license } of bundledPackages(root)) {
    const names = byLicence.get(license) ?? [];
    if (!names.includes(name)) byLicence.set(license, [...names, name]);
  }
  const list = [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, names]) => `${licence}\n${wrapped(names)}\n`)
    .join("\n");
  return `${before}${BEGIN}\n\n${list}\n${END}${after}`;
}

function wrapped(names) {
  const lines = [""];
  for (const [index, name] of names.entries()) {
    const word = `${name}${index === names.length - 1 ? "" : ","}`;
    if (`${lines.at(-1)} ${word}`.length > 96) lines.push("");
    lines[lines.length - 1] += ` ${word}`;
  }
  return lines.map((line) => `  ${line.trim()}`).join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
  writeFileSync(path.join(root, "NOTICE"), noticeText(root));
}
