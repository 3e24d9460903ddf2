/** Codes say of which program an item is, and are found however they are typed. */
import { describe, expect, it } from "vitest";
import { aRun, LEA, RAVI, type Run, SOFIA, TOM, textOf } from "../support/run.ts";

const inEnglish = { ...LEA, locale: "en-GB" };
const PROGRAMS = [
  { key: "loyalty", title: "Loyalty journeys", lead: "lea", sponsors: ["sofia"], team: ["tom", "ravi"] },
  { key: "welcome", shortKey: "HELLO", title: "Welcome journeys", lead: "lea", sponsors: ["sofia"], team: ["tom"] },
];

async function twoPrograms(): Promise<Run> {
  const run = await aRun({ people: [inEnglish, TOM, SOFIA, RAVI], programs: PROGRAMS, cadences: [] });
  for (const [key, title] of [
    ["loyalty", "Order the badges"],
    ["welcome", "Print the leaflets"],
  ])
    await add(run, "tom", `/drumbeat action ${title}`, key ?? "");
  return run;
}

async function add(run: Run, handle: string, line: string, programKey: string): Promise<string> {
  const { id } = await run.db
    .selectFrom("program")
    .select("id")
    .where("key", "=", programKey)
    .executeTakeFirstOrThrow();
  const actor = run.as(handle);
  await actor.command(line);
  await actor.waitForView();
  actor.fill("program", id);
  actor.fill("due", "2026-12-01");
  const result = await actor.submit();
  if (!("updated" in result)) throw new Error(JSON.stringify(result));
  await actor.closeView();
  return textOf(result.updated);
}

async function found(run: Run, handle: string, words: string): Promise<string> {
  await run.as(handle).command(`/drumbeat find ${words}`);
  return textOf(await run.as(handle).waitForView());
}

describe("a code (C16)", () => {
  it.each(["LOY-ACT-1", "loy-act-1", "loy-act1"])("typed as %s opens the item of that program", async (code) => {
    const run = await twoPrograms();
    const shown = await found(run, "tom", code);
    expect(shown).toContain("── LOY-ACT-1 ──");
    expect(shown).toContain("Order the badges");
  });

  it("without its program is asked back where several have one, of those that the reader may read", async () => {
    const run = await twoPrograms();
    const asked = await found(run, "tom", "act-1");
    expect(asked).toContain("ACT-1 is the code of 2 items in different programs. Which one do you mean?");
    expect(asked).toMatch(/^\*LOY-ACT-1\s·\sOrder the badges\*/m);
    expect(asked).toMatch(/^\*HELLO-ACT-1\s·\sPrint the leaflets\*/m);
    // Who is in one of the programs is not told of the other.
    const own = await found(run, "ravi", "ACT-1");
    expect(own).toContain("── LOY-ACT-1 ──");
    expect(own).not.toContain("HELLO");
    expect((await run.as("ravi").command("/drumbeat find HELLO-ACT-1")).response?.text).toContain("No items found for");
  });
});

describe("the key of a program (C16)", () => {
  it("is chosen with the program, refused where it is wrong or another's", async () => {
    const run = await aRun({ people: [inEnglish, TOM, SOFIA, RAVI], programs: PROGRAMS, cadences: [] });
    const lea = run.as("lea");
    await lea.command("/drumbeat program new");
    await lea.waitForView();
    lea.fill("title", "Welcome back");
    await lea.pressInView({ label: "More details" });
    await lea.waitForView();
    for (const [typed, sentence] of [
      ["loy", "Another program already has the key LOY. Choose other letters."],
      ["ASK", "ASK can’t be a key. Use 2 to 5 letters from A to Z, but not the code of an item type, such as ASK."],
      ["W2", "W2 can’t be a key. Use 2 to 5 letters from A to Z, but not the code of an item type, such as ASK."],
    ]) {
      lea.fill("shortKey", typed ?? "");
      expect(await lea.submit()).toEqual({ errors: { shortKey: sentence } });
    }
    lea.fill("shortKey", "back");
    expect(JSON.stringify(await lea.submit())).toContain("*Welcome back* is set up.");
    const keys = await run.db.selectFrom("program").select(["title", "short_key"]).orderBy("title").execute();
    expect(keys).toEqual([
      { title: "Loyalty journeys", short_key: "LOY" },
      { title: "Welcome back", short_key: "BACK" },
      { title: "Welcome journeys", short_key: "HELLO" },
    ]);
  });
});
