/** What the page knows of the workspace, kept up to date by the live stream. */
import { useEffect, useReducer } from "preact/hooks";
import type { EntryLine, ScreenUpdate, ShownChannel, ShownMessage, ShownPerson } from "./wire.ts";

export interface Seen {
  /** Null until the first update has come. */
  me: ShownPerson | null;
  people: ReadonlyMap<string, ShownPerson>;
  channels: readonly ShownChannel[];
  /** By key. */
  messages: ReadonlyMap<string, ShownMessage>;
  views: NonNullable<ScreenUpdate["views"]>;
  home: NonNullable<ScreenUpdate["home"]> | null;
  readUpTo: Record<string, string>;
  clock: NonNullable<ScreenUpdate["clock"]>;
  entries: readonly EntryLine[];
  isConnected: boolean;
}

type Change =
  | { kind: "screen"; update: ScreenUpdate }
  | { kind: "entries"; lines: EntryLine[] }
  | { kind: "connected"; isConnected: boolean };

/** More lines than this nobody reads, and each costs. */
const ENTRIES_SHOWN = 500;

const NOTHING: Seen = {
  me: null,
  people: new Map(),
  channels: [],
  messages: new Map(),
  views: [],
  home: null,
  readUpTo: {},
  clock: { now: "1970-01-01T00:00:00.000Z", isRunning: false, isMoving: false, nextDueAt: null },
  entries: [],
  isConnected: true,
};

/** Follows what this person sees, for as long as they are the same person. */
export function useSeen(handle: string): Seen {
  const [seen, take] = useReducer(
    (before: Seen, changes: readonly Change[]) => changes.reduce(changed, before),
    NOTHING,
  );
  useEffect(() => {
    // What has come while the page was drawn is shown together; else it would be drawn for each, with no time to press.
    let waiting: Change[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const change = (next: Change) => {
      waiting.push(next);
      timer ??= setTimeout(() => {
        take(waiting);
        waiting = [];
        timer = undefined;
      });
    };
    const stream = new EventSource(`/page/stream/${encodeURIComponent(handle)}`);
    stream.addEventListener("open", () => change({ kind: "connected", isConnected: true }));
    stream.addEventListener("error", () => change({ kind: "connected", isConnected: false }));
    stream.addEventListener("screen", (event) => change({ kind: "screen", update: JSON.parse(event.data) }));
    stream.addEventListener("entries", (event) => change({ kind: "entries", lines: JSON.parse(event.data) }));
    return () => {
      stream.close();
      clearTimeout(timer);
    };
  }, [handle]);
  return seen;
}

export function changed(seen: Seen, change: Change): Seen {
  switch (change.kind) {
    case "screen":
      return updated(change.update.isWhole ? { ...NOTHING, entries: seen.entries } : seen, change.update);
    case "entries": {
      const last = seen.entries.at(-1)?.number ?? -1;
      // After a new connection the latest ones come again; after a restart of the sandbox they count from 0.
      const isAnew = (change.lines.at(-1)?.number ?? 0) < last;
      const lines = isAnew ? change.lines : change.lines.filter(({ number }) => number > last);
      return { ...seen, entries: [...(isAnew ? [] : seen.entries), ...lines].slice(-ENTRIES_SHOWN) };
    }
    case "connected":
      return { ...seen, isConnected: change.isConnected };
  }
}

function updated(
  seen: Seen,
  { me, people, channels, messages, gone, views, home, readUpTo, clock }: ScreenUpdate,
): Seen {
  return {
    ...seen,
    ...(me && { me }),
    ...(people && { people: new Map(people.map((person) => [person.id, person])) }),
    ...(channels && { channels }),
    ...((messages || gone) && { messages: withMessages(seen.messages, messages ?? [], gone ?? []) }),
    ...(views && { views }),
    ...(home !== undefined && { home }),
    ...(readUpTo && { readUpTo }),
    ...(clock && { clock }),
  };
}

function withMessages(
  before: Seen["messages"],
  messages: readonly ShownMessage[],
  gone: readonly string[],
): Seen["messages"] {
  const after = new Map(before);
  for (const key of gone) after.delete(key);
  for (const message of messages) after.set(message.key, message);
  return after;
}

/** Oldest first; in a channel only what is not inside a thread, in a thread its first message and the replies. */
export function messagesAt(seen: Pick<Seen, "messages">, channelId: string, thread: string | null): ShownMessage[] {
  return [...seen.messages.values()]
    .filter(({ channel, threadTs, ts, isBroadcast }) => {
      if (channel !== channelId) return false;
      return thread === null ? threadTs === null || isBroadcast : threadTs === thread || ts === thread;
    })
    .sort(byTs);
}

export function repliesTo(seen: Pick<Seen, "messages">, { channel, ts }: ShownMessage): ShownMessage[] {
  return [...seen.messages.values()]
    .filter((message) => message.channel === channel && message.threadTs === ts)
    .sort(byTs);
}

/** Messages of others after the mark. Replies count where nobody has opened the thread since. */
export function unreadIn(seen: Pick<Seen, "messages" | "readUpTo" | "me">, channelId: string): ShownMessage[] {
  return [...seen.messages.values()].filter(
    (message) =>
      message.channel === channelId &&
      message.userId !== seen.me?.id &&
      message.ts > markOf(seen, message.threadTs === null ? channelId : `${channelId}/${message.threadTs}`),
  );
}

export function markOf({ readUpTo }: Pick<Seen, "readUpTo">, place: string): string {
  return readUpTo[place] ?? readUpTo[""] ?? "";
}

function byTs(one: ShownMessage, other: ShownMessage): number {
  return one.ts < other.ts ? -1 : 1;
}
