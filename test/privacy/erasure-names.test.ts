/** Whose name goes without asking, and whose stays: what others wrote, what others are called, what was answered for others. */
import { describe, expect, it } from "vitest";
import { goAway } from "../../src/check-ins/away/use-cases.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestPdf } from "../../src/digests/render/pdf.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestById } from "../../src/digests/use-cases.ts";
import { PdfMaker } from "../../src/platform/pdf/maker.ts";
import { erasuresOf } from "../../src/privacy/erasure/use-cases.ts";
import { confirmNames, namesFound } from "../../src/privacy/erasure/use-cases-names.ts";
import { databases } from "../support/databases.ts";
import { readPdf } from "../support/pdf.ts";
import {
  aRun,
  arrivals,
  asItIsNow,
  LEA,
  NINA,
  personIn,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";
import { eraseByAdmin, nameAdmin } from "./a-story.ts";

const MONTHLY = {
  key: "monthly",
  program: "atlas",
  questions: [{ key: "progress", type: "long-text", label: "What was done?", feeds: "progress" }],
  rule: { every: "month", on: { workingDay: -3 }, at: "09:00", zone: "Europe/London" },
  audience: ["lead", "team"],
  readers: ["sponsors"],
};
const MAX = { handle: "max", name: "Max", tz: "Europe/London", locale: "en-GB" };
const WEBER = { handle: "weber", name: "Max Weber", tz: "Europe/London", locale: "en-GB" };
/** Of the same name as Tom. */
const OTHER_TOM = { ...TOM, handle: "tbaker" };

async function aMonth(program: Record<string, unknown>, options: RunOptions): Promise<Run> {
  const run = await aRun({
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], ...program }],
    cadences: [MONTHLY],
    start: "2026-11-23T00:00:00.000Z",
    ...options,
  });
  await nameAdmin(run, "nina");
  await run.to("2026-11-26T09:30:00.000Z");
  return run;
}

/** `for`: whose check-in it is, where that is somebody else's. */
async function progress(run: Run, by: string, text: string, { of = by } = {}): Promise<void> {
  const [person, author] = [await personIn(run, of), await personIn(run, by)];
  const { id } = await run.db
    .selectFrom("prompt")
    .select("id")
    .where("person_id", "=", person.id)
    .executeTakeFirstOrThrow();
  expect(await submitCheckIn(run.app.services, author, id, { answers: { progress: text } })).toEqual({ stored: true });
  await run.settle();
}

async function erased(run: Run, handle: string): Promise<string> {
  const personId = await eraseByAdmin(run, handle);
  await run.to("2026-12-05T12:00:00.000Z");
  const [erasure] = await erasuresOf(run.db, run.app.workspace.id, personId);
  return erasure?.id ?? "";
}

/** What is to be looked at; then the name goes from those that are ticked. */
async function looked(run: Run, erasureId: string, ticks: (text: string) => boolean): Promise<string[]> {
  const nina = await personIn(run, "nina");
  const { found, upTo, left } = await namesFound(run.db, nina, erasureId);
  const ticked = found.filter(({ text }) => ticks(text)).map(({ position }) => position);
  expect(await confirmNames(run.app.services, nina, { erasureId, upTo, left, ticked })).toBe(0);
  await run.settle();
  await run.to("2026-12-06T12:00:00.000Z");
  return found.map(({ text }) => text);
}

/** The digest as it is stored, and as its reader has it in Slack. */
async function digestOf(run: Run): Promise<{ stored: string; shown: string; quotes: [string, string][] }> {
  const edition = await run.db.selectFrom("digest_edition").select("document").executeTakeFirstOrThrow();
  const document = edition.document.replaceAll("\u00a0", " ");
  const quotes = [...document.matchAll(/"author":"([^"]*)","text":"([^"]*)"/g)].map(
    ([, author = "", text = ""]): [string, string] => [author, text],
  );
  const messages = arrivals(run, "sofia").map(({ message }) => textOf(asItIsNow(run, message)));
  return { stored: document, shown: messages.join("\n").replaceAll("\u00a0", " "), quotes };
}

