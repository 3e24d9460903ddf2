import { describe, expect, it } from "vitest";
import { getPersonByHandle } from "../../src/people/use-cases.ts";
import { inZone } from "../../src/platform/time.ts";
import { programByKey } from "../../src/programs/use-cases.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, LEA, type Run, SOFIA, TOM } from "../support/run.ts";

const QUESTIONS = [{ key: "moved", type: "long-text", label: "What moved?", feeds: "progress" }];
const daily = (program: string, at: string) => ({
  key: `daily-${program}`,
  program,
  questions: QUESTIONS,
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at, zone: "participant" },
  audience: ["team"],
});
const PROGRAMS = [
  { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] },
  { key: "borea", title: "Borea", lead: "lea", sponsors: ["sofia"], team: ["tom"] },
];

/** Two programs, which ask their team at different times of the morning. */
async function twoPrograms(
  database: (typeof databases)[number] = "SQLite",
  others: readonly { key: string; program: string; template: string }[] = [],
): Promise<Run> {
  return aRun({
    database,
    isTogether: true,
    people: [LEA, TOM, SOFIA],
    programs: PROGRAMS,
    cadences: [daily("atlas", "09:00"), daily("borea", "10:00"), ...others],
  });
}

/** Day and time at which each message came, in the person's zone. */
const times = (run: Run, handle: string, zone: string) =>
  arrivals(run, handle).map(({ at }) => {
    const local = inZone(at, zone);
    return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: "minute" })}`;
  });

describe.each(databases)("a week with messages together, on %s", (database) => {
  it("is one message a morning to the team, and a message at the beginning of the week to the lead", async () => {
    const run = await twoPrograms(database);
    await run.to("2026-11-09T12:00:00.000Z");
    // On the first day nobody knows of the second check-in; from then on both come with the later one.
    expect(times(run, "tom", TOM.tz)).toEqual([
      "2026-11-02 09:00",
      "2026-11-02 10:00",
      "2026-11-03 10:00",
      "2026-11-04 10:00",
      "2026-11-05 10:00",
      "2026-11-06 10:00",
      "2026-11-09 10:00",
      // The digest of the week.
      "2026-11-09 11:00",
    ]);
    const morning = arrivals(run, "tom").at(-2)?.text ?? "";
    expect(morning.split("\n")[0]).toBe("*Monday\u00a09\u00a0November: 1 update for you*");
    expect(morning).toContain("Your morning message.");
    // Who was silent each day, and an hour later the digest.
    expect(times(run, "lea", LEA.tz)).toEqual(["2026-11-09 09:00", "2026-11-09 10:00"]);
    expect(arrivals(run, "lea")[0]?.text).toContain("Votre message pour la semaine.");
  });
});

it("says in somebody's first message, among others as well, who asks, how often, and when it comes (SLOT1)", async () => {
  const run = await aRun({
    isTogether: true,
    people: [LEA, TOM, SOFIA],
    programs: PROGRAMS,
    cadences: [daily("atlas", "09:00"), daily("borea", "09:00")],
  });
  await run.to("2026-11-02T12:00:00.000Z");
  const [first] = arrivals(run, "tom");
  expect(first?.text).toContain(
    "*Your first message from Drumbeat.* You’re getting this because of your role in Atlas (led by Léa Martin) and Borea (led by Léa Martin). How often: every day from Monday to Friday at 9:00, at each person’s own time. You get one message each morning; what can’t wait arrives right away. `/drumbeat preferences` sets your hours and how many messages you get.",
  );
  await run.to("2026-11-03T12:00:00.000Z");
  const [, second] = arrivals(run, "tom");
  expect(second?.text).toContain("Tuesday\u00a03\u00a0November");
  expect(second?.text).not.toContain("first message");
});

it("tells a sponsor once, on the day of their weekly message, what is asked of them", async () => {
  const run = await twoPrograms();
  await run.to("2026-11-02T18:00:00.000Z");
  expect(times(run, "sofia", SOFIA.tz)).toEqual([]);
  await run.to("2026-11-12T18:00:00.000Z");
  const [first, ...others] = arrivals(run, "sofia");
  expect(first?.at).toBe("2026-11-03T09:00:00.000Z");
  expect(first?.text).toBe(
    "*What to expect from Drumbeat*: one message a week, on Tuesday, with what’s waiting for you, plus your digests. Anything needed sooner arrives right away.\n[Another day…]\n⋯Why did I get this?",
  );
  expect(others.filter(({ text }) => text.includes("What Drumbeat asks"))).toEqual([]);
});

it("tells a sponsor who has other roles as well that these bring mornings (SLOT1)", async () => {
  const programs = [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["tom"], team: ["tom"] }];
  const run = await aRun({
    isTogether: true,
    people: [LEA, TOM, SOFIA],
    programs,
    cadences: [daily("atlas", "09:00")],
  });
  await run.to("2026-11-03T12:00:00.000Z");
  const told = arrivals(run, "tom").find(({ text }) => text.includes("What to expect from Drumbeat"));
  expect(told?.text).toContain("arrives right away. Messages for your other roles arrive in the morning.");
});

it("has below what begins a lead's week how their programs stand and what comes in it (SLOT6)", async () => {
  const monthly = { key: "monthly", program: "atlas", template: "monthly-executive" };
  const run = await twoPrograms("SQLite", [monthly]);
  const { services, workspace } = run.app;
  const lea = await getPersonByHandle(run.db, workspace.id, "lea");
  const atlas = await programByKey(run.db, workspace.id, "atlas");
  const action = (title: string, dueOn: string) =>
    addItem(services, lea, atlas?.id ?? "", {
      type: "action",
      title,
      details: {},
      sourceKey: `command:${title}`,
      ownerId: lea.id,
      dueOn,
      disclosure: "program",
    });
  await action("Call the vendor", "2026-11-06");
  await action("Sign the contract", "2026-12-18");
  await run.to("2026-11-30T12:00:00.000Z");
  const ofWeeks = arrivals(run, "lea").filter(({ text }) => text.includes("Votre message pour la semaine."));
  const weeks = ofWeeks.map(({ text }) =>
    text.replaceAll("\u00a0", " ").slice(text.indexOf("*Vos programmes")).split("\n").slice(0, 4),
  );
  expect(weeks.map(([, , ofAtlas]) => ofAtlas)).toEqual([
    "Atlas · 2 éléments ouverts au registre, dont 1 en retard",
    "Atlas · 2 éléments ouverts au registre, dont 1 en retard",
    "Atlas · 2 éléments ouverts au registre, dont 1 en retard",
    "Atlas · 2 éléments ouverts au registre, dont 1 en retard · Synthèse mensuelle, novembre 2026 : pour Sofia Rossi, le jeu. 3 déc.",
  ]);
  expect(weeks[0]).toEqual([
    "*Vos programmes cette semaine*",
    "[Voir ce qui vient]",
    "Atlas · 2 éléments ouverts au registre, dont 1 en retard",
    "Borea · rien d’ouvert au registre",
  ]);
});

it("comes at the hour that somebody has chosen, before the time of the check-in", async () => {
  const run = await twoPrograms();
  const { id, workspace_id } = await run.db
    .selectFrom("person")
    .select(["id", "workspace_id"])
    .where("handle", "=", "tom")
    .executeTakeFirstOrThrow();
  await run.db
    .insertInto("person_preference")
    .values({
      workspace_id,
      person_id: id,
      working_days: null,
      hours_from: null,
      hours_to: null,
      preferred_at: "08:15",
      language: null,
      holiday_region: null,
      cap_per_day: null,
      cap_per_week: null,
      takes_urgent: 0,
      messages_come: null,
      weekly_on: null,
      uses_slack_status: 0,
      updated_at: run.clock.now(),
    })
    .execute();
  await run.to("2026-11-03T12:00:00.000Z");
  expect(times(run, "tom", TOM.tz)).toEqual(["2026-11-02 08:15", "2026-11-03 08:15"]);
});
