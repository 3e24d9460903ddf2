/** Whatever is changed in the middle of a period: nobody is asked twice for it, and what is open stays open. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cadenceOf } from "../../src/cadences/cadences.ts";
import { askEverybody, changeCadence } from "../../src/cadences/changes.ts";
import { recheckCadencesOf } from "../../src/cadences/participants.ts";
import type { WrittenRule } from "../../src/cadences/recurrence/rule.ts";
import { chooseCheckIn } from "../../src/check-ins/check-in-now.ts";
import { openDueRounds } from "../../src/check-ins/rounds/planning.ts";
import { lastRoundDate } from "../../src/check-ins/rounds/rounds.ts";
import { closeDueRounds, nextRoundsDueAt } from "../../src/check-ins/rounds/start-and-close.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { getPerson } from "../../src/people/people.ts";
import { addMs, HOUR } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aSharedDatabase } from "../support/databases.ts";
import { aRecord, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const SHARED = { at: "09:30", zone: "participant" };
const MONDAYS: WrittenRule = { every: "week", on: ["mo"], ...SHARED };
/** Each asks once in its week; another rhythm asks anew. */
const RULES: readonly WrittenRule[] = [
  MONDAYS,
  { every: "week", on: ["we"], ...SHARED, at: "16:00" },
  { every: "week", on: ["fr"], ...SHARED, zone: "Asia/Tokyo" },
  { every: "week", on: ["th"], ...SHARED, zone: "America/New_York" },
];
/** Of a wait of five days: about one for each opening and closing. */
const MOST_TURNS = 60;
const ZONES = ["Europe/London", "Asia/Kolkata", "America/New_York", "Pacific/Auckland", "America/Los_Angeles"];
const AUDIENCES = [["team"], ["lead", "team"], ["lead"]];

type Who = "ana" | "bo" | "lea";
type Act =
  | { do: "wait"; hours: number }
  | { do: "change-rule"; rule: WrittenRule }
  | { do: "change-audience"; audience: string[] }
  | { do: "move"; who: Who; zone: string }
  | { do: "ask-everybody" }
  | { do: "check-in"; who: Who };
const who = fc.constantFrom<Who[]>("ana", "bo", "lea");

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 120 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("change-rule" as const), rule: fc.constantFrom(...RULES) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("change-audience" as const), audience: fc.constantFrom(...AUDIENCES) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("move" as const),
      who,
      zone: fc.constantFrom(...ZONES),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("check-in" as const), who }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "ask-everybody" as const }) },
);

/** For how many rounds Ana and Léa, one of whom is in every audience, are asked first: 0 for none, null until told. */
const pilots = fc.constantFrom(0, null, 1, 3);

async function aStory(pilot: number | null) {
  const db = await aSharedDatabase("SQLite");
  const record = await aRecord(db);
  const recorded = {
    ana: await record.person("ana", { zone: "Europe/London" }),
    bo: await record.person("bo", { zone: "Asia/Kolkata" }),
    lea: await record.person("lea", { zone: "Europe/London" }),
  };
  const program = await record.program("atlas", { seats: { lead: [recorded.lea], team: [recorded.ana, recorded.bo] } });
  const { id } = await record.cadence(program, {
    rule: MONDAYS,
    audience: ["team"],
    questions: questionsFeeding("progress"),
  });
  const services = servicesAt(db, "2026-11-02T00:00:00.000Z");
  const { workspaceId } = record;
  const first = pilot === 0 ? null : JSON.stringify({ people: [recorded.ana.id, recorded.lea.id], rounds: pilot });
  await db
    .updateTable("cadence")
    .set({ next_check_at: services.clock.at, created_at: services.clock.at, pilot: first })
    .execute();
  const personOf = (who: Who) => getPerson(db, workspaceId, recorded[who].id);
  const turn = async () => {
    await openDueRounds(services);
    await closeDueRounds(services);
    // What the outbox does once a prompt has gone.
    const { at } = services.clock;
    await db
      .updateTable("prompt")
      .set({ state: "sent", sent_at: at })
      .where("state", "=", "planned")
      .where("opens_at", "<=", at)
      .execute();
  };
  const waitUntil = async (target: string) => {
    for (let turns = 0; ; turns += 1) {
      if (turns > MOST_TURNS) throw new Error(`${turns} turns and still something due at ${await nextRoundsDueAt(db)}`);
      const due = await nextRoundsDueAt(db);
      const isThere = due === null || due >= target;
      services.clock.at = isThere ? target : due > services.clock.at ? due : services.clock.at;
      await turn();
      if (isThere) return;
    }
  };
  const change = async (changes: { rule?: WrittenRule; audience?: string[] }) => {
    const { title, rule: before, audience, readers, disclosure } = await cadenceOf(db, workspaceId, id);
    const kept = { title, rule: before, audience, readers, disclosure, questions: questionsFeeding("progress") };
    const changed = { ...kept, cadenceId: id, lastKey: await lastRoundDate(db, workspaceId, id), ...changes };
    const lead = await personOf("lea");
    await inTransaction(db, (tx) => changeCadence({ ...services, db: tx, actor: lead }, changed));
  };
  return {
    async take(what: Act) {
      switch (what.do) {
        case "wait":
          return waitUntil(addMs(services.clock.at, what.hours * HOUR));
        case "change-rule":
          return change({ rule: what.rule });
        case "change-audience":
          return change({ audience: what.audience });
        case "move":
          await db.updateTable("person").set({ zone: what.zone }).where("id", "=", recorded[what.who].id).execute();
          await recheckCadencesOf(services, [await personOf(what.who)]);
          return turn();
        case "ask-everybody":
          await askEverybody({ ...services, actor: await personOf("lea") }, { cadenceId: id });
          return turn();
        case "check-in": {
          const ctx = { ...services, actor: await personOf(what.who) };
          const choice = await chooseCheckIn(ctx);
          if (choice.kind !== "open") return;
          for (const { prompt } of choice.prompts)
            await submitCheckIn(ctx, { promptId: prompt.id, answers: { progress: services.clock.at } });
        }
      }
    },
    async prompts() {
      return db
        .selectFrom("prompt")
        .innerJoin("round", "round.id", "prompt.round_id")
        .select(["prompt.id", "prompt.person_id", "prompt.state", "prompt.reason", "prompt.closes_at"])
        .select(["round.period", "round.state as round"])
        .execute();
    },
    missed: () => db.selectFrom("round").select("key").where("missed_reason", "=", "downtime").execute(),
    now: () => services.clock.at,
    end: () => db.destroy(),
  };
}

describe("changes of rule, audience and zones while months go by", () => {
  it("ask nobody twice for one period, and close nothing before its time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), pilots, async (acts, pilot) => {
        const story = await aStory(pilot);
        try {
          for (const what of acts) {
            const before = await story.prompts();
            await story.take(what);
            const after = new Map((await story.prompts()).map((row) => [row.id, row]));
            for (const { id, closes_at } of before.filter((row) => row.round === "open" && row.closes_at > story.now()))
              expect(after.get(id)).toMatchObject({ round: "open", closes_at });
          }
          const periods = (await story.prompts()).map(({ person_id, period }) => `${person_id} ${period}`);
          expect(periods).toHaveLength(new Set(periods).size);
          expect(await story.missed()).toEqual([]);
        } finally {
          await story.end();
        }
      }),
      { numRuns: 40, seed: 20261120, endOnFailure: true },
    );
  }, 120_000);
});
