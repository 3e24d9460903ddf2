/** Every column in which people's words stand is erased, or it is said here why not: a new one is in neither, and fails. */
import { expect, it } from "vitest";
import { DATA_MAP, type TableData } from "../../src/privacy/data-map.ts";
import { STEPS } from "../../src/privacy/erasure/pieces.ts";

const NO_WORDS = "ids, dates and words of ours alone";

/** From which nothing is taken of what somebody wrote themselves, and why. */
const NOT_THEIRS: Readonly<Record<string, string>> = {
  "cadence.audience": NO_WORDS,
  "cadence.pilot": NO_WORDS,
  "cadence.readers": NO_WORDS,
  "cadence.title": "what a check-in is called, by whoever is asked",
  "erasure.names": "goes once the erasure is done",
  "escalation.held_by": NO_WORDS,
  "escalation_ladder.ladder": NO_WORDS,
  "health_watch.settings": NO_WORDS,
  "person.handle": "replaced when an erasure begins",
  "person.name": "replaced when an erasure begins",
  "program.title": "what a program is called, by all in it",
  "program_profile.labels": "by which programs are sorted, by name and value for all of them",
  "question_set.questions": "what was asked of everybody, on which their answers rest",
  "round.missed_reason": NO_WORDS,
  "seat.earlier_terms": NO_WORDS,
  "sponsor_choice.contributors": NO_WORDS,
  "workspace.data_protection_address": "an address of the workspace",
  "workspace.name": "what Slack calls the workspace",
};

/** In which nobody looks for a name that others wrote, and why. */
const NOT_SEARCHED: Readonly<Record<string, string>> = {
  "cadence.audience": NO_WORDS,
  "cadence.pilot": NO_WORDS,
  "cadence.readers": NO_WORDS,
  "erasure.names": "goes once the erasure is done",
  "escalation.held_by": NO_WORDS,
  "escalation_ladder.ladder": NO_WORDS,
  "health_watch.settings": NO_WORDS,
  "person.handle": "somebody else's",
  "person.name": "somebody else's",
  "prompt.reason": "why somebody was not asked, in words of ours",
  "round.missed_reason": NO_WORDS,
  "seat.earlier_terms": NO_WORDS,
  "sponsor_choice.contributors": NO_WORDS,
  "typed_words.text": "deleted after a day",
  "workspace.name": "what Slack calls the workspace",
};

const columns = Object.entries(DATA_MAP).flatMap(([table, data]: [string, TableData | null]) =>
  Object.keys(data?.texts ?? {}).map((column) => `${table}.${column}`),
);

it.each([
  { what: "what somebody wrote themselves is taken from", of: "own", exempt: NOT_THEIRS },
  { what: "a name that others wrote is looked for in", of: "others", exempt: NOT_SEARCHED },
] as const)("$what every column that holds words, or it is said why not (ERASE17)", ({ of, exempt }) => {
  const covered: ReadonlySet<string> = new Set(STEPS.flatMap((step) => step[of]));
  expect(columns.filter((column) => !covered.has(column)).toSorted()).toEqual(Object.keys(exempt).toSorted());
  // None is said to be covered that is not in the map.
  expect([...covered].filter((column) => !columns.includes(column))).toEqual([]);
});
