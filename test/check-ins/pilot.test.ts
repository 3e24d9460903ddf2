/** Who is asked first, and what a change asks again, as it is kept: on both databases. */
import { describe, expect, it } from "vitest";
import type { Pilot } from "../../src/cadences/audience/pilot.ts";
import { cadenceOf } from "../../src/cadences/cadences.ts";
import { askEverybody, changeCadence } from "../../src/cadences/changes.ts";
import type { WrittenRule } from "../../src/cadences/recurrence/rule.ts";
import { chooseCheckIn } from "../../src/check-ins/check-in-now.ts";
import { openDueRounds } from "../../src/check-ins/rounds/planning.ts";
import { lastRoundDate } from "../../src/check-ins/rounds/rounds.ts";
import { getPerson } from "../../src/people/people.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const MONDAYS: WrittenRule = { every: "week", on: ["mo"], at: "09:30", zone: "participant" };
const FRIDAYS: WrittenRule = { ...MONDAYS, on: ["fr"] };

async function aStory(name: DatabaseName, pilotOf: ("ana" | "bo" | "lea")[], rounds: Pilot["rounds"] = null) {
  const db = await aDatabase(name);
  const record = await aRecord(db);
  const lea = await record.person("lea", { zone: "Europe/London" });
  const ana = await record.person("ana", { zone: "Europe/London" });
  const bo = await record.person("bo", { zone: "Asia/Tokyo" });
  const recorded = { lea, ana, bo };
  const program = await record.program("atlas", { seats: { lead: [lea], team: [ana, bo] } });
  const questions = questionsFeeding("progress");
  const { id } = await record.cadence(program, { rule: MONDAYS, audience: ["team"], questions });
  const services = servicesAt(db, "2026-11-01T00:00:00.000Z");
  const people = pilotOf.map((one) => recorded[one].id);
  await db
    .updateTable("cadence")
    .set({
      next_check_at: services.clock.at,
      created_at: services.clock.at,
      pilot: people.length > 0 ? JSON.stringify({ people, rounds }) : null,
    })
    .execute();
  const { workspaceId } = record;
  const personOf = (who: keyof typeof recorded) => getPerson(db, workspaceId, recorded[who].id);
  return {
    services,
    personOf,
    cadence: () => cadenceOf(db, workspaceId, id),
    async turnAt(...instants: string[]) {
      for (const at of instants) {
        services.clock.at = at;
        await openDueRounds(services);
      }
    },
    askEverybody: async () => askEverybody({ ...services, actor: await personOf("lea") }, { cadenceId: id }),
    async change(changes: { rule?: WrittenRule; pilot?: Pilot | null }) {
      const { title, rule, audience, readers, disclosure } = await cadenceOf(db, workspaceId, id);
      const lastKey = await lastRoundDate(db, workspaceId, id);
      const lead = await personOf("lea");
      const kept = { cadenceId: id, title, rule, audience, readers, disclosure, questions, lastKey, ...changes };
      await inTransaction(db, (tx) => changeCadence({ ...services, db: tx, actor: lead }, kept));
    },
    idOf: (who: keyof typeof recorded) => recorded[who].id,
    /** Who was asked in each round. */
    async asked() {
      const rows = await db
        .selectFrom("prompt")
        .innerJoin("round", "round.id", "prompt.round_id")
        .innerJoin("person", "person.id", "prompt.person_id")
        .select(["round.key", "person.handle"])
        .orderBy("round.key")
        .orderBy("person.handle")
        .execute();
      return rows.map(({ key, handle }) => `${key} ${handle}`);
    },
  };
}

/** When a Monday's round opens in Tokyo, and in London. */
const opensOn = (day: string) => [`2026-11-${day}T00:30:00.000Z`, `2026-11-${day}T09:30:00.000Z`];

describe.each(databases)("a pilot group, on %s", (name) => {
  it("is asked alone for its rounds, then everybody by itself, each once for a period", async () => {
    const story = await aStory(name, ["ana"], 2);
    await story.turnAt(...opensOn("02"), ...opensOn("09"));
    expect(await story.asked()).toEqual(["2026-11-02 ana", "2026-11-09 ana"]);
    expect((await story.cadence()).pilot).toBeNull();
    await story.turnAt(...opensOn("16"), ...opensOn("16"));
    expect(await story.asked()).toEqual(["2026-11-02 ana", "2026-11-09 ana", "2026-11-16 ana", "2026-11-16 bo"]);
  });

  it("keeps the round that has begun elsewhere to itself when it ends", async () => {
    const story = await aStory(name, ["ana"]);
    await story.turnAt(...opensOn("02"), "2026-11-09T05:00:00.000Z");
    await story.askEverybody();
    await story.turnAt("2026-11-09T05:01:00.000Z", "2026-11-09T09:30:00.000Z", ...opensOn("16"));
    expect(await story.asked()).toEqual(["2026-11-02 ana", "2026-11-09 ana", "2026-11-16 ana", "2026-11-16 bo"]);
  });

  it("is who may check in early: nobody else has anything to answer", async () => {
    const story = await aStory(name, ["ana"], 1);
    await story.turnAt("2026-11-01T10:00:00.000Z");
    expect((await chooseCheckIn({ ...story.services, actor: await story.personOf("bo") })).kind).toBe("nothing");
    expect((await story.cadence()).pilot).toEqual({ people: [story.idOf("ana")], rounds: 1 });
  });

  it("can be changed while it runs, and does not begin anew once everybody was asked", async () => {
    const story = await aStory(name, ["ana"]);
    await story.turnAt(...opensOn("02"));
    const others = { people: [story.idOf("bo")], rounds: 1 };
    await story.change({ pilot: others });
    await story.turnAt(...opensOn("09"), ...opensOn("16"));
    expect(await story.asked()).toEqual(["2026-11-02 ana", "2026-11-09 bo", "2026-11-16 ana", "2026-11-16 bo"]);
    await story.change({ pilot: others });
    expect((await story.cadence()).pilot).toBeNull();
  });
});

describe.each(databases)("a rule that moves to a later day of a week that was asked, on %s", (name) => {
  it("asks nobody a second time in that week", async () => {
    const story = await aStory(name, []);
    await story.turnAt(...opensOn("02"), "2026-11-03T12:00:00.000Z");
    await story.change({ rule: FRIDAYS });
    await story.turnAt("2026-11-03T12:01:00.000Z", ...opensOn("06"), ...opensOn("13"));
    expect(await story.asked()).toEqual(["2026-11-02 ana", "2026-11-02 bo", "2026-11-13 ana", "2026-11-13 bo"]);
  });
});
