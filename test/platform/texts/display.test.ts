import { expect, it } from "vitest";
import { isNothing, linesIn } from "../../../src/cadences/questions/field-lines.ts";
import { csvOf } from "../../../src/platform/csv-writing.ts";
import { escapeMarkdown } from "../../../src/platform/pdf/content-as-markdown.ts";
import { cutAtClause, exportedText, jsonLineOf, withoutBidi } from "../../../src/platform/texts/display.ts";
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

const REST = "then another sixteen words follow here so that nothing of this long line fits on it whole";

it.each([
  [`The new till is in all forty shops, ${REST}`, "The new till is in all forty shops"],
  [
    `The till is in forty shops: Ghent, Mons; Bruges waits. So ${REST}`,
    "The till is in forty shops: Ghent, Mons; Bruges waits",
  ],
  [`Will the new till be ready in May? ${REST}`, "Will the new till be ready in May"],
  [`The new till is in forty shops — ${REST}`, "The new till is in forty shops"],
  [`The new till is in forty shops – ${REST}`, "The new till is in forty shops"],
  [`The new till is in forty shops (all of those in town, and ${REST})`, "The new till is in forty shops"],
  // A clause ends where white space follows its sign, and not between numbers, after an initial or an emoji.
  [
    `See https://example.org/a,b:c at 10:30 for 1.5 of 2,000 tills of a.b, then ${REST}`,
    "See https://example.org/a,b:c at 10:30 for 1.5 of 2,000 tills of a.b",
  ],
  [`The pilot runs for us from 5 – 7 May, ${REST}`, "The pilot runs for us from 5 – 7 May"],
  [
    `Since the week before last J. Smith and others, e.g. Ann, :tada: ${REST}`,
    "Since the week before last J. Smith and others, e.g. Ann",
  ],
  [`It is live in all shops 🎉, ${REST}`, "It is live in all shops 🎉"],
  // In French a space, mostly one that does not break, stands before these signs.
  [`Le comité a validé le budget\u00A0: ${REST}`, "Le comité a validé le budget"],
  [`La caisse est-elle prête pour mai\u202F? ${REST}`, "La caisse est-elle prête pour mai"],
  [`Le projet « Caisses » est en avance ! ${REST}`, "Le projet « Caisses » est en avance"],
  [`Le nouveau parcours en ligne est ouvert ; ${REST}`, "Le nouveau parcours en ligne est ouvert"],
  [`Он открыл все сорок магазинов вчера, ${REST}`, "Он открыл все сорок магазинов вчера"],
  [`افتتحنا جميع المتاجر الأربعين هذا الشهر، ${REST}`, "افتتحنا جميع المتاجر الأربعين هذا الشهر"],
])("ends %j at a clause", (text, shown) => {
  expect(cutAtClause(text)).toEqual({ shown, isCut: false });
});

it.each([
  [
    "five words and a sign",
    "Not yet ready for May, but then the other thirty shops in the south of the",
    "country follow",
  ],
  ["one clause of forty words", "Word ".repeat(16).trim(), "word ".repeat(24)],
  ["days from one to another", "The pilot in all of our shops of the north runs from 5 – 7 May", "in towns"],
  ["signs only after the sixteenth", "a b c d e f g h i j k l m n o p", "q, r"],
  [
    "numbers that a space parts",
    "Ventes du mois : nous avons à ce jour dans nos dix magasins déjà vendu environ 140 000",
    "caisses",
  ],
])("cuts %s after the sixteenth word", (_, head, rest) => {
  expect(cutAtClause(`${head} ${rest}`)).toEqual({ shown: `${head}…`, isCut: true });
});

it("leaves sixteen words whole, with their signs and blanks", () => {
  const text =
    " One, two three four five six seven\u00A0: eight nine ten eleven twelve\nthirteen fourteen fifteen sixteen.";
  expect(cutAtClause(text)).toEqual({ shown: text, isCut: false });
});

const LONG = 120_000;

it.each([
  ["isNothing", isNothing, " \n"],
  ["isNothing", isNothing, ". "],
  ["linesIn", linesIn, " \n"],
  ["titled", titled, "\t"],
  ["escapeMarkdown", escapeMarkdown, "\t"],
  ["cutAtClause", cutAtClause, "\u00A0."],
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
