import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { programNow } from "../../src/health/program-facts.ts";
import { type Person, personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { undoLeavingOut } from "../../src/register/drafts/use-cases-undo.ts";
import { itemsOfAnswer, keptOfCheckIn } from "../../src/register/list/use-cases.ts";
import { itemsToTell } from "../../src/register/told/use-cases.ts";
import type { Item } from "../../src/register/use-cases.ts";
import { changeItem, closeItem, confirmBlocking, setApart } from "../../src/register/use-cases-acts.ts";
import { historyOf, itemsOfPrograms } from "../../src/register/use-cases-reading.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, DAILY, type RecordedPerson, type RecordedProgram } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const QUESTIONS: Question[] = [
  { key: "progress", type: "long-text", label: "Done", feeds: "progress" },
  { key: "blocker", type: "long-text", label: "What blocks you?", feeds: "blocker" },
  { key: "risk", type: "long-text", label: "Risks", feeds: "risk" },
  { key: "ask", type: "long-text", label: "What do you need?", feeds: "ask" },
  { key: "by", type: "date", label: "By when?", feeds: "ask" },
];

async function aTeam(db: Db) {
  const record = await aRecord(db);
  const [tom, priya, ines] = [await record.person("tom"), await record.person("priya"), await record.person("ines")];
  const services = servicesAt(db, "2026-07-27T10:00:00.000Z");
  let days = 0;
  /** A program with a daily check-in, and what is said in it. */
  const aProgram = async (key: string) => {
    const program = await record.program(key, { seats: { lead: [tom], sponsor: [ines], team: [priya] } });
    const cadence = await record.cadence(program, { rule: DAILY, questions: QUESTIONS, audience: ["lead", "team"] });
    return { program, cadence, ...speaking(program) };
  };
  const speaking = (program: RecordedProgram) => ({
    items: () => itemsOfPrograms(db, record.workspaceId, [program.id]),
    async events(item: Item | undefined) {
      return item ? (await historyOf(db, item)).map(({ event }) => event) : [];
    },
  });
  /** Each in the next daily round, or again in one that was answered. */
  const say = async (
    { cadence }: Pick<Awaited<ReturnType<typeof aProgram>>, "cadence">,
    who: RecordedPerson,
    answers: Record<string, string> | "nothing",
    again?: Said,
  ): Promise<Said> => {
    const said = again ?? (await anotherRound(cadence, who));
    services.clock.at = new Date(Date.parse(services.clock.at) + 60_000).toISOString();
    const person = await personById(db, record.workspaceId, who.id);
    const given = answers === "nothing" ? { nothingToReport: true as const } : { answers };
    expect(await submitCheckIn(services, person, said.promptId, given)).toEqual({ stored: true });
    return said;
  };
  const anotherRound = async (cadence: Parameters<typeof record.round>[0], who: RecordedPerson): Promise<Said> => {
    const day = String(1 + (days % 27)).padStart(2, "0");
    days += 1;
    const round = await record.round(cadence, `2026-08-${day}+${days}`, [who]);
    const { id } = await db
      .selectFrom("prompt")
      .select("id")
      .where("round_id", "=", round.id)
      .executeTakeFirstOrThrow();
    return { promptId: id, roundId: round.id };
  };
  const checkInOf = async ({ roundId }: Said) =>
    (await db.selectFrom("check_in").select("id").where("round_id", "=", roundId).executeTakeFirstOrThrow()).id;
  const as = (who: RecordedPerson): Promise<Person> => personById(db, record.workspaceId, who.id);
  return { record, services, tom, priya, ines, aProgram, say, checkInOf, as };
}

interface Said {
  promptId: string;
  roundId: string;
}

