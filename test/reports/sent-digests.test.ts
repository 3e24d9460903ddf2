/** Digests that were sent, as the sandbox shows them. */
import { expect, it, onTestFinished } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { refreshSchedule } from "../../src/reports/digest-schedule.ts";
import { sendDueDigests } from "../../src/reports/digests.ts";
import { listSentDigests } from "../../src/reports/own-digest.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

it("those that were sent are listed once each, with their first screen", async () => {
  const db = await aDatabase("SQLite");
  onTestFinished(() => db.destroy());
  const record = await aRecord(db);
  const [lea, sofia] = [await record.person("lea"), await record.person("sofia")];
  const atlas = await record.program("atlas", { title: "Atlas", seats: { lead: [lea], sponsor: [sofia] } });
  await record.cadence(atlas, { rule: MONTHLY, questions: questionsFeeding("progress") });
  const services = servicesAt(db, "2026-10-30T12:00:00.000Z");
  await inTransaction(db, (tx) => refreshSchedule(tx, record.workspaceId, services.clock.at));
  services.clock.at = "2026-11-04T09:00:00.000Z";
  await sendDueDigests(services);
  expect(await listSentDigests(db, record.workspaceId)).toEqual([]);
  const sentAt = "2026-11-04T09:00:05.000Z";
  await db
    .updateTable("delivery")
    .set({ state: "sent", sent_at: sentAt })
    .where("kind", "=", "report-digest")
    .where("person_id", "=", sofia.id)
    .execute();
  expect(await listSentDigests(db, record.workspaceId)).toMatchObject([
    { readerId: sofia.id, sentAt, screen: { title: "October · Atlas" }, input: { rhythm: "monthly" } },
  ]);
});
