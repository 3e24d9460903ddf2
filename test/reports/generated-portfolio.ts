/**
 * Half a year of a portfolio that is always the same: programs that go off track, recover, move dates, decide and fall silent.
 * Each matter has a word of its own, so that a screen can be searched for it.
 */
import type { Period, Report, Status } from "../../src/reports/compile/report.ts";
import { digestMessage } from "../../src/reports/digest/blocks.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { needsInOrder } from "../../src/reports/digest/needs.ts";
import type { Need, ReportedProgram, ScreenInput } from "../../src/reports/digest/screen.ts";
import type { FieldFacts, ItemFacts, StatusEntry } from "../../src/reports/facts/program-facts.ts";
import { blocksAsText } from "../support/blocks-as-text.ts";
import { anAnswer, anItem, aStatus, reportOf, someFacts } from "./facts.ts";
import { aNeed, anInput } from "./reported.ts";

/** What a careful reader wants to find. */
const KINDS = ["off-track", "at-risk", "against-green", "needed", "moved", "decided", "value"] as const;
type MatterKind = (typeof KINDS)[number];

interface KnownMatter {
  kind: MatterKind;
  /** It stands in no other text. */
  word: string;
  programId: string;
  /** Of a status: it was another in the month before. */
  isNew: boolean;
}

interface GeneratedMonth {
  input: ScreenInput;
  matters: KnownMatter[];
}

/** The status of a program, by its place among all, in a month. */
type StatusOf = (place: number, month: number) => Status;

/** From May to October 2026. */
export function generatedMonths(count: number, statusOf: StatusOf = usualStatus): GeneratedMonth[] {
  const reports = Array.from({ length: count }, (_, place) => reportsOf(place, statusOf));
  return MONTHS.map((period, month) => {
    const programs = reports.flatMap((each, place) => programOf(place, each[month]) ?? []);
    const matters = programs.flatMap((_, place) => mattersOf({ place, month, statusOf }));
    const asked = matters.filter(({ kind }) => kind === "needed").map((matter) => needOf(matter, programs, month));
    const offTrack = programs.filter(({ report }) => report.status?.status === "red").map(({ title }) => title);
    const needs = needsInOrder(asked, offTrack);
    const asOf = cutOffOf(month);
    const reader = { ...READER, today: asOf.slice(0, 10) };
    return { input: anInput(programs, { reader, period, asOf, needs }), matters };
  });
}

/** Its message as text on one line, without what is pressed. */
export function screenText(input: ScreenInput): string {
  const { blocks } = digestMessage(input.reader, firstScreen(input), {
    digestId: null,
    readerId: READER.id,
    programs: input.programs,
    asks: new Map(),
    blockers: new Map(),
  });
  return blocksAsText(blocks, false).replaceAll(/\s+/g, " ");
}

const READER = {
  id: "margaret",
  name: "Margaret Osei",
  role: "sponsor",
  locale: "en-GB",
  zone: "Europe/London",
} as const;

const MONTHS: readonly Period[] = ["05-31", "06-30", "07-31", "08-31", "09-30", "10-31"].map((last) => ({
  label: `2026-${last.slice(0, 2)}`,
  from: `2026-${last.slice(0, 2)}-01`,
  until: `2026-${last}`,
}));

/** Of the month before the first: -1. */
function cutOffOf(month: number): string {
  return `2026-${String(month + 6).padStart(2, "0")}-03T09:00:00.000Z`;
}

/** Every fifth is a flagship. */
const isFlagship = (place: number) => place % 5 === 0;
/** Every tenth falls silent after two months, whatever its status was. */
const isSilent = (place: number, month: number) => place % 10 === 9 && month > 1;

/** Four in ten go from amber over red to green; one in ten is at risk throughout. */
function usualStatus(place: number, month: number): Status {
  if (place % 5 >= 2) return place % 10 === 3 ? "amber" : "green";
  const phase = (place * 3 + month) % 8;
  if (phase > 2) return "green";
  return phase === 0 ? "amber" : "red";
}

interface At {
  place: number;
  month: number;
  statusOf: StatusOf;
}

