/** What somebody was shown is sent by somebody else, as a client that Slack does not check: and what comes of it. */
import { sql } from "kysely";
import {
  type Block,
  isObject,
  type Json,
  type JsonObject,
  placedElements,
  type Sandbox,
  type SandboxClock,
  stringIn,
  type Values,
  valuesOf,
} from "slack-sandbox";
import type { DrumbeatApp } from "../../src/app/app.ts";
import type { Db } from "../../src/platform/database.ts";
import { listTables } from "./rows.ts";

export interface World {
  readonly app: DrumbeatApp;
  readonly sandbox: Sandbox;
  readonly clock: SandboxClock;
}

/** Something that was shown to somebody, and can be pressed or sent. */
export interface Offer {
  kind: "press" | "submit";
  id: string;
  by: string;
  /** What makes two offers the same. */
  key: string;
  action: JsonObject;
  view: JsonObject | null;
  isHome: boolean;
  /** What stands in its fields; left out: something of each kind. */
  values?: JsonObject;
}

function filled(blocks: readonly Block[], slackUserId: string): Values {
  const values = valuesOf(blocks);
  for (const { blockId, actionId, element, type } of placedElements(blocks)) {
    const state = values[blockId]?.[actionId];
    if (!state) continue;
    const [first] = Array.isArray(element.options) ? element.options : [];
    const fill: Record<string, JsonObject> = {
      plain_text_input: { value: "Forged words" },
      static_select: { selected_option: first ?? null },
      radio_buttons: { selected_option: first ?? null },
      datepicker: { selected_date: "2026-12-01" },
      users_select: { selected_user: slackUserId },
      multi_users_select: { selected_users: [slackUserId] },
      number_input: { value: "2" },
    };
    const isUnset = Object.entries(state).every(
      ([name, value]) =>
        name === "type" || value === null || value === "" || (Array.isArray(value) && value.length === 0),
    );
    if (isUnset && blockId.startsWith("measure:")) Object.assign(state, { value: "2.5" });
    else if (isUnset && fill[type]) Object.assign(state, fill[type]);
  }
  return values;
}

function blocksIn(body: JsonObject): Block[] {
  const parse = (value: Json | undefined): Json | undefined => (typeof value === "string" ? JSON.parse(value) : value);
  const blocks = parse(body.blocks) ?? [];
  return Array.isArray(blocks)
    ? blocks.flatMap((block) => (isObject(block) && stringIn(block, "type") ? [asBlock(block)] : []))
    : [];
}

function asBlock(block: JsonObject): Block {
  return { ...block, type: stringIn(block, "type") ?? "" };
}

/** Every button, option and form in a message, a view or an answer. */
export function offersIn(body: JsonObject, by: string): Offer[] {
  const given = typeof body.view === "string" ? JSON.parse(body.view) : body.view;
  const view: JsonObject | null = isObject(given) ? given : null;
  const blocks = blocksIn(view ?? body).map((block, index) => ({ block_id: `b${index}`, ...block }));
  const isHome = view?.type === "home";
  const offers: Offer[] = [];
  for (const { actionId, blockId, element, type } of placedElements(blocks)) {
    const press = (action: JsonObject, value: string) =>
      offers.push({
        kind: "press",
        id: actionId,
        by,
        key: `press ${actionId} ${value}`,
        action: { type, action_id: actionId, block_id: blockId, action_ts: "1.1", ...action },
        view: view && { ...view, blocks },
        isHome,
      });
    const options = Array.isArray(element.options) ? element.options.filter(isObject) : [];
    if (type === "button") press({ value: stringIn(element, "value") ?? "" }, stringIn(element, "value") ?? "");
    else if (type === "multi_static_select")
      for (const option of options) press({ selected_options: [option] }, stringIn(option, "value") ?? "");
    else if (["overflow", "static_select", "radio_buttons"].includes(type))
      for (const option of options.slice(0, 12)) press({ selected_option: option }, stringIn(option, "value") ?? "");
  }
  const callback = view && !isHome ? stringIn(view, "callback_id") : undefined;
  if (view && callback && view.submit)
    offers.push({
      kind: "submit",
      id: callback,
      by,
      key: `submit ${callback} ${stringIn(view, "private_metadata") ?? ""}`,
      action: {},
      view: { ...view, blocks },
      isHome,
    });
  return offers;
}

