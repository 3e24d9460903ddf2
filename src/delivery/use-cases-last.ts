/** What went out and came in last, for whoever looks after the installation. */
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { Message } from "../platform/slack/message.ts";
import { withinSize } from "../platform/slack/message-size.ts";
import type { AddressBook, Kinds, SendContext } from "./kinds.ts";
import { kindIn } from "./kinds.ts";
import { findLastReceivedAt, newestOfKind } from "./repository-last.ts";

/** When Slack last brought what somebody pressed or submitted; null: not within the days for which it is remembered. */
export function lastReceivedAt(db: Db, workspaceId: string): Promise<Instant | null> {
  return findLastReceivedAt(db, workspaceId);
}

/**
 * The last message of a kind, made again as it would be now, without pictures; null: none ever went into the outbox. Throws
 * where what it was about is gone.
 */
export async function lastMadeAnew(
  { kinds, addressBook }: { kinds: Kinds; addressBook: AddressBook },
  name: string,
  context: Omit<SendContext, "reader">,
): Promise<Message | null> {
  const { db, workspaceId } = context;
  const delivery = await newestOfKind(db, workspaceId, name);
  const kind = delivery && kindIn(kinds, delivery);
  if (!delivery || !kind) return null;
  const { person_id: personId, subject } = delivery;
  const recipient = personId === null ? null : await addressBook.recipient(db, workspaceId, personId);
  const reader = recipient?.reader ?? (await addressBook.channelReader(db, workspaceId));
  return withinSize(await kind.message({ ...context, reader }, JSON.parse(subject)), reader);
}
