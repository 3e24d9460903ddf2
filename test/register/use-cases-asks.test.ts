import { describe, expect, it } from "vitest";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram, reopenProgram } from "../../src/programs/closings/acts.ts";
import { asksFor } from "../../src/register/asks/ask.ts";
import {
  acknowledgeAsk,
  askToDecide,
  completeAsk,
  decideAsk,
  deferAsk,
  undoDecision,
  withdrawAsk,
} from "../../src/register/asks/use-cases.ts";
import { castVote, endAskTerms, nextAskTermAt, putToCommittee } from "../../src/register/asks/use-cases-votes.ts";
import { itemToPassUp } from "../../src/register/escalation/use-cases-acts.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { changeItem, closeItem, reopenItem } from "../../src/register/use-cases-acts.ts";
import { historyOf, itemsOfPrograms, listItemsFor } from "../../src/register/use-cases-reading.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const OPTIONS = [
  { label: "Yes", doesNothing: false },
  { label: "Do nothing", doesNothing: true },
];

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

  it("is not read by its decider once it was withdrawn, where it is for the lead alone", async () => {
    const db = await aDatabase(name);
    const { services, as, id } = await anAsk(db);
    await db.updateTable("item").set({ disclosure: "lead" }).where("id", "=", id).execute();
    const readBy = async (who: "sponsor" | "member") => listItemsFor(services, await as(who), { ids: [id] });
    expect([await readBy("sponsor"), await readBy("member")].map(({ length }) => length)).toEqual([1, 1]);
    await withdrawAsk(services, await as("member"), id);
    expect([await readBy("sponsor"), await readBy("member")].map(({ length }) => length)).toEqual([0, 1]);
    await db.destroy();
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
