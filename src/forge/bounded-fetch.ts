import { OutOfTimeError, type TimeBudget } from "./budget.js";

/** Longest time for one answer, its body included. */
const CALL_TIMEOUT_MS = 30_000;
/** Largest answer that is read; a list of 300 files with their patches stays well below. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

type Fetch = typeof fetch;

/**
 * A fetch that reads the whole answer within the time budget. Octokit takes a body that breaks off for an empty one; here
 * a cut connection, a body that never ends and one that is too large are errors.
 */
export function boundedFetch(inner: Fetch, budget: TimeBudget): Fetch {
  return async (input, init) => {
    const { response, body } = await within(budget, async (signal) => {
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

/** Runs a call for as long as one answer may take; says which limit ended it: that one, or the budget's. */
async function within<T>(budget: TimeBudget, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const remainingMs = budget.remainingMs();
  if (remainingMs <= 0) throw new OutOfTimeError();
  const limitMs = Math.min(remainingMs, CALL_TIMEOUT_MS);
  const signal = budget.clock.signalAfter(limitMs);
  try {
    return await call(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    if (limitMs === remainingMs) throw new OutOfTimeError(true);
    throw new Error(`nothing within ${limitMs / 1000} s`, { cause: error });
  }
}

async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
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
function headersOf(response: Response): Headers {
  const headers = new Headers();
  for (const [name, value] of response.headers) {
    if (name !== "content-encoding" && name !== "content-length" && name !== "transfer-encoding")
      headers.append(name, value);
  }
  return headers;
}
