import { describe, expect, it } from "vitest";
import { getPerson } from "../../src/people/people.ts";
import { closeItem, moveItemTo, reachMilestone, reopenItem } from "../../src/register/acts.ts";
import { readImport } from "../../src/register/import/items-from-rows.ts";
import type { Item } from "../../src/register/items.ts";
import { trackedFields } from "../../src/register/items-in-check-in.ts";
import { dateLine, historyLine } from "../../src/register/items-in-words.ts";
import { nextReminderDay } from "../../src/register/reminders/days.ts";
import { linesOfReminded } from "../../src/register/reminders/owner-messages.ts";
import { listItemEvents } from "../../src/register/repository.ts";
import { viewOfItem } from "../../src/register/views.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const ENGLISH = { locale: "en", zone: "UTC" };

async function aMilestone() {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const people = {
    lead: await record.person("tom"),
    owner: await record.person("priya"),
    member: await record.person("zoe"),
  };
  const program = await record.program("loyalty", {
    seats: { lead: [people.lead], team: [people.owner, people.member] },
  });
  const services = servicesAt(db, "2026-11-02T10:00:00.000Z");
  const as = (who: keyof typeof people) => getPerson(db, record.workspaceId, people[who].id);
  const lead = acting(services, await as("lead"));
  const item = await addQuietly(lead, {
    programId: program.id,
    type: "milestone",
    details: {},
    title: "Launch in France",
    ownerId: people.owner.id,
    dueOn: "2026-11-17",
    sourceKey: "test:1",
  });
  return { db, services, as, item };
}

