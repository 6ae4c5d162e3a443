// Builds the explorer's page without its data: script, styles and HTML in one file, with a policy that lets nothing else in.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";

/** The page with places for a title and for data (`src/explorer/html.ts`). */
export function explorerPage(root) {
  const source = path.join(root, "src", "explorer", "page");
  const script = scriptOf(root, path.join(source, "main.tsx"));
  const style = [path.join(root, "node_modules/uplot/dist/uPlot.min.css"), path.join(source, "page.css")]
    .map((file) => readFileSync(file, "utf8"))
    .join("\n")
    .replace(/\s+/g, " ");
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  // Whole elements are put in: a policy's hash counts every letter between the tags.
  return fill(readFileSync(path.join(source, "page.html"), "utf8"), {
    policy,
    style: `<style>${style}</style>`,
    script: `<script type="application/json" id="data"><!--data--></script><script type="module">${script}</script>`,
  });
}

/** The page's program in one text: for browsers, which the bundler of the action does not build for. */
function scriptOf(root, entry) {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    charset: "utf8",
  });
  // Inside an element of HTML these two mean something, whatever the script means by them.
  return outputFiles[0].text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--").trim();
}

function hashOf(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function fill(html, parts) {
  return Object.entries(parts).reduce(
    (text, [name, part]) => text.replace(`<!--${name}-->`, () => part),
    html,
  );
}
