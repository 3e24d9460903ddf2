import { type Insertable, type Selectable, sql } from "kysely";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, inPieces, isPostgres, type Tx } from "../platform/database.ts";
import { nextAt } from "../platform/next-at.ts";
import { hasChanged, prepared } from "../platform/prepared.ts";
import { type DigestDocument, linesOf, readDocument } from "./document.ts";
import type { DigestEditionTable, DigestSubscriptionTable, DigestTable, Rhythm } from "./table.ts";

export type Subscription = Selectable<DigestSubscriptionTable>;

export const nextDue = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("digest_subscription")
    .select(({ fn }) => fn.min("next_at").as("at")),
);

/** To be narrowed down; `zone`: their reader's. */
export function subscriptionsWithZone(db: Pick<Db, "selectFrom">) {
  return db
    .selectFrom("digest_subscription")
    .innerJoin("person", (join) =>
      join
        .onRef("person.workspace_id", "=", "digest_subscription.workspace_id")
        .onRef("person.id", "=", "digest_subscription.person_id"),
    )
    .selectAll("digest_subscription")
    .select("person.zone");
}

/** Of every workspace, in the order in which they became due, those after `after`. */
export async function listDueSubscriptions(
  db: Db,
  now: Instant,
  { after, limit }: { after: Subscription | null; limit: number },
): Promise<(Subscription & { zone: string })[]> {
  return subscriptionsWithZone(acrossWorkspaces(db))
    .where("next_at", "<=", now)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple("next_at", "digest_subscription.person_id", "rhythm"),
          ">",
          tuple(after?.next_at ?? "", after?.person_id ?? "", after?.rhythm ?? "weekly"),
        ),
      ),
    )
    .orderBy("next_at")
    .orderBy("person_id")
    .orderBy("rhythm")
    .limit(limit)
    .execute();
}

/** The name under which one instance at a time makes a reader's digest, or its draft. */
export function digestSlot({ workspace_id, person_id, rhythm }: Omit<Subscription, "next_at">): string {
  return `digest:${workspace_id}:${person_id}:${rhythm}`;
}

/** Whether nobody has moved it since it was read. */
export async function isDueStill(db: Db, { workspace_id, person_id, rhythm, next_at }: Subscription): Promise<boolean> {
  return (await dueStill(db, { workspace_id, person_id, rhythm, next_at })).rows.length > 0;
}

const dueStill = prepared((db, of: Subscription) =>
  db
    .selectFrom("digest_subscription")
    .select("next_at")
    .where("workspace_id", "=", of.workspace_id)
    .where("person_id", "=", of.person_id)
    .where("rhythm", "=", of.rhythm)
    .where("next_at", "=", of.next_at),
);

/** Of everybody, or of these people. */
export async function listSubscriptions(
  db: Db | Tx,
  workspaceId: string,
  personIds?: readonly string[],
): Promise<Subscription[]> {
  return db
    .selectFrom("digest_subscription")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(personIds !== undefined, (query) => query.where("person_id", "in", [...(personIds ?? [])]))
    .execute();
}

/** Everybody's digests are to be counted anew, from the first on. What has not been counted yet is so since it was noted first. */
export async function noteRecount(tx: Tx, workspaceId: string, since: Instant): Promise<void> {
  await tx
    .insertInto("digest_recount")
    .values({ workspace_id: workspaceId, after_person: "", since })
    .onConflict((conflict) => conflict.columns(["workspace_id"]).doUpdateSet({ after_person: "" }))
    .execute();
}

/** Since when something is left to be counted anew. */
export const recountSince = nextAt((db, { workspaceId }) =>
  db.selectFrom("digest_recount").select("since as at").where("workspace_id", "=", workspaceId),
);

/** Where the counting anew is, for this instance alone until the transaction ends; undefined when there is none. */
export async function lockRecount(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom("digest_recount")
    .select(["after_person", "since"])
    .where("workspace_id", "=", workspaceId)
    .$if(isPostgres(tx), (query) => query.forUpdate())
    .executeTakeFirst();
}

/** The counting anew has come to this person; null: it is done. */
export async function moveRecount(tx: Tx, workspaceId: string, afterPerson: string | null): Promise<void> {
  if (afterPerson === null) await tx.deleteFrom("digest_recount").where("workspace_id", "=", workspaceId).execute();
  else
    await tx
      .updateTable("digest_recount")
      .set({ after_person: afterPerson })
      .where("workspace_id", "=", workspaceId)
      .execute();
}

