import { SlackError } from "./failures.ts";
import type { JsonObject } from "./json.ts";
import type { Clock, Instant } from "./time.ts";

export interface SandboxPerson {
  handle: string;
  name: string;
  /** IANA. */
  tz: string;
  locale: string;
  isBot?: boolean;
  isAdmin?: boolean;
  isOwner?: boolean;
  isDeactivated?: boolean;
  /**
   * A guest of several channels, of one alone, or somebody in a shared channel: of another company, or of another
   * workspace of the same Enterprise organisation.
   */
  affiliation?: "guest" | "single-channel-guest" | "external" | "other-workspace" | undefined;
}

export interface Person extends SandboxPerson {
  userId: string;
  isPrimaryOwner: boolean;
  /** Unix seconds of the last change. */
  updated: number;
  /** What Slack shows beside the name; `until` null for no end. */
  status?: { text: string; emoji: string; until: Instant | null };
}

export interface Block extends JsonObject {
  type: string;
}

export interface MessageMetadata {
  event_type: string;
  event_payload: JsonObject;
}

/** One version of a message, named as Slack names its parts; an update makes a new object. */
export interface SandboxMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string;
  /** Who wrote it: a person, or the app's bot user. */
  readonly user: string;
  /** Only on the app's messages. */
  readonly bot_id?: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata?: MessageMetadata;
  /** Shared with it. */
  readonly files?: readonly JsonObject[];
  /** Only when the text was changed without blocks: Slack shows "(edited)" then. */
  readonly edited?: { readonly user: string; readonly ts: string };
  /** Only on persons' messages. */
  readonly client_msg_id?: string;
  /** A reply that is shown in the channel too. */
  readonly is_broadcast?: boolean;
  /** The only person who sees it; such a message is in no history. */
  readonly ephemeral_to?: string;
}

export type ChannelKind = "public" | "private" | "im";

export interface Channel {
  id: string;
  kind: ChannelKind;
  /** Empty for a direct message. */
  name: string;
  /** User ids, the bot's among them. */
  members: Set<string>;
  /** The person a direct message is with. */
  withUser?: string;
  creator: string;
  /** Unix seconds. */
  created: number;
  isArchived: boolean;
  /** By ts, oldest first. */
  messages: Map<string, SandboxMessage>;
  /** ts of a thread's parent → ts of its replies, oldest first. */
  threads: Map<string, string[]>;
}

export interface UserGroup {
  id: string;
  /** Without `@`. */
  handle: string;
  name: string;
  /** User ids. */
  members: Set<string>;
  isDisabled: boolean;
  /** Unix seconds. */
  created: number;
  updated: number;
}

export interface Team {
  id: string;
  name: string;
  domain: string;
  /** The Enterprise organisation (Enterprise Grid) that the workspace is part of. */
  enterprise?: { id: string; name: string };
}

/** Who and what is in the workspace. It keeps and finds; what may be done is decided by those who call it. */
export class Workspace {
  readonly team: Team;
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly people = new Map<string, Person>();
  readonly channels = new Map<string, Channel>();
  readonly groups = new Map<string, UserGroup>();
  /** Types of blocks that messages may not have, as where Slack has not brought them yet. */
  readonly refusedBlocks = new Set<string>();
  /** Of all people, oldest first. */
  readonly ephemerals: SandboxMessage[] = [];
  readonly #clock: Clock;
  readonly #dms = new Map<string, Channel>();
  readonly #handles = new Map<string, Person>();
  #lastId = 0;
  #lastTs = { seconds: 0, micros: 0 };

  constructor(clock: Clock, team: Partial<Team>, botName: string) {
    this.#clock = clock;
    this.team = { id: this.nextId("T"), name: "Sandbox", domain: "slack-sandbox", ...team };
    this.appId = this.nextId("A");
    this.botId = this.nextId("B");
    this.addPerson({ handle: "slackbot", name: "Slackbot", tz: "UTC", locale: "en-US" }, { userId: "USLACKBOT" });
    this.botUserId = this.addPerson({ handle: botName, name: botName, tz: "UTC", locale: "en-US", isBot: true }).userId;
  }

