import type { KnownBlock, SectionBlock } from "@slack/types";
import type { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tables, Tx } from "../platform/database.ts";
import type { Pdf } from "../platform/pdf/content.ts";
import type { Events, Services } from "../platform/services.ts";
import type { Reader } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { LINES_ON_PAGE, type ListPage, listPages } from "./folded-lines.ts";
import type { Contact, ContactFacts, Lane, LaneFacts } from "./lanes.ts";

export interface ChannelFacts {
  isPrivate: boolean;
  /** Slack user ids. */
  members: string[];
  /** The app's own user in it. */
  ownUserId: string;
}

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
  /** When the updated message was first sent. */
  sentAt?: Instant;
  /** Uploaded pictures: key → Slack's file id. */
  pictures?: ReadonlyMap<string, string>;
}

/** The reader with today's date, so that a distant date is written with its year. */
export function readerToday({ reader, now }: Pick<SendContext, "reader" | "now">): Reader & { today: LocalDate } {
  return { ...reader, today: localDateOf(now, reader.zone) };
}

export interface MessagePicture {
  /** Unique: uploaded once per key, `digest:<edition>:heat-map`. */
  key: string;
  /** File name without extension. */
  name: string;
  title: string;
  altText: string;
  svg(): string;
}

export interface SharedFile {
  /** File name with extension. */
  name: string;
  title: string;
  /** Content of a PDF, or text. */
  content: Pdf | string;
}

/** Lowest priority, at the pace of large rounds. */
export const WAVE_PRIORITY = 90;

/**
 * The rows, by table, whose words or people a message shows. `program`: what anybody of it wrote or did; `itemsOf`: items of
 * this person, as they stand.
 */
export type About = { readonly [Table in keyof Tables]?: string | null | undefined | readonly string[] } & {
  readonly itemsOf?: string;
};

/**
 * A kind of message, listed in a `capability.ts`. The outbox stores kind and subject only; rendering happens when
 * sending.
 */
export interface MessageKind<Subject> {
  kind: string;
  subject: z.ZodType<Subject>;
  /** What it shows of whom: an erasure of one of them shows it anew, or takes it out of Slack. */
  about(subject: Subject): About;
  /** Whose the words are that its subject holds. */
  author?(subject: Subject): string | undefined;
  /** Lower goes first among what is due at the same time. */
  priority: number;
  /** Decides whether it may be held, and its rank among other messages. */
  contact: Contact | ((subject: Subject, personId: string) => Contact);
  /** In a thread as well it comes within its reader's hours; left out: with what it stands below. */
  keepsHoursInThread?: true;
  /** `now` for answers, digests and urgent messages. */
  lane: Lane | ((subject: Subject) => Lane);
  /** Concerns the day on which it is due, so it never moves to another day's message. */
  isForItsDay?(subject: Subject): boolean;
  /** Latest useful time: if its lane's message comes later, it is sent now. Null: none. */
  neededBy?(context: SendContext, subject: Subject): Promise<Instant | null>;
  /** False drops the message: an answer, a departure or a closed program made it moot. */
  stillWanted(context: SendContext, subject: Subject): Promise<boolean>;
  message(context: SendContext, subject: Subject): Promise<Message>;
  /** Pictures in `message`, which must be complete without them: an upload may fail. */
  pictures?(context: SendContext, subject: Subject): Promise<MessagePicture[]>;
  /** Files to share in a thread; of `message` only the text is posted with them. */
  files?(context: SendContext, subject: Subject): Promise<SharedFile[]>;
  /**
   * Its form in a bundle: sections, each with at most one button or menu, for up to five things. Without it, never
   * bundled.
   */
  line?(context: SendContext, subject: Subject): Promise<Line>;
  /** Whether this one has a line; left out: all have, where there is one. */
  hasLine?(subject: Subject): boolean;
  /** The lines of all of this kind in one bundle, by rank. Default: a `line` each. */
  lines?(context: SendContext, subjects: readonly Subject[]): Promise<Line[]>;
  /** What many of this kind in one message are called. Each kind that has a line, or may come in numbers, has it. */
  many?: Many<Subject>;
  /** Moves what one message cannot hold into further ones, before it is sent for the first time. */
  divide?(context: SendContext, subject: Subject): Promise<void>;
  /** The list behind a button of its message, by the button's value. Default: its lines. */
  listed?(context: SendContext, subject: Subject, part: string): Promise<ListPage[]>;
  /** “Why did I get this?”: who asks, and by which rule; whole sentences, plain text. */
  why?(context: SendContext, subject: Subject): Promise<string[]>;
  /** False: when Slack refuses it, nobody is told so by a message. Default: true. */
  reportsRefusal?: boolean;
  /** The message has its own “why” option; others get a menu. */
  offersWhy?: boolean;
  /** True once it never changes again and its key is never enqueued again: its row may be deleted. Default: kept. */
  isOver?(looking: Pick<SendContext, "workspaceId" | "now"> & { db: Db | Tx }, subject: Subject): Promise<boolean>;
  /** Runs in the transaction that records the sending. */
  sent?(tx: Tx, subject: Subject, facts: SentFacts): Promise<void>;
  /** Runs in the transaction that drops it because its window closed while it was held. */
  lapsed?(tx: Tx, subject: Subject, facts: Pick<SentFacts, "workspaceId" | "stamps">): Promise<void>;
  /** Rendering of updates; default: as for a new message. */
  since?: RenderingAfterSent<Subject>;
}

