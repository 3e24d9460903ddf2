import type { SandboxMessage } from "slack-sandbox";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { aClient } from "../../packages/slack-sandbox/test/workspace.ts";
import { events } from "../../src/app/all-followers.ts";
import { addressBook } from "../../src/calendars/availability.ts";
import { messageKinds } from "../../src/delivery/bundle.ts";
import type { Delivery } from "../../src/delivery/deliveries.ts";
import { Dispatcher } from "../../src/delivery/dispatcher.ts";
import { AS_IT_HAPPENS, type ContactFacts, type LaneFacts } from "../../src/delivery/lanes.ts";
import { type AddressBook, type MessageKind, type NewDelivery, registered } from "../../src/delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../../src/delivery/outbox.ts";
import { MessagePictures } from "../../src/delivery/pictures.ts";
import { ResponseUrls } from "../../src/delivery/response-urls.ts";
import { fileGateway } from "../../src/delivery/slack-files.ts";
import { createSlackGateway } from "../../src/delivery/slack-gateway.ts";
import { getPersonByHandle } from "../../src/people/people.ts";
import { saveSlackUsers, slackUserSchema } from "../../src/people/slack-users.ts";
import { ensureWorkspace } from "../../src/people/workspaces.ts";
import { uuidV7 } from "../../src/platform/ids.ts";
import { createLog } from "../../src/platform/log.ts";
import { direct } from "../../src/platform/network.ts";
import { pdfMaker, pictureMaker } from "../../src/platform/render-queue.ts";
import type { Services } from "../../src/platform/services.ts";
import { WEEKDAYS } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { button, context, section } from "../../src/slack/blocks.ts";
import type { Message } from "../../src/slack/message.ts";
import { aDatabase, type DatabaseName } from "../support/databases.ts";
import { aSandbox } from "../support/sandbox.ts";

const subject = z.strictObject({ text: z.string() });
type Subject = z.infer<typeof subject>;
type To = NewDelivery<Subject>["to"];

/** Somebody who takes everything at any hour. */
const ALWAYS: ContactFacts = {
  zone: "Europe/Paris",
  workingDays: WEEKDAYS,
  hours: { from: "00:00", until: "00:00" },
  preferredAt: null,
  holidays: new Set(),
  away: [],
};

/**
 * The real outbox in front of a sandbox, with message kinds of its own: a `note` says its text, a `board` says what
 * stands on the board when it is sent, a `broken` one cannot be made, a `pictured` one shows a picture where it can, a
 * `filed` one is a file.
 */
