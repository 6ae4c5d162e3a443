import { homedir } from "node:os";
import path from "node:path";
import { UserError } from "../domain/errors.js";

/** Where configurations of checkpoints are fetched from, and what is kept of them. */
export interface HubSettings {
  /** address of the hub, without a slash at its end */
  readonly endpoint: string;
  /** secret; only ever sent to the endpoint's own host */
  readonly token?: string | undefined;
  /** nothing is asked of a network: only what was fetched before answers */
  readonly offline: boolean;
  /** folder of what was fetched before */
  readonly cache: string;
}

const ON = new Set(["1", "true", "yes", "on"]);

/**
 * The hub's own variables: `HF_ENDPOINT`, `HF_TOKEN`, `HF_HUB_OFFLINE`; the cache lies below `XDG_CACHE_HOME`. Throws
 * `UserError` (`usage`) for an endpoint that is no http address.
 */
export function hubSettings(env: NodeJS.ProcessEnv = process.env): HubSettings {
  const endpoint = (env["HF_ENDPOINT"] || "https://huggingface.co").replace(/\/$/, "");
  if (!isHttp(endpoint))
    throw new UserError("usage", "HF_ENDPOINT is no http or https address; leave it unset for the hub");
  return {
    endpoint,
    token: env["HF_TOKEN"] || undefined,
    offline: ON.has((env["HF_HUB_OFFLINE"] ?? "").trim().toLowerCase()),
    cache: path.join(env["XDG_CACHE_HOME"] || path.join(homedir(), ".cache"), "dynamo-advisor", "models"),
  };
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
