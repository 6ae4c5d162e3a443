import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerGraphql } from "./graphql.js";
import { answerRepository, type Answer } from "./routes.js";
import { answerProblem, operationOf, requestProblem } from "./schema.js";
import { World } from "./world.js";

/** A call that arrived, in the order of arrival. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly token: string;
  readonly status: number;
}

/** What a GraphQL call asks for. */
export type GraphqlKind = "mutation" | "viewer" | "heads" | "files";

/** Something that goes wrong. `times`: how often, then the server is well again. */
export interface Fault {
  readonly method?: string;
  /** matched against the decoded path without the query; that of the artifact store begins with `/storage/` */
  readonly path: RegExp;
  /** only GraphQL calls of this kind */
  readonly graphql?: GraphqlKind;
  times: number;
  /** how many calls that match are answered well before */
  skip?: number;
  readonly kind:
    | {
        readonly status: number;
        readonly message?: string;
        readonly headers?: Readonly<Record<string, string>>;
      }
    /** does what was asked, then answers with this status */
    | { readonly statusAfterSuccess: number }
    /** closes the connection; `afterSuccess`: having done what was asked */
    | { readonly cut: true; readonly afterSuccess?: boolean }
    /** answers with a page that is no JSON; `afterSuccess`: having done what was asked */
    | { readonly status: 200; readonly html: string; readonly afterSuccess?: boolean }
    /** sends half of the answer and closes the connection */
    | { readonly half: true }
    /** sends headers and then nothing for this long */
    | { readonly slowMs: number };
}

/** Runs before a call is answered: lets a test change the world between two calls of a run. */
export interface Hook {
  readonly method?: string;
  readonly path: RegExp;
  readonly graphql?: GraphqlKind;
  /** only calls with this token */
  readonly token?: string;
  times: number;
  /** how many calls that match are let through before */
  skip?: number;
  readonly run: () => void | Promise<void>;
}

/** A stateful stand-in for GitHub on 127.0.0.1 that checks every request and answer against GitHub's own description. */
export class FakeGitHub {
  readonly world: World;
  readonly calls: Recorded[] = [];
  readonly faults: Fault[] = [];
  readonly hooks: Hook[] = [];
  /** requests that GitHub would refuse, and answers that it would not give */
  readonly violations: string[] = [];
  /** an Enterprise Server: REST below `/api/v3`, GraphQL at `/api/graphql`, nothing elsewhere */
  enterprise = false;
  /** how a slow answer waits; a test with a clock of its own brings the wait of that clock */
  wait: ((ms: number) => Promise<void>) | undefined;
  private readonly server: Server;
  /** artifacts lie on another host, which must never see the token */
  private readonly storage: Server;

  constructor(world: World) {
    this.world = world;
    this.server = createServer((request, response) => void this.handle(request, response));
    this.storage = createServer((request, response) => void this.handleStorage(request, response));
  }

