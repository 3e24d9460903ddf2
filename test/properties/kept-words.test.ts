/**
 * Whatever is done with items, words of a narrower one come to stand in no wider one, and nobody is shown them who could not
 * read them. More of them, or others: `DRUMBEAT_PROPERTY_CASES`, `DRUMBEAT_PROPERTY_SEED`.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import * as acts from "../../src/register/acts.ts";
import * as requestActs from "../../src/register/requests/acts.ts";
import * as deciding from "../../src/register/requests/decide.ts";
import * as escalation from "../../src/register/requests/due-requests.ts";
import * as votes from "../../src/register/requests/votes.ts";
import { aSharedDatabase } from "../support/databases.ts";
import { ACTS, history, playThrough } from "./kept-words.ts";

const CASES = Number(process.env.DRUMBEAT_PROPERTY_CASES ?? 14);
const SEED = Number(process.env.DRUMBEAT_PROPERTY_SEED ?? 20261129);

/** They read, are done by a rule, or are a part of another act. */
const NO_ACTS = [
  ...["handleDueRequests", "resumeRequests", "lookAtBlocker", "blockerToEscalate", "blockerToReplyTo", "giveTo"],
  ...[
    "storedLabel",
    "settle",
    "takeDecision",
    "committeeToAsk",
    "sendWithin",
    "requestToVoteOn",
    "resultOf",
    "closeVote",
  ],
  // It has no words.
  "reachMilestone",
];

it("plays every act on items that there is", () => {
  const exported = [acts, requestActs, deciding, escalation, votes].flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (typeof value === "function" ? [name] : [])),
  );
  const played = [...Object.keys(ACTS), ...NO_ACTS];
  expect(exported.filter((name) => !played.includes(name))).toEqual([]);
});

it("leaves an item with the team that has the words of another line of its answer", async () => {
  const db = await aSharedDatabase("SQLite");
  try {
    const problems = await playThrough(db, [
      // Two blockers, both kept in the team.
      { name: "trackFromAnswer", a: 0, b: 0, c: 1, d: 0b0011 },
      // The first is the same as the second, which is no longer kept in the team.
      { name: "mergeItems", a: 0, b: 0, c: 0, d: 0 },
      { name: "trackFromAnswer", a: 0, b: 1, c: 0, d: 0b0001 },
    ]);
    expect(problems).toEqual([]);
  } finally {
    await db.destroy();
  }
});

it("keeps words with those for whom they were written, whatever is done with items", async () => {
  await fc.assert(
    fc.asyncProperty(history(40), async (done) => {
      const db = await aSharedDatabase("SQLite");
      try {
        expect(await playThrough(db, done, ["sol", "tess", "olga"])).toEqual([]);
      } finally {
        await db.destroy();
      }
    }),
    { numRuns: CASES, seed: SEED, endOnFailure: true },
  );
}, 600_000);