/** So many people who have or had a seat, in the order of their ids, after this one. */
export async function listSeatedAfter(
  db: Db | Tx,
  workspaceId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom("seat")
    .select("person_id")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", ">", after)
    .orderBy("person_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.person_id);
}

/**
 * Every seat in a program that is not closed, or was closed after `closedAfter`, of people who are still there, or of these
 * of them.
 */
export async function listActiveSeats(
  db: Db | Tx,
  workspaceId: string,
  personIds?: readonly string[],
  closedAfter: Instant | null = null,
) {
  return db
    .selectFrom("seat")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .select(["seat.person_id", "seat.program_id", "seat.role", "seat.from_date", "seat.until_date", "person.zone"])
    .select("program.closed_at")
    .where("seat.workspace_id", "=", workspaceId)
    .$if(personIds !== undefined, (query) => query.where("seat.person_id", "in", [...(personIds ?? [])]))
    .where((where) =>
      where.or([
        where("program.state", "=", sql.lit("active")),
        ...(closedAfter === null ? [] : [where("program.closed_at", ">", closedAfter)]),
      ]),
    )
    .where("person.is_deactivated", "=", 0)
    .where("person.is_bot", "=", 0)
    .execute();
}

export async function upsertSubscription(
  tx: Tx,
  { workspace_id, person_id, rhythm, next_at }: DigestSubscriptionTable,
): Promise<void> {
  await upsert(tx, { workspace_id, person_id, rhythm, next_at });
}

const upsert = prepared((db, row: DigestSubscriptionTable) =>
  db
    .insertInto("digest_subscription")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "person_id", "rhythm"]).doUpdateSet({ next_at: row.next_at }),
    ),
);

export async function deleteSubscription(tx: Tx, { workspace_id, person_id, rhythm }: Subscription): Promise<void> {
  await tx
    .deleteFrom("digest_subscription")
    .where("workspace_id", "=", workspace_id)
    .where("person_id", "=", person_id)
    .where("rhythm", "=", rhythm)
    .execute();
}

/** Moves a subscription on; false when another process has done so, or it is gone. */
export async function moveSubscription(tx: Tx, due: Subscription, nextAt: Instant): Promise<boolean> {
  const { workspace_id, person_id, rhythm, next_at } = due;
  return hasChanged(await moved(tx, { workspace_id, person_id, rhythm, next_at, nextAt }));
}

const moved = prepared((db, { nextAt, ...due }: Subscription & { nextAt: Instant }) =>
  db
    .updateTable("digest_subscription")
    .set({ next_at: nextAt })
    .where("workspace_id", "=", due.workspace_id)
    .where("person_id", "=", due.person_id)
    .where("rhythm", "=", due.rhythm)
    .where("next_at", "=", due.next_at),
);

/** False when this reader has a digest of that rhythm and period already. */
export async function insertDigest(tx: Tx, row: DigestTable): Promise<boolean> {
  const inserted = await tx
    .insertInto("digest")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "reader_id", "rhythm", "period"]).doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Stores an edition with the sources of each of its lines. */
export async function insertEdition(
  tx: Tx,
  row: Omit<Insertable<DigestEditionTable>, "document">,
  document: DigestDocument,
): Promise<void> {
  await tx
    .insertInto("digest_edition")
    .values({ ...row, document: JSON.stringify(document) })
    .execute();
  const sources = linesOf(document).flatMap((line, place) =>
    line.sources.map((source) => ({
      workspace_id: row.workspace_id,
      edition_id: row.id,
      line: place,
      kind: source.kind,
      source_id: source.id,
      revision: source.revision,
    })),
  );
  for (const some of inPieces(sources)) await tx.insertInto("digest_source").values(some).execute();
}

export interface Edition {
  id: string;
  edition: number;
  readerId: string;
  rhythm: Rhythm;
  period: string;
  cutOffAt: Instant;
  document: DigestDocument;
  /** When all that it said was cleared; null: it is as it was made. */
  clearedAt: Instant | null;
}

export async function findEdition(db: Db | Tx, workspaceId: string, editionId: string): Promise<Edition | null> {
  const row = await editions(db, workspaceId).where("edition.id", "=", editionId).executeTakeFirst();
  return row ? editionOf(row) : null;
}

