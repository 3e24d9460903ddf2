import { describe, expect, it } from "vitest";
import { preferencesOf, savePreferences } from "../../src/people/preferences.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { databases } from "../support/databases.ts";
import {
  aRun,
  arrivals,
  atAnyHour,
  LEA,
  leaveSlack,
  NINA,
  personIn,
  type Run,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const QUESTIONS = [{ key: "progress", type: "long-text", label: { en: "What moved?", fr: "Quoi de neuf ?" } }];

async function promptTimes(run: Run, handle: string): Promise<string[]> {
  return (await sentAs(run, "prompt", handle)).map(({ at }) => at);
}

async function reminderTimes(run: Run, handle: string): Promise<string[]> {
  return (await sentAs(run, "reminder", handle)).map(({ at }) => at);
}

/** The states of this person's prompts, in order of their rounds. */
async function promptStates(run: Run, handle: string): Promise<string[]> {
  const rows = await run.db
    .selectFrom("prompt")
    .innerJoin("person", "person.id", "prompt.person_id")
    .innerJoin("round", "round.id", "prompt.round_id")
    .select(["round.key", "prompt.state"])
    .where("person.handle", "=", handle)
    .orderBy("round.key")
    .execute();
  return rows.map(({ key, state }) => `${key} ${state}`);
}

describe.each(databases)("asking, on %s", (database) => {
  it("asks each person once a working day, at the rule's time of their own day", async () => {
    const run = await aRun({ database });
    await run.to("2026-11-04T00:00Z");
    expect(await promptTimes(run, "ravi")).toEqual(["2026-11-02T04:00:00.000Z", "2026-11-03T04:00:00.000Z"]);
    expect(await promptTimes(run, "tom")).toEqual(["2026-11-02T09:30:00.000Z", "2026-11-03T09:30:00.000Z"]);
    expect(await promptTimes(run, "nina")).toEqual(["2026-11-02T14:30:00.000Z", "2026-11-03T14:30:00.000Z"]);
    // The lead is not in the audience, the sponsor neither.
    expect(await promptTimes(run, "lea")).toEqual([]);
    expect(await promptTimes(run, "sofia")).toEqual([]);
  });

  it("reminds nobody of a daily check-in", async () => {
    const run = await aRun({ database });
    await run.to("2026-11-03T00:00Z");
    for (const handle of ["tom", "nina", "ravi"]) expect(await reminderTimes(run, handle)).toEqual([]);
  });
});

it("reminds of a daily check-in two hours before it is due where its lead turned that on (M1)", async () => {
  const questions = [{ key: "progress", type: "text", label: "Done?", feeds: "progress" }];
  const rule = { every: "day", on: ["mo"], zone: "participant", remind: true };
  const run = await aRun({ cadences: [{ key: "daily", program: "atlas", questions, rule, audience: ["team"] }] });
  await run.to("2026-11-02T16:00Z");
  expect(await reminderTimes(run, "tom")).toEqual(["2026-11-02T15:00:00.000Z"]);
  expect(await reminderTimes(run, "ravi")).toEqual(["2026-11-02T09:30:00.000Z"]);
});

it("reminds of any other in the morning message, also where that comes two hours before it is due", async () => {
  const rule = { every: "week", on: ["mo"], zone: "participant" };
  const weekly = { key: "weekly", program: "atlas", questions: QUESTIONS, rule, audience: ["team"] };
  const run = await aRun({ cadences: [weekly], isTogether: true });
  const tom = await personIn(run, "tom");
  const { id } = tom;
  await inTransaction(run.db, async (tx) => {
    const before = await preferencesOf(tx, tom.workspace_id, id);
    await savePreferences(run.app.services, tx, tom, { ...before, preferredAt: "15:00" });
  });
  await run.to("2026-11-04T00:00Z");
  const reminders = await run.db
    .selectFrom("delivery")
    .select(["due_at", "lane"])
    .where("kind", "=", "reminder")
    .where("person_id", "=", id)
    .execute();
  expect(reminders).toEqual([{ due_at: "2026-11-03T15:00:00.000Z", lane: "morning" }]);
});

describe("the time of a prompt", () => {
  it("stays at the same time of day when the clocks change", async () => {
    const run = await aRun({ start: "2026-10-22T00:00:00.000Z" });
    await run.to("2026-11-03T00:00Z");
    const tom = await promptTimes(run, "tom");
    // London leaves summer time on 25 October, New York on 1 November.
    expect(tom.slice(0, 3)).toEqual([
      "2026-10-22T08:30:00.000Z",
      "2026-10-23T08:30:00.000Z",
      "2026-10-26T09:30:00.000Z",
    ]);
    const nina = await promptTimes(run, "nina");
    expect(nina.filter((at) => at < "2026-11-01").every((at) => at.endsWith("T13:30:00.000Z"))).toBe(true);
    expect(nina.at(-1)).toBe("2026-11-02T14:30:00.000Z");
    expect(tom).toHaveLength(8);
    expect(nina).toHaveLength(8);
  });

  it("moves forward when the day skips it, and comes once when the day has it twice", async () => {
    const cadences = [
      {
        key: "night",
        program: "atlas",
        questions: QUESTIONS,
        audience: ["lead"],
        rule: { every: "day", on: ["sa", "su"], at: "02:30", zone: "participant" },
      },
    ];
    const autumn = await aRun({ cadences, start: "2026-10-24T12:00:00.000Z" });
    await atAnyHour(autumn, "lea");
    await autumn.to("2026-10-26T12:00Z");
    // 02:30 comes at +02:00 and again at +01:00: the first counts.
    expect(await promptTimes(autumn, "lea")).toEqual(["2026-10-25T00:30:00.000Z"]);
    const spring = await aRun({ cadences, start: "2027-03-27T12:00:00.000Z" });
    await atAnyHour(spring, "lea");
    await spring.to("2027-03-29T12:00Z");
    // From 02:00 it is 03:00: the prompt comes at 03:30, summer time.
    expect(await promptTimes(spring, "lea")).toEqual(["2027-03-28T01:30:00.000Z"]);
  });

  it("follows weekly and monthly rules, each with its reminder before it is due", async () => {
    const run = await aRun({
      cadences: [
        { key: "weekly", program: "atlas", template: "weekly-progress" },
        { key: "monthly", program: "atlas", template: "monthly-executive" },
        {
          key: "friday",
          program: "atlas",
          questions: QUESTIONS,
          audience: ["tom"],
          rule: { every: "week", on: ["fr"], at: "10:00", zone: "Europe/London" },
        },
      ],
    });
    await run.to("2026-11-14T00:00Z");
    expect(await promptTimes(run, "lea")).toEqual(["2026-11-05T08:00:00.000Z", "2026-11-12T08:00:00.000Z"]);
    expect(await reminderTimes(run, "lea")).toEqual(["2026-11-06T08:00:00.000Z", "2026-11-13T08:00:00.000Z"]);
    expect(await promptTimes(run, "tom")).toEqual(["2026-11-06T10:00:00.000Z", "2026-11-13T10:00:00.000Z"]);
    // On the morning of the Monday on which it is due.
    expect(await reminderTimes(run, "tom")).toEqual(["2026-11-09T09:00:00.000Z"]);
    await run.to("2026-12-01T12:00Z");
    // The last working day of November.
    expect((await promptTimes(run, "lea")).slice(-2)).toEqual(["2026-11-26T08:00:00.000Z", "2026-11-30T08:00:00.000Z"]);
  });

  it("follows a person who moves to another zone", async () => {
    const run = await aRun();
    await run.to("2026-11-02T12:00Z");
    run.sandbox.misbehave({ do: "move", handle: "tom", tz: "Asia/Tokyo" });
    await run.to("2026-11-05T00:00Z");
    expect(await promptTimes(run, "tom")).toEqual([
      "2026-11-02T09:30:00.000Z",
      "2026-11-03T00:30:00.000Z",
      "2026-11-04T00:30:00.000Z",
    ]);
  });
});

describe("a prompt that gets no answer", () => {
  it("is open until the next one opens, then it is missed", async () => {
    const run = await aRun();
    await run.to("2026-11-03T14:29Z");
    expect(await promptStates(run, "nina")).toEqual(["2026-11-02 sent", "2026-11-03 planned"]);
    await run.to("2026-11-03T14:31Z");
    expect(await promptStates(run, "nina")).toEqual(["2026-11-02 missed", "2026-11-03 sent"]);
  });
});

describe("those who need not answer", () => {
  it("excuses who is away, without prompt or reminder, and asks again when they are back", async () => {
    const run = await aRun();
    await run.to("2026-11-02T12:00Z");
    await run.as("tom").command("/drumbeat away");
    await run.as("tom").waitForView();
    run.as("tom").fill("until", "2026-11-04");
    const saved = await run.as("tom").submit();
    expect(JSON.stringify(saved)).toContain("what is open is excused.");
    await run.to("2026-11-05T12:00Z");
    expect(await promptTimes(run, "tom")).toEqual(["2026-11-02T09:30:00.000Z", "2026-11-05T09:30:00.000Z"]);
    expect(await reminderTimes(run, "tom")).toEqual([]);
    expect(await promptStates(run, "tom")).toEqual([
      "2026-11-02 excused",
      "2026-11-03 excused",
      "2026-11-04 excused",
      "2026-11-05 sent",
    ]);
    const [first] = await sentAs(run, "prompt", "tom");
    expect(first?.text).toContain("You’re away, so there’s nothing to do here.");
  });

  it("sends nothing to somebody whose account was deactivated, be it between planning and sending (left-asked-no-more)", async () => {
    const run = await aRun();
    await atAnyHour(run, "lea");
    // The round was made at four o'clock, for Ravi; Tom's prompt is planned for half past nine.
    await run.to("2026-11-02T05:00Z");
    expect(await promptStates(run, "tom")).toEqual(["2026-11-02 planned"]);
    await leaveSlack(run, "tom");
    await run.to("2026-11-04T00:00Z");
    expect(arrivals(run, "tom")).toEqual([]);
    expect(await promptTimes(run, "nina")).toHaveLength(2);
  });

  it("sends nothing to somebody whose seat has ended, and asks nobody twice when they come back", async () => {
    const run = await aRun();
    await run.to("2026-11-02T12:00Z");
    const tom = await run.db.selectFrom("person").select("id").where("handle", "=", "tom").executeTakeFirstOrThrow();
    const seats = run.db.updateTable("seat").where("person_id", "=", tom.id);
    await seats.set({ until_date: "2026-11-02" }).execute();
    await run.to("2026-11-04T00:00Z");
    expect(await promptTimes(run, "tom")).toEqual(["2026-11-02T09:30:00.000Z"]);
    await seats.set({ until_date: null }).execute();
    await run.to("2026-11-05T00:00Z");
    expect(await promptTimes(run, "tom")).toEqual(["2026-11-02T09:30:00.000Z", "2026-11-04T09:30:00.000Z"]);
  });
});

describe("what a prompt says", () => {
  it("explains itself the first time ever, and only then", async () => {
    const run = await aRun();
    await run.to("2026-11-03T12:00Z");
    const [first, second] = await sentAs(run, "prompt", "tom");
    expect(first?.text).toBe(
      [
        "Léa Martin leads *Atlas*. Workspace Owner set this rhythm: every day from Monday to Friday at 9:30, at each person’s own time. Your team and Léa read your answers; only what you track or ask for goes higher. Kept for 6 months. No score, no response times, no ranking. Questions: Workspace Owner.",
        "[What is kept about me]",
        "Daily team check-in · Atlas",
        "Monday\u00a02\u00a0November · due Mon\u00a02\u00a0Nov, 17:00",
        "What’s moving forward today and what’s in the way, in under a minute.",
        "[Check in] [Nothing to report] [Later] ⋯Skip this time ⋯I’m away… ⋯Stop asking me this… ⋯Why did I get this?",
        "Stays in the team; only what you track or ask for goes higher.",
      ].join("\n"),
    );
    expect(second?.text).toBe(
      [
        "Daily team check-in · Atlas",
        "Tuesday\u00a03\u00a0November · due Tue\u00a03\u00a0Nov, 17:00",
        "What’s moving forward today and what’s in the way, in under a minute.",
        "[Check in] [Nothing to report] [Later] ⋯Skip this time ⋯I’m away… ⋯Stop asking me this… ⋯Why did I get this?",
        "Stays in the team; only what you track or ask for goes higher.",
      ].join("\n"),
    );
    // Notifications and screen readers get a sentence that stands alone.
    expect(first?.message.text).toBe("Daily team check-in for Atlas, due Mon\u00a02\u00a0Nov, 17:00.");
  });

  it("is in the reader's language, with dates in the reader's zone and who will read the answer", async () => {
    const run = await aRun({
      programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["lea", "nina"] }],
      people: [LEA, NINA, SOFIA, TOM],
      cadences: [
        {
          key: "weekly",
          program: "atlas",
          template: "weekly-progress",
          audience: ["team"],
          disclosure: "lead",
          rule: { every: "week", on: ["th"], at: "14:00", zone: "Europe/Paris" },
        },
        { key: "monthly", program: "atlas", template: "monthly-executive" },
      ],
    });
    await run.to("2026-11-05T14:00Z");
    const [lea] = await sentAs(run, "prompt", "lea");
    expect(lea?.at).toBe("2026-11-05T13:00:00.000Z");
    expect(lea?.text).toContain("Point hebdomadaire · Atlas");
    expect(lea?.text).toContain("semaine du 2\u00a0nov. · échéance\u00a0: ven.\u00a06\u00a0nov. à\u00a017\u00a0h");
    expect(lea?.text).toContain("[Faire le point] [Plus tard]");
    expect(lea?.text).toContain("Visible uniquement par les responsables du programme, jamais dans un message.");
    const [nina] = await sentAs(run, "prompt", "nina");
    expect(nina?.at).toBe("2026-11-05T13:00:00.000Z");
    expect(nina?.text).toContain("week of Nov\u00a02 · due Fri,\u00a0Nov\u00a06, 11:00\u00a0AM");
    expect(nina?.text).toContain("Visible to the program’s lead only, never in a message.");
    await run.to("2026-11-30T12:00Z");
    const monthly = (await sentAs(run, "prompt", "lea")).at(-1);
    expect(monthly && textOf(monthly.message)).toContain(
      "novembre 2026 · échéance\u00a0: mar.\u00a01er\u00a0déc. à\u00a017\u00a0h",
    );
    expect(monthly?.text).toContain(
      "Visible par les responsables du programme, les sponsors et le comité de pilotage.",
    );
  });
});
