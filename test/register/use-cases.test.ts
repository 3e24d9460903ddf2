import { describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { getPerson } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changeItem } from "../../src/register/acts.ts";
import { itemFor, itemsOfPrograms, listItemsFor } from "../../src/register/item-rights.ts";
import { moveItem } from "../../src/register/items.ts";
import { listItemEvents } from "../../src/register/repository.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { aDatabase, bothDatabases, databases } from "../support/databases.ts";
import { aRecord, MONTHLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const QUESTIONS: Question[] = [
  { key: "request", type: "long-text", label: "What do you need?", feeds: "request" },
  { key: "blocker", type: "long-text", label: "What blocks you?", feeds: "blocker", track: true },
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
  const as = (who: keyof typeof people) => getPerson(db, record.workspaceId, people[who].id);
  return { record, program, people, services, as };
}

describe.each(databases)("the record, on %s", (name) => {
  it("makes a request of an answer, changes it with the answer until somebody else did, and withdraws it with its words", async () => {
    const db = await aDatabase(name);
    const { record, program, people, services, as } = await aProgram(db);
    const cadence = await record.cadence(program, { rule: MONTHLY, questions: QUESTIONS });
    const round = await record.round(cadence, "2026-07-31", [people.lead]);
    const ofRound = db.selectFrom("prompt").select("id").where("round_id", "=", round.id);
    const prompt = await ofRound.executeTakeFirstOrThrow();
    const tom = await as("lead");
    const items = () => itemsOfPrograms(db, record.workspaceId, [program.id]);
    const answer = (answers: Record<string, string>) =>
      submitCheckIn({ ...services, actor: tom }, { promptId: prompt.id, answers });

    await answer({ request: "Release one engineer? Launch slips otherwise.", blocker: "None" });
    expect(await items()).toMatchObject([
      {
        type: "request",
        number: 1,
        title: "Release one engineer? Launch slips otherwise.",
        state: "open",
        owner_id: people.sponsor.id,
        due_on: "2026-08-07",
        source_key: `check-in:${round.id}:${tom.id}:request:1`,
      },
    ]);

    await answer({ request: "Release two engineers?", blocker: "The certificates expired\nThe key is lost" });
    expect(await items()).toMatchObject([
      { title: "Release two engineers?", number: 1 },
      {
        title: "The certificates expired",
        owner_id: tom.id,
        details: { blocksWork: true, blockedSince: "2026-07-31" },
      },
      { title: "The key is lost", owner_id: tom.id, due_on: "2026-08-07" },
    ]);

    const [, , lost] = await items();
    if (!lost) throw new Error("There is no second blocker");
    await changeItem(acting(services, tom), { ...lost, edit: { title: "The key to Leeds is lost" } });
    await answer({ blocker: "Nobody has the form" });
    expect((await items()).map(({ title, state }) => [title, state])).toEqual([
      ["Release two engineers?", "withdrawn"],
      ["Nobody has the form", "open"],
      ["The key to Leeds is lost", "open"],
    ]);
    await answer({ request: "Release two engineers?" });
    expect((await items()).map(({ title, state }) => [title, state])).toEqual([
      ["Release two engineers?", "open"],
      ["Nobody has the form", "dropped"],
      ["The key to Leeds is lost", "open"],
    ]);
  });

  it("keeps the first date for ever and counts the moves; it stands at once, with its author as owner", async () => {
    const db = await aDatabase(name);
    const { program, people, services, as } = await aProgram(db);
    const priya = await as("member");
    const raised = await addQuietly(acting(services, priya), {
      programId: program.id,
      type: "action",
      details: {},
      title: "Book the room",
      sourceKey: "command:1",
    });
    // In five working days, where nobody says when.
    expect(raised).toMatchObject({ state: "open", owner_id: people.member.id, due_on: "2026-08-07" });
    const once = await changeItem(acting(services, priya), { ...raised, edit: { dueOn: "2026-08-10" } });
    const moved = await changeItem(acting(services, priya), { ...once, edit: { dueOn: "2026-08-17" } });
    expect(moved).toMatchObject({ due_on: "2026-08-17", original_due_on: "2026-08-07", due_moves: 2 });
    expect(
      (await listItemEvents(db, moved.workspace_id, [moved.id])).map(({ event, revision }) => [event, revision]),
    ).toEqual([
      ["raised", 1],
      ["moved-date", 2],
      ["moved-date", 3],
    ]);
  });

  it("shows each person what their seat allows, and lets only those change it who answer for it", async () => {
    const db = await aDatabase(name);
    const { program, services, as } = await aProgram(db);
    const tom = await as("lead");
    const raise = (disclosure: "program" | "lead", source: string) =>
      addQuietly(acting(services, tom), {
        programId: program.id,
        type: "risk",
        details: {},
        title: "Push certificates expire in June",
        disclosure,
        sourceKey: source,
      });
    const open = await raise("program", "command:1");
    const secret = await raise("lead", "command:2");
    const readable = async (who: "lead" | "sponsor" | "member" | "stranger") =>
      (await listItemsFor(services, await as(who), {})).map(({ number }) => number);
    expect(await readable("lead")).toEqual([1, 2]);
    expect(await readable("sponsor")).toEqual([1]);
    expect(await readable("member")).toEqual([1]);
    expect(await readable("stranger")).toEqual([]);
    await expect(itemFor(acting(services, await as("member")), { id: secret.id })).rejects.toThrow("ITEM_GONE");
    await expect(itemFor(acting(services, await as("stranger")), { id: open.id })).rejects.toThrow("ITEM_GONE");
    const member = await as("member");
    const renaming = changeItem(acting(services, member), { ...open, edit: { title: "Mine" } });
    await expect(renaming).rejects.toThrow("ITEM_NOT_YOURS");
    const stranger = await as("stranger");
    await expect(
      addQuietly(acting(services, stranger), {
        programId: program.id,
        type: "action",
        details: {},
        title: "x",
        sourceKey: "command:3",
      }),
    ).rejects.toThrow("NOT_OF_PROGRAM");
  });

  it("refuses a change of what somebody else changed, and the edit of a decision that stands", async () => {
    const db = await aDatabase(name);
    const { program, people, services, as } = await aProgram(db);
    const tom = await as("lead");
    const decision = await addQuietly(acting(services, tom), {
      programId: program.id,
      type: "decision",
      details: { rationale: "Cheaper" },
      title: "We buy",
      ownerId: people.lead.id,
      sourceKey: "command:1",
    });
    expect(decision.state).toBe("active");
    const changing = changeItem(acting(services, tom), { ...decision, edit: { title: "We make" } });
    await expect(changing).rejects.toThrow("DECISION_STANDS");
    const replace = () =>
      inTransaction(db, (tx) => moveItem(acting({ ...services, db: tx }, tom), { item: decision, to: "replaced" }));
    await replace();
    await expect(replace()).rejects.toThrow("ITEM_MOVED_ON");
  });
});

it.each(bothDatabases)("numbers what several people add to a program at once, on %s", async (name) => {
  const db = await aDatabase(name);
  const { record, program, services } = await aProgram(db);
  const cadence = await record.cadence(program, { rule: MONTHLY, questions: QUESTIONS, audience: ["team"] });
  const team = [];
  for (let index = 0; index < 8; index += 1) team.push(await record.person(`member-${index}`));
  for (const person of team) await record.seat(program, person, "team");
  await record.round(cadence, "2026-07-31", team);
  const prompts = await db.selectFrom("prompt").select(["id", "person_id"]).execute();
  await Promise.all(
    prompts.map(async ({ id, person_id }) => {
      const actor = await getPerson(db, record.workspaceId, person_id);
      await submitCheckIn({ ...services, actor }, { promptId: id, answers: { blocker: `No data for ${person_id}` } });
    }),
  );
  const items = await itemsOfPrograms(db, record.workspaceId, [program.id]);
  expect(items.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
