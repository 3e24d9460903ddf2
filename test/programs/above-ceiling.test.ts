import { describe, expect, it } from "vitest";
import { type PlanLine, planOfWorkspace } from "../../src/dry-run/use-cases.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { differences, plannedSendings, sentIn } from "../dry-run/comparing.ts";
import { databases } from "../support/databases.ts";
import { type Arrival, aRun, arrivals, LEA, NINA, RAVI, type Run, SAM, SOFIA, TOM } from "../support/run.ts";

const daily = (program: string, at: string) => ({
  key: `daily-${program}`,
  program,
  questions: [{ key: "moved", type: "long-text", label: "What moved?" }],
  // At one time for all, which no morning message can hold.
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at, zone: "Europe/London" },
  audience: ["tom"],
});

/** Tom is asked each day by two programs: five people sit in Atlas, two in Borea. */
async function aStory({ database = "SQLite", team = ["tom", "nina", "ravi"] }: Partial<Story> = {}): Promise<Run> {
  return aRun({
    database,
    isTogether: true,
    people: [LEA, TOM, NINA, RAVI, SOFIA, SAM],
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team },
      { key: "borea", title: "Borea", lead: "sam", team: ["tom"] },
    ],
    cadences: [daily("atlas", "10:00"), daily("borea", "14:00")],
  });
}
interface Story {
  database: (typeof databases)[number];
  team: string[];
}

const NOTE = "plus de messages que prévu";
const notes = (run: Run, handle: string): Arrival[] =>
  arrivals(run, handle).filter(({ text }) => text.includes(NOTE) || text.includes("more messages than planned"));

describe.each(databases)("more messages in a week than are meant, on %s", (database) => {
  it("are told to those who lead the program, by number alone, with their page of the week", async () => {
    const run = await aStory({ database });
    await run.to("2026-11-08T23:00:00.000Z");
    expect(notes(run, "lea")).toEqual([]);
    await run.to("2026-11-09T12:00:00.000Z");
    const [note, ...others] = notes(run, "lea");
    expect(others).toEqual([]);
    // With the page of the week: Monday at nine.
    expect(note?.at).toBe("2026-11-09T08:00:00.000Z");
    const text = (note?.text ?? "").replaceAll("\u00a0", " ");
    expect(text).toContain(
      "La semaine dernière, dans « Atlas », 1 personne sur 5 a reçu plus de messages que prévu pour son rôle.\n[Voir ce qui arrive]",
    );
    // Of two people nothing is told.
    for (const handle of ["sam", "tom", "sofia"]) expect(notes(run, handle)).toEqual([]);
    if (!note) throw new Error("No note");
    await run.as("lea").press(note.message, { label: "Voir ce qui arrive" });
    await run.settle();
    expect(run.as("lea").ephemerals().at(-1)?.text).toContain("qui recevra quoi");
  });
});

it("are not told of fewer than five people, nor where nobody got more", async () => {
  const run = await aStory({ team: ["tom", "nina"] });
  await run.to("2026-11-09T12:00:00.000Z");
  expect(notes(run, "lea")).toEqual([]);
});

it("are not told of those to whom each message comes as it happens: nothing is meant for them", async () => {
  const run = await aStory();
  await run.db.updateTable("workspace").set({ messages_come: "as-they-happen" }).execute();
  await run.to("2026-11-10T12:00:00.000Z");
  expect(notes(run, "lea")).toEqual([]);
});

it("are planned as they are told", async () => {
  const run = await aStory();
  await run.to("2026-11-04T08:30:00.000Z");
  const [now, until] = [run.clock.now(), addMs(run.clock.now(), 21 * DAY)];
  const plan: PlanLine[] = [];
  for await (const line of planOfWorkspace(run.db, run.app.workspace.id, { weeks: 3, now })) plan.push(line);
  await run.to(until);
  expect(differences(plannedSendings(plan), await sentIn(run, now, until))).toEqual({ onlyPlanned: [], onlySent: [] });
  const told = plan.filter(({ kind, action }) => kind === "above-ceiling" && action !== "hold");
  expect(told.map(({ person, local }) => [person, local?.slice(0, 10)])).toEqual([
    ["lea", "2026-11-09"],
    ["lea", "2026-11-16"],
    ["lea", "2026-11-23"],
  ]);
});
