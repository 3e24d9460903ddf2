/** What the dossier says, where no other test says it as a whole: each ends in the name by which the dossier cites it. */

import { describe, expect, it, onTestFinished } from "vitest";
import { readAnswers } from "../../src/check-ins/use-cases.ts";
import { refusalOf } from "../../src/platform/errors.ts";
import { minutesAWeek } from "../../src/privacy/dossier/words.ts";
import { dueAfter, goesBefore } from "../../src/privacy/retention/rules.ts";
import { programOf, refuseUnlessMayChange } from "../../src/programs/use-cases.ts";
import { passUp } from "../../src/register/escalation/use-cases-acts.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { listItemsFor } from "../../src/register/use-cases-reading.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRun, arrivals, LEA, personIn, type Run, TOM } from "../support/run.ts";
import { answer, aTeamsDay } from "./a-story.ts";

const BLOCKED = "The certificates of the stores have expired";
const MOVED = "The import of France runs";

/** How many reminders were planned of each prompt that nobody answered, by its check-in. */
async function reminders(isTogether: boolean): Promise<Record<string, number[]>> {
  const cadences = ["daily-team", "weekly-progress"].map((template) => ({ key: template, program: "atlas", template }));
  const programs = [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }];
  const run = await aRun({ people: [LEA, TOM], programs, cadences, isTogether });
  await run.to("2026-11-16T00:00Z");
  const prompts = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .select(["prompt.id", "cadence.key"])
    .where("prompt.state", "in", ["sent", "missed"])
    .execute();
  const planned = await run.db
    .selectFrom("delivery")
    .select("subject")
    .where("kind", "=", "reminder")
    .where("updates_id", "is", null)
    .execute();
  const counts = prompts.map(({ id, key }) => ({
    key,
    count: planned.filter(({ subject }) => subject.includes(id)).length,
  }));
  const byKey = Map.groupBy(counts, ({ key }) => key);
  return Object.fromEntries([...byKey].map(([key, all]) => [key, [...new Set(all.map(({ count }) => count))].sort()]));
}

it("of each check-in there is one reminder at most, and none of a daily one where messages come together (one-reminder)", async () => {
  expect(await reminders(true)).toEqual({ "daily-team": [0], "weekly-progress": [1] });
  expect(await reminders(false)).toEqual({ "daily-team": [1], "weekly-progress": [1] });
});

