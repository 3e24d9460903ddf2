import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { createServer } from "node:http";
import type { CallFault } from "slack-sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { aClient, MONDAY } from "../../packages/slack-sandbox/test/workspace.ts";
import { claim } from "../../src/delivery/claims.ts";
import { Dispatcher } from "../../src/delivery/dispatcher.ts";
import { OUTBOX_TIMES } from "../../src/delivery/outcomes.ts";
import { ResponseUrls } from "../../src/delivery/response-urls.ts";
import { createSlackGateway } from "../../src/delivery/slack-gateway.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { direct } from "../../src/platform/network.ts";
import { addMs, MINUTE, SECOND } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { bothDatabases } from "../support/databases.ts";
import { anOutbox } from "./outbox.ts";

const at = (seconds: number) => addMs(MONDAY, seconds * SECOND);

/** Every way in which the answer to a post can be lost, with whether Slack has done the work. */
const LOST: [string, CallFault, boolean][] = [
  ["a connection cut before the work", { do: "cut", when: "before" }, false],
  ["a connection cut after the work", { do: "cut", when: "after" }, true],
  ["a 503 before the work", { do: "answer-status", status: 503, when: "before" }, false],
  ["a 503 after the work", { do: "answer-status", status: 503, when: "after" }, true],
  ["an internal_error before the work", { do: "answer-error", error: "internal_error", when: "before" }, false],
  ["an internal_error after the work", { do: "answer-error", error: "internal_error", when: "after" }, true],
];

describe.each(LOST)("after %s", (_, fault, isDone) => {
  it("the first message ever to a person comes once, and not again before the grace time", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("hello", "ana");
    outbox.sandbox.misbehave({ ...fault, on: { method: "chat.postMessage" } });
    await outbox.clock.settle();
    expect((await outbox.row("hello")).state).toBe("unknown");
    await outbox.clock.advanceTo(at(59));
    expect(outbox.callsOf("chat.postMessage")).toHaveLength(1);
    await outbox.clock.advanceTo(at(5 * 60));
    expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["hello"]);
    expect((await outbox.row("hello")).state).toBe("sent");
    expect(outbox.callsOf("chat.postMessage")).toHaveLength(isDone ? 1 : 2);
    // The conversation was not known: it was opened to look into it.
    expect(outbox.callsOf("conversations.open")).toHaveLength(1);
  });

  it("a message in a thread comes once, in its thread", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("root", "ana");
    await outbox.toPerson("reply", "ana", { inThreadOf: "root" });
    outbox.sandbox.misbehave({ ...fault, on: { method: "chat.postMessage", nth: 2 } });
    await outbox.clock.advanceTo(at(5 * 60));
    const [root, ...replies] = outbox.sandbox.as("ana").dm();
    expect(root?.text).toBe("root");
    expect(replies.map(({ text, thread_ts }) => [text, thread_ts])).toEqual([["reply", root?.ts]]);
    expect((await outbox.row("reply")).state).toBe("sent");
    expect(outbox.callsOf("conversations.replies").length).toBeGreaterThan(0);
  });

  it("what follows in the conversation waits its turn, and others go on at once", async () => {
    const outbox = await anOutbox();
    for (const key of ["one", "two", "three"]) await outbox.toPerson(key, "ana");
    await outbox.toPerson("other", "bruno");
    outbox.sandbox.misbehave({ ...fault, on: { method: "chat.postMessage" } });
    await outbox.clock.advanceTo(at(10));
    expect(outbox.posted({ handle: "bruno" })).toEqual([{ text: "other", at: at(0) }]);
    expect(outbox.posted({ handle: "ana" }).filter(({ text }) => text !== "one")).toEqual([]);
    await outbox.clock.advanceTo(at(5 * 60));
    expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["one", "two", "three"]);
  });
});

