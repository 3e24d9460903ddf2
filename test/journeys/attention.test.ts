import { describe, expect, it } from "vitest";
import { addressBook } from "../../src/calendars/address-book.ts";
import { attentionNow } from "../../src/delivery/attention/use-cases.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, NINA, RAVI, type Run, SAM, SOFIA, TOM } from "../support/run.ts";

const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina", "ravi"] };
const DAILY = {
  key: "daily",
  program: "atlas",
  questions: [{ key: "moved", type: "long-text", label: "What moved?" }],
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "09:00", zone: "participant" },
  // Somebody without a role, too.
  audience: ["team", "sam"],
};

/** On the Thursday of the second week: of the last seven days a part is of the week before. */
async function aWeek(database: (typeof databases)[number] = "SQLite"): Promise<Run> {
  const people = [LEA, TOM, NINA, RAVI, SOFIA, SAM];
  const run = await aRun({ database, isTogether: true, people, programs: [ATLAS], cadences: [DAILY] });
  await run.to("2026-11-12T20:00:00.000Z");
  return run;
}

describe.each(databases)("what came in the last seven days, on %s", (database) => {
  it("is what raised the badge: a morning message is one, answers to own acts are none (SLOT5)", async () => {
    const run = await aWeek(database);
    const { workspace, services } = run.app;
    const before = await attentionNow(services, addressBook, workspace.id);
    expect(before.roles.map(({ role, people, most }) => [role, people, most])).toEqual([
      // Tom, Nina, Ravi and Sam, who has no role: Friday, and Monday to Thursday; the digest of the week.
      ["team", 4, 6],
      ["lead", 1, 2],
      ["sponsor", 1, 0],
    ]);
    expect(before.outsideHours).toBe(0);
    await run.as("tom").say("hello");
    await run.settle();
    expect(await attentionNow(services, addressBook, workspace.id)).toEqual(before);
  });
});