describe.each(databases)("on %s, whoever is erased", (database) => {
  it("is called as a title and somebody else are: both keep their name, and what others wrote is looked at first (ERASE15)", async () => {
    const people = [MAX, WEBER, LEA, SOFIA, SAM, NINA, TOM];
    const run = await aMonth({ title: "Atlas Max", lead: "max", team: ["weber", "tom"] }, { people, database });
    await progress(run, "max", "I bought the first van.");
    await progress(run, "weber", "I painted the garage.");
    await progress(run, "tom", "Thanks to Max for the van, says max weber.");
    await run.to("2026-12-03T18:00:00.000Z");
    const before = await digestOf(run);
    expect(before.quotes.toSorted()).toEqual([
      ["Max Weber", "I painted the garage."],
      ["Max", "I bought the first van."],
      ["Tom Baker", "Thanks to Max for the van, says max weber."],
    ]);
    const id = await erased(run, "max");
    const now = await digestOf(run);
    expect(now.quotes.toSorted()).toEqual([
      ["An erased person", "Text removed on 3 December 2026"],
      ["Max Weber", "I painted the garage."],
      ["Tom Baker", "Thanks to Max for the van, says max weber."],
    ]);
    for (const said of [now.stored, now.shown]) {
      expect(said).toContain("Atlas Max");
      expect(said).toContain("Max Weber");
      expect(said).not.toContain("An erased person Weber");
      expect(said).not.toContain("Atlas An erased person");
      expect(said).not.toContain("first van");
    }
    // Of the title there is one line, although digests and messages have it too.
    const texts = await looked(run, id, (text) => text.startsWith("Thanks"));
    expect(texts.toSorted()).toEqual(["Atlas Max", "Thanks to Max for the van, says max weber."]);
    const then = await digestOf(run);
    expect(then.quotes).toContainEqual([
      "Tom Baker",
      "Thanks to An erased person for the van, says An erased person weber.",
    ]);
    expect(then.quotes).toContainEqual(["Max Weber", "I painted the garage."]);
    for (const said of [then.stored, then.shown]) {
      expect(said).toContain("Thanks to An erased person for the van");
      expect(said).toContain("Atlas Max");
      expect(said).toContain("I painted the garage.");
    }
    expect(await run.db.selectFrom("program").select("title").execute()).toEqual([{ title: "Atlas Max" }]);
  });

  it("has a namesake: what that one said stays theirs, in the digest and in its messages (ERASE15)", async () => {
    const people = [TOM, OTHER_TOM, LEA, SOFIA, SAM, NINA];
    const run = await aMonth({ team: ["tom", "tbaker"] }, { people, database });
    await progress(run, "tom", "The bridge is open again.");
    await progress(run, "tbaker", "The tunnel needs a pump.");
    await progress(run, "lea", "Nothing else.");
    await run.to("2026-12-03T18:00:00.000Z");
    const before = await digestOf(run);
    expect(before.quotes.filter(([author]) => author === "Tom Baker")).toHaveLength(2);
    await erased(run, "tom");
    const now = await digestOf(run);
    expect(now.quotes.toSorted()).toEqual([
      ["An erased person", "Text removed on 3 December 2026"],
      ["Léa Martin", "Nothing else."],
      ["Tom Baker", "The tunnel needs a pump."],
    ]);
    expect(now.shown).toContain("“The tunnel needs a pump.” — Tom Baker");
    expect(now.shown).toContain("“Text removed on 3 December 2026.” — An erased person");
    expect(now.shown).not.toContain("bridge");
  });

  it("stood in a digest: its message, text, Markdown and PDF say that words were taken out, and when (ERASE18)", async () => {
    const people = [TOM, LEA, SOFIA, SAM, NINA];
    const run = await aMonth({ team: ["tom"] }, { people, database });
    await progress(run, "tom", "The bridge is open again.");
    await run.to("2026-12-03T18:00:00.000Z");
    const edition = async () => {
      const { id } = await run.db.selectFrom("digest_edition").select("id").executeTakeFirstOrThrow();
      const found = await digestById(run.db, run.app.workspace.id, id);
      if (!found) throw new Error("It was sent");
      const { document } = found;
      const maker = new PdfMaker();
      const pdf = await readPdf(await maker.make(digestPdf(document, { sentAt: null })));
      await maker.stop();
      const told = [digestText(document), digestMarkdown(document, { edition: 1, sentAt: null }), pdf.lines.join(" ")];
      return [...told, (await digestOf(run)).shown].map((text) => text.replaceAll(/\s+/g, " "));
    };
    for (const text of await edition()) expect(text).not.toContain("taken out");
    await erased(run, "tom");
    const [text, markdown, pdf, message] = await edition();
    for (const file of [text, markdown, pdf])
      expect(file).toContain("text that’s no longer kept was removed on Thursday 3 December");
    expect(message).toContain("removed from this version on Thursday 3 December");
  });

  it.each([
    {
      who: "tom",
      is: "answered for others: that goes, and they keep their name",
      quotes: [["Léa Martin, by An erased person", "Text removed on 3 December 2026"]],
      gone: "The stores of Lyon",
    },
    {
      who: "lea",
      is: "was answered for by a delegate: what the delegate wrote stays",
      quotes: [["An erased person, by Tom Baker", "The stores of Lyon are fitted out."]],
      gone: "Léa Martin",
    },
  ])("$is (ERASE16)", async ({ who, quotes, gone }) => {
    const people = [LEA, TOM, SOFIA, SAM, NINA];
    const run = await aMonth({}, { people, database, start: "2026-11-23T00:00:00.000Z" });
    const [lea, tom] = [await personIn(run, "lea"), await personIn(run, "tom")];
    await goAway(run.app.services, lea, lea, { from: "2026-11-26", until: "2026-11-30", delegate: tom });
    await run.settle();
    await progress(run, "tom", "The stores of Lyon are fitted out.", { of: "lea" });
    await run.to("2026-12-03T18:00:00.000Z");
    expect((await digestOf(run)).quotes).toEqual([["Léa Martin, by Tom Baker", "The stores of Lyon are fitted out."]]);
    const id = await erased(run, who);
    const now = await digestOf(run);
    expect(now.quotes).toEqual(quotes);
    expect(now.stored).not.toContain(gone);
    expect(now.shown).not.toContain(gone);
    for (const [, text = ""] of quotes) expect(now.shown).toContain(text);
    const [revision] = await run.db.selectFrom("check_in_revision").select("answers").execute();
    expect(revision?.answers.includes("Lyon")).toBe(who === "lea");
    expect(id).not.toBe("");
  });
});
