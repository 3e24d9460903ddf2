import { type Selectable, sql } from "kysely";
import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import type { Instant } from "../../platform/clock.ts";
import { type Db, isPostgres, type Tx } from "../../platform/database.ts";
import { firstOf, nextAt } from "../../platform/next-at.ts";
import { literals, prepared } from "../../platform/prepared.ts";
import { HELD_RHYTHMS } from "../holds/rules.ts";
import type {
  DigestApprovalTable,
  DigestDraftPartTable,
  DigestDraftTable,
  DigestSubscriptionTable,
  DigestWordingTable,
  Rhythm,
} from "../table.ts";

export type Draft = Selectable<DigestDraftTable>;
export type DraftPart = Selectable<DigestDraftPartTable>;

/** In the audit log. */
export const APPROVAL_SET = "digest.approval-set";

export async function listApprovals(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<DigestApprovalTable[]> {
  if (programIds.length === 0) return [];
  return db
    .selectFrom("digest_approval")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", [...programIds])
    .orderBy("program_id")
    .execute();
}

export async function upsertApproval(tx: Tx, row: DigestApprovalTable): Promise<void> {
  const { approver_id, set_by, set_at } = row;
  await tx
    .insertInto("digest_approval")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "program_id"]).doUpdateSet({ approver_id, set_by, set_at }),
    )
    .execute();
}

/** When somebody said last who approves, as the audit log has it. */
export async function approverSetAt(db: Db | Tx, approval: DigestApprovalTable): Promise<Instant> {
  const last = await db
    .selectFrom("audit")
    .select("at")
    .where("workspace_id", "=", approval.workspace_id)
    .where("program_id", "=", approval.program_id)
    .where("action", "=", APPROVAL_SET)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.at ?? approval.set_at;
}

export async function deleteApproval(tx: Tx, workspaceId: string, programId: string): Promise<void> {
  await tx
    .deleteFrom("digest_approval")
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .execute();
}

const anyApproval = prepared((db) =>
  acrossWorkspaces(db).selectFrom("digest_approval").select("program_id").limit(sql.lit(1)),
);

/** Whether any digest is approved before it goes, or waits for that: since when, for one of them. */
export const anyApprovalSince = nextAt(
  firstOf(
    (db) => acrossWorkspaces(db).selectFrom("digest_approval").select("set_at as at").limit(sql.lit(1)),
    (db) =>
      acrossWorkspaces(db)
        .selectFrom("digest_draft")
        .select("created_at as at")
        .where("state", "=", sql.lit("waiting"))
        .limit(sql.lit(1)),
  ),
);

/** Of every workspace: the digests to come that a program with approval is in, and for which there is no draft yet. */
export async function listSubscriptionsToDraft(
  db: Db,
): Promise<(Selectable<DigestSubscriptionTable> & { zone: string })[]> {
  // Asked in every tick, and in most workspaces no program has one: planning the joins takes PostgreSQL longest of all.
  return (await anyApproval(db, {})).rows.length === 0 ? [] : (await toDraft(db, {})).rows;
}

