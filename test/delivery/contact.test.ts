import { messageAsText } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { MONDAY } from "../../packages/slack-sandbox/test/workspace.ts";
import { failedMessages, retryFailed } from "../../src/delivery/failed.ts";
import { AS_IT_HAPPENS } from "../../src/delivery/lanes.ts";
import { makeHeldDueNow } from "../../src/delivery/outbox.ts";
import { whySent } from "../../src/delivery/why.ts";
import { MENU } from "../../src/delivery/why-menu.ts";
import { addMs, DAY, HOUR, msBetween, SECOND, WEEKDAYS } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { databases } from "../support/databases.ts";
import { anOutbox } from "./outbox.ts";

const at = (seconds: number) => addMs(MONDAY, seconds * SECOND);
/** MONDAY is nine o'clock UTC, ten in Paris. */
const OFFICE = {
  workingDays: WEEKDAYS.slice(0, 5),
  hours: { from: "08:00", until: "20:00" },
};
const asking = { kind: "asking" } as const;

type Outbox = Awaited<ReturnType<typeof anOutbox>>;

async function readerIn(outbox: Outbox, handle: string) {
  return {
    id: await outbox.personId(handle),
    workspace_id: outbox.workspace.id,
    locale: "en-GB",
    zone: "Europe/Paris",
  };
}

function lastOf(outbox: Outbox, handle: string) {
  const last = outbox.sandbox.as(handle).dm().at(-1);
  if (!last) throw new Error(`Nothing was sent to ${handle}.`);
  return last;
}

const placeOf = ({ channel, ts }: { channel: string; ts: string }) => ({ channelId: channel, ts });

describe.each(databases)("five prompts due at once, on %s", (database) => {
  it("come in one message with a line and a button each, and are all recorded as sent", async () => {
    const outbox = await anOutbox(database);
    const keys = ["a", "b", "c", "d", "e"];
    for (const key of keys) await outbox.toPerson(key, "ana", asking);
    await outbox.toPerson("alone", "bruno", asking);
    await outbox.clock.advanceTo(at(60));
    expect(outbox.sandbox.as("ana").dm()).toHaveLength(1);
    expect(messageAsText(lastOf(outbox, "ana"))).toBe(
      [...keys.flatMap((key) => [`line of ${key}`, "[Open]"]), "⋯Why did I get this?"].join("\n"),
    );
    expect(messageAsText(lastOf(outbox, "bruno"))).toBe("alone\n⋯Why did I get this?");
    for (const key of keys) {
      const { state, sent_ts } = await outbox.row(key);
      expect([state, sent_ts]).toEqual(["sent", lastOf(outbox, "ana").ts]);
    }
    expect(outbox.sent.toSorted()).toEqual(["alone", ...keys.map((key) => `${key}`)].toSorted());
  });

  it("show in their message what becomes of each, and answers in a thread find it", async () => {
    const outbox = await anOutbox(database);
    for (const key of ["a", "b"]) await outbox.toPerson(key, "ana", asking);
    await outbox.clock.advanceTo(at(5));
    expect(await outbox.updated("b")).toBe(true);
    await outbox.toPerson("more", "ana", { inThreadOf: "a" });
    await outbox.clock.advanceTo(at(30));
    const [message, reply] = outbox.sandbox.as("ana").dm();
    expect(message && messageAsText(message).split("\n").slice(0, 3)).toEqual(["line of a", "[Open]", "✓ b"]);
    expect(reply?.thread_ts).toBe(message?.ts);
    expect(await outbox.updated("a")).toBe(true);
    await outbox.clock.advanceTo(at(60));
    expect(messageAsText(lastOf(outbox, "ana"))).toBe("more");
    expect(messageAsText(outbox.sandbox.as("ana").dm()[0] ?? lastOf(outbox, "ana"))).toBe(
      "✓ a\n✓ b\n⋯Why did I get this?",
    );
  });

  it("whose answer from Slack was lost come once, all of them", async () => {
    const outbox = await anOutbox(database);
    for (const key of ["a", "b"]) await outbox.toPerson(key, "ana", asking);
    outbox.sandbox.misbehave({ do: "cut", when: "after", on: { method: "chat.postMessage" } });
    await outbox.clock.advanceTo(at(5));
    expect((await outbox.row("a")).state).toBe("bundled");
    await outbox.clock.advanceTo(at(300));
    expect(outbox.sandbox.as("ana").dm()).toHaveLength(1);
    for (const key of ["a", "b"]) expect((await outbox.row(key)).state).toBe("sent");
    expect(outbox.sent.toSorted()).toEqual(["a", "b"]);
  });
});

