// Cuts GitHub's OpenAPI description down to the operations that the action calls, as a test fixture.
// usage: node scripts/trim-openapi.mjs path/to/@octokit/openapi/generated/api.github.com.json
// Source: npm package @octokit/openapi 23.0.2 (MIT, © Octokit contributors). Prose, examples and headers are dropped.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const OPERATIONS = {
  "/repos/{owner}/{repo}": ["get"],
  "/repos/{owner}/{repo}/pulls": ["get"],
  "/repos/{owner}/{repo}/pulls/{pull_number}": ["get"],
  "/repos/{owner}/{repo}/pulls/{pull_number}/files": ["get"],
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments": ["get"],
  "/repos/{owner}/{repo}/pulls/{pull_number}/reviews": ["post"],
  "/repos/{owner}/{repo}/compare/{basehead}": ["get"],
  "/repos/{owner}/{repo}/commits/{ref}": ["get"],
  "/repos/{owner}/{repo}/commits/{ref}/statuses": ["get"],
  "/repos/{owner}/{repo}/contents/{path}": ["get"],
  "/repos/{owner}/{repo}/git/blobs/{file_sha}": ["get"],
  "/repos/{owner}/{repo}/git/trees/{tree_sha}": ["get"],
  "/repos/{owner}/{repo}/issues": ["get", "post"],
  "/repos/{owner}/{repo}/issues/{issue_number}": ["patch"],
  "/repos/{owner}/{repo}/issues/{issue_number}/comments": ["get", "post"],
  "/repos/{owner}/{repo}/issues/{issue_number}/events": ["get"],
  "/repos/{owner}/{repo}/issues/comments/{comment_id}": ["patch", "delete"],
  "/repos/{owner}/{repo}/statuses/{sha}": ["post"],
  "/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts": ["get"],
  "/repos/{owner}/{repo}/activity": ["get"],
  "/repos/{owner}/{repo}/branches/{branch}": ["get"],
  "/repos/{owner}/{repo}/collaborators/{username}/permission": ["get"],
  "/repos/{owner}/{repo}/rules/branches/{branch}": ["get"],
  "/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}": ["get"],
  "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches": ["post"],
};
const PROSE = new Set([
  "description",
  "example",
  "examples",
  "externalDocs",
  "summary",
  "tags",
  "operationId",
  "headers",
  "links",
  "callbacks",
  "deprecated",
  "title",
  "x-github",
  "x-multi-segment",
  "x-githubEnterpriseOverrides",
]);

const source = process.argv[2];
if (!source) {
  console.error("usage: node scripts/trim-openapi.mjs <api.github.com.json>");
  process.exit(2);
}
const document = JSON.parse(readFileSync(source, "utf8"));
const kept = {};
const pending = [];

/** A copy without prose. Names of properties and examples of schemas stay apart: `properties` is data, not prose. */
function strip(node, insideMap = false) {
  if (Array.isArray(node)) return node.map((item) => strip(item));
  if (node === null || typeof node !== "object") return node;
  if (typeof node.$ref === "string") {
    // examples are reached by `$ref` only from `examples`, which is dropped
    pending.push(node.$ref);
    return { $ref: node.$ref };
  }
  const result = {};
  for (const [key, value] of Object.entries(node)) {
    if (!insideMap && PROSE.has(key)) continue;
    result[key] = strip(value, !insideMap && (key === "properties" || key === "schemas"));
  }
  return result;
}

const paths = {};
for (const [route, methods] of Object.entries(OPERATIONS)) {
  const entry = document.paths[route];
  if (!entry) throw new Error(`no path ${route}`);
  paths[route] = {};
  for (const method of methods) {
    const operation = entry[method];
    if (!operation) throw new Error(`no ${method} ${route}`);
    paths[route][method] = strip({
      parameters: operation.parameters ?? [],
      ...(operation.requestBody ? { requestBody: operation.requestBody } : {}),
      responses: operation.responses,
    });
  }
}
while (pending.length > 0) {
  const reference = pending.pop();
  const [, , kind, name] = reference.split("/");
  kept[kind] ??= {};
  if (kept[kind][name] !== undefined) continue;
  kept[kind][name] = true;
  kept[kind][name] = strip(document.components[kind][name]);
}
const sorted = Object.fromEntries(
  Object.keys(kept)
    .sort()
    .map((kind) => [
      kind,
      Object.fromEntries(Object.entries(kept[kind]).sort(([a], [b]) => (a < b ? -1 : 1))),
    ]),
);
const out = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  "..",
  "__tests__",
  "fixtures",
  "github-openapi.json",
);
const result = {
  "x-source":
    "npm @octokit/openapi 23.0.2, api.github.com.json, MIT License, https://github.com/octokit/openapi; made by scripts/trim-openapi.mjs",
  openapi: document.openapi,
  paths,
  components: sorted,
};
writeFileSync(out, `${JSON.stringify(result)}\n`);
console.log(`${out}: ${JSON.stringify(result).length} characters`);
