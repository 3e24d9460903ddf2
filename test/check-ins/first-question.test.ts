/** *Ask the first question now*: what comes first by its rule goes to all whom it asks, once. */
import { describe, expect, it } from "vitest";
import { archiveCadence, pauseCadence } from "../../src/cadences/changes.ts";
import type { WrittenRule } from "../../src/cadences/recurrence/rule.ts";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { askFirstQuestion, inWords, programsNotAskedYet } from "../../src/check-ins/first-question.ts";
import { openDueRounds } from "../../src/check-ins/rounds/planning.ts";
import { replanPrompts } from "../../src/check-ins/rounds/replan-prompts.ts";
import { getPerson } from "../../src/people/people.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { answerTo, aRun, LEA, lastMessage, NINA, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";
import { servicesAt } from "../support/still-clock.ts";

const LABEL = "Ask the first question now";
const DAILY: WrittenRule = { every: "day", on: ["mo", "tu", "we", "th", "fr"], zone: "participant" };
const THURSDAYS: WrittenRule = { every: "week", on: ["th"], zone: "participant" };

/** Tom leads, with a deputy; the check-ins were made a moment ago. */
async function aProgram(now: string, { database = "SQLite" as DatabaseName, isDailyToo = true } = {}) {
  const db = await aDatabase(database);
  const record = await aRecord(db);
  const people = {
    tom: await record.person("tom", { zone: "Europe/London" }),
    dan: await record.person("dan", { zone: "Europe/London" }),
    priya: await record.person("priya", { zone: "Europe/London" }),
    jonas: await record.person("jonas", { zone: "Pacific/Auckland" }),
  };
  const { tom, dan, priya, jonas } = people;
  const program = await record.program("loyalty", { seats: { lead: [tom], deputy: [dan], team: [priya, jonas] } });
  await record.cadence(program, { rule: THURSDAYS, audience: ["lead"] });
  if (isDailyToo) await record.cadence(program, { rule: DAILY, audience: ["team"] });
  const services = servicesAt(db, now);
  const created = new Date(Date.parse(now) - 60_000).toISOString();
  await db.updateTable("cadence").set({ created_at: created, next_check_at: created }).execute();
  const { workspaceId } = record;
  const by = async (person: RecordedPerson) => ({ ...services, actor: await getPerson(db, workspaceId, person.id) });
  return {
    ...people,
    db,
    services,
    by,
    record,
    workspaceId,
    programId: program.id,
    cadences: await db.selectFrom("cadence").select(["id", "rule"]).execute(),
    press: async (person: RecordedPerson) => askFirstQuestion(await by(person), program.id),
    prompts: () =>
      db
        .selectFrom("prompt")
        .innerJoin("round", "round.id", "prompt.round_id")
        .innerJoin("person", "person.id", "prompt.person_id")
        .select(["round.key", "person.handle", "prompt.state", "prompt.opens_at", "prompt.due_at"])
        .orderBy("round.key")
        .orderBy("person.handle")
        .execute(),
    async tickAt(...instants: string[]) {
      for (const at of instants) {
        services.clock.at = at;
        await openDueRounds(services);
      }
    },
  };
}

type Story = Awaited<ReturnType<typeof aProgram>>;

async function reachedBy(story: Story, person = story.tom) {
  const result = await story.press(person);
  if (result.kind !== "asked") return result.kind;
  return result.reached.map(({ name, at, because }) => [name, at, because]);
}

async function leave(story: Story, person: RecordedPerson, until: string): Promise<void> {
  const { actor, ...services } = await story.by(person);
  await goAway({ ...services, actor }, { person: actor, from: "2026-11-02", until, delegate: null });
}

const MONDAY_TEN = "2026-11-02T10:00:00.000Z";

