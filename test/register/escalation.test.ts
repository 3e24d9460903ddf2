import { describe, expect, it } from "vitest";
import { enterAbsence } from "../../src/people/absences/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { decideAsk } from "../../src/register/asks/use-cases.ts";
import { stepIn } from "../../src/register/escalation/facts.ts";
import { escalateDue, nextEscalationAt } from "../../src/register/escalation/use-cases.ts";
import { acknowledgeEscalation, answerEscalation, passUp } from "../../src/register/escalation/use-cases-acts.ts";
import { escalationsComing } from "../../src/register/escalation/use-cases-coming.ts";
import type { Item, NewItem } from "../../src/register/use-cases.ts";
import { addItem, changeItem, closeItem } from "../../src/register/use-cases-acts.ts";
import { historyOf, itemFor } from "../../src/register/use-cases-reading.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

/** A Monday. */
const MONDAY: Instant = "2026-11-02T10:00:00.000Z";
const BLOCKER = {
  type: "issue",
  details: { blocksWork: true, whoCanUnblock: "Ops" },
  title: "The certificates expired",
  dueOn: "2026-12-01",
} as const;
const ASK: Omit<NewItem, "sourceKey"> & { type: "ask" } = {
  type: "ask",
  details: {
    kind: "decision",
    options: [
      { label: "Yes", doesNothing: false },
      { label: "Nothing", doesNothing: true },
    ],
    recommended: 0,
    costOfWaiting: "A week",
  },
  title: "Buy it?",
};
const SAID = {
  tried: "Asked twice",
  effect: "A week a week",
  options: "Buy\nNothing",
  recommendation: "Buy",
  matter: null,
};

async function aProgram(db: Db) {
  const record = await aRecord(db);
  const people = {
    priya: await record.person("priya"),
    tom: await record.person("tom"),
    ines: await record.person("ines"),
    ana: await record.person("ana"),
    lea: await record.person("lea"),
  };
  const { priya, tom, ines, ana, lea } = people;
  const seats = { team: [priya, lea], lead: [tom], sponsor: [ines], steering: [ana] };
  const program = await record.program("atlas", { seats });
  const services = servicesAt(db, MONDAY);
  const as = (who: keyof typeof people) => personById(db, record.workspaceId, people[who].id);
  const named = (id: string | null) => Object.entries(people).find(([, person]) => person.id === id)?.[0] ?? null;
  let sources = 0;
  return {
    people,
    program,
    services,
    as,
    workspaceId: record.workspaceId,
    async raise(who: keyof typeof people, input: Omit<NewItem, "sourceKey">, ownerId?: string): Promise<Item> {
      sources += 1;
      const given = { ...input, ownerId: ownerId ?? people[who].id, sourceKey: `command:${sources}` };
      return addItem(services, await as(who), program.id, given as NewItem);
    },
    /** Does everything that is due until then, at the time at which it is due. */
    async until(at: Instant): Promise<void> {
      for (let turn = 0; turn < 100; turn += 1) {
        const next = await nextEscalationAt(db);
        if (next === null || next > at) break;
        if (next > services.clock.at) services.clock.at = next;
        await escalateDue(services);
        // What waits has gone by the next time.
        await db.updateTable("delivery").set({ state: "sent" }).where("state", "=", "waiting").execute();
      }
      services.clock.at = at;
    },
    async steps(item: Item): Promise<string[]> {
      return (await historyOf(db, item)).flatMap((event) => {
        const step = stepIn(event);
        return step
          ? [`${event.at.slice(5, 10)} ${event.event} ${named(step.from)} → ${named(step.to)} ${step.level}`]
          : [];
      });
    },
    /** Day, kind and person of what was put into the outbox about going up. */
    async told(): Promise<string[]> {
      const rows = await db
        .selectFrom("delivery")
        .select(["kind", "person_id", "due_at"])
        .where("kind", "like", "escalation%")
        .where("updates_id", "is", null)
        .execute();
      return rows.map(({ kind, person_id, due_at }) => `${due_at.slice(5, 10)} ${kind} ${named(person_id)}`).sort();
    },
  };
}

