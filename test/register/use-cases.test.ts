import { describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { editItem, type Item, itemToAct, moveItem, raiseItem } from "../../src/register/use-cases.ts";
import { historyOf, itemFor, itemsLike, itemsOfPrograms, listItemsFor } from "../../src/register/use-cases-reading.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const QUESTIONS: Question[] = [
  { key: "ask", type: "long-text", label: "What do you need?", feeds: "ask" },
  { key: "needed-by", type: "date", label: "By when?", feeds: "ask" },
  { key: "blocker", type: "long-text", label: "What blocks you?", feeds: "blocker" },
];

async function aProgram(db: Db) {
  const record = await aRecord(db);
  const people = {
    lead: await record.person("tom"),
    sponsor: await record.person("ines"),
    member: await record.person("priya"),
    stranger: await record.person("zoe"),
  };
  const { lead, sponsor, member } = people;
  const program = await record.program("p", { seats: { lead: [lead], sponsor: [sponsor], team: [member] } });
  const services = servicesAt(db, "2026-07-31T10:00:00.000Z");
  const as = (who: keyof typeof people) => personById(db, record.workspaceId, people[who].id);
  return { record, program, people, services, as };
}

describe.each(databases)("the record, on %s", (name) => {
  it("takes a draft of each answer that feeds it, once, and follows its revisions until somebody took it up", async () => {
    const db = await aDatabase(name);
    const { record, program, people, services, as } = await aProgram(db);
    const cadence = await record.cadence(program, { rule: MONTHLY, questions: QUESTIONS });
    const round = await record.round(cadence, "2026-07-31", [people.lead]);
    const prompt = await db
      .selectFrom("prompt")
      .select("id")
      .where("round_id", "=", round.id)
      .executeTakeFirstOrThrow();
    const tom = await as("lead");
    const items = () => itemsOfPrograms(db, record.workspaceId, [program.id]);
    const answer = (answers: Record<string, string>) => submitCheckIn(services, tom, prompt.id, { answers });

    await answer({ ask: "Release one engineer? Launch slips otherwise.", "needed-by": "2026-08-14", blocker: "None" });
    const [ask] = await items();
    expect(await items()).toHaveLength(1);
    expect(ask).toMatchObject({
      type: "ask",
      number: 1,
      title: "Release one engineer?",
      description: "Release one engineer? Launch slips otherwise.",
      state: "draft",
      owner_id: people.sponsor.id,
      due_on: "2026-08-14",
      round_id: round.id,
      check_in_revision: 1,
    });

    await answer({ ask: "Release two engineers?", "needed-by": "2026-08-14", blocker: "The certificates expired" });
    const [restated, blocker] = await items();
    expect(restated).toMatchObject({
      title: "Release two engineers?",
      description: "",
      number: 1,
      check_in_revision: 2,
    });
    expect(blocker).toMatchObject({
      type: "issue",
      owner_id: tom.id,
      details: { blocksWork: true, blockedSince: "2026-07-31" },
    });

    if (!restated) throw new Error("There is no ask");
    await inTransaction(db, (tx) =>
      moveItem(services, tx, tom, restated, { to: "acknowledged", event: "acknowledged" }),
    );
    await answer({ blocker: "The certificates expired" });
    expect(await items()).toMatchObject([
      { title: "Release two engineers?", state: "acknowledged" },
      { state: "draft" },
    ]);
    await answer({ ask: "Something else?" });
    const [kept, gone] = await items();
    expect(kept).toMatchObject({ title: "Release two engineers?" });
    expect(gone).toMatchObject({ type: "issue", state: "closed" });
    if (!kept) throw new Error("There is no ask");
    expect((await historyOf(db, kept)).map(({ event, note }) => [event, note])).toEqual([
      ["raised", null],
      ["restated", "Release two engineers?"],
      ["acknowledged", null],
      ["restated", "Something else?"],
    ]);
    await db.destroy();
  });

  it("takes what is said again in the same words for the same item", async () => {
    const db = await aDatabase(name);
    const { record, program, people, services, as } = await aProgram(db);
    const cadence = await record.cadence(program, { rule: MONTHLY, questions: QUESTIONS });
    const tom = await as("lead");
    for (const [key, ask] of [
      ["2026-06-30", "Release one engineer?"],
      ["2026-07-31", " release  one engineer? "],
      ["2026-08-31", "Release two engineers?"],
    ] as const) {
      const round = await record.round(cadence, key, [people.lead]);
      services.clock.at = `${key}T10:00:00.000Z`;
      const { id } = await db
        .selectFrom("prompt")
        .select("id")
        .where("round_id", "=", round.id)
        .executeTakeFirstOrThrow();
      await submitCheckIn(services, tom, id, { answers: { ask } });
    }
    const [same, other, ...more] = await itemsOfPrograms(db, record.workspaceId, [program.id]);
    expect(more).toEqual([]);
    expect(same).toMatchObject({ title: "Release one engineer?", raised_at: "2026-06-30T10:00:00.000Z", revision: 2 });
    const { key } = await db
      .selectFrom("round")
      .select("key")
      .where("id", "=", same?.round_id ?? "")
      .executeTakeFirstOrThrow();
    expect(key).toBe("2026-07-31");
    expect(other).toMatchObject({ title: "Release two engineers?", number: 2 });
    await db.destroy();
  });

  it("keeps the first date for ever and counts the moves; what has all it needs stands", async () => {
    const db = await aDatabase(name);
    const { program, people, services, as } = await aProgram(db);
    const priya = await as("member");
    const raised = await inTransaction(db, (tx) =>
      raiseItem(services, tx, priya, program.id, {
        type: "action",
        details: {},
        title: "Book the room",
        sourceKey: "command:1",
      }),
    );
    expect(raised.state).toBe("draft");
    const edit = (item: Item, change: Parameters<typeof editItem>[4]) =>
      inTransaction(db, async (tx) =>
        editItem(services, tx, priya, await itemToAct(services, tx, priya, item.id), change),
      );
    const stands = await edit(raised, { ownerId: people.member.id, dueOn: "2026-08-03" });
    expect(stands).toMatchObject({ state: "open", original_due_on: "2026-08-03", due_moves: 0 });
    await edit(raised, { dueOn: "2026-08-10" });
    const moved = await edit(raised, { dueOn: "2026-08-17" });
    expect(moved).toMatchObject({ due_on: "2026-08-17", original_due_on: "2026-08-03", due_moves: 2 });
    expect((await historyOf(db, moved)).map(({ event, revision }) => [event, revision])).toEqual([
      ["raised", 1],
      ["completed", 2],
      ["moved-date", 3],
      ["moved-date", 4],
    ]);
    await db.destroy();
  });

  it("shows each person what their seat allows, and lets only those change it who answer for it", async () => {
    const db = await aDatabase(name);
    const { program, services, as } = await aProgram(db);
    const tom = await as("lead");
    const raise = (disclosure: "program" | "lead", source: string) =>
      inTransaction(db, (tx) =>
        raiseItem(services, tx, tom, program.id, {
          type: "risk",
          details: {},
          title: "Push certificates expire in June",
          disclosure,
          sourceKey: source,
        }),
      );
    const open = await raise("program", "command:1");
    const secret = await raise("lead", "command:2");
    const readable = async (who: "lead" | "sponsor" | "member" | "stranger") =>
      (await listItemsFor(services, await as(who), {})).map(({ number }) => number);
    expect(await readable("lead")).toEqual([1, 2]);
    expect(await readable("sponsor")).toEqual([1]);
    expect(await readable("member")).toEqual([1]);
    expect(await readable("stranger")).toEqual([]);
    await expect(itemFor(services, await as("member"), secret.id)).rejects.toThrow("ITEM_GONE");
    await expect(itemFor(services, await as("stranger"), open.id)).rejects.toThrow("ITEM_GONE");
    const member = await as("member");
    await expect(inTransaction(db, (tx) => editItem(services, tx, member, open, { title: "Mine" }))).rejects.toThrow(
      "ITEM_NOT_YOURS",
    );
    const stranger = await as("stranger");
    await expect(
      inTransaction(db, (tx) =>
        raiseItem(services, tx, stranger, program.id, {
          type: "action",
          details: {},
          title: "x",
          sourceKey: "command:3",
        }),
      ),
    ).rejects.toThrow("NOT_OF_PROGRAM");
    expect((await itemsLike(services, await as("lead"), open)).map(({ number }) => number)).toEqual([2]);
    await db.destroy();
  });

  it("refuses a change of what somebody else changed, and the edit of a decision that stands", async () => {
    const db = await aDatabase(name);
    const { program, people, services, as } = await aProgram(db);
    const tom = await as("lead");
    const decision = await inTransaction(db, (tx) =>
      raiseItem(services, tx, tom, program.id, {
        type: "decision",
        details: { rationale: "Cheaper" },
        title: "We buy",
        ownerId: people.lead.id,
        sourceKey: "command:1",
      }),
    );
    expect(decision.state).toBe("active");
    await expect(
      inTransaction(db, (tx) => editItem(services, tx, tom, decision, { title: "We make" })),
    ).rejects.toThrow("DECISION_STANDS");
    const supersede = () =>
      inTransaction(db, (tx) => moveItem(services, tx, tom, decision, { to: "superseded", event: "superseded" }));
    await supersede();
    await expect(supersede()).rejects.toThrow("ITEM_MOVED_ON");
    await db.destroy();
  });
});