describe.each(databases)("a morning message that comes late, on %s", (database) => {
  const morningAfter = addMs(MONDAY, DAY);

  /** As many prompts at nine of UTC on Monday and on Tuesday, for somebody whose messages come together. */
  async function twoMornings({ prompts }: { prompts: number }) {
    const outbox = await anOutbox(database);
    outbox.facts.value = { ...outbox.facts.value, ...OFFICE };
    outbox.lanes.value = { ...AS_IT_HAPPENS, isAsItHappens: false };
    for (let number = 1; number <= prompts; number += 1) {
      await outbox.toPerson(`monday ${number}`, "ana", asking);
      await outbox.toPerson(`tuesday ${number}`, "ana", { ...asking, notBefore: morningAfter });
    }
    return outbox;
  }

  const faults = [
    [{ do: "answer-429", retryAfterSeconds: 2 }, 2],
    [{ do: "answer-error", error: "service_unavailable", when: "before" }, 62],
    [{ do: "cut", when: "before" }, 62],
    [{ do: "answer-429", retryAfterSeconds: 3600 }, 3601],
  ] as const;
  it.each([1, 2].flatMap((prompts) => faults.map(([fault, seconds]) => ({ prompts, fault, seconds }))))(
    "comes as soon as it can, and the one after at its usual time: $prompts, after $fault.do",
    async (one) => {
      const outbox = await twoMornings(one);
      outbox.sandbox.misbehave({ ...one.fault, on: { method: "chat.postMessage" } });
      await outbox.clock.advanceTo(addMs(morningAfter, 8 * HOUR));
      const times = outbox.posted({ handle: "ana" }).map((message) => message.at);
      expect(times).toHaveLength(2);
      expect(msBetween(at(0), times[0] ?? "")).toBeLessThanOrEqual(one.seconds * SECOND);
      expect(times[1]).toBe(morningAfter);
      expect(outbox.sent).toHaveLength(2 * one.prompts);
    },
  );
});

