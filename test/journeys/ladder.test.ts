/** Who sets the escalation ladder of a program does so on a screen that says what it means. */
import { describe, expect, it } from "vitest";
import { ladderIds } from "../../src/register/ids.ts";
import { ladderOf } from "../../src/register/ladder/use-cases.ts";
import { aRun, atAnyHour, type Run, SOFIA, TOM, textOf } from "../support/run.ts";

const ANA = { handle: "ana", name: "Ana Gil", tz: "Europe/London", locale: "en-GB" };
const BEN = { handle: "ben", name: "Ben Ode", tz: "Europe/London", locale: "en-GB" };

async function atlas(lead = TOM): Promise<Run> {
  const run = await aRun({
    people: [lead, SOFIA, ANA, BEN],
    programs: [{ key: "atlas", title: "Atlas", lead: lead.handle, sponsors: ["sofia", "ana"], team: ["ben"] }],
    cadences: [],
  });
  await atAnyHour(run, lead.handle, "sofia", "ana", "ben");
  await run.to("2026-11-02T10:00Z");
  return run;
}

async function programIn(run: Run) {
  return run.db.selectFrom("program").select(["id", "workspace_id"]).executeTakeFirstOrThrow();
}

async function open(run: Run, handle: string, option: string): Promise<string> {
  const actor = run.as(handle);
  const { response } = await actor.command("/drumbeat program");
  await actor.press(response ?? fail(), { actionId: "program.menu", option });
  return textOf(await actor.waitForView());
}

/** In the form of one group; what is set then is said below it. */
async function change(run: Run, handle: string, group: string, filled: Record<string, string | string[]>) {
  const actor = run.as(handle);
  await actor.pressInView({ actionId: ladderIds.change, value: group });
  for (const [field, value] of Object.entries(filled)) actor.fill(field, value);
  expect(await actor.submit()).toEqual({ closed: true });
  return textOf(await actor.waitForView());
}

describe("the screen of a program's escalation", () => {
  it("shows the ladder with who sits where, says what a change means, and saves it", async () => {
    const run = await atlas();
    const form = await open(run, "tom", "Escalation…");
    expect(form).toContain(
      "If no one answers: from the working team to Tom Baker (lead) after 3 working days, then to Sofia Rossi (executive sponsor) after 1 working day.",
    );
    expect(form).toContain("Skipped, no one in the role: steering committee.");
    expect(form).toContain("*3. Executive sponsor* · Sofia Rossi and Ana Gil");
    expect(form).toContain(
      "Acknowledge within 1 working day, answer or escalate within 3 · reminders: halfway and last day",
    );
    await change(run, "tom", "levels", { used: ["team", "sponsor"] });
    await change(run, "tom", "team", { resolve: "2", reminders: "end" });
    const ana = await run.db.selectFrom("person").select("id").where("handle", "=", "ana").executeTakeFirstOrThrow();
    expect(await change(run, "tom", "sponsor", { person: ana.id })).toContain(
      "If no one answers: from the working team to Ana Gil (executive sponsor) after 2 working days.",
    );
    const { id, workspace_id } = await programIn(run);
    expect(await ladderOf(run.db, workspace_id, id)).toEqual([
      { level: "team", acknowledge: 1, resolve: 2, reminders: "end" },
      { level: "sponsor", acknowledge: 2, resolve: 5, person: ana.id },
    ]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("says at each field what is wrong", async () => {
    const run = await atlas();
    await open(run, "tom", "Escalation…");
    const tom = run.as("tom");
    const errorsOf = async (group: string, filled: Record<string, string | string[]>) => {
      await tom.pressInView({ actionId: ladderIds.change, value: group });
      for (const [field, value] of Object.entries(filled)) tom.fill(field, value);
      const result = await tom.submit();
      await tom.closeView();
      return result;
    };
    expect(await errorsOf("lead", { acknowledge: "two", resolve: "0" })).toEqual({
      errors: {
        acknowledge: "Enter a whole number of working days from 1 to 60.",
        resolve: "Enter a whole number of working days from 1 to 120.",
      },
    });
    expect(await errorsOf("sponsor", { acknowledge: "9" })).toEqual({
      errors: { resolve: "Allow at least as many days to answer as to acknowledge." },
    });
    expect(await errorsOf("levels", { used: [] })).toEqual({ errors: { used: "Tick at least one level." } });
  });

  it("is refused to whoever no longer may change the program", async () => {
    const run = await atlas();
    await open(run, "tom", "Escalation…");
    await run.db.updateTable("seat").set({ until_date: "2026-11-01" }).where("role", "=", "lead").execute();
    await run.db.updateTable("person").set({ is_primary_owner: 0 }).execute();
    await run.as("tom").pressInView({ actionId: ladderIds.change, value: "team" });
    expect(textOf(await run.as("tom").waitForView())).toContain("can change this program.");
    const { id, workspace_id } = await programIn(run);
    expect(await run.db.selectFrom("escalation_ladder").selectAll().execute()).toEqual([]);
    expect(await ladderOf(run.db, workspace_id, id)).toHaveLength(4);
  });
});

function fail(): never {
  throw new Error("There is no modal");
}
