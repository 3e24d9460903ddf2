import type { Selectable } from "kysely";
import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { prepared } from "../../platform/prepared.ts";
import { rows } from "../../platform/rows.ts";
import { type Item, read } from "../repository.ts";
import type { AskTermTable } from "../table.ts";

export type Term = Selectable<AskTermTable>;

export interface Vote {
  personId: string;
  option: number;
}

interface VoteOf {
  workspaceId: string;
  itemId: string;
  /** Which vote about the request, from 1. */
  number: number;
}

/** Of these requests the votes of one time each was put to the committee: one a person, as they said last. */
export async function listVotes(
  db: Db | Tx,
  workspaceId: string,
  numbers: ReadonlyMap<string, number>,
): Promise<Map<string, Vote[]>> {
  if (numbers.size === 0) return new Map();
  const rows = await db
    .selectFrom("ask_vote")
    .select(["item_id", "circulation", "person_id", "option"])
    .where("workspace_id", "=", workspaceId)
    .where("item_id", "in", [...numbers.keys()])
    .orderBy("person_id")
    .orderBy("revision")
    .execute();
  const last = new Map<string, Map<string, Vote>>();
  for (const { item_id: itemId, circulation, person_id: personId, option } of rows) {
    if (circulation !== numbers.get(itemId)) continue;
    const votes = last.get(itemId) ?? new Map<string, Vote>();
    last.set(itemId, votes.set(personId, { personId, option }));
  }
  return new Map([...last].map(([itemId, votes]) => [itemId, [...votes.values()]]));
}

/** Nothing where the person's last vote says the same. */
export async function insertVote(tx: Tx, of: VoteOf, { personId, option }: Vote, at: Instant): Promise<void> {
  const votes = rows(tx, "ask_vote", of.workspaceId);
  const vote = { item_id: of.itemId, circulation: of.number, person_id: personId };
  const last = (await votes.list(vote, ["revision"])).at(-1);
  if (last?.option === option) return;
  await votes.insert({ ...vote, revision: (last?.revision ?? 0) + 1, option, cast_at: at });
}

const messagesOf = prepared((tx, of: { workspaceId: string; itemId: string; limit: number }) =>
  tx
    .selectFrom("ask_message")
    .select("message_key")
    .where("workspace_id", "=", of.workspaceId)
    .where("item_id", "=", of.itemId)
    .orderBy("has_buttons", "desc")
    .orderBy("noted_at", "desc")
    .orderBy("message_key")
    .limit(of.limit),
);

/** The keys of the messages that show a request among others: those with its buttons, then the newest first. */
export async function listMessages(
  tx: Db | Tx,
  of: { workspaceId: string; itemId: string; limit: number },
): Promise<string[]> {
  return (await messagesOf(tx, of)).rows.map((row) => row.message_key);
}

export async function saveTerm(tx: Tx, term: Term): Promise<void> {
  await tx
    .insertInto("ask_term")
    .values(term)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "item_id", "kind"]).doUpdateSet({ ends_at: term.ends_at }),
    )
    .execute();
}

/** Returns whether there was one: of several instances, the one that takes it away does what it ends. */
export function deleteTerm(tx: Tx, { workspace_id, item_id, kind }: Omit<Term, "ends_at">): Promise<boolean> {
  return rows(tx, "ask_term", workspace_id).remove({ item_id, kind });
}

/** Of every workspace, the first to end first. */
export async function listTermsOver(db: Db, now: Instant, limit: number): Promise<Term[]> {
  return acrossWorkspaces(db)
    .selectFrom("ask_term")
    .selectAll()
    .where("ends_at", "<=", now)
    .orderBy("ends_at")
    .orderBy("item_id")
    .limit(limit)
    .execute();
}

export const nextTermEnd = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("ask_term")
    .select(({ fn }) => fn.min("ends_at").as("at")),
);

/** Has what somebody has, or whose delegate they are, looked at by then. */
export async function lookAgainForOwner(
  tx: Tx,
  { workspace_id, id }: { workspace_id: string; id: string },
  at: Instant,
): Promise<void> {
  await tx
    .updateTable("ask_term")
    .set({ ends_at: at })
    .where("workspace_id", "=", workspace_id)
    .where("kind", "=", "due")
    .where("ends_at", ">", at)
    .where("item_id", "in", (eb) =>
      eb
        .selectFrom("item")
        .select("item.id")
        .where("item.workspace_id", "=", workspace_id)
        .where("item.owner_id", "=", id)
        .where("item.state", "=", "open"),
    )
    .execute();
}

/** Requests that wait in running programs: of these owners, of this requester, or in these programs; the oldest first. */
export async function listRequestsWaiting(
  db: Db | Tx,
  workspaceId: string,
  of: { ownerIds: readonly string[]; requesterId?: string; programIds: readonly string[] },
  limit = 500,
): Promise<(Item & { program: string })[]> {
  const rows = await db
    .selectFrom("item")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
    )
    .selectAll("item")
    .select(["program.title as program", "program.short_key"])
    .where("item.workspace_id", "=", workspaceId)
    .where("item.type", "=", "ask")
    .where("item.state", "=", "open")
    .where("program.state", "=", "active")
    .where((eb) =>
      eb.or([
        ...(of.ownerIds.length > 0 ? [eb("item.owner_id", "in", [...of.ownerIds])] : []),
        ...(of.requesterId === undefined ? [] : [eb("item.raised_by", "=", of.requesterId)]),
        ...(of.programIds.length > 0 ? [eb("item.program_id", "in", [...of.programIds])] : []),
      ]),
    )
    .orderBy("item.raised_at")
    .orderBy("item.id")
    .limit(limit)
    .execute();
  return rows.map(({ program, ...row }) => ({ ...read(row), program }));
}
