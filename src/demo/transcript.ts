/** What everybody got and did, written down while it happens, so that it can be read line by line. */
import {
  type Channel,
  isObject,
  type Json,
  type JsonObject,
  messageAsText,
  type NumberedEntry,
  objectIn,
  objectsIn,
  type Person,
  type SandboxMessage,
  type Simulation,
  stringIn,
} from "slack-sandbox";
import type { Instant } from "../platform/clock.ts";
import { inZone } from "../platform/time.ts";

interface Post {
  kind: "post";
  at: Instant;
  channel: string;
  text: string;
  /** The message with all its changes so far. */
  shown: SandboxMessage;
  /** As it reads after its last change; null where nothing changed. */
  became: { at: Instant; text: string } | null;
}

interface Act {
  kind: "act";
  at: Instant;
  by: string;
  action: string;
  /** What was typed and chosen. */
  words: string[];
}

/** Writes down from now on. */
export class WrittenDown {
  readonly #slack: Simulation;
  readonly #posts = new Map<string, Post>();
  readonly #entries: (Post | Act)[] = [];

  constructor(slack: Simulation) {
    this.#slack = slack;
    slack.transcript.follow((entry) => this.#note(entry));
  }

  /** Of everybody who got or did something, by handle: their direct message with the app, and their own acts. */
  people(): { handle: string; markdown: string }[] {
    const people = [...this.#slack.workspace.people.values()].filter(({ isBot }) => !isBot);
    return people.flatMap((person) => {
      const own = this.#entries.filter((entry) =>
        entry.kind === "act" ? entry.by === person.handle : this.#channel(entry)?.withUser === person.userId,
      );
      if (own.length === 0) return [];
      const head = `# ${person.name}\n\n${person.handle} · ${person.tz} · ${person.locale}\n`;
      return [{ handle: person.handle, markdown: `${head}${this.#days(own, person)}` }];
    });
  }

  /** Of every channel in which something was posted, by name; times are in UTC. */
  channels(): { name: string; markdown: string }[] {
    const named = [...this.#slack.workspace.channels.values()].filter(({ withUser }) => withUser === undefined);
    return named.flatMap(({ id, name }) => {
      const posts = this.#entries.filter((entry) => entry.kind === "post" && entry.channel === id);
      return posts.length === 0 ? [] : [{ name, markdown: `# #${name}\n${this.#days(posts, null)}` }];
    });
  }

  #note(entry: NumberedEntry): void {
    if (!entry.ok) return;
    if (entry.direction === "call") this.#noteCall(entry);
    else if (entry.direction === "act" && entry.by !== undefined) {
      const done = doneIn(entry);
      if (done) this.#entries.push({ kind: "act", at: entry.at, by: entry.by, ...done });
    }
  }

  #noteCall({ type, at, answer }: NumberedEntry): void {
    // An answer to a press does not say which message it changed.
    if (["chat.update", "response_url"].includes(type))
      for (const post of this.#posts.values()) this.#noteChange(post, at);
    if (type !== "chat.postMessage" || !isObject(answer)) return;
    const channel = stringIn(answer, "channel") ?? "";
    const ts = stringIn(answer, "ts") ?? "";
    const message = this.#slack.workspace.channels.get(channel)?.messages.get(ts);
    if (!message) return;
    const text = this.#readable(messageAsText(message));
    const post: Post = { kind: "post", at, channel, text, shown: message, became: null };
    this.#posts.set(`${channel}/${ts}`, post);
    this.#entries.push(post);
  }

  #noteChange(post: Post, at: Instant): void {
    const message = this.#channel(post)?.messages.get(post.shown.ts);
    if (!message || message === post.shown) return;
    post.shown = message;
    const text = this.#readable(messageAsText(message));
    post.became = text === post.text ? null : { at, text };
  }

  #days(entries: readonly (Post | Act)[], person: Person | null): string {
    const zone = person?.tz ?? "UTC";
    let day = "";
    return entries
      .map((entry) => {
        const today = dayIn(entry.at, zone);
        const heading = today === day ? "" : `\n## ${today}\n`;
        day = today;
        return heading + (entry.kind === "act" ? actLines(entry, zone) : this.#postLines(entry, zone));
      })
      .join("");
  }

  #postLines({ at, channel, shown: { ts, thread_ts: thread }, text, became }: Post, zone: string): string {
    const parent = thread === ts ? undefined : this.#posts.get(`${channel}/${thread}`);
    const place = parent ? ` in the thread of ${dayIn(parent.at, zone)}, ${timeIn(parent.at, zone)}` : "";
    const later =
      became &&
      `\n*Since ${dayIn(became.at, zone)}, ${timeIn(became.at, zone)}, it reads:*\n\n${quoted(became.text)}\n`;
    return `\n**${timeIn(at, zone)}**${place}\n\n${quoted(text)}\n${later ?? ""}`;
  }

  #channel({ channel }: Post): Channel | undefined {
    return this.#slack.workspace.channels.get(channel);
  }

  /** Names in the place of ids. */
  #readable(text: string): string {
    const { workspace } = this.#slack;
    return text
      .replace(/<@(\w+)>/g, (whole, id: string) => `@${workspace.getPerson(id)?.name ?? whole}`)
      .replace(/<#(\w+)(?:\|[^>]*)?>/g, (whole, id: string) => `#${workspace.channels.get(id)?.name ?? whole}`);
  }
}

function actLines({ at, action, words }: Act, zone: string): string {
  const typed = words.length > 0 ? `\n${words.map((line) => `- ${line.replaceAll("\n", " / ")}`).join("\n")}\n` : "";
  return `\n*${timeIn(at, zone)} – ${action}*\n${typed}`;
}

/** What a person did, where it is more than looking. */
function doneIn({ type, body }: NumberedEntry): Pick<Act, "action" | "words"> | null {
  switch (type) {
    case "press": {
      const [action] = objectsIn(body, "actions");
      const label = stringIn(objectIn(action, "text"), "text");
      return label === undefined ? null : { action: `presses “${label}”`, words: [] };
    }
    case "submit": {
      const view = objectIn(body, "view");
      const title = stringIn(objectIn(view, "title"), "text") ?? "";
      return { action: `submits “${title}”`, words: filledIn(objectIn(objectIn(view, "state"), "values")) };
    }
    case "say":
      return { action: "writes", words: [stringIn(body, "text") ?? ""] };
    case "command":
      return { action: ["types", stringIn(body, "command"), stringIn(body, "text")].join(" ").trimEnd(), words: [] };
    default:
      return null;
  }
}

function filledIn(values: JsonObject | undefined): string[] {
  return Object.entries(values ?? {}).flatMap(([block, actions]) => {
    const [state] = isObject(actions) ? Object.values(actions) : [];
    const texts = isObject(state)
      ? Object.entries(state).flatMap(([key, value]) => (key === "type" ? [] : textsOf(value)))
      : [];
    return texts.length === 0 ? [] : [`${block}: ${texts.join(", ")}`];
  });
}

function textsOf(value: Json): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isObject(value)) return [];
  return [stringIn(objectIn(value, "text"), "text") ?? stringIn(value, "value") ?? ""].filter(Boolean);
}

function quoted(text: string): string {
  return text.replace(/^/gm, "> ");
}

function dayIn(at: Instant, zone: string): string {
  const day = inZone(at, zone).toPlainDate();
  return day.toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric" });
}

function timeIn(at: Instant, zone: string): string {
  return inZone(at, zone).toPlainTime().toString({ smallestUnit: "minute" });
}