  /** Starts on a free port. */
  static async start(world = new World()): Promise<FakeGitHub> {
    const fake = new FakeGitHub(world);
    for (const server of [fake.server, fake.storage])
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  /** what the runner says as `GITHUB_API_URL` */
  get url(): string {
    return `${addressOf(this.server)}${this.enterprise ? "/api/v3" : ""}`;
  }

  async stop(): Promise<void> {
    for (const server of [this.server, this.storage]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  /** Calls that change something. */
  writes(): readonly Recorded[] {
    return this.calls.filter(
      (call) => call.method !== "GET" && !(call.path === "/graphql" && call.query !== "mutation"),
    );
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? "/", addressOf(this.server));
      if (this.enterprise) {
        if (!/^\/api\/(?:v3\/|graphql$)/.test(url.pathname))
          this.violations.push(`not an address of an Enterprise Server: ${url.pathname}`);
        url.pathname = url.pathname.replace(/^\/api(?:\/v3)?/, "");
      }
      const method = request.method ?? "GET";
      const raw = await readAll(request);
      const body = raw === "" ? undefined : (JSON.parse(raw) as Record<string, unknown>);
      const kind = url.pathname === "/graphql" ? graphqlKind(String(body?.["query"])) : undefined;
      const path = decodeURIComponent(url.pathname);
      const call = { method, path, kind, token: tokenOf(request) };
      await take(this.hooks, call)?.run();
      const fault = take(this.faults, call);
      const answer = this.answer(fault, method, url, body, request);
      this.calls.push({
        method,
        path,
        query: kind ?? url.search,
        token: tokenOf(request),
        status: answer.status,
      });
      await this.send(response, answer, fault, url);
    } catch (error) {
      this.violations.push(
        `the fake broke on ${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`,
      );
      response.writeHead(500).end();
    }
  }

  private answer(
    fault: Fault | undefined,
    method: string,
    url: URL,
    body: Record<string, unknown> | undefined,
    request: IncomingMessage,
  ): Answer {
    const kind = fault?.kind;
    if (kind !== undefined && "html" in kind) {
      if (kind.afterSuccess === true) this.realAnswer(method, url, body, request);
      return { status: 200, json: kind.html, headers: { "content-type": "text/html" } };
    }
    if (kind !== undefined && "status" in kind) {
      return {
        status: kind.status,
        json: { message: kind.message ?? "Injected", documentation_url: "https://docs.github.invalid" },
        ...(kind.headers === undefined ? {} : { headers: kind.headers }),
      };
    }
    if (kind !== undefined && "cut" in kind && kind.afterSuccess !== true) return { status: 0 };
    if (kind !== undefined && ("slowMs" in kind || "half" in kind) && method !== "GET")
      return { status: 200, json: {} };
    const answer = this.realAnswer(method, url, body, request);
    return kind !== undefined && "statusAfterSuccess" in kind
      ? { status: kind.statusAfterSuccess, json: { message: "Server Error" } }
      : answer;
  }

  private realAnswer(
    method: string,
    url: URL,
    body: Record<string, unknown> | undefined,
    request: IncomingMessage,
  ): Answer {
    const token = this.world.tokens.get(tokenOf(request));
    if (token === undefined)
      return { status: 401, json: { message: "Bad credentials", documentation_url: "" } };
    if (!/dynamo-advisor\//.test(request.headers["user-agent"] ?? ""))
      this.violations.push("no User-Agent of ours");
    if (url.pathname === "/graphql") return answerGraphql(this.world, token, body);
    // pushes to the branch of a fork are the fork's
    const fork = /^\/repos\/[^/]+\/[^/]+(?=\/activity$)/.exec(url.pathname)?.[0];
    const elsewhere = foreignFile(this.world, url);
    if (elsewhere !== undefined) return elsewhere;
    const prefix = fork ?? `/repos/${this.world.repository}`;
    const operation = operationOf(method, url.pathname);
    if (operation === undefined || !url.pathname.startsWith(prefix)) {
      this.violations.push(`no such operation: ${method} ${url.pathname}`);
      return { status: 404, json: { message: "Not Found" } };
    }
    const problem = requestProblem(operation, url.searchParams, body);
    if (problem !== undefined) {
      this.violations.push(`request ${method} ${operation.template}: ${problem}`);
      return { status: 422, json: { message: "Invalid request." } };
    }
    const path = url.pathname
      .slice(prefix.length)
      .split("/")
      .filter((part) => part !== "")
      .flatMap((part) => decodeURIComponent(part).split("/"));
    const answer = answerRepository({
      world: this.world,
      token,
      base: this.url,
      storage: addressOf(this.storage),
      method,
      path,
      query: url.searchParams,
      body,
    });
    const wrong = answerProblem(operation, answer.status, answer.list ?? answer.json);
    if (wrong !== undefined)
      this.violations.push(`answer ${answer.status} to ${method} ${operation.template}: ${wrong}`);
    return answer;
  }

  private async handleStorage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== undefined)
      this.violations.push("the token was sent to the artifact store");
    const url = new URL(request.url ?? "/", this.url);
    this.calls.push({ method: "GET", path: url.pathname, query: "", token: "", status: 200 });
    const fault = take(this.faults, { method: "GET", path: url.pathname });
    const artifact = this.world.artifacts.find((each) => `/storage/${each.id}` === url.pathname);
    if (fault !== undefined) {
      const { kind } = fault;
      const status =
        "status" in kind ? kind.status : "statusAfterSuccess" in kind ? kind.statusAfterSuccess : 200;
      const headers =
        "status" in kind && !("html" in kind) && kind.headers !== undefined ? { headers: kind.headers } : {};
      await this.send(response, { status, json: { message: "Injected" }, ...headers }, fault, url);
    } else if (artifact === undefined) response.writeHead(404).end();
    else
      response
        .writeHead(200, { "content-type": "application/zip", "content-length": artifact.zip.length })
        .end(artifact.zip);
  }

