/** What one person sees of the workspace, and what has changed of it since they last looked. */
import { valuesOf } from "../inputs.ts";
import { stringIn } from "../json.ts";
import type { Simulation } from "../simulation.ts";
import type { View } from "../views.ts";
import type { Channel, Person, SandboxMessage } from "../workspace.ts";
import type { ScreenUpdate, ShownChannel, ShownClock, ShownMessage, ShownPerson, ShownView } from "./client/wire.ts";
import type { ReadMarks } from "./read-marks.ts";

type Parts = Required<Omit<ScreenUpdate, "isWhole" | "messages" | "gone">>;

/** One open page. */
export class Screen {
  readonly #slack: Simulation;
  readonly #person: Person;
  readonly #marks: ReadMarks;
  readonly #clock: () => ShownClock;
  readonly #isLongRead: (message: SandboxMessage) => boolean;
  /** What the page already has: JSON of each part, and the version of each message. */
  readonly #parts = new Map<string, string>();
  readonly #messages = new Map<string, SandboxMessage>();
  readonly #versions = new Map<string, number>();
  #isFirst = true;

  constructor(facts: {
    slack: Simulation;
    person: Person;
    marks: ReadMarks;
    clock: () => ShownClock;
    isLongRead: (message: SandboxMessage) => boolean;
  }) {
    this.#slack = facts.slack;
    this.#person = facts.person;
    this.#marks = facts.marks;
    this.#clock = facts.clock;
    this.#isLongRead = facts.isLongRead;
    // Slack's client offers the direct message with an app before anything was said in it.
    this.#slack.workspace.openDm(this.#person.userId);
  }

  /** Null when nothing has changed since the last call. The first call returns everything. */
  update(): ScreenUpdate | null {
    const changed = { ...this.#changedParts(), ...this.#changedMessages() };
    const isWhole = this.#isFirst;
    this.#isFirst = false;
    return isWhole || Object.keys(changed).length > 0 ? { isWhole, ...changed } : null;
  }

  #changedParts(): Partial<Parts> {
    const { workspace, views, homes } = this.#slack;
    const home = homes.of(this.#person.userId);
    const parts: Parts = {
      me: shownPerson(this.#person),
      people: [...workspace.people.values()].map(shownPerson),
      channels: this.#channels().map((channel) => shownChannel(channel, workspace.botUserId)),
      views: views.stack(this.#person.userId).map(shownView),
      home: home && { id: home.id, hash: home.hash, blocks: home.blocks, values: home.state.values },
      readUpTo: this.#marks.of(this.#person.userId),
      clock: this.#clock(),
    };
    const changed = Object.entries(parts).filter(([name, part]) => {
      const json = JSON.stringify(part);
      if (this.#parts.get(name) === json) return false;
      this.#parts.set(name, json);
      return true;
    });
    return Object.fromEntries(changed);
  }

  #changedMessages(): Pick<ScreenUpdate, "messages" | "gone"> {
    const seen = new Set<string>();
    const messages: ShownMessage[] = [];
    for (const message of this.#visible()) {
      const key = keyOf(message);
      seen.add(key);
      // An update of a message makes a new object.
      if (this.#messages.get(key) === message) continue;
      this.#messages.set(key, message);
      const version = (this.#versions.get(key) ?? 0) + 1;
      this.#versions.set(key, version);
      messages.push(shownMessage(key, version, message, this.#isLongRead(message)));
    }
    const gone = [...this.#messages.keys()].filter((key) => !seen.has(key));
    for (const key of gone) this.#messages.delete(key);
    return { ...(messages.length > 0 && { messages }), ...(gone.length > 0 && { gone }) };
  }

  #channels(): Channel[] {
    return [...this.#slack.workspace.channels.values()].filter(({ members }) => members.has(this.#person.userId));
  }

  #visible(): SandboxMessage[] {
    const own = this.#slack.workspace.ephemerals.filter(({ ephemeral_to: to }) => to === this.#person.userId);
    return [...this.#channels().flatMap((channel) => [...channel.messages.values()]), ...own];
  }
}

function keyOf({ channel, ts }: SandboxMessage): string {
  return `${channel}/${ts}`;
}

function shownPerson(person: Person): ShownPerson {
  return {
    id: person.userId,
    handle: person.handle,
    name: person.name,
    tz: person.tz,
    locale: person.locale,
    isBot: person.isBot ?? false,
    isDeactivated: person.isDeactivated ?? false,
  };
}

function shownChannel(channel: Channel, botUserId: string): ShownChannel {
  return {
    id: channel.id,
    kind: channel.kind,
    name: channel.name,
    memberIds: [...channel.members],
    isArchived: channel.isArchived,
    hasApp: channel.members.has(botUserId),
  };
}

function shownMessage(key: string, version: number, message: SandboxMessage, isLongRead: boolean): ShownMessage {
  return {
    key,
    version,
    channel: message.channel,
    ts: message.ts,
    threadTs: message.thread_ts ?? null,
    userId: message.user,
    isFromApp: message.bot_id !== undefined,
    text: message.text,
    blocks: message.blocks,
    values: valuesOf(message.blocks),
    isEdited: message.edited !== undefined,
    isEphemeral: message.ephemeral_to !== undefined,
    isBroadcast: message.is_broadcast ?? false,
    isLongRead,
    files: (message.files ?? []).map((file) => ({
      id: stringIn(file, "id") ?? "",
      name: stringIn(file, "name") ?? "",
      title: stringIn(file, "title") ?? "",
      size: typeof file.size === "number" ? file.size : 0,
    })),
  };
}

function shownView(view: View): ShownView {
  return {
    id: view.id,
    hash: view.hash,
    title: view.title,
    submit: view.submit,
    close: view.close,
    submitDisabled: view.submit_disabled,
    blocks: view.blocks,
    values: view.state.values,
  };
}
