export const id = 175;
export const ids = [175];
export const modules = {

/***/ 9175:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openForge: () => (/* binding */ openForge)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/utils.js + 18 modules
var utils = __webpack_require__(3955);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var dist_bundle = __webpack_require__(9735);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var plugin_throttling_dist_bundle = __webpack_require__(6856);
// EXTERNAL MODULE: ./build/lib/forge/budget.js
var forge_budget = __webpack_require__(9979);
;// CONCATENATED MODULE: ./build/lib/forge/bounded-fetch.js

/** Longest time for one answer, its body included. */
const CALL_TIMEOUT_MS = 30_000;
/** Largest answer that is read; a list of 300 files with their patches stays well below. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/**
 * A fetch that reads the whole answer within the time budget. Octokit takes a body that breaks off for an empty one; here
 * a cut connection, a body that never ends and one that is too large are errors.
 */
function boundedFetch(inner, budget) {
    return async (input, init) => {
        const remaining = budget.remainingMs();
        if (remaining <= 0)
            throw new forge_budget/* OutOfTimeError */.J();
        const { response, body } = await within(Math.min(remaining, CALL_TIMEOUT_MS), remaining, async (signal) => {
            const answer = await inner(input, { ...init, signal });
            return { response: answer, body: await readBody(answer) };
        });
        const bodyless = response.status === 204 || response.status === 205 || response.status === 304;
        const copy = new Response(bodyless ? null : body, {
            status: response.status,
            statusText: response.statusText,
            headers: headersOf(response),
        });
        // Octokit reads the address for `Link` headers and messages; the constructor cannot set it.
        Object.defineProperty(copy, "url", { value: response.url });
        return copy;
    };
}
/** Runs a call for at most `ms`; says which limit ended it: that of one answer, or the budget with `remaining` left. */
async function within(ms, remaining, call) {
    const signal = AbortSignal.timeout(ms);
    try {
        return await call(signal);
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        if (ms === remaining)
            throw new forge_budget/* OutOfTimeError */.J(true);
        throw new Error(`nothing within ${ms / 1000} s`, { cause: error });
    }
}
async function readBody(response) {
    const chunks = [];
    let length = 0;
    const reader = response.body?.getReader();
    while (reader !== undefined) {
        const { done, value } = await reader.read();
        if (done)
            break;
        length += value.length;
        if (length > MAX_BODY_BYTES) {
            await reader.cancel();
            throw new Error(`the answer is larger than ${MAX_BODY_BYTES} bytes`);
        }
        chunks.push(value);
    }
    const announced = Number(response.headers.get("content-length"));
    if (!response.headers.has("content-encoding") && announced > length)
        throw new Error("the answer broke off");
    const body = new Uint8Array(length);
    let at = 0;
    for (const chunk of chunks) {
        body.set(chunk, at);
        at += chunk.length;
    }
    return body;
}
/** The body is decoded already, so the headers that describe its transport must go. */
function headersOf(response) {
    const headers = new Headers();
    for (const [name, value] of response.headers) {
        if (name !== "content-encoding" && name !== "content-length" && name !== "transfer-encoding")
            headers.append(name, value);
    }
    return headers;
}

;// CONCATENATED MODULE: ./build/lib/forge/client.js




/** Waits for a limit at most this often a call. */
const MAX_WAITS = 3;
/**
 * Passed with every call that creates something: the retry plugin would repeat it after a 5xx although the server may
 * have stored it. The caller looks again before it tries a second time.
 */
const NO_BLIND_REPEAT = { retries: 0 };
/** The only place that makes an Octokit. */
function createClient(options) {
    const { budget, onWait, retryUnitMs = 1000 } = options;
    const mayWait = (kind, seconds, attempt) => {
        const allowed = attempt < MAX_WAITS && budget.allowsWait(seconds * 1000);
        onWait(`GitHub's ${kind}: ${allowed ? `waiting ${seconds} s` : `giving up, ${seconds} s of waiting would be too long`}`);
        return allowed;
    };
    const TimedGitHub = utils/* GitHub */.gq.plugin(stopsInTime(budget, retryUnitMs), dist_bundle/* retry */.L, plugin_throttling_dist_bundle/* throttling */.A);
    const client = new TimedGitHub({
        auth: `token ${options.token}`,
        baseUrl: options.apiUrl,
        userAgent: `dynamo-advisor/${options.version}`,
        log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
        request: {
            ...utils/* defaults */.NT.request,
            fetch: boundedFetch(utils/* defaults */.NT.request?.["fetch"], budget),
        },
        // 429 is the throttling plugin's; a wait of its own by the retry plugin would ignore `retry-after`
        retry: {
            doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
            retryAfterBaseValue: retryUnitMs,
        },
        throttle: {
            enabled: options.throttle !== false,
            id: options.apiUrl,
            onRateLimit: (seconds, _request, _client, attempt) => mayWait("rate limit", seconds, attempt),
            onSecondaryRateLimit: (seconds, _request, _client, attempt) => mayWait("secondary rate limit", seconds, attempt),
        },
    });
    // The plugins know limits by their wording; a bare 429 (or 403) that names a time is handled here.
    client.hook.wrap("request", async (request, requestOptions) => {
        for (let attempt = 0;; attempt++) {
            try {
                return await request(requestOptions);
            }
            catch (error) {
                const seconds = bareRetryAfter(error);
                if (seconds === undefined || !mayWait("request limit", seconds, attempt))
                    throw error;
                await sleep(seconds * 1000);
            }
        }
    });
    return client;
}
/**
 * A plugin that stops the retry plugin where the wait before its next try would not fit into the time left: the run ends
 * within its limit, and with GitHub's own answer instead of "out of time". Stands before the retry plugin, so that it
 * sees errors first; without `request.request` that plugin lets an error pass.
 */
function stopsInTime(budget, unitMs) {
    return (octokit) => {
        octokit.hook.error("request", (error, requestOptions) => {
            const { request } = error;
            // the retry plugin's own schedule: 1, 4, 9 units
            const waitMs = ((Number(requestOptions.request["retryCount"]) || 0) + 1) ** 2 * unitMs;
            if (request !== undefined && !budget.allowsWait(waitMs))
                Object.assign(error, { request: { ...request, request: undefined } });
            throw error;
        });
    };
}
function ignore() { }
/** Pauses for `ms` milliseconds. */
function sleep(ms) {
    return new Promise((resolve) => setTimeout(resolve, ms));
}
/** Seconds that a refused call asks us to wait, when the throttling plugin has not handled it. */
function bareRetryAfter(error) {
    if (typeof error !== "object" || error === null)
        return undefined;
    const { status, message, response } = error;
    if (status !== 429 && status !== 403)
        return undefined;
    const headers = response?.headers ?? {};
    if (/\bsecondary rate\b/i.test(message ?? "") || headers["x-ratelimit-remaining"] === "0")
        return undefined;
    const seconds = Number(headers["retry-after"]);
    return headers["retry-after"] !== undefined && Number.isFinite(seconds) && seconds >= 0
        ? seconds
        : undefined;
}

;// CONCATENATED MODULE: ./build/lib/forge/dry-run.js
/** A forge that reads for real and only records what it would write. */
function createDryRun(reader, log) {
    const note = (line) => void log.lines.push(line);
    const writer = {
        syncComment: (request) => {
            note(`comment on #${request.number}, ${request.body.length} characters${request.create ? "" : ", only if one exists"}`);
            return Promise.resolve({ kind: "absent" });
        },
        syncIssue: (request) => {
            note(`issue "${request.title}", ${request.body.length} characters`);
            return Promise.resolve({ kind: "absent" });
        },
        setStatus: (request) => {
            note(`status ${request.context}: ${request.state}`);
            return Promise.resolve(false);
        },
        postSuggestions: (request) => {
            note(`${request.suggestions.length} suggestions on #${request.number}`);
            return Promise.resolve(0);
        },
        commit: (request) => {
            note(`commit on ${request.branch}: ${request.files.map((file) => file.path).join(", ")}`);
            return Promise.resolve({ kind: "dry" });
        },
        dispatch: (workflow, ref) => {
            note(`dispatch of ${workflow} on ${ref}`);
            return Promise.resolve();
        },
    };
    return { ...reader, ...writer };
}

// EXTERNAL MODULE: ./build/lib/forge/failure.js
var failure = __webpack_require__(5102);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./build/lib/forge/zip.js

const END_RECORD = 0x06054b50;
const CENTRAL_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_RECORD_BYTES = 22;
/**
 * Texts of a zip archive by name. Only what artifacts use is read (stored and deflated entries, no encryption, no zip64);
 * anything else, a name that could leave a folder, and every size beyond the limits is an error. Sizes are enforced while
 * inflating: what the archive claims is not believed.
 */
function readZip(archive, limits) {
    const data = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
    const end = findEnd(data);
    const count = data.readUInt16LE(end + 10);
    if (count > limits.maxEntries)
        throw new Error(`the archive has ${count} entries, at most ${limits.maxEntries} are read`);
    const result = new Map();
    let at = data.readUInt32LE(end + 16);
    for (let index = 0; index < count; index++) {
        if (at + 46 > data.length || data.readUInt32LE(at) !== CENTRAL_ENTRY)
            throw new Error("the archive's directory is broken");
        const nameLength = data.readUInt16LE(at + 28);
        const name = data.toString("utf8", at + 46, at + 46 + nameLength);
        if (!name.endsWith("/"))
            result.set(safeName(name), readEntry(data, at, limits));
        at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
    }
    return result;
}
function findEnd(data) {
    const lowest = Math.max(0, data.length - END_RECORD_BYTES - 0xffff);
    for (let at = data.length - END_RECORD_BYTES; at >= lowest; at--) {
        if (data.readUInt32LE(at) === END_RECORD)
            return at;
    }
    throw new Error("it is not a zip archive");
}
function readEntry(data, at, limits) {
    const flags = data.readUInt16LE(at + 8);
    const method = data.readUInt16LE(at + 10);
    const checksum = data.readUInt32LE(at + 16);
    const packedSize = data.readUInt32LE(at + 20);
    const local = data.readUInt32LE(at + 42);
    if ((flags & 1) !== 0)
        throw new Error("the archive is encrypted");
    if (local + 30 > data.length || data.readUInt32LE(local) !== LOCAL_ENTRY)
        throw new Error("the archive's entry is broken");
    const start = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
    if (packedSize > limits.maxEntryBytes || start + packedSize > data.length)
        throw new Error("the archive's entry is too large");
    const packed = data.subarray(start, start + packedSize);
    if (method !== 0 && method !== 8)
        throw new Error(`the archive's entry is packed by method ${method}`);
    const bytes = method === 0 ? packed : (0,external_node_zlib_.inflateRawSync)(packed, { maxOutputLength: limits.maxEntryBytes });
    // absent on the first releases of Node 20
    if (typeof external_node_zlib_.crc32 === "function" && (0,external_node_zlib_.crc32)(bytes) !== checksum)
        throw new Error("the archive's entry has a wrong checksum");
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
function safeName(name) {
    if (name.length > 200 ||
        name.startsWith("/") ||
        name.includes("\\") ||
        name.includes("\0") ||
        name.split("/").includes("..")) {
        throw new Error("the archive holds a name that leaves its folder");
    }
    return name;
}

;// CONCATENATED MODULE: ./build/lib/forge/artifacts.js


/** Largest archive that is downloaded. */
const MAX_ARCHIVE_BYTES = 4 * 1024 * 1024;
const LIMITS = { maxEntries: 10, maxEntryBytes: 8 * 1024 * 1024 };
/** Texts of a run's artifact by name; undefined when the run has none of that name. Everything in it is a stranger's. */
async function readArtifact(client, repo, runId, name) {
    const { data } = await (0,failure/* named */.KT)("actions: read", () => client.rest.actions.listWorkflowRunArtifacts({ ...repo, run_id: runId, name, per_page: 100 }));
    const found = data.artifacts.find((artifact) => artifact.name === name && !artifact.expired);
    if (found === undefined)
        return undefined;
    if (found.size_in_bytes > MAX_ARCHIVE_BYTES) {
        throw new failure/* ForgeError */.Q8(`the artifact has ${found.size_in_bytes} bytes, at most ${MAX_ARCHIVE_BYTES} are read`, { status: 200, cause: undefined });
    }
    const answer = await (0,failure/* named */.KT)("actions: read", () => client.rest.actions.downloadArtifact({ ...repo, artifact_id: found.id, archive_format: "zip" }));
    const bytes = answer.data;
    if (!(bytes instanceof ArrayBuffer) || bytes.byteLength > MAX_ARCHIVE_BYTES) {
        throw new failure/* ForgeError */.Q8("the artifact could not be downloaded whole", { status: 200, cause: undefined });
    }
    return readZip(new Uint8Array(bytes), LIMITS);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/lib/forge/contents.js

/** Largest file that is read; manifests are a few kilobytes. */
const MAX_FILE_BYTES = 1024 * 1024;
/** A file at a commit. Folders, links and submodules are unreadable, not followed. */
async function readText(client, repo, path, ref) {
    try {
        const { data } = await (0,failure/* named */.KT)("contents: read", () => client.rest.repos.getContent({ ...repo, path, ref }));
        if (Array.isArray(data))
            return { kind: "unreadable", reason: "a folder" };
        if (data.type !== "file")
            return { kind: "unreadable", reason: data.type === "symlink" ? "a symbolic link" : `a ${data.type}` };
        if (data.size > MAX_FILE_BYTES)
            return tooLarge(data.size);
        return "content" in data && data.encoding === "base64"
            ? decode(data.content)
            : { kind: "unreadable", reason: "one that GitHub did not send as text" };
    }
    catch (error) {
        if (error instanceof failure/* ForgeError */.Q8 && error.status === 404)
            return { kind: "absent" };
        throw error;
    }
}
/** A file by its blob: exact, whatever happens to the branch meanwhile. */
async function readBlob(client, repo, sha) {
    try {
        const { data } = await (0,failure/* named */.KT)("contents: read", () => client.rest.git.getBlob({ ...repo, file_sha: sha }));
        if ((data.size ?? 0) > MAX_FILE_BYTES)
            return tooLarge(data.size ?? 0);
        return data.encoding === "base64" ? decode(data.content) : { kind: "text", text: data.content };
    }
    catch (error) {
        if (error instanceof failure/* ForgeError */.Q8 && error.status === 404)
            return { kind: "absent" };
        throw error;
    }
}
function tooLarge(bytes) {
    return { kind: "unreadable", reason: `larger than ${MAX_FILE_BYTES / 1024} KiB (${bytes} bytes)` };
}
function decode(base64) {
    const bytes = Buffer.from(base64, "base64");
    try {
        const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
        return text.includes("\0") ? { kind: "unreadable", reason: "not text" } : { kind: "text", text };
    }
    catch {
        return { kind: "unreadable", reason: "not UTF-8 text" };
    }
}

;// CONCATENATED MODULE: ./build/lib/forge/batch-contents.js


/** Up to this many files are asked for one by one: each call is checked by GitHub's own description. */
const SINGLE_CALLS = 10;
/** Files of one GraphQL query. */
const BATCH = 50;
/**
 * Texts of many files. A job's token has 1,000 calls an hour for the whole repository, so large changes are read fifty
 * files at a time through GraphQL. What it answers is believed only when it hashes to the blob that it says it is;
 * everything else (old servers, other encodings, cut texts) is read file by file.
 */
async function readTexts(client, repo, requests) {
    const single = ({ path, ref, blobSha }) => blobSha === undefined ? readText(client, repo, path, ref) : readBlob(client, repo, blobSha);
    if (requests.length <= SINGLE_CALLS)
        return Promise.all(requests.map(single));
    const texts = [];
    for (let from = 0; from < requests.length; from += BATCH) {
        const part = requests.slice(from, from + BATCH);
        const blobs = await queryBlobs(client, repo, part);
        texts.push(...(await Promise.all(part.map(async (request, index) => understood(blobs?.[index]) ?? (await single(request))))));
    }
    return texts;
}
/** Undefined when the server cannot answer the query. */
async function queryBlobs(client, repo, requests) {
    const declared = requests.map((_, index) => `$e${index}: String!`).join(", ");
    const fields = requests
        .map((_, index) => `f${index}: object(expression: $e${index}) { ... on Blob { oid text isBinary isTruncated byteSize } }`)
        .join("\n");
    const query = `query ($owner: String!, $name: String!, ${declared}) { repository(owner: $owner, name: $name) { ${fields} } }`;
    const expressions = Object.fromEntries(requests.map(({ path, ref, blobSha }, index) => [`e${index}`, blobSha ?? `${ref}:${path}`]));
    try {
        const answer = await client.graphql(query, {
            owner: repo.owner,
            name: repo.repo,
            ...expressions,
        });
        return requests.map((_, index) => answer.repository?.[`f${index}`]);
    }
    catch {
        return undefined;
    }
}
/** Undefined: read the file on its own. */
function understood(blob) {
    if (blob?.oid === undefined)
        return undefined;
    if (blob.byteSize > MAX_FILE_BYTES)
        return {
            kind: "unreadable",
            reason: `larger than ${MAX_FILE_BYTES / 1024} KiB (${blob.byteSize} bytes)`,
        };
    if (blob.isBinary === true || blob.text === null || blob.isTruncated || blob.text.includes("\0"))
        return undefined;
    const bytes = Buffer.from(blob.text, "utf8");
    const hash = (0,external_node_crypto_.createHash)("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
    return hash === blob.oid ? { kind: "text", text: blob.text } : undefined;
}

;// CONCATENATED MODULE: ./build/lib/forge/pages.js
/** Most pages that are read: 100 entries each, more than any list of ours may hold. */
const MAX_PAGES = 100;
/**
 * All entries of a list, page by page. Not Octokit's `paginate`: that takes a 409 for an empty list, and an empty list
 * of comments means "write one".
 */
async function allPages(read) {
    const entries = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
        const answer = await read(page);
        entries.push(...answer.data);
        if (!/rel="?next\b/.test(answer.headers.link ?? ""))
            return entries;
    }
    return entries;
}

;// CONCATENATED MODULE: ./build/lib/forge/changed-files.js


/** Most files that GitHub lists for a pull request. */
const MAX_PULL_FILES = 3000;
/** Most files that a comparison lists. */
const MAX_COMPARE_FILES = 300;
const STATUSES = {
    added: "added",
    copied: "added",
    modified: "modified",
    changed: "modified",
    removed: "removed",
    renamed: "renamed",
    unchanged: "unchanged",
};
/** Files that a pull request changes. Incomplete when GitHub cut the list or it is shorter than the pull request says. */
async function changedPathsOf(client, repo, pull) {
    const raw = await (0,failure/* named */.KT)("pull-requests: read", () => allPages((page) => client.rest.pulls.listFiles({ ...repo, pull_number: pull.number, per_page: 100, page })));
    return {
        files: raw.map(toChangedPath),
        incomplete: raw.length >= MAX_PULL_FILES || raw.length < pull.changedFiles,
    };
}
/** Files that `head` changes since it left `base`: merge groups, pushes, runs by hand. */
async function comparePaths(client, repo, base, head) {
    const { data } = await (0,failure/* named */.KT)("contents: read", () => client.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${head}`, per_page: 1 }));
    const raw = data.files ?? [];
    return { files: raw.map(toChangedPath), incomplete: raw.length >= MAX_COMPARE_FILES };
}
/** The commit where `head` left `base`: "before" is what stood there, not what the base branch became since. */
async function mergeBase(client, repo, base, head) {
    const { data } = await (0,failure/* named */.KT)("contents: read", () => client.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${head}`, per_page: 1 }));
    return data.merge_base_commit.sha;
}
/** All files of a commit, for runs without a change to look at. */
async function treePaths(client, repo, ref) {
    const { data } = await (0,failure/* named */.KT)("contents: read", () => client.rest.git.getTree({ ...repo, tree_sha: ref, recursive: "1" }));
    const files = data.tree.flatMap((entry) => entry.type === "blob" && entry.mode !== "120000"
        ? [{ path: entry.path, status: "unchanged", blobSha: entry.sha }]
        : []);
    return { files, incomplete: data.truncated };
}
function toChangedPath(raw) {
    return {
        path: raw.filename,
        status: STATUSES[raw.status] ?? "modified",
        ...(raw.previous_filename === undefined ? {} : { previousPath: raw.previous_filename }),
        ...(raw.sha === null || raw.status === "removed" ? {} : { blobSha: raw.sha }),
        ...(raw.patch === undefined ? {} : { patch: raw.patch }),
    };
}

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
;// CONCATENATED MODULE: ./build/lib/forge/comments.js




const PERMISSION = "pull-requests: write";
/** Rounds of "look, write, look again" until the comment is what it should be. */
const MAX_ROUNDS = 3;
/**
 * Brings the one comment of this use of the action up to date. Found by hidden header and author over all pages; equal:
 * nothing is sent; a newer run's comment is kept; duplicates are folded into the oldest. Creating is never repeated
 * blindly: after an unclear failure the list is read again. Two runs that race end with the newer one's comment, whoever
 * writes last, because each looks again after it has written.
 */
async function syncComment(client, repo, request) {
    let { rules } = request;
    let created;
    let updated;
    let unsettled;
    let gone;
    for (let round = 0;; round++) {
        let mine;
        try {
            // which head is the newest may have changed while the last round wrote
            if (round > 0)
                rules = await request.refresh();
            mine = await ownComments(client, repo, request.number, rules);
        }
        catch (error) {
            // what was written stays written: only the second look failed
            const written = created ?? updated;
            if (written === undefined)
                throw error;
            return {
                kind: created === undefined ? "updated" : "created",
                id: written.id,
                url: written.url,
                unsettled: `it could not be looked at again: ${(0,errors/* errorMessage */.g)(error)}`,
            };
        }
        const oldest = mine[0] ?? created;
        if (oldest === undefined) {
            if (!request.create || round >= MAX_ROUNDS)
                return { kind: "absent" };
            created = await createComment(client, repo, request);
            continue;
        }
        const newest = mine.reduce((best, comment) => (rules.compare(comment.body, best) > 0 ? comment.body : best), request.body);
        const kept = newest !== request.body && !rules.equal(newest, request.body);
        const outcome = kept
            ? "kept"
            : created !== undefined
                ? "created"
                : updated !== undefined
                    ? "updated"
                    : "unchanged";
        const settled = mine.length <= 1 && rules.equal(oldest.body, newest);
        // the last look is not worth more than this: the comment was written, and a later run heals what remains
        if (!settled && round >= MAX_ROUNDS && gone !== undefined)
            throw gone;
        if (settled || round >= MAX_ROUNDS) {
            return {
                kind: outcome,
                id: oldest.id,
                url: oldest.url,
                ...(mine.length <= 1 || unsettled === undefined ? {} : { unsettled }),
            };
        }
        if (!rules.equal(oldest.body, newest)) {
            gone = await patchComment(client, repo, oldest.id, newest, async () => {
                const now = (await ownComments(client, repo, request.number, rules)).find(({ id }) => id === oldest.id);
                return now !== undefined && rules.equal(now.body, newest);
            });
            if (gone === undefined)
                updated = oldest;
        }
        for (const extra of mine.slice(1)) {
            const reason = await deleteComment(client, repo, extra.id);
            if (reason !== undefined)
                unsettled = `a duplicate of it could not be deleted: ${reason}`;
        }
    }
}
/** Our comments, oldest first: those with the header whose author is the owner of the token. */
async function ownComments(client, repo, number, rules) {
    const all = await (0,failure/* named */.KT)("pull-requests: read", () => allPages((page) => client.rest.issues.listComments({ ...repo, issue_number: number, per_page: 100, page })));
    const marked = all.filter((comment) => rules.owns(comment.body ?? ""));
    if (marked.length === 0)
        return [];
    const { login, guessed, doubt } = await viewerOf(client);
    let mine = marked.filter((comment) => sameLogin(comment.user?.login, login));
    if (guessed === true && mine.length === 0) {
        // a guess that recognises nothing would post a second comment beside the first
        if (doubt !== undefined)
            throw doubt;
        // no person's login has brackets: what an app wrote under our header is ours
        mine = marked.filter((comment) => comment.user?.login.endsWith("[bot]") === true);
    }
    return mine
        .sort((a, b) => a.id - b.id)
        .map((comment) => ({ id: comment.id, body: comment.body ?? "", url: comment.html_url }));
}
const viewers = new WeakMap();
/** The login of the token's owner. The job's token answers `github-actions[bot]`; where GitHub does not say, that is assumed. */
async function viewerLogin(client) {
    return (await viewerOf(client)).login;
}
function viewerOf(client) {
    const known = viewers.get(client);
    if (known !== undefined)
        return known;
    const asked = client.graphql("query { viewer { login } }").then((answer) => ({ login: answer.viewer.login }), (error) => {
        const guess = { login: "github-actions[bot]", guessed: true };
        // a refusal is for good (an old server, a token without a user); everything else may be another answer next time
        return (0,failure/* outcomeUnknown */.Hu)(error) || (0,failure/* statusOf */.c2)(error) === 429
            ? { ...guess, doubt: (0,failure/* toForgeError */.Zf)(error, "") }
            : guess;
    });
    viewers.set(client, asked);
    return asked;
}
/** GraphQL drops the `[bot]` of an author's login, REST keeps it. */
function sameLogin(a, b) {
    const plain = (login) => login.replace(/\[bot\]$/, "").toLowerCase();
    return a !== undefined && plain(a) === plain(b) && (a.endsWith("[bot]") || !b.endsWith("[bot]"));
}
/** The created comment; after an unclear failure the one that was stored, else a second try. */
async function createComment(client, repo, request) {
    const post = async () => {
        const { data } = await (0,failure/* named */.KT)(PERMISSION, () => client.rest.issues.createComment({
            ...repo,
            issue_number: request.number,
            body: request.body,
            request: NO_BLIND_REPEAT,
        }));
        // what the server says of the author is better than any guess
        if (data.user !== null && data.user !== undefined)
            viewers.set(client, Promise.resolve({ login: data.user.login }));
        return { id: data.id, body: data.body ?? request.body, url: data.html_url };
    };
    try {
        return await post();
    }
    catch (error) {
        if (!(0,failure/* outcomeUnknown */.Hu)(error))
            throw error;
        const stored = (await ownComments(client, repo, request.number, request.rules))[0];
        return stored ?? (await post());
    }
}
/**
 * Edits a comment. One that was deleted meanwhile is no failure yet: the 404 is returned, and the next look finds out.
 * After an unclear failure `stored` looks whether the edit took effect.
 */
async function patchComment(client, repo, id, body, stored) {
    try {
        await (0,failure/* named */.KT)(PERMISSION, () => client.rest.issues.updateComment({ ...repo, comment_id: id, body }));
    }
    catch (error) {
        if (error instanceof failure/* ForgeError */.Q8 && error.status === 404)
            return error;
        if (!(0,failure/* outcomeUnknown */.Hu)(error) || !(await stored()))
            throw error;
    }
    return undefined;
}
/** Best effort: another run may delete the same duplicate. Returns why it failed. */
async function deleteComment(client, repo, id) {
    try {
        await (0,failure/* named */.KT)(PERMISSION, () => client.rest.issues.deleteComment({ ...repo, comment_id: id }));
        return undefined;
    }
    catch (error) {
        return (0,errors/* errorMessage */.g)(error);
    }
}

;// CONCATENATED MODULE: ./build/lib/forge/commits.js


const commits_PERMISSION = "contents: write";
const MUTATION = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
/**
 * One signed commit on a branch of this repository, only if the branch still is where the analysis saw it
 * (`expectedHeadOid`). That check also makes a second try safe: a commit that was stored moves the head, and is then
 * recognised by its message.
 */
async function commitOnBranch(client, repo, request) {
    const input = {
        branch: { repositoryNameWithOwner: `${repo.owner}/${repo.repo}`, branchName: request.branch },
        message: { headline: request.headline, body: request.body },
        expectedHeadOid: request.expectedHead,
        fileChanges: {
            additions: request.files.map((file) => ({
                path: file.path,
                contents: Buffer.from(file.text, "utf8").toString("base64"),
            })),
            ...(request.deletions === undefined ? {} : { deletions: request.deletions.map((path) => ({ path })) }),
        },
    };
    const commit = async () => {
        const answer = await client.graphql(MUTATION, {
            input,
            request: NO_BLIND_REPEAT,
        });
        return { kind: "committed", sha: answer.createCommitOnBranch.commit.oid };
    };
    const settle = (error) => {
        const first = error.errors?.[0];
        if (first !== undefined)
            return refused(error, first);
        throw (0,failure/* toForgeError */.Zf)(error, commits_PERMISSION);
    };
    try {
        return await commit();
    }
    catch (error) {
        if (error.errors !== undefined || !(0,failure/* outcomeUnknown */.Hu)(error))
            return settle(error);
        return (await storedCommit(client, repo, request)) ?? (await commit().catch(settle));
    }
}
function refused(error, first) {
    const message = first.message ?? "";
    if (first.type === "STALE_DATA" || /expected branch to point to/i.test(message))
        return { kind: "moved" };
    const forbidden = first.type === "FORBIDDEN" || /resource not accessible/i.test(message);
    const words = forbidden
        ? `the token lacks \`${commits_PERMISSION}\``
        : message.replaceAll(/\s+/g, " ").slice(0, 200);
    throw new failure/* ForgeError */.Q8(words, {
        status: forbidden ? 403 : 422,
        ...(forbidden ? { missingPermission: commits_PERMISSION } : {}),
        cause: error,
    });
}
/** After an unclear failure: the branch's head, when it is the commit that was asked for. */
async function storedCommit(client, repo, request) {
    const { data } = await (0,failure/* named */.KT)("contents: read", () => client.rest.repos.getCommit({ ...repo, ref: `heads/${request.branch}`, per_page: 1 }));
    if (data.sha === request.expectedHead)
        return undefined;
    const ours = data.parents[0]?.sha === request.expectedHead &&
        data.commit.message.startsWith(`${request.headline}\n\n${request.body}`);
    return ours ? { kind: "committed", sha: data.sha } : { kind: "moved" };
}

;// CONCATENATED MODULE: ./build/lib/forge/issues.js




const issues_PERMISSION = "issues: write";
/** Opens or updates the one open issue of this use of the action (the weekly watch); same rules as for comments. */
async function syncIssue(client, repo, request) {
    const existing = await ownIssue(client, repo, request);
    if (existing !== undefined)
        return update(client, repo, request, existing);
    if (!request.create)
        return { kind: "absent" };
    const post = async () => {
        const { data } = await (0,failure/* named */.KT)(issues_PERMISSION, () => client.rest.issues.create({
            ...repo,
            title: request.title,
            body: request.body,
            request: NO_BLIND_REPEAT,
        }));
        return { kind: "created", id: data.number, url: data.html_url };
    };
    try {
        return await post();
    }
    catch (error) {
        if (!(0,failure/* outcomeUnknown */.Hu)(error))
            throw error;
        const stored = await ownIssue(client, repo, request);
        return stored === undefined ? post() : { kind: "created", id: stored.number, url: stored.url };
    }
}
async function ownIssue(client, repo, request) {
    const open = await (0,failure/* named */.KT)("issues: read", () => allPages((page) => client.rest.issues.listForRepo({ ...repo, state: "open", per_page: 100, page })));
    const marked = open.filter((issue) => issue.pull_request === undefined && request.owns(issue.body ?? ""));
    if (marked.length === 0)
        return undefined;
    const self = await viewerLogin(client);
    const oldest = marked
        .filter((issue) => sameLogin(issue.user?.login, self))
        .sort((a, b) => a.number - b.number)[0];
    return (oldest && { number: oldest.number, title: oldest.title, body: oldest.body ?? "", url: oldest.html_url });
}
async function update(client, repo, request, existing) {
    const { number, url } = existing;
    if (existing.title === request.title && request.equal(existing.body, request.body))
        return { kind: "unchanged", id: number, url };
    try {
        await (0,failure/* named */.KT)(issues_PERMISSION, () => client.rest.issues.update({ ...repo, issue_number: number, title: request.title, body: request.body }));
    }
    catch (error) {
        if (!(0,failure/* outcomeUnknown */.Hu)(error))
            throw error;
        const now = await ownIssue(client, repo, request);
        if (now?.title !== request.title || !request.equal(now.body, request.body))
            throw error;
    }
    return { kind: "updated", id: number, url };
}

;// CONCATENATED MODULE: ./build/lib/forge/pulls.js


/** A pull request in our words; a deleted fork counts as a fork. */
function toPullRequest(raw) {
    const headRepository = raw.head.repo?.full_name;
    return {
        number: raw.number,
        open: raw.state === "open",
        draft: raw.draft === true,
        headSha: raw.head.sha,
        headRef: raw.head.ref,
        headRepository,
        baseSha: raw.base.sha,
        baseRef: raw.base.ref,
        fromFork: headRepository === undefined || headRepository.toLowerCase() !== raw.base.repo.full_name.toLowerCase(),
        labels: raw.labels.flatMap((label) => (label.name === undefined ? [] : [label.name])),
        changedFiles: raw.changed_files ?? 0,
    };
}
/** A pull request as it is now: labels and head may differ from the event's. */
async function readPullRequest(client, repo, number) {
    return (0,failure/* named */.KT)("pull-requests: read", async () => {
        const { data } = await client.rest.pulls.get({ ...repo, pull_number: number });
        return toPullRequest(data);
    });
}
/**
 * Open pull requests whose head is exactly this commit of this repository. The list is asked by branch and compared
 * here: a commit can be the head of several, and a fork's branch may have moved on.
 */
async function pullRequestsOfHead(client, repo, head) {
    const owner = head.repository.split("/")[0] ?? "";
    const found = await (0,failure/* named */.KT)("pull-requests: read", () => allPages((page) => client.rest.pulls.list({
        ...repo,
        state: "open",
        head: `${owner}:${head.ref}`,
        per_page: 100,
        page,
    })));
    return found
        .map(toPullRequest)
        .filter((pull) => pull.headSha === head.sha && pull.headRepository?.toLowerCase() === head.repository.toLowerCase());
}
/** Who set a label last, from the events of the issue. */
async function labelActor(client, repo, number, label) {
    const events = await (0,failure/* named */.KT)("issues: read", () => allPages((page) => client.rest.issues.listEvents({ ...repo, issue_number: number, per_page: 100, page })));
    let actor;
    for (const event of events) {
        const name = "label" in event ? event.label?.name : undefined;
        if (event.event === "labeled" && name?.toLowerCase() === label.toLowerCase())
            actor = event.actor?.login;
    }
    return actor;
}

;// CONCATENATED MODULE: ./build/lib/forge/reviews.js




/** Comments that one review may carry without tripping GitHub's limits. */
const MAX_COMMENTS = 30;
/** Our suggestions on a pull request: fingerprint → address. Those of other authors do not count. */
async function existingSuggestions(client, repo, number, fingerprintOf) {
    const all = await (0,failure/* named */.KT)("pull-requests: read", () => allPages((page) => client.rest.pulls.listReviewComments({ ...repo, pull_number: number, per_page: 100, page })));
    const marked = all.flatMap((comment) => {
        const fingerprint = fingerprintOf(comment.body);
        return fingerprint === undefined
            ? []
            : [{ fingerprint, login: comment.user?.login, url: comment.html_url }];
    });
    if (marked.length === 0)
        return new Map();
    const self = await viewerLogin(client);
    return new Map(marked.filter(({ login }) => sameLogin(login, self)).map(({ fingerprint, url }) => [fingerprint, url]));
}
/** Posts the suggestions that are not there yet in one review. Returns how many. */
async function postSuggestions(client, repo, request, fingerprintOf) {
    const missing = async () => {
        const existing = await existingSuggestions(client, repo, request.number, fingerprintOf);
        return request.suggestions
            .filter((suggestion) => !existing.has(suggestion.fingerprint))
            .slice(0, MAX_COMMENTS);
    };
    const first = request.suggestions.length === 0 ? [] : await missing();
    if (first.length === 0)
        return 0;
    const post = (suggestions) => (0,failure/* named */.KT)("pull-requests: write", () => client.rest.pulls.createReview({
        ...repo,
        pull_number: request.number,
        commit_id: request.headSha,
        event: "COMMENT",
        comments: suggestions.map((suggestion) => ({
            path: suggestion.path,
            body: suggestion.body,
            line: suggestion.endLine,
            side: "RIGHT",
            ...(suggestion.endLine > suggestion.line
                ? { start_line: suggestion.line, start_side: "RIGHT" }
                : {}),
        })),
        request: NO_BLIND_REPEAT,
    }));
    try {
        await post(first);
    }
    catch (error) {
        if (!(0,failure/* outcomeUnknown */.Hu)(error))
            throw error;
        const still = await missing();
        if (still.length > 0)
            await post(still);
    }
    return first.length;
}

;// CONCATENATED MODULE: ./build/lib/forge/statuses.js


const statuses_PERMISSION = "statuses: write";
/** GitHub's limit on the text of a status. */
const MAX_DESCRIPTION = 140;
/**
 * Sets a commit status unless an equal one is the latest of its context (a commit holds 1,000 for each). Returns whether
 * one was written.
 */
async function setStatus(client, repo, request) {
    const description = cut(request.description);
    if (await isLatest(client, repo, request, description))
        return false;
    const post = () => (0,failure/* named */.KT)(statuses_PERMISSION, () => client.rest.repos.createCommitStatus({
        ...repo,
        sha: request.sha,
        state: request.state,
        context: request.context,
        description,
        ...(request.targetUrl === undefined ? {} : { target_url: request.targetUrl }),
        request: NO_BLIND_REPEAT,
    }));
    try {
        await post();
    }
    catch (error) {
        if (!(0,failure/* outcomeUnknown */.Hu)(error))
            throw error;
        if (!(await isLatest(client, repo, request, description)))
            await post();
    }
    return true;
}
async function isLatest(client, repo, request, description) {
    const { data } = await (0,failure/* named */.KT)("statuses: read", () => client.rest.repos.listCommitStatusesForRef({ ...repo, ref: request.sha, per_page: 100 }));
    const latest = data.find((status) => status.context.toLowerCase() === request.context.toLowerCase());
    return latest !== undefined && latest.state === request.state && latest.description === description;
}
function cut(text) {
    const characters = [...text];
    return characters.length <= MAX_DESCRIPTION
        ? text
        : `${characters.slice(0, MAX_DESCRIPTION - 1).join("")}…`;
}

;// CONCATENATED MODULE: ./build/lib/forge/github-forge.js












/** GitHub behind {@link Forge}: github.com, ghe.com and Enterprise Server by the client's base address. */
function createGitHubForge(client, repo) {
    const commitOf = async (ref) => {
        const { data } = await (0,failure/* named */.KT)("contents: read", () => client.rest.repos.getCommit({ ...repo, ref, per_page: 1 }));
        return { sha: data.sha, message: data.commit.message };
    };
    return {
        pullRequest: (number) => readPullRequest(client, repo, number),
        pullRequestsOfHead: (sha, repository, ref) => pullRequestsOfHead(client, repo, { sha, repository, ref }),
        changedPathsOf: (pull) => changedPathsOf(client, repo, pull),
        comparePaths: (base, head) => comparePaths(client, repo, base, head),
        mergeBase: (base, head) => mergeBase(client, repo, base, head),
        defaultBranch: async () => (await (0,failure/* named */.KT)("contents: read", () => client.rest.repos.get({ ...repo }))).data.default_branch,
        resolve: async (ref) => (await commitOf(ref)).sha,
        commitMessage: async (sha) => (await commitOf(sha)).message,
        text: (path, ref) => readText(client, repo, path, ref),
        texts: (requests) => readTexts(client, repo, requests),
        blob: (sha) => readBlob(client, repo, sha),
        tree: (ref) => treePaths(client, repo, ref),
        labelActor: (number, label) => labelActor(client, repo, number, label),
        artifact: (runId, name) => readArtifact(client, repo, runId, name),
        findComment: async (number, rules) => (await ownComments(client, repo, number, rules))[0],
        viewer: () => viewerLogin(client),
        suggestions: (number, fingerprintOf) => existingSuggestions(client, repo, number, fingerprintOf),
        syncComment: (request) => syncComment(client, repo, request),
        syncIssue: (request) => syncIssue(client, repo, request),
        setStatus: (request) => setStatus(client, repo, request),
        postSuggestions: (request, fingerprintOf) => postSuggestions(client, repo, request, fingerprintOf),
        commit: (request) => commitOnBranch(client, repo, request),
        dispatch: async (workflow, ref, inputs) => {
            await (0,failure/* named */.KT)("actions: write", () => client.rest.actions.createWorkflowDispatch({
                ...repo,
                workflow_id: workflow,
                ref,
                inputs: { ...inputs },
                request: NO_BLIND_REPEAT,
            }));
        },
    };
}

;// CONCATENATED MODULE: ./build/lib/forge/open-forge.js



/** GitHub for one repository; with a dry-run log only its reading half is real. */
function openForge(options, repo, dryRun) {
    const forge = createGitHubForge(createClient(options), repo);
    return dryRun === undefined ? forge : createDryRun(forge, dryRun);
}


/***/ })

};
