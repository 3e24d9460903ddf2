/** Messages that are files: shared once, whatever answer is lost. */
import type { CallFault } from "slack-sandbox";
import { expect, it } from "vitest";
import { MONDAY } from "../../packages/slack-sandbox/test/workspace.ts";
import { addMs, MINUTE, SECOND } from "../../src/platform/time.ts";
import { databases } from "../support/databases.ts";
import { anOutbox } from "./outbox.ts";

const at = (seconds: number) => addMs(MONDAY, seconds * SECOND);
type Outbox = Awaited<ReturnType<typeof anOutbox>>;

/** A message to Ana, and a file in its thread. */
async function filed(outbox: Outbox): Promise<void> {
  await outbox.toPerson("digest", "ana");
  await outbox.toPerson("table", "ana", { kind: "filed", inThreadOf: "digest" });
}

function filesSeen({ sandbox }: Outbox): string[] {
  return sandbox
    .as("ana")
    .dm()
    .flatMap(({ files = [], thread_ts: root }) =>
      files.map(({ name }) => `${root ? "thread" : "message"}: ${String(name)}`),
    );
}

const ONCE = ["thread: table.csv"];

it.each(databases)("a file goes into the thread of its message, and is known to be there, on %s", async (database) => {
  const outbox = await anOutbox(database);
  await filed(outbox);
  await outbox.clock.advanceTo(at(30));
  expect(filesSeen(outbox)).toEqual(ONCE);
  const [, reply] = outbox.sandbox.as("ana").dm();
  const [root, row] = [await outbox.row("digest"), await outbox.row("table")];
  expect(reply?.thread_ts).toBe(root.sent_ts);
  expect(row).toMatchObject({ state: "sent", sent_ts: reply?.ts, attempts: 0 });
  expect(JSON.parse(row.file_ids ?? "")).toEqual(reply?.files?.map(({ id }) => id));
});

const METHODS = ["files.getUploadURLExternal", "upload_url", "files.completeUploadExternal"];
const FAULTS: CallFault[] = [
  { do: "cut", when: "before" },
  { do: "cut", when: "after" },
  { do: "answer-status", status: 503, when: "before" },
  { do: "answer-status", status: 502, when: "after" },
];
const LOST = METHODS.flatMap((method) =>
  FAULTS.map((fault) => [`${fault.do} ${"when" in fault ? fault.when : ""}`, method, fault] as const),
);

it.each(LOST)("is shared once when an answer is lost: %s %s", async (_, method, fault) => {
  const outbox = await anOutbox();
  outbox.sandbox.misbehave({ ...fault, on: { method } });
  await filed(outbox);
  await outbox.clock.advanceTo(addMs(MONDAY, 10 * MINUTE));
  expect(filesSeen(outbox)).toEqual(ONCE);
  expect(await outbox.row("table")).toMatchObject({ state: "sent" });
});

it("is shared once when the process ends with it under way, and what waits comes after it", async () => {
  const outbox = await anOutbox();
  outbox.sandbox.misbehave({ do: "cut", when: "after", on: { method: "files.completeUploadExternal" } });
  await filed(outbox);
  await outbox.clock.advanceTo(at(1));
  outbox.stop();
  await outbox.toPerson("after", "ana");
  outbox.start();
  await outbox.clock.advanceTo(addMs(MONDAY, 10 * MINUTE));
  expect(filesSeen(outbox)).toEqual(ONCE);
  expect(outbox.posted({ handle: "ana" }).map(({ text }) => text)).toEqual(["digest", "table", "after"]);
});

it("waits as long as Slack says, and leaves other messages alone", async () => {
  const outbox = await anOutbox();
  outbox.sandbox.misbehave({ do: "answer-429", retryAfterSeconds: 60, on: { method: "files.getUploadURLExternal" } });
  await filed(outbox);
  await outbox.clock.advanceTo(at(30));
  expect(filesSeen(outbox)).toEqual([]);
  expect(await outbox.row("table")).toMatchObject({ state: "waiting", attempts: 0, last_error: "ratelimited" });
  await outbox.clock.advanceTo(at(90));
  expect(filesSeen(outbox)).toEqual(ONCE);
});

it("fails where the workspace takes no files, and is there to be sent again", async () => {
  const outbox = await anOutbox();
  const refused = { do: "answer-error", error: "file_uploads_disabled" } as const;
  outbox.sandbox.misbehave({ ...refused, on: { method: "files.getUploadURLExternal" } });
  await filed(outbox);
  await outbox.clock.advanceTo(at(30));
  expect(filesSeen(outbox)).toEqual([]);
  expect(await outbox.row("table")).toMatchObject({ state: "parked", last_error: "file_uploads_disabled" });
});

it("is not shared without the message in whose thread it belongs", async () => {
  const outbox = await anOutbox();
  await outbox.toPerson("table", "ana", { kind: "filed" });
  await outbox.clock.advanceTo(at(30));
  expect(filesSeen(outbox)).toEqual([]);
  expect(await outbox.row("table")).toMatchObject({ state: "parked" });
});
