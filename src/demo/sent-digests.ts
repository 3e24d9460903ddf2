/** The digests that went, as their readers have them. */
import type { DrumbeatApp } from "../app/app.ts";
import { listSent } from "../delivery/outbox.ts";
import { peopleByIds } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import { readDigest } from "../reports/digest/digest-reading.ts";
import { firstScreenInPieces } from "../reports/digest/first-screen.ts";
import { reportDigestKind } from "../reports/digest/message.ts";
import type { Screen, ScreenInput } from "../reports/digest/screen.ts";

export interface SentDigest {
  digestId: string;
  readerId: string;
  /** The handle of the digest's reader. */
  handle: string;
  input: ScreenInput;
  screen: Screen;
  sentAt: Instant;
}

/** In order of time. */
export async function sentDigestsOf({
  services: { db },
  workspace: { id: workspaceId },
}: Pick<DrumbeatApp, "services" | "workspace">): Promise<SentDigest[]> {
  const sent: Omit<SentDigest, "handle">[] = [];
  for (const { subject, sentAt } of await listSent(db, workspaceId, reportDigestKind)) {
    const { digestId, part } = subject;
    const digest = part > 0 ? null : await readDigest({ db, workspaceId, now: sentAt }, digestId);
    if (!digest) continue;
    const { input, readerId } = digest;
    sent.push({ digestId, readerId, input, screen: await firstScreenInPieces(input), sentAt });
  }
  const readers = await peopleByIds(db, workspaceId, [...new Set(sent.map(({ readerId }) => readerId))]);
  const handles = new Map(readers.map(({ id, handle }) => [id, handle]));
  return sent.map((digest) => ({ ...digest, handle: handles.get(digest.readerId) ?? digest.readerId }));
}
