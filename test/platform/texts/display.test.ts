import { expect, it } from "vitest";
import { isNothing, linesIn } from "../../../src/cadences/questions/field-lines.ts";
import { csvOf } from "../../../src/platform/csv.ts";
import { escapeMarkdown } from "../../../src/platform/pdf/markdown.ts";
import { exportedText, jsonLineOf, withoutBidi } from "../../../src/platform/texts/display.ts";
import { titled } from "../../../src/register/codes-and-transitions.ts";
import { escapeMrkdwn, header, lineOf, option, plain, plainSection, quote, words } from "../../../src/slack/blocks.ts";

const TURNING = ["\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"];
const CONTROLS = /[\u202A-\u202E\u2066-\u2069]/;

it("lets no text turn the rest of its line round, wherever it is shown, and keeps all its letters", () => {
  for (const control of TURNING) {
    const typed = `invoice ${control}gnp.exe שלום`;
    expect(withoutBidi(typed)).toBe("invoice gnp.exe שלום");
    const shown = [
      escapeMrkdwn(typed),
      lineOf(typed),
      plain(typed, 3000),
      plainSection(typed),
      header(typed),
      option("1", typed),
      words([{ text: typed }, { text: control }]),
      quote({ text: typed }),
      escapeMarkdown(typed),
    ];
    for (const each of shown) {
      const text = typeof each === "string" ? each : JSON.stringify(each);
      expect(text).not.toMatch(CONTROLS);
      expect(text).toContain("invoice gnp.exe שלום");
    }
  }
  // Marks without an end of their own are what right-to-left text needs.
  expect(withoutBidi("שלום\u200F!")).toBe("שלום\u200F!");
});

it("lets no U+0000 out, in CSV or JSON Lines", () => {
  expect(exportedText("a\u0000b")).toBe("ab");
  expect(csvOf([["a\u0000b", "\u0000=1+1"]])).toBe("\uFEFFab,'=1+1\r\n");
  expect(jsonLineOf({ answers: { progress: "a\u0000b", people: ["x\u0000"] } })).toBe(
    '{"answers":{"progress":"ab","people":["x"]}}\n',
  );
});

const LONG = 120_000;

it.each([
  ["isNothing", isNothing, " \n"],
  ["isNothing", isNothing, ". "],
  ["linesIn", linesIn, " \n"],
  ["titled", titled, "\t"],
  ["escapeMarkdown", escapeMarkdown, "\t"],
] as const)("%s takes time in proportion to the text", (_, read, piece) => {
  const text = `.${piece.repeat(LONG / piece.length)}x!`;
  const took = (work: (text: string) => unknown) => {
    const times = [1, 2, 3].map((once) => {
      const another = `${text}${once}`;
      const began = performance.now();
      work(another);
      return performance.now() - began;
    });
    return Math.min(...times);
  };
  // What is done letter by letter, once: the square of its length would be thousands of times as much.
  const baseline = took((one) => Array.from(one).sort().join(""));
  expect(took(read)).toBeLessThan(20 * baseline);
});
