import { GitHub, defaults } from "@actions/github/lib/utils";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { boundedFetch } from "./bounded-fetch.js";
import type { TimeBudget } from "./budget.js";

/** Octokit with retries, throttling, the runner's proxy and a time budget. */
export type Client = InstanceType<typeof GitHub>;

/** A repository, by owner and name. */
export interface RepoRef {
  readonly owner: string;
  readonly repo: string;
}

export interface ClientOptions {
  readonly token: string;
  /** `GITHUB_API_URL` of the runner: never a fixed host */
  readonly apiUrl: string;
  readonly version: string;
  readonly budget: TimeBudget;
  /** one line about a wait; never holds the token */
  readonly onWait: (message: string) => void;
  /** off in unit tests: the plugin spaces writes by a second and notifying calls by three */
  readonly throttle?: boolean;
  /** the retry plugin's unit, milliseconds; 1,000 unless a test is in a hurry */
  readonly retryUnitMs?: number;
}

/** Waits for a limit at most this often a call. */
const MAX_WAITS = 3;
/**
 * Passed with every call that creates something: the retry plugin would repeat it after a 5xx although the server may
 * have stored it. The caller looks again before it tries a second time.
 */
export const NO_BLIND_REPEAT = { retries: 0 } as const;

/** The only place that makes an Octokit. */
export function createClient(options: ClientOptions): Client {
  const { budget, onWait, retryUnitMs = 1000 } = options;
  const mayWait = (kind: string, seconds: number, attempt: number): boolean => {
    const allowed = attempt < MAX_WAITS && budget.allowsWait(seconds * 1000);
    onWait(
      `GitHub's ${kind}: ${allowed ? `waiting ${seconds} s` : `giving up, ${seconds} s of waiting would be too long`}`,
    );
    return allowed;
  };
  const TimedGitHub = GitHub.plugin(stopsInTime(budget, retryUnitMs), retry, throttling);
  const client = new TimedGitHub({
    auth: `token ${options.token}`,
    baseUrl: options.apiUrl,
    userAgent: `dynamo-advisor/${options.version}`,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    request: {
      ...defaults.request,
      fetch: boundedFetch(defaults.request?.["fetch"] as typeof fetch, budget),
    },
    // 429 is the throttling plugin's; a wait of its own by the retry plugin would ignore `retry-after`
    retry: {
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
      retryAfterBaseValue: retryUnitMs,
    },
    throttle: {
      enabled: options.throttle !== false,
      id: options.apiUrl,
      onRateLimit: (seconds: number, _request: object, _client: object, attempt: number) =>
        mayWait("rate limit", seconds, attempt),
      onSecondaryRateLimit: (seconds: number, _request: object, _client: object, attempt: number) =>
        mayWait("secondary rate limit", seconds, attempt),
    },
  });
  client.hook.after("request", (response, { url }) => {
    const { status, data } = response as { status: number; data: unknown };
    if (status >= 200 && status < 300 && status !== 204 && !isJson(data))
      throw new Error(`the answer to ${new URL(url, options.apiUrl).pathname} is no JSON`);
  });
  // The plugins know limits by their wording; a bare 429 (or 403) that names a time is handled here.
  client.hook.wrap("request", async (request, requestOptions) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await request(requestOptions);
      } catch (error) {
        const seconds = bareRetryAfter(error);
        if (seconds === undefined || !mayWait("request limit", seconds, attempt)) throw error;
        await budget.clock.wait(seconds * 1000);
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
function stopsInTime(budget: TimeBudget, unitMs: number): Parameters<typeof GitHub.plugin>[0] {
  return (octokit): void => {
    octokit.hook.error("request", (error, requestOptions) => {
      const { request } = error as { request?: { request?: unknown } };
      // the retry plugin's own schedule: 1, 4, 9 units
      const waitMs = ((Number(requestOptions.request["retryCount"]) || 0) + 1) ** 2 * unitMs;
      if (request !== undefined && !budget.allowsWait(waitMs))
        Object.assign(error, { request: { ...request, request: undefined } });
      throw error;
    });
  };
}

function ignore(): void {}

/** A page of a proxy answers 200 as well; a write that got one may have been stored or not. */
function isJson(data: unknown): boolean {
  return typeof data === "object" && data !== null && !(data instanceof ArrayBuffer);
}

/** Seconds that a refused call asks us to wait, when the throttling plugin has not handled it. */
function bareRetryAfter(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { status, message, response } = error as {
    status?: number;
    message?: string;
    response?: { headers?: Record<string, string | undefined> };
  };
  if (status !== 429 && status !== 403) return undefined;
  const headers = response?.headers ?? {};
  if (/\bsecondary rate\b/i.test(message ?? "") || headers["x-ratelimit-remaining"] === "0") return undefined;
  const seconds = Number(headers["retry-after"]);
  return headers["retry-after"] !== undefined && Number.isFinite(seconds) && seconds >= 0
    ? seconds
    : undefined;
}