export type Line = SectionBlock | KnownBlock[];

export interface Many<Subject> {
  /** “14 check-ins”. */
  words(reader: Reader, count: number): string;
  /** Whether this one still waits for its reader, once it was sent; left out: they ask nothing. */
  isLeft?(context: SendContext, subject: Subject): Promise<boolean>;
  /** How many things these are about, and how many of them are left, where one message is about several. */
  count?(context: SendContext, subjects: readonly Subject[]): Promise<CountedThings>;
  /** What stands above the line for all. */
  above?(context: SendContext, subjects: readonly Subject[]): Promise<KnownBlock[]>;
}

/** `left`: of those that ask something. */
export interface CountedThings {
  all: number;
  left?: number;
}

/** The same as the outbox calls it. */
interface RegisteredMany {
  words(reader: Reader, count: number): string;
  count(context: SendContext, subjects: readonly unknown[]): Promise<CountedThings>;
  above(context: SendContext, subjects: readonly unknown[]): Promise<KnownBlock[]>;
}

/**
 * Overrides for updates. Omitted members are inherited, except `stillWanted` (true); overriding `message` drops `line`.
 */
export interface RenderingAfterSent<Subject>
  extends Partial<
    Pick<MessageKind<Subject>, "stillWanted" | "message" | "line" | "lines" | "many" | "offersWhy" | "sent">
  > {}

export interface SentFacts {
  workspaceId: string;
  at: Instant;
  isUpdate: boolean;
  /** For enqueuing further messages. */
  stamps: Pick<Services, "clock" | "ids" | "events">;
}

/** A kind as the outbox calls it: subjects are parsed by the kind's schema. */
export type RegisteredKind = Registered & {
  /** The rendering of updates. */
  since: Registered;
};

type Own = Omit<
  MessageKind<unknown>,
  "subject" | "priority" | "contact" | "lane" | "keepsHoursInThread" | "since" | "line" | "lines" | "many" | "listed"
>;

interface Registered extends Required<Own> {
  canRead(stored: string): boolean;
  hasPictures: boolean;
  lines(context: SendContext, subjects: readonly unknown[]): Promise<KnownBlock[][]>;
  /** Null: they are never one line for all. */
  many: RegisteredMany | null;
  /** How many of them fill a page of a list; null where one is about several things. */
  pageSize: number | null;
  listed(context: SendContext, subject: unknown, part: string): Promise<ListPage[]>;
}

/** Kinds by name. */
export type Kinds = ReadonlyMap<string, RegisteredKind>;

/** Throws when a kind has a line and no words for many of them. */
export function registered<Subject>(kind: MessageKind<Subject>): RegisteredKind {
  const { since } = kind;
  if ((kind.line || kind.lines) && !kind.many) throw new Error(`Many of ${kind.kind} have no words`);
  const first = parsingSubjects(kind);
  if (!since) return { ...first, since: first };
  const { line, lines, offersWhy, ...rest } = kind;
  const words = since.message
    ? rest
    : { ...rest, ...(line && { line }), ...(lines && { lines }), ...(offersWhy && { offersWhy }) };
  const changed = parsingSubjects({ ...words, stillWanted: async () => true, ...since });
  return { ...first, since: changed };
}

function parsingSubjects<Subject>(kind: MessageKind<Subject>): Registered {
  const read = (subject: unknown) => kind.subject.parse(subject);
  return {
    kind: kind.kind,
    hasLine: (subject) =>
      (kind.line !== undefined || kind.lines !== undefined) && (kind.hasLine?.(read(subject)) ?? true),
    isForItsDay: (subject) => kind.isForItsDay?.(read(subject)) ?? false,
    offersWhy: kind.offersWhy ?? false,
    reportsRefusal: kind.reportsRefusal ?? true,
    canRead(stored) {
      try {
        return kind.subject.safeParse(JSON.parse(stored)).success;
      } catch {
        return false;
      }
    },
    hasPictures: kind.pictures !== undefined,
    about: (subject) => kind.about(read(subject)),
    author: (subject) => kind.author?.(read(subject)),
    stillWanted: (context, subject) => kind.stillWanted(context, read(subject)),
    message: (context, subject) => kind.message(context, read(subject)),
    pictures: async (context, subject) => (await kind.pictures?.(context, read(subject))) ?? [],
    files: async (context, subject) => (await kind.files?.(context, read(subject))) ?? [],
    lines: (context, given) => linesOf(kind, context, given.map(read)),
    many: kind.many ? parsingMany(kind.many, read) : null,
    divide: async (context, subject) => kind.divide?.(context, read(subject)),
    pageSize: pageSizeOf(kind),
    async listed(context, given, part) {
      const subject = read(given);
      if (kind.listed) return kind.listed(context, subject, part);
      return listPages(await linesOf(kind, context, [subject]), async (some) => some);
    },
    neededBy: async (context, subject) => (await kind.neededBy?.(context, read(subject))) ?? null,
    why: async (context, subject) => (await kind.why?.(context, read(subject))) ?? [],
    isOver: async (looking, subject) => (await kind.isOver?.(looking, read(subject))) ?? false,
    sent: async (tx, subject, facts) => kind.sent?.(tx, read(subject), facts),
    lapsed: async (tx, subject, facts) => kind.lapsed?.(tx, read(subject), facts),
  };
}

