/** An edition keeps the division with which it was sent, whatever later code would make of its document. */

import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { enqueueUpdate } from "../../src/delivery/use-cases.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { databases } from "../support/databases.ts";
import { aRun, asItIsNow, lastMessage, openForm, RAVI, type Run, SOFIA, TOM, textOf } from "../support/run.ts";

const WEEKLY = { key: "weekly", program: "atlas", template: "weekly-progress" };

/** Tom's answer is told to him in his weekly digest. */
async function aDigest(database: (typeof databases)[number] = "SQLite"): Promise<Run> {
  const run = await aRun({
    people: [TOM, SOFIA, RAVI],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["ravi"] }],
    cadences: [WEEKLY],
    database,
  });
  await run.to("2026-11-05T15:00Z");
  await openForm(run, "tom", "weekly");
  const { questions } = run.known("tom", "weekly").cadence;
  const answers: Answers = {
    health: { colour: "green" },
    progress: "The pilot runs in York",
    confidence: 4,
    next: "Leeds",
  };
  await fillAndSubmit(run.as("tom"), questions, answers);
  await run.to("2026-11-09T10:00Z");
  return run;
}

/** As if the code that sent it had laid it out so: one of its lines stands nowhere in what the present code would make. */
async function laidOutOtherwise(run: Run): Promise<void> {
  const rows = await run.db.selectFrom("digest_division").selectAll().execute();
  for (const row of rows)
    await run.db
      .updateTable("digest_division")
      .set({ division: row.division.replaceAll("The pilot runs in York", "York has its pilot") })
      .where("edition_id", "=", row.edition_id)
      .execute();
}

describe.each(databases)("an edition on %s", (database) => {
  it("that is updated keeps what it said as it said it, and only what surrounds it changes", async () => {
    const run = await aDigest(database);
    await laidOutOtherwise(run);
    const sent = lastMessage(run, "tom");
    expect(textOf(sent)).toContain("The pilot runs in York");
    await refreshAll(run);
    const now = textOf(asItIsNow(run, sent));
    expect(now).toContain("York has its pilot");
    expect(now).not.toContain("The pilot runs in York");
  });
});

async function refreshAll(run: Run): Promise<void> {
  const workspaceId = run.app.workspace.id;
  await inTransaction(run.db, (tx) => enqueueUpdate(tx, run.app.services, { workspaceId, keysFrom: "digest:" }));
  await run.settle();
}
