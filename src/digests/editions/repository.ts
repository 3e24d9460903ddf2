/** The editions of one digest: the first as it was sent, and each that corrects the one before. */
import { type ExpressionBuilder, sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import { type Db, isPostgres, type Tables, type Tx } from "../../platform/database.ts";
import { EDITION, type Edition, editionOf, editions } from "../repository.ts";
import type { Rhythm } from "../table.ts";

/** Of `edition`: no other of the same digest is newer. */
export function isLastEdition(where: ExpressionBuilder<Tables & { edition: Tables["digest_edition"] }, "edition">) {
  return where.not(
    where.exists(
      where
        .selectFrom("digest_edition as newer")
        .select(sql`1`.as("one"))
        .whereRef("newer.workspace_id", "=", "edition.workspace_id")
        .whereRef("newer.digest_id", "=", "edition.digest_id")
        .whereRef("newer.edition", ">", "edition.edition"),
    ),
  );
}

/** Of the same digest as this one: itself where none is newer. */
export async function findNewestEdition(
  db: Db | Tx,
  workspaceId: string,
  editionId: string,
): Promise<{ id: string; edition: number } | undefined> {
  return sameDigest(db, workspaceId, editionId)
    .select(["other.id", "other.edition"])
    .orderBy("other.edition", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Of the same digest as this one, the ids of those that it replaces. */
export async function listEditionsBefore(db: Db | Tx, workspaceId: string, editionId: string): Promise<string[]> {
  const rows = await sameDigest(db, workspaceId, editionId)
    .select("other.id")
    .whereRef("other.edition", "<", "edition.edition")
    .orderBy("other.edition")
    .execute();
  return rows.map(({ id }) => id);
}

/** Of the same digest as this one, the oldest first. */
export async function listEditionsOf(db: Db | Tx, workspaceId: string, editionId: string): Promise<Edition[]> {
  const rows = await editions(db, workspaceId)
    .where("edition.id", "in", sameDigest(db, workspaceId, editionId).select("other.id"))
    .orderBy("edition.edition")
    .execute();
  return rows.map(editionOf);
}

function sameDigest(db: Db | Tx, workspaceId: string, editionId: string) {
  return db
    .selectFrom("digest_edition as edition")
    .innerJoin("digest_edition as other", (join) =>
      join.onRef("other.workspace_id", "=", "edition.workspace_id").onRef("other.digest_id", "=", "edition.digest_id"),
    )
    .where("edition.workspace_id", "=", workspaceId)
    .where("edition.id", "=", editionId);
}

/** The first editions of the shorter digests that went in the message of this one's digest, the longest first. */
export async function listBroughtBy(db: Db | Tx, workspaceId: string, editionId: string): Promise<Edition[]> {
  const rows = await db
    .selectFrom("digest_edition as leading")
    .innerJoin("digest as longer", (join) =>
      join.onRef("longer.workspace_id", "=", "leading.workspace_id").onRef("longer.id", "=", "leading.digest_id"),
    )
    // A reader has few, and is found by an index.
    .crossJoin("digest")
    .whereRef("digest.workspace_id", "=", "longer.workspace_id")
    .whereRef("digest.reader_id", "=", "longer.reader_id")
    .whereRef("digest.in_message_of", "=", "longer.id")
    .crossJoin("digest_edition as edition")
    .whereRef("edition.workspace_id", "=", "digest.workspace_id")
    .whereRef("edition.digest_id", "=", "digest.id")
    .select(EDITION)
    .select(["digest.reader_id", "digest.rhythm", "digest.period"])
    .where("leading.workspace_id", "=", workspaceId)
    .where("leading.id", "=", editionId)
    .where("edition.edition", "=", 1)
    .orderBy("edition.id")
    .execute();
  return rows.map(editionOf);
}

/** The first edition of the longer digest in whose message this one went; null where it had its own. */
export async function findLeadingEdition(db: Db | Tx, workspaceId: string, editionId: string): Promise<string | null> {
  const row = await editions(db, workspaceId)
    .innerJoin("digest_edition as leading", (join) =>
      join
        .onRef("leading.workspace_id", "=", "digest.workspace_id")
        .onRef("leading.digest_id", "=", "digest.in_message_of"),
    )
    .select("leading.id as leading_id")
    .where("edition.id", "=", editionId)
    .where("edition.edition", "=", 1)
    .where("leading.edition", "=", 1)
    .executeTakeFirst();
  return row?.leading_id ?? null;
}

/** An edition with what a correction of it takes over. */
export interface LastEdition extends Edition {
  digestId: string;
  fromAt: Instant | null;
}

/** The last edition of each digest of a rhythm and period that these people got. */
export async function listLastEditionsOf(
  db: Db | Tx,
  of: { workspaceId: string; rhythm: Rhythm; period: string; readerIds: readonly string[] },
): Promise<LastEdition[]> {
  if (of.readerIds.length === 0) return [];
  const rows = await editions(db, of.workspaceId)
    .select(["edition.digest_id", "edition.from_at"])
    .where(isLastEdition)
    .where("digest.rhythm", "=", of.rhythm)
    .where("digest.period", "=", of.period)
    .where("digest.reader_id", "in", [...of.readerIds])
    .orderBy("digest.reader_id")
    .execute();
  return rows.map((row) => ({ ...editionOf(row), digestId: row.digest_id, fromAt: row.from_at }));
}

/** When the digest of a draft went out; null where there is none. */
export async function findFirstEditionAt(
  db: Db | Tx,
  of: { workspace_id: string; reader_id: string; rhythm: Rhythm; period: string },
): Promise<Instant | null> {
  const row = await db
    .selectFrom("digest")
    .select("created_at")
    .where("workspace_id", "=", of.workspace_id)
    .where("reader_id", "=", of.reader_id)
    .where("rhythm", "=", of.rhythm)
    .where("period", "=", of.period)
    .executeTakeFirst();
  return row?.created_at ?? null;
}

/** Has whoever corrects the same digest wait until this transaction is over; SQLite has one writer anyway. */
export async function holdDigest(tx: Tx, workspaceId: string, digestId: string): Promise<void> {
  await tx
    .selectFrom("digest")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", digestId)
    .$if(isPostgres(tx), (query) => query.forUpdate())
    .execute();
}