describe.each(databases)("what comes first (%s)", (database) => {
  it("is asked now as the round that would have come next, which asks nobody again", async () => {
    const story = await aProgram(MONDAY_TEN, { database });
    expect(await reachedBy(story)).toEqual([
      ["priya", MONDAY_TEN, null],
      ["jonas", "2026-11-02T19:00:00.000Z", "quiet-hours"],
    ]);
    const asked = await story.prompts();
    expect(asked).toEqual([
      {
        key: "2026-11-03",
        handle: "jonas",
        state: "planned",
        opens_at: MONDAY_TEN,
        due_at: "2026-11-03T04:00:00.000Z",
      },
      {
        key: "2026-11-03",
        handle: "priya",
        state: "planned",
        opens_at: MONDAY_TEN,
        due_at: "2026-11-03T17:00:00.000Z",
      },
    ]);
    // Somebody has moved: what was asked by hand is no later for it.
    await inTransaction(story.db, (tx) => replanPrompts(tx, story.workspaceId));
    await story.tickAt("2026-11-03T00:00:00.000Z", "2026-11-03T09:00:00.000Z");
    expect(await story.prompts()).toEqual(asked);
    expect(await story.press(story.dan)).toMatchObject({ kind: "already", at: MONDAY_TEN });
  });
});

describe("the first question", () => {
  it("is asked once by two presses at once", async () => {
    const story = await aProgram(MONDAY_TEN);
    const kinds = await Promise.all([story.press(story.tom), story.press(story.dan)]);
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(["already", "asked"]);
    expect(await story.prompts()).toHaveLength(2);
  });

  it("is said to be asked where its round is open by its rule", async () => {
    const story = await aProgram(MONDAY_TEN);
    await story.tickAt("2026-11-02T20:00:00.000Z");
    const programs = { workspaceId: story.workspaceId, programIds: [story.programId] };
    expect(await programsNotAskedYet(story.services, story.db, programs)).toEqual(new Set());
    expect(await reachedBy(story)).toBe("already");
  });

  it("leaves nobody less than two hours to answer", async () => {
    // Jonas's Monday has gone, Priya's opens in a moment for the first time.
    const story = await aProgram("2026-11-02T16:00:00.000Z");
    await story.db.updateTable("cadence").set({ created_at: "2026-11-01T00:00:00.000Z" }).execute();
    await story.press(story.tom);
    expect((await story.prompts()).map(({ key, handle, due_at: due }) => [key, handle, due])).toEqual([
      ["2026-11-02", "jonas", "2026-11-02T20:00:00.000Z"],
      ["2026-11-02", "priya", "2026-11-03T09:00:00.000Z"],
    ]);
  });

  it("pressed on Friday evening comes on Monday, within the hours of each", async () => {
    const story = await aProgram("2026-11-06T20:30:00.000Z");
    expect(await reachedBy(story)).toEqual([
      ["priya", "2026-11-09T08:00:00.000Z", "quiet-hours"],
      ["jonas", "2026-11-08T19:00:00.000Z", "not-a-working-day"],
    ]);
  });

  it("passes over whoever is away, and is not asked while nobody is there", async () => {
    const story = await aProgram(MONDAY_TEN);
    await leave(story, story.jonas, "2026-11-13");
    expect(await reachedBy(story)).toEqual([
      ["priya", MONDAY_TEN, null],
      ["jonas", null, null],
    ]);
    const alone = await aProgram(MONDAY_TEN, { isDailyToo: false });
    await leave(alone, alone.tom, "2027-10-31");
    expect(await reachedBy(alone)).toBe("nobody");
    expect(await alone.db.selectFrom("round").select("id").execute()).toEqual([]);
  });

  it("is what still runs: neither what is paused or ended, nor in a closed program, nor by whoever leads no more", async () => {
    const story = await aProgram(MONDAY_TEN);
    const [weekly, daily] = story.cadences;
    const tom = await story.by(story.tom);
    await pauseCadence(tom, { cadenceId: daily?.id ?? "", reason: "Rest", resumesOn: null });
    await story.db
      .updateTable("seat")
      .set({ until_date: "2026-11-01" })
      .where("person_id", "=", story.tom.id)
      .execute();
    await expect(story.press(story.tom)).rejects.toMatchObject({ code: "PROGRAM_NOT_YOURS" });
    await story.db.updateTable("seat").set({ until_date: null }).execute();
    await archiveCadence(tom, { cadenceId: weekly?.id ?? "" });
    expect(await reachedBy(story)).toBe("no-check-in");
    const ended = await aProgram(MONDAY_TEN, { isDailyToo: false });
    const rule = JSON.stringify({ ...THURSDAYS, until: "2026-11-01" });
    await ended.db.updateTable("cadence").set({ rule }).execute();
    expect(await reachedBy(ended)).toBe("nobody");
    await closeProgram(await ended.by(ended.tom), { programId: ended.programId });
    expect(await reachedBy(ended)).toBe("closed");
  });
});

