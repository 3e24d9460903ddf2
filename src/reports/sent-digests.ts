/** Digests that were sent, as their readers got them: for whoever runs Drumbeat, and for the sandbox. */

import { listSent } from "../delivery/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { reportDigestKind } from "./digest-message.ts";
import { readDigest } from "./digest-reading.ts";
import { firstScreen } from "./first-screen.ts";
import type { Rhythm } from "./report.ts";
import type { Screen, ScreenInput } from "./screen.ts";

export interface SentDigest {
  digestId: string;
  readerId: string;
  input: ScreenInput;
  screen: Screen;
  sentAt: Instant;
}

/** In order of time. */
export async function listSentDigests(db: Db, workspaceId: string): Promise<SentDigest[]> {
  const sent: SentDigest[] = [];
  for (const { subject, sentAt } of await listSent(db, workspaceId, reportDigestKind)) {
    if (subject.part > 0) continue;
    const { digestId } = subject;
    const digest = await readDigest({ db, workspaceId, now: sentAt }, digestId);
    if (!digest) continue;
    const { input, readerId } = digest;
    sent.push({ digestId, readerId, input, screen: firstScreen(input), sentAt });
  }
  return sent;
}

/** The digests of one reader, the first one first; `until`: those made by then. */
export async function listDigestsOf(
  db: Db,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  { rhythm, until }: { rhythm?: Rhythm | undefined; until?: Instant | undefined } = {},
): Promise<{ id: string; rhythm: Rhythm; period: string; cutOffAt: Instant }[]> {
  const rows = await db
    .selectFrom("digest")
    .select(["id", "rhythm", "period", "cut_off_at"])
    .where("workspace_id", "=", workspaceId)
    .where("reader_id", "=", personId)
    .$if(rhythm !== undefined, (query) => query.where("rhythm", "=", rhythm ?? "weekly"))
    .$if(until !== undefined, (query) => query.where("cut_off_at", "<=", until ?? ""))
    .orderBy("cut_off_at")
    .orderBy("id")
    .execute();
  return rows.map(({ cut_off_at: cutOffAt, ...row }) => ({ ...row, cutOffAt }));
}