describe.each(databases)("what is said again, on %s", (name) => {
  it("is news of the item that stands: new words on a draft, the first day, an entry for each answer", async () => {
    const db = await aDatabase(name);
    const { services, tom, aProgram, say, checkInOf, as } = await aTeam(db);
    const program = await aProgram("p");
    const first = await say(program, tom, { blocker: "Push certificates: requested, nobody has it" });
    const second = await say(program, tom, { progress: "x", blocker: "Push certificates: no date, day 2" });
    const [item, ...others] = await program.items();
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      title: "Push certificates: no date, day 2",
      state: "draft",
      raised_at: "2026-07-27T10:01:00.000Z",
      details: { blockedSince: "2026-07-27" },
      round_id: second.roundId,
    });
    if (!item) throw new Error("There is no item");
    const [, again] = await historyOf(db, item);
    expect(again).toMatchObject({
      event: "said-again",
      note: "Push certificates: no date, day 2",
      check_in_id: await checkInOf(second),
      at: "2026-07-27T10:02:00.000Z",
    });

    const { revision } = item;
    await changeItem(
      services,
      await as(tom),
      { id: item.id, revision },
      {
        title: "Certificates for push",
        dueOn: "2026-09-01",
        typed: { type: "issue", details: { blocksWork: true, blockedSince: "2026-07-27", whoCanUnblock: "Ines" } },
      },
    );
    await say(program, tom, { blocker: "Certificates for push – third week" });
    expect(await program.items()).toMatchObject([
      { title: "Certificates for push", state: "open", due_on: "2026-09-01" },
    ]);
    expect(await program.events(item)).toEqual(["raised", "said-again", "completed", "said-again"]);
    for (const said of [first, second])
      expect([...(await itemsOfAnswer(services, await as(tom), await checkInOf(said))).keys()]).toEqual(["blocker"]);
    await db.destroy();
  });

  it("makes no ask, no blocker and no risk of an answer that says that there is none, however it is typed (B1)", async () => {
    const db = await aDatabase(name);
    const { tom, aProgram, say } = await aTeam(db);
    const program = await aProgram("p");
    await say(program, tom, { ask: "No asks this month.", blocker: "No blockers 🙂", risk: "N/A - all good" });
    await say(program, tom, { ask: "Aucune demande ce mois-ci.", blocker: "Rien de bloquant", risk: "No changes" });
    await say(program, tom, { ask: "`N/A`", blocker: "> RAS", risk: "1. N/A" });
    await say(program, tom, { ask: "&nbsp;", blocker: "<!-- none -->", risk: "\u200b" });
    expect(await program.items()).toEqual([]);
    const said = await say(program, tom, { ask: "No decision needed if Leeds confirms – else we need 20k." });
    expect(await program.items()).toMatchObject([{ type: "ask", state: "draft" }]);
    await say(program, tom, { ask: "No decision needed." }, said);
    expect(await program.items()).toMatchObject([{ type: "ask", state: "withdrawn" }]);
    await db.destroy();
  });

  it("leaves a blocker as it stands where the answer has no news, and doubts it where there is none (B3)", async () => {
    const db = await aDatabase(name);
    const { tom, aProgram, say } = await aTeam(db);
    for (const [key, text, doubted] of [
      ["p", "Nothing new.", false],
      ["q", "Rien de neuf.", false],
      ["t", "No change to report", false],
      ["u", "Pas d’autre blocage", false],
      ["v", "Same as last month", false],
      ["r", "None.", true],
      ["s", "RAS", true],
      ["w", "No critical issues", true],
    ] as const) {
      const program = await aProgram(key);
      await say(program, tom, { blocker: "The road is shut." });
      await say(program, tom, { blocker: text });
      const [item] = await program.items();
      expect([item?.state, item?.doubted_at !== null]).toEqual(["draft", doubted]);
      await say(program, tom, { blocker: text });
      expect(await program.items()).toMatchObject([{ state: doubted ? "closed" : "draft" }]);
    }
    await db.destroy();
  });

  it("is another item where somebody else says it, of another type, once it is settled, or a list; an ask has its own each time", async () => {
    const db = await aDatabase(name);
    const { services, tom, priya, aProgram, say, as } = await aTeam(db);
    const program = await aProgram("p");
    const codes = async () => (await program.items()).map(({ type, number }) => `${type} ${number}`).sort();
    await say(program, tom, { blocker: "Push certificates: no date", ask: "Push certificates: call Security?" });
    await say(program, priya, { blocker: "Push certificates: no date" });
    await say(program, tom, { risk: "Push certificates: no date", ask: "Push certificates: call them today?" });
    await say(program, tom, { blocker: "Push certificates: no date" });
    expect(await codes()).toEqual(["ask 1", "ask 2", "issue 1", "issue 2", "risk 1"]);
    await say(program, tom, { risk: "1. Push certificates: no date. 2. Store receipts: rejected." });
    expect(await codes()).toContain("risk 2");
    const mine = (await program.items()).find(({ type, raised_by: by }) => type === "issue" && by === tom.id);
    await closeItem(services, await as(tom), mine?.id ?? "", "They came");
    await say(program, tom, { blocker: "Push certificates: expired again" });
    expect(await codes()).toContain("issue 3");
    const elsewhere = await aProgram("q");
    await say(elsewhere, tom, { blocker: "Push certificates: no date" });
    expect(await elsewhere.items()).toMatchObject([{ number: 1 }]);
    await db.destroy();
  });

  it("stays out of an item whose readers may not read the answer", async () => {
    const db = await aDatabase(name);
    const { tom, aProgram, say } = await aTeam(db);
    const program = await aProgram("p");
    await say(program, tom, { blocker: "Push certificates: no date" });
    await db.updateTable("cadence").set({ disclosure: "lead" }).execute();
    await say(program, tom, { blocker: "Push certificates: Ines forgot them" });
    expect(await program.items()).toMatchObject([
      { title: "Push certificates: no date", disclosure: "team" },
      { title: "Push certificates: Ines forgot them", disclosure: "lead" },
    ]);
    await db.destroy();
  });

  it("follows the edits of its answer, and falls back to the others' words when it is about something else", async () => {
    const db = await aDatabase(name);
    const { tom, aProgram, say } = await aTeam(db);
    const program = await aProgram("p");
    const first = await say(program, tom, { blocker: "Push certificates: requested" });
    const second = await say(program, tom, { blocker: "Push certificates: day 2" });
    await say(program, tom, { blocker: "Push certificates: day 2", progress: "More" }, second);
    const [item] = await program.items();
    expect(await program.events(item)).toEqual(["raised", "said-again"]);
    await say(program, tom, { blocker: "Push certificates: day 2, no date" }, second);
    expect(await program.items()).toMatchObject([{ title: "Push certificates: day 2, no date" }]);
    await say(program, tom, { blocker: "Push certificates: requested on Monday" }, first);
    expect(await program.items()).toMatchObject([{ title: "Push certificates: day 2, no date" }]);

    await say(program, tom, { blocker: "The laptop is broken" }, second);
    expect((await program.items()).map(({ title, state }) => [title, state])).toEqual([
      ["Push certificates: requested", "draft"],
      ["The laptop is broken", "draft"],
    ]);
    await say(program, tom, { blocker: "None" }, first);
    expect((await program.items()).map(({ title, state }) => [title, state])).toEqual([
      ["Push certificates: requested", "closed"],
      ["The laptop is broken", "draft"],
    ]);
    expect(await program.events(item)).toEqual([
      "raised",
      "said-again",
      "restated",
      "restated",
      "taken-out",
      "left-out",
      "closed",
    ]);
    await db.destroy();
  });

  it("keeps an item that its first answer no longer names but a later one does", async () => {
    const db = await aDatabase(name);
    const { tom, aProgram, say } = await aTeam(db);
    const program = await aProgram("p");
    const first = await say(program, tom, { blocker: "Push certificates: requested" });
    const second = await say(program, tom, { blocker: "Push certificates: day 2" });
    await say(program, tom, { blocker: "None" }, first);
    expect(await program.items()).toMatchObject([{ title: "Push certificates: day 2", state: "draft" }]);
    await say(program, tom, { blocker: "None" }, second);
    expect(await program.items()).toMatchObject([{ state: "closed" }]);
    await db.destroy();
  });

  it("becomes an item of its own when its author says that it is another one, once", async () => {
    const db = await aDatabase(name);
    const { record, services, tom, aProgram, say, checkInOf, as } = await aTeam(db);
    const program = await aProgram("p");
    await say(program, tom, { blocker: "Push certificates: no date" });
    services.clock.at = "2026-07-28T10:00:00.000Z";
    const second = await say(program, tom, { blocker: "Push certificates: the Android ones are refused" });
    const check = {
      workspaceId: record.workspaceId,
      programId: program.program.id,
      checkInId: await checkInOf(second),
    };
    const {
      kept: [kept, ...more],
    } = await keptOfCheckIn(db, check);
    expect(more).toEqual([]);
    if (!kept) throw new Error("Nothing was kept");
    const press = { itemId: kept.item.id, sourceKey: kept.sourceKey };
    services.clock.at = "2026-07-29T10:00:00.000Z";
    await setApart(services, await as(tom), press);
    expect((await program.items()).map(({ title, details, raised_by }) => [title, details, raised_by])).toEqual([
      ["Push certificates: no date", { blocksWork: true, blockedSince: "2026-07-27" }, tom.id],
      ["Push certificates: the Android ones are refused", { blocksWork: true, blockedSince: "2026-07-28" }, tom.id],
    ]);
    expect(await program.events(kept.item)).toEqual(["raised", "said-again", "taken-out"]);
    expect(await keptOfCheckIn(db, check)).toEqual({ kept: [], leftOut: [] });
    await expect(setApart(services, await as(tom), press)).rejects.toThrow("PA-I-2 is already a separate item");
    await say(program, tom, { blocker: "Push certificates: Android ones refused again" });
    expect((await program.items()).map(({ title }) => title)).toEqual([
      "Push certificates: no date",
      "Push certificates: Android ones refused again",
    ]);
    await db.destroy();
  });
});

