import type { KnownBlock, SectionBlock } from "@slack/types";
import type { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Events } from "../platform/events.ts";
import type { Pdf } from "../platform/pdf/content.ts";
import type { Services } from "../platform/services.ts";
import type { Reader } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import type { Contact, ContactFacts, Lane, LaneFacts } from "./lanes.ts";

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
  events: Events;
  workspaceId: string;
  /** The person, or for a channel the workspace's language and UTC. */
  reader: Reader;
  /** Of a message that is brought up to date: when it was sent. */
  sentAt?: Instant;
  /** Of the kind's own pictures those that can be shown now: key → id of Slack's file. */
  pictures?: ReadonlyMap<string, string>;
}

/** With the day on which it is made: a date far from it has its year. */
export function readingNow({ reader, now }: Pick<SendContext, "reader" | "now">): Reader {
  return { ...reader, today: localDateOf(now, reader.zone) };
}

/** Uploaded before the message is made. */
export interface Picture {
  /** Under which it is uploaded once: `digest:<edition>:heat-map`. */
  key: string;
  /** Of the file, without its ending. */
  name: string;
  title: string;
  altText: string;
  svg(): string;
}

/** Shared in the thread of another message. */
export interface SharedFile {
  /** With its ending. */
  name: string;
  title: string;
  /** What a PDF says, or the text of the file. */
  content: Pdf | string;
}

/** Of what goes behind all else, at the pace of large rounds. */
export const WAVE_PRIORITY = 90;

/**
 * A kind of message, registered by its capability in its `capability.ts`. The outbox keeps only kind and subject; the message is
 * made at the moment it is sent, so that it is true then.
 */
export interface MessageKind<Subject> {
  kind: string;
  subject: z.ZodType<Subject>;
  /** Lower goes first among what is due at the same time. */
  priority: number;
  /** What it is to the person it goes to: whether it may be held, and its rank among others. */
  contact: Contact | ((subject: Subject, personId: string) => Contact);
  /** When it comes: `now` for answers, digests and what cannot wait. */
  lane: Lane | ((subject: Subject) => Lane);
  /** It is about the day on which it is due: it never waits for the message of another. */
  isForItsDay?(subject: Subject): boolean;
  /** It has to be read before this instant: where its lane comes later, it comes now; null: no such time. */
  neededBy?(context: SendContext, subject: Subject): Promise<Instant | null>;
  /** False drops the message: an answer, a departure or a closed program made it moot. */
  stillWanted(context: SendContext, subject: Subject): Promise<boolean>;
  message(context: SendContext, subject: Subject): Promise<Message>;
  /** What `message` would show; it has to say the same without, since an upload may fail. */
  pictures?(context: SendContext, subject: Subject): Promise<Picture[]>;
  /** It is these files, in the thread of another; of `message` the text alone stands above them. */
  files?(context: SendContext, subject: Subject): Promise<SharedFile[]>;
  /**
   * Its form among others in one message: a section, or a few for each of no more than five things, with one button or menu a
   * section. Without one it is always a message of its own.
   */
  line?(context: SendContext, subject: Subject): Promise<Line>;
  /** Several of this kind in one message, in the order of their rank: fewer lines where some share one. Left out: a `line` each. */
  lines?(context: SendContext, subjects: readonly Subject[]): Promise<Line[]>;
  /** “Why did I get this?”: who asks, and by which rule; whole sentences, plain text. */
  why?(context: SendContext, subject: Subject): Promise<string[]>;
  /** The message itself offers to say why; all others get a menu for it. */
  offersWhy?: boolean;
  /**
   * Nothing changes it any more, and its key is never put into the outbox again: its row may go some weeks later. Left out:
   * it stays.
   */
  isOver?(looking: Pick<SendContext, "workspaceId" | "now"> & { db: Db | Tx }, subject: Subject): Promise<boolean>;
  /** Runs in the transaction that records the sending. */
  sent?(tx: Tx, subject: Subject, facts: SentFacts): Promise<void>;
  /** Runs in the transaction that drops it because it was held until its window had closed. */
  lapsed?(tx: Tx, subject: Subject, facts: Pick<SentFacts, "workspaceId" | "stamps">): Promise<void>;
  /** How it is said once it has been sent and what it is about has changed; left out: as before it was sent. */
  since?: Since<Subject>;
}

/** One section, or the few blocks of a message about several things. */
export type Line = SectionBlock | KnownBlock[];

/** What is left out is as before, but that it is wanted always; one with words of its own has no line but these. */
export interface Since<Subject>
  extends Partial<Pick<MessageKind<Subject>, "stillWanted" | "message" | "line" | "lines" | "offersWhy" | "sent">> {}

export interface SentFacts {
  workspaceId: string;
  at: Instant;
  /** It was sent before, and says something else now. */
  isUpdate: boolean;
  /** To have more said. */
  stamps: Pick<Services, "clock" | "ids">;
}