const toDraft = prepared((db) =>
  acrossWorkspaces(db)
    .selectFrom("digest_approval as approval")
    // SQLite keeps to the order of a cross join: few programs have approval, and there are many seats.
    .crossJoin("seat")
    .whereRef("seat.workspace_id", "=", "approval.workspace_id")
    .whereRef("seat.program_id", "=", "approval.program_id")
    .innerJoin("digest_subscription as next", (join) =>
      join.onRef("next.workspace_id", "=", "seat.workspace_id").onRef("next.person_id", "=", "seat.person_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "next.workspace_id").onRef("person.id", "=", "next.person_id"),
    )
    .leftJoin("digest_draft as draft", (join) =>
      join
        .onRef("draft.workspace_id", "=", "next.workspace_id")
        .onRef("draft.reader_id", "=", "next.person_id")
        .onRef("draft.rhythm", "=", "next.rhythm")
        .onRef("draft.send_at", "=", "next.next_at"),
    )
    .selectAll("next")
    .select("person.zone")
    .distinct()
    .where("next.rhythm", "in", literals(...HELD_RHYTHMS))
    .where("draft.id", "is", null)
    .orderBy("next.next_at")
    .orderBy("next.person_id"),
);

export async function findDraftFor(
  db: Db | Tx,
  of: { workspaceId: string; readerId: string; rhythm: Rhythm; sendAt: Instant },
): Promise<Draft | undefined> {
  return (await draftFor(db, of)).rows[0];
}

const draftFor = prepared((db, of: { workspaceId: string; readerId: string; rhythm: Rhythm; sendAt: Instant }) =>
  db
    .selectFrom("digest_draft")
    .selectAll()
    .where("workspace_id", "=", of.workspaceId)
    .where("reader_id", "=", of.readerId)
    .where("rhythm", "=", of.rhythm)
    .where("send_at", "=", of.sendAt),
);

export async function findDraft(db: Db | Tx, workspaceId: string, id: string): Promise<Draft | undefined> {
  return db
    .selectFrom("digest_draft")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** As it is now, and as it stays until this transaction is over: whoever does something about it comes after. */
export async function takeDraft(tx: Tx, workspaceId: string, id: string): Promise<Draft | undefined> {
  return tx
    .selectFrom("digest_draft")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .$if(isPostgres(tx), (query) => query.forUpdate())
    .executeTakeFirst();
}

/** False when there is one of this reader, rhythm and sending. */
export async function insertDraft(tx: Tx, row: DigestDraftTable): Promise<boolean> {
  const inserted = await tx
    .insertInto("digest_draft")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "reader_id", "rhythm", "send_at"]).doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Only while it is in the state in which it was found; false when it is not any more. */
export async function updateDraft(
  tx: Tx,
  { workspace_id, id, state }: Pick<Draft, "workspace_id" | "id" | "state">,
  changes: Partial<Pick<Draft, "document" | "state">>,
): Promise<boolean> {
  const updated = await tx
    .updateTable("digest_draft")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .where("state", "=", state)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** Drafts that wait, of every workspace, the first to go first, each with when its approvers are to be asked again; null: nobody. */
export async function listWaiting(db: Db) {
  return (await waiting(db, {})).rows;
}

const waiting = prepared((db) =>
  acrossWorkspaces(db)
    .selectFrom("digest_draft as draft")
    .select(["draft.workspace_id", "draft.id", "draft.reader_id", "draft.send_at"])
    .select((first) =>
      first
        .selectFrom("digest_draft_part as part")
        .innerJoin("digest_approval as approval", (join) =>
          join
            .onRef("approval.workspace_id", "=", "part.workspace_id")
            .onRef("approval.program_id", "=", "part.program_id"),
        )
        .select(({ fn }) => fn.min("part.remind_at").as("at"))
        .whereRef("part.workspace_id", "=", "draft.workspace_id")
        .whereRef("part.draft_id", "=", "draft.id")
        .where("part.approved_at", "is", null)
        .where("part.held_at", "is", null)
        .as("remind_at"),
    )
    .where("draft.state", "=", sql.lit("waiting"))
    .orderBy("draft.send_at")
    .orderBy("draft.id"),
);

/** Those of the next digests of a rhythm: what is late is of those before. */
export async function listDraftsOf(
  tx: Tx,
  workspaceId: string,
  { rhythm, state, from }: { rhythm: Rhythm; state: readonly Draft["state"][]; from: Instant },
): Promise<Draft[]> {
  return tx
    .selectFrom("digest_draft")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("state", "in", state)
    .where("rhythm", "=", rhythm)
    .where("send_at", ">=", from)
    .orderBy("id")
    .execute();
}

/** Those that wait with a part of this program. */
export async function listDraftsWith(tx: Tx, workspaceId: string, programId: string): Promise<Draft[]> {
  return tx
    .selectFrom("digest_draft as draft")
    .innerJoin("digest_draft_part as part", (join) =>
      join.onRef("part.workspace_id", "=", "draft.workspace_id").onRef("part.draft_id", "=", "draft.id"),
    )
    .selectAll("draft")
    .where("draft.workspace_id", "=", workspaceId)
    .where("draft.state", "=", "waiting")
    .where("part.program_id", "=", programId)
    .orderBy("draft.id")
    .execute();
}

export async function insertParts(tx: Tx, rows: DigestDraftPartTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto("digest_draft_part").values(rows).execute();
}

export async function listParts(db: Db | Tx, workspaceId: string, draftId: string): Promise<DraftPart[]> {
  return db
    .selectFrom("digest_draft_part")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("draft_id", "=", draftId)
    .orderBy("program_id")
    .execute();
}

export async function updatePart(
  tx: Tx,
  { workspace_id, draft_id, program_id }: Pick<DraftPart, "workspace_id" | "draft_id" | "program_id">,
  changes: Partial<Pick<DraftPart, "approved_by" | "approved_at" | "held_by" | "held_at" | "asked" | "remind_at">>,
): Promise<void> {
  await tx
    .updateTable("digest_draft_part")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("draft_id", "=", draft_id)
    .where("program_id", "=", program_id)
    .execute();
}

export async function insertWording(tx: Tx, row: DigestWordingTable): Promise<void> {
  await tx.insertInto("digest_wording").values(row).execute();
}

/** The last one, or the last before an instant, whose it is. */
export async function findWording(
  db: Db | Tx,
  workspaceId: string,
  draftId: string,
  before?: Instant,
): Promise<(Selectable<DigestWordingTable> & { name: string }) | undefined> {
  return db
    .selectFrom("digest_wording as wording")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "wording.workspace_id").onRef("person.id", "=", "wording.edited_by"),
    )
    .selectAll("wording")
    .select("person.name")
    .where("wording.workspace_id", "=", workspaceId)
    .where("wording.draft_id", "=", draftId)
    .$if(before !== undefined, (query) => query.where("wording.edited_at", "<", before ?? ""))
    .orderBy("wording.revision", "desc")
    .limit(1)
    .executeTakeFirst();
}
