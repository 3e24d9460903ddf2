import type { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Message } from "../platform/slack/message.ts";
import type { Reader } from "../platform/texts/language.ts";

export interface ChannelFacts {
  isPrivate: boolean;
  /** Slack user ids. */
  members: string[];
  /** The app's own user in it. */
  ownUserId: string;
}

/** What a kind may ask of Slack while it makes its message. */
export interface SlackFacts {
  /** Throws when the app cannot see it. */
  channel(channelId: string): Promise<ChannelFacts>;
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

/** A kind as the outbox holds it: the subject is JSON, checked by the kind's own schema where it enters. */
export interface RegisteredKind {
  kind: string;
  stillWanted(context: SendContext, subject: unknown): Promise<boolean>;
  message(context: SendContext, subject: unknown): Promise<Message>;
  sent(tx: Tx, subject: unknown, facts: { workspaceId: string; at: Instant }): Promise<void>;
}

export function registered<Subject>(kind: MessageKind<Subject>): RegisteredKind {
  return {
    kind: kind.kind,
    stillWanted: (context, subject) => kind.stillWanted(context, kind.subject.parse(subject)),
    message: (context, subject) => kind.message(context, kind.subject.parse(subject)),
    sent: async (tx, subject, facts) => kind.sent?.(tx, kind.subject.parse(subject), facts),
  };
}

/** Who a message goes to, as the people capability knows them. */
export interface Recipient {
  slackUserId: string;
  /** The app's direct message with them, once known. */
  dmChannelId: string | null;
  isDeactivated: boolean;
  reader: Reader;
}

/** Given to the dispatcher in `app.ts`, since delivery knows no capability. */
export interface AddressBook {
  recipient(db: Db, workspaceId: string, personId: string): Promise<Recipient>;
  /** The language and zone of what is posted to channels. */
  channelReader(db: Db, workspaceId: string): Promise<Reader>;
  rememberDm(tx: Tx, workspaceId: string, personId: string, channelId: string): Promise<void>;
}

export interface NewDelivery<Subject> {
  workspaceId: string;
  /** One message per key for ever: `prompt:<round>:<person>`. A second request with the same key changes nothing. */
  key: string;
  subject: Subject;
  to: { personId: string } | { channelId: string };
  notBefore: Instant;
  expiresAt?: Instant | undefined;
  /** The key of the delivery in whose thread this one goes; it waits until that one is sent. */
  inThreadOf?: string;
}
