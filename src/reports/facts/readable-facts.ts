/** What a report may show: facts reach `compile` only through one of the two functions here. */
import type { Feed } from "../../cadences/questions/questions.ts";
import type { Disclosure } from "../../register/table.ts";
import type { Report } from "../compile/report.ts";
import type { AnswerFacts, ProgramFacts } from "./program-facts.ts";

/** Facts without what the readers of a report may not read. Only this file makes them. */
class Readable {
  // Private, so that facts which nobody filtered do not fit the type.
  readonly #facts: ProgramFacts;
  constructor(facts: ProgramFacts) {
    this.#facts = facts;
  }
  get facts(): ProgramFacts {
    return this.#facts;
  }
}
export type ReadableFacts = Readable;

/** The fields that a report shows. What else was answered stays in the program. */
const SHOWN_FEEDS: readonly Feed[] = [
  "bottom-line",
  "progress",
  "next",
  "blocker",
  "value",
  "risk",
  "request",
  "decision",
  "aim",
  "lesson",
  "capacity",
];

/** Items of these go into no report for those above, of these into none for the team. */
export const HIDDEN_FROM_ABOVE: readonly Disclosure[] = ["team", "lead"];
export const HIDDEN_FROM_TEAM: readonly Disclosure[] = ["lead", "above"];

/** For sponsors and committees: without what is for the team or the lead alone. */
export function canGoAbove(facts: ProgramFacts): ReadableFacts {
  const readable = without(facts, HIDDEN_FROM_ABOVE);
  return new Readable({
    ...readable,
    // The team writes for the program: above goes how it sees the status, not its words.
    teamStatus: facts.teamStatus && { ...facts.teamStatus, reason: null },
    answers: facts.answers.map(shownAbove),
    within: readable.within.filter(({ rhythm }) => rhythm !== "weekly"),
  });
}

/** For the program itself, weekly: without what its team may not read. */
export function forProgram(facts: ProgramFacts): ReadableFacts {
  const readable = without(facts, HIDDEN_FROM_TEAM);
  return new Readable({
    ...readable,
    statuses: facts.statuses.map((entry) => (entry.isAboveOnly ? { ...entry, ...NO_REASON } : entry)),
    // Some of what goes no higher was given to the lead alone.
    answers: facts.answers.map(shownAbove),
  });
}

/** A reason belongs to its entry: where the team may not read that, it has none. */
const NO_REASON = { reason: null, action: null, actionBy: null };

function without(facts: ProgramFacts, disclosures: readonly Disclosure[]): ProgramFacts {
  const isHidden = ({ disclosure }: { disclosure: Disclosure }) => disclosures.includes(disclosure);
  const hidden = new Set([...facts.items, ...facts.measures].filter(isHidden).map(({ id }) => id));
  return {
    ...facts,
    items: facts.items.filter(({ id }) => !hidden.has(id)),
    measures: facts.measures.filter(({ id }) => !hidden.has(id)),
    tracks: facts.tracks.map((track) => ({ ...track, steps: track.steps.filter((step) => !isHidden(step)) })),
    within: facts.within.map((report) => withoutItems(report, hidden)),
    lastSent: facts.lastSent && withoutItems(facts.lastSent, hidden),
  };
}

/** A report may be older than the restriction of an item that it names. */
function withoutItems(report: Report, hidden: ReadonlySet<string>): Report {
  return {
    ...report,
    lines: report.lines.filter(
      ({ sources }) => !sources.some((source) => source.kind === "item" && hidden.has(source.id)),
    ),
    ...(report.measures && { measures: report.measures.filter(({ itemId }) => !hidden.has(itemId)) }),
  };
}

/** Of a field that its author keeps below, readers know that it was answered. */
function shownAbove(answer: AnswerFacts): AnswerFacts {
  return {
    ...answer,
    fields: answer.fields
      .filter(({ feeds }) => SHOWN_FEEDS.includes(feeds))
      .map((field) => (field.isTeamOnly ? { ...field, lines: [] } : field)),
  };
}