let sent = 0;
const SENT_A_MINUTE = 15;

/** Slack takes so many calls a minute; time is the sandbox's, and what is due then is done. */
export async function paced({ clock }: World): Promise<void> {
  sent += 1;
  if (sent % SENT_A_MINUTE !== 0) return;
  await clock.advanceTo(new Date(Date.parse(clock.now()) + 60_000).toISOString());
  await clock.settle();
}

/** Every string in it with one of these words of a program. */
export function marked(value: unknown, marks: readonly string[]): string[] {
  if (typeof value === "string") {
    if (!marks.some((mark) => value.includes(mark))) return [];
    try {
      const inner: unknown = JSON.parse(value);
      if (typeof inner === "object") return marked(inner, marks);
    } catch {
      // No JSON: people's words.
    }
    return [value];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((member) => marked(member, marks));
}

/** What was told that whoever pressed had not sent themselves: a form comes back with what stands in it. */
export function toldAnew(told: string, offer: Offer, marks: readonly string[]): string[] {
  const own = new Set(marked([offer.action, offer.view], marks));
  return marked(JSON.parse(told), marks).filter((text) => !own.has(text));
}

/**
 * Begins to listen; returns what the app has said since, in its acknowledgement and in calls, as JSON. Homes are told of
 * when all is quiet: those that are published after an act come while others are under way.
 */
export function listen({ sandbox }: World, { withHomes = false } = {}): (ack: unknown) => string {
  const calls: unknown[] = [];
  const leave = sandbox.slack.transcript.follow(({ direction, type, body }) => {
    if (direction === "call" && (withHomes || type !== "views.publish")) calls.push(body);
  });
  return (ack) => {
    leave();
    return JSON.stringify([ack, ...calls]);
  };
}

/** Listens from now on; returns the new messages to these people with one of the words. */
export function messagesTo({ sandbox }: World, handles: readonly string[], marks: readonly string[]): () => string[] {
  const { slack } = sandbox;
  const names = new Map(handles.map((handle) => [slack.workspace.openDm(sandbox.as(handle).userId).id, handle]));
  const found: string[] = [];
  const leave = slack.transcript.follow(({ direction, type, body }) => {
    const to = direction === "call" && isObject(body) ? names.get(String(body.channel)) : undefined;
    if (to === undefined || type !== "chat.postMessage") return;
    for (const text of marked(body, marks)) found.push(`${type} ${to}: ${text.slice(0, 120)}`);
  });
  return () => {
    leave();
    return found;
  };
}

/** The sentences in it that a person reads, without those that they sent themselves: a form comes back as it is. */
export function wordsIn(told: string, offer?: Offer): string[] {
  const sentences = (value: unknown, isErrors = false): string[] => {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, member]) =>
      typeof member === "string" &&
      (name === "text" || isErrors) &&
      /\p{L}+[^\p{L}]+\p{L}+[^\p{L}]+\p{L}+/u.test(member)
        ? [member]
        : sentences(member, name === "errors"),
    );
  };
  const own = new Set(sentences([offer?.action, offer?.view]));
  return sentences(JSON.parse(told)).filter((text) => !own.has(text));
}

/** While this is done, all that Slack sends comes from that workspace. */
export async function comingFrom<Result>(
  { sandbox: { slack } }: World,
  teamId: string,
  act: () => Promise<Result>,
): Promise<Result> {
  const { transport } = slack;
  const moved = (payload: JsonObject): JsonObject =>
    JSON.parse(JSON.stringify(payload).replaceAll(`"${slack.workspace.team.id}"`, `"${teamId}"`));
  slack.transport = {
    send: (kind, payload, retry) => transport.send(kind, moved(payload), retry),
    reachable: (withinMs) => transport.reachable(withinMs),
    close: () => transport.close(),
  };
  try {
    return await act();
  } finally {
    slack.transport = transport;
  }
}

