import stringWidth from "string-width";
import { describe, expect, it } from "@jest/globals";
import { renderCheckText } from "../../src/report/check-text.js";
import { alignedTable } from "../../src/report/text-table.js";
import { styler } from "../../src/report/text-layout.js";
import { failTtft, passGain, threeManifests, tooClose } from "../support/examples.js";
import { MORE_SCENARIOS } from "../support/more-scenarios.js";
import { SCENARIOS } from "../support/scenarios.js";

const CASES = [
  ...[...SCENARIOS, ...MORE_SCENARIOS].map(({ name, result }) => [name, result] as const),
  ["fail-ttft", failTtft.result],
  ["pass-gain-bands", passGain.result],
  ["three-manifests", threeManifests.result],
  ["too-close-bands", tooClose.result],
] as const;

/** The words of a text, whatever lines and columns they stand in. */
const words = (text: string): readonly string[] => text.split(/\s+/).toSorted();

describe.each(CASES)("the text of %s", (_name, result) => {
  it.each([60, 80, 120])("fits %i columns and loses no word", (columns) => {
    const text = renderCheckText(result, { columns });
    const wide = text.split("\n").filter((line) => stringWidth(line) > columns);

    // paths and commands are one word each: they are copied
    expect(
      wide.filter((line) => / /.test(line.trim()) && !/^\s*(?:node|npx|dynamo-advisor) /.test(line)),
    ).toEqual([]);
    expect(words(text)).toEqual(words(renderCheckText(result, { columns: 1000 })));
  });
});

it("manifests of a long list that are told in one line each keep their whole heading and their file", () => {
  const [one] = passGain.result.deployments;
  const deployments = Array.from({ length: 14 }, (_, at) => {
    const name = `a-deployment-with-quite-a-long-name-${at}`;
    return {
      ...one!,
      file: `teams/serving/production/environments/europe-west/overlays/${name}/deploy.yaml`,
      proposed: { ...one!.proposed!, deployment: { ...one!.proposed!.deployment, name } },
      name,
    };
  });

  const lines = renderCheckText({ ...passGain.result, deployments }, { columns: 80 });

  for (const { file } of deployments) expect(lines.split("\n")).toContain(file);
  const headings = lines.replaceAll(/\n +/g, " ").match(/^PASS .*$/gm) ?? [];
  expect(headings).toHaveLength(14);
  expect(new Set(headings.map((heading) => heading.replace(/^.* (?=meets )/, ""))).size).toBe(1);
});

it("a table that is too wide has narrower cells, none cut", () => {
  const rows = [
    ["", "Before", "This PR", "Smallest fix"],
    ["Workers", "10 × TP1 prefill<br>3 × TP2 decode", "16 × DP8 EP8 prefill", "2 × TP4 of many words"],
  ];

  const lines = alignedTable(rows, 48, styler(false));

  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(48);
  expect(words(lines.join(" "))).toEqual(words(rows.flat().join(" ").replaceAll("<br>", " ")));
});