describe.each(databases)("an item that nobody answers, on %s", (name) => {
  it("is reminded of twice and goes up a level, until it is answered; the answer comes back down", async () => {
    const db = await aDatabase(name);
    const { raise, until, steps, told, as, services, workspaceId, program, people } = await aProgram(db);
    const blocker = await raise("priya", BLOCKER);
    await until("2026-11-05T12:00:00.000Z");
    // At half time whoever raised it themselves is asked after it anyway.
    expect(await told()).toEqual(["11-05 escalation-reminder priya"]);
    expect(await steps(blocker)).toEqual([]);
    expect(await escalationsComing(db, workspaceId, [program.id], services.clock.at)).toMatchObject([
      { holder: { name: "priya" }, next: { level: "lead", id: people.tom.id, name: "tom" }, on: "2026-11-06" },
    ]);

    await until("2026-11-06T12:00:00.000Z");
    expect(await steps(blocker)).toEqual(["11-06 escalated priya → tom lead"]);
    await acknowledgeEscalation(services, await as("tom"), blocker.id);
    await until("2026-11-12T12:00:00.000Z");
    expect((await told()).slice(1)).toEqual([
      "11-06 escalation tom",
      "11-06 escalation-rise priya",
      "11-11 escalation-reminder tom",
    ]);

    await until("2026-11-16T12:00:00.000Z");
    expect((await steps(blocker)).at(-1)).toBe("11-16 escalated tom → ines sponsor");
    await expect(answerEscalation(services, await as("tom"), blocker.id, "Mine")).rejects.toThrow("NOT_WITH_YOU");
    await answerEscalation(services, await as("ines"), blocker.id, "Buy them today");
    expect((await told()).slice(4)).toEqual([
      "11-13 escalation-reminder tom",
      "11-16 escalation ines",
      "11-16 escalation-answer priya",
      "11-16 escalation-answer tom",
      "11-16 escalation-rise priya",
      "11-16 escalation-rise tom",
    ]);
    expect((await steps(blocker)).at(-1)).toBe("11-16 returned ines → priya team");

    // Those who had it are not asked again: the next one is above them.
    await until("2026-11-20T12:00:00.000Z");
    expect((await steps(blocker)).at(-1)).toBe("11-20 escalated priya → ana committee");
    await until("2027-03-01T12:00:00.000Z");
    expect(await steps(blocker)).toHaveLength(4);
    await db.destroy();
  });

  it("is told each week at the end of the ladder to whoever has it and who leads, until it is answered (C3)", async () => {
    const db = await aDatabase(name);
    const { raise, until, told, as, services } = await aProgram(db);
    const asked = await raise("ana", BLOCKER);
    const own = await raise("tom", { ...BLOCKER, disclosure: "lead" });
    const overdue = async () => (await told()).filter((line) => line.includes("overdue"));
    const since = () => db.selectFrom("escalation").select("overdue_since").orderBy("item_id").execute();
    await until("2026-11-10T08:00:00.000Z");
    expect(await overdue()).toEqual([]);
    await until("2026-11-10T12:00:00.000Z");
    expect(await since()).toEqual([{ overdue_since: null }, { overdue_since: "2026-11-10" }]);
    // Who has it and leads hears once.
    expect(await overdue()).toEqual(["11-10 escalation-overdue tom"]);
    await until("2026-11-17T12:00:00.000Z");
    const weekly = ["11-10", "11-16"].map((day) => `${day} escalation-overdue tom`);
    expect(await overdue()).toEqual([...weekly, "11-17 escalation-overdue ana", "11-17 escalation-overdue tom"]);
    // Whatever is changed of it, it is told once a week.
    await changeItem(services, await as("ana"), asked, {
      title: "The keys expired",
      ownerId: asked.owner_id,
      dueOn: asked.due_on,
      typed: { type: "issue", details: BLOCKER.details },
    });
    await until("2026-11-19T12:00:00.000Z");
    expect(await overdue()).toHaveLength(4);
    await closeItem(services, await as("tom"), own.id, "Renewed");
    await until("2026-11-30T12:00:00.000Z");
    expect((await overdue()).slice(4)).toEqual(
      ["11-23", "11-30"].flatMap((day) => ["ana", "tom"].map((who) => `${day} escalation-overdue ${who}`)),
    );
    await closeItem(services, await as("ana"), asked.id, "Renewed");
    await until("2026-12-24T12:00:00.000Z");
    expect(await overdue()).toHaveLength(8);
    expect(await nextEscalationAt(db)).toBeNull();
    await db.destroy();
  });

  it("hears of its end at every level below, and is left alone then", async () => {
    const db = await aDatabase(name);
    const { raise, until, told, as, services, steps } = await aProgram(db);
    const blocker = await raise("priya", BLOCKER);
    await until("2026-11-10T12:00:00.000Z");
    expect((await steps(blocker)).at(-1)).toBe("11-10 escalated tom → ines sponsor");
    await closeItem(services, await as("priya"), blocker.id, "Renewed");
    await until("2026-12-24T12:00:00.000Z");
    expect((await told()).filter((line) => line.includes("answer"))).toEqual([
      "11-10 escalation-answer ines",
      "11-10 escalation-answer tom",
    ]);
    expect(await nextEscalationAt(db)).toBeNull();
    await db.destroy();
  });

  it("waits while its holder is away, and is the delegate's where there is one", async () => {
    const db = await aDatabase(name);
    const { raise, until, as, services, steps, people } = await aProgram(db);
    const away = async (who: "priya" | "tom", delegateId: string | null) => {
      const person = await as(who);
      await inTransaction(db, (tx) =>
        enterAbsence(services, tx, person, {
          from: "2026-11-03",
          until: "2026-11-15",
          delegateId,
          actorId: null,
          source: "person",
        }),
      );
    };
    await away("priya", null);
    await away("tom", people.lea.id);
    const alone = await raise("priya", BLOCKER);
    const shared = await raise("tom", BLOCKER);
    await until("2026-11-15T12:00:00.000Z");
    expect(await steps(alone)).toEqual([]);
    expect((await steps(shared)).slice(0, 2)).toEqual([
      "11-03 delegated tom → lea lead",
      "11-05 escalated lea → ines sponsor",
    ]);
    await until("2026-11-19T12:00:00.000Z");
    expect(await steps(alone)).toEqual(["11-19 escalated priya → tom lead"]);
    await db.destroy();
  });
});

