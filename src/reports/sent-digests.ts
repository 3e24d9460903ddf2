/** Digests that were sent, as their readers got them: for whoever runs Drumbeat, and for the sandbox. */

import { listSent } from "../delivery/outbox.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { reportDigestKind } from "./digest-message.ts";
import { readDigest, screenNow } from "./digest-reading.ts";
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
    sent.push({ digestId, readerId, input, screen: await screenNow(input), sentAt });
  }
  return sent;
}