/** Whose digest it is. */
export async function findEditionReader(db: Db | Tx, workspaceId: string, editionId: string): Promise<string | null> {
  const row = await db
    .selectFrom("digest_edition as edition")
    .innerJoin("digest", (join) =>
      join.onRef("digest.workspace_id", "=", "edition.workspace_id").onRef("digest.id", "=", "edition.digest_id"),
    )
    .select("digest.reader_id")
    .where("edition.workspace_id", "=", workspaceId)
    .where("edition.id", "=", editionId)
    .executeTakeFirst();
  return row?.reader_id ?? null;
}

/** One that went in the message of a longer one is read with it. */
export async function findLatestEdition(
  db: Db | Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
): Promise<Edition | null> {
  const latest = await editionsOfReader(db, workspaceId, personId)
    .select("edition.id")
    .where((where) => where.or([where("digest.in_message_of", "is", null), where("edition.edition", ">", 1)]))
    .orderBy("edition.cut_off_at", "desc")
    .orderBy("edition.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return latest ? findEdition(db, workspaceId, latest.id) : null;
}

/** Of all the reader's digests, the oldest first. */
export async function listEditionsOf(
  db: Db,
  { workspaceId, personId }: { workspaceId: string; personId: string },
): Promise<{ id: string; rhythm: Rhythm; period: string; edition: number; cut_off_at: Instant }[]> {
  return editionsOfReader(db, workspaceId, personId)
    .select(["edition.id", "digest.rhythm", "digest.period", "edition.edition", "edition.cut_off_at"])
    .orderBy("edition.cut_off_at")
    .orderBy("edition.id")
    .execute();
}

/** Whoever has this handle, in any workspace: for the command line. */
export async function listReadersByHandle(db: Db, handle: string) {
  return acrossWorkspaces(db)
    .selectFrom("person")
    .innerJoin("workspace", "workspace.id", "person.workspace_id")
    .select(["person.workspace_id", "person.id", "workspace.slack_team_id"])
    .where("person.handle", "=", handle)
    .execute();
}

function editionsOfReader(db: Db | Tx, workspaceId: string, personId: string) {
  return db
    .selectFrom("digest")
    .crossJoin("digest_edition as edition")
    .whereRef("edition.workspace_id", "=", "digest.workspace_id")
    .whereRef("edition.digest_id", "=", "digest.id")
    .where("digest.workspace_id", "=", workspaceId)
    .where("digest.reader_id", "=", personId);
}

export function editions(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("digest_edition as edition")
    .innerJoin("digest", (join) =>
      join.onRef("digest.workspace_id", "=", "edition.workspace_id").onRef("digest.id", "=", "edition.digest_id"),
    )
    .select(EDITION)
    .select(["digest.reader_id", "digest.rhythm", "digest.period"])
    .where("edition.workspace_id", "=", workspaceId);
}

export const EDITION = [
  "edition.id",
  "edition.edition",
  "edition.cut_off_at",
  "edition.document",
  "edition.cleared_at",
] as const;

export function editionOf(row: {
  id: string;
  edition: number;
  cut_off_at: Instant;
  document: string;
  cleared_at: Instant | null;
  reader_id: string;
  rhythm: Rhythm;
  period: string;
}): Edition {
  const document = readDocument(row.document);
  return {
    id: row.id,
    edition: row.edition,
    readerId: row.reader_id,
    rhythm: row.rhythm,
    period: row.period,
    cutOffAt: row.cut_off_at,
    document,
    clearedAt: row.cleared_at,
  };
}

/** Whether the words of all answers that these digests rest on are still there, and their own. */
export async function areAnswersKept(
  db: Db | Tx,
  workspaceId: string,
  editions: readonly Pick<Edition, "id" | "clearedAt">[],
): Promise<boolean> {
  if (editions.some(({ clearedAt }) => clearedAt !== null)) return false;
  const ids = editions.map(({ id }) => id);
  const row = await db
    .selectFrom("digest_source as source")
    .leftJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "source.workspace_id").onRef("check_in.id", "=", "source.source_id"),
    )
    .select("source.source_id")
    .where("source.workspace_id", "=", workspaceId)
    .where("source.edition_id", "in", ids)
    .where("source.kind", "=", "check-in")
    .where(({ eb, or }) => or([eb("check_in.id", "is", null), eb("check_in.removed_at", "is not", null)]))
    .limit(1)
    .executeTakeFirst();
  return row === undefined;
}