it("is answered in words of each language, with the hour of whoever gets it later and why", async () => {
  const story = await aProgram(MONDAY_TEN);
  const result = await story.press(story.tom);
  const said = (locale: string) =>
    inWords({ locale, zone: "Europe/London", today: "2026-11-02" }, result, "Loyalty").replaceAll("\u00a0", " ");
  expect(said("en-GB")).toBe(
    "priya gets *Daily check-in* now; jonas on Mon 2 Nov, 19:00 (outside their hours). It was to come on Mon 2 Nov, 20:00, and isn’t asked again then; answers are due on Tue 3 Nov.",
  );
  expect(said("fr-FR")).toBe(
    "priya reçoit *Point quotidien* maintenant ; jonas le lun. 2 nov. à 19 h (hors horaires de travail). Cette question, prévue le lun. 2 nov. à 20 h, n’est pas posée une seconde fois ; réponses attendues pour le mar. 3 nov.",
  );
  const again = await story.press(story.tom);
  expect(inWords({ locale: "en-GB", zone: "Europe/London" }, again, "Loyalty").replaceAll("\u00a0", " ")).toBe(
    "The first question is asked already: *Daily check-in*, Mon 2 Nov, 10:00. Nobody is asked twice.",
  );
});

describe("the button", () => {
  it("stands in the answer to the set-up and on Home until it is pressed, and says who gets what when", async () => {
    const run = await aRun({ programs: [], cadences: [], people: [TOM, NINA, SOFIA, LEA], isTogether: true });
    await run.to("2026-11-02T13:00Z");
    const tom = run.as("tom");
    await tom.press(await answerTo(run, "tom", "/drumbeat"), { label: "Create a program" });
    await tom.waitForView();
    tom.fill("title", "Loyalty");
    tom.fill("sponsors", ["sofia"]);
    tom.fill("team:0", ["nina", "lea"]);
    tom.fill("rhythms", ["daily", "monthly"]);
    await tom.submit();
    expect(textOf(await tom.waitForView())).toContain(`[${LABEL}]`);
    expect((await openHome(run, "tom")).join()).toContain(`[${LABEL}]`);
    expect((await openHome(run, "nina")).join()).not.toContain(LABEL);

    await tom.pressInView({ label: LABEL });
    expect(textOf(await tom.waitForView())).toContain("Nina Diaz and Léa Martin get *Daily team check-in* now.");
    await run.settle();
    expect(textOf(lastMessage(run, "lea"))).toContain("Point quotidien");
    expect((await openHome(run, "tom")).join()).not.toContain(LABEL);
    await run.to("2026-11-03T23:00Z");
    const askedIn = async (handle: string) => (await sentAs(run, "prompt", handle)).map(({ at }) => at.slice(0, 16));
    expect(await askedIn("lea")).toEqual(["2026-11-02T13:00", "2026-11-03T08:00"]);
    expect(await askedIn("nina")).toEqual(["2026-11-02T13:00", "2026-11-03T14:00"]);
  });
});
