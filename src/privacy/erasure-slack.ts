/** What was sent to somebody goes from Slack, as far as it lets the app: messages, and the files of digests of their programs. */

import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { type Kinds, WAVE_PRIORITY } from "../delivery/message-kind.ts";
import { outcomeOfThrown } from "../delivery/slack-gateway.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { addMs, DAY, MINUTE } from "../platform/time.ts";
import { aboutsOf, theirsAmong } from "./erasure-messages-found.ts";
import type { Theirs } from "./erasure-scope.ts";
import { outdatedPicturesOf } from "./erasure-steps.ts";
import { type Key, keyOf, nextPiece, type Row } from "./rows-by-data-map.ts";

const ROWS = 100;
const fileIds = z.array(z.string());

type ErasingPerson = Theirs & { at: Instant; now: Instant; kinds: Kinds };

/** Leaves time to update sent messages before deleting from Slack. */
export const UPDATES_TAKE_MS = 10 * MINUTE;

/** `upTo` null: nothing is left. `retryInMs` above 0: Slack wants no more for so long. */
export async function takeOutOfSlack(
  { db, client }: { db: Db; client: WebClient },
  erasing: ErasingPerson,
  after: Key,
): Promise<{ upTo: Key | null; retryInMs: number }> {
  if (await areUpdatesUnderWay(db, erasing)) return { upTo: after, retryInMs: UPDATES_TAKE_MS };
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

/** Messages are shown anew before what could not be shown anew is deleted; after a day whatever is left. */
async function areUpdatesUnderWay(db: Db, { workspaceId, at, now }: ErasingPerson): Promise<boolean> {
  if (now >= addMs(at, DAY)) return false;
  const waiting = await db
    .selectFrom("delivery")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("state", "in", ["waiting", "sending", "unknown"])
    .where("updates_id", "is not", null)
    .where("due_at", ">=", at)
    .where((eb) => eb.or([eb("priority", "=", WAVE_PRIORITY), eb("attempts", ">", 0)]))
    .limit(1)
    .execute();
  return waiting.length > 0;
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
    // One that was not made again is not left as it was: nobody reads it, or what it is about has gone.
    const isLeft = (row.state !== "dropped" && row.state !== "parked") || String(row.due_at) < begunAt;
    if (isLeft || !(await isTheirs(db, erasing, row))) return [];
    const messages = rows(db, "delivery", workspaceId);
    const sent = await messages.find({ id: row.updates_id });
    // A line of a bundle goes with it.
    const message = sent?.bundle_id ? await messages.find({ id: sent.bundle_id }) : sent;
    return message ? deleted(message) : [];
  }
  const isToThem = row.person_id === personId;
  const files = typeof row.file_ids === "string" ? fileIds.parse(JSON.parse(row.file_ids)) : [];
  if (files.length === 0) return isToThem ? deleted(row) : [];
  if (!isToThem && !(await isTheirs(db, erasing, row))) return [];
  return files.map((file) => () => client.files.delete({ file }));
}

async function isTheirs(db: Db, erasing: ErasingPerson, row: Row): Promise<boolean> {
  const [about = {}] = await aboutsOf(db, erasing, erasing.kinds, [row]);
  return (await theirsAmong(db, erasing, [about]))(about);
}
