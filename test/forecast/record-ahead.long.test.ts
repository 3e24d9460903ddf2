/** What the record will send is planned as it comes: seeded set-ups, four weeks, nobody acts. */
import { expect, it } from "vitest";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { planOfWorkspace } from "../../src/forecast/plan.ts";
import { getPersonByHandle } from "../../src/people/people.ts";
import { addLocalDays, addMs, DAY } from "../../src/platform/time.ts";
import { addItem } from "../../src/register/acts.ts";
import type { NewItem } from "../../src/register/items.ts";
import { postpone } from "../../src/register/requests/acts.ts";
import { chanceFrom } from "../faults/driver/chance.ts";
import { aRun, LEA, NINA, RAVI, type Run, SAM, SOFIA, TOM } from "../support/run.ts";
import { differences, plannedSendings, sentIn } from "./comparing.ts";

const QUESTIONS = [{ key: "progress", type: "long-text", label: "What happened?", required: true }];
const WORLD = {
  people: [LEA, TOM, NINA, RAVI, SOFIA, SAM],
  programs: [
    {
      key: "atlas",
      title: "Atlas",
      lead: "lea",
      sponsors: ["sofia"],
      steering: ["sam"],
      team: ["tom", "nina", "ravi"],
    },
    { key: "borea", title: "Borea", lead: "tom", sponsors: ["sam"], steering: ["sofia", "lea"], team: ["nina"] },
  ],
  cadences: [
    {
      key: "weekly",
      program: "atlas",
      questions: QUESTIONS,
      audience: ["team"],
      rule: { every: "week", on: ["th"], at: "09:00", zone: "participant" },
    },
    { key: "monthly", program: "atlas", template: "monthly-executive" },
    { key: "monthly-too", program: "borea", template: "monthly-executive" },
  ],
};
const START = "2026-10-26T00:00:00.000Z";
const PLANNED = "2026-11-04T11:00:00.000Z";
const HANDLES = ["lea", "tom", "nina", "ravi", "sofia", "sam"] as const;

async function aStory(seed: number): Promise<Run> {
  const run = await aRun({ ...WORLD, start: START });
  const { services, workspace } = run.app;
  const { between, whole, pick: oneOf } = chanceFrom(seed);
  const next = () => between(0, 1);
  const below = (count: number) => whole(0, count);
  const person = (handle: string) => getPersonByHandle(run.db, workspace.id, handle);
  const programs = await run.db.selectFrom("program").selectAll().orderBy("key").execute();
  const leadOf = async (key: string) => person(key === "atlas" ? "lea" : "tom");
  const sponsor = await person("sofia");
  await run.to("2026-11-02T10:00:00.000Z");
  for (let count = 0; count < 14; count += 1) {
    const program = oneOf([programs[0], programs[1]]);
    if (!program) throw new Error("No program");
    const raiser = await leadOf(program.key);
    const dueOn = next() < 0.8 ? addLocalDays("2026-10-28", below(30)) : null;
    const owner = await person(oneOf(program.key === "atlas" ? HANDLES : ["tom", "nina", "sam", "sofia"]));
    const given = { title: `Thing ${count}`, ownerId: owner.id, dueOn, sourceKey: `command:${count}` };
    const what: NewItem = oneOf<NewItem>([
      { ...given, type: "action", details: {} },
      { ...given, type: "issue", details: { blocksWork: true, whoCanUnblock: "Ops" } },
      { ...given, type: "issue", details: { blocksWork: true }, disclosure: "lead" },
      { ...given, type: "risk", details: { probability: 5, impact: 5 } },
      { ...given, type: "decision", details: {} },
      // Nobody decides what they ask themselves.
      {
        ...given,
        type: "request",
        details: { kind: "decision" },
        ...(owner.id === raiser.id && { ownerId: sponsor.id }),
      },
    ]);
    const item = await addItem({ ...services, actor: raiser }, { programId: program.id, ...what });
    if (item.type === "request" && next() < 0.4) {
      const until = addLocalDays("2026-11-06", below(14));
      await postpone({ ...services, actor: owner }, { itemId: item.id, until }).catch(() => undefined);
    }
  }
  for (const handle of ["tom", "sofia", "nina"]) {
    const from = addLocalDays("2026-11-05", below(20));
    const delegate = next() < 0.5 ? await person(oneOf(["lea", "ravi"])) : null;
    const away = await person(handle);
    const until = () => addLocalDays(from, 1 + below(8));
    if (next() < 0.7) await goAway({ ...services, actor: away }, { person: away, from, until: until(), delegate });
  }
  await run.as("ravi").command("/drumbeat help");
  await run.to(PLANNED);
  return run;
}

it("what is planned is what is sent, person by person, message by message, in set-ups by chance", async () => {
  const kinds = new Set<string>();
  for (const seed of [5, 6]) {
    const run = await aStory(seed);
    const now = run.clock.now();
    const plan = await Array.fromAsync(planOfWorkspace(run.db, run.app.workspace.id, { weeks: 4, now }));
    const until = addMs(now, 28 * DAY);
    await run.to(until);
    const sent = await sentIn(run, now, until);
    await run.stopApp();
    expect({ seed, ...differences(plannedSendings(plan), sent) }).toEqual({ seed, onlyPlanned: [], onlySent: [] });
    for (const { kind } of sent) kinds.add(kind);
  }
  expect([...kinds].sort()).toEqual(
    expect.arrayContaining(["request", "request-note", "request-reminder", "blocker", "item-reminder"]),
  );
}, 240_000);