describe("of several that are due", () => {
  it("those that are moot are left out, and what is left alone looks as it always does", async () => {
    const outbox = await anOutbox();
    for (const key of ["a", "b", "c"]) await outbox.toPerson(key, "ana", asking);
    outbox.unwanted.add("a").add("c");
    await outbox.clock.advanceTo(at(5));
    expect(messageAsText(lastOf(outbox, "ana"))).toBe("b\n⋯Why did I get this?");
    expect(outbox.sent).toEqual(["b"]);
    expect((await outbox.row("a")).last_error).toBe("no_longer_wanted");
  });

  it("one that has five blocks has them all; beyond seven lines the others are counted", async () => {
    const outbox = await anOutbox();
    await outbox.toPerson("list a", "ana", asking);
    await outbox.toPerson("b", "ana", asking);
    await outbox.clock.advanceTo(at(5));
    expect(messageAsText(lastOf(outbox, "ana")).split("\n")).toEqual([
      "line of b",
      "[Open]",
      "List",
      ...["line", "2", "3", "4"].flatMap((part) => [`${part} of list a`, "[Open]"]),
      expect.stringContaining("⋯"),
    ]);
    const many = Array.from({ length: 20 }, (_, index) => `list ${index}`);
    for (const key of many) await outbox.toPerson(key, "ana", asking);
    await outbox.clock.advanceTo(at(30));
    const words = messageAsText(lastOf(outbox, "ana"));
    expect(words.match(/^List$/gm)).toHaveLength(7);
    expect(words).toContain("13 more\n[Show]");
  });

  it("what Slack does not take at once comes in parts, the first due first, and within seven lines in all (P36)", async () => {
    const outbox = await anOutbox();
    const big = ["a", "b", "c", "d", "e", "f"].map((name) => `big ${name}`);
    for (const key of [...big, "list", "g", "h"]) await outbox.toPerson(key, "ana", asking);
    await outbox.clock.advanceTo(at(30));
    const parts = outbox.sandbox.as("ana").inbox().map(messageAsText);
    expect(parts.map((words) => words.match(/of big ./g))).toEqual([
      ["of big a", "of big b", "of big c"],
      ["of big d", "of big e", "of big f"],
    ]);
    // Seven in all: the first of the others, and a line for the rest.
    expect(parts[1]).toContain("line of g\n[Open]\n2 more\n[Show]");
    for (const key of [...big, "list", "g", "h"]) expect(await outbox.row(key)).toMatchObject({ state: "sent" });
    expect(outbox.sent).toHaveLength(9);
  });

  it("those that tell the same matter stand in it once, by the id of their block, which Slack takes once", async () => {
    const outbox = await anOutbox();
    for (const key of ["same a", "same b", "c"]) await outbox.toPerson(key, "ana", asking);
    await outbox.clock.advanceTo(at(5));
    expect(messageAsText(lastOf(outbox, "ana"))).toMatch(/^line of c.*line of same a/su);
    expect(messageAsText(lastOf(outbox, "ana"))).not.toContain("same b");
    expect((await outbox.row("same b")).state).toBe("sent");
  });
});

describe("what comes outside somebody's hours", () => {
  it("is held until they begin, and comes together with what is due then", async () => {
    const outbox = await anOutbox();
    Object.assign(outbox.facts.value, OFFICE);
    const evening = at(12 * 3600);
    for (const key of ["a", "b"]) await outbox.toPerson(key, "ana", { ...asking, notBefore: evening });
    await outbox.toPerson("reply", "ana", { notBefore: evening });
    await outbox.clock.advanceTo(addMs(evening, HOUR));
    expect(outbox.posted({ handle: "ana" })).toEqual([{ text: "reply", at: evening }]);
    expect(await outbox.row("a")).toMatchObject({
      held_reason: "quiet-hours",
      first_due_at: evening,
      state: "waiting",
    });
    const morning = "2026-03-03T07:00:00.000Z";
    await outbox.clock.advanceTo(addMs(morning, HOUR));
    const messages = outbox.posted({ handle: "ana" });
    expect(messages.map((message) => message.at)).toEqual([evening, morning]);
    const because = await whySent(outbox.parts, await readerIn(outbox, "ana"), placeOf(lastOf(outbox, "ana")));
    expect(because).toEqual(["Somebody asked for a.", "Somebody asked for b."]);
  });

  it("holds up the thread of a digest with it, and neither is tried in vain", async () => {
    const outbox = await anOutbox();
    Object.assign(outbox.facts.value, OFFICE);
    const evening = at(12 * 3600);
    await outbox.toPerson("digest", "ana", { kind: "long", notBefore: evening });
    await outbox.toPerson("part two", "ana", { notBefore: evening, inThreadOf: "digest" });
    await outbox.clock.advanceTo("2026-03-03T09:00:00.000Z");
    expect((await outbox.row("part two")).attempts).toBe(0);
    expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["digest", "part two"]);
  });

  it("is dropped with its thread where its window closes before, and its kind is told", async () => {
    const outbox = await anOutbox();
    Object.assign(outbox.facts.value, OFFICE);
    const saturday = "2026-03-07T09:00:00.000Z";
    const expiresAt = "2026-03-08T09:00:00.000Z";
    await outbox.toPerson("weekend", "ana", { ...asking, notBefore: saturday, expiresAt });
    await outbox.toPerson("reply", "ana", { notBefore: saturday, inThreadOf: "weekend" });
    await outbox.clock.advanceTo("2026-03-09T12:00:00.000Z");
    expect(outbox.posted({ handle: "ana" })).toEqual([]);
    expect((await outbox.row("reply")).state).toBe("dropped");
    expect(await outbox.row("weekend")).toMatchObject({
      state: "dropped",
      last_error: "window_closed_while_held",
      held_reason: "not-a-working-day",
    });
    expect(outbox.lapsed).toEqual(["weekend"]);
  });

  it("comes as soon as the person allows it after all", async () => {
    const outbox = await anOutbox();
    Object.assign(outbox.facts.value, OFFICE);
    const evening = at(12 * 3600);
    await outbox.toPerson("a", "ana", { ...asking, notBefore: evening });
    await outbox.clock.advanceTo(addMs(evening, HOUR));
    const ana = await readerIn(outbox, "ana");
    const reconsider = () => inTransaction(outbox.db, (tx) => makeHeldDueNow(tx, outbox.services, ana));
    await reconsider();
    await outbox.clock.advanceTo(addMs(evening, HOUR + SECOND));
    expect((await outbox.row("a")).state).toBe("waiting");
    outbox.facts.value.hours = { from: "08:00", until: "23:59" };
    await reconsider();
    await outbox.clock.advanceTo(addMs(evening, HOUR + 2 * SECOND));
    expect((await outbox.row("a")).state).toBe("sent");
  });
});