it("an answer that comes too late is one that was lost: the message is found, not posted again", async () => {
  const outbox = await anOutbox("SQLite", { timeoutMs: 150 });
  await outbox.toPerson("hello", "ana");
  outbox.sandbox.misbehave({ do: "answer-late", ms: 400, on: { method: "chat.postMessage" } });
  await outbox.clock.settle();
  expect(await outbox.row("hello")).toMatchObject({ state: "unknown", last_error: "no_answer" });
  await outbox.clock.advanceTo(at(5 * 60));
  expect(outbox.posted({ handle: "ana" })).toHaveLength(1);
  expect((await outbox.row("hello")).state).toBe("sent");
});

describe("the look-up of a post whose answer was lost", () => {
  it("reads a person's conversation from the app's last message in it on, else from its beginning", async () => {
    const outbox = await anOutbox();
    const lose = () => outbox.sandbox.misbehave({ do: "cut", when: "after", on: { method: "chat.postMessage" } });
    lose();
    await outbox.toPerson("first", "ana");
    await outbox.clock.advanceTo(at(5 * 60));
    lose();
    await outbox.toPerson("second", "ana");
    await outbox.clock.advanceTo(at(10 * 60));
    const [first] = outbox.sandbox.as("ana").dm();
    expect(outbox.callsOf("conversations.history").map(({ body }) => body.oldest)).toEqual(["0", first?.ts]);
    expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["first", "second"]);
  });

  it("reads two days of a channel in which the app has never posted", async () => {
    const outbox = await anOutbox();
    const { id: channelId } = outbox.sandbox.createChannel({ name: "news", isPrivate: false, members: ["ana"] });
    outbox.sandbox.misbehave({ do: "cut", when: "after", on: { method: "chat.postMessage" } });
    await outbox.put("hello", { channelId }, {});
    await outbox.clock.advanceTo(at(5 * 60));
    const [call] = outbox.callsOf("conversations.history");
    const lookBack = Date.parse(MONDAY) / 1000 - Number(call?.body.oldest);
    expect(lookBack).toBeGreaterThanOrEqual(2 * 86_400);
    expect(lookBack).toBeLessThan(2 * 86_400 + 3600);
    expect(outbox.posted({ channelId }).map(({ text }) => text)).toEqual(["hello"]);
  });
});

it("a look-up that Slack does not answer is made again, and nothing is posted before it was answered", async () => {
  const outbox = await anOutbox();
  await outbox.toPerson("hello", "ana");
  outbox.sandbox.misbehave({ do: "cut", when: "after", on: { method: "chat.postMessage" } });
  outbox.sandbox.misbehave({
    do: "answer-status",
    status: 502,
    when: "before",
    on: { method: "conversations.history", times: 2 },
  });
  await outbox.clock.advanceTo(at(150));
  expect((await outbox.row("hello")).state).toBe("unknown");
  await outbox.clock.advanceTo(at(200));
  expect((await outbox.row("hello")).state).toBe("sent");
  expect(outbox.posted({ handle: "ana" })).toHaveLength(1);
});

it("a 429 is obeyed for as long as Slack says, while other methods go on", async () => {
  const outbox = await anOutbox();
  await outbox.toPerson("board", "ana");
  await outbox.clock.settle();
  await outbox.toPerson("held", "bruno");
  outbox.sandbox.misbehave({ do: "answer-429", retryAfterSeconds: 40, on: { method: "chat.postMessage" } });
  await outbox.clock.advanceTo(at(5));
  await outbox.toPerson("also held", "chen");
  await outbox.update("board", "new");
  await outbox.clock.advanceTo(at(39));
  expect(outbox.callsOf("chat.postMessage")).toHaveLength(2);
  expect(outbox.posted({ handle: "ana" })[0]?.text).toBe("new");
  await outbox.clock.advanceTo(at(45));
  expect(outbox.posted({ handle: "bruno" })).toEqual([{ text: "held", at: at(40) }]);
  expect(outbox.posted({ handle: "chen" })).toEqual([{ text: "also held", at: at(40) }]);
  expect((await outbox.row("held")).attempts).toBe(0);
});

