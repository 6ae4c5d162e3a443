import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { explorerHtml } from "../../src/explorer/html.js";
import { judgePoints } from "../../src/explorer/judge.js";
import type { ExplorerPayload } from "../../src/explorer/payload.js";
import { pointDeployment, pointsOf } from "../../src/explorer/point.js";
import { commandText, manifestText, rowText } from "../../src/explorer/point-texts.js";
import { searchPayload } from "../../src/explorer/search-payload.js";
import { planTree } from "../../src/save/plan.js";
import { selectProfile } from "../../src/perf/profile/select.js";
import { runDefault, type DefaultRequest } from "../../src/search/run-default.js";
import type { SearchResult } from "../../src/search/result.js";
import type { SearchRow } from "../../src/search/rows.js";
import { fakePredictor } from "../support/fake-predictor.js";
import { PERF_DB_ROOT, testPredictor } from "../support/perf.js";
import { runCli } from "../support/run-cli.js";

const TEMPLATE = "<title><!--title--></title><!--head--><script><!--data--></script>";
const PRODUCER = "dynamo-advisor test";
const REQUEST: DefaultRequest = {
  model: "fake/dense",
  totalGpus: 16,
  system: "h200_sxm",
  backend: "trtllm",
  lengths: { isl: 4000, osl: 500, prefix: 0 },
  sla: { ttftMs: 600, tpotMs: 16.67 },
};

/** What a page says when it is read back. */
function readBack(html: string): ExplorerPayload {
  const packed = JSON.parse(/<script>(?<data>.*)<\/script>/s.exec(html)!.groups!["data"]!) as string;
  return JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString("utf8")) as ExplorerPayload;
}

const pageOf = (result: SearchResult): ExplorerPayload =>
  readBack(explorerHtml(TEMPLATE, searchPayload(result, { producer: PRODUCER })));
const key = ({ replicas, pools, ...rest }: SearchRow["deployment"]): string =>
  JSON.stringify([rest, replicas, pools]);
const everyRow = (result: SearchResult): readonly SearchRow[] =>
  result.experiments.flatMap((one) => [...(one.everyRow?.() ?? [])]);

describe("the page of a search", () => {
  it.each(["trtllm", "auto"] as const)(
    "has every priced configuration with its figures, backend %s",
    async (backend) => {
      const result = await runDefault({ predictor: fakePredictor() }, { ...REQUEST, backend });

      const points = pointsOf(pageOf(result));

      const rows = everyRow(result);
      expect(rows.length).toBeGreaterThan(100);
      // engines of `auto` share an experiment, and a set holds one engine, so the order may differ
      const byDeployment = new Map(rows.map((row) => [key(row.deployment), row]));
      for (const point of points) {
        const row = byDeployment.get(key(pointDeployment(point)))!;
        const {
          bands: _bands,
          notes: _notes,
          requestsPerSecPerGpu: _,
          tokensPerSec: __,
          ...figures
        } = row.figures;
        expect(point).toMatchObject(figures);
        expect(point.tokensPerSecPerGpuCluster).toBe(row.tokensPerSecPerGpuCluster);
        expect([point.replicas, point.totalGpus]).toEqual([row.replicas, row.totalGpusUsed]);
      }
      expect(points).toHaveLength(byDeployment.size);
    },
  );

  it("marks the recommended row", async () => {
    const result = await runDefault({ predictor: fakePredictor() }, REQUEST);

    const page = pageOf(result);

    const [mark] = page.marks;
    const set = page.sets[mark!.set];
    const best = pointsOf(page).find((point) => point.set === set && point.index === mark!.point)!;
    const row = result.experiments.find(({ name }) => name === result.best)!.top[0]!;
    expect(pointDeployment(best)).toEqual(row.deployment);
  });

  it("copies a row whose figures have the names of the JSON", async () => {
    const result = await runDefault({ predictor: fakePredictor() }, REQUEST);
    const [point] = pointsOf(pageOf(result));

    const row = JSON.parse(rowText(point!)) as Record<string, unknown>;

    expect(row).toMatchObject({ ttftMs: point!.ttftMs, totalGpusUsed: point!.totalGpus });
    expect(row["deployment"]).toEqual(JSON.parse(JSON.stringify(pointDeployment(point!))));
  });

  it.each(["</script><script>alert(1)</script>", "<!--", "$&$1", "]]>", " & <b>"])(
    "stays whole under a model named %j",
    async (displayModel) => {
      const result = await runDefault({ predictor: fakePredictor() }, { ...REQUEST, displayModel });

      const html = explorerHtml(TEMPLATE, searchPayload(result, { producer: PRODUCER }));

      expect(html.match(/<script/g)).toHaveLength(1);
      expect(readBack(html).title).toBe(displayModel);
    },
  );

  it.each(["\u202e", "\u2028", "\u0007", "\ud800"])(
    "shows no %j of a name, which turns what follows",
    async (sign) => {
      const result = await runDefault(
        { predictor: fakePredictor() },
        { ...REQUEST, displayModel: `a${sign}b` },
      );

      const html = explorerHtml(TEMPLATE, searchPayload(result, { producer: PRODUCER }));

      expect(readBack(html).title).toBe("a\ufffdb");
      expect(html).not.toContain(sign);
    },
  );

  it("tells why an experiment has no points", async () => {
    const result = await runDefault({ predictor: fakePredictor({ unmeasured: true }) }, REQUEST);

    const page = pageOf(result);

    expect(page.sets).toEqual([]);
    expect(page.notes.join("\n")).toContain("no GEMM was measured");
  });
});