it("why a message came is told to whom it was sent, and to nobody else", async () => {
  const outbox = await anOutbox();
  await outbox.toPerson("a", "ana", asking);
  await outbox.clock.settle();
  const place = placeOf(lastOf(outbox, "ana"));
  await expect(whySent(outbox.parts, await readerIn(outbox, "bruno"), place)).rejects.toThrow("MESSAGE_NOT_YOURS");
  await expect(whySent(outbox.parts, await readerIn(outbox, "ana"), null)).rejects.toThrow("MESSAGE_NOT_YOURS");
  expect(JSON.stringify(lastOf(outbox, "ana").blocks)).toContain(MENU.action);
});

describe("messages that could not be sent", () => {
  const anAdmin = async (outbox: Outbox) => ({
    actor: await readerIn(outbox, "ana"),
    mayDecide: async () => undefined,
  });

  it("are sent again when an admin says so, with all that they hold, and it is recorded", async () => {
    const outbox = await anOutbox();
    outbox.sandbox.misbehave({
      do: "answer-error",
      error: "messages_tab_disabled",
      on: { method: "chat.postMessage" },
    });
    for (const key of ["a", "b"]) await outbox.toPerson(key, "bruno", asking);
    await outbox.clock.settle();
    const { failed, more } = await failedMessages(outbox.db, outbox.parts.addressBook, outbox.workspace.id, 10);
    expect(failed).toMatchObject([{ contact: "prompt", error: "messages_tab_disabled", dueAt: MONDAY }]);
    expect(more).toBe(0);
    const id = failed[0]?.id ?? "";
    await retryFailed(outbox.services, await anAdmin(outbox), id);
    await outbox.clock.advanceTo(at(10));
    expect(messageAsText(lastOf(outbox, "bruno"))).toMatch(/line of a.*line of b/su);
    expect((await outbox.row("b")).state).toBe("sent");
    await expect(retryFailed(outbox.services, await anAdmin(outbox), id)).rejects.toThrow("NOT_PARKED");
    const acts = await outbox.db.selectFrom("audit").select("action").where("subject_kind", "=", "delivery").execute();
    expect(acts).toEqual([{ action: "delivery.retried" }]);
  });

  it("are not sent again by anybody else", async () => {
    const outbox = await anOutbox();
    await outbox.put("lost", { channelId: "C0NOWHERE" }, {});
    await outbox.clock.settle();
    const { failed } = await failedMessages(outbox.db, outbox.parts.addressBook, outbox.workspace.id);
    const mayDecide = async () => Promise.reject(new Error("not an admin"));
    const refused = retryFailed(outbox.services, { ...(await anAdmin(outbox)), mayDecide }, failed[0]?.id ?? "");
    await expect(refused).rejects.toThrow("not an admin");
    expect((await outbox.row("lost")).state).toBe("parked");
  });
});