describe("what cannot succeed", () => {
  it("is parked with Slack's reason, while other conversations go on", async () => {
    const outbox = await anOutbox();
    const { sandbox } = outbox;
    const [archived, left, fine] = ["archived", "left", "fine"].map(
      (name) => sandbox.createChannel({ name, isPrivate: false, members: ["ana"] }).id,
    );
    if (!archived || !left || !fine) throw new Error("no channels");
    sandbox.misbehave({ do: "archive-channel", channelId: archived });
    sandbox.misbehave({ do: "remove-app-from-channel", channelId: left });
    await outbox.put("to archived", { channelId: archived }, {});
    await outbox.put("to left", { channelId: left }, {});
    await outbox.put("to nowhere", { channelId: "C0NOWHERE" }, {});
    await outbox.put("to fine", { channelId: fine }, {});
    await outbox.put("to archived too", { channelId: archived }, {});
    await outbox.clock.advanceTo(at(60));
    const rows = await outbox.db.selectFrom("delivery").select(["key", "state", "last_error"]).orderBy("id").execute();
    expect(rows).toEqual([
      { key: "to archived", state: "parked", last_error: "is_archived" },
      { key: "to left", state: "parked", last_error: "not_in_channel" },
      { key: "to nowhere", state: "parked", last_error: "channel_not_found" },
      { key: "to fine", state: "sent", last_error: null },
      { key: "to archived too", state: "parked", last_error: "is_archived" },
    ]);
    // Each was tried once, and is not tried for ever.
    await outbox.clock.advanceTo(at(3600));
    expect(outbox.callsOf("chat.postMessage")).toHaveLength(5);
  });

  it("is tried twelve times over hours when it may succeed later, then parked", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("unmakeable", "ana", { kind: "broken" });
    await outbox.toPerson("fine", "bruno");
    await outbox.clock.advanceTo(at(60));
    expect(await outbox.row("unmakeable")).toMatchObject({ state: "waiting", last_error: "message_failed" });
    expect(outbox.posted({ handle: "bruno" })).toHaveLength(1);
    await outbox.clock.advanceTo(at(5 * 3600));
    expect(await outbox.row("unmakeable")).toMatchObject({
      state: "parked",
      last_error: "message_failed",
      attempts: 11,
    });
    // Its reader hears of it, once.
    expect(outbox.callsOf("chat.postMessage")).toHaveLength(2);
    expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual([
      expect.stringContaining("Slack didn’t take a message to you (Monday 2 March): 1 message."),
    ]);
  });

  it("waits while the installation is broken, since that is no fault of the message", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("hello", "ana");
    outbox.sandbox.misbehave({ do: "answer-error", error: "token_revoked", on: { times: 1 } });
    await outbox.clock.advanceTo(at(10));
    expect(await outbox.row("hello")).toMatchObject({ state: "waiting", last_error: "token_revoked" });
    await outbox.clock.advanceTo(at(60));
    expect(outbox.posted({ handle: "ana" })).toHaveLength(1);
  });
});

it("what belongs into the thread of a message that is no longer wanted is dropped with it, and is no failure", async () => {
  const outbox = await anOutbox();
  outbox.unwanted.add("root");
  await outbox.toPerson("root", "ana");
  await outbox.toPerson("reply", "ana", { inThreadOf: "root" });
  await outbox.clock.advanceTo(at(60));
  expect(await outbox.row("reply")).toMatchObject({ state: "dropped", last_error: "thread_dropped" });
  expect(outbox.posted({ handle: "ana" })).toEqual([]);
});

it("what is no longer wanted is dropped without a call: moot, expired, or to somebody who has left", async () => {
  const outbox = await anOutbox();
  const bruno = await outbox.personId("bruno");
  await outbox.toPerson("moot", "ana", { notBefore: at(10) });
  await outbox.toPerson("expired", "ana", { notBefore: at(10), expiresAt: at(10) });
  await outbox.toPerson("left", "bruno", { notBefore: at(10) });
  outbox.unwanted.add("moot");
  await outbox.db.updateTable("person").set({ is_deactivated: 1 }).where("id", "=", bruno).execute();
  await outbox.clock.advanceTo(at(60));
  for (const [key, reason] of [
    ["moot", "no_longer_wanted"],
    ["expired", "expired"],
    ["left", "person_deactivated"],
  ] as const)
    expect(await outbox.row(key)).toMatchObject({ state: "dropped", last_error: reason });
  expect(outbox.callsOf("chat.postMessage")).toEqual([]);
});

