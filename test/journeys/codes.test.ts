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

describe("a code", () => {
  it("without its program is asked back where several have one, of those that the reader may read", async () => {
    const run = await twoPrograms();
    const asked = await found(run, "tom", "act-1");
    expect(asked).toMatch(/^\*LOY-ACT-1\s·\sOrder the badges\*/m);
    expect(asked).toMatch(/^\*HELLO-ACT-1\s·\sPrint the leaflets\*/m);
    // Who is in one of the programs is not told of the other.
    const own = await found(run, "ravi", "ACT-1");
    expect(own).toContain("── LOY-ACT-1 ──");
    expect(own).not.toContain("HELLO");
    expect((await run.as("ravi").command("/drumbeat find HELLO-ACT-1")).response?.text).toContain("No items found for");
  });
});
