import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { readDivision } from "../editions/divisions/division.ts";
import type { DigestQuoteTable, DigestSourceTable } from "../table.ts";

/** What holds a document of a digest. */
export type Documented = "digest_edition" | "digest_draft";

export async function listEnded(
  db: Db | Tx,
  { workspaceId, before }: { workspaceId: string; before: Instant },
): Promise<{ key: string; closedAt: Instant }[]> {
  const rows = await db
    .selectFrom("program")
    .select(["key", "closed_at"])
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "closed")
    .where("closed_at", "<", before)
    .execute();
  return rows.flatMap(({ key, closed_at: closedAt }) => (closedAt === null ? [] : [{ key, closedAt }]));
}

/** In the order of their ids, which is that in which they were made. */
export async function listDocuments(
  db: Db | Tx,
  table: Documented,
  { workspaceId, after, madeBefore, most }: { workspaceId: string; after: string; madeBefore: Instant; most: number },
): Promise<{ id: string; document: string }[]> {
  return db
    .selectFrom(table)
    .select(["id", "document"])
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", after)
    .where("created_at", "<", madeBefore)
    .orderBy("id")
    .limit(most)
    .execute();
}

/** Rewritten where words that go for good stand in it, and nowhere else. */
export async function setDocument(
  tx: Tx,
  table: Documented,
  { workspaceId, id, document }: { workspaceId: string; id: string; document: string },
): Promise<void> {
  await tx.updateTable(table).set({ document }).where("workspace_id", "=", workspaceId).where("id", "=", id).execute();
}

/** What else of an edition or a draft has its words. Returns in how many messages an edition stands. */
export async function rewriteBeside(
  tx: Tx,
  table: Documented,
  { workspaceId, id, rewritten }: { workspaceId: string; id: string; rewritten: (json: string) => string },
): Promise<number> {
  if (table === "digest_edition") {
    const of = tx.selectFrom("digest_division").select("division").where("workspace_id", "=", workspaceId);
    const row = await of.where("edition_id", "=", id).executeTakeFirst();
    if (!row) return 0;
    const division = rewritten(row.division);
    await tx
      .updateTable("digest_division")
      .set({ division })
      .where("workspace_id", "=", workspaceId)
      .where("edition_id", "=", id)
      .execute();
    return readDivision(division).parts.length;
  }
  const parts = await tx
    .selectFrom("digest_draft_part")
    .select(["program_id", "document"])
    .where("workspace_id", "=", workspaceId)
    .where("draft_id", "=", id)
    .execute();
  for (const { program_id, document } of parts)
    await tx
      .updateTable("digest_draft_part")
      .set({ document: rewritten(document) })
      .where("workspace_id", "=", workspaceId)
      .where("draft_id", "=", id)
      .where("program_id", "=", program_id)
      .execute();
  return 0;
}

/** With its division, its sources and that it was seen; the digest itself stays as that it was sent. */
export async function deleteEditions(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of ["digest_division", "digest_source", "digest_quote", "digest_acknowledgement"] as const)
    await tx
      .deleteFrom(table)
      .where("workspace_id", "=", workspaceId)
      .where("edition_id", "in", [...ids])
      .execute();
  await tx
    .deleteFrom("digest_edition")
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();
}

export async function deleteDrafts(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of ["digest_draft_part", "digest_wording"] as const)
    await tx
      .deleteFrom(table)
      .where("workspace_id", "=", workspaceId)
      .where("draft_id", "in", [...ids])
      .execute();
  await tx
    .deleteFrom("digest_draft")
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();
}

/** Which lines of which editions rest on these answers. */
export async function listRestingOn(
  tx: Tx,
  workspaceId: string,
  checkInIds: readonly string[],
): Promise<Pick<DigestSourceTable, "edition_id" | "line" | "source_id">[]> {
  return tx
    .selectFrom("digest_source")
    .select(["edition_id", "line", "source_id"])
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "in", [...checkInIds])
    .where("kind", "=", "check-in")
    .execute();
}

export async function deleteSources(tx: Tx, workspaceId: string, checkInIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom("digest_source")
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "in", [...checkInIds])
    .where("kind", "=", "check-in")
    .execute();
}

export async function addSourcesGone(
  tx: Tx,
  workspaceId: string,
  { editionId, count, at }: { editionId: string; count: number; at: Instant },
): Promise<void> {
  await tx
    .updateTable("digest_edition")
    .set(({ eb }) => ({ sources_gone: eb("sources_gone", "+", count), sources_gone_at: at }))
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", editionId)
    .execute();
}

type Quoted = Omit<DigestQuoteTable, "workspace_id">;

export async function listQuotes(
  db: Db | Tx,
  workspaceId: string,
  { editionIds, personIds }: { editionIds: readonly string[]; personIds?: readonly string[] },
): Promise<Quoted[]> {
  if (editionIds.length === 0) return [];
  return db
    .selectFrom("digest_quote")
    .select(["edition_id", "person_id", "answers"])
    .where("workspace_id", "=", workspaceId)
    .where("edition_id", "in", [...editionIds])
    .$if(personIds !== undefined, (query) => query.where("person_id", "in", [...(personIds ?? [])]))
    .execute();
}

export async function saveQuotes(tx: Tx, workspace_id: string, quotes: readonly Quoted[]): Promise<void> {
  if (quotes.length === 0) return;
  await tx
    .insertInto("digest_quote")
    .values(quotes.map((quote) => ({ workspace_id, ...quote })))
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "edition_id", "person_id"])
        .doUpdateSet(({ ref }) => ({ answers: ref("excluded.answers") })),
    )
    .execute();
}

export async function listQuotesOf(
  db: Db | Tx,
  { workspaceId, personId, editionId }: { workspaceId: string; personId: string; editionId?: string },
): Promise<Pick<DigestQuoteTable, "edition_id" | "answers">[]> {
  return db
    .selectFrom("digest_quote")
    .select(["edition_id", "answers"])
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .$if(editionId !== undefined, (query) => query.where("edition_id", "=", editionId ?? ""))
    .execute();
}
