/** What was sent to somebody goes from Slack, as far as it lets the app: messages, and the files of digests that were cleared. */

import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { outcomeOfThrown } from "../delivery/slack-gateway.ts";
import type { Db } from "../platform/database.ts";
import { idsIn, theirsAmong } from "./erasure-steps.ts";
import { type Key, keyOf, nextPiece, type Row } from "./rows.ts";
import type { ErasureTable } from "./table.ts";

const ROWS = 100;
const fileIds = z.array(z.string());

type Of = Pick<ErasureTable, "workspace_id" | "person_id" | "begun_at">;

/** `upTo` null: nothing is left. `retryInMs` above 0: Slack wants no more for so long. */
export async function takeOutOfSlack(
  { db, client }: { db: Db; client: WebClient },
  of: Of,
  after: Key,
): Promise<{ upTo: Key | null; retryInMs: number }> {
  const { rows, upTo } = await nextPiece(db, "delivery", { workspaceId: of.workspace_id, after, most: ROWS });
  let done = after;
  for (const row of rows) {
    for (const call of await callsFor({ db, client }, of, row)) {
      try {
        await call();
      } catch (error) {
        // What Slack does not let go, or has not any more, stays as it is.
        const outcome = outcomeOfThrown(error);
        if (outcome.kind === "rate-limited") return { upTo: done, retryInMs: outcome.retryAfterMs };
      }
    }
    done = keyOf("delivery", row);
  }
  return { upTo, retryInMs: 0 };
}

async function callsFor(
  { db, client }: { db: Db; client: WebClient },
  { workspace_id: workspaceId, person_id: personId, begun_at: begunAt }: Of,
  row: Row,
): Promise<(() => Promise<unknown>)[]> {
  const deleted = ({ sent_channel_id: channel, sent_ts: ts }: Row) =>
    typeof channel === "string" && typeof ts === "string" ? [() => client.chat.delete({ channel, ts })] : [];
  if (typeof row.updates_id === "string") {
    // Nobody is told that any more, so it is not said anew.
    const isOutdated = row.state === "dropped" && String(row.due_at) >= begunAt;
    const ids = isOutdated ? idsIn(row.subject) : [];
    const touched = await theirsAmong(db, { workspaceId, personId }, ids);
    if (!ids.some((id) => touched.has(id))) return [];
    const sent = await db
      .selectFrom("delivery")
      .select(["sent_channel_id", "sent_ts"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", row.updates_id)
      .executeTakeFirst();
    return sent ? deleted(sent) : [];
  }
  const isTheirs = row.person_id === personId;
  const files = typeof row.file_ids === "string" ? fileIds.parse(JSON.parse(row.file_ids)) : [];
  if (files.length === 0) return isTheirs ? deleted(row) : [];
  if (!isTheirs && !(await isOfCleared(db, workspaceId, row))) return [];
  return files.map((file) => () => client.files.delete({ file }));
}

async function isOfCleared(db: Db, workspaceId: string, { subject }: Row): Promise<boolean> {
  const ids = idsIn(subject);
  if (ids.length === 0) return false;
  const row = await db
    .selectFrom("digest_edition")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", ids)
    .where("cleared_at", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}
