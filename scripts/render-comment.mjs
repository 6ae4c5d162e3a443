// Draws a comment as GitHub would show it: node scripts/render-comment.mjs comment.md out.png [--theme dark] [--width 360]
// Needs chromium and cmark-gfm on the PATH, and mermaid and github-markdown-css in a folder given by --modules.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const GITHUB_COLUMN = 830;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    theme: { type: "string", default: "light" },
    width: { type: "string", default: String(GITHUB_COLUMN) },
    modules: { type: "string", default: "node_modules" },
    open: { type: "boolean", default: false },
  },
});
const [markdownFile, pictureFile] = positionals;
if (markdownFile === undefined || pictureFile === undefined)
  stop(
    "usage: render-comment.mjs comment.md out.png [--theme light|dark] [--width PX] [--modules DIR] [--open]",
  );
if (!["light", "dark"].includes(values.theme)) stop(`--theme is ${values.theme}; possible: light, dark`);
const width = Number(values.width);
if (!Number.isInteger(width) || width < 200)
  stop(`--width is ${values.width}; a whole number of pixels from 200 is needed`);

const css = path.resolve(values.modules, `github-markdown-css/github-markdown-${values.theme}.css`);
const mermaid = path.resolve(values.modules, "mermaid/dist/mermaid.min.js");
const chromium = ["chromium", "chromium-browser", "google-chrome"].find(runs);
const missing = [
  ...(chromium === undefined
    ? ["chromium (apt-get install chromium fonts-liberation fonts-noto-color-emoji)"]
    : []),
  ...(runs("cmark-gfm") ? [] : ["cmark-gfm (apt-get install cmark-gfm)"]),
  ...(existsSync(css)
    ? []
    : [
        "github-markdown-css (npm i github-markdown-css@5.9.0 in a folder outside the project, then --modules DIR/node_modules)",
      ]),
  ...(existsSync(mermaid) ? [] : ["mermaid (npm i mermaid@12.3.0 in the same folder)"]),
];
if (missing.length > 0) stop(`missing:\n${missing.map((name) => `  ${name}`).join("\n")}`);

const extensions = ["table", "strikethrough", "autolink", "tagfilter", "tasklist"].flatMap((name) => [
  "-e",
  name,
]);
const html = spawnSync("cmark-gfm", ["--unsafe", ...extensions], {
  input: readFileSync(markdownFile),
  encoding: "utf8",
}).stdout;
const folder = mkdtempSync(path.join(tmpdir(), "render-comment-"));
try {
  const page = path.join(folder, "page.html");
  writeFileSync(page, pageOf(values.open ? html.replaceAll("<details>", "<details open>") : html));
  const height = Number(/<title>(\d+)/.exec(chrome(["--dump-dom"], page))?.[1] ?? 2000);
  chrome(
    [
      `--window-size=${width + 64},${Math.min(height + 8, 16000)}`,
      `--screenshot=${path.resolve(pictureFile)}`,
    ],
    page,
  );
  console.log(`${pictureFile}: ${width + 64} x ${height + 8}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function chrome(options, page) {
  const common = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--allow-file-access-from-files",
    "--virtual-time-budget=15000",
    `--user-data-dir=${path.join(folder, "profile")}`,
    `--window-size=${width + 64},100`,
  ];
  return spawnSync(chromium, [...common, ...options, pathToFileURL(page).href], {
    encoding: "utf8",
    maxBuffer: 1e8,
  }).stdout;
}

function pageOf(body) {
  const dark = values.theme === "dark";
  return `<!doctype html><meta charset=utf-8><title>0</title>
<link rel=stylesheet href="${pathToFileURL(css).href}">
<style>body{margin:0;padding:16px;background:${dark ? "#0d1117" : "#fff"}}
.markdown-body{width:${width}px;box-sizing:border-box;padding:16px;border:1px solid ${dark ? "#3d444d" : "#d1d9e0"};border-radius:6px;font-size:14px}
.mermaid{border:1px solid ${dark ? "#3d444d" : "#d1d9e0"};border-radius:6px;padding:16px;text-align:center}</style>
<div class=markdown-body>${body}</div>
<script src="${pathToFileURL(mermaid).href}"></script>
<script>
for (const code of document.querySelectorAll("pre > code.language-mermaid")) {
  const box = document.createElement("div");
  box.className = "mermaid";
  box.textContent = code.textContent;
  code.parentElement.replaceWith(box);
}
mermaid.initialize({ startOnLoad: false, theme: ${JSON.stringify(dark ? "dark" : "default")} });
mermaid.run().finally(() => { document.title = String(Math.ceil(document.documentElement.scrollHeight)); });
</script>`;
}

function runs(program) {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

function stop(message) {
  console.error(`render-comment: ${message}`);
  process.exit(2);
}
