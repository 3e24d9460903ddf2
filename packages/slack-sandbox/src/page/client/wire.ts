/** What travels between the sandbox and its page, as JSON. */
import type { InputValue, Values } from "../../inputs.ts";
import type { JsonObject } from "../../json.ts";
import type { ShortcutEntry } from "../../manifest.ts";
import type { Misbehaviour } from "../../misbehaviour.ts";
import type { Block } from "../../workspace.ts";

export type { Block, InputValue, Misbehaviour, ShortcutEntry, Values };

/** In the document itself: what the page knows before it is connected. */
export interface Start {
  team: string;
  app: { name: string; userId: string };
  commands: { command: string; description: string; usage: string }[];
  /** The app's entries in the menu beside the composer, and in that of each message. */
  shortcuts: Record<"global" | "message", ShortcutEntry[]>;
  /** Whom the page opens as: a handle. */
  opensAs: string;
  /** Whom one can be, the workspace's primary owner among them. */
  handles: string[];
  title: string;
  hasTour: boolean;
}

/** By handle, in words; whoever is nothing in particular is not there. Fetched from `/page/roles`, since it changes seldom. */
export type Roles = Record<string, string>;

/** Of a guided tour. */
export interface TourStep {
  title: string;
  text: string;
  /** A selector of what the step speaks of; the last that matches. */
  target: string;
  /** A button that does the step: one becomes somebody else (a handle), or presses what the selector finds. */
  offer?: { label: string; as?: string; press?: string };
  /** The tour goes on by itself once one is this person: a handle. */
  isDoneAs?: string;
}

export interface ShownPerson {
  id: string;
  handle: string;
  name: string;
  tz: string;
  locale: string;
  isBot: boolean;
  isDeactivated: boolean;
}

export interface ShownChannel {
  id: string;
  kind: "public" | "private" | "im";
  name: string;
  memberIds: string[];
  isArchived: boolean;
  hasApp: boolean;
}

export interface ShownMessage {
  /** Names the message as long as it exists. */
  key: string;
  /** Another one after each change of the message. */
  version: number;
  channel: string;
  ts: string;
  threadTs: string | null;
  userId: string;
  isFromApp: boolean;
  text: string;
  blocks: readonly Block[];
  /** What stands in its fields at first. */
  values: Values;
  isEdited: boolean;
  isEphemeral: boolean;
  isBroadcast: boolean;
  /** Longer than a screen: read from its beginning. */
  isLongRead: boolean;
  files: readonly ShownFile[];
}

export interface ShownFile {
  id: string;
  name: string;
  title: string;
  /** In bytes. */
  size: number;
}

export interface ShownView {
  id: string;
  hash: string;
  title: JsonObject;
  submit: JsonObject | null;
  close: JsonObject | null;
  submitDisabled: boolean;
  blocks: readonly Block[];
  values: Values;
}

export interface ShownHome {
  id: string;
  hash: string;
  blocks: readonly Block[];
  values: Values;
}

export interface ShownClock {
  /** ISO 8601, UTC. */
  now: string;
  isRunning: boolean;
  isMoving: boolean;
  /** What the app waits for; null when nothing is planned. */
  nextDueAt: string | null;
}

/** What one person sees: all of it when `isWhole`, else what has changed. */
export interface ScreenUpdate {
  isWhole: boolean;
  me?: ShownPerson;
  people?: ShownPerson[];
  channels?: ShownChannel[];
  messages?: ShownMessage[];
  /** Keys of messages that are there no more. */
  gone?: string[];
  /** The modals that are open, the newest last. */
  views?: ShownView[];
  /** The app's Home tab; null as long as the app has published nothing for this person. */
  home?: ShownHome | null;
  /** Channel, or channel and thread as `C1/12.3` → the ts up to which this person has read. */
  readUpTo?: Record<string, string>;
  clock?: ShownClock;
}

/** A line of the panel for builders; the bodies are fetched when it is opened. */
export interface EntryLine {
  number: number;
  at: string;
  direction: "call" | "event" | "act";
  type: string;
  ok: boolean;
  error?: string;
  by?: string;
}

/** What is chosen in an element that tells the app at once. */
export interface Pressing {
  blockId: string;
  actionId: string;
  value?: string;
  option?: string;
  options?: string[];
  date?: string;
  time?: string;
  users?: string[];
  /** A channel's id. */
  channel?: string;
}

/** Block id → what stands in its field; the server keeps it before the app hears of anything else. */
export type Filled = Record<string, InputValue>;

export type PageAct =
  | { do: "press"; channel: string; ts: string; isEphemeral: boolean; filled: Filled; action: Pressing }
  | { do: "press-in-view"; viewId: string; filled: Filled; action: Pressing }
  | { do: "press-in-home"; filled: Filled; action: Pressing }
  | { do: "shortcut"; callbackId: string }
  | { do: "message-shortcut"; callbackId: string; channel: string; ts: string }
  | { do: "submit"; viewId: string; filled: Filled }
  | { do: "close"; viewId: string; all: boolean }
  | { do: "command"; channel: string; text: string }
  | { do: "say"; channel: string; text: string; thread: string | null }
  | { do: "open-home" }
  | { do: "read"; place: string; ts: string };

/** Errors stand at their fields, by block id; `failed` is what Slack's client says when something did not work. */
export interface ActAnswer {
  errors?: Record<string, string>;
  failed?: string;
  /** The thing that was acted on is there no more, or another one. */
  stale?: true;
}

/** What a move of the clock brought: messages to a person, or to a channel. */
export interface Arrival {
  /** A person's handle where it went to their direct message with the app. */
  handle: string | null;
  /** A person's name, or a channel's with its `#`. */
  to: string;
  count: number;
}

export interface MoveAnswer {
  failed?: string;
  arrivals?: Arrival[];
}

export type ClockAct = { do: "play" | "pause" | "to-next" } | { do: "forward"; hours: number };
