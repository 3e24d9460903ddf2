import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/platform/csv-reading.ts";
import { csvOf } from "../../src/platform/csv-writing.ts";
import { exportedText } from "../../src/platform/texts/display.ts";
import { HOSTILE } from "../support/hostile-strings.ts";

const cellsOf = (text: string) => {
  const read = readCsv(text);
  return "rows" in read ? read.rows.map(({ line, cells }) => [line, ...cells]) : read.problem;
};

describe("reading CSV", () => {
  it.each([
    [
      "a,b\r\nc,d\r\n",
      [
        [1, "a", "b"],
        [2, "c", "d"],
      ],
    ],
    ['"a,1","say ""hello"""\n', [[1, "a,1", 'say "hello"']]],
    [
      '"two\nlines",x\ny,z\n',
      [
        [1, "two\nlines", "x"],
        [3, "y", "z"],
      ],
    ],
    [
      'a\r\n"x\r\ny", "z" \r\n , \r\nb\r\n',
      [
        [1, "a"],
        [2, "x\ny", "z"],
        [5, "b"],
      ],
    ],
    [
      "a\n\n\nb\n",
      [
        [1, "a"],
        [4, "b"],
      ],
    ],
    ["", []],
  ])("%j", (text, rows) => {
    expect(cellsOf(text)).toEqual(rows);
  });

  it.each([
    ['a\n\nb,"c\nd\n', { line: 3, column: 2 }],
    ['a\nb,"c"d\n', { line: 2, column: 2 }],
    ['sep=,\na\nb,c"d\n', { line: 3, column: 2 }],
  ])("says where it cannot be read: %j", (text, place) => {
    expect(cellsOf(text)).toMatchObject(place);
  });
});

it("what is written can be read, and no cell begins as a formula", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom(...HOSTILE.map((text) => text.toWellFormed().replaceAll("\ufffd", "?"))),
    fc.constantFrom("=1+1", "+1", "-1", "@x", "\tx", "\rx"),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const read = readCsv(csvOf(rows));
      if (!("rows" in read)) throw new Error(read.problem.fault);
      const kept = rows
        .map((row) => row.map((one) => exportedText(one).replace(/\r\n?/g, "\n")))
        .filter((row) => row.some((one) => one !== ""));
      expect(read.rows.map(({ cells }) => cells.map((one) => one.replace(/^'/, "")))).toEqual(
        kept.map((row) => row.map((one) => one.replace(/^'/, ""))),
      );
      for (const { cells } of read.rows) for (const one of cells) expect(one).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});
