import { describe, expect, it } from "vitest";
import { preferencesOf, savePreferences } from "../../src/people/preferences.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
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

it("reminds of a daily check-in two hours before it is due where its lead turned that on, else never", async () => {
  const rule = { every: "day", on: ["mo"], zone: "participant" };
  const daily = { key: "daily", program: "atlas", questions: QUESTIONS, audience: ["team"] };
  const run = await aRun({
    cadences: [
      { ...daily, rule: { ...rule, remind: true }, audience: ["tom", "ravi"] },
      { ...daily, key: "plain", rule, audience: ["nina"] },
    ],
  });
  await run.to("2026-11-03T00:00Z");
  expect(await reminderTimes(run, "tom")).toEqual(["2026-11-02T15:00:00.000Z"]);
  expect(await reminderTimes(run, "ravi")).toEqual(["2026-11-02T09:30:00.000Z"]);
  expect(await reminderTimes(run, "nina")).toEqual([]);
});

it("reminds of any other in the morning message, also where that comes two hours before it is due", async () => {
  const rule = { every: "week", on: ["mo"], zone: "participant" };
  const weekly = { key: "weekly", program: "atlas", questions: QUESTIONS, rule, audience: ["team"] };
  const run = await aRun({ cadences: [weekly], isTogether: true });
  const tom = await personIn(run, "tom");
  const { id } = tom;
  await inTransaction(run.db, async (tx) => {
    const before = await preferencesOf(tx, tom.workspace_id, id);
    await savePreferences({ ...run.app.services, db: tx, actor: tom }, { ...before, preferredAt: "15:00" });
  });
  await run.to("2026-11-04T00:00Z");
  const reminders = await run.db
    .selectFrom("delivery")
    .select(["due_at", "lane"])
    .where("kind", "=", "reminder")
    .where("person_id", "=", id)
    .execute();
  expect(reminders).toEqual([{ due_at: "2026-11-03T15:00:00.000Z", lane: "weekly" }]);
});

it("sends nothing to somebody whose account was deactivated, be it between planning and sending", async () => {
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

describe("what a prompt says", () => {
  it("explains itself the first time ever, and only then", async () => {
    const run = await aRun();
    await run.to("2026-11-03T12:00Z");
    const [first, second] = await sentAs(run, "prompt", "tom");
    expect(first?.text).toBe(
      [
        "Léa Martin leads *Atlas*. Workspace Owner set this rhythm: every day from Monday to Friday at 9:30, at each person’s own time. Your team and Léa, and any deputy or program office, read your answers; only what you track or ask for goes higher. The program’s channel may show your answers to its members. Kept for 6 months. No score, no response times, no ranking. Questions: Workspace Owner.",
        "[What is kept about me]",
        "Daily team check-in · Atlas",
        "Monday\u00a02\u00a0November · due Mon\u00a02\u00a0Nov, 17:00",
        "What’s moving forward today and what’s in the way, in under a minute.",
        "[Check in] [Nothing to report] [Later] ⋯Skip this time ⋯I’m away… ⋯Stop asking me this… ⋯Why did I get this?",
      ].join("\n"),
    );
    expect(second?.text).toBe(
      [
        "Daily team check-in · Atlas",
        "Tuesday\u00a03\u00a0November · due Tue\u00a03\u00a0Nov, 17:00",
        "What’s moving forward today and what’s in the way, in under a minute.",
        "[Check in] [Nothing to report] [Later] ⋯Skip this time ⋯I’m away… ⋯Stop asking me this… ⋯Why did I get this?",
        "Your team and Léa, and any deputy or program office, read your answers; only what you track or ask for goes higher. The program’s channel may show your answers to its members.",
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
    expect(lea?.text).toContain(
      "Seuls les responsables du programme, et le bureau des programmes s’il y en a un, peuvent lire vos réponses, jamais dans un message.",
    );
    const [nina] = await sentAs(run, "prompt", "nina");
    expect(nina?.at).toBe("2026-11-05T13:00:00.000Z");
    expect(nina?.text).toContain("week of Nov\u00a02 · due Fri,\u00a0Nov\u00a06, 11:00\u00a0AM");
    expect(nina?.text).toContain(
      "Only the program’s leads and any program office can read your answers, never in a message.",
    );
    await run.to("2026-11-30T12:00Z");
    const monthly = (await sentAs(run, "prompt", "lea")).at(-1);
    expect(monthly && textOf(monthly.message)).toContain(
      "novembre 2026 · échéance\u00a0: mar.\u00a01er\u00a0déc. à\u00a017\u00a0h",
    );
    expect(monthly?.text).toContain(
      "Les responsables, le bureau des programmes s’il y en a un, les sponsors et les comités de pilotage dont le programme relève, avec leur secrétariat, peuvent lire vos réponses.",
    );
  });
});
