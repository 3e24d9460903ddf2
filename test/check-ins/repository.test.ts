import { describe, expect, it } from "vitest";
import { insertPrompt, listOpenPrompts, listPrompts, type Prompt } from "../../src/check-ins/rounds/prompts.ts";
import { insertRound } from "../../src/check-ins/rounds/rounds.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { listCheckIns } from "../../src/check-ins/stored-check-ins.ts";
import { getPerson } from "../../src/people/people.ts";
import { addMs } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

async function aRound(name: DatabaseName) {
  const db = await aDatabase(name);
  const record = await aRecord(db);
  const ana = await record.person("ana");
  const ben = await record.person("ben");
  const program = await record.program("atlas", { seats: { team: [ana, ben] } });
  const cadence = await record.cadence(program, { questions: questionsFeeding("progress"), audience: ["team"] });
  const round = await record.round(cadence, "2026-11-05", [ana, ben]);
  const prompts = await listPrompts(db, record.workspaceId, round.id);
  const promptOf = (personId: string): Prompt => {
    const prompt = prompts.find((one) => one.person_id === personId);
    if (!prompt) throw new Error(`${personId} is not asked`);
    return prompt;
  };
  return { db, record, workspaceId: record.workspaceId, ana, ben, cadence, round, promptOf };
}

describe.each(databases)("rounds and prompts on %s", (name) => {
  it("exist once per key and per person, whoever makes them", async () => {
    const { db, round, workspaceId, promptOf, ana } = await aRound(name);
    const known = await db.selectFrom("round").selectAll().where("id", "=", round.id).executeTakeFirstOrThrow();
    await inTransaction(db, async (tx) => {
      expect((await insertRound(tx, { ...known, id: "another", period: "another" })).id).toBe(round.id);
      expect(await insertPrompt(tx, { ...promptOf(ana.id), id: "another" })).toBe(false);
    });
    expect(await listPrompts(db, workspaceId, round.id)).toHaveLength(2);
  });

  it("are open from their first instant to the one before their last, the first due first", async () => {
    const { db, record, cadence, ana, round, workspaceId } = await aRound(name);
    const next = await record.round(cadence, "2026-11-06", [ana]);
    const openAt = async (now: string) =>
      (await listOpenPrompts(db, workspaceId, ana.id, now)).map((prompt) => prompt.round_id);
    expect(await openAt("2026-11-05T08:59:59.999Z")).toEqual([]);
    expect(await openAt("2026-11-05T09:00:00.000Z")).toEqual([round.id]);
    expect(await openAt("2026-11-06T09:00:00.000Z")).toEqual([round.id, next.id]);
    expect(await openAt("2026-11-12T08:59:59.999Z")).toEqual([round.id, next.id]);
    expect(await openAt("2026-11-12T09:00:00.000Z")).toEqual([next.id]);
  });
});

describe.each(databases)("check-ins on %s", (name) => {
  it("grow by revisions: the last one counts, each stays, the very same one again is none; a millisecond after it is due one is late", async () => {
    const { db, workspaceId, ana, round, promptOf } = await aRound(name);
    const { due_at: dueAt } = promptOf(ana.id);
    const services = servicesAt(db, dueAt);
    const ctx = { ...services, actor: await getPerson(db, workspaceId, ana.id) };
    const submit = (answers: Record<string, string>) => submitCheckIn(ctx, { promptId: promptOf(ana.id).id, answers });
    await submit({ progress: "First" });
    await submit({ progress: "First" });
    services.clock.at = addMs(dueAt, 1);
    await submit({ progress: "Second" });
    const [checkIn, ...others] = await listCheckIns(db, workspaceId, round.id);
    expect(others).toEqual([]);
    expect(checkIn).toMatchObject({ revision: 2, isLate: true, answers: { progress: "Second" } });
    const lines = await Array.fromAsync(storedCheckIns(db));
    expect(lines.map(({ revision, late, answers }) => [revision, late, answers.progress])).toEqual([
      [1, false, "First"],
      [2, false, "Second"],
    ]);
  });

  it("by the same person at the same moment from two clicks are one", async () => {
    const { db, workspaceId, ana, promptOf } = await aRound(name);
    const services = servicesAt(db, "2026-11-05T10:00:00.000Z");
    const ctx = { ...services, actor: await getPerson(db, workspaceId, ana.id) };
    const click = () => submitCheckIn(ctx, { promptId: promptOf(ana.id).id, answers: { progress: "Once" } });
    await Promise.allSettled([click(), click(), click()]);
    const lines = await Array.fromAsync(storedCheckIns(db));
    expect(lines.map(({ answers }) => answers)).toEqual([{ progress: "Once" }]);
  });
});
