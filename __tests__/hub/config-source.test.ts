import { mkdtempSync, rmSync, utimesSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { hubSource } from "../../src/hub/config-source.js";
import { hubSettings, type HubSettings } from "../../src/hub/settings.js";

type Reply = (request: IncomingMessage, response: ServerResponse) => void;

const CONFIG = { architectures: ["LlamaForCausalLM"], hidden_size: 4096 };
const json = (value: unknown): Reply => {
  return (_request, response) => void response.end(typeof value === "string" ? value : JSON.stringify(value));
};
const status = (code: number, headers: Record<string, string> = {}): Reply => {
  return (_request, response) => void response.writeHead(code, headers).end("no");
};

/** A hub of one's own: what it answers by path, and what it was asked. */
class Hub {
  readonly asked: { path: string; token: string | undefined }[] = [];
  readonly replies = new Map<string, Reply>();
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Hub> {
    const server = createServer((request, response) => {
      hub.asked.push({ path: request.url ?? "", token: request.headers.authorization });
      (hub.replies.get(request.url ?? "") ?? status(404))(request, response);
    });
    const hub = new Hub(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return hub;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let hub: Hub;
let other: Hub;
let cache: string;

beforeEach(async () => {
  [hub, other] = await Promise.all([Hub.open(), Hub.open()]);
  cache = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-test-"));
});
afterEach(() => {
  hub.close();
  other.close();
  rmSync(cache, { recursive: true });
});

const settings = (more: Partial<HubSettings> = {}): HubSettings => ({
  endpoint: hub.address,
  offline: false,
  cache,
  ...more,
});
const FILE = "/acme/tuned-8b/resolve/main/config.json";
const QUANT = "/acme/tuned-8b/resolve/main/hf_quant_config.json";
const ask = (
  more: Partial<HubSettings> = {},
  name = "acme/tuned-8b",
): ReturnType<ReturnType<typeof hubSource>> => hubSource(settings(more))(name);

describe("configurations from the hub", () => {
  it("reads the two configuration files and nothing else, with the token", async () => {
    hub.replies.set(FILE, json(CONFIG));
    hub.replies.set(QUANT, json({ quantization: { quant_algo: "FP8" } }));
    await expect(ask({ token: "secret" })).resolves.toEqual({
      files: { config: CONFIG, hfQuantConfig: { quantization: { quant_algo: "FP8" } } },
      from: "config.json of acme/tuned-8b, fetched",
    });
    expect(hub.asked).toEqual([FILE, QUANT].map((each) => ({ path: each, token: "Bearer secret" })));
  });

  it("does not ask for number formats that config.json names itself", async () => {
    hub.replies.set(FILE, json({ ...CONFIG, quantization_config: { quant_method: "awq", bits: 4 } }));
    await expect(ask()).resolves.toHaveProperty("files.config.quantization_config.bits", 4);
    expect(hub.asked.map(({ path: each }) => each)).toEqual([FILE]);
  });

  it("asks once a day: what was fetched answers, a file that is missing beside it too", async () => {
    hub.replies.set(FILE, json(CONFIG));
    await ask();
    const before = hub.asked.length;
    await expect(ask()).resolves.toHaveProperty("files.config", CONFIG);
    expect(hub.asked).toHaveLength(before);
    const kept = path.join(
      cache,
      new URL(hub.address).host.replace(":", "_"),
      "acme",
      "tuned-8b",
      "config.json",
    );
    utimesSync(kept, new Date(0), new Date(0));
    await ask();
    expect(hub.asked).toHaveLength(before + 1);
    hub.replies.set(FILE, status(503));
    utimesSync(kept, new Date(0), new Date(0));
    await expect(ask()).resolves.toHaveProperty("files.config", CONFIG);
  });

  it("asks nothing when offline, and answers with what it has", async () => {
    hub.replies.set(FILE, json(CONFIG));
    await expect(ask({ offline: true })).resolves.toEqual({
      reason: expect.stringContaining("HF_HUB_OFFLINE"),
    });
    expect(hub.asked).toEqual([]);
    await ask();
    await expect(ask({ offline: true })).resolves.toHaveProperty("files.config", CONFIG);
  });

  it.each([
    ["not there", status(404), "the hub has none under this name"],
    ["gated", status(401), "asks for permission"],
    ["forbidden", status(403), "HF_TOKEN"],
    ["broken", status(500), "status 500"],
    ["no JSON", json("<html>"), "not valid JSON"],
    ["a list", json([1]), "not a JSON object"],
    ["too large", json(" ".repeat(1024 * 1024 + 1)), "more than 1 MiB"],
    ["a circle", status(302, { location: FILE }), "redirects too often"],
    ["a redirect to a file", status(302, { location: "file:///etc/passwd" }), "not safe"],
    ["a redirect with a password", status(302, { location: "http://a:b@127.0.0.1/x" }), "not safe"],
    ["cut off", (request) => void request.socket.destroy(), "cannot be reached"],
  ] satisfies (readonly [string, Reply, string])[])("says why: %s", async (_name, reply, words) => {
    hub.replies.set(FILE, reply);
    const answer = await ask({ token: "secret" });
    expect(answer).toEqual({ reason: expect.stringContaining(words) });
    expect(JSON.stringify(answer)).not.toMatch(/secret|127\.0\.0\.1/);
  });

  it("follows a redirect to another host without the token", async () => {
    hub.replies.set(FILE, status(307, { location: `${other.address}/blob/1` }));
    other.replies.set("/blob/1", json(CONFIG));
    await expect(ask({ token: "secret" })).resolves.toHaveProperty("files.config", CONFIG);
    expect(other.asked).toEqual([{ path: "/blob/1", token: undefined }]);
  });

  it.each([
    "/models/tuned",
    "../../etc",
    "acme",
    "acme/a/b",
    "acme/..",
    "acme/a--b",
    "a b/c",
    "acme/x?y",
    "acme/.git",
  ])("asks for no name that is none of the hub's: %j", async (name) => {
    await expect(ask({}, name)).resolves.toBeUndefined();
    expect(hub.asked).toEqual([]);
  });
});

describe("the hub's variables", () => {
  it.each([
    [{}, { endpoint: "https://huggingface.co", offline: false, token: undefined }],
    [{ HF_ENDPOINT: "https://mirror.example/hf/" }, { endpoint: "https://mirror.example/hf" }],
    [{ HF_HUB_OFFLINE: "1" }, { offline: true }],
    [{ HF_HUB_OFFLINE: "TRUE" }, { offline: true }],
    [{ HF_HUB_OFFLINE: "0" }, { offline: false }],
    [{ HF_TOKEN: "t" }, { token: "t" }],
    [{ XDG_CACHE_HOME: "/c" }, { cache: path.join("/c", "dynamo-advisor", "models") }],
  ])("%j", (env, wanted) => {
    expect(hubSettings(env)).toMatchObject(wanted);
  });

  it.each(["file:///x", "huggingface.co", "ftp://x"])("refuses the endpoint %s", (endpoint) => {
    expect(() => hubSettings({ HF_ENDPOINT: endpoint })).toThrow("HF_ENDPOINT");
  });
});