  /** Ids are counted, so that a run repeats. */
  nextId(prefix: string): string {
    this.#lastId += 1;
    return `${prefix}0${(36 ** 7 + this.#lastId * 7919).toString(36).toUpperCase().slice(-8)}`;
  }

  nowSeconds(): number {
    return Math.floor(Date.parse(this.#clock.now()) / 1000);
  }

  /** Seconds of the sandbox's clock and a rising counter: unique in the workspace, and in order of posting. */
  nextTs(): string {
    const seconds = Math.max(this.nowSeconds(), this.#lastTs.seconds);
    const micros = seconds === this.#lastTs.seconds ? this.#lastTs.micros + 1 : 100;
    this.#lastTs = { seconds, micros };
    return `${seconds}.${String(micros).padStart(6, "0")}`;
  }

  addPerson(person: SandboxPerson, fixed: { userId?: string; isPrimaryOwner?: boolean } = {}): Person {
    if (this.#handles.has(person.handle)) throw new Error(`Two people have the handle ${person.handle}.`);
    const added: Person = {
      ...person,
      userId: fixed.userId ?? this.nextId("U"),
      isPrimaryOwner: fixed.isPrimaryOwner ?? false,
      updated: this.nowSeconds(),
    };
    this.people.set(added.userId, added);
    this.#handles.set(added.handle, added);
    return added;
  }

  personByHandle(handle: string): Person {
    const person = this.#handles.get(handle);
    if (!person)
      throw new Error(
        `Nobody in the sandbox has the handle ${handle}; these are there: ${[...this.#handles.keys()].join(", ")}.`,
      );
    return person;
  }

  /** By its id, or by `#name`. */
  channelCalled(idOrName: string): Channel | undefined {
    if (!idOrName.startsWith("#")) return this.channels.get(idOrName);
    return [...this.channels.values()].find(({ name }) => name !== "" && `#${name}` === idOrName);
  }

  getPerson(userId: string): Person | undefined {
    return this.people.get(userId);
  }

  addChannel(name: string, kind: ChannelKind, members: Iterable<string>, creator: string): Channel {
    for (const channel of this.channels.values())
      if (channel.kind !== "im" && channel.name === name) throw new SlackError("name_taken");
    return this.#keep({ id: this.nextId("C"), kind, name, members: new Set(members), creator });
  }

  dmWith(userId: string): Channel | undefined {
    return this.#dms.get(userId);
  }

  /** The direct message of the app and a person; made when there is none. */
  openDm(userId: string): Channel {
    const open = this.#dms.get(userId);
    if (open) return open;
    const members = new Set([userId, this.botUserId]);
    const dm = this.#keep({
      id: this.nextId("D"),
      kind: "im",
      name: "",
      members,
      withUser: userId,
      creator: this.botUserId,
    });
    this.#dms.set(userId, dm);
    return dm;
  }

  #keep(channel: Pick<Channel, "id" | "kind" | "name" | "members" | "creator" | "withUser">): Channel {
    const kept: Channel = {
      ...channel,
      created: this.nowSeconds(),
      isArchived: false,
      messages: new Map(),
      threads: new Map(),
    };
    this.channels.set(kept.id, kept);
    return kept;
  }
}

/** Of a thread a reply goes alone; replies of one that goes stay. */
export function forgetMessage(channel: Channel, { ts, thread_ts: threadTs }: SandboxMessage): void {
  channel.messages.delete(ts);
  const replies = threadTs === undefined ? undefined : channel.threads.get(threadTs);
  if (replies?.includes(ts)) replies.splice(replies.indexOf(ts), 1);
}

export function keepMessage(channel: Channel, message: SandboxMessage): void {
  const isNew = !channel.messages.has(message.ts);
  channel.messages.set(message.ts, message);
  if (!isNew || message.thread_ts === undefined) return;
  const replies = channel.threads.get(message.thread_ts);
  if (replies) replies.push(message.ts);
  else channel.threads.set(message.thread_ts, [message.ts]);
}