describe.each(databases)("what goes up, on %s", (name) => {
  it("is an ask for the next to decide, and its outcome is told to whoever had it", async () => {
    const db = await aDatabase(name);
    const { raise, until, as, services, people, steps } = await aProgram(db);
    const ask = await raise("priya", { ...ASK, dueOn: "2026-11-19" }, people.ines.id);
    await until("2026-11-05T12:00:00.000Z");
    expect(await steps(ask)).toEqual(["11-05 escalated ines → ana committee"]);
    const ana = await as("ana");
    expect(await itemFor(services, ana, ask.id)).toMatchObject({ owner_id: ana.id, state: "open" });
    await decideAsk(services, ana, ask.id, { option: 0, label: "Yes" });
    const outcome = await db.selectFrom("delivery").select("person_id").where("kind", "=", "ask-outcome").execute();
    expect(outcome.map(({ person_id }) => person_id).sort()).toEqual(
      [people.priya.id, people.tom.id, people.ines.id].sort(),
    );
    await until("2026-12-30T12:00:00.000Z");
    expect(await nextEscalationAt(db)).toBeNull();
    await db.destroy();
  });

  it("is passed up by hand with what those above need, past a level only on law, safety or people", async () => {
    const db = await aDatabase(name);
    const { raise, as, services, steps, told, until } = await aProgram(db);
    const action = { type: "action", details: {}, title: "Book it", dueOn: "2026-12-01" } as const;
    const usual = await raise("priya", action);
    const urgent = await raise("priya", action);
    const priya = await as("priya");
    await expect(passUp(services, await as("ines"), usual.id, SAID)).rejects.toThrow("ITEM_NOT_YOURS");
    await passUp(services, priya, usual.id, SAID);
    await passUp(services, priya, urgent.id, { ...SAID, matter: "safety" });
    expect(await steps(usual)).toEqual(["11-02 escalated priya → tom lead"]);
    expect(await steps(urgent)).toEqual(["11-02 escalated priya → ines sponsor"]);
    expect((await historyOf(db, usual)).at(-1)?.note).toBe("A week a week\nAsked twice\nBuy\nNothing\nBuy");
    expect(await told()).toEqual(["11-02 escalation ines", "11-02 escalation tom"].sort());
    // Whoever has it may pass it up as well; answered, an action does not go up by itself again.
    await passUp(services, await as("tom"), usual.id, SAID);
    await answerEscalation(services, await as("ines"), usual.id, "Do it");
    await answerEscalation(services, await as("ines"), urgent.id, "Do it");
    await until("2026-12-24T12:00:00.000Z");
    expect((await steps(usual)).at(-1)).toBe("11-02 returned ines → priya team");
    expect(await nextEscalationAt(db)).toBeNull();
    await db.destroy();
  });
});
