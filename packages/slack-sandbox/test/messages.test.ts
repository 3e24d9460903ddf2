import { describe, expect, it } from "vitest";
import { aSandbox, refusalOf } from "./workspace.ts";

const section = (text: string) => ({ type: "section" as const, text: { type: "mrkdwn" as const, text } });

async function aChannel() {
  const workspace = await aSandbox();
  const channel = workspace.sandbox.createChannel({ name: "team", isPrivate: true, members: ["ana", "bruno"] }).id;
  let minute = 0;
  const post = async (message: { text?: string; thread_ts?: string }) => {
    minute += 1;
    await workspace.clock.advanceTo(`2026-03-02T09:${String(minute).padStart(2, "0")}:00.000Z`);
    const { ts = "" } = await workspace.client.chat.postMessage({ channel, text: "…", ...message });
    return ts;
  };
  return { ...workspace, channel, post };
}

describe("a message", () => {
  it("is kept as sent, with ids made up where they are missing", async () => {
    const { sandbox, client, channel } = await aChannel();
    const blocks = [
      section("*Bold* &amp; &lt;plain&gt;"),
      {
        type: "actions" as const,
        elements: [{ type: "button" as const, text: { type: "plain_text" as const, text: "Go" } }],
      },
    ];
    const posted = await client.chat.postMessage({ channel, text: "a &amp; b", blocks });
    const [kept] = (await client.conversations.history({ channel })).messages ?? [];
    expect(kept).toMatchObject({
      type: "message",
      text: "a &amp; b",
      ts: posted.ts,
      user: sandbox.botUserId,
      app_id: sandbox.appId,
    });
    expect(kept?.blocks).toMatchObject([
      { block_id: expect.any(String), text: { text: "*Bold* &amp; &lt;plain&gt;" } },
      { block_id: expect.any(String), elements: [{ action_id: expect.any(String) }] },
    ]);
    expect(sandbox.messagesIn(channel)).toHaveLength(1);
  });

  it("has a ts of the sandbox's second, unique and rising", async () => {
    const { sandbox, client } = await aChannel();
    const posted = await Promise.all(
      ["ana", "bruno", "chen"].map((handle) =>
        client.chat.postMessage({ channel: sandbox.person(handle).userId, text: "hello" }),
      ),
    );
    const ts = posted.map((answer) => answer.ts ?? "");
    expect(new Set(ts).size).toBe(3);
    for (const each of ts) expect(each).toMatch(new RegExp(`^${Date.parse("2026-03-02T09:00:00Z") / 1000}\\.\\d{6}$`));
  });

  it.each([
    ["nothing", {}, "no_text"],
    ["blanks", { text: "  \n" }, "no_text"],
    ["blocks that are no list", { text: "x", blocks: "{}" }, "invalid_blocks_format"],
    ["blocks that are not JSON", { text: "x", blocks: "[" }, "invalid_blocks_format"],
    ["metadata without a payload", { text: "x", metadata: { event_type: "a" } }, "invalid_metadata_format"],
    [
      "metadata that is nested too deep",
      { text: "x", metadata: { event_type: "a", event_payload: { a: { b: { c: 1 } } } } },
      "invalid_metadata_schema",
    ],
    [
      "too much metadata",
      { text: "x", metadata: { event_type: "a", event_payload: { key: "x".repeat(9000) } } },
      "metadata_too_large",
    ],
    ["a thread that is not there", { text: "x", thread_ts: "1.000001" }, "cannot_reply_to_message"],
  ])("of %s is refused", async (_, message, error) => {
    const { client, channel } = await aChannel();
    expect(await refusalOf(client.apiCall("chat.postMessage", { channel, ...message }))).toBe(error);
  });

  it("of more than 40,000 characters is cut, not refused", async () => {
    const { sandbox, client, channel } = await aChannel();
    await client.chat.postMessage({ channel, text: "x".repeat(40_001) });
    expect(sandbox.messagesIn(channel)[0]?.text).toHaveLength(40_000);
  });

  it("shows its metadata whole only when all of it is asked for", async () => {
    const { client, channel } = await aChannel();
    const metadata = { event_type: "drumbeat_delivery", event_payload: { key: "d1" } };
    await client.chat.postMessage({ channel, text: "x", metadata });
    const short = await client.conversations.history({ channel });
    expect(short.messages?.[0]?.metadata).toEqual({ event_type: "drumbeat_delivery" });
    const whole = await client.conversations.history({ channel, include_all_metadata: true });
    expect(whole.messages?.[0]?.metadata).toEqual(metadata);
  });

  it("has a permalink", async () => {
    const { client, channel, post } = await aChannel();
    const parent = await post({});
    const reply = await post({ thread_ts: parent });
    const link = async (ts: string) => (await client.chat.getPermalink({ channel, message_ts: ts })).permalink;
    const base = `https://slack-sandbox.slack.com/archives/${channel}`;
    expect(await link(parent)).toBe(`${base}/p${parent.replace(".", "")}`);
    expect(await link(reply)).toBe(`${base}/p${reply.replace(".", "")}?thread_ts=${parent}&cid=${channel}`);
    expect(await refusalOf(client.chat.getPermalink({ channel, message_ts: "1.000001" }))).toBe("message_not_found");
  });
});

