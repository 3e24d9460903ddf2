/** What went out and came in last, for whoever looks after the installation. */
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { Message } from "../slack/message.ts";
import { type MakerParts, MessageMaker } from "./making.ts";
import { findLastReceivedAt, newestOfKind } from "./repository-last.ts";

/** When Slack last brought what somebody pressed or submitted; null: not within the days for which it is remembered. */
export function lastReceivedAt(db: Db, workspaceId: string): Promise<Instant | null> {
  return findLastReceivedAt(db, workspaceId);
}

/** The last message of a kind as it would be made now, without pictures; null: none ever went into the outbox. Throws what the kind does. */
export async function lastMadeAgain(parts: Omit<MakerParts, "album">, kind: string): Promise<Message | null> {
  const delivery = await newestOfKind(parts.services.db, parts.workspaceId, kind);
  return delivery ? new MessageMaker({ ...parts, album: undefined }).makeAgain(delivery) : null;
}
