/** Slack's own tables: tried, left out for thirty days where a workspace does not take them, and no message is lost by it. */
import { expect, it } from "vitest";
import { MONDAY } from "../../packages/slack-sandbox/test/workspace.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { databases } from "../support/databases.ts";
import { anOutbox } from "./outbox.ts";

type Outbox = Awaited<ReturnType<typeof anOutbox>>;
const tabled = (outbox: Outbox, key: string) => outbox.toPerson(key, "ana", { kind: "tabled" });
const REFUSED = { do: "refuse-block", block: "data_table" } as const;

/** Of each of Ana's messages what it says, and by which blocks. */
function seen({ sandbox }: Outbox) {
  return sandbox
    .as("ana")
    .dm()
    .map(({ text, blocks }) => `${text} ${blocks.map(({ type }) => type).join()}`);
}

it.each(databases)("a workspace that takes them gets them, on %s", async (database) => {
  const outbox = await anOutbox(database);
  await tabled(outbox, "list");
  await outbox.clock.settle();
  expect(seen(outbox)).toEqual(["list data_table"]);
});

it.each(databases)(
  "refused, the message goes at once without, once, and the next ones do not try, on %s",
  async (database) => {
    const outbox = await anOutbox(database);
    outbox.sandbox.misbehave(REFUSED);
    await tabled(outbox, "first");
    await outbox.clock.settle();
    expect(seen(outbox)).toEqual(["first section"]);
    expect(await outbox.row("first")).toMatchObject({ state: "sent", attempts: 0 });
    expect(outbox.callsOf("chat.postMessage")).toHaveLength(2);
    await tabled(outbox, "second");
    await outbox.clock.advanceTo(addMs(MONDAY, 29 * DAY));
    expect(outbox.callsOf("chat.postMessage")).toHaveLength(3);
    outbox.sandbox.misbehave({ ...REFUSED, do: "take-block" });
    await tabled(outbox, "third");
    await outbox.clock.advanceTo(addMs(MONDAY, 30 * DAY));
    await tabled(outbox, "fourth");
    await outbox.clock.settle();
    expect(seen(outbox)).toEqual(["first section", "second section", "third section", "fourth data_table"]);
  },
);

it("an update is refused and goes without them likewise", async () => {
  const outbox = await anOutbox();
  await tabled(outbox, "list");
  await outbox.clock.settle();
  outbox.sandbox.misbehave(REFUSED);
  await outbox.finish("list");
  await outbox.clock.settle();
  expect(seen(outbox)).toEqual(["list section"]);
});

it("what Slack refuses without a table as well is no word about tables", async () => {
  const outbox = await anOutbox();
  const times = 2;
  outbox.sandbox.misbehave({ do: "answer-error", error: "invalid_blocks", on: { method: "chat.postMessage", times } });
  await tabled(outbox, "broken");
  await outbox.clock.settle();
  expect(await outbox.row("broken")).toMatchObject({ state: "parked", last_error: "invalid_blocks" });
  await tabled(outbox, "list");
  await outbox.clock.advanceTo(addMs(MONDAY, DAY));
  expect(seen(outbox)).toEqual(["list data_table"]);
});

it("an answer that is lost after the refusal is looked up, and doubles nothing", async () => {
  const outbox = await anOutbox();
  outbox.sandbox.misbehave(REFUSED);
  outbox.sandbox.misbehave({ do: "cut", when: "after", on: { method: "chat.postMessage", nth: 2 } });
  await tabled(outbox, "list");
  await outbox.clock.advanceTo(addMs(MONDAY, DAY));
  expect(seen(outbox)).toEqual(["list section"]);
  expect(await outbox.row("list")).toMatchObject({ state: "sent" });
});
