/** What nobody speaks of for sixty days leaves the reports, and stays in the register under a filter of its own. */
import { describe, expect, it } from "vitest";
import { getPerson } from "../../src/people/people.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { addItem, confirmItem } from "../../src/register/acts.ts";
import { followChosen } from "../../src/register/items-in-check-in.ts";
import { type ListFilter, listRecord } from "../../src/register/list/list.ts";
import { itemReminderKind } from "../../src/register/reminders/reminders.ts";
import { findItem } from "../../src/register/repository.ts";
import { hasNoWord } from "../../src/register/silent-items.ts";
import { viewOfList } from "../../src/register/views.ts";
import { acting } from "../support/acting.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

describe("an open item has no word", () => {
  const action = { type: "action", dueOn: "2026-11-06", lastWordOn: "2026-11-02" };
  it.each([
    ["after sixty days past its date", action, "2027-01-01", true],
    ["not on the fifty-ninth day", action, "2026-12-31", false],
    ["not before its date, however old", { ...action, dueOn: "2027-01-01" }, "2027-01-01", false],
    ["not without a date", { ...action, dueOn: null }, "2027-06-01", false],
    ["never, as a risk", { ...action, type: "risk" }, "2027-06-01", false],
    ["never, as a request", { ...action, type: "request" }, "2027-06-01", false],
    ["never, as a milestone", { ...action, type: "milestone" }, "2027-06-01", false],
  ])("%s", (_, item, today, expected) => expect(hasNoWord(item, today)).toBe(expected));
});

const OPEN: ListFilter = { isMine: false, programId: null, type: null, state: "open" };

it.each(databases)("the register lists it under No word alone until somebody confirms it, on %s", async (name) => {
  const db = await aDatabase(name);
  const record = await aRecord(db);
  const priya = await record.person("priya");
  const program = await record.program("atlas", { seats: { lead: [priya] } });
  const person = await getPerson(db, record.workspaceId, priya.id);
  const before = servicesAt(db, "2026-11-02T10:00:00.000Z");
  const added = (title: string, dueOn: string) =>
    addItem(acting(before, person), {
      programId: program.id,
      ...{ type: "action", details: {}, title, dueOn, sourceKey: `command:${title}`, ownerId: priya.id },
    });
  const old = await added("Continue the store pilot", "2026-11-06");
  await added("Renew the certificates", "2027-02-01");
  const later = servicesAt(db, "2027-01-11T10:00:00.000Z");
  const titles = async (filter: ListFilter) =>
    (await listRecord(acting(later, person), filter)).listed.map(({ item }) => item.title);
  expect(await titles(OPEN)).toEqual(["Renew the certificates"]);
  expect(await titles({ ...OPEN, state: "no-word" })).toEqual(["Continue the store pilot"]);
  const view = await viewOfList(acting(later, person), { page: 0, query: null, filter: OPEN });
  expect(JSON.stringify(view)).toContain("Not confirmed for 60 days, so in no report: 1.");
  const slack = { channel: () => Promise.reject(new Error("No Slack")) };
  const send = { db, workspaceId: record.workspaceId, events: before.events, reader: { locale: "en-GB", zone: "UTC" } };
  const lastReminder = { ...send, slack, now: "2026-12-14T10:00:00.000Z" };
  const { blocks } = await itemReminderKind.message(lastReminder, {
    ownerId: priya.id,
    personId: priya.id,
    on: "2026-12-14",
  });
  expect(JSON.stringify(blocks)).toMatch(/out of the reports from Fri\s1\sJan unless confirmed/);
  await confirmItem(acting(later, person), { id: old.id });
  expect((await titles(OPEN)).sort()).toEqual(["Continue the store pilot", "Renew the certificates"]);
  expect(await titles({ ...OPEN, state: "no-word" })).toEqual([]);
});

it("a risk confirmed after its review date is looked at again thirty days later, which is no move", async () => {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const priya = await record.person("priya");
  const program = await record.program("atlas", { seats: { lead: [priya] } });
  const person = await getPerson(db, record.workspaceId, priya.id);
  const risk = await addItem(acting(servicesAt(db, "2026-10-16T10:00:00.000Z"), person), {
    programId: program.id,
    ...{ type: "risk", details: {}, title: "Supplier may be late", sourceKey: "command:risk", ownerId: priya.id },
  });
  expect(risk.due_on).toBe("2026-11-16");
  const confirmed = await confirmItem(acting(servicesAt(db, "2026-11-26T10:00:00.000Z"), person), { id: risk.id });
  expect(confirmed).toMatchObject({ due_on: "2026-12-28", due_moves: 0 });
  // In a check-in alike.
  const services = servicesAt(db, "2027-01-05T10:00:00.000Z");
  const chosen = { about: [{ itemId: risk.id, is: "open" as const }], added: null };
  await inTransaction(db, (tx) =>
    followChosen(
      { ...services, db: tx, actor: person },
      { ...chosen, program, roundId: "round", checkInId: "check-in", revision: 1 },
    ),
  );
  expect(await findItem(db, record.workspaceId, risk.id)).toMatchObject({ due_on: "2027-02-04", due_moves: 0 });
});