describe.each(databases)("a need that is asked again, on %s", (name) => {
  const RELEASE = "Margaret: release Dieter from Analytics to Loyalty until January?";
  /** What completes an ask. */
  const DETAILS = {
    kind: "decision" as const,
    options: [
      { label: "Yes", doesNothing: false },
      { label: "No", doesNothing: true },
    ],
    recommended: 0,
    costOfWaiting: "A week each week",
  };
  const AGAIN = "Release Dieter from Analytics to Loyalty until 15 January? I recommend yes.";

  it("is the same ask: its code and decider stay, its date unless given anew, and the history has the day (B10)", async () => {
    const db = await aDatabase(name);
    const { record, services, tom, priya, ines, aProgram, say, checkInOf, as } = await aTeam(db);
    const program = await aProgram("p");
    const first = await say(program, tom, { ask: RELEASE, by: "2026-08-20" });
    services.clock.at = "2026-07-30T10:00:00.000Z";
    const second = await say(program, tom, { ask: AGAIN });
    const [ask, ...others] = await program.items();
    expect(others).toEqual([]);
    expect(ask).toMatchObject({ number: 1, state: "draft", owner_id: ines.id, due_on: "2026-08-20", due_moves: 0 });
    expect(ask).toMatchObject({
      title: "Release Dieter from Analytics to Loyalty until 15 January?",
      description: AGAIN,
    });
    if (!ask) throw new Error("There is no ask");
    expect((await historyOf(db, ask)).map(({ event, at }) => [event, at])).toEqual([
      ["raised", "2026-07-27T10:01:00.000Z"],
      ["said-again", "2026-07-30T10:01:00.000Z"],
    ]);
    const told = async () =>
      (
        await itemsToTell(db, { workspaceId: record.workspaceId, programIds: [program.program.id], endedAfter: "9" })
      ).map(({ number, namedIn }) => [number, namedIn.map(({ checkInId, question }) => `${checkInId} ${question}`)]);
    const answers = [`${await checkInOf(first)} ask`, `${await checkInOf(second)} ask`];
    expect(await told()).toEqual([[1, answers]]);

    await say(program, priya, { ask: RELEASE });
    await say(program, tom, { ask: "Margaret: release Farah from Analytics to Loyalty until January?" });
    expect((await program.items()).map(({ number, raised_by: by }) => [number, by])).toEqual([
      [1, tom.id],
      [2, priya.id],
      [3, tom.id],
    ]);

    const edit = {
      title: "Release Dieter from Analytics to Loyalty?",
      typed: { type: "ask" as const, details: DETAILS },
    };
    await changeItem(services, await as(tom), { id: ask.id, revision: ask.revision }, edit);
    const messages = async () =>
      (await db.selectFrom("delivery").select("id").where("kind", "=", "ask").execute()).length;
    const sent = await messages();
    expect(sent).toBe(1);
    const third = await say(program, tom, { ask: "Release Dieter from Analytics to Loyalty.", by: "2026-08-27" });
    expect((await program.items()).find(({ id }) => id === ask.id)).toMatchObject({
      state: "open",
      title: "Release Dieter from Analytics to Loyalty?",
      due_on: "2026-08-27",
      original_due_on: "2026-08-20",
      due_moves: 1,
    });
    expect(await messages()).toBe(sent);
    expect(await told()).toContainEqual([1, [...answers, `${await checkInOf(third)} ask`]]);
    await db.destroy();
  });

  it("has the date by which its answer is corrected, in the same words or in others, and none where that is taken out (B10)", async () => {
    const db = await aDatabase(name);
    const { tom, aProgram, say, checkInOf } = await aTeam(db);
    const program = await aProgram("p");
    const said = await say(program, tom, { ask: RELEASE, by: "2026-08-20" });
    const ask = async () => (await program.items())[0];
    await say(program, tom, { ask: RELEASE, by: "2026-09-22" }, said);
    expect(await ask()).toMatchObject({
      due_on: "2026-09-22",
      original_due_on: "2026-08-20",
      due_moves: 1,
      state: "draft",
      confirmed_at: null,
    });
    await say(program, tom, { ask: AGAIN, by: "2026-09-24" }, said);
    expect(await ask()).toMatchObject({ description: AGAIN, due_on: "2026-09-24", due_moves: 2 });
    await say(program, tom, { ask: AGAIN, progress: "x", by: "2026-09-24" }, said);
    await say(program, tom, { ask: AGAIN }, said);
    expect(await ask()).toMatchObject({ due_on: null, original_due_on: "2026-08-20", due_moves: 2 });
    await say(program, tom, { ask: AGAIN, by: "2026-09-25" }, said);
    const item = await ask();
    expect(item).toMatchObject({ due_on: "2026-09-25", due_moves: 3 });
    expect(await program.events(item)).toEqual([
      "raised",
      "moved-date",
      "restated",
      "moved-date",
      "moved-date",
      "moved-date",
    ]);
    if (!item) throw new Error("There is no ask");
    expect((await historyOf(db, item))[1]).toMatchObject({ actor_id: tom.id, check_in_id: await checkInOf(said) });
    await say(program, tom, { ask: "None", by: "2026-09-30" }, said);
    expect(await ask()).toMatchObject({ state: "withdrawn", due_on: "2026-09-25" });
    await db.destroy();
  });

  it("is of the day on which its words were said last, and falls back to the one before (B6)", async () => {
    const db = await aDatabase(name);
    const { record, services, tom, aProgram, say, as } = await aTeam(db);
    const program = await aProgram("p");
    const of = { workspaceId: record.workspaceId, programIds: [program.program.id], endedAfter: "9" };
    const saidOn = async () => (await itemsToTell(db, of)).map(({ saidAt }) => saidAt.slice(0, 10));
    const sayOn = (day: string, ask: string, again?: Said) => {
      services.clock.at = `${day}T10:00:00.000Z`;
      return say(program, tom, { ask }, again);
    };
    const first = await sayOn("2026-07-27", RELEASE);
    expect(await saidOn()).toEqual(["2026-07-27"]);
    await sayOn("2026-07-28", AGAIN, first);
    expect(await saidOn()).toEqual(["2026-07-28"]);
    const second = await sayOn("2026-07-30", AGAIN);
    expect(await saidOn()).toEqual(["2026-07-30"]);
    await sayOn("2026-07-31", "None", second);
    expect(await saidOn()).toEqual(["2026-07-28"]);
    const change = async (edit: Parameters<typeof changeItem>[3]) => {
      const [ask] = await program.items();
      if (!ask) throw new Error("There is no ask");
      await changeItem(services, await as(tom), { id: ask.id, revision: ask.revision }, edit);
    };
    services.clock.at = "2026-08-03T10:00:00.000Z";
    await change({ dueOn: "2026-08-20" });
    expect(await saidOn()).toEqual(["2026-07-28"]);
    await change({ title: "Release Dieter by Friday?", dueOn: "2026-08-21" });
    expect(await saidOn()).toEqual(["2026-08-03"]);
    await db.destroy();
  });

  it("keeps its date through a correction of what another answer has dated since (B10)", async () => {
    const db = await aDatabase(name);
    const { tom, aProgram, say } = await aTeam(db);
    const program = await aProgram("p");
    const first = await say(program, tom, { ask: RELEASE, by: "2026-08-20" });
    const undated = await say(program, tom, { ask: AGAIN });
    const dueOn = async () => (await program.items()).map(({ due_on }) => due_on);
    await say(program, tom, { ask: RELEASE, by: "2026-08-21" }, first);
    expect(await dueOn()).toEqual(["2026-08-21"]);
    await say(program, tom, { ask: AGAIN, by: "2026-09-22" }, undated);
    expect(await dueOn()).toEqual(["2026-09-22"]);
    await say(program, tom, { ask: RELEASE, by: "2026-08-24" }, first);
    expect(await dueOn()).toEqual(["2026-09-22"]);
    await db.destroy();
  });

  it("has a corrected date once it was completed too, unless somebody has dated it since (B10)", async () => {
    const db = await aDatabase(name);
    const { services, tom, aProgram, say, as } = await aTeam(db);
    const program = await aProgram("p");
    const said = await say(program, tom, { ask: RELEASE, by: "2026-08-20" });
    const change = async (edit: Parameters<typeof changeItem>[3]) => {
      const [ask] = await program.items();
      if (!ask) throw new Error("There is no ask");
      await changeItem(services, await as(tom), { id: ask.id, revision: ask.revision }, edit);
    };
    await change({ title: "Release Dieter?", typed: { type: "ask", details: DETAILS } });
    await say(program, tom, { ask: AGAIN, by: "2026-09-22" }, said);
    const ask = async () => (await program.items())[0];
    expect(await ask()).toMatchObject({ state: "open", title: "Release Dieter?", due_on: "2026-09-22", due_moves: 1 });
    await say(program, tom, { ask: AGAIN }, said);
    expect(await ask()).toMatchObject({ due_on: "2026-09-22" });
    await change({ dueOn: "2026-09-30" });
    await say(program, tom, { ask: AGAIN, by: "2026-10-08" }, said);
    expect(await ask()).toMatchObject({ due_on: "2026-09-30", due_moves: 2 });
    await db.destroy();
  });

  it("goes over to those above with the answer to them, and back when that is taken out (B10)", async () => {
    const db = await aDatabase(name);
    const { tom, aProgram, say } = await aTeam(db);
    const program = await aProgram("p");
    const disclose = (disclosure: "lead" | "executive") => db.updateTable("cadence").set({ disclosure }).execute();
    const shown = async () => (await program.items()).map(({ title, disclosure, state }) => [title, disclosure, state]);
    await disclose("lead");
    await say(program, tom, { ask: RELEASE });
    await disclose("executive");
    const above = await say(program, tom, { ask: AGAIN });
    const again = "Release Dieter from Analytics to Loyalty until 15 January?";
    expect(await shown()).toEqual([[again, "executive", "draft"]]);
    await disclose("lead");
    await say(program, tom, { ask: RELEASE });
    expect(await shown()).toEqual([
      [again, "executive", "draft"],
      [RELEASE, "lead", "draft"],
    ]);
    await disclose("executive");
    await say(program, tom, { ask: "None" }, above);
    expect(await shown()).toEqual([
      [RELEASE, "lead", "draft"],
      [RELEASE, "lead", "draft"],
    ]);
    await db.destroy();
  });
});

