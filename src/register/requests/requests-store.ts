/** What is stored about requests beside their items: terms, votes, and messages that show them. */
import type { Selectable } from "kysely";
import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { prepared } from "../../platform/prepared-queries.ts";
import { rows } from "../../platform/rows.ts";
import type { RequestTermTable } from "../table.ts";

export type Term = Selectable<RequestTermTable>;

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

/** The votes of one round per request: each person's last. */
export async function listVotes(
  db: Db | Tx,
  workspaceId: string,
  numbers: ReadonlyMap<string, number>,
): Promise<Map<string, Vote[]>> {
  if (numbers.size === 0) return new Map();
  const given = await rows(db, "request_vote", workspaceId).list({ item_id: [...numbers.keys()] }, [
    "person_id",
    "revision",
  ]);
  const cast = given.filter((vote) => vote.circulation === numbers.get(vote.item_id));
  const lastOfEach = (votes: typeof cast): Vote[] =>
    [...new Map(votes.map((vote) => [vote.person_id, vote.option]))].map(([personId, option]) => ({
      personId,
      option,
    }));
  return new Map([...Map.groupBy(cast, (vote) => vote.item_id)].map(([id, votes]) => [id, lastOfEach(votes)]));
}

export async function insertVote(tx: Tx, round: VoteOf, { personId, option }: Vote, at: Instant): Promise<void> {
  const votes = rows(tx, "request_vote", round.workspaceId);
  const vote = { item_id: round.itemId, circulation: round.number, person_id: personId };
  const last = (await votes.list(vote, ["revision"])).at(-1);
  await votes.insert({ ...vote, revision: (last?.revision ?? 0) + 1, option, cast_at: at });
}

const messagesOf = prepared((tx, item: { workspaceId: string; itemId: string; limit: number }) =>
  tx
    .selectFrom("request_message")
    .select("message_key")
    .where("workspace_id", "=", item.workspaceId)
    .where("item_id", "=", item.itemId)
    .orderBy("has_buttons", "desc")
    .orderBy("noted_at", "desc")
    .orderBy("message_key")
    .limit(item.limit),
);

/** The keys of the messages that show a request among others: those with its buttons, then the newest first. */
export async function listMessages(
  tx: Db | Tx,
  item: { workspaceId: string; itemId: string; limit: number },
): Promise<string[]> {
  return (await messagesOf(tx, item)).rows.map((row) => row.message_key);
}

/** Records which items a message shows, those in `withButtons` with buttons. Idempotent. */
export async function saveItemsShown(
  tx: Tx,
  { workspaceId, key, at }: { workspaceId: string; key: string; at: Instant },
  { itemIds, withButtons = [] }: { itemIds: readonly string[]; withButtons?: readonly string[] },
): Promise<void> {
  const messages = rows(tx, "request_message", workspaceId);
  const shown = { message_key: key, noted_at: at };
  for (const itemId of new Set(itemIds))
    await messages.insertNew({ ...shown, item_id: itemId, has_buttons: withButtons.includes(itemId) ? 1 : 0 });
}

export async function itemsShownIn(
  db: Db | Tx,
  workspaceId: string,
  key: string,
  { withButtons = false } = {},
): Promise<string[]> {
  const shown = await rows(db, "request_message", workspaceId).list({ message_key: key });
  return shown.filter((row) => !withButtons || row.has_buttons === 1).map((row) => row.item_id);
}

export async function saveTerm(tx: Tx, term: Term): Promise<void> {
  await tx
    .insertInto("request_term")
    .values(term)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "item_id", "kind"]).doUpdateSet({ ends_at: term.ends_at }),
    )
    .execute();
}

/** Returns whether there was one: of several instances, the one that takes it away does what it ends. */
export function deleteTerm(tx: Tx, { workspace_id, item_id, kind }: Omit<Term, "ends_at">): Promise<boolean> {
  return rows(tx, "request_term", workspace_id).remove({ item_id, kind });
}

/** Of every workspace, the first to end first. */
export async function listTermsOver(db: Db, now: Instant, limit: number): Promise<Term[]> {
  return acrossWorkspaces(db)
    .selectFrom("request_term")
    .selectAll()
    .where("ends_at", "<=", now)
    .orderBy("ends_at")
    .orderBy("item_id")
    .limit(limit)
    .execute();
}

export const nextTermEnd = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("request_term")
    .select(({ fn }) => fn.min("ends_at").as("at")),
);
