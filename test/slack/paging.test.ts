import { WebAPIPlatformError } from "@slack/web-api";
import { expect, it } from "vitest";
import { CursorLost, readPages } from "../../src/slack/cursor-pagination.ts";

const refusal = () => new WebAPIPlatformError({ ok: false, error: "invalid_cursor" });

/** What was read and how long was paused, of a list whose page behind each cursor is told. */
async function readAll(next: (cursor: string | null, call: number) => string | null) {
  const read: (string | null)[] = [];
  const pauses: number[] = [];
  const pages = readPages(
    async (cursor) => {
      read.push(cursor);
      return { nextCursor: next(cursor, read.length) };
    },
    async (ms) => pauses.push(ms),
  );
  let error: unknown = null;
  try {
    for await (const _ of pages);
  } catch (thrown) {
    error = thrown;
  }
  return { read, pauses, error };
}

it("reads from page to page to the last", async () => {
  const { read, error } = await readAll((cursor) => (cursor === null ? "a" : cursor === "a" ? "b" : null));
  expect(read).toEqual([null, "a", "b"]);
  expect(error).toBeNull();
});

it("begins anew where the cursor is no longer good, three times in all", async () => {
  const once = await readAll((cursor, call) => {
    if (call === 2) throw refusal();
    return cursor === null ? "a" : null;
  });
  expect(once).toMatchObject({ read: [null, "a", null, "a"], error: null });
  const always = await readAll((cursor) => {
    if (cursor !== null) throw refusal();
    return "a";
  });
  expect(always.read).toEqual([null, "a", null, "a", null, "a"]);
  expect(always.error).toBeInstanceOf(CursorLost);
});

it("stops where Slack gives a cursor again, at once or in a circle", async () => {
  const same = await readAll(() => "a");
  expect(same.read).toEqual([null, "a"]);
  expect(same.error).toBeInstanceOf(CursorLost);
  const circle = await readAll((cursor) => (cursor === "a" ? "b" : "a"));
  expect(circle.read).toEqual([null, "a", "b"]);
});

it("pauses between pages from the twentieth on", async () => {
  const { read, pauses } = await readAll((_, call) => (call < 81 ? `c${call}` : null));
  expect(read).toHaveLength(81);
  expect(pauses).toEqual(Array.from({ length: 61 }, () => 3000));
});
