import { expect, it } from "vitest";
import { hashOf } from "../../src/check-ins/proposals/sentence-hash.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { aDatabaseBefore, databases } from "../support/databases.ts";
import { aRecord, DAILY, questionsFeeding } from "../support/record.ts";

const UPGRADE = "0067-whole-texts";
const AT = "2026-10-13T08:00:00.000Z";

it.each(databases)(
  "the upgrade keeps what was said of whole texts, and nothing of sentences that were asked about, on %s (V7-hash)",
  async (database) => {
    const db = await aDatabaseBefore(database, UPGRADE);
    const record = await aRecord(db);
    const tom = await record.person("tom");
    const program = await record.program("atlas");
    const cadence = await record.cadence(program, {
      rule: DAILY,
      questions: questionsFeeding("progress", "blocker", "health"),
    });
    const round = await record.round(cadence, "2026-10-13", [tom]);
    const answers = {
      progress: "Import done.  Nina is on sick leave.",
      blocker: "Nina is on sick leave.",
      health: { colour: "red" as const, reason: "Ana is pregnant. It slips." },
    };
    await record.answer(round, tom, AT, answers);
    const { id: check_in_id } = await db.selectFrom("check_in").select("id").executeTakeFirstOrThrow();
    const said = (words: string, meaning: "goes-up" | "request" = "goes-up") => ({
      workspace_id: record.workspaceId,
      check_in_id,
      hash: hashOf(words),
      meaning,
      person_id: tom.id,
      decision: "yes" as const,
      decided_at: AT,
      date_before: null,
    });
    const whole = ["Import done. Nina is on sick leave.", "Nina is on sick leave.", "Ana is pregnant. It slips."];
    const kept = [...whole.map((words) => said(words)), said("Import done.", "request")];
    for (const row of [...kept, said("Ana is pregnant."), said("Import done.")])
      await db.insertInto("proposal").values(row).execute();
    await migrateToLatest(db);
    const rows = await db.selectFrom("proposal").select(["hash", "meaning"]).execute();
    const all = (some: typeof rows) => some.map(({ hash, meaning }) => `${meaning} ${hash}`).toSorted();
    expect(all(rows)).toEqual(all(kept));
    await db.destroy();
  },
);
