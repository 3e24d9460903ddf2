/** What was sent to somebody goes from Slack, as far as it lets the app: messages, and the files of digests of their programs. */

import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { outcomeOfThrown } from "../delivery/slack-gateway.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { outdatedPicturesOf } from "./erasure-steps.ts";
import { idsIn, reportedAmong, type Theirs, theirsAmong } from "./erasure-whose.ts";
import { type Key, keyOf, nextPiece, type Row } from "./rows.ts";

const ROWS = 100;
const fileIds = z.array(z.string());

type ErasingPerson = Theirs & { at: Instant };

/** `upTo` null: nothing is left. `retryInMs` above 0: Slack wants no more for so long. */
export async function takeOutOfSlack(
  { db, client }: { db: Db; client: WebClient },
  erasing: ErasingPerson,
  after: Key,
): Promise<{ upTo: Key | null; retryInMs: number }> {
  const { rows: some, upTo } = await nextPiece(db, "delivery", { workspaceId: erasing.workspaceId, after, most: ROWS });
  let done = after;
  for (const row of some) {
    for (const call of await callsFor({ db, client }, erasing, row)) {
      const retryInMs = await retryAfter(call);
      if (retryInMs > 0) return { upTo: done, retryInMs };
    }
    done = keyOf("delivery", row);
  }
  if (upTo !== null) return { upTo, retryInMs: 0 };
  const retryInMs = await deletePictures({ db, client }, erasing);
  return { upTo: retryInMs > 0 ? done : null, retryInMs };
}

/** For how long Slack wants no more. What it refuses to delete, or no longer has, is skipped. */
async function retryAfter(call: () => Promise<unknown>): Promise<number> {
  try {
    await call();
  } catch (error) {
    const outcome = outcomeOfThrown(error);
    if (outcome.kind === "rate-limited") return outcome.retryAfterMs;
  }
  return 0;
}

/** Of messages that are shown anew, with other pictures. Returns for how long Slack wants no more. */
async function deletePictures(
  { db, client }: { db: Db; client: WebClient },
  { workspaceId, personId }: ErasingPerson,
): Promise<number> {
  const outdated = await db
    .selectFrom("picture")
    .select(["key", "file_id"])
    .where("workspace_id", "=", workspaceId)
    .where("key", "like", `${outdatedPicturesOf(personId)}%`)
    .execute();
  for (const { key, file_id: file } of outdated) {
    const retryInMs = file === null ? 0 : await retryAfter(() => client.files.delete({ file }));
    if (retryInMs > 0) return retryInMs;
    await rows(db, "picture", workspaceId).remove({ key });
  }
  return 0;
}

async function callsFor(
  { db, client }: { db: Db; client: WebClient },
  erasing: ErasingPerson,
  row: Row,
): Promise<(() => Promise<unknown>)[]> {
  const { workspaceId, personId, at: begunAt } = erasing;
  const deleted = ({ sent_channel_id: channel, sent_ts: ts }: Row) =>
    typeof channel === "string" && typeof ts === "string" ? [() => client.chat.delete({ channel, ts })] : [];
  if (typeof row.updates_id === "string") {
    // A dropped update is not made again: nobody reads it.
    const isOutdated = row.state === "dropped" && String(row.due_at) >= begunAt;
    const ids = isOutdated ? idsIn(row.subject) : [];
    const touched = await theirsAmong(db, erasing, ids);
    if (!ids.some((id) => touched.has(id))) return [];
    const sent = await rows(db, "delivery", workspaceId).find({ id: row.updates_id });
    return sent ? deleted(sent) : [];
  }
  const isTheirs = row.person_id === personId;
  const files = typeof row.file_ids === "string" ? fileIds.parse(JSON.parse(row.file_ids)) : [];
  if (files.length === 0) return isTheirs ? deleted(row) : [];
  if (!isTheirs && (await reportedAmong(db, erasing, idsIn(row.subject))).length === 0) return [];
  return files.map((file) => () => client.files.delete({ file }));
}
