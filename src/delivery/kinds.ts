import type { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Message } from "../platform/slack/message.ts";
import type { Reader } from "../platform/texts/language.ts";

/** What a kind may ask of Slack while it makes its message. */
export interface SlackFacts {
  /** Whether the channel is private, and the Slack user ids of its members. Throws when the app cannot see it. */
  channel(channelId: string): Promise<{ isPrivate: boolean; isArchived: boolean; members: string[] }>;
}

export interface SendContext {
  db: Db;
  slack: SlackFacts;
  now: Instant;
  workspaceId: string;
  /** The person, or for a channel the workspace's language and UTC. */
  reader: Reader;
}

/**
 * A kind of message, registered by its capability in `app.ts`. The outbox keeps only kind and subject; the message is
 * made at the moment it is sent, so that it is true then.
 */
export interface MessageKind<Subject> {
  kind: string;
  subject: z.ZodType<Subject>;
  /** Lower goes first among what is due at the same time. */
  priority: number;
  /** False drops the message: an answer, a departure or a closed program made it moot. */
  stillWanted(context: SendContext, subject: Subject): Promise<boolean>;
  message(context: SendContext, subject: Subject): Promise<Message>;
  /** Runs in the transaction that records the sending. */
  sent?(tx: Tx, subject: Subject, facts: { workspaceId: string; at: Instant }): Promise<void>;
}

export interface NewDelivery<Subject> {
  workspaceId: string;
  /** One message per key for ever: `prompt:<round>:<person>`. A second request with the same key changes nothing. */
  key: string;
  subject: Subject;
  to: { personId: string } | { channelId: string };
  notBefore: Instant;
  expiresAt?: Instant;
  /** The key of the delivery in whose thread this one goes; it waits until that one is sent. */
  inThreadOf?: string;
}
