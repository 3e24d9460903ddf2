/** What people wrote when they were still asked why they skip a check-in is nowhere any more. */
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Db } from "../../src/platform/database.ts";
import { databases } from "../support/databases.ts";
import { tablesWith } from "../support/stored.ts";
import { allRecordings } from "./recording.ts";
import { upgraded } from "./upgraded.ts";

/** Of a check-in that was skipped, and of one that was answered after all. */
const [SKIPPED, ANSWERED] = ["All day at the training in York", "Dussehra, back tomorrow"];

const OPINION = "Margaret has lost interest in us, says everybody";

const recording = allRecordings().find(({ name }) => name === "picturesoflife-en-1");
if (!recording) throw new Error("There is no recording with a skip");

async function auditOf(db: Db) {
  return db.selectFrom("audit").selectAll().orderBy("id").execute();
}

/** As if what was asked in the round of some answer had been what somebody thinks of their sponsor. */
async function opinionOf(db: Db): Promise<void> {
  const answer = await db.selectFrom("check_in_revision").selectAll().limit(1).executeTakeFirstOrThrow();
  const checkIn = await db
    .selectFrom("check_in")
    .select("round_id")
    .where("id", "=", answer.check_in_id)
    .executeTakeFirstOrThrow();
  const round = await db
    .selectFrom("round")
    .select("question_set_id")
    .where("id", "=", checkIn.round_id)
    .executeTakeFirstOrThrow();
  const set = await db
    .selectFrom("question_set")
    .select("questions")
    .where("id", "=", round.question_set_id)
    .executeTakeFirstOrThrow();
  const opinion = { key: "of-others", type: "long-text", label: "Sponsor assessment" };
  await db
    .updateTable("question_set")
    .set({ questions: JSON.stringify([...JSON.parse(set.questions), opinion]) })
    .where("id", "=", round.question_set_id)
    .execute();
  await db
    .updateTable("check_in_revision")
    .set({ answers: JSON.stringify({ ...JSON.parse(answer.answers), "of-others": OPINION }) })
    .where("check_in_id", "=", answer.check_in_id)
    .where("revision", "=", answer.revision)
    .execute();
}

describe.each(databases)("the reasons of skips on %s", (database) => {
  it("are in no table, no audit entry, no message and no page of the file after an upgrade, nor are opinions (V2) (V5)", async () => {
    let audit: Awaited<ReturnType<typeof auditOf>> = [];
    const now = await upgraded(recording, {
      database,
      before: async (db) => {
        const answered = db.selectFrom("prompt").select("id").where("state", "=", "answered").limit(1);
        await db.updateTable("prompt").set({ reason: ANSWERED }).where("id", "in", answered).execute();
        expect(await tablesWith(db, SKIPPED)).toEqual(["audit", "delivery", "prompt"]);
        expect(await tablesWith(db, ANSWERED)).toEqual(["prompt"]);
        await opinionOf(db);
        expect(await tablesWith(db, OPINION)).toEqual(["check_in_revision"]);
        audit = await auditOf(db);
        // Nothing is left from before on pages that were given up.
        if (database === "SQLite") await sql`vacuum`.execute(db);
      },
    });
    const { db, app, sandbox, clock } = now;
    const later = async () => clock.advanceTo(new Date(Date.parse(clock.now()) + 60_000).toISOString());
    await later();
    // Announced, and kept for 30 days.
    expect(await tablesWith(db, SKIPPED)).toEqual(["audit", "delivery", "prompt"]);
    const now30 = { due_at: clock.now(), next_at: clock.now(), days_running: 30 };
    await db.updateTable("deletion").set(now30).where("goes_before", "is", null).execute();
    await later();
    await later();
    for (const reason of [SKIPPED, ANSWERED, OPINION]) {
      expect(await tablesWith(db, reason)).toEqual([]);
      expect(JSON.stringify(sandbox.allMessages())).not.toContain(reason);
    }
    expect(JSON.stringify(sandbox.allMessages())).toContain("Skipped. No reason is needed, and none is kept.");
    expect(await db.selectFrom("prompt").select("reason").where("reason", "is not", null).execute()).toContainEqual({
      reason: "away",
    });

    const before = new Set(audit.map(({ id }) => id));
    // That somebody skipped a check-in or put it off stands in the audit no more.
    const noted = audit.filter(({ action }) => action === "prompt.skipped" || action === "prompt.snoozed");
    expect(noted.length).toBeGreaterThan(0);
    expect((await auditOf(db)).filter(({ id }) => before.has(id))).toEqual(
      audit.filter((entry) => !noted.includes(entry)),
    );
    const done = await db
      .selectFrom("deletion")
      .select(["rows_taken", "finished_at"])
      .where("name", "in", ["skip-reasons", "skips"])
      .execute();
    expect(done.map(({ finished_at: at }) => at)).toEqual([expect.any(String), expect.any(String)]);
    // Two prompts, and the audit once.
    expect(done.reduce((sum, { rows_taken: rows }) => sum + rows, 0)).toBe(2 + noted.length);
    expect(now.errors).toEqual([]);

    if (database !== "SQLite") return;
    await app.stop();
    const file = readFileSync(now.location, "latin1");
    expect([SKIPPED, ANSWERED, OPINION].filter((reason) => file.includes(reason))).toEqual([]);
  });
});