/** What is worth telling of a program in a month. */
function mattersOf(at: At): KnownMatter[] {
  const { place, month, statusOf } = at;
  if (isSilent(place, month)) return [];
  const status = statusOf(place, month);
  const isNew = month === 0 || statusOf(place, month - 1) !== status;
  const kinds: Record<MatterKind, boolean> = {
    "off-track": status === "red",
    "at-risk": status === "amber" && isNew,
    "against-green": status === "green" && isBlocked(place, month) && !isBlocked(place, month - 1),
    needed: isAsked(place, month),
    moved: isMoved(place, month),
    decided: isDecided(place, month),
    value: hasValue(place, month) && isFlagship(place),
  };
  return KINDS.filter((kind) => kinds[kind]).map((kind) => ({
    kind,
    word: wordOf(at, kind),
    programId: idOf(place),
    isNew,
  }));
}

const isBlocked = (place: number, month: number) => place % 10 === 4 && month >= 1 + (Math.floor(place / 10) % 5);
const isAsked = (place: number, month: number) => (place * 5 + month) % 23 === 3;
const isMoved = (place: number, month: number) => (place + month) % 7 === 2;
const isDecided = (place: number, month: number) => (place + month) % 11 === 1;
const hasDate = (place: number, month: number) => (place + month) % 6 === 4;
const hasValue = (place: number, month: number) => (place + month) % 4 === 0;

const idOf = (place: number) => `p-${place}`;

/** Of each month, with that of the month before. */
function reportsOf(place: number, statusOf: StatusOf): Report[] {
  const reports: Report[] = [];
  for (const [month, period] of MONTHS.entries()) {
    const at = { place, month, statusOf };
    const statuses = MONTHS.slice(0, month + 1).flatMap((_, earlier) =>
      statusesOf({ place, month: earlier, statusOf }),
    );
    const silent = isSilent(place, month);
    const facts = someFacts({
      programId: idOf(place),
      period,
      fromAt: cutOffOf(month - 1),
      cutOffAt: cutOffOf(month),
      earlierCutOffs: MONTHS.slice(0, month + 1).map((_, back) => cutOffOf(month - 1 - back)),
      statuses,
      answers: silent ? [] : [anAnswer(period.until.slice(5), fieldsOf(at), { period: period.label })],
      items: itemsOf(at),
      answered: silent ? [] : ["tom"],
      isLeadSilent: silent,
    });
    reports.push(reportOf(facts, reports.at(-1) ?? null));
  }
  return reports;
}

function statusesOf(at: At): StatusEntry[] {
  const { place, month, statusOf } = at;
  if (isSilent(place, month)) return [];
  const status = statusOf(place, month);
  const why = { red: "off-track", amber: "at-risk", green: null } as const;
  const kind = why[status];
  const isGreen = kind === null;
  const more = isGreen ? {} : { reason: sentenceOf(at, kind), action: "Talk to the supplier", actionBy: "2026-12-15" };
  return [aStatus(MONTHS[month]?.until.slice(5) ?? "", status, more)];
}

function fieldsOf(at: At): (readonly [FieldFacts["feeds"], ...string[]])[] {
  const { place, month } = at;
  return [
    ["bottom-line", `Step ${month} of program ${place} has gone as planned`],
    ["progress", `Part ${month} of ${place} is built`, `Part ${month} of ${place} is tested`],
    ["next", `Part ${month + 1} of ${place} is built`],
    ...(hasValue(place, month) ? [["value", sentenceOf(at, "value")] as const] : []),
    ...(isDecided(place, month) ? [["decision", sentenceOf(at, "decided")] as const] : []),
  ];
}