describe("updates of a message", () => {
  it("are one call with the latest state, however many were asked for", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("board", "ana");
    await outbox.clock.settle();
    for (const text of ["1", "2", "3", "4", "5"]) expect(await outbox.update("board", text)).toBe(true);
    await outbox.clock.advanceTo(at(60));
    expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["5"]);
    expect(outbox.callsOf("chat.update")).toHaveLength(1);
  });

  it("go out again when a newer state came while one was on its way", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("board", "ana");
    await outbox.clock.settle();
    await outbox.update("board", "first");
    outbox.sandbox.misbehave({ do: "answer-late", ms: 150, on: { method: "chat.update" } });
    const settled = outbox.clock.settle();
    await expect.poll(() => outbox.sandbox.as("ana").dm()[0]?.text, { interval: 5 }).toBe("first");
    await outbox.update("board", "second");
    await settled;
    await outbox.clock.advanceTo(at(10));
    expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["second"]);
    expect(outbox.callsOf("chat.update")).toHaveLength(2);
  });

  it("go at once through the response_url of a press, which Slack does not count as updates", async () => {
    const outbox = await anOutbox();
    const keys = Array.from({ length: 12 }, (_, index) => `board ${index}`);
    for (const key of keys) await outbox.toPerson(key, "ana");
    await outbox.clock.advanceTo(at(60));
    let replaced = 0;
    const slack = createServer((_, response) => {
      replaced += 1;
      response.end("ok");
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void slack.close());
    await once(slack, "listening");
    const address = slack.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    for (const key of keys) {
      const { sent_channel_id: channelId, sent_ts: ts } = await outbox.row(key);
      outbox.responseUrls.remember({ channelId: channelId ?? "", ts: ts ?? "" }, url, outbox.clock.now());
      await outbox.update(key, "new");
    }
    await outbox.clock.settle();
    expect(replaced).toBe(keys.length);
    expect(outbox.callsOf("chat.update")).toEqual([]);
  });

  it("hold up no messages, however many wait for Slack's limit of updates", async () => {
    const outbox = await anOutbox();
    const keys = Array.from({ length: 50 }, (_, index) => `board ${index}`);
    for (const key of keys) await outbox.toPerson(key, "ana");
    await outbox.clock.advanceTo(at(60));
    for (const key of keys) await outbox.update(key, "new");
    await outbox.toPerson("hello", "bruno");
    await outbox.clock.settle();
    expect(outbox.callsOf("chat.update").length).toBeLessThan(10);
    expect(outbox.posted({ handle: "bruno" }).map(({ text }) => text)).toEqual(["hello"]);
  });

  it("are not asked for while the message itself waits: it will say the latest anyway", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("board", "ana", { notBefore: at(30) });
    expect(await outbox.update("board", "x")).toBe(false);
  });

  it("wait for a message of unknown outcome, and then come", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("board", "ana");
    outbox.sandbox.misbehave({ do: "cut", when: "after", on: { method: "chat.postMessage" } });
    await outbox.clock.settle();
    expect(await outbox.update("board", "new")).toBe(true);
    await outbox.clock.advanceTo(at(300));
    expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["new"]);
  });

  it("of a message that was deleted are dropped", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("board", "ana");
    await outbox.clock.settle();
    await outbox.update("board", "new");
    outbox.sandbox.misbehave({ do: "answer-error", error: "message_not_found", on: { method: "chat.update" } });
    await outbox.clock.advanceTo(at(60));
    expect(await outbox.row("update:board")).toMatchObject({ state: "dropped", last_error: "message_not_found" });
  });
});

