import { describe, expect, it, onTestFinished } from "vitest";
import { MONDAY_TO_FRIDAY } from "../../src/calendars/rules-days.ts";
import { events } from "../../src/events.ts";
import { personById } from "../../src/people/use-cases.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram, reopenProgram } from "../../src/programs/use-cases-changes.ts";
import { asksFor } from "../../src/register/asks/ask.ts";
import { outcomeMessage } from "../../src/register/asks/blocks.ts";
import { askKinds } from "../../src/register/asks/messages.ts";
import { daysToDecision, waitsIn } from "../../src/register/asks/rules.ts";
import {
  acknowledgeAsk,
  answerAskBack,
  askBack,
  askToDecide,
  completeAsk,
  decideAsk,
  deferAsk,
  undoDecision,
  withdrawAsk,
} from "../../src/register/asks/use-cases.ts";
import { castVote, endAskTerms, nextAskTermAt, putToCommittee } from "../../src/register/asks/use-cases-votes.ts";
import { itemToPassUp } from "../../src/register/escalation/use-cases-acts.ts";
import { exportedItem } from "../../src/register/import/rules-export.ts";
import { itemsToExport } from "../../src/register/import/use-cases.ts";
import { showItem } from "../../src/register/list/use-cases.ts";
import { itemsToTell } from "../../src/register/told/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { changeItem, closeItem, reopenItem } from "../../src/register/use-cases-acts.ts";
import { historyOf, itemsOfPrograms } from "../../src/register/use-cases-reading.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const OPTIONS = [
  { label: "Yes", doesNothing: false },
  { label: "Do nothing", doesNothing: true },
];

type Stored = { outcome?: object; recommendation?: string };

/** A program whose ask of Priya's is for Ines; Omar and Zoe are its committee, and Ravi stands in for Ines. */
async function anAsk(db: Db) {
  const record = await aRecord(db);
  const people = {
    lead: await record.person("tom"),
    sponsor: await record.person("ines"),
    member: await record.person("priya"),
    delegate: await record.person("ravi"),
    chair: await record.person("omar"),
    other: await record.person("zoe"),
  };
  const { lead, sponsor, member, chair, other, delegate } = people;
  const seats = { lead: [lead], sponsor: [sponsor], team: [member], steering: [chair, other] };
  const program = await record.program("p", { seats });
  await db.updateTable("seat").set({ delegate_id: delegate.id }).where("person_id", "=", sponsor.id).execute();
  const services = servicesAt(db, "2026-07-31T10:00:00.000Z");
  const as = (who: keyof typeof people) => personById(db, record.workspaceId, people[who].id);
  const priya = await as("member");
  const { id } = await inTransaction(db, (tx) =>
    raiseItem(services, tx, priya, program.id, {
      type: "ask",
      details: { kind: "decision", options: OPTIONS, recommended: 0, costOfWaiting: "A week", why: "Cheaper" },
      title: "Buy it?",
      dueOn: "2026-08-14",
      sourceKey: "command:1",
    }),
  );
  const of = { workspaceId: record.workspaceId, programIds: [program.id] };
  const shown = async () => {
    const since = "2026-01-01T00:00:00.000Z";
    const [ask] = await asksFor(db, { zone: "UTC" }, { ...of, since, at: services.clock.now() });
    if (!ask) throw new Error("There is no ask");
    return ask;
  };
  const item = async () => {
    const [found] = await itemsOfPrograms(db, record.workspaceId, [program.id], { types: ["ask"] });
    if (!found) throw new Error("There is no ask");
    return found;
  };
  return { record, people, program, services, as, id, of, shown, item };
}

