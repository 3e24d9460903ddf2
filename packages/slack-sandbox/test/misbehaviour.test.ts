import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { addMs, MINUTE, SECOND } from "../src/time.ts";
import { aSandbox, aSocketApp, MONDAY, refusalOf } from "./workspace.ts";

async function aDm() {
  const workspace = await aSandbox();
  const { userId } = workspace.sandbox.person("ana");
  const post = (text = "hello") => workspace.client.chat.postMessage({ channel: userId, text });
  const posted = () => workspace.sandbox.as("ana").dm().length;
  return { ...workspace, post, posted };
}

describe("a call can be made to fail", () => {
  it("with 429 and a time to wait", async () => {
    const { sandbox, post, posted } = await aDm();
    sandbox.misbehave({ do: "answer-429", retryAfterSeconds: 17, on: { method: "chat.postMessage" } });
    const error = await post().catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(WebAPIRateLimitedError);
    expect(error).toMatchObject({ retryAfter: 17 });
    expect(posted()).toBe(0);
    expect(sandbox.counters.rateLimited).toBe(1);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("with a server error %s the work was done", async (when, messages) => {
    const { sandbox, post, posted } = await aDm();
    sandbox.misbehave({ do: "answer-status", status: 503, when });
    await expect(post()).rejects.toBeInstanceOf(WebAPIHTTPError);
    expect(posted()).toBe(messages);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("by cutting the connection %s the work was done", async (when, messages) => {
    const { sandbox, post, posted, transcript } = await aDm();
    sandbox.misbehave({ do: "cut", when });
    await expect(post()).rejects.toBeInstanceOf(WebAPIRequestError);
    expect(posted()).toBe(messages);
    expect(transcript.at(-1)).toMatchObject({ type: "chat.postMessage", ok: false, error: `cut_${when}` });
  });

  it("by answering late what was done in time", async () => {
    const { sandbox, post, posted } = await aDm();
    sandbox.misbehave({ do: "answer-late", ms: 200 });
    let answered = false;
    const late = post().finally(() => {
      answered = true;
    });
    while (posted() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(answered).toBe(false);
    expect(await late).toMatchObject({ ok: true });
  });

  it("with an error of Slack's, before or after the work was done", async () => {
    const { sandbox, post, posted } = await aDm();
    sandbox.misbehave({ do: "answer-error", error: "internal_error" });
    expect(await refusalOf(post())).toBe("internal_error");
    expect(posted()).toBe(0);
    sandbox.misbehave({ do: "answer-error", error: "fatal_error", when: "after" });
    expect(await refusalOf(post())).toBe("fatal_error");
    expect(posted()).toBe(1);
  });

  it("at the call that is named: the method, the nth, so many times", async () => {
    const { sandbox, client, clock, post } = await aDm();
    sandbox.misbehave({
      do: "answer-error",
      error: "internal_error",
      on: { method: "chat.postMessage", nth: 2, times: 2 },
    });
    const outcomes = [];
    for (const second of [1, 2, 3, 4]) {
      await clock.advanceTo(addMs(MONDAY, second * SECOND));
      expect(await client.auth.test()).toMatchObject({ ok: true });
      outcomes.push(await refusalOf(post()));
    }
    expect(outcomes).toEqual([null, "internal_error", "internal_error", null]);
    expect(sandbox.counters.calls).toEqual({ "auth.test": 4, "chat.postMessage": 4 });
    expect(sandbox.counters.errors).toHaveLength(2);
  });
});

describe("rate limits, on the sandbox's clock,", () => {
  it("let one message a second into a channel", async () => {
    const { clock, post, posted } = await aDm();
    await post();
    await expect(post()).rejects.toMatchObject({ retryAfter: 1 });
    await clock.advanceTo(addMs(MONDAY, 999));
    await expect(post()).rejects.toBeInstanceOf(WebAPIRateLimitedError);
    await clock.advanceTo(addMs(MONDAY, SECOND));
    await post();
    expect(posted()).toBe(2);
  });

  it("let three hundred messages a minute into the workspace", async () => {
    const people = Array.from({ length: 301 }, (_, index) => ({
      handle: `p${index}`,
      name: `P ${index}`,
      tz: "UTC",
      locale: "en-US",
    }));
    const { sandbox, client, clock } = await aSandbox({ people });
    const post = (handle: string) => client.chat.postMessage({ channel: sandbox.person(handle).userId, text: "x" });
    for (const { handle } of people.slice(0, 300)) await post(handle);
    await expect(post("p300")).rejects.toMatchObject({ retryAfter: 1 });
    await clock.advanceTo(addMs(MONDAY, SECOND));
    expect(await post("p300")).toMatchObject({ ok: true });
  });

  it("let each method be called as often as its tier says, and refuse it alone", async () => {
    const { client, clock } = await aSandbox();
    for (let call = 0; call < 20; call += 1) await client.users.list({});
    await expect(client.users.list({})).rejects.toMatchObject({ retryAfter: 3 });
    expect(await client.users.info({ user: "USLACKBOT" })).toMatchObject({ ok: true });
    await clock.advanceTo(addMs(MONDAY, MINUTE));
    for (let call = 0; call < 20; call += 1) await client.users.list({});
    await expect(client.users.list({})).rejects.toBeInstanceOf(WebAPIRateLimitedError);
  });
});

describe("a response_url", () => {
  async function aButton() {
    const workspace = await aSandbox();
    const urls: string[] = [];
    await aSocketApp(workspace.sandbox, (app) => {
      app.action("go", async ({ ack, body }) => {
        if ("response_url" in body) urls.push(body.response_url);
        await ack();
      });
    });
    const ana = workspace.sandbox.as("ana");
    const button = { type: "button" as const, action_id: "go", text: { type: "plain_text" as const, text: "Go" } };
    await workspace.client.chat.postMessage({
      channel: ana.userId,
      text: "Go",
      blocks: [{ type: "actions", elements: [button] }],
    });
    const [message] = ana.dm();
    if (!message) throw new Error("no message");
    await ana.press(message, { label: "Go" });
    const send = async (body: object) => {
      const response = await fetch(urls[0] ?? "", { method: "POST", body: JSON.stringify(body) });
      return `${response.status} ${await response.text()}`;
    };
    return { ...workspace, ana, send };
  }

  it("replaces the message, adds one for the person alone or for all, and deletes it", async () => {
    const { ana, send } = await aButton();
    expect(await send({ replace_original: true, text: "Done" })).toBe("200 ok");
    expect(ana.dm()).toMatchObject([{ text: "Done", blocks: [] }]);
    await send({ text: "only you" });
    expect(ana.ephemerals()).toMatchObject([{ text: "only you" }]);
    await send({ text: "everybody", response_type: "in_channel" });
    expect(ana.dm().map(({ text }) => text)).toEqual(["Done", "everybody"]);
    await send({ delete_original: true });
    expect(ana.dm().map(({ text }) => text)).toEqual(["everybody"]);
  });

  it("can be used five times", async () => {
    const { send } = await aButton();
    for (let use = 0; use < 5; use += 1) expect(await send({ text: "x" })).toBe("200 ok");
    expect(await send({ text: "x" })).toBe("404 used_url");
  });

  it("lives thirty minutes of the sandbox's clock, and checks what it is given", async () => {
    const { clock, send } = await aButton();
    expect(await send({})).toBe("400 no_text");
    expect(await send({ blocks: [{ type: "section" }] })).toBe("400 invalid_blocks");
    await clock.advanceTo(addMs(MONDAY, 30 * MINUTE));
    expect(await send({ text: "x" })).toBe("200 ok");
    await clock.advanceTo(addMs(MONDAY, 30 * MINUTE + 1));
    expect(await send({ text: "x" })).toBe("404 expired_url");
  });
});

describe("the transcript", () => {
  it("holds every call, event and act, and no token or secret address", async () => {
    const { sandbox, client, transcript } = await aSandbox();
    await aSocketApp(sandbox, (app) => {
      app.command("/drumbeat", async ({ ack }) => ack({ text: "Here you are.", response_type: "in_channel" }));
    });
    await client.auth.test({ token: sandbox.botToken });
    await sandbox.as("ana").say("hello");
    await sandbox.as("ana").command("/drumbeat");
    const text = JSON.stringify(transcript);
    for (const secret of [sandbox.botToken, sandbox.appToken, sandbox.signingSecret, "/hooks/"])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/ticket=\w/);
    expect(transcript.map(({ direction, type }) => `${direction} ${type}`)).toEqual(
      expect.arrayContaining([
        "call auth.test",
        "call apps.connections.open",
        "act say",
        "event message",
        "act command",
      ]),
    );
    expect(transcript.at(-1)).toMatchObject({ by: "ana", at: MONDAY, ok: true, answer: { text: "Here you are." } });
    expect(sandbox.as("ana").dm().at(-1)).toMatchObject({ text: "Here you are.", user: sandbox.botUserId });
  });
});