  private async send(
    response: ServerResponse,
    answer: Answer,
    fault: Fault | undefined,
    url: URL,
  ): Promise<void> {
    const kind = fault?.kind;
    if (kind !== undefined && "cut" in kind) {
      response.destroy();
      return;
    }
    const headers: Record<string, string> = {
      "content-type": "application/json; charset=utf-8",
      ...answer.headers,
    };
    let json = answer.json;
    if (answer.list !== undefined) {
      const perPage = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
      const page = Number(url.searchParams.get("page") ?? 1);
      json = answer.list.slice((page - 1) * perPage, page * perPage);
      if (page * perPage < answer.list.length) {
        const next = new URL(url);
        next.searchParams.set("page", String(page + 1));
        headers["link"] = `<${next.href}>; rel="next"`;
      }
    }
    const text = json === undefined ? "" : JSON.stringify(json);
    if (kind !== undefined && "half" in kind) {
      response.writeHead(answer.status, {
        ...headers,
        "content-length": String(Buffer.byteLength(text) + 10),
      });
      response.write(text.slice(0, Math.ceil(text.length / 2)));
      setTimeout(() => response.destroy(), 20);
      return;
    }
    if (kind !== undefined && "slowMs" in kind) {
      response.writeHead(answer.status, headers);
      response.write(text.slice(0, 1));
      // whoever waits for the rest hangs up at some time: then nothing is left to wait for
      // the body of a redirection keeps nobody waiting
      const wait = answer.status >= 300 && answer.status < 400 ? undefined : this.wait;
      await (wait?.(kind.slowMs) ?? untilClosed(response, kind.slowMs));
      response.end(text.slice(1));
      return;
    }
    response.writeHead(answer.status, headers).end(answer.status === 204 ? undefined : text);
  }
}

/** Waits for `ms` milliseconds, or until nobody listens any more. */
function untilClosed(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A file of another repository, or that there is none. */
function foreignFile(world: World, url: URL): Answer | undefined {
  const match = /^\/repos\/([^/]+\/[^/]+)\/contents\/(.+)$/.exec(decodeURIComponent(url.pathname));
  if (match === null || match[1] === world.repository) return undefined;
  const text = world.foreign.get(`${match[1]}/${match[2]}@${url.searchParams.get("ref")}`);
  if (text === undefined) return { status: 404, json: { message: "Not Found" } };
  const content = Buffer.from(text).toString("base64");
  return { status: 200, json: { type: "file", encoding: "base64", size: text.length, content } };
}

function graphqlKind(query: string): GraphqlKind {
  if (query.startsWith("mutation")) return "mutation";
  return query.includes("viewer") ? "viewer" : query.includes("pullRequests(") ? "heads" : "files";
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The first rule that is due for a call; counts down what it lets through and how often it applies. */
function take<R extends Pick<Hook, "method" | "path" | "graphql" | "token" | "times" | "skip">>(
  rules: readonly R[],
  call: {
    readonly method: string;
    readonly path: string;
    readonly kind?: string | undefined;
    readonly token?: string;
  },
): R | undefined {
  const rule = rules.find(
    (each) =>
      each.times > 0 &&
      (each.method === undefined || each.method === call.method) &&
      (each.graphql === undefined || each.graphql === call.kind) &&
      (each.token === undefined || each.token === call.token) &&
      each.path.test(call.path),
  );
  if (rule === undefined) return undefined;
  if (rule.skip !== undefined && rule.skip > 0) {
    rule.skip--;
    return undefined;
  }
  rule.times--;
  return rule;
}

function tokenOf(request: IncomingMessage): string {
  return (request.headers.authorization ?? "").replace(/^(?:token|bearer)\s+/i, "");
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