describe.each(databases)("an ask, on %s", (name) => {
  it("is decided by its decider or their delegate, by an option only as it was shown", async () => {
    const db = await aDatabase(name);
    const { services, as, id, shown } = await anAsk(db);
    const yes = { option: 0, label: "Yes" };
    await expect(decideAsk(services, await as("lead"), id, yes)).rejects.toThrow("ASK_NOT_YOURS");
    await expect(decideAsk(services, await as("chair"), id, yes)).rejects.toThrow("ASK_NOT_YOURS");
    const other = { option: 0, label: "Yes, two" };
    await expect(decideAsk(services, await as("sponsor"), id, other)).rejects.toThrow("ITEM_MOVED_ON");
    await decideAsk(services, await as("delegate"), id, yes);
    expect(await shown()).toMatchObject({
      state: "decided",
      outcome: { text: "Yes", body: "sponsor", decidedBy: { name: "ravi" } },
      mayBeUndone: true,
    });
    await expect(decideAsk(services, await as("sponsor"), id, yes)).rejects.toThrow("by ravi: Yes");
    await db.destroy();
  });

  it("of a closed program stays as it is, whatever is pressed and whichever vote ends, until it is reopened (C5)", async () => {
    const db = await aDatabase(name);
    const { services, as, id, item, shown, program } = await anAsk(db);
    const [tom, ines, priya, zoe] = [await as("lead"), await as("sponsor"), await as("member"), await as("other")];
    const vote = { kind: "circulation" as const, quorum: 1, closesOn: "2026-08-03" };
    const yes = { option: 0, label: "Yes" };
    await closeProgram(services, tom, program.id);
    const closed = "“p” is closed, so its register can’t change.";
    for (const act of [
      () => decideAsk(services, ines, id, yes),
      () => acknowledgeAsk(services, ines, id),
      () => withdrawAsk(services, priya, id),
      () => putToCommittee(services, ines, id, vote),
      () => closeItem(services, priya, id, ""),
      () => itemToPassUp(services, ines, id),
    ])
      await expect(act()).rejects.toThrow(closed);
    expect(await item()).toMatchObject({ state: "closed", revision: 2 });
    await reopenProgram(services, tom, program.id);
    expect(await item()).toMatchObject({ state: "open", closed_at: null });
    await putToCommittee(services, ines, id, vote);
    await castVote(services, zoe, id, 0);
    await closeProgram(services, tom, program.id);
    services.clock.at = "2026-08-03T18:00:00.000Z";
    await endAskTerms(services);
    expect(await shown()).toMatchObject({ state: "closed", outcome: null });
    expect(await nextAskTermAt(db)).toBe("2026-08-04T18:00:00.000Z");
    await reopenProgram(services, tom, program.id);
    services.clock.at = "2026-08-07T18:00:00.000Z";
    await endAskTerms(services);
    expect(await shown()).toMatchObject({ state: "decided", outcome: { text: "Yes" } });
    await db.destroy();
  });

  it("in a vote gets a day for each on which its program was closed, and the votes cast count on (B10)", async () => {
    const db = await aDatabase(name);
    onTestFinished(() => db.destroy());
    const { services, as, id, shown, program } = await anAsk(db);
    const [tom, ines, zoe] = [await as("lead"), await as("sponsor"), await as("other")];
    await putToCommittee(services, ines, id, { kind: "circulation", quorum: 2, closesOn: "2026-08-12" });
    await castVote(services, zoe, id, 0);
    const end = async (at: string) => {
      services.clock.at = at;
      await endAskTerms(services);
      return (await shown()).circulation?.closesAt;
    };
    services.clock.at = "2026-08-10T10:00:00.000Z";
    await closeProgram(services, tom, program.id);
    expect(await end("2026-08-12T18:00:00.000Z")).toBe("2026-08-12T18:00:00.000Z");
    expect(await end("2026-08-13T18:00:00.000Z")).toBe("2026-08-12T18:00:00.000Z");
    services.clock.at = "2026-08-20T10:00:00.000Z";
    await reopenProgram(services, tom, program.id);
    expect(await end("2026-08-23T17:59:00.000Z")).toBe("2026-08-23T18:00:00.000Z");
    expect(await nextAskTermAt(db)).toBe("2026-08-23T18:00:00.000Z");
    await castVote(services, await as("chair"), id, 0);
    expect(await shown()).toMatchObject({ state: "decided", outcome: { text: "Yes", vote: { for: 2, cast: 2 } } });
  });

  it("has no reason but what its decider wrote; what was recommended is named as such, also as it was stored (B4)", async () => {
    const db = await aDatabase(name);
    onTestFinished(() => db.destroy());
    const { record, program, services, as, id, shown } = await anAsk(db);
    const tom = await as("lead");
    await decideAsk(services, await as("sponsor"), id, { option: 0, label: "Yes" });
    const decisionId = (await shown()).outcome?.decisionId ?? "";
    const opened = async () => {
      const { item, answers } = await showItem(services, tom, decisionId);
      return { details: item.details, answers };
    };
    const asSaid = {
      details: { recommendation: "Cheaper", context: "Buy it?" },
      answers: { id, code: "PA-ASK-1", title: "Buy it?" },
    };
    const stored = await db.selectFrom("item").select("details").execute();
    expect(stored.map(({ details }) => Object.keys(JSON.parse(details)))).not.toContainEqual(
      expect.arrayContaining(["rationale"]),
    );
    const ask = await shown();
    const toldTo = (to: string) => JSON.stringify(outcomeMessage({ locale: "en-GB", zone: "UTC" }, ask, to));
    expect(toldTo(ask.asker.id)).toMatch(/Decision on your request.*As you recommended: .*Cheaper/);
    expect(toldTo(tom.id)).toMatch(/Decision on priya’s request.*Recommended by priya: .*Cheaper/);
    expect((await opened()).details).not.toHaveProperty("rationale");
    expect(await opened()).toMatchObject(asSaid);

    // As it was stored until November 2026.
    for (const [itemId, change] of [
      [id, (details: Stored) => ({ ...details, outcome: { ...details.outcome, rationale: "Cheaper" } })],
      [decisionId, ({ recommendation, ...details }: Stored) => ({ ...details, rationale: recommendation })],
    ] as const) {
      const { details } = await db
        .selectFrom("item")
        .select("details")
        .where("id", "=", itemId)
        .executeTakeFirstOrThrow();
      const changed = JSON.stringify(change(JSON.parse(details)));
      await db.updateTable("item").set({ details: changed }).where("id", "=", itemId).execute();
    }
    expect((await shown()).outcome?.rationale).toBeUndefined();
    expect((await opened()).details).not.toMatchObject({ rationale: expect.anything() });
    expect(await opened()).toMatchObject(asSaid);
    const exported = (await itemsToExport(db, record.workspaceId, [program])).map((one) =>
      exportedItem(one, new Map(), { isNamed: true }),
    );
    expect(JSON.stringify(exported)).not.toContain("rationale");
    expect(exported.find(({ type }) => type === "decision")?.details).toMatchObject({ recommendation: "Cheaper" });
  });

  it("is undone within ten minutes, and not after", async () => {
    const db = await aDatabase(name);
    const { services, as, id, shown, item } = await anAsk(db);
    const ines = await as("sponsor");
    await decideAsk(services, ines, id, { words: "Yes" });
    expect(await nextAskTermAt(db)).toBe("2026-07-31T10:10:00.000Z");
    await expect(undoDecision(services, await as("member"), id)).rejects.toThrow("ASK_NOT_YOURS");
    services.clock.at = "2026-07-31T10:09:59.999Z";
    await undoDecision(services, ines, id);
    expect(await nextAskTermAt(db)).toBeNull();
    await decideAsk(services, ines, id, { words: "No" });
    services.clock.at = "2026-07-31T10:19:59.999Z";
    await endAskTerms(services);
    await expect(undoDecision(services, ines, id)).rejects.toThrow("UNDO_TOO_LATE");
    // Nor behind its back.
    const tom = await as("lead");
    await expect(reopenItem(services, tom, id)).rejects.toThrow("ITEM_MOVED_ON");
    const seen = { id, revision: (await item()).revision };
    await expect(changeItem(services, tom, seen, { title: "Another question?" })).rejects.toThrow("ITEM_MOVED_ON");
    expect(await nextAskTermAt(db)).toBeNull();
    expect(await shown()).toMatchObject({ state: "decided", outcome: { decisionCode: "PA-D-2" }, mayBeUndone: false });
    await db.destroy();
  });

  it("waits for one message that says it all, where several would have been held", async () => {
    const db = await aDatabase(name);
    const { services, as, id } = await anAsk(db);
    const [ines, priya] = [await as("sponsor"), await as("member")];
    await askBack(services, ines, id, "Who?");
    await expect(answerAskBack(services, ines, id, "Me")).rejects.toThrow("ASK_NOT_FOR_YOU");
    await answerAskBack(services, priya, id, "Ravi");
    await expect(answerAskBack(services, priya, id, "Ravi")).rejects.toThrow("ASK_ANSWERED");
    const rows = await db
      .selectFrom("delivery")
      .selectAll()
      .where("kind", "=", "ask")
      .orderBy("due_at")
      .orderBy("key")
      .execute();
    expect(rows.map(({ key }) => key)).toEqual([`ask:${id}:1`, `ask:${id}:3`]);
    const context = {
      db,
      slack: {
        channel: () => Promise.reject(new Error("None is asked for")),
        permalink: () => Promise.reject(new Error("None is asked for")),
      },
      now: services.clock.now(),
      events,
      workspaceId: ines.workspace_id,
      reader: { locale: "en-GB", zone: "UTC" },
    };
    const kind = askKinds.find((each) => each.kind === "ask");
    const wanted = rows.map(({ subject }) => kind?.stillWanted(context, JSON.parse(subject)));
    expect(await Promise.all(wanted)).toEqual([false, true]);
    await db.destroy();
  });

  it("is seen once, put off, and completed anew only by those who speak for it", async () => {
    const db = await aDatabase(name);
    const { services, as, id, shown, item } = await anAsk(db);
    const ines = await as("sponsor");
    await acknowledgeAsk(services, ines, id);
    await acknowledgeAsk(services, ines, id);
    await deferAsk(services, ines, id, "2026-08-20");
    expect(await shown()).toMatchObject({ state: "acknowledged", waitsFor: "date", deferredUntil: "2026-08-20" });
    const form = {
      title: "Buy two?",
      kind: "resource" as const,
      decider: ines,
      options: OPTIONS,
      recommended: 1,
      why: "",
      neededBy: "2026-08-28",
      costOfWaiting: "Two weeks",
      evidence: "",
    };
    await expect(completeAsk(services, ines, id, form)).rejects.toThrow("ASK_NOT_FOR_YOU");
    await completeAsk(services, await as("lead"), id, form);
    expect(await shown()).toMatchObject({ title: "Buy two?", why: null, recommended: 1, moves: 1, kind: "resource" });
    services.clock.at = "2026-08-29T10:00:00.000Z";
    expect(await shown()).toMatchObject({ waitsFor: "decider", isOverdue: true, askedDaysAgo: 29 });
    const events = (await historyOf(db, await item())).map(({ event }) => event);
    expect(events).toEqual(["raised", "acknowledged", "deferred", "moved-date"]);
    await db.destroy();
  });

  it("is voted on by the committee alone, once a member, and no vote of one that was withdrawn counts again", async () => {
    const db = await aDatabase(name);
    const { services, as, id, shown } = await anAsk(db);
    const [ines, omar, zoe] = [await as("sponsor"), await as("chair"), await as("other")];
    const vote = { kind: "circulation" as const, quorum: 2, closesOn: "2026-08-03" };
    await expect(putToCommittee(services, await as("member"), id, vote)).rejects.toThrow("ASK_NOT_YOURS");
    await putToCommittee(services, ines, id, vote);
    expect(await shown()).toMatchObject({ decider: { name: "omar" }, waitsFor: "committee" });
    await expect(castVote(services, ines, id, 0)).rejects.toThrow("NOT_A_VOTER");
    await expect(castVote(services, zoe, id, 7)).rejects.toThrow("ITEM_MOVED_ON");
    await expect(decideAsk(services, omar, id, { words: "Yes" })).rejects.toThrow("ASK_IN_VOTE");
    await castVote(services, zoe, id, 0);
    await castVote(services, zoe, id, 1);
    await castVote(services, zoe, id, 1);
    const cast = await db.selectFrom("ask_vote").selectAll().orderBy("revision").execute();
    expect(cast.map(({ option }) => option)).toEqual([0, 1]);
    await withdrawAsk(services, await as("member"), id);
    expect(await nextAskTermAt(db)).toBeNull();
    await expect(castVote(services, omar, id, 0)).rejects.toThrow("VOTE_CLOSED");
    await db.destroy();
  });

  it("that was withdrawn from the record while it was voted on stays withdrawn when the vote closes", async () => {
    const db = await aDatabase(name);
    const { services, as, id, shown } = await anAsk(db);
    const vote = { kind: "circulation" as const, quorum: 1, closesOn: "2026-08-03" };
    await putToCommittee(services, await as("sponsor"), id, vote);
    await castVote(services, await as("chair"), id, 0);
    await closeItem(services, await as("member"), id, "Not needed any more");
    await expect(castVote(services, await as("other"), id, 0)).rejects.toThrow("ASK_WITHDRAWN");
    services.clock.at = "2026-08-03T18:00:00.000Z";
    await endAskTerms(services);
    expect(await shown()).toMatchObject({ state: "withdrawn", outcome: null });
    expect(await nextAskTermAt(db)).toBeNull();
    await reopenItem(services, await as("member"), id);
    expect(await shown()).toMatchObject({ state: "open", waitsFor: "decider", circulation: null });
    await db.destroy();
  });

  it("took the working days on which its decider did not wait for an answer (A6)", async () => {
    const db = await aDatabase(name);
    onTestFinished(() => db.destroy());
    const { services, as, id, of } = await anAsk(db);
    const ines = await as("sponsor");
    services.clock.at = "2026-08-03T10:00:00.000Z";
    await askBack(services, ines, id, "Who?");
    services.clock.at = "2026-08-06T10:00:00.000Z";
    await answerAskBack(services, await as("member"), id, "Ravi");
    services.clock.at = "2026-08-10T10:00:00.000Z";
    await decideAsk(services, ines, id, { words: "Yes" });
    const [told] = await itemsToTell(db, { ...of, endedAfter: "2026-08-01T00:00:00.000Z" });
    const waits = waitsIn(told?.asking ?? [], services.clock.at, "UTC");
    expect(waits).toEqual([{ from: "2026-08-03", until: "2026-08-06" }]);
    // From Friday 31 July to Monday 10 August are six working days; three of them the sponsor waited.
    const span = { askedOn: "2026-07-31", decidedOn: "2026-08-10" };
    expect(daysToDecision({ ...span, waits }, MONDAY_TO_FRIDAY)).toBe(3);
    expect(daysToDecision({ ...span, waits: [] }, MONDAY_TO_FRIDAY)).toBe(6);
  });

  it("is nobody's business in another program", async () => {
    const db = await aDatabase(name);
    const { services, record, id } = await anAsk(db);
    const stranger = await personById(db, record.workspaceId, (await record.person("sam")).id);
    for (const act of [
      () => askToDecide(services, stranger, id),
      () => undoDecision(services, stranger, id),
      () => withdrawAsk(services, stranger, id),
      () => putToCommittee(services, stranger, id, { kind: "chair" }),
    ])
      await expect(act()).rejects.toThrow(/ASK_NOT_YOURS|ASK_NOT_FOR_YOU/);
    await db.destroy();
  });
});

it("takes as many statements to change an ask that has been changed often as one that is new", async () => {
  let statements = 0;
  const db = openDatabase(":memory:", { onStatement: () => statements++ });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const { services, as, item } = await anAsk(db);
  const change = async (number: number) => {
    const [priya, seen] = [await as("member"), await item()];
    statements = 0;
    await changeItem(services, priya, seen, { title: `Buy it, ${number}?` });
    return statements;
  };
  await change(0);
  const early = await change(1);
  for (let number = 2; number < 40; number += 1) await change(number);
  expect(await change(40)).toBe(early);
});