/** A kind as the outbox holds it: the subject is JSON, checked by the kind's own schema where it enters. */
export type RegisteredKind = Registered & {
  /** As it is said since it was sent. */
  since: Registered;
};

type Own = Omit<MessageKind<unknown>, "subject" | "priority" | "contact" | "lane" | "since" | "line" | "lines">;

interface Registered extends Required<Own> {
  hasLine: boolean;
  canRead(stored: string): boolean;
  /** Of one or several of this kind in one message. */
  lines(context: SendContext, subjects: readonly unknown[]): Promise<KnownBlock[][]>;
}

/** By name, as the dispatcher looks them up. */
export type Kinds = ReadonlyMap<string, RegisteredKind>;

export function registered<Subject>(kind: MessageKind<Subject>): RegisteredKind {
  const { since } = kind;
  const first = reading(kind);
  if (!since) return { ...first, since: first };
  const { line, lines, offersWhy, ...rest } = kind;
  const words = since.message
    ? rest
    : { ...rest, ...(line && { line }), ...(lines && { lines }), ...(offersWhy && { offersWhy }) };
  const changed = reading({ ...words, stillWanted: async () => true, ...since });
  return { ...first, since: changed };
}

function reading<Subject>(kind: MessageKind<Subject>): Registered {
  const read = (subject: unknown) => kind.subject.parse(subject);
  return {
    kind: kind.kind,
    hasLine: kind.line !== undefined,
    isForItsDay: (subject) => kind.isForItsDay?.(read(subject)) ?? false,
    offersWhy: kind.offersWhy ?? false,
    canRead(stored) {
      try {
        return kind.subject.safeParse(JSON.parse(stored)).success;
      } catch {
        return false;
      }
    },
    stillWanted: (context, subject) => kind.stillWanted(context, read(subject)),
    message: (context, subject) => kind.message(context, read(subject)),
    pictures: async (context, subject) => (await kind.pictures?.(context, read(subject))) ?? [],
    files: async (context, subject) => (await kind.files?.(context, read(subject))) ?? [],
    lines: async (context, given) => {
      const subjects = given.map(read);
      if (kind.lines && subjects.length > 1) return (await kind.lines(context, subjects)).map((line) => [line].flat());
      const lines: KnownBlock[][] = [];
      for (const subject of subjects)
        lines.push(
          [(await kind.line?.(context, subject)) ?? section((await kind.message(context, subject)).text)].flat(),
        );
      return lines;
    },
    neededBy: async (context, subject) => (await kind.neededBy?.(context, read(subject))) ?? null,
    why: async (context, subject) => (await kind.why?.(context, read(subject))) ?? [],
    isOver: async (looking, subject) => (await kind.isOver?.(looking, read(subject))) ?? false,
    sent: async (tx, subject, facts) => kind.sent?.(tx, read(subject), facts),
    lapsed: async (tx, subject, facts) => kind.lapsed?.(tx, read(subject), facts),
  };
}

/** How this delivery is said: for the first time, or since what it is about has changed. */
export function kindIn(kinds: Kinds, delivery: { kind: string; updates_id: string | null }): Registered | undefined {
  const found = kinds.get(delivery.kind);
  return delivery.updates_id === null ? found : found?.since;
}

/** Who a message goes to, as the people capability knows them. */
export interface Recipient {
  slackUserId: string;
  /** The app's direct message with them, once known. */
  dmChannelId: string | null;
  isDeactivated: boolean;
  /** When a message told them what is kept about them, or null. */
  notifiedAt: Instant | null;
  reader: Reader;
}

/** Given to the dispatcher in `outbox.ts`, since delivery knows no capability. */
export interface AddressBook {
  recipient(db: Db, workspaceId: string, personId: string): Promise<Recipient>;
  /** The language and zone of what is posted to channels. */
  channelReader(db: Db, workspaceId: string): Promise<Reader>;
  rememberDm(tx: Tx, workspaceId: string, personId: string, channelId: string): Promise<void>;
  rememberNotified(tx: Tx, workspaceId: string, personId: string, at: Instant): Promise<void>;
  /** What each of these people allows in these days, both included, whatever the zone: a few statements for all. */
  contactFacts(
    db: Db,
    workspaceId: string,
    personIds: readonly string[],
    span: { from: LocalDate; until: LocalDate },
  ): Promise<ReadonlyMap<string, ContactFacts>>;
  /** Which lanes each of them has; `now` decides whose roles hold. */
  laneFacts(
    db: Db,
    workspaceId: string,
    personIds: readonly string[],
    now: Instant,
  ): Promise<ReadonlyMap<string, LaneFacts>>;
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
  /** The same may have to be told once more, under a key of its own. */
  mayRepeat?: boolean;
  /** It asks somebody in a large round: it goes behind all else, at the pace of large rounds. */
  isWave?: boolean;
}
