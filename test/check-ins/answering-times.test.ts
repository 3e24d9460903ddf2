/** What an answer is by when it comes: in time, late, or too late; and what one click may not undo. */
import { expect, it } from "vitest";
import { closeDueRounds, nextRoundsDueAt } from "../../src/check-ins/rounds/use-cases.ts";
import { openDueRounds } from "../../src/check-ins/rounds/use-cases-planning.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addMs } from "../../src/platform/time.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

/** Ana is asked each Thursday; her first prompt is there. */
async function asked() {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const ana = await record.person("ana", { zone: "Europe/London" });
  const program = await record.program("atlas", { seats: { team: [ana] } });
  await record.cadence(program, { rule: WEEKLY, audience: ["team"], questions: questionsFeeding("progress") });
  const services = servicesAt(db, "2026-11-02T00:00:00.000Z");
  await db.updateTable("cadence").set({ next_check_at: services.clock.at, created_at: services.clock.at }).execute();
  const prompts = () => db.selectFrom("prompt").selectAll().orderBy("opens_at").execute();
  const turn = async () => {
    await openDueRounds(services);
    await closeDueRounds(services);
  };
  /** Lets everything happen that is due until then. */
  const waitUntil = async (until: (prompts: { opens_at: Instant }[]) => Instant | null) => {
    for (let turns = 0; turns < 20; turns += 1) {
      const target = until(await prompts());
      const due = await nextRoundsDueAt(db);
      if (target !== null && (due === null || due > target)) {
        services.clock.at = target;
        return turn();
      }
      if (due === null) throw new Error("Nothing is due.");
      services.clock.at = due > services.clock.at ? due : services.clock.at;
      await turn();
    }
    throw new Error("It does not come to that.");
  };
  await waitUntil(([first]) => first?.opens_at ?? null);
  return {
    waitUntil,
    close: () => closeDueRounds(services),
    async prompt(index: number) {
      const found = (await prompts())[index];
      if (!found) throw new Error(`There is no prompt ${index}.`);
      return found;
    },
    at(instant: Instant) {
      services.clock.at = instant;
    },
    answer: async (promptId: string, submission: Parameters<typeof submitCheckIn>[3]) =>
      submitCheckIn(services, await personById(db, record.workspaceId, ana.id), promptId, submission),
    revisions: () =>
      db
        .selectFrom("check_in_revision")
        .select(["revision", "is_late", "nothing_to_report", "answers"])
        .orderBy("answered_at")
        .orderBy("revision")
        .execute(),
  };
}

const given = (progress: string) => ({ answers: { progress } });

it.each([
  ["exactly at its due time is in time (house)", 0, 0],
  ["a millisecond later is late (house)", 1, 1],
])("an answer %s", async (_, laterMs, isLate) => {
  const { prompt, at, answer, revisions } = await asked();
  const { id, due_at } = await prompt(0);
  at(addMs(due_at, laterMs));
  await answer(id, given("Done."));
  expect((await revisions()).map(({ is_late }) => is_late)).toEqual([isLate]);
});

it("a closed round is answered, late, until the next one has opened, and no longer (house)", async () => {
  const { prompt, at, close, waitUntil, answer, revisions } = await asked();
  const { id, closes_at } = await prompt(0);
  at(closes_at);
  await close();
  await answer(id, given("Late."));
  await waitUntil((prompts) => prompts[1]?.opens_at ?? null);
  await expect(answer(id, given("Too late."))).rejects.toThrow("ROUND_CLOSED");
  expect((await revisions()).map(({ answers }) => JSON.parse(answers))).toEqual([{ progress: "Late." }]);
});

it("Nothing to report does not overwrite an answer (house)", async () => {
  const { prompt, answer, revisions } = await asked();
  const { id } = await prompt(0);
  await answer(id, given("Two of three."));
  await expect(answer(id, { nothingToReport: true })).rejects.toThrow("ALREADY_ANSWERED");
  expect(await revisions()).toEqual([
    { revision: 1, is_late: 0, nothing_to_report: 0, answers: '{"progress":"Two of three."}' },
  ]);
});