describe("in a program", () => {
  it("an answer becomes an entry of the register, and a line for those who sponsor it (what-it-does)", async () => {
    const run = await aTeamsDay({ isTogether: true });
    await answer(run, "tom", { moved: MOVED, blocked: BLOCKED });
    const tom = await personIn(run, "tom");
    const items = await listItemsFor(run.app.services, tom, {});
    expect(items).toMatchObject([{ type: "issue", title: BLOCKED, raised_by: tom.id }]);
    await run.to("2026-11-06T18:00Z");
    const told = arrivals(run, "sofia").map(({ text }) => text);
    expect(told.join("\n")).toContain(MOVED);
  });

  it("answers are read one by one by those with a role that reads them, and by no admin for being one (readers-by-role)", async () => {
    const run = await aTeamsDay();
    await answer(run, "tom", { moved: MOVED, blocked: BLOCKED });
    await answer(run, "tom", { moved: "For the lead" }, "confidential");
    const rounds = await run.db
      .selectFrom("check_in")
      .innerJoin("cadence", "cadence.id", "check_in.cadence_id")
      .select(["cadence.key", "check_in.round_id"])
      .execute();
    const reads = async (handle: string, key: string) => {
      const round = rounds.find((each) => each.key === key);
      const person = await personIn(run, handle);
      const shown: string[] = [];
      const refused = await refusalOf("en", async () => {
        shown.push(JSON.stringify(await readAnswers(run.app.services, person, round?.round_id ?? "")));
      });
      return refused === null && shown.join("").includes(key === "daily" ? MOVED : "For the lead");
    };
    // Of the team's answers its team and lead; of those for the lead the lead alone.
    const may = { daily: ["lea", "nina", "ravi", "tom"], confidential: ["lea", "tom"] };
    for (const [key, named] of Object.entries(may))
      for (const handle of ["lea", "nina", "ravi", "tom", "sofia", "sam", run.sandbox.primaryOwner])
        expect(await reads(handle, key), `${handle}, ${key}`).toBe(named.includes(handle));
  });

  it("roles are given by its lead, its deputy and admins, and by nobody else (roles-named)", async () => {
    const run = await aTeamsDay();
    const { services, workspace } = run.app;
    const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    const program = await programOf(run.db, workspace.id, id);
    const may = async (handle: string) => {
      const person = await personIn(run, handle);
      return (await refusalOf("en", () => refuseUnlessMayChange(run.db, person, program, services))) === null;
    };
    for (const handle of ["lea", run.sandbox.primaryOwner]) expect(await may(handle), handle).toBe(true);
    for (const handle of ["tom", "nina", "sofia", "sam"]) expect(await may(handle), handle).toBe(false);
  });

  it("an entry from a team's answer is not for those above until somebody passes it up; one by hand is for all roles (register-readers)", async () => {
    const run = await aTeamsDay();
    const { services } = run.app;
    await answer(run, "tom", { moved: MOVED, blocked: BLOCKED });
    const [lea, tom] = [await personIn(run, "lea"), await personIn(run, "tom")];
    const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    await addItem(services, lea, id, {
      type: "risk",
      details: {},
      title: "The printer may be late",
      sourceKey: "test:risk",
      state: "open",
    });
    const titles = async (handle: string) =>
      (await listItemsFor(services, await personIn(run, handle), {})).map(({ title }) => title).sort();
    expect(await titles("nina")).toEqual([BLOCKED, "The printer may be late"]);
    expect(await titles("sofia")).toEqual(["The printer may be late"]);
    expect(await titles("sam")).toEqual([]);
    const [item] = await listItemsFor(services, tom, {});
    await passUpTo(run, item?.title === BLOCKED ? item.id : "");
    expect(await titles("sofia")).toEqual([BLOCKED, "The printer may be late"]);
  });
});

async function passUpTo(run: Run, itemId: string): Promise<void> {
  const said = { tried: "We asked.", effect: "No store.", options: "Renew.", recommendation: "Renew.", matter: null };
  await passUp(run.app.services, await personIn(run, "lea"), itemId, said);
}

describe.each(databases)("on %s", (name) => {
  it("of an absence its days and cover are kept, how it is known, and no reason (absence-days)", async () => {
    const db = await aDatabase(name);
    onTestFinished(() => db.destroy());
    const absence = (await db.introspection.getTables()).find((table) => table.name === "absence");
    expect(absence?.columns.map((column) => column.name).sort()).toEqual([
      "created_at",
      "delegate_person_id",
      "from_date",
      "id",
      "person_id",
      "source",
      "status_until",
      "until_date",
      "workspace_id",
    ]);
  });
});

it("the minutes of a check-in are one for each text and a quarter for any other question (minutes-estimated)", () => {
  const question = (isText: boolean) => ({ en: "?", fr: "?", isText });
  const questions = [question(true), question(true), question(false)];
  expect(minutesAWeek({ perYear: 52, questions })).toBe(2.25);
  expect(minutesAWeek({ perYear: 260, questions })).toBe(11.25);
});

it.each([
  // Announced on, goes on, and of what was kept six months the last day that goes with it.
  ["2026-11-21T09:00:00.000Z", "2027-01-01", "2026-07-01"],
  ["2026-12-02T00:00:00.000Z", "2027-01-01", "2026-07-01"],
  ["2026-12-02T00:00:00.001Z", "2027-02-01", "2026-08-01"],
])(
  "what is announced at %s goes on the first, %s, with what is from before %s (goes-on-the-first)",
  (now, on, before) => {
    const due = dueAfter(now);
    expect(due).toBe(`${on}T00:00:00.000Z`);
    expect(goesBefore(due, 6)).toBe(`${before}T00:00:00.000Z`);
  },
);
