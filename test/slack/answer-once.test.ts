/** An interaction that Slack delivers again: what was done is done once, what failed is done then. */
import { expect, it } from "vitest";
import { recordReceived } from "../../src/delivery/deduplicate-received.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { answerOnce } from "../../src/slack/answer-once.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

it.each(databases)("a press that failed may be pressed again, and is done once, on %s", async (name) => {
  const db = await aDatabase(name);
  const { workspaceId } = await aRecord(db);
  const services = servicesAt(db, "2026-11-04T12:00:00.000Z");
  const aProcess = () => answerOnce<string>((tx, key) => recordReceived(tx, services, workspaceId, key));
  let count = 0;
  const work = () =>
    inTransaction(db, async () => {
      count += 1;
      return `done ${count}`;
    });
  const fails = () => inTransaction(db, () => Promise.reject(new Error("Disk full")));

  const once = aProcess();
  await expect(once("press", { handle: (act) => act(fails) })).rejects.toThrow("Disk full");
  expect(await once("press", { handle: (act) => act(work) })).toEqual({ answer: "done 1", isDone: true });
  expect(await once("press", { handle: (act) => act(work) })).toEqual({ answer: "done 1", isDone: false });
  expect(await aProcess()("press", { handle: (act) => act(work) })).toEqual({ answer: undefined, isDone: false });

  // A form that failed answers with a sentence; a second try within one act is that act.
  const form = { handle: (act) => act(fails), failed: () => "Sorry" } satisfies Parameters<typeof once>[1];
  expect(await once("form", form)).toEqual({ answer: "Sorry", isDone: false });
  const twice = () => fails().catch(work);
  expect(await once("form", { handle: (act) => act(twice) })).toEqual({ answer: "done 2", isDone: true });
  expect(await aProcess()("form", { handle: (act) => act(work) })).toEqual({ answer: undefined, isDone: false });
  expect(count).toBe(2);
});