describe.each(bothDatabases)("a process that was killed while it sent, on %s", (database) => {
  it.each([
    ["after Slack had the message: it is found, not doubled", true],
    ["before Slack had the message: it is sent once, after the lease", false],
  ])("%s", async (_, wasPosted) => {
    const outbox = await anOutbox(database);
    outbox.stop();
    await outbox.toPerson("hello", "ana");
    // What a process does up to the moment at which it is killed.
    const delivery = await outbox.row("hello");
    await inTransaction(outbox.db, (tx) => claim(tx, delivery, addMs(MONDAY, OUTBOX_TIMES.leaseMs)));
    const gateway = createSlackGateway(aClient(outbox.sandbox), direct.fetch, outbox.sandbox.botUserId);
    if (wasPosted) {
      const message = { text: "hello", blocks: [] };
      const place = { channel: outbox.sandbox.person("ana").userId, threadTs: null };
      await gateway.post(delivery.id, place, message, () => true);
    }
    outbox.start();
    await outbox.clock.advanceTo(addMs(MONDAY, OUTBOX_TIMES.leaseMs - SECOND));
    expect(outbox.posted({ handle: "ana" })).toHaveLength(wasPosted ? 1 : 0);
    await outbox.clock.advanceTo(addMs(MONDAY, OUTBOX_TIMES.leaseMs + MINUTE));
    expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["hello"]);
    expect((await outbox.row("hello")).state).toBe("sent");
  });

  it("posts nothing that it had begun when it stood still for half of its lease, before it was connected (P8)", async () => {
    const outbox = await anOutbox(database);
    outbox.stop();
    await outbox.toPerson("hello", "ana");
    let stoodStillMs = 0;
    const stop = () => {
      stoodStillMs = OUTBOX_TIMES.leaseMs / 2 + SECOND;
    };
    const clock = { ...systemClock(), now: () => addMs(outbox.clock.now(), stoodStillMs) };
    const dispatcher = new Dispatcher({
      ...outbox.parts,
      services: { ...outbox.services, clock },
      workspaceId: outbox.workspace.id,
      responseUrls: new ResponseUrls(),
    });
    subscribe("undici:request:create", stop);
    await dispatcher.dispatch();
    unsubscribe("undici:request:create", stop);
    expect(stoodStillMs).toBeGreaterThan(0);
    expect(outbox.posted({ handle: "ana" })).toEqual([]);
    expect(await outbox.row("hello")).toMatchObject({ state: "waiting", last_error: "held_back" });
    outbox.start();
    await outbox.clock.advanceTo(at(5 * 60));
    expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["hello"]);
  });

  it("leaves what another process sends alone: two send each message once", async () => {
    const outbox = await anOutbox(database);
    outbox.stop();
    for (let index = 0; index < 12; index += 1)
      await outbox.toPerson(`note ${index}`, ["ana", "bruno", "chen"][index % 3] ?? "ana");
    outbox.start();
    outbox.startAnother();
    await outbox.clock.advanceTo(at(60));
    const all = ["ana", "bruno", "chen"].flatMap((handle) => outbox.posted({ handle }).map(({ text }) => text));
    expect(all.sort()).toEqual(Array.from({ length: 12 }, (_, index) => `note ${index}`).sort());
  });
});

describe("a message on its way", () => {
  it("carries nothing but its delivery's id as metadata, and unfurls no link", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("see https://example.org", "ana");
    await outbox.clock.settle();
    const [call] = outbox.callsOf("chat.postMessage");
    expect(call?.body).toMatchObject({ unfurl_links: "false", unfurl_media: "false" });
    expect(call?.body.metadata).toEqual({
      event_type: "drumbeat_delivery",
      event_payload: { delivery: (await outbox.row("see https://example.org")).id },
    });
  });

  it("comes once under its key, however often it is asked for", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("hello", "ana");
    await outbox.toPerson("hello", "ana");
    await outbox.clock.advanceTo(at(10));
    await outbox.toPerson("hello", "ana");
    await outbox.clock.advanceTo(at(20));
    expect(outbox.posted({ handle: "ana" })).toHaveLength(1);
  });
});
