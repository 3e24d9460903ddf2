/** The views of *My people* and of the choice of a sponsor with as many lines, and as long texts, as there can be. */
import type { ModalView } from "@slack/types";
import { INTERESTS, POWERS, STANCES } from "../../src/register/types/actions-milestones-stakeholders.ts";
import { scoreView, setupView } from "../../src/sponsorship/choosing-forms.ts";
import { choiceView, ownView } from "../../src/sponsorship/choosing-screen.ts";
import { type CandidateRead, type ChoiceRead, CRITERIA } from "../../src/sponsorship/scores.ts";
import type { PeoplePage, PersonLine } from "../../src/sponsorship/stakeholders.ts";
import { personView, planView } from "../../src/sponsorship/stakeholders-forms.ts";
import { peopleView } from "../../src/sponsorship/stakeholders-screen.ts";

const LONG = "&".repeat(100);
const ID = "0197a0b1-0000-7000-8000-000000000000";

const WORDS = "&".repeat(600);

export function aLine(index: number): PersonLine {
  const at = "2026-11-02T00:00:00.000Z";
  return {
    ...{ workspace_id: ID, id: `${ID.slice(0, -4)}${String(index).padStart(4, "0")}`, program_id: ID },
    ...{ short_key: "LOYALTY", number: 9999, type: "stakeholder", title: LONG, description: "", state: "open" },
    ...{ owner_id: ID, raised_by: ID, raised_at: at, due_on: "2026-11-02", original_due_on: null, due_moves: 0 },
    ...{ answer_by: null, disclosure: "lead", source_key: `people:${index}`, round_id: null, check_in_id: null },
    ...{ check_in_revision: null, permalink: null, replaced_by: null, revision: 1, closed_at: null, updated_at: at },
    remind_at: null,
    details: {
      ...{ stanceWords: "&".repeat(300), stanceOn: "2026-11-02", spokeOn: "2026-11-02" },
      power: POWERS[index % POWERS.length] ?? "decides",
      interest: INTERESTS[Math.floor(index / 3) % INTERESTS.length] ?? "affected",
      stance: STANCES[index % STANCES.length] ?? "objected",
      ...{ capacity: WORDS, cares: WORDS, resistance: WORDS, approach: WORDS, theyExpect: WORDS, weExpect: WORDS },
      ...{ isAlly: index % 2 === 0, coalitionWith: [] },
    },
    ...{
      called: LONG,
      owner: LONG,
      quiet: index % 2 === 0 ? "2026-11-02" : null,
    },
    coalition: Array.from({ length: 10 }, () => LONG),
  };
}

const SCORES = CRITERIA.flatMap((criterion) =>
  Array.from({ length: 3 }, () => ({ criterion, byId: ID, score: 5, evidence: "&".repeat(250), by: LONG })),
);
const CANDIDATES = Array.from(
  { length: 10 },
  (_, index): CandidateRead => ({
    ...{ id: `${ID}${index}`, personId: ID, called: LONG, hasLeft: index === 2 },
    ...{ isSeen: index < 8, scores: index < 8 ? SCORES : [] },
    lacks: CRITERIA.map((criterion) => ({ criterion, allies: Array.from({ length: 9 }, () => LONG) })),
  }),
);

/** Of the choice of a sponsor. */
export function longestChoice(reader: { locale: string; zone: string }): Record<string, ModalView> {
  const program = { id: ID, title: "&".repeat(120) };
  const [first] = CANDIDATES;
  if (!first) throw new Error("No candidate");
  const choice: ChoiceRead = {
    ...{ program, candidates: CANDIDATES, scorers: Array.from({ length: 3 }, () => LONG), isLed: true, isScorer: true },
    request: { personId: "another", name: LONG, answer: null, askedAt: "2026-11-02T00:00:00.000Z" },
  };
  const quiet = { ...choice, request: null };
  const own = { program, scores: SCORES, isOpen: true };
  const offered = CANDIDATES.map(({ id, called }) => ({ id, called, isChosen: true }));
  return {
    "choice: list": choiceView(reader, choice),
    "choice: nobody is asked": choiceView(reader, quiet),
    "choice: scores": scoreView(reader, { ...first, choice }, ID),
    "choice: set up": setupView(reader, { program, isNew: true, offered, scorers: [] }),
    "choice: own scores": ownView(reader, own),
  };
}

export function longestPeople(given: { locale: string; zone: string }): Record<string, ModalView> {
  const reader = { ...given, today: "2026-11-02" };
  const lines = Array.from({ length: 400 }, (_, index) => aLine(index));
  const people: PeoplePage = { program: { id: ID, title: "&".repeat(120) }, lines, isLed: true };
  const list = { tab: "list", filter: "all" } as const;
  return {
    "people: list": peopleView(reader, people, { ...list, page: 0 }),
    "people: a page between": peopleView(reader, people, { ...list, page: 5 }),
    "people: a page that is no more": peopleView(reader, people, { ...list, page: 99 }),
    "people: map": peopleView(reader, people, { ...list, tab: "map", page: 0 }),
    "people: nobody": peopleView(reader, { ...people, lines: [] }, { ...list, page: 0 }),
    "people: add": personView(reader, ID, null, "U1"),
    "people: change": personView(reader, ID, aLine(1), "U1"),
    "people: approach": planView(reader, aLine(1), lines),
  };
}
