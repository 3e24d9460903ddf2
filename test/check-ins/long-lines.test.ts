import { describe, expect, it } from "vitest";
import { headlinesOf, longLines } from "../../src/cadences/questions/field-lines.ts";
import { getTemplate } from "../../src/cadences/templates.ts";
import { longLinesBlocks } from "../../src/check-ins/answers-shown.ts";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { cutAtClause } from "../../src/platform/texts/display.ts";
import { button } from "../../src/slack/blocks.ts";
import { aRun, openForm, type Run, sentAs } from "../support/run.ts";
import { wordsIn } from "../support/words-in.ts";

const { questions: WEEKLY } = getTemplate("weekly-progress");
const { questions: MONTHLY } = getTemplate("monthly-executive");
const LONG =
  "The importer reads the receipts of all twelve stores and the loader ran for three nights without a hand on it; Leeds, Bath and York are next.";

/** A clause that ends within sixteen words, and one that does not. */
const CLAUSE =
  "The importer reads the receipts of all twelve stores, but in those of the north it has to be run by hand";
const NO_CLAUSE = "The importer reads the receipts of all twelve stores of the north and of most in the south";

describe("bottom lines", () => {
  it("are had by headlines as far as a clause or sixteen words", () => {
    const answers = { "bottom-line": CLAUSE, "bottom-line-fr": NO_CLAUSE, "bottom-line-en": "Short" };
    expect(headlinesOf(MONTHLY, answers)).toEqual([
      "The importer reads the receipts of all twelve stores",
      "The importer reads the receipts of all twelve stores of the north and of most in…",
    ]);
    expect(headlinesOf(WEEKLY, { progress: CLAUSE })).toEqual([]);
  });

  it("are asked for in 120 letters in French, and the receipt of a longer one says where it ends", async () => {
    const run = await aRun({
      cadences: [{ key: "monthly", program: "atlas", template: "monthly-executive", audience: ["lead"] }],
    });
    await run.to("2026-11-30T14:10Z");
    const lea = run.as("lea");
    await openForm(run, "lea", "monthly");
    expect(wordsIn(lea.view())).toContain("si possible en 120 caractères");
    const health = { colour: "red", reason: LONG, pathToGreen: { action: LONG, by: "2026-12-18" } } as const;
    await fillAndSubmit(lea, MONTHLY, { "bottom-line": CLAUSE, health, progress: "Export is live" });
    await run.settle();
    const text = (await receiptOf(run, "lea")).text.replaceAll("\u00a0", " ");
    expect(text).toContain(
      "Les premiers écrans ont au plus les 16 premiers mots de votre essentiel : il s’y arrête à « …of all twelve stores ».",
    );
    expect(text).toContain("2 lignes dépassent 140 caractères");
  });

  it("are asked for in a hundred letters in English, and so its receipt says where one ends", () => {
    expect(MONTHLY.find(({ key }) => key === "bottom-line")?.hint).toMatchObject({
      en: expect.stringContaining("best in 100 letters"),
    });
    const shown = longLinesBlocks(
      { locale: "en-GB", zone: "Europe/London" },
      { longLines: [], headlines: [cutAtClause(NO_CLAUSE).shown] },
      button("shorten", "Shorten…"),
    );
    expect(wordsIn(shown)).toContain(
      "First screens have the first 16 words of your bottom line at most: it ends at “…and of most in”.",
    );
  });
});

describe("lines that count their letters", () => {
  it("are also why a status is so and what is done about it", () => {
    const pathToGreen = { action: `Ask: ${LONG}`, by: "2026-12-18" };
    const health = { colour: "red" as const, reason: LONG, pathToGreen };
    expect(longLines(WEEKLY, { health })).toEqual([LONG, pathToGreen.action]);
    expect(
      longLines(WEEKLY, { health: { colour: "red", reason: "Tills", pathToGreen: { ...pathToGreen, action: "Ask" } } }),
    ).toEqual([]);
  });

  it("are those of more than 140, without the marks of a list, in the fields that have one a line", () => {
    const line = "till ".repeat(27).concat("tills");
    const answers = { progress: `- ${line}\n${line}`, blocker: line, next: `${line}y\nz`, request: LONG };
    expect(line).toHaveLength(140);
    expect(longLines(WEEKLY, answers)).toEqual([`${line}y`]);
    // Of few words it is cut nowhere.
    expect(longLines(WEEKLY, { next: `See https://example.org/${"x".repeat(140)}` })).toEqual([]);
    expect(longLines(WEEKLY, { progress: LONG, decision: LONG, risk: LONG, blocker: LONG })).toHaveLength(4);
  });

  it("are named on the receipt until they are shortened, in a form that *Shorten…* opens", async () => {
    const run = await aRun({
      cadences: [{ key: "weekly", program: "atlas", template: "weekly-progress", audience: ["lead", "team"] }],
    });
    await run.to("2026-11-05T14:10Z");
    const tom = run.as("tom");
    await openForm(run, "tom", "weekly");
    await fillAndSubmit(tom, WEEKLY, { health: { colour: "green" }, progress: `Export is live\n${LONG}` });
    await run.settle();
    const receipt = await receiptOf(run);
    expect(receipt.text).toContain(
      "1 line has more than 140 characters: cut on the first screen of a digest, whole in its thread.\n• The importer reads the receipts",
    );
    await tom.press(receipt.message, { label: "Shorten…" });
    await tom.waitForView();
    tom.fill("answer:progress", "Export is live\nThe importer reads all twelve stores");
    expect(await tom.submit()).toEqual({ closed: true });
    await run.settle();
    const after = await receiptOf(run);
    expect(after.text).toContain("The importer reads all twelve stores");
    expect(after.text).not.toContain("letters");
    expect(after.text).toContain("Edit");
  });
});

async function receiptOf(run: Run, handle = "tom") {
  const receipt = (await sentAs(run, "prompt", handle)).at(-1);
  if (!receipt) throw new Error("no receipt");
  return receipt;
}