describe("a milestone", () => {
  it("keeps its first date, its moves and why it moved each time", async () => {
    const { db, services, as, item } = await aMilestone();
    const owner = acting(services, await as("owner"));
    await moveItemTo(owner, { id: item.id, to: "2026-11-24", reason: "Consent rework" });
    const moved = await moveItemTo(owner, { id: item.id, to: "2026-12-01", reason: "Store freeze" });
    expect(moved).toMatchObject({ due_on: "2026-12-01", original_due_on: "2026-11-17", due_moves: 2 });
    expect(dateLine({ ...ENGLISH, today: "2026-11-09" }, moved)).toContain("(2 moves)");
    const lines = (await listItemEvents(db, moved.workspace_id, [moved.id])).map((event) =>
      historyLine(ENGLISH, moved, event, () => "Priya"),
    );
    expect(lines.map(({ details }) => details.at(-1))).toEqual([undefined, "Consent rework", "Store freeze"]);
  });

  it("moves in a check-in for a reason of any length", async () => {
    const { item } = await aMilestone();
    const chosen = { [`tracked:${item.id}`]: { selected_option: { value: "moved" } } };
    const fields = trackedFields(ENGLISH, "Milestones", [item], chosen);
    expect(fields).toContainEqual(
      expect.objectContaining({ element: expect.objectContaining({ type: "plain_text_input", max_length: 3000 }) }),
    );
  });

  it("is reached on the day that is given, and as it was when it is reopened", async () => {
    const { services, as, item } = await aMilestone();
    const lead = acting(services, await as("lead"));
    const reached = await reachMilestone(lead, { id: item.id, on: "2026-10-30" });
    expect(reached).toMatchObject({ state: "reached", details: { reachedOn: "2026-10-30" }, remind_at: null });
    expect(reached.closed_at).toBe("2026-11-02T10:00:00.000Z");
    expect(JSON.stringify(await viewOfItem(lead, { itemId: item.id }))).toContain("Reopen");
    const reopened = { state: "open", details: {}, closed_at: null };
    expect(await reopenItem(lead, { id: item.id })).toMatchObject(reopened);
  });

  it("is dropped with the reason, and can be reopened", async () => {
    const { db, services, as, item } = await aMilestone();
    const lead = acting(services, await as("lead"));
    const dropped = await closeItem(lead, { id: item.id, note: "No budget" });
    expect(dropped).toMatchObject({ state: "dropped" });
    expect((await listItemEvents(db, dropped.workspace_id, [dropped.id])).at(-1)).toMatchObject({
      event: "dropped",
      note: "No budget",
    });
    expect(await reopenItem(lead, { id: item.id })).toMatchObject({ state: "open" });
  });

  it("is moved by nobody but its owner and those who lead", async () => {
    const { services, as, item } = await aMilestone();
    const moving = moveItemTo(acting(services, await as("member")), { id: item.id, to: "2026-12-01", reason: "x" });
    await expect(moving).rejects.toMatchObject({ code: "ITEM_NOT_YOURS" });
  });

  it("offers in its view to reach it, to move it and to drop it", async () => {
    const { services, as, item } = await aMilestone();
    const view = JSON.stringify(await viewOfItem(acting(services, await as("lead")), { itemId: item.id }));
    for (const label of ["Reached…", "New date…", "Drop…", "Reassign"]) expect(view).toContain(`"${label}"`);
    expect(view).not.toContain("Escalate");
  });

  it("asks its owner once, on the working day after its date, beside two working days before it", () => {
    const isWorkingDay = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    const item = { type: "milestone", details: {}, state: "open", owner_id: "p", due_on: "2026-11-13" } as const;
    expect(nextReminderDay(item, "2026-11-02", isWorkingDay)).toBe("2026-11-11");
    expect(nextReminderDay(item, "2026-11-11", isWorkingDay)).toBe("2026-11-16");
    expect(nextReminderDay(item, "2026-11-15", isWorkingDay)).toBe("2026-11-16");
    expect(nextReminderDay(item, "2026-11-16", isWorkingDay)).toBeNull();
  });

  it("stands in that message with the question and what answers it", async () => {
    const { item } = await aMilestone();
    const reminded = [{ item, program: "Loyalty", because: "overdue" as const, since: "2026-11-02" }];
    const shown = JSON.stringify(linesOfReminded({ ...ENGLISH, today: "2026-11-18" }, reminded));
    expect(shown).toContain("Has it been reached?");
    expect(shown).toContain('"Reached…"');
    expect(shown).toContain('"New date…"');
  });

  it("carries before its date what answers it, as any item does that is owed", async () => {
    const { item } = await aMilestone();
    const action: Item = { ...item, type: "action", details: {} };
    const shown = (locale: string, of: Item) =>
      JSON.stringify(
        linesOfReminded({ locale, zone: "UTC", today: "2026-11-13" }, [
          { item: of, program: "Loyalty", because: "due" },
        ]),
      );
    for (const label of ["On plan", "Reached…", "New date…"]) expect(shown("en", item)).toContain(`"${label}"`);
    for (const label of ["Comme prévu", "Atteint…"]) expect(shown("fr", item)).toContain(`"${label}"`);
    for (const label of ["Still open", "Done", "New date…"]) expect(shown("en", action)).toContain(`"${label}"`);
    for (const label of ["Toujours ouvert", "Terminé"]) expect(shown("fr", action)).toContain(`"${label}"`);
  });

  it("is read from a log in both languages, with its state and the day on which it was reached", () => {
    const given = { owners: new Map<string, string>(), language: "en", today: "2026-11-04" } as const;
    const rows = (...lines: string[]) => lines.map((line, index) => ({ line: index + 1, cells: line.split(",") }));
    const english = rows("type,title,due,state,reached_on", "milestone,Launch,2026-11-17,reached,2026-11-16");
    const french = rows("Type,Intitulé,Échéance,État,Atteint le", "Jalon,Launch,17/11/2026,Atteint,16/11/2026");
    for (const log of [english, french])
      expect(readImport(log, given).items).toMatchObject([
        { dueOn: "2026-11-17", state: "done", typed: { type: "milestone", details: { reachedOn: "2026-11-16" } } },
      ]);
    const dropped = rows("type,title,state", "milestone,Launch,Abandonné");
    expect(readImport(dropped, given).items).toMatchObject([{ state: "dropped" }]);
  });
});