export async function anOutbox(database: DatabaseName = "SQLite", { timeoutMs = 5000 } = {}) {
  const slack = await aSandbox();
  const { sandbox, clock, transcript } = slack;
  const db = await aDatabase(database);
  const services: Services = { db, clock, ids: uuidV7(clock), log: createLog("silent"), events };
  const workspace = await ensureWorkspace(services, { id: sandbox.teamId, name: "Northwind" });
  const people = z.object({ members: z.array(slackUserSchema) }).parse(await slack.client.users.list({}));
  await saveSlackUsers(services, workspace, people.members);
  await db.updateTable("person").set({ notified_at: "2000-01-01T00:00:00.000Z" }).execute();

  const board = { text: "empty" };
  const unwanted = new Set<string>();
  const saying = (text: string): Message => ({
    text,
    blocks: [{ type: "section", text: { type: "plain_text", text } }],
  });
  const plain: MessageKind<Subject> = {
    about: () => ({}),
    kind: "note",
    subject,
    priority: 20,
    contact: "reply",
    lane: "now",
    offersWhy: true,
    stillWanted: async (_, { text }) => !unwanted.has(text),
    message: async (_, { text }) => saying(text),
  };
  const note: MessageKind<Subject> = {
    ...plain,
    since: { message: async () => saying(board.text) },
  };
  /** One that the contact policy holds and merges. Its text says what it is: "list …" of five, else a prompt. */
  const lapsed: string[] = [];
  const sent: string[] = [];
  const asking: MessageKind<Subject> = {
    ...plain,
    kind: "asking",
    lane: "morning",
    isForItsDay: () => true,
    contact: ({ text }) => (text.startsWith("digest") ? "digest" : "prompt"),
    offersWhy: false,
    why: async (_, { text }) => [`Somebody asked for ${text}.`],
    line: async (_, { text }) => {
      const lineOf = (words: string) => section(`${words} of ${text}`, button("open", "Open", { value: text }));
      if (text.startsWith("big")) return lineOf("x".repeat(2900));
      if (text.startsWith("same")) return { ...lineOf("line"), block_id: "same" };
      return text.startsWith("list") ? [context("List"), ...["line", "2", "3", "4"].map(lineOf)] : lineOf("line");
    },
    // Each has its line here, however many they are.
    many: { words: (_, count) => `${count} asked`, count: async () => ({ all: 0 }) },
    sent: async (_, { text }) => {
      sent.push(text);
    },
    lapsed: async (_, { text }) => {
      lapsed.push(text);
    },
    since: {
      offersWhy: true,
      stillWanted: plain.stillWanted,
      line: async (__, { text }) => section(`✓ ${text}`),
      message: async (__, { text }) => saying(`✓ ${text}`),
      sent: async () => undefined,
    },
  };
  const { line: _, many: __, ...lineless } = asking;
  const long: MessageKind<Subject> = { ...lineless, kind: "long" };
  const facts: { value: ContactFacts } = { value: { ...ALWAYS } };
  const lanes: { value: LaneFacts } = { value: AS_IT_HAPPENS };
  const book: AddressBook = {
    ...addressBook,
    contactFacts: async (_db, _workspace, ids) => new Map(ids.map((id) => [id, facts.value])),
    laneFacts: async (_db, _workspace, ids) => new Map(ids.map((id) => [id, lanes.value])),
  };
  const broken: MessageKind<Subject> = {
    ...plain,
    kind: "broken",
    message: async () => {
      throw new TypeError("a fault of ours");
    },
  };

  const drawing = { svg: '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"></svg>' };
  const pictured: MessageKind<Subject> = {
    ...plain,
    kind: "pictured",
    pictures: async (_, { text }) => [
      { key: `picture:${text}`, name: "chart", title: "Chart", altText: `What ${text} shows`, svg: () => drawing.svg },
    ],
    message: async ({ pictures }, { text }) => {
      const id = pictures?.get(`picture:${text}`);
      const { blocks } = saying(text);
      return id === undefined
        ? { text, blocks }
        : { text, blocks: [...blocks, { type: "image", alt_text: `What ${text} shows`, slack_file: { id } }] };
    },
  };

  const filed: MessageKind<Subject> = {
    ...plain,
    kind: "filed",
    files: async (_, { text }) => [{ name: `${text}.csv`, title: text, content: "a,b\r\n" }],
  };

  const named = { broken, asking, long, pictured, filed };
  const kinds = messageKinds(
    services,
    book,
    [note, broken, asking, long, pictured, filed].map((kind) => registered(kind)),
  );
  const client = aClient(sandbox, sandbox.botToken, timeoutMs);
  const gateway = createSlackGateway(client, direct.fetch, sandbox.botUserId);
  const [pictures, pdfs] = [pictureMaker(), pdfMaker()];
  onTestFinished(() => pictures.stop());
  const files = fileGateway(client, direct.fetch);

  const responseUrls = new ResponseUrls();
  /** Another process on the same database. */
  const startDispatcher = () => {
    const started = new Dispatcher({
      services,
      workspaceId: workspace.id,
      kinds,
      addressBook: book,
      slack: gateway,
      responseUrls,
      album: (pace) =>
        new MessagePictures({ services, workspaceId: workspace.id, maker: pictures, slack: files, pace }),
      files: { maker: pdfs, slack: files },
    });
    const driven = clock.drive(() => started.dispatch());
    onTestFinished(() => driven.detach());
    return driven;
  };
  let dispatcher = startDispatcher();
  await clock.settle();

  const put = async (key: string, to: To, options: Partial<NewDelivery<Subject>> & { kind?: keyof typeof named }) => {
    const { kind, ...rest } = options;
    await inTransaction(db, (tx) =>
      enqueue(tx, services, kind ? named[kind] : note, {
        workspaceId: workspace.id,
        key,
        subject: { text: key },
        to,
        notBefore: clock.now(),
        ...rest,
      }),
    );
  };

  const updated = async (key: string) =>
    (await inTransaction(db, (tx) => enqueueUpdate(tx, services, { workspaceId: workspace.id, key }))) === "updated";

  return {
    ...slack,
    db,
    services,
    workspace,
    board,
    /** What a `pictured` message draws. */
    drawing,
    unwanted,
    /** What people allow; at first, everything. */
    facts,
    /** How messages come to everybody; at first, each as it happens. */
    lanes,
    sent,
    lapsed,
    responseUrls,
    parts: { services, kinds, addressBook: book, slack: gateway },
    /** Something has become of what this key is about. */
    updated,
    /** Puts a note that says its own key into the outbox, and lets nothing happen yet. */
    put,
    async personId(handle: string): Promise<string> {
      return (await getPersonByHandle(db, workspace.id, handle)).id;
    },
    async toPerson(key: string, handle: string, options: Parameters<typeof put>[2] = {}): Promise<void> {
      await put(key, { personId: (await getPersonByHandle(db, workspace.id, handle)).id }, options);
    },
    async update(key: string, text: string): Promise<boolean> {
      board.text = text;
      return updated(key);
    },
    async row(key: string): Promise<Delivery> {
      return db.selectFrom("delivery").selectAll().where("key", "=", key).executeTakeFirstOrThrow();
    },
    /** Stops the dispatcher; what it has claimed stays claimed. */
    stop: () => dispatcher.detach(),
    start: () => {
      dispatcher = startDispatcher();
    },
    startAnother: startDispatcher,
    /** The texts of the app's messages in the conversation of a person or in a channel, with when each came. */
    posted(place: { handle: string } | { channelId: string }): { text: string; at: string }[] {
      const messages: readonly SandboxMessage[] =
        "handle" in place ? sandbox.as(place.handle).dm() : sandbox.messagesIn(place.channelId);
      return messages.map(({ text, ts }) => ({ text, at: new Date(Number.parseInt(ts, 10) * 1000).toISOString() }));
    },
    callsOf(method: string) {
      return transcript.filter(({ direction, type }) => direction === "call" && type === method);
    },
  };
}
