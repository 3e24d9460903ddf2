/** What several do about one draft at the same instant. Where there is one writer, as on SQLite, nobody is. */
import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { approvePart, holdDraftPart, setApproval, wordDraft } from "../../src/digests/approval/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, latestDigest } from "../../src/digests/use-cases.ts";
import { takeName } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { DRAFTED, SENT, twoPrograms } from "./two-programs.ts";

/** The part of Atlas is approved, and the digest is about to go. */
async function approved() {
  const two = await twoPrograms("PostgreSQL");
  const { db, services, ana, dan, atlas, turnAt, draft } = two;
  onTestFinished(() => db.destroy());
  await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
  await turnAt(DRAFTED);
  const part = { draftId: await draft(), programId: atlas.id };
  await approvePart(services, dan, part);
  services.clock.at = SENT;
  return { ...two, part };
}

/** Begins one after the other, each once the one before waits for the draft, which somebody else has until then. */
async function oneAfterTheOther<First, Second>(
  db: Awaited<ReturnType<typeof approved>>["db"],
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<[First, Second]> {
  const both: { first?: Promise<First>; second?: Promise<Second> } = {};
  await inTransaction(db, async (tx) => {
    await sql`select id from digest_draft for update`.execute(tx);
    const waiting = async () => {
      // What a transaction has seen of others once, it goes on seeing.
      await sql`select pg_stat_clear_snapshot()`.execute(tx);
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(tx);
      return rows[0]?.count ?? 0;
    };
    for (const [index, begin] of [() => (both.first = first()), () => (both.second = second())].entries()) {
      const state = { isOver: false };
      const over = () => {
        state.isOver = true;
      };
      begin().then(over, over);
      while (!state.isOver && (await waiting()) <= index);
    }
  });
  if (!both.first || !both.second) throw new Error("Both were begun");
  return [await both.first, await both.second];
}

it("a part that is held at the instant at which the digest goes does not go with it", async () => {
  const { db, services, ana, reader, part } = await approved();
  const [, made] = await oneAfterTheOther(
    db,
    () => holdDraftPart(services, ana, part),
    () => compileDueDigests(services),
  );
  expect(made).toBe(1);
  const text = digestText((await latestDigest(db, reader))?.document ?? never());
  expect(text).toContain("Left out by the lead: Atlas (Ana).");
  expect(text).not.toContain("October of Atlas");
});

it("words that are put at the instant at which the digest goes do not go unapproved", async () => {
  const { db, services, ana, dan, marc, reader, part, borealis } = await approved();
  // The bottom line is of both programs until one of them is held.
  await setApproval(services, marc, { programId: borealis.id, approver: "none" });
  await db
    .updateTable("digest_draft")
    .set({ document: await documentOfAtlas() })
    .execute();
  const [, made] = await oneAfterTheOther(
    db,
    () => wordDraft(services, ana, part, { text: "Atlas is ahead.", remarks: [] }),
    () => compileDueDigests(services),
  );
  expect(made).toBe(0);
  expect(await latestDigest(db, reader)).toBeNull();
  await approvePart(services, dan, part);
  expect(await compileDueDigests(services)).toBe(1);
  expect(digestText((await latestDigest(db, reader))?.document ?? never())).toContain("Atlas is ahead.");

  async function documentOfAtlas() {
    const row = await db.selectFrom("digest_draft_part").select("document").executeTakeFirstOrThrow();
    return row.document;
  }
});

it("a draft that another instance is making is left to it", async () => {
  const { db, services, record, sofia, ana, atlas, draft } = await twoPrograms("PostgreSQL");
  onTestFinished(() => db.destroy());
  await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
  services.clock.at = DRAFTED;
  await inTransaction(db, async (tx) => {
    await takeName(tx, `digest:${record.workspaceId}:${sofia.id}:monthly`);
    await compileDueDigests(services);
    expect(await draft()).toBe("");
  });
  await compileDueDigests(services);
  expect(await draft()).not.toBe("");
});

function never(): never {
  throw new Error("There is no digest");
}
