/** The editions of one digest: the first as it was sent, and each that corrects the one before. */
import { type ExpressionBuilder, sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import { type Db, isPostgres, type Tables, type Tx } from "../platform/database.ts";
import { type Edition, editionOf, editions } from "./repository.ts";
import type { Rhythm } from "./table.ts";

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

function sameDigest(db: Db | Tx, workspaceId: string, editionId: string) {
  return db
    .selectFrom("digest_edition as edition")
    .innerJoin("digest_edition as other", (join) =>
      join.onRef("other.workspace_id", "=", "edition.workspace_id").onRef("other.digest_id", "=", "edition.digest_id"),
    )
    .where("edition.workspace_id", "=", workspaceId)
    .where("edition.id", "=", editionId);
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
