import { describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { type Person, personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { itemsOfAnswer } from "../../src/register/list/use-cases.ts";
import type { Item } from "../../src/register/use-cases.ts";
import { changeItem } from "../../src/register/use-cases-acts.ts";
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
});
