import { describe, expect, it } from "vitest";
import { events } from "../../src/events.ts";
import { enterAbsence } from "../../src/people/absences/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { askKinds } from "../../src/register/asks/messages.ts";
import { acknowledgeAsk, askBack, decideAsk, deferAsk, delegateAsk } from "../../src/register/asks/use-cases.ts";
import { putToCommittee } from "../../src/register/asks/use-cases-votes.ts";
import { stepIn } from "../../src/register/escalation/facts.ts";
import { escalationKinds, riseKind } from "../../src/register/escalation/messages.ts";
import { lateKind } from "../../src/register/escalation/messages-late.ts";
import { escalateDue, nextEscalationAt } from "../../src/register/escalation/use-cases.ts";
import { acknowledgeEscalation, answerEscalation, passUp } from "../../src/register/escalation/use-cases-acts.ts";
import { escalationsComing } from "../../src/register/escalation/use-cases-coming.ts";
import { saveLadder } from "../../src/register/ladder/use-cases.ts";
import { noteAsksSeen } from "../../src/register/told/use-cases.ts";
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

  it("goes up though its author leaves it out, where nobody answers for it (P26)", async () => {
    const db = await aDatabase(name);
    const { raise, until, steps, as, services, workspaceId, program } = await aProgram(db);
    const [owned, unowned] = [await raise("priya", BLOCKER), await raise("priya", BLOCKER)];
    await changeItem(services, await as("priya"), unowned, { ownerId: null });
    await db.updateTable("item").set({ doubted_at: MONDAY }).execute();
    expect(await escalationsComing(db, workspaceId, [program.id], services.clock.at)).toMatchObject([
      { item: { id: unowned.id }, next: { name: "tom" } },
    ]);
    await until("2026-11-06T12:00:00.000Z");
    expect([await steps(owned), await steps(unowned)]).toEqual([[], ["11-06 escalated priya → tom lead"]]);
    await db.destroy();
  });

  it("is told each week at a level that the ladder leaves out, with nobody above (P26)", async () => {
    const db = await aDatabase(name);
    const { raise, until, told, as, services, program } = await aProgram(db);
    await saveLadder(services, await as("tom"), program.id, [{ level: "team", acknowledge: 1, resolve: 1 }]);
    await raise("ines", { type: "risk", details: { probability: 5, impact: 5 }, title: "Strike" });
    await until("2026-11-11T12:00:00.000Z");
    const weekly = ["11-03", "11-09"].flatMap((day) =>
      ["ines", "tom"].map((who) => `${day} escalation-overdue ${who}`),
    );
    expect(await told()).toEqual(weekly);
    await db.destroy();
  });

  it("says among other messages that it has come up, from whom and why (C15)", async () => {
    const db = await aDatabase(name);
    const { raise, until, as, services, workspaceId } = await aProgram(db);
    const nothing = () => Promise.reject(new Error("A line asks nothing of Slack"));
    const lineTo = async (person: string, kind: string, locale: string) => {
      const rows = await db
        .selectFrom("delivery")
        .select("subject")
        .where("kind", "=", kind)
        .where("person_id", "=", person)
        .where("updates_id", "is", null)
        .orderBy("id", "desc")
        .execute();
      const send = { db, events, workspaceId, now: services.clock.at, reader: { locale, zone: "UTC" } };
      const registered = [...escalationKinds, ...askKinds].find((each) => each.kind === kind);
      const slack = { channel: nothing, permalink: nothing };
      const lines = await registered?.lines({ ...send, slack }, [JSON.parse(rows[0]?.subject ?? "")]);
      const section = lines?.[0]?.[0];
      return section?.type === "section" ? section.text?.text : undefined;
    };
    const [tom, ines, ana] = [await as("tom"), await as("ines"), await as("ana")];
    const blocker = await raise("priya", BLOCKER);
    await until("2026-11-06T12:00:00.000Z");
    expect(await lineTo(tom.id, "escalation", "en-GB")).toBe(
      "Escalated to you: ATL-I-1 · The certificates expired\nNo answer from the level below (working team) within 3 working days.",
    );
    expect(await lineTo(tom.id, "escalation", "fr-FR")).toBe(
      "Escalade à traiter\u00a0: ATL-I-1 · The certificates expired\nPas de réponse au niveau précédent (équipe opérationnelle) en 3 jours ouvrés.",
    );
    await passUp(services, tom, blocker.id, SAID);
    expect(await lineTo(ines.id, "escalation", "en-GB")).toBe(
      "Escalated to you: ATL-I-1 · The certificates expired\ntom needs your answer to continue.",
    );
    await closeItem(services, await as("priya"), blocker.id, "Renewed");
    expect(await lineTo(ines.id, "escalation", "en-GB")).toBe(
      "ATL-I-1 · The certificates expired\n✓ Closed. Nothing left to do.",
    );
    // Nor is anybody said to have it any more.
    expect(await lineTo((await as("priya")).id, "escalation-rise", "en-GB")).toBe(
      "ATL-I-1 · The certificates expired\n✓ Closed. Nothing left to do.",
    );

    await raise("tom", { ...ASK, dueOn: "2026-11-13" }, ines.id);
    await until("2026-11-12T12:00:00.000Z");
    expect(await lineTo(ana.id, "ask", "en-GB")).toBe(
      "Buy it? · ATL-ASK-1 · atlas · from tom · asked 6 days ago · needed by Fri\u00a013\u00a0Nov\nines didn’t answer in time, so it’s been escalated to you.",
    );
    await db.destroy();
  });

  it("that passes its date is told to whoever decides and who leads, or to the lead that nobody does (C14)", async () => {
    const db = await aDatabase(name);
    const { raise, until, services, people, workspaceId } = await aProgram(db);
    const late = async () => {
      const rows = await db
        .selectFrom("delivery")
        .selectAll()
        .where("kind", "=", "ask-late")
        .orderBy("due_at")
        .execute();
      const said = await Promise.all(
        rows.map(async ({ due_at: at, person_id: id, subject }) => {
          const person = await personById(db, workspaceId, id ?? "");
          const now = services.clock.now();
          const send = { db, now, events, workspaceId, reader: { locale: "en-GB", zone: person.zone } };
          const { text } = await lateKind.message(send as never, JSON.parse(subject));
          return `${at.slice(5, 10)} ${person.handle}: ${text.replaceAll("\u00a0", " ")}`;
        }),
      );
      return said.sort();
    };
    const due = (dueOn: string) => ({ ...ASK, dueOn });
    const ask = await raise("priya", due("2026-11-03"), people.ana.id);
    await until("2026-11-04T08:59:00.000Z");
    expect(await late()).toEqual([]);
    await until("2026-11-04T12:00:00.000Z");
    const said = "ATL-ASK-1 “Buy it?” was needed by Tuesday 3 November and isn’t decided.";
    expect(await late()).toEqual([
      `11-04 ana: ${said} It’s waiting for your decision.`,
      `11-04 tom: ${said} It’s waiting for ana.`,
    ]);
    await raise("tom", due("2026-11-07"), people.ana.id);
    await until("2026-11-06T12:00:00.000Z");
    await decideAsk(services, await personById(db, workspaceId, people.ana.id), ask.id, { option: 0, label: "Yes" });
    await db.updateTable("person").set({ is_deactivated: 1 }).where("id", "=", people.ana.id).execute();
    await until("2026-11-08T12:00:00.000Z");
    // Its author, who leads as well, could not know.
    expect((await db.selectFrom("delivery").select("key").where("kind", "=", "ask-late").execute()).length).toBe(3);
    const [last] = await db
      .selectFrom("delivery")
      .selectAll()
      .where("kind", "=", "ask-late")
      .orderBy("due_at", "desc")
      .execute();
    const send = {
      db,
      now: services.clock.now(),
      events,
      workspaceId,
      reader: { locale: "en-GB", zone: "Europe/London" },
    };
    expect(
      (await lateKind.message(send as never, JSON.parse(last?.subject ?? ""))).text.replaceAll("\u00a0", " "),
    ).toBe(
      "ATL-ASK-2 “Buy it?” was needed by Saturday 7 November and isn’t decided. No one is assigned to decide it. It’s still with ana, who can no longer decide it. Choose someone else in its form.",
    );
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

  it("of one program goes up three times a week at most; the lead is told of the others", async () => {
    const db = await aDatabase(name);
    const { raise, until, told, services, workspaceId, program } = await aProgram(db);
    for (let count = 0; count < 5; count += 1) await raise("priya", BLOCKER);
    await until("2026-11-06T12:00:00.000Z");
    const ups = async () => (await told()).filter((line) => line.endsWith("escalation tom"));
    expect(await ups()).toHaveLength(3);
    expect((await told()).filter((line) => line.includes("waiting"))).toEqual(["11-06 escalations-waiting tom"]);
    const coming = await escalationsComing(db, workspaceId, [program.id], services.clock.at);
    expect(coming.filter(({ isHeldBack }) => isHeldBack)).toHaveLength(2);
    await until("2026-11-13T12:00:00.000Z");
    // The week has passed, and those of the lead's level have gone on in the meantime.
    expect((await ups()).length).toBeGreaterThan(3);
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

  it("may still be decided by whom it went past, or their delegate, until whoever has it does anything (C2)", async () => {
    const db = await aDatabase(name);
    const { raise, until, as, services, people, steps, workspaceId } = await aProgram(db);
    await db.updateTable("seat").set({ delegate_id: people.lea.id }).where("person_id", "=", people.ines.id).execute();
    const dated = () => raise("priya", { ...ASK, dueOn: "2026-11-19" }, people.ines.id);
    const [own, theirs, seen, voted, asked, passed] = [
      await dated(),
      await dated(),
      await dated(),
      await dated(),
      await dated(),
      await dated(),
    ];
    await until("2026-11-05T12:00:00.000Z");
    // What has a date is not held back: six of them went up in a day.
    for (const { id } of [own, theirs, seen, voted, asked, passed])
      expect((await steps({ workspace_id: workspaceId, id } as Item)).at(-1)).toBe(
        "11-05 escalated ines → ana committee",
      );
    const [ines, lea, ana, priya] = [await as("ines"), await as("lea"), await as("ana"), await as("priya")];
    const yes = { option: 0, label: "Yes" };
    const told = async (itemId: string) => {
      const rows = await db
        .selectFrom("delivery")
        .select(["person_id", "subject"])
        .where("kind", "=", "ask-outcome")
        .execute();
      return rows.flatMap(({ person_id, subject }) => (subject.includes(itemId) ? person_id : [])).sort();
    };
    // They decide, and do nothing else with it.
    await expect(acknowledgeAsk(services, ines, own.id)).rejects.toThrow("ASK_NOT_YOURS");
    await expect(deferAsk(services, ines, own.id, "2026-11-12")).rejects.toThrow("ASK_NOT_YOURS");
    await decideAsk(services, ines, own.id, yes);
    expect(await told(own.id)).toEqual([people.priya.id, people.tom.id, people.ana.id].sort());
    await expect(decideAsk(services, ana, own.id, yes)).rejects.toThrow("ASK_DECIDED");
    await expect(decideAsk(services, priya, theirs.id, yes)).rejects.toThrow("ASK_NOT_YOURS");
    await decideAsk(services, lea, theirs.id, yes);
    await acknowledgeAsk(services, ana, seen.id);
    await putToCommittee(services, ana, voted.id, { kind: "circulation", quorum: 1, closesOn: "2026-11-13" });
    await askBack(services, ana, asked.id, "Which?");
    await delegateAsk(services, ana, passed.id, { person: await as("tom"), why: "Knows it", isConfirmed: true });
    for (const { id } of [seen, voted, asked, passed])
      for (const person of [ines, lea])
        await expect(decideAsk(services, person, id, yes)).rejects.toThrow("ASK_NOT_YOURS");
    // Who has given it away keeps nothing.
    await expect(decideAsk(services, ana, passed.id, yes)).rejects.toThrow("ASK_NOT_YOURS");
    // While the vote runs, it stays where it is.
    await until("2026-11-13T12:00:00.000Z");
    expect(await steps(voted)).toHaveLength(1);
    await db.destroy();
  });

  it("has its term from the first message or digest that shows it (C2)", async () => {
    const db = await aDatabase(name);
    const { raise, until, services, people, steps, workspaceId } = await aProgram(db);
    const ask = await raise("priya", { ...ASK, dueOn: "2026-11-19" }, people.ines.id);
    for (const day of ["03", "04", "05"]) {
      services.clock.at = `2026-11-${day}T10:00:00.000Z`;
      await db.updateTable("escalation").set({ check_at: services.clock.at }).execute();
      await escalateDue(services);
    }
    // Held for three days by what she allows: it would have gone up today.
    expect((await steps(ask)).filter((step) => step.includes("escalated"))).toEqual([]);
    const seen = { workspaceId, itemIds: [ask.id], at: "2026-11-06T11:00:00.000Z" };
    await inTransaction(db, (tx) => noteAsksSeen(tx, { ...seen, personId: people.ines.id }));
    await until("2026-11-10T18:00:00.000Z");
    expect((await steps(ask)).filter((step) => step.includes("escalated"))).toEqual([]);
    await until("2026-11-11T12:00:00.000Z");
    expect((await steps(ask)).at(-1)).toBe("11-11 escalated ines → ana committee");
    await db.destroy();
  });

  it("is told at once to the next as well where the time is too short for both, who may decide beside them (C2)", async () => {
    const db = await aDatabase(name);
    const { raise, until, as, services, people, steps, workspaceId, told } = await aProgram(db);
    const ask = await raise("priya", { ...ASK, dueOn: "2026-11-06" }, people.ines.id);
    await until("2026-11-02T10:00:00.000Z");
    expect(await steps(ask)).toEqual(["11-02 shared ines → ana committee"]);
    const asked = await db
      .selectFrom("delivery")
      .select(["person_id"])
      .where("kind", "=", "ask")
      .orderBy("id")
      .execute();
    expect(asked.map(({ person_id }) => person_id)).toEqual([people.ines.id, people.ana.id]);
    const [rise] = await db.selectFrom("delivery").selectAll().where("kind", "=", "escalation-rise").execute();
    expect(rise?.person_id).toBe(people.priya.id);
    const send = {
      db,
      now: services.clock.now(),
      events,
      workspaceId,
      reader: { locale: "en-GB", zone: "Europe/London" },
    };
    const { text } = await riseKind.message(send as never, JSON.parse(rise?.subject ?? ""));
    expect(text.replaceAll("\u00a0", " ")).toBe(
      "ATL-ASK-1 “Buy it?” is needed by Friday 6 November, too soon for ines and then ana to each have their time: both can decide it now.",
    );
    const other = await raise("priya", { ...ASK, dueOn: "2026-11-06" }, people.ines.id);
    await until("2026-11-03T10:00:00.000Z");
    await decideAsk(services, await as("ana"), ask.id, { option: 0, label: "Yes" });
    const outcome = await db.selectFrom("delivery").select("person_id").where("kind", "=", "ask-outcome").execute();
    expect(outcome.map(({ person_id }) => person_id).sort()).toEqual(
      [people.priya.id, people.tom.id, people.ines.id].sort(),
    );
    // It goes up all the same at the end of their term, with one reminder.
    await until("2026-11-05T10:00:00.000Z");
    expect((await steps(other)).at(-1)).toBe("11-05 escalated ines → ana committee");
    expect((await told()).filter((line) => line.includes("reminder"))).toEqual(["11-04 escalation-reminder ines"]);
    await db.destroy();
  });

  it("goes up on the working day after its date though its holder is away for a month, and whatever their zone (C2)", async () => {
    const db = await aDatabase(name);
    const { raise, until, as, services, people, steps } = await aProgram(db);
    const ines = await as("ines");
    await inTransaction(db, (tx) =>
      enterAbsence(services, tx, ines, {
        from: "2026-11-02",
        until: "2026-12-02",
        delegateId: null,
        actorId: null,
        source: "person",
      }),
    );
    // A Saturday.
    const ask = await raise("priya", { ...ASK, dueOn: "2026-11-07" }, people.ines.id);
    const past = await raise("priya", { ...ASK, dueOn: "2026-11-01" }, people.ana.id);
    await until("2026-11-05T10:00:00.000Z");
    await db.updateTable("person").set({ zone: "Pacific/Auckland" }).where("id", "=", people.ines.id).execute();
    await until("2026-11-08T18:00:00.000Z");
    expect(await steps(ask)).toEqual(["11-02 shared ines → ana committee"]);
    await until("2026-11-09T10:00:00.000Z");
    // Nine on Monday was still night in London.
    expect((await steps(ask)).at(-1)).toMatch(/^11-0[89] escalated ines → ana committee$/);
    // One that came after its date has the usual term.
    const row = () =>
      db.selectFrom("escalation").select("overdue_since").where("item_id", "=", past.id).executeTakeFirst();
    expect((await row())?.overdue_since).toBeNull();
    await until("2026-11-10T10:00:00.000Z");
    expect((await row())?.overdue_since).toBe("2026-11-10");
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

  it("is a high risk without a response, until it has one, and by the program's own ladder", async () => {
    const db = await aDatabase(name);
    const { raise, as, services, steps, until, program } = await aProgram(db);
    await expect(saveLadder(services, await as("priya"), program.id, [])).rejects.toThrow("PROGRAM_NOT_YOURS");
    await saveLadder(services, await as("tom"), program.id, [
      { level: "team", acknowledge: 1, resolve: 1 },
      { level: "sponsor", acknowledge: 3, resolve: 3 },
    ]);
    const details = { probability: 5, impact: 3 };
    const risk = await raise("priya", { type: "risk", details, title: "Strike", dueOn: "2026-12-01" });
    const low = await raise("priya", { type: "risk", details: { probability: 2, impact: 3 }, title: "Rain" });
    await until("2026-11-04T12:00:00.000Z");
    expect(await steps(risk)).toEqual(["11-04 escalated priya → ines sponsor"]);
    const now = await itemFor(services, await as("priya"), risk.id);
    await changeItem(services, await as("priya"), now, {
      typed: { type: "risk", details: { ...details, response: "reduce" } },
    });
    await until("2026-12-24T12:00:00.000Z");
    expect(await steps(risk)).toHaveLength(1);
    expect(await steps(low)).toEqual([]);
    await db.destroy();
  });
});