describe.each(databases)("what an author leaves out, on %s", (name) => {
  const PUSH = "Push certificates: no date";

  it("is in doubt after one answer, at its end after two, and its receipt says so (A7)", async () => {
    const db = await aDatabase(name);
    const { record, services, tom, aProgram, say, checkInOf } = await aTeam(db);
    const program = await aProgram("p");
    const watch = { workspace_id: record.workspaceId, program_id: program.program.id };
    const evidence = async () => (await programNow(db, watch, services.clock.at)).items.map(({ title }) => title);
    const leftOut = async (said: Said) => {
      const check = {
        workspaceId: record.workspaceId,
        programId: program.program.id,
        checkInId: await checkInOf(said),
      };
      return (await keptOfCheckIn(db, check)).leftOut.map(({ title, state }) => [title, state]);
    };
    await say(program, tom, { blocker: PUSH });
    expect(await evidence()).toEqual([]);
    await say(program, tom, { blocker: "Push certificates: day 2" });
    expect(await evidence()).toEqual(["Push certificates: day 2"]);
    const silent = await say(program, tom, { progress: "The import", blocker: "None" });
    expect(await evidence()).toEqual([]);
    expect(await program.items()).toMatchObject([{ state: "draft" }]);
    expect(await leftOut(silent)).toEqual([["Push certificates: day 2", "draft"]]);
    await say(program, tom, { blocker: PUSH });
    expect(await evidence()).toEqual([PUSH]);
    expect(await leftOut(silent)).toEqual([]);
    await say(program, tom, { progress: "More" });
    const last = await say(program, tom, { progress: "Even more" });
    expect(await program.items()).toMatchObject([{ title: PUSH, state: "closed" }]);
    expect(await leftOut(last)).toEqual([[PUSH, "closed"]]);
    const [item] = await program.items();
    const end = item && (await historyOf(db, item)).at(-1);
    expect(end).toMatchObject({ event: "closed", actor_id: null, check_in_id: await checkInOf(last) });
    await say(program, tom, { blocker: `${PUSH} after all` }, last);
    expect(await program.items()).toMatchObject([{ title: `${PUSH} after all`, state: "draft", doubted_at: null }]);
    expect(await leftOut(last)).toEqual([]);
    await db.destroy();
  });

  it("is kept by its author who says within a day that it blocks still, after one answer and after two (UNDO1)", async () => {
    const db = await aDatabase(name);
    const { services, tom, priya, aProgram, say, as } = await aTeam(db);
    const program = await aProgram("p");
    const keep = async (who = tom) => undoLeavingOut(services, await as(who), (await program.items())[0]?.id ?? "");
    await say(program, tom, { blocker: PUSH });
    await expect(keep()).rejects.toThrow("has changed since");
    await say(program, tom, { progress: "The import" });
    expect(await program.items()).toMatchObject([{ state: "draft", doubted_at: expect.any(String) }]);
    await expect(keep(priya)).rejects.toThrow("Only the owner");
    await keep();
    expect(await program.items()).toMatchObject([{ state: "draft", doubted_at: null }]);
    await say(program, tom, { progress: "More" });
    await say(program, tom, { progress: "Even more" });
    expect(await program.items()).toMatchObject([{ state: "closed" }]);
    const { at } = services.clock;
    services.clock.at = addMs(at, DAY);
    await expect(keep()).rejects.toThrow("more than a day ago");
    services.clock.at = at;
    await keep();
    expect(await program.items()).toMatchObject([{ state: "draft", closed_at: null, doubted_at: null }]);
    await db.destroy();
  });

  it("goes on where nothing was reported, somebody else answered, the round came before, or it was taken up (A7)", async () => {
    const db = await aDatabase(name);
    const { services, tom, priya, aProgram, say, as } = await aTeam(db);
    const program = await aProgram("p");
    const earlier = await say(program, tom, { progress: "A start" });
    const named = await say(program, tom, { blocker: PUSH, risk: "The launch slips" });
    await say(program, tom, { progress: "Anew" }, earlier);
    await say(program, tom, { blocker: PUSH, risk: "The launch slips", progress: "Anew" }, named);
    for (const progress of ["One", "Two"]) await say(program, priya, { progress });
    for (let round = 0; round < 2; round += 1) await say(program, tom, "nothing");
    for (const blocker of ["The certificates, and the laptop", "1. Certificates for push. 2. The laptop."])
      await say(program, tom, { blocker });
    const states = async () => (await program.items()).map(({ type, number, state }) => `${type} ${number} ${state}`);
    expect(await states()).toEqual(expect.arrayContaining(["issue 1 draft", "risk 1 draft"]));
    const item = (await program.items()).find(({ title }) => title === PUSH);
    await confirmBlocking(services, await as(tom), item?.id ?? "");
    const { revision, id } = (await program.items()).find(({ title }) => title === PUSH) ?? { revision: 0, id: "" };
    const details = { blocksWork: true, blockedSince: "2026-07-27", whoCanUnblock: "Ines" };
    const edit = { ownerId: tom.id, dueOn: "2026-09-01", typed: { type: "issue" as const, details } };
    await changeItem(services, await as(tom), { id, revision }, edit);
    for (const progress of ["Three", "Four"]) await say(program, tom, { progress });
    expect(await states()).toEqual(expect.arrayContaining(["issue 1 open", "issue 2 closed", "risk 1 draft"]));
    await db.destroy();
  });

  it("ends at once where its author says that it is solved, and lives where an edit takes that back (A7)", async () => {
    const db = await aDatabase(name);
    const { tom, priya, aProgram, say } = await aTeam(db);
    const program = await aProgram("p");
    const states = async () => (await program.items()).map(({ title, state }) => [title, state]);
    await say(program, tom, { blocker: PUSH });
    await say(program, priya, { blocker: "The push certificates are solved" });
    expect(await states()).toEqual([
      [PUSH, "draft"],
      ["The push certificates are solved", "draft"],
    ]);
    const solved = await say(program, tom, { blocker: "I-1 is solved." });
    expect(await states()).toContainEqual([PUSH, "closed"]);
    await say(program, tom, { blocker: "Push certificates: not solved yet" }, solved);
    expect(await states()).toContainEqual(["Push certificates: not solved yet", "draft"]);
    await say(program, tom, { blocker: "The push certificates are solved" });
    expect(await states()).toContainEqual(["Push certificates: not solved yet", "closed"]);
    await db.destroy();
  });

  it("lives again where one edit takes it out of an answer and another puts it back, in whatever words (A7)", async () => {
    const db = await aDatabase(name);
    const { services, tom, aProgram, say, as } = await aTeam(db);
    const program = await aProgram("p");
    const states = async () => (await program.items()).map(({ title, state }) => [title, state]);
    const said = await say(program, tom, { blocker: PUSH, ask: "An engineer for March?" });
    await say(program, tom, { progress: "Merged" }, said);
    expect((await states()).map(([, state]) => state).toSorted()).toEqual(["closed", "withdrawn"]);
    await say(program, tom, { blocker: "The laptop is broken", ask: "An engineer for March?" }, said);
    expect(await states()).toEqual(
      expect.arrayContaining([
        ["The laptop is broken", "draft"],
        ["An engineer for March?", "draft"],
      ]),
    );
    // Not what somebody closed by hand.
    const laptop = (await program.items()).find(({ type }) => type === "issue");
    await closeItem(services, await as(tom), laptop?.id ?? "", "A new one came");
    await say(program, tom, { blocker: "The laptop is broken again" }, said);
    expect((await program.items()).find(({ type }) => type === "issue")?.state).toBe("closed");
    await db.destroy();
  });
});

