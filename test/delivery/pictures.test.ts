import type { CallFault } from "slack-sandbox";
import { expect, it } from "vitest";
import { MONDAY } from "../../packages/slack-sandbox/test/workspace.ts";
import { addMs, MINUTE, SECOND } from "../../src/platform/time.ts";
import { databases } from "../support/databases.ts";
import { anOutbox } from "./outbox.ts";

const at = (seconds: number) => addMs(MONDAY, seconds * SECOND);
type Outbox = Awaited<ReturnType<typeof anOutbox>>;

const pictured = (outbox: Outbox, key: string) => outbox.toPerson(key, "ana", { kind: "pictured" });

/** The alternative texts and files of the pictures in Ana's messages. */
function picturesSeen({ sandbox }: Outbox) {
  return sandbox
    .as("ana")
    .dm()
    .flatMap(({ blocks }) =>
      (Array.isArray(blocks) ? blocks : []).flatMap((block) =>
        typeof block === "object" && block !== null && "alt_text" in block ? [block.alt_text] : [],
      ),
    );
}

it.each(databases)("a picture is uploaded with its text before the message that shows it, on %s", async (database) => {
  const outbox = await anOutbox(database);
  await pictured(outbox, "report");
  await outbox.clock.advanceTo(at(10));
  expect(outbox.posted({ handle: "ana" })).toEqual([{ text: "report", at: at(3) }]);
  expect(picturesSeen(outbox)).toEqual(["What report shows"]);
  const [announced] = outbox.callsOf("files.getUploadURLExternal");
  expect(JSON.stringify(announced)).toContain("What report shows");
  expect(await outbox.row("report")).toMatchObject({ state: "sent", attempts: 0 });
});

it("an update shows the picture that is there, and uploads it no second time", async () => {
  const outbox = await anOutbox();
  await pictured(outbox, "report");
  await outbox.clock.advanceTo(at(10));
  await outbox.updated("report");
  await outbox.clock.advanceTo(at(20));
  expect(outbox.callsOf("chat.update")).toHaveLength(1);
  expect(picturesSeen(outbox)).toEqual(["What report shows"]);
  expect(outbox.callsOf("files.getUploadURLExternal")).toHaveLength(1);
});

const OUTAGES: [string, string, CallFault, number][] = [
  [
    "a workspace that takes no files",
    "files.getUploadURLExternal",
    { do: "answer-error", error: "file_uploads_disabled" },
    1,
  ],
  ["a scope that was never granted", "files.getUploadURLExternal", { do: "answer-error", error: "missing_scope" }, 1],
  ["no answer to the announcement", "files.getUploadURLExternal", { do: "cut", when: "before" }, 15],
  [
    "no answer to the completion",
    "files.completeUploadExternal",
    { do: "answer-status", status: 503, when: "before" },
    15,
  ],
];

it.each(OUTAGES)("%s does not hold the message up", async (_, method, fault, seconds) => {
  const outbox = await anOutbox();
  outbox.sandbox.misbehave({ ...fault, on: { method, times: 100 } });
  await pictured(outbox, "report");
  await outbox.clock.advanceTo(at(seconds));
  expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["report"]);
  expect(picturesSeen(outbox)).toEqual([]);
});

it("one lost answer does not cost the picture", async () => {
  const outbox = await anOutbox();
  outbox.sandbox.misbehave({ do: "cut", when: "after", on: { method: "files.completeUploadExternal" } });
  await pictured(outbox, "report");
  await outbox.clock.advanceTo(at(20));
  expect(picturesSeen(outbox)).toEqual(["What report shows"]);
});

it("a message goes without a picture that Slack takes for half a minute and still cannot show", async () => {
  const outbox = await anOutbox();
  const error = { do: "answer-error", error: "invalid_blocks" } as const;
  outbox.sandbox.misbehave({ ...error, on: { method: "chat.postMessage", times: 7 } });
  await pictured(outbox, "report");
  await outbox.clock.advanceTo(addMs(MONDAY, 2 * MINUTE));
  expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["report"]);
  expect(picturesSeen(outbox)).toEqual([]);
});

it("a picture that cannot be drawn costs only itself", async () => {
  const outbox = await anOutbox();
  outbox.drawing.svg = "<svg";
  await pictured(outbox, "report");
  await outbox.clock.settle();
  expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["report"]);
  expect(outbox.callsOf("files.getUploadURLExternal")).toEqual([]);
});