function itemsOf(at: At): ItemFacts[] {
  const { place, month, statusOf } = at;
  const months = MONTHS.keys().filter((each) => each <= month && !isSilent(place, each));
  return months.toArray().flatMap((each) => {
    const then = { place, month: each, statusOf };
    const day = MONTHS[each]?.until ?? "";
    const since = { raisedOn: day, withOwnerSince: day, lastWordAt: `${day}T10:00:00.000Z` };
    const isNow = each === month;
    const milestone = anItem("milestone", sentenceOf(then, "moved"), {
      ...since,
      raisedOn: "2026-04-01",
      firstDueOn: "2026-11-20",
      dueOn: "2026-12-10",
      moves: 1,
      moved: [{ at: `${day}T10:00:00.000Z`, from: "2026-11-20", to: "2026-12-10", reason: null }],
    });
    const blocker = anItem("issue", sentenceOf(then, "against-green"), {
      ...since,
      raisedOn: `${day.slice(0, 8)}05`,
      dueOn: `${day.slice(0, 8)}20`,
      isBlocker: true,
    });
    const request = anItem("request", sentenceOf(then, "needed"), {
      ...since,
      ownerId: READER.id,
      dueOn: "2026-11-20",
    });
    const next = anItem("milestone", `Part ${each + 1} of ${place} is with every shop`, {
      ...since,
      raisedOn: "2026-04-01",
      dueOn: `2026-${String(each + 6).padStart(2, "0")}-${String((place % 20) + 5).padStart(2, "0")}`,
    });
    return [
      ...(isNow && isMoved(place, each) ? [milestone] : []),
      ...(isNow && hasDate(place, each) ? [next] : []),
      ...(isBlocked(place, each) && !isBlocked(place, each - 1) ? [blocker] : []),
      ...(isNow && isAsked(place, each) ? [request] : []),
    ];
  });
}

function programOf(place: number, report: Report | undefined): ReportedProgram | null {
  if (report === undefined) return null;
  const name = capitalised(syllables(place + FIRST_NAME));
  const title = TITLES[place % TITLES.length]?.(name) ?? name;
  return { id: idOf(place), key: `P${place}`, title, isFlagship: isFlagship(place), report, isHeld: false };
}

function needOf({ word, programId }: KnownMatter, programs: readonly ReportedProgram[], month: number): Need {
  const program = programs.find(({ id }) => id === programId);
  const line = program?.report.lines.find(({ text }) => text.includes(word));
  const firstOfMonth = cutOffOf(month).slice(0, 8);
  return aNeed({
    itemId: line?.itemId ?? "",
    title: line?.text ?? "",
    program: program?.title ?? "",
    options: ["yes", "no"],
    recommended: "yes",
    answerBy: `${firstOfMonth}08`,
    neededBy: `${firstOfMonth}10`,
  });
}

const TITLES: readonly ((name: string) => string)[] = [
  (name) => `${name} renewal`,
  (name) => `${name} tills in all shops of the north and the south`,
  (name) => `${name} data`,
];

const SENTENCES: Record<MatterKind, (word: string) => string> = {
  "off-track": (word) => `A third of the ${word} receipts is rejected`,
  "at-risk": (word) => `The ${word} supplier answers only in the new year`,
  "against-green": (word) => `The ${word} contract waits for a second signature`,
  needed: (word) => `Shall we pay the ${word} supplier for a second team`,
  moved: (word) => `First ${word} shop opens`,
  decided: (word) => `The ${word} tills are bought and not rented`,
  value: (word) => `The ${word} trial saves each shop an hour a day`,
};

/** A sentence is short; longer than a line, with a clause that ends within it; or longer, without one. */
const TAILS: readonly string[] = [
  "",
  ", which the board of the supplier takes up again at its next meeting in the new quarter",
  " as far as anybody in the shops of the north and the south can say before the trial is over",
];

function sentenceOf(at: At, kind: MatterKind): string {
  const tail = TAILS[(at.place + at.month) % TAILS.length] ?? "";
  return `${SENTENCES[kind](wordOf(at, kind))}${tail}`;
}

function wordOf({ place, month }: At, kind: MatterKind): string {
  return syllables((place * MONTHS.length + month) * KINDS.length + KINDS.indexOf(kind));
}

/** Of no matter. */
const FIRST_NAME = 100_000;
const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";

/** Four, others for each number. */
function syllables(number: number): string {
  const all = CONSONANTS.length * VOWELS.length;
  const each = [0, 1, 2, 3].map((place) => {
    const rest = Math.floor(number / all ** place) % all;
    return `${CONSONANTS[rest % CONSONANTS.length]}${VOWELS[Math.floor(rest / CONSONANTS.length)]}`;
  });
  return each.join("");
}

function capitalised(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