describe.each(["calibrated", "reference"])("a page over the shipped data, profile %s", (profile) => {
  let result: SearchResult;
  let page: ExplorerPayload;
  beforeAll(async () => {
    result = await runDefault(
      { predictor: await testPredictor(), profile: selectProfile(profile, PERF_DB_ROOT) },
      { ...REQUEST, model: "Qwen/Qwen3-32B-FP8", totalGpus: 8 },
    );
    page = pageOf(result);
  });

  it("has a command for a point that prices it again to the same figures", async () => {
    for (const mode of ["agg", "disagg"]) {
      const own = pointsOf(page).filter(({ set }) => set.deployment.mode === mode);
      const point = own[Math.floor(own.length / 2)]!;

      const [, ...argv] = commandText(point, page).split(" ");
      const { out } = await runCli([...argv, "--format", "json"]);

      const priced = JSON.parse(out) as Record<string, number>;
      expect(priced["ttftMs"]).toBeCloseTo(point.ttftMs, 2);
      expect(priced["tpotMs"]).toBeCloseTo(point.tpotMs, 2);
    }
  });

  it("makes the manifests of the saved tree, whose bands it knows to six digits", () => {
    const band = /80% band (?<low>[\d.]+) to (?<high>[\d.]+)/g;
    const ends = (text: string): readonly number[] =>
      [...text.matchAll(band)].flatMap(({ groups }) => [Number(groups!["low"]), Number(groups!["high"])]);
    const saved = planTree(result, { producer: PRODUCER }).files;
    for (const { name, top } of result.experiments) {
      const point = pointsOf(page).find((one) => key(pointDeployment(one)) === key(top[0]!.deployment))!;
      const made = manifestText(point, page);
      const written = saved.get(`${name}/top1/k8s_deploy.yaml`) as string;
      expect(made.replaceAll(band, "")).toBe(written.replaceAll(band, ""));
      expect(ends(made).every((end, i) => Math.abs(end - ends(written)[i]!) <= 0.011)).toBe(true);
    }
  });

  it("judges every row as the search did, at the same chance", () => {
    const rows = new Map(everyRow(result).map((row) => [key(row.deployment), row]));
    const view = { limits: {}, confidence: result.confidence ?? 0.8 };
    for (const { point, chance, holds } of judgePoints(pointsOf(page), view)) {
      const row = rows.get(key(pointDeployment(point)))!;
      expect(holds).toBe(row.meetsSla);
      if (row.chance === undefined) expect(chance).toBeUndefined();
      else expect(chance).toBeCloseTo(row.chance, 4);
    }
  });
});