async function linesOf<Subject>(
  kind: MessageKind<Subject>,
  context: SendContext,
  subjects: readonly Subject[],
): Promise<KnownBlock[][]> {
  if (kind.lines) return (await kind.lines(context, subjects)).map((line) => [line].flat());
  const lines: KnownBlock[][] = [];
  for (const subject of subjects) {
    // They may be many, and each takes several statements.
    if (subjects.length > 1) await yieldToEventLoop();
    lines.push(await lineOf(kind, context, subject));
  }
  return lines;
}

/** So many whole messages fill a view. */
const WHOLE_ON_PAGE = 2;

function pageSizeOf<Subject>({ line, lines, many }: MessageKind<Subject>): number | null {
  if (many?.count) return null;
  return line || lines ? LINES_ON_PAGE : WHOLE_ON_PAGE;
}

/** One that has no line of its own is listed whole, with its buttons; one that lost it as it changed, in words. */
async function lineOf<Subject>(
  kind: MessageKind<Subject>,
  context: SendContext,
  subject: Subject,
): Promise<KnownBlock[]> {
  if (kind.line) return [await kind.line(context, subject)].flat();
  const { text, blocks } = await kind.message(context, subject);
  return kind.many && blocks.length > 0 ? blocks : [section(text)];
}

function parsingMany<Subject>(many: Many<Subject>, read: (subject: unknown) => Subject): RegisteredMany {
  return {
    words: (reader, count) => many.words(reader, count),
    count: (context, given) => countOf(many, context, given.map(read)),
    above: async (context, given) => (await many.above?.(context, given.map(read))) ?? [],
  };
}

async function countOf<Subject>(
  many: Many<Subject>,
  context: SendContext,
  subjects: readonly Subject[],
): Promise<CountedThings> {
  if (many.count) return many.count(context, subjects);
  if (!many.isLeft || context.sentAt === undefined) return { all: subjects.length };
  let left = 0;
  for (const subject of subjects) if (await many.isLeft(context, subject)) left += 1;
  return { all: subjects.length, left };
}

/** The rendering of a new message, or of an update. */
export function renderingFor(
  kinds: Kinds,
  delivery: { kind: string; updates_id: string | null },
): Registered | undefined {
  const found = kinds.get(delivery.kind);
  return delivery.updates_id === null ? found : found?.since;
}

export interface Recipient {
  slackUserId: string;
  /** The app's direct message with them, once known. */
  dmChannelId: string | null;
  isDeactivated: boolean;
  /** When a message first carried the privacy notice, or null. */
  notifiedAt: Instant | null;
  reader: Reader;
}

/** Implemented in `calendars/availability.ts`, passed in by `app/open-outbox.ts`: delivery imports no capability. */
export interface AddressBook {
  recipient(db: Db, workspaceId: string, personId: string): Promise<Recipient>;
  /** Language and zone for posts to channels. */
  channelReader(db: Db, workspaceId: string): Promise<Reader>;
  rememberDm(tx: Tx, workspaceId: string, personId: string, channelId: string): Promise<void>;
  rememberNotified(tx: Tx, workspaceId: string, personId: string, at: Instant): Promise<void>;
  /** What each person allows from `from` to `until`, both included, in any zone; a few statements for all. */
  contactFacts(
    db: Db,
    workspaceId: string,
    personIds: readonly string[],
    span: { from: LocalDate; until: LocalDate },
  ): Promise<ReadonlyMap<string, ContactFacts>>;
  /** The lanes of each person, by the roles they hold at `now`. */
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
  /** Allows another message of this key, numbered, once the last one is no longer waiting. */
  mayRepeat?: boolean;
  /** Part of a large round: sent behind all else, at the pace of large rounds. */
  isWave?: boolean;
}

/** The person who presses. */
export type Addressee = { id: string; workspace_id: string } & Reader;

/** What the screens about messages need. */
export interface DeliveryParts<Actor> {
  services: Services;
  kinds: Kinds;
  addressBook: AddressBook;
  slack: SlackFacts;
  isAdmin(actor: Actor): boolean;
  /** Throws, naming the admins. */
  refuseUnlessAdmin(db: Tx | Services["db"], actor: Actor): Promise<void>;
}
