/** The views of *My people* with as many lines, and as long texts, as there can be. */
import type { ModalView } from "@slack/types";
import { candidateView, choiceView, handOverView, nobodyView } from "../../src/sponsorship/choosing/blocks.ts";
import { ownView } from "../../src/sponsorship/choosing/blocks-own.ts";
import { askView, factsView, setupView } from "../../src/sponsorship/choosing/forms.ts";
import { CRITERIA } from "../../src/sponsorship/choosing/table.ts";
import type { CandidateRead, ChoiceRead } from "../../src/sponsorship/choosing/use-cases-reading.ts";
import { dueView, peopleView } from "../../src/sponsorship/stakeholders/blocks.ts";
import { addView, changeView, joinView, noticeView } from "../../src/sponsorship/stakeholders/forms.ts";
import { PLACES } from "../../src/sponsorship/stakeholders/rules.ts";
import { SAYINGS } from "../../src/sponsorship/stakeholders/table.ts";
import type { Line, PeoplePage } from "../../src/sponsorship/stakeholders/use-cases-reading.ts";

const LONG = "&".repeat(100);
const ID = "0197a0b1-0000-7000-8000-000000000000";

function aLine(index: number): Line {
  const place = PLACES[index % PLACES.length] ?? { power: "decides", interest: "affected" };
  return {
    workspace_id: ID,
    id: `${ID.slice(0, -4)}${String(index).padStart(4, "0")}`,
    program_id: ID,
    person_id: null,
    name: LONG,
    job: LONG,
    organisation: LONG,
    ...place,
    said: SAYINGS[index % SAYINGS.length] ?? "objected",
    said_words: "&".repeat(300),
    said_on: "2026-11-02",
    said_to: ID,
    cares: "&".repeat(600),
    owner_id: ID,
    next_on: "2026-11-10",
    spoke_on: "2026-11-02",
    tell_on: "2026-11-09",
    notified_at: index % 2 === 0 ? null : "2026-11-02T00:00:00.000Z",
    named_by: ID,
    named_at: "2026-11-02T00:00:00.000Z",
    revision: 1,
    called: LONG,
    owner: LONG,
    isOwnerGone: index % 3 === 0,
    to: LONG,
    quiet: "2026-11-02",
    moved: index % 2 === 0 ? "new" : { power: "must-agree", interest: "wants-to-know" },
  };
}

const CANDIDATES = Array.from(
  { length: 10 },
  (_, index): CandidateRead => ({
    id: `${ID}${index}`,
    personId: index % 2 === 0 ? ID : null,
    called: LONG,
    isGone: index === 2,
    isSeen: index < 8,
    facts: CRITERIA.slice(0, 4).flatMap((criterion) =>
      Array.from({ length: 12 }, (_, by) => ({
        ...{ id: `${ID}${criterion}${by}`, criterion, byId: ID, text: "&".repeat(250), on: "2026-10-12" },
        ...{ confirmedBy: [ID], by: LONG, confirmed: [LONG, LONG, LONG], isToConfirm: true, isOwn: by === 0 },
      })),
    ),
    lacks: [{ criterion: "customer", allies: Array.from({ length: 9 }, () => LONG) }],
  }),
);

/** Of the choice of a sponsor. */
export function longestChoice(reader: { locale: string; zone: string }): Record<string, ModalView> {
  const program = { id: ID, title: "&".repeat(120) };
  const [first] = CANDIDATES;
  if (!first) throw new Error("No candidate");
  const choice: ChoiceRead = {
    program,
    candidates: CANDIDATES,
    contributors: Array.from({ length: 20 }, () => LONG),
    request: { id: ID, candidateId: ID, name: LONG, answer: null, askedAt: "2026-11-02T00:00:00.000Z" },
    sponsors: Array.from({ length: 6 }, (_, index) => ({ id: `${ID}${index}`, name: LONG })),
    isLed: true,
  };
  const quiet = { ...choice, request: null };
  const item = {
    id: ID,
    short_key: "LOYALTY",
    number: 9999,
    title: "&".repeat(200),
    type: "ask",
    state: "open",
  } as const;
  const part = { items: Array.from({ length: 10 }, () => item), more: 30 };
  const own = { program, facts: first.facts, request: { id: ID, answer: null, by: LONG }, isOpen: true };
  const offered = CANDIDATES.map(({ id, called }) => ({ id, called, isChosen: true }));
  const handOver = { program, name: LONG, promises: part, requests: part, presences: part, decided: part };
  return {
    "choice: list": choiceView(reader, choice),
    "choice: a candidate": candidateView(reader, { ...first, choice: quiet }),
    "choice: outside": candidateView(reader, { ...first, personId: null, choice: quiet }),
    "choice: facts": factsView(reader, first, true),
    "choice: ask": askView(reader, first, choice),
    "choice: set up": setupView(reader, { program, isNew: true, sponsors: [LONG], offered, contributors: [] }),
    "choice: own lines": ownView(reader, own),
    "choice: hand-over": handOverView(reader, handOver),
    "choice: nobody": nobodyView(reader, program),
  };
}

export function longestPeople(reader: { locale: string; zone: string }): Record<string, ModalView> {
  const lines = Array.from({ length: 400 }, (_, index) => aLine(index));
  const programs = Array.from({ length: 200 }, (_, index) => ({ id: `${ID}${index}`, title: "&".repeat(120) }));
  const [program = { id: ID, title: "" }] = programs;
  const people: PeoplePage = { program, programs, lines, due: 400, isOwnDue: true, isLed: true, quarter: "2026-10-01" };
  const facts = () => ({ program: "&".repeat(120), owner: LONG, address: "&".repeat(200), kept: "12 months" });
  return {
    "people: list": peopleView(reader, people, { tab: "list", page: 0 }),
    "people: a page between": peopleView(reader, people, { tab: "list", page: 5 }),
    "people: a page that is no more": peopleView(reader, people, { tab: "list", page: 99 }),
    "people: map": peopleView(reader, people, { tab: "map", page: 0 }),
    "people: coalition": peopleView(reader, people, { tab: "coalition", page: 0 }),
    "people: nobody": peopleView(reader, { ...people, lines: [] }, { tab: "map", page: 0 }),
    "people: due": dueView(
      { ...reader },
      lines.map((line) => ({ ...line, program: "&".repeat(120) })),
    ),
    "people: nobody is due": dueView(reader, []),
    "people: add": addView(reader, { programId: ID, ownSlackId: "U1" }),
    "people: change": changeView(reader, aLine(1), () => "U1"),
    "people: change an account": changeView(reader, { ...aLine(1), person_id: ID }, () => "U1"),
    "people: notice": noticeView(reader, { line: aLine(0), facts, languages: ["en", "fr"] }),
    "people: join": joinView(reader, aLine(0)),
  };
}