/** `named`: whom the pickers of people name. */
export async function send(world: World, offer: Offer, by: string, named: string): Promise<string> {
  const said = listen(world, { withHomes: offer.isHome });
  const { slack } = world.sandbox;
  const { userId } = world.sandbox.as(by);
  const teamId = slack.workspace.team.id;
  const channelId = slack.workspace.openDm(userId).id;
  const common = {
    team: { id: teamId, domain: "x" },
    user: { id: userId, username: by, name: by, team_id: teamId },
    api_app_id: slack.workspace.appId,
    token: "x",
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: slack.triggers.make(userId, null),
  };
  const blocks = offer.view ? blocksIn(offer.view) : [];
  const values = offer.values ? structuredClone(offer.values) : filled(blocks, world.sandbox.as(named).userId);
  const { block_id: blockId, action_id: actionId, type, selected_option: chosen } = offer.action;
  const field = values[String(blockId)];
  // What is chosen in a field of a view stands there.
  if (isObject(field) && isObject(field[String(actionId)]) && type !== undefined && chosen !== undefined)
    field[String(actionId)] = { type, selected_option: chosen };
  const view = offer.view && {
    private_metadata: "",
    title: { type: "plain_text", text: "x" },
    callback_id: "x",
    ...offer.view,
    id: "V0FORGED",
    hash: "1.x",
    type: offer.isHome ? "home" : "modal",
    blocks,
    state: { values },
  };
  const responseUrl = slack.responseUrls.make("actions", teamId, { userId, channelId });
  const payload =
    offer.kind === "submit"
      ? { type: "view_submission", ...common, view }
      : {
          type: "block_actions",
          ...common,
          container: view
            ? { type: "view", view_id: "V0FORGED" }
            : { type: "message", message_ts: "1.000001", channel_id: channelId },
          ...(view
            ? { view }
            : { channel: { id: channelId, name: "directmessage" }, state: { values: {} }, response_url: responseUrl }),
          actions: [offer.action],
        };
  const ack = await slack.transport.send("interactive", JSON.parse(JSON.stringify(payload)));
  // What takes long, such as a forecast, comes afterwards.
  if (offer.id.startsWith("command.run:")) await world.clock.settle();
  return said(ack.ok ? ack.body : null);
}

/** Knows which tables were written to since it was last asked. What was rolled back, or is as it was, does not count. */
export class Written {
  readonly #db: Db;

  private constructor(db: Db) {
    this.#db = db;
  }

  static async in(db: Db): Promise<Written> {
    await sql`create temp table written (name text)`.execute(db);
    for (const { name, columns } of await listTables(db)) {
      // That a kind of request has come from Slack, and that Drumbeat runs, is noted whoever pressed.
      const ofPresses = sql`new.key not like 'arrived:%' and new.key <> 'ticked'`;
      const isFact = name === "workspace_fact";
      const counts = isFact ? sql`when ${ofPresses}` : sql``;
      const also = isFact ? sql`and ${ofPresses}` : sql``;
      const differs = columns.map((column) => sql`old.${sql.ref(column.name)} is not new.${sql.ref(column.name)}`);
      for (const act of ["insert", "delete", "update"] as const)
        await sql`create temp trigger ${sql.ref(`${name} ${act}`)} after ${sql.raw(act)} on main.${sql.table(name)}
          ${{ insert: counts, delete: sql``, update: sql`when (${sql.join(differs, sql` or `)}) ${also}` }[act]}
          begin insert into written values (${sql.lit(name)}); end`.execute(db);
    }
    return new Written(db);
  }

  async take(): Promise<string[]> {
    const { rows } = await sql<{ name: string }>`delete from temp.written returning name`.execute(this.#db);
    return [...new Set(rows.map(({ name }) => name))];
  }
}
