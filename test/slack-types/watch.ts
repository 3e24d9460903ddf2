/**
 * Set up before each test file: whatever a sandbox of a test takes from the app – messages, views, answers – is judged
 * by Slack's declarations, and a test in which something else was taken fails.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { TRANSCRIPTS } from "slack-sandbox";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { problemsTaken, taken } from "./taken.ts";

beforeAll(() => subscribe(TRANSCRIPTS, taken));
afterAll(() => {
  unsubscribe(TRANSCRIPTS, taken);
});

afterEach(() => {
  expect(problemsTaken(), "taken by the sandbox, and not allowed by @slack/types").toEqual([]);
});
