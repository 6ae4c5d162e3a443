import { describe, expect, it } from "@jest/globals";
import { asciiTable } from "../../../src/report/terminal/ascii-table.js";

describe("a centred table", () => {
  it.each([
    [
      "the odd blank after a text",
      ["Rank"],
      [["1"]],
      ["+------+", "| Rank |", "+------+", "|  1   |", "+------+"],
    ],
    [
      "columns as wide as their widest text",
      ["a", "b"],
      [["12", "x"]],
      ["+----+---+", "| a  | b |", "+----+---+", "| 12 | x |", "+----+---+"],
    ],
    [
      "letters that take two columns counted as two",
      ["name"],
      [["日本語"]],
      ["+--------+", "|  name  |", "+--------+", "| 日本語 |", "+--------+"],
    ],
    [
      "room for empty cells and long heads",
      ["tokens/s/gpu", "TTFT", ""],
      [
        ["", "1.5", "a"],
        ["99", "", ""],
      ],
      [
        "+--------------+------+---+",
        "| tokens/s/gpu | TTFT |   |",
        "+--------------+------+---+",
        "|              | 1.5  | a |",
        "|      99      |      |   |",
        "+--------------+------+---+",
      ],
    ],
  ])("has %s", (_what, head, rows, lines) => {
    expect(asciiTable(head, rows)).toEqual(lines);
  });
});