it("said any number of times and edited in any order is one item with an entry for each answer, in the newest words", async () => {
  const db = await aDatabase("SQLite");
  const { tom, aProgram, say } = await aTeam(db);
  let programs = 0;
  const step = fc.record({ answer: fc.nat({ max: 5 }), isEdit: fc.boolean(), day: fc.integer({ min: 1, max: 40 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      programs += 1;
      const program = await aProgram(`p${programs}`);
      const said: { of: Said; text: string }[] = [];
      for (const [index, { answer, isEdit, day }] of steps.entries()) {
        const text = `Push certificates: no date, day ${day}, note ${index}`;
        const edited = isEdit ? said[answer % Math.max(1, said.length)] : undefined;
        if (edited) {
          await say(program, tom, { blocker: text }, edited.of);
          edited.text = text;
        } else said.push({ of: await say(program, tom, { blocker: text }), text });
      }
      const items = await program.items();
      expect(items.map(({ title, number }) => [title, number])).toEqual([[said.at(-1)?.text, 1]]);
      const entries = (await program.events(items[0])).filter((event) => event === "raised" || event === "said-again");
      expect(entries).toHaveLength(said.length);
    }),
    { numRuns: 25 },
  );
  await db.destroy();
});

it("said twice at one moment, leaves the same words whichever came first", async () => {
  const db = await aDatabase("SQLite");
  const { services, tom, aProgram, say } = await aTeam(db);
  const texts = ["Push certificates: no date", "Push certificates: asked Security"];
  const titles = [];
  for (const order of [texts, texts.toReversed()]) {
    const program = await aProgram(`p${order[0]}`);
    for (const blocker of order) {
      services.clock.at = "2026-07-27T09:59:00.000Z";
      await say(program, tom, { blocker });
    }
    titles.push((await program.items()).map(({ title }) => title));
  }
  expect(titles[0]).toHaveLength(1);
  expect(titles[1]).toEqual(titles[0]);
  await db.destroy();
});
