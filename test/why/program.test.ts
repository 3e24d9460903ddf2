/** A program opened from a digest, with the longest texts that people can put in; and which, of very many. */
import { asJson, problemsInView } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { chooseProgramView, programView } from "../../src/why/program/blocks.ts";
import { aProgram, fed, red, theDocument } from "../digests/facts.ts";

const EDITION = "0197a0b1-0000-7000-8000-000000000000";
const LANGUAGES = ["en-GB", "fr-FR"];
const readerIn = (locale: string) => ({ handle: "sofia", name: "Sofia Rossi", locale, zone: "Europe/London" });

function told(count: number, title = (index: number) => `Program ${index}`) {
  return Array.from({ length: count }, (_, index) => ({
    editionId: EDITION,
    key: `program-${index}`,
    title: title(index),
  }));
}

describe.each(LANGUAGES)("of many programs, in %s", (locale) => {
  const reader = readerIn(locale);

  it("has all of 200 programs in the view, in order of title, and says what of 1,000 is left out", () => {
    const many = chooseProgramView(reader, { programs: told(200), leftOut: [] });
    expect(problemsInView(asJson(many))).toEqual([]);
    const optionsIn = (view: typeof many) =>
      [...JSON.stringify(view).matchAll(/"options":(\[.*?\])/g)].map(([, options]) => JSON.parse(options ?? "").length);
    expect(optionsIn(many)).toEqual([100, 100]);
    const most = chooseProgramView(reader, {
      programs: told(1000, (index) => `${index}${"&".repeat(200)}`),
      leftOut: [],
    });
    expect(problemsInView(asJson(most))).toEqual([]);
    expect(optionsIn(most)).toEqual([100, 100, 100, 100, 100]);
    expect(JSON.stringify(most).replaceAll("\u00a0", " ").replaceAll("\u202f", " ")).toMatch(
      locale === "en-GB" ? /The first 500 of 1,000/ : /Les 500 premiers sur 1 000/,
    );
  });
});

it.each(LANGUAGES)(
  "the view of a program holds in %s what Slack takes, whatever is in the record and the digests (F15)",
  (locale) => {
    const reader = readerIn(locale);
    const title = "<&>".repeat(40);
    const item = {
      id: EDITION,
      short_key: "WWWWW",
      number: 999,
      title: "&".repeat(300),
      state: "open",
      due_on: "2026-11-20",
    };
    const listed = { item: { ...item, type: "ask", original_due_on: null, due_moves: 0 }, owner: "&".repeat(200) };
    const many = Array.from({ length: 200 }, () => listed);
    const answers = [
      red,
      fed("progress", "&".repeat(3000)),
      fed("ask", "&".repeat(3000)),
      fed("next", "&".repeat(3000)),
    ];
    const told = Array.from({ length: 3 }, (_, index) => ({
      editionId: `${EDITION}${index}`,
      document: theDocument([aProgram(title, answers)], { reader }),
    }));
    const read = {
      phase: {
        programId: EDITION,
        phase: "resources",
        missing: Array.from({ length: 50 }, () => ({ is: "resource-asked", code: "WWWWW-ASK-9999", isOverdue: true })),
        proofs: Array.from({ length: 50 }, () => ({ is: "resource-decided", code: "WWWWW-ASK-9999" })),
        hidden: 1000,
        promised: { sponsors: many.map(({ item }) => item), team: many.map(({ item }) => item) },
      },
      standing: { isHeld: true, program: { title }, closed: null, today: "2026-11-04" },
      record: { asks: many, blockers: many, risks: many, decisions: many },
      names: () => Array.from({ length: 50 }, () => "&".repeat(80)),
      told,
    };
    const view = programView(reader, "2026-11-04", read as never);
    expect(problemsInView(asJson(view))).toEqual([]);
    expect(view.blocks.length).toBeLessThan(40);
    expect(JSON.stringify(view).length).toBeLessThan(100_000);
    expect(textOf(asJson(view))).toContain(
      locale === "en-GB" ? "and 195 more, under /drumbeat register" : "et 195 autres, sous",
    );
  },
);

const textOf = (view: object) => JSON.stringify(view).replaceAll("\u00a0", " ");
