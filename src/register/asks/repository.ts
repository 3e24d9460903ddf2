import type { Selectable } from "kysely";
import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { prepared } from "../../platform/prepared.ts";
import type { AskMessageTable, AskTermTable } from "../table.ts";
import { TAKES_UP, type Vote } from "./rules.ts";

export type AskTerm = Selectable<AskTermTable>;

/** One a person: what they said last. In the order of the people's ids. */
export async function listVotes(
  db: Db | Tx,
  of: { workspaceId: string; itemId: string; circulation: number },
): Promise<Vote[]> {
  const rows = await db
    .selectFrom("ask_vote")
    .select(["person_id", "option"])
    .where("workspace_id", "=", of.workspaceId)
    .where("item_id", "=", of.itemId)
    .where("circulation", "=", of.circulation)
    .orderBy("person_id")
    .orderBy("revision")
    .execute();
  return [...new Map(rows.map(({ person_id, option }) => [person_id, { personId: person_id, option }])).values()];
}

/** Those of these asks by whose decider somebody has stood since they were raised. */
export async function listTakenUp(db: Db | Tx, workspaceId: string, itemIds: readonly string[]): Promise<Set<string>> {
  if (itemIds.length === 0) return new Set();
  const rows = await db
    .selectFrom("item_event")
    .select("item_id")
    .where("workspace_id", "=", workspaceId)
    .where("item_id", "in", [...itemIds])
    .where("event", "in", [...TAKES_UP])
    .execute();
  return new Set(rows.map(({ item_id }) => item_id));
}

/** `item:circulation` of the votes in which this person has said something. */
export async function listVotesOf(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  itemIds: readonly string[],
): Promise<Set<string>> {
  if (itemIds.length === 0) return new Set();
  const rows = await db
    .selectFrom("ask_vote")
    .select(["item_id", "circulation"])
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .where("item_id", "in", [...itemIds])
    .execute();
  return new Set(rows.map(({ item_id, circulation }) => `${item_id}:${circulation}`));
}

/** False where the person's last vote says the same. */
export async function insertVote(
  tx: Tx,
  vote: { workspaceId: string; itemId: string; circulation: number; personId: string; option: number | null },
  at: Instant,
): Promise<boolean> {
  const last = await tx
    .selectFrom("ask_vote")
    .select(["revision", "option"])
    .where("workspace_id", "=", vote.workspaceId)
    .where("item_id", "=", vote.itemId)
    .where("circulation", "=", vote.circulation)
    .where("person_id", "=", vote.personId)
    .orderBy("revision", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last && last.option === vote.option) return false;
  await tx
    .insertInto("ask_vote")
    .values({
      workspace_id: vote.workspaceId,
      item_id: vote.itemId,
      circulation: vote.circulation,
      person_id: vote.personId,
      revision: (last?.revision ?? 0) + 1,
      option: vote.option,
      cast_at: at,
    })
    .execute();
  return true;
}

const askMessages = prepared((tx, of: { workspaceId: string; itemId: string; limit: number }) =>
  tx
    .selectFrom("ask_message")
    .select("message_key")
    .where("workspace_id", "=", of.workspaceId)
    .where("item_id", "=", of.itemId)
    .orderBy("noted_at", "desc")
    .orderBy("message_key")
    .limit(of.limit),
);

/** The keys of the messages that show an ask among others, the newest first. */
export async function listAskMessages(
  tx: Db | Tx,
  of: { workspaceId: string; itemId: string; limit: number },
): Promise<string[]> {
  return (await askMessages(tx, of)).rows.map((row) => row.message_key);
}

/** Twice is once. */
export async function insertAskMessage(tx: Tx, message: Selectable<AskMessageTable>): Promise<void> {
  await tx
    .insertInto("ask_message")
    .values(message)
    .onConflict((conflict) => conflict.columns(["workspace_id", "item_id", "message_key"]).doNothing())
    .execute();
}

export async function upsertTerm(tx: Tx, term: AskTerm): Promise<void> {
  await tx
    .insertInto("ask_term")
    .values(term)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "item_id", "kind"]).doUpdateSet({ ends_at: term.ends_at }),
    )
    .execute();
}

/** Returns whether there was one: of several instances, the one that takes it away does what it ends. */
export async function deleteTerm(tx: Tx, { workspace_id, item_id, kind }: Omit<AskTerm, "ends_at">): Promise<boolean> {
  const result = await tx
    .deleteFrom("ask_term")
    .where("workspace_id", "=", workspace_id)
    .where("item_id", "=", item_id)
    .where("kind", "=", kind)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Of every workspace, the first to end first. */
export async function listTermsOver(db: Db, now: Instant): Promise<AskTerm[]> {
  return acrossWorkspaces(db)
    .selectFrom("ask_term")
    .selectAll()
    .where("ends_at", "<=", now)
    .orderBy("ends_at")
    .orderBy("item_id")
    .execute();
}

export const nextTermEnd = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("ask_term")
    .select(({ fn }) => fn.min("ends_at").as("at")),
);
