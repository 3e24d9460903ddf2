/** The summary of a round: person by person, each question in few words. */
import fc from "fast-check";
import { asJson, problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { type Answers, type Question, SHORT_LABEL_LENGTH, shortLabel } from "../../src/cadences/questions/questions.ts";
import { templates } from "../../src/cadences/templates.ts";
import { receiptMessage } from "../../src/check-ins/blocks.ts";
import { summaryMessage } from "../../src/check-ins/round-summary.ts";
import { LANGUAGES } from "../../src/platform/texts/language.ts";
import { MESSAGE_LIMITS } from "../../src/slack/limits.ts";
import type { Message } from "../../src/slack/message.ts";

const READERS = { en: { locale: "en-GB", zone: "Europe/London" }, fr: { locale: "fr-FR", zone: "Europe/Paris" } };
const ROUND = { cadence: "Daily team check-in", program: "Stores first", round: "Monday 5 October" };

function summaryOf(questions: Question[], answers: { name: string; answers: Answers }[], reader = READERS.en) {
  return summaryMessage(reader, {
    ...ROUND,
    programId: "p",
    roundId: "r",
    asked: answers.length,
    away: 0,
    questions,
    answered: answers.length,
    answers: answers.map((each) => ({
      ...each,
      nothingToReport: false,
      shown: { mention: "<@U1>", pictureUrl: "https://avatars.slack-edge.com/1.png" },
    })),
    silent: null,
    removedAt: null,
  });
}

/** Of its rich text. */
function linesOf({ blocks = [] }: Message): string[] {
  return blocks
    .flatMap((block) => (block.type === "rich_text" ? block.elements : []))
    .flatMap((line) => (line.type === "rich_text_section" ? line.elements : []))
    .flatMap((run) => (run.type === "text" ? run.text.split("\n") : []));
}

describe("the short label of a question", () => {
  it.each(templates().flatMap(({ id, questions }) => questions.map((question) => ({ id, question }))))(
    "of $id, $question.key, is its own in both languages",
    ({ question }) => {
      for (const language of LANGUAGES) {
        const short = shortLabel(question, language);
        expect(short.length).toBeLessThanOrEqual(SHORT_LABEL_LENGTH);
        expect(short).not.toMatch(/…$/);
      }
    },
  );

  it("is the label cut at a word where it has none", () => {
    expect(shortLabel({ label: "Is anything blocking you, and who can?" }, "en")).toBe("Is anything blocking…");
    expect(shortLabel({ label: "W".repeat(40) }, "en")).toBe(`${"W".repeat(23)}…`);
  });
});

describe("the summary of a round", () => {
  it("tells person by person what they answered, in both languages", () => {
    const questions = templates().find(({ id }) => id === "daily-team")?.questions ?? [];
    const answers = [
      { name: "Sam Okafor", answers: { progress: "Prices moved", blocker: "Nobody has the key" } },
      { name: "Jonas Weber", answers: { progress: "Tills tested\nin Leeds" } },
    ];
    const lines = (language: "en" | "fr") => linesOf(summaryOf(questions, answers, READERS[language]));
    expect(lines("en")).toEqual(expect.arrayContaining(["Done: ", "Prices moved", "Tills tested", "in Leeds"]));
    expect(lines("en").join("")).not.toContain("Next");
    expect(lines("fr")).toEqual(expect.arrayContaining(["Fait\u00a0: ", "Prices moved"]));
    const { blocks = [] } = summaryOf(questions, answers);
    const heads = blocks.filter((block) => block.type === "context" && block.elements[0]?.type === "image");
    expect(heads).toMatchObject([
      { elements: [{ image_url: expect.stringMatching(/^https:/), alt_text: "Sam Okafor" }, { text: "<@U1>" }] },
      { elements: [{ alt_text: "Jonas Weber" }, { text: "<@U1>" }] },
    ]);
    expect(problemsInBlocks(asJson({ blocks }).blocks ?? null)).toEqual([]);
  });

  it("cuts each text of a long answer between two words, keeps its date, and leaves out that there are no blockers", () => {
    const questions = templates().find(({ id }) => id === "weekly-progress")?.questions ?? [];
    const pathToGreen = { action: "Test in shops ".repeat(40), by: "2026-11-10" };
    const health = { colour: "amber" as const, reason: "Cards are late. ".repeat(8), pathToGreen };
    const answers = { progress: "Receipts ".repeat(40), blocker: "None.", health };
    const shown = linesOf(summaryOf(questions, [{ name: "Sam Okafor", answers }])).join("\n");
    expect(shown).toMatch(/Receipts…$/m);
    expect(shown).toMatch(/What’s being done: Test.*…, by Tue\s10\sNov$/m);
    expect(shown).not.toContain("Blockers");
  });

  it("fits into a message, whatever was written, and counts who is not in it", () => {
    const word = fc.constantFrom("late", "“Q3”", '\\"', "é", "\n", "done");
    const text = fc.array(word, { minLength: 1, maxLength: 80 }).map((words) => words.join(" ").trim() || "-");
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.record({ name: text, written: text }), { minLength: 1, maxLength: 60 }),
        (count, people) => {
          const keys = Array.from({ length: count }, (_, place) => `q${place}`);
          const questions = keys.map((key): Question => ({ key, type: "long-text", label: `Question ${key}` }));
          const given = people.map(({ name, written }) => ({
            name,
            answers: Object.fromEntries(keys.map((key) => [key, written])),
          }));
          const { blocks = [] } = summaryOf(questions, given);
          expect(blocks.length).toBeLessThanOrEqual(MESSAGE_LIMITS.blocks);
          expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(MESSAGE_LIMITS.blocksUnits);
          const shown = JSON.stringify(blocks).split("<@U1>").length - 1;
          const left = /and (\d+) more/.exec(JSON.stringify(blocks))?.[1] ?? "0";
          expect(shown + Number(left)).toBe(people.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a receipt", () => {
  it("fits into a message with the most questions there may be, all answered at length", () => {
    const keys = Array.from({ length: 30 }, (_, place) => `q${place}`);
    const { blocks = [] } = receiptMessage(READERS.en, {
      ...ROUND,
      promptId: "p",
      kind: "answered",
      by: null,
      at: "2026-10-05T09:00:00.000Z",
      isLate: false,
      nothingToReport: false,
      questions: keys.map((key): Question => ({ key, type: "long-text", label: `Question ${key}` })),
      answers: Object.fromEntries(keys.map((key) => [key, "word ".repeat(600)])),
      longLines: keys.map(() => "word ".repeat(600)),
      headlines: keys.map(() => "word ".repeat(600)),
    });
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(MESSAGE_LIMITS.blocksUnits);
  });
});
