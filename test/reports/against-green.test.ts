import { describe, expect, it } from "vitest";
import { openForm } from "../../src/check-ins/form/opening.ts";
import { formView } from "../../src/check-ins/form/view.ts";
import { getPerson } from "../../src/people/people.ts";
import { rows } from "../../src/platform/rows.ts";
import { listFactsAgainstGreen } from "../../src/reports/compile/against-green.ts";
import type { Status } from "../../src/reports/compile/report.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord, questionsFeeding, type RecordedPerson, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { NO_EVENTS } from "./facts.ts";
import { measureDetails } from "./measured.ts";
import { anItem, aStatus, happens } from "./recorded.ts";

const NOW = "2026-11-12T10:00:00.000Z";
const BEFORE = "2026-11-05T10:00:00.000Z";

async function loyalty() {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const services = servicesAt(db, NOW);
  const [tom, priya, margaret] = [
    await record.person("tom"),
    await record.person("priya"),
    await record.person("margaret"),
  ];
  const program = await record.program("loyalty", {
    title: "Loyalty",
    seats: { lead: [tom], team: [priya], sponsor: [margaret] },
  });
  const questions = questionsFeeding("health", "progress");
  const audience = ["lead", "team"];
  const weekly = await record.cadence(program, { rule: WEEKLY, questions, audience, readers: ["lead", "sponsors"] });
  const round = await record.round(weekly, "2026-11-12", [tom, priya]);
  const by = { by: tom, at: BEFORE };
  return {
    status: (status: Status) => aStatus(db, record, program, { ...by, status }),
    blocker: (title: string, due: string) =>
      anItem(db, record, program, { ...by, title, due, details: { blocksWork: true } }),
    async moved(title: string, from: string, to: string) {
      const item = await anItem(db, record, program, { ...by, type: "milestone", title, due: from });
      await happens(db, item, {
        ...{ event: "moved-date", by: tom, at: "2026-11-10T10:00:00.000Z", note: "No testers" },
        ...{ before: { due_on: from }, after: { due_on: to }, changes: { due_on: to, due_moves: 1 } },
      });
    },
    /** Of two months: far below its line. */
    async behindTwice(title: string) {
      const raised = { type: "measure" as const, due: "2026-12-31", title, details: measureDetails() };
      const { id } = await anItem(db, record, program, { ...by, ...raised });
      const values = rows(db, "measure_value", record.workspaceId);
      const entered = { item_id: id, entered_by: tom.id, entered_at: BEFORE, source: "form" as const };
      await values.insert({ ...entered, entry: 1, on_day: "2026-09-30", value: "2.4" });
      await values.insert({ ...entered, entry: 2, on_day: "2026-10-31", value: "2.6" });
    },
    teamSays: (colour: Status) =>
      record.answer(round, priya, "2026-11-12T09:30:00.000Z", { health: { colour, reason: "Nobody tests" } }),
    facts: async () => {
      const found = await listFactsAgainstGreen(
        { db, events: NO_EVENTS },
        { workspaceId: record.workspaceId, programId: program.id },
        NOW,
      );
      return found.lines.map(({ text }) => text);
    },
    async form(of: RecordedPerson, locale = "en-GB", done?: string) {
      await db.updateTable("person").set({ locale }).where("id", "=", of.id).execute();
      const person = await getPerson(db, record.workspaceId, of.id);
      const { id } = await db
        .selectFrom("prompt")
        .select("id")
        .where("round_id", "=", round.id)
        .where("person_id", "=", of.id)
        .executeTakeFirstOrThrow();
      const form = await openForm(services, person, id);
      const view = await formView(services, person, form, {
        prefill: "current",
        ...(done && { typed: { [`tracked:${done}`]: { selected_option: { value: "done" } } } }),
      });
      return JSON.stringify(view.blocks).replaceAll("\u00a0", " ");
    },
    ...{ tom, priya },
  };
}

describe("what speaks against calling a program on track", () => {
  it("counts what it has no room for, and leaves out what the form itself says is done", async () => {
    const { blocker, form, tom } = await loyalty();
    const [first] = [await blocker("Till software", "2026-11-09")];
    for (let number = 0; number < 6; number += 1) await blocker(`Consents ${number}`, "2026-11-11");
    expect(await form(tom)).toContain("Till software");
    expect(await form(tom)).toContain("and 2 more");
    const after = await form(tom, "en-GB", first.id);
    expect(after).not.toContain("Till software");
    expect(after).toContain("and 1 more");
  });

  it("is the same whatever the status is now", async () => {
    const { blocker, teamSays, status, facts } = await loyalty();
    await blocker("Till software", "2026-11-11");
    await teamSays("amber");
    await status("red");
    expect(await facts()).toEqual(["Till software", "Nobody tests"]);
  });

  it("stands in the form of the lead, below the status, and in nobody else's", async () => {
    const { blocker, moved, behindTwice, teamSays, form, tom, priya } = await loyalty();
    await blocker("Till <software>", "2026-11-11");
    await behindTwice("Repeat purchases");
    await moved("Launch", "2026-12-01", "2026-12-15");
    await teamSays("red");
    const shown = await form(tom);
    expect(shown).toMatch(/"mrkdwn","text":"Facts against on track\\n• Till &lt;software&gt;, was due 11 Nov · LOY-I-/);
    expect(shown).toContain("• Repeat purchases behind twice running: 2.6 of 3.7 points planned, 31 Oct · LOY-KPI-");
    expect(shown).toContain("• Launch 1 Dec → 15 Dec (1st move) · LOY-M-");
    expect(shown).toContain("• team reported off track on 12 Nov: Nobody tests");
    expect(await form(priya)).not.toContain("Speaks against");
  });

  it("stands in a French form in French", async () => {
    const { blocker, form, tom } = await loyalty();
    await blocker("Till software", "2026-11-11");
    expect((await form(tom, "fr-FR")).replaceAll("\u00a0", " ")).toContain(
      "Faits contraires à « En bonne voie »\\n• Till software, échéance du 11 nov. dépassée",
    );
  });

  it("adds no line to a form where nothing does", async () => {
    const { form, tom } = await loyalty();
    expect(await form(tom)).not.toContain("Speaks against");
  });
});
