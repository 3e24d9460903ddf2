import { describe, expect, it } from "vitest";
import {
  afterCall,
  backOffMs,
  mayBeginCall,
  type NextStep,
  type Outcome,
  outcomeOfError,
} from "../../src/delivery/outcomes.ts";
import { addMs, SECOND } from "../../src/platform/time.ts";

const NOW = "2026-11-02T09:30:00.000Z";

describe("the wait before another attempt", () => {
  it.each([
    [0, 2],
    [5, 64],
    [11, 3600],
  ])("after %d failed attempts is %d seconds", (attempts, seconds) => {
    expect(backOffMs(attempts)).toBe(seconds * 1000);
  });
});

describe("what becomes of a message after a call", () => {
  const cases: [string, Outcome, { attempts?: number; isUpdate?: boolean }, NextStep][] = [
    ["sent", { kind: "sent", channelId: "D1", ts: "1.2" }, {}, { state: "sent", channelId: "D1", ts: "1.2" }],
    [
      "an update whose answer was lost: simply done again",
      { kind: "unknown", error: "http_503" },
      { isUpdate: true },
      { state: "waiting", dueAt: "2026-11-02T09:30:02.000Z", error: "http_503", countsAsAttempt: true },
    ],
    [
      "a post that finds no message: parked, since that is no moot update",
      { kind: "refused", error: "message_not_found" },
      {},
      { state: "parked", error: "message_not_found" },
    ],
    [
      "an update that is refused for another reason: parked",
      { kind: "refused", error: "invalid_blocks" },
      { isUpdate: true },
      { state: "parked", error: "invalid_blocks" },
    ],
  ];
  it.each(cases)("%s", (_, outcome, { attempts = 0, isUpdate = false }, expected) => {
    expect(afterCall(outcome, { attempts, isUpdate, now: NOW })).toEqual(expected);
  });
});

describe("an error that Slack answers", () => {
  it.each([
    ["ratelimited", "rate-limited"],
    ["internal_error", "unknown"],
    ["fatal_error", "unknown"],
    ["service_unavailable", "unknown"],
    ["token_revoked", "token-refused"],
    ["account_inactive", "token-refused"],
    ["invalid_auth", "token-refused"],
    ["channel_not_found", "refused"],
    ["is_archived", "refused"],
    ["not_in_channel", "refused"],
    ["invalid_blocks", "refused"],
    ["an_error_of_tomorrow", "refused"],
  ])("%s means %s", (error, kind) => {
    expect(outcomeOfError(error).kind).toBe(kind);
  });
});

it.each([
  ["at the beginning of its lease", 0, true],
  ["half-way", 30, true],
  ["when the rest is too short for a call", 31, false],
  ["after it, when another instance has looked the message up", 61, false],
])("an instance begins a post %s: %i s → %s", (_, seconds, mayBegin) => {
  const until = addMs("2026-11-02T09:00:00.000Z", 60 * SECOND);
  expect(mayBeginCall(until, 60 * SECOND, addMs("2026-11-02T09:00:00.000Z", seconds * SECOND))).toBe(mayBegin);
});
