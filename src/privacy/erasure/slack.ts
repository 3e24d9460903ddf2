/** What was sent goes from Slack, where it lets the app: messages to the person, and files that tell their words. */

import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { outcomeOfThrown } from "../../delivery/slack-gateway.ts";
import type { Db } from "../../platform/database.ts";
import { type Erasure, type Key, listPiece, type Row, readRow } from "./repository.ts";
import { toTakeOut } from "./repository-pieces.ts";
import { theirsAmong } from "./repository-theirs.ts";
import { idsIn, parsed } from "./rules-json.ts";

/** As many a minute as Slack allows of the method, in some turns of a tick. */
const AT_ONCE = 20;

const fileIds = z.array(z.string());
const GONE = ["message_not_found", "file_not_found", "file_deleted", "channel_not_found"];

/** `upTo` null: nothing is left. `retryInMs` above 0: Slack wants no more for so long. */
export async function takeOutOfSlack(
  { db, client }: { db: Db; client: WebClient },
  { workspace_id: workspaceId, person_id: personId, begun_at: begunAt }: Erasure,
  after: Key | null,
): Promise<{ deleted: number; refused: number; upTo: Key | null; retryInMs: number }> {
  const columns = ["person_id", "subject", "file_ids", "sent_channel_id", "sent_ts", "updates_id"];
  const rows = toTakeOut({ workspaceId, personId }, begunAt);
  const piece = await listPiece(db, workspaceId, rows, { columns, after, most: AT_ONCE });
  let [deleted, refused] = [0, 0];
  let done = after;
  for (const row of piece.rows) {
    const calls = await callsFor(client, row);
    for (const call of calls) {
      try {
        await call();
        deleted += 1;
      } catch (error) {
        const outcome = outcomeOfThrown(error);
        if (outcome.kind === "rate-limited") return { deleted, refused, upTo: done, retryInMs: outcome.retryAfterMs };
        if (!("error" in outcome && GONE.includes(outcome.error))) refused += 1;
      }
    }
    done = rows.key.map((each) => row[each] ?? "");
  }
  return { deleted, refused, upTo: piece.upTo, retryInMs: 0 };

  async function callsFor(slack: WebClient, row: Row): Promise<(() => Promise<unknown>)[]> {
    if (typeof row.updates_id === "string")
      return (await isOfTheirs(row)) ? callsForOutdated(slack, row.updates_id) : [];
    const isTheirs = row.person_id === personId;
    if (!isTheirs && !(await isRewritten(row))) return [];
    const files = typeof row.file_ids === "string" ? fileIds.parse(JSON.parse(row.file_ids)) : [];
    const message = { channel: String(row.sent_channel_id), ts: String(row.sent_ts) };
    return [
      ...files.map((file) => () => slack.files.delete({ file })),
      ...(isTheirs && files.length === 0 ? [() => slack.chat.delete(message)] : []),
    ];
  }

  /** Nobody is told that any more, so it is not said anew. */
  async function callsForOutdated(slack: WebClient, id: string): Promise<(() => Promise<unknown>)[]> {
    const sent = { table: "delivery", key: ["id"] } as const;
    const channel = await readRow(db, workspaceId, sent, { of: [id], column: "sent_channel_id" });
    const ts = await readRow(db, workspaceId, sent, { of: [id], column: "sent_ts" });
    return channel === null || ts === null ? [] : [() => slack.chat.delete({ channel, ts })];
  }

  async function isOfTheirs({ subject }: Row): Promise<boolean> {
    const ids = idsIn(parsed(String(subject)));
    const { checkIns, items, rounds, cases } = await theirsAmong(db, { workspaceId, personId }, ids);
    return ids.includes(personId) || checkIns.size + items.size + rounds.size + cases.size > 0;
  }

  async function isRewritten({ subject }: Row): Promise<boolean> {
    const told = z.object({ editionId: z.string() }).safeParse(JSON.parse(String(subject)));
    if (!told.success) return false;
    const edition = { table: "digest_edition", key: ["id"] } as const;
    const at = await readRow(db, workspaceId, edition, { of: [told.data.editionId], column: "rewritten_at" });
    return at !== null && at >= begunAt;
  }
}
