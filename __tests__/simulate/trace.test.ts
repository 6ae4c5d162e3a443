import { describe, expect, it } from "@jest/globals";
import { UserError } from "../../src/domain/errors.js";
import { parseTrace } from "../../src/simulate/trace.js";

describe("a trace", () => {
  it.each([
    ["CSV", "arrival_ms,isl,osl\n100,1000,10\n50,2000,20\n"],
    ["CSV in seconds and another order", "osl,arrival_s,isl\r\n10,0.1,1000\r\n20,0.05,2000\r\n"],
    [
      "JSON lines of a serving log",
      '{"timestamp":100,"input_length":1000,"output_length":10,"hash_ids":[1]}\n\n{"timestamp":50,"input_length":2000,"output_length":20}',
    ],
  ])("%s: in order of arrival, the first at 0", (_name, text) => {
    expect(parseTrace(text, "t").requests).toEqual([
      { arrivalMs: 0, isl: 2000, osl: 20 },
      { arrivalMs: 50, isl: 1000, osl: 10 },
    ]);
  });

  it.each([
    ["", 1, "empty"],
    ["arrival_ms,isl,osl\n", 1, "no requests"],
    ["arrival_ms,isl,osl\n0,10,5\n1,ten,5", 3, 'isl is "ten"'],
    ["arrival_ms,isl,osl\n0,10,0", 2, "osl is"],
    ["arrival_ms,isl\n0,10", 2, "osl is missing"],
    ["arrival_ms,isl,osl\n-5,10,5", 2, "arrival_ms is"],
    ['{"arrival_ms":0,"isl":1.5,"osl":2}', 1, "a whole number"],
    ['{"arrival_ms":0,"isl":1,"osl":2}\n{oops', 2, "not valid JSON"],
    ['{"arrival_ms":0,"isl":1,"osl":2}\n[1]', 2, "not valid JSON|not a JSON object"],
  ])("%j is refused at line %i", (text, line, message) => {
    let caught: unknown;
    try {
      parseTrace(text, "trace.csv");
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(UserError);
    expect((caught as UserError).file).toBe("trace.csv");
    expect((caught as UserError).position?.line).toBe(line);
    expect((caught as UserError).message).toMatch(new RegExp(message));
  });
});
