/**
 * P31 in a fortnight: what somebody wrote for the lead alone is searched for in all that its author, the lead, a
 * sponsor and a stranger are shown, in all that went to Slack, and in the log. `restricted.long.test.ts` does so with
 * every field and everybody.
 */
import { expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { aRun, LEA, openForm, SAM, SOFIA, TOM } from "../support/run.ts";
import { type Field, leaksOf, missedOf, sentSoFar, surfacesOf } from "../support/surfaces.ts";
import { theLog } from "../support/the-log.ts";

const FEEDS = ["progress", "next", "blocker", "risk", "request"] as const;
const QUESTIONS = FEEDS.map((feeds) => ({
  key: feeds,
  type: "long-text" as const,
  label: `For the lead: ${feeds}`,
  feeds,
}));
const WORDS = Object.fromEntries(
  FEEDS.map((feeds): [string, Field] => [
    feeds,
    { word: `Zq${feeds}x`, named: ["lea", "tom"], finds: ["tom"], isInViewsOnly: true },
  ]),
);
const people = [LEA, TOM, SOFIA, SAM];

it("shows what is for the lead alone to its author and the lead, in views, and nowhere else (P31)", async () => {
  const log = theLog();
  const run = await aRun({
    logLevel: "debug",
    people,
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
    cadences: [
      {
        key: "confide",
        program: "atlas",
        questions: QUESTIONS,
        rule: { every: "week", on: ["th"], at: "09:00", zone: "participant" },
        audience: ["team"],
        readers: ["lead", "team", "sponsors"],
        disclosure: "lead",
      },
    ],
  });
  await run.to("2026-11-05T12:00Z");
  await openForm(run, "tom", "confide");
  const said = Object.fromEntries(Object.entries(WORDS).map(([feeds, { word }]) => [feeds, `${word} is late`]));
  await fillAndSubmit(run.as("tom"), run.known("tom", "confide").cadence.questions, said);
  await run.to("2026-11-16T12:00Z");
  const found = await surfacesOf(run, {
    people: people.map(({ handle }) => handle),
    commands: ["find late"],
    perAction: 1,
  });
  expect(leaksOf(WORDS, { found, sent: sentSoFar(run), log })).toEqual([]);
  expect(missedOf(WORDS, found)).toEqual([]);
  // Whoever leads reads at least one of them, so that a leak would be seen.
  expect(found.filter(({ person, is, text }) => person === "lea" && is === "view" && /zq\w+x/i.test(text))).not.toEqual(
    [],
  );
}, 300_000);