describe("an update", () => {
  it("with text alone takes the blocks away and shows that it was edited; with blocks it does not", async () => {
    const { sandbox, client, channel } = await aChannel();
    const { ts = "" } = await client.chat.postMessage({ channel, text: "one", blocks: [section("one")] });
    await client.chat.update({ channel, ts, text: "two", blocks: [section("two")] });
    expect(sandbox.messagesIn(channel)[0]).toMatchObject({ text: "two", blocks: [{ text: { text: "two" } }] });
    expect(sandbox.messagesIn(channel)[0]).not.toHaveProperty("edited");
    await client.chat.update({ channel, ts, text: "three" });
    expect(sandbox.messagesIn(channel)[0]).toMatchObject({
      text: "three",
      blocks: [],
      edited: { user: sandbox.botUserId },
    });
  });

  it("keeps the metadata unless it gives other or none", async () => {
    const { sandbox, client, channel } = await aChannel();
    const metadata = { event_type: "drumbeat_delivery", event_payload: { key: "d1" } };
    const { ts = "" } = await client.chat.postMessage({ channel, text: "one", metadata });
    await client.chat.update({ channel, ts, text: "two" });
    expect(sandbox.messagesIn(channel)[0]?.metadata).toEqual(metadata);
    await client.apiCall("chat.update", { channel, ts, text: "three", metadata: {} });
    expect(sandbox.messagesIn(channel)[0]).not.toHaveProperty("metadata");
  });

  it("changes only the app's own messages that are there", async () => {
    const { sandbox, client, channel, post } = await aChannel();
    const ts = await post({});
    await sandbox.as("ana").say("mine", channel);
    const hers = sandbox.messagesIn(channel).at(-1)?.ts ?? "";
    const update = (args: object) => refusalOf(client.apiCall("chat.update", { channel, ts, ...args }));
    expect(await update({ ts: hers, text: "x" })).toBe("cant_update_message");
    expect(await update({ ts: "1.000001", text: "x" })).toBe("message_not_found");
    expect(await update({})).toBe("no_text");
    expect(await update({ text: "x".repeat(4001) })).toBe("msg_too_long");
    expect(await update({ text: "x", blocks: [{ type: "section" }] })).toBe("invalid_blocks");
  });
});

describe("history", () => {
  it("is newest first, without replies, and pages back in time", async () => {
    const { client, channel, post } = await aChannel();
    const first = await post({ text: "1" });
    await post({ text: "1.1", thread_ts: first });
    await post({ text: "2" });
    await post({ text: "3" });
    const one = await client.conversations.history({ channel, limit: 2 });
    expect(one.messages?.map(({ text }) => text)).toEqual(["3", "2"]);
    expect(one.has_more).toBe(true);
    await post({ text: "4" });
    const two = await client.conversations.history({
      channel,
      limit: 2,
      cursor: one.response_metadata?.next_cursor ?? "",
    });
    expect(two.messages).toMatchObject([{ text: "1", reply_count: 1, thread_ts: first }]);
    expect(two).toMatchObject({ has_more: false, response_metadata: { next_cursor: "" } });
    expect(await refusalOf(client.conversations.history({ channel, cursor: "x" }))).toBe("invalid_cursor");
  });

  it("can be asked for a stretch of time", async () => {
    const { client, channel, post } = await aChannel();
    const [one, two, three] = [await post({ text: "1" }), await post({ text: "2" }), await post({ text: "3" })];
    const between = async (range: { inclusive?: boolean }) =>
      (await client.conversations.history({ channel, oldest: one, latest: three, ...range })).messages?.map(
        (m) => m.ts,
      );
    expect(await between({})).toEqual([two]);
    expect(await between({ inclusive: true })).toEqual([three, two, one]);
    expect(await refusalOf(client.conversations.history({ channel, oldest: "soon" }))).toBe("invalid_ts_oldest");
    expect(await refusalOf(client.conversations.history({ channel, latest: "late" }))).toBe("invalid_ts_latest");
  });

  it("of a thread is the parent first and then the replies, oldest first", async () => {
    const { client, channel, post } = await aChannel();
    const parent = await post({ text: "parent" });
    await post({ text: "one", thread_ts: parent });
    const reply = await post({ text: "two", thread_ts: parent });
    const replies = await client.conversations.replies({ channel, ts: parent });
    expect(replies.messages?.map(({ text }) => text)).toEqual(["parent", "one", "two"]);
    expect(replies.messages?.[1]).toMatchObject({ thread_ts: parent });
    expect(await refusalOf(client.conversations.replies({ channel, ts: "1.000001" }))).toBe("thread_not_found");
    expect(await refusalOf(client.chat.postMessage({ channel, text: "x", thread_ts: reply }))).toBe(
      "cannot_reply_to_message",
    );
  });
});
