import { errorMessage } from "../domain/errors.js";

/** No configuration of a published checkpoint is near this size. */
const MAX_BYTES = 1024 * 1024;
const MAX_MS = 10_000;
const MAX_REDIRECTS = 5;

/** The platform's own `fetch`, or a stand-in for it. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** A file's text; `missing` where the server has none; else why it could not be had, in words without addresses. */
export type Fetched =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Fetches one small text file. Size, time and redirects are bounded. The token goes to the host of the first address
 * alone, and nothing is followed from https to http.
 */
export async function fetchText(fetch: Fetch, address: URL, token: string | undefined): Promise<Fetched> {
  const signal = AbortSignal.timeout(MAX_MS);
  let url = address;
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const own = url.origin === address.origin;
      const headers = own && token !== undefined ? { authorization: `Bearer ${token}` } : {};
      const answer = await fetch(url, { headers, redirect: "manual", signal });
      const next = redirectOf(answer, url);
      if (next === undefined) return await textOf(answer);
      await answer.body?.cancel();
      if (next === "unsafe") return failed("the hub redirects to an address that is not safe");
      url = next;
    }
    return failed("the hub redirects too often");
  } catch (error) {
    return failed(signal.aborted ? `no answer within ${MAX_MS / 1000} s` : causeOf(error));
  }
}

function redirectOf(answer: Response, from: URL): URL | "unsafe" | undefined {
  const location = answer.headers.get("location");
  if (answer.status < 300 || answer.status >= 400 || location === null) return undefined;
  if (!URL.canParse(location, from.href)) return "unsafe";
  const next = new URL(location, from.href);
  const allowed = next.protocol === "https:" || (next.protocol === "http:" && from.protocol === "http:");
  return allowed && next.username === "" ? next : "unsafe";
}

async function textOf(answer: Response): Promise<Fetched> {
  if (answer.status === 200) return boundedText(answer);
  await answer.body?.cancel();
  // the hub answers 401 for repositories that do not exist, too
  if (answer.status === 404) return { kind: "missing" };
  if (answer.status === 401 || answer.status === 403)
    return failed("the hub asks for permission: it is gated or private (HF_TOKEN), or does not exist");
  return failed(`the hub answers with status ${answer.status}`);
}

/** Reads at most the limit, whatever length the server claims. */
async function boundedText(answer: Response): Promise<Fetched> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    const chunk = part.value as Uint8Array;
    bytes += chunk.length;
    if (bytes > MAX_BYTES) {
      await reader?.cancel();
      return failed("the file has more than 1 MiB");
    }
    parts.push(chunk);
  }
  return { kind: "text", text: Buffer.concat(parts).toString("utf8") };
}

function failed(reason: string): Fetched {
  return { kind: "failed", reason };
}

/** The system's short code, as in ECONNREFUSED; messages may hold addresses. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return `the hub cannot be reached (${typeof code === "string" ? code : errorMessage(error).slice(0, 80)})`;
}
