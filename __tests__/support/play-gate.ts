import { afterAll, describe, expect, it } from "@jest/globals";
import { FakeGitHub, type Fault, type Hook, type World } from "./fake-github/index.js";
import { gateWorld } from "./gate-world.js";
import { pullRequestPayload } from "./pull-request-world.js";
import { bundlePath, type BundleResult, type BundleRun, WarmBundle } from "./run-bundle.js";

/** One scenario of the gate: what stands in the repository, what happens, and how the job ends. */
export interface GateScenario {
  /** ids of the scenarios that it plays; absent for siblings of our own */
  readonly id?: string;
  readonly name: string;
  readonly world?: Parameters<typeof gateWorld>[0];
  /** what happens before the run */
  readonly before?: (world: World) => void;
  /** the event, the pull request's unless said */
  readonly run?: (world: World) => Partial<BundleRun>;
  /** what others do while the run makes a call, once each */
  readonly hooks?: readonly (Pick<Hook, "method" | "path" | "skip"> & {
    readonly run: (world: World) => void;
  })[];
  /** calls that go wrong */
  readonly faults?: readonly Fault[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly end: "red" | "green";
  /** what log, summary or comment must say, and must not */
  readonly says?: RegExp | readonly RegExp[];
  readonly never?: RegExp;
  /** further looks at what the run left */
  readonly then?: (left: {
    readonly world: World;
    readonly result: BundleResult;
    readonly fake: FakeGitHub;
  }) => void;
}

/**
 * Plays a table of scenarios through the built bundle, under one rule. Of each one more is asked: the token is in nothing
 * that the run leaves, and no host but the API is called.
 */
export function playScenarios(rule: string, scenarios: readonly GateScenario[]): void {
  const present = bundlePath() !== undefined;
  if (!present) console.warn("skipped: the bundle (dist/index.js) is not built");
  let bundle: WarmBundle | undefined;
  afterAll(() => bundle?.stop());
  (present ? describe : describe.skip)(rule, () => {
    it.each(scenarios.map((scenario) => [label(scenario), scenario] as const))(
      "%s",
      async (_name, scenario) => {
        const { world, result, fake } = await play(scenario, (bundle ??= new WarmBundle()));
        const told = [result.log, result.summary, ...world.comments.map(({ body }) => body)].join("\n");
        expect({ exitCode: result.exitCode, told }).toEqual({
          exitCode: scenario.end === "red" ? 1 : 0,
          told,
        });
        for (const said of [scenario.says ?? []].flat()) expect(told).toMatch(said);
        if (scenario.never !== undefined) expect(told).not.toMatch(scenario.never);
        scenario.then?.({ world, result, fake });
        const left = [told.replaceAll(`::add-mask::${TOKEN}\n`, ""), ...Object.values(result.outputs)];
        expect(left.filter((text) => text.includes(TOKEN))).toEqual([]);
        expect((result.hosts ?? []).filter((host) => host !== "127.0.0.1")).toEqual([]);
        expect(fake.violations).toEqual([]);
      },
    );
  });
}

/** The job's token: no word that a text holds by accident. */
const TOKEN = "ghs_0f3kToKeN4rUn";

function label({ id, name }: GateScenario): string {
  return id === undefined ? name : `${id}: ${name}`;
}

async function play(
  scenario: GateScenario,
  bundle: WarmBundle,
): Promise<{ readonly world: World; readonly result: BundleResult; readonly fake: FakeGitHub }> {
  const world = gateWorld(scenario.world ?? {});
  scenario.before?.(world);
  world.tokens.set(TOKEN, world.tokens.get("job-token")!);
  const fake = await FakeGitHub.start(world);
  for (const { run, ...hook } of scenario.hooks ?? [])
    fake.hooks.push({ ...hook, times: 1, run: () => run(world) });
  fake.faults.push(...(scenario.faults ?? []).map((fault) => ({ ...fault })));
  try {
    const result = await bundle.run({
      event: "pull_request",
      payload: pullRequestPayload(world),
      apiUrl: fake.url,
      token: TOKEN,
      ...scenario.run?.(world),
      // nothing is written unless a scenario is about writing: the client spaces writes by seconds
      inputs: { mode: "gate", ...scenario.inputs },
    });
    return { world, result, fake };
  } finally {
    await fake.stop();
  }
}
