/** What an answer is by when it comes: in time, or late. */
import { expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { personById } from "../../src/people/use-cases.ts";
import { addMs } from "../../src/platform/time.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

it.each([
  ["exactly at its due time is in time (house)", 0, 0],
  ["a millisecond later is late (house)", 1, 1],
])("an answer %s", async (_, laterMs, isLate) => {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const ana = await record.person("ana", { zone: "Europe/London" });
  const program = await record.program("atlas", { seats: { team: [ana] } });
  const cadence = await record.cadence(program, { audience: ["team"], questions: questionsFeeding("progress") });
  await record.round(cadence, "2026-11-05", [ana]);
  const { id, due_at } = await db.selectFrom("prompt").selectAll().executeTakeFirstOrThrow();
  const services = servicesAt(db, addMs(due_at, laterMs));
  const person = await personById(db, record.workspaceId, ana.id);
  await submitCheckIn(services, person, id, { answers: { progress: "Done." } });
  const revisions = await db.selectFrom("check_in_revision").select("is_late").execute();
  expect(revisions).toEqual([{ is_late: isLate }]);
});
