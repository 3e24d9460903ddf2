import { describe, expect, it } from "vitest";
import { addressBook } from "../../src/calendars/address-book.ts";
import { attentionNow } from "../../src/delivery/attention/use-cases.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, NINA, RAVI, type Run, SAM, SOFIA, TOM, textOf } from "../support/run.ts";

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

async function shown(run: Run, handle: string, text: string): Promise<string> {
  await run.as(handle).command(`/drumbeat ${text}`);
  return textOf(await run.as(handle).waitForView());
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

it("is told to admins by role, with what is meant, and without roles of fewer than three people (SLOT5)", async () => {
  const run = await aWeek();
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", "tom").execute();
  const page = await shown(run, "tom", "held");
  expect(page).toContain("Messages in the last seven days");
  expect(page).toMatch(/Teams\*?, 4 people: half of them got \d or fewer, no one more than \d\. Target: at most 7\./);
  expect(page).not.toContain("Sponsors");
  expect(page).not.toContain("Leads");
});

it("is told to each person of themselves, since their Monday, of what their role may bring (SLOT5)", async () => {
  const run = await aWeek();
  expect(await shown(run, "tom", "preferences")).toContain("Messages to you this week: 5 of 7.");
  expect(await shown(run, "lea", "preferences")).toMatch(/Messages reçus cette semaine\u00a0: \d sur 8\./);
  expect(await shown(run, "sofia", "preferences")).toMatch(/Messages to you this week: \d of 2\./);
});
