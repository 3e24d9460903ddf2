/** What is said of a status, an age or a date, in words: every screen and file says it by these functions. */
import { STATUS_NAMES } from "../../cadences/questions/health-scale.ts";
import { coverTexts } from "../../people/covering-messages.ts";
import { cutAtClause, cutAtWord, withoutBidi } from "../../platform/texts/display.ts";
import {
  dayInWords,
  enOrdinal,
  frOrdinal,
  isFarOff,
  monthAndYear,
  plural,
  quarterName,
  type Reader,
  textsFor,
  weekName,
  yearName,
} from "../../platform/texts/language.ts";
import { DAY, type LocalDate, msBetween } from "../../platform/time.ts";
import type { Line, Period, Report, Rhythm, Status } from "./report.ts";

/** Whose language it is in, from which day, and who is “you” in it. */
export type WordReader = Pick<Reader, "locale" | "today"> & { id?: string };

export const STATUS_SHAPES = { green: "🟢", amber: "🟠", red: "🔴" } as const satisfies Record<Status, string>;

const textsOf = (reader: WordReader) => textsFor(wordTexts, reader);

/** On track; En bonne voie. */
export function statusWord(reader: WordReader, status: Status): string {
  return textsOf(reader).status[status];
}

/** 🟢 On track */
export function statusInWords(reader: WordReader, status: Status): string {
  return `${STATUS_SHAPES[status]} ${statusWord(reader, status)}`;
}

/** since 14 Jan; depuis le 14 janv. */
export function sinceInWords(reader: WordReader, day: LocalDate): string {
  return textsOf(reader).since(dayInWords(reader, day));
}

/** In its first period “since 14 Jan”, later “second month”. */
export function runInWords(reader: WordReader, run: { rhythm: Rhythm; since: LocalDate; periods: number }): string {
  return run.periods === 1 ? sinceInWords(reader, run.since) : periodCount(reader, run.rhythm, run.periods);
}

/** second month; deuxième mois. */
export function periodCount(reader: WordReader, rhythm: Rhythm, count: number): string {
  return textsOf(reader).period(rhythm, count);
}

/**
 * off track since 14 Jan; off track, second month; of a word older than a week “off track, second month, as of 14 Jan”; off
 * track as of 14 Jan, no word since (no new status since, where others wrote). How a program stands, wherever it is told. `isDated`: of any word; `isSigned`: beside its sign.
 */
export function statusRunInWords(
  reader: WordReader,
  { status, rhythm, cutOffAt, answered }: Pick<Report, "status" | "rhythm" | "cutOffAt" | "answered">,
  { isDated = false, isSigned = false } = {},
): string {
  if (status === null) return "";
  const texts = textsOf(reader);
  const word = texts.statusWithin[status.status];
  const { noWordSince } = status;
  // Others may have written since.
  const unchanged = answered > 0 ? texts.sameSince : texts.silentSince;
  if (noWordSince !== undefined) return unchanged(word, dayInWords(reader, noWordSince));
  const age = runInWords(reader, { ...status, rhythm });
  const run = isSigned ? age : texts.run(word, age, status.periods);
  const { on } = status;
  const isFirst = status.periods === 1 && status.since === on;
  if (isDated ? isFirst : msBetween(status.at, cutOffAt) <= 7 * DAY) return run;
  const day = dayInWords(reader, on);
  return isFirst ? `${word} ${texts.asOf(day)}` : `${run}, ${texts.givenOn(day)}`;
}

/** Nadia Rahman: at risk, 3 Dec. Of lead and deputy the one whose word does not count; empty where they agree. */
export function otherStatusInWords(
  reader: WordReader,
  { status }: Pick<Report, "status">,
  names: ReadonlyMap<string, string> | undefined,
): string[] {
  if (!status?.other) return [];
  const { by, status: given, on } = status.other;
  const texts = textsOf(reader);
  const name = by === reader.id ? texts.you : (names?.get(by) ?? texts.otherUnnamed);
  return [texts.other(isolated(name), texts.statusWithin[given], dayInWords(reader, on))];
}

/** Beside what somebody wrote: you; Priya Shah, for Tom Whitfield; empty of whom nobody knows. */
export function signature(
  reader: WordReader,
  names: ReadonlyMap<string, string>,
  { by, writer = "" }: { by: string | null | undefined; writer?: string | undefined },
): string {
  const nameOf = (id: string) => (id !== "" && id === reader.id ? textsOf(reader).you : isolated(names.get(id) ?? ""));
  const name = nameOf(by ?? "");
  const written = nameOf(writer);
  return name === "" || written === "" ? name : textsFor(coverTexts, reader).by(written, name);
}

export const NO_COLOUR = "⚪";

/** ⚪ when there is no status, or when a green was not confirmed this period. */
export function shapeOf(status: Report["status"]): string {
  if (status === null || (status.status === "green" && status.noWordSince !== undefined)) return NO_COLOUR;
  return STATUS_SHAPES[status.status];
}

/** since 3 Mar; since 3 Mar · second month. */
export function silenceInWords(reader: WordReader, rhythm: Rhythm, { since, periods }: Line): string {
  const parts = [since && sinceInWords(reader, since), periods && periodCount(reader, rhythm, periods)];
  return parts.filter((part) => part).join(" · ");
}

/** was due 27 Jan */
export function wasDueInWords(reader: WordReader, day: LocalDate): string {
  return textsOf(reader).wasDue(dayInWords(reader, day));
}

/** Past the day of whoever has it: 9 working days late; where they are not counted, or it was late before: was due 27 Jan. */
export function lateInWords(
  reader: WordReader,
  { due, answerBy, isUncounted }: Pick<Line, "due" | "answerBy" | "isUncounted">,
  workingDaysLate: ((due: LocalDate) => number) | undefined,
): string {
  const day = answerBy ?? due ?? "";
  const days = isUncounted ? 0 : (workingDaysLate?.(day) ?? 0);
  if (days > 0) return textsOf(reader).daysLate(days);
  return answerBy === undefined ? wasDueInWords(reader, day) : textsOf(reader).wasToAnswer(dayInWords(reader, day));
}

/** Past its date nobody has said that the milestone is still open, or anything else of it: it may be reached. */
export function isMilestoneWithoutWord({
  type,
  due,
  noWordSince,
}: Pick<Line, "type" | "due" | "noWordSince">): boolean {
  return type === "milestone" && due !== undefined && noWordSince !== undefined && noWordSince <= due;
}

/** Of an open matter: not confirmed since 8 Oct. Its program may have written since, about something else. */
export function unconfirmedInWords(reader: WordReader, day: LocalDate): string {
  return textsOf(reader).unconfirmed(dayInWords(reader, day));
}

/** 17 Nov → 1 Dec (2nd move; first date 3 Nov). The first date stands with the moves wherever it is another. */
export function moveInWords(reader: WordReader, line: Pick<Line, "due" | "was">): string {
  const { due, was } = line;
  const days = [was?.due, due].flatMap((day) => day ?? []).filter((day) => day !== "");
  const shown = days.map((day) => dayInWords(reader, day)).join(" → ");
  return [shown, movesInWords(reader, was, days)].filter((part) => part !== "").join(" ");
}

/** (2nd move; first date 3 Nov), beside these days; empty where none is known. */
export function movesInWords(reader: WordReader, was: Line["was"], days: readonly LocalDate[] = []): string {
  if (was?.moves === undefined) return "";
  const hasOtherFirst = was.firstDue !== undefined && !days.includes(was.firstDue);
  return textsOf(reader).moves(was.moves, hasOtherFirst ? dayInWords(reader, was.firstDue ?? "") : null);
}

/** The date of a risk or an assumption is when it is looked at again: nobody is late with it. */
const REVIEWED: readonly (string | undefined)[] = ["risk", "assumption"];

/** How old an open matter is: past its date, without a word, or since when it is so. Empty: none of these is known. */
export function ageInWords(
  reader: WordReader,
  line: Pick<Line, "type" | "since" | "due" | "answerBy" | "isUncounted" | "noWordSince" | "confirmedOn">,
  asOf: LocalDate,
  workingDaysLate: ((due: LocalDate) => number) | undefined,
): string {
  const lastDay = line.answerBy ?? line.due;
  if (line.due !== undefined && lastDay !== undefined && lastDay < asOf) {
    if (isMilestoneWithoutWord(line)) return textsOf(reader).noWord(dayInWords(reader, line.due));
    if (line.type === "presence") return dayInWords(reader, line.due);
    if (REVIEWED.includes(line.type)) return textsOf(reader).toReview(dayInWords(reader, line.due));
    return lateInWords(reader, line, workingDaysLate);
  }
  if (line.noWordSince !== undefined) {
    const unconfirmed = unconfirmedInWords(reader, line.noWordSince);
    const isOlder = line.since !== null && line.since < line.noWordSince;
    return isOlder && line.since !== null ? `${sinceInWords(reader, line.since)}, ${unconfirmed}` : unconfirmed;
  }
  const since = line.since === null ? "" : sinceInWords(reader, line.since);
  return line.confirmedOn === undefined
    ? since
    : textsOf(reader).confirmed(since, dayInWords(reader, line.confirmedOn));
}

/** October; week 44; Q4 2026; Year 2026. A month more than half a year away has its year. */
export function periodInWords(reader: WordReader, rhythm: Rhythm, { label, from }: Period): string {
  switch (rhythm) {
    case "weekly":
      return weekName(reader, label);
    case "monthly": {
      const month = monthAndYear(reader, from);
      return isFarOff(reader, from) ? month : month.replace(/\s\d{4}$/, "");
    }
    case "quarterly":
      return quarterName(reader, label);
    case "annual":
      return label.startsWith("FY") ? yearName(reader, label) : textsOf(reader).year(label);
  }
}

/** How many words a reader counts: signs alone (· → 🔴) are none, unless they are wanted. */
export function countWords(text: string, withSigns = false): number {
  return text.split(/\s+/u).filter((word) => (withSigns ? word !== "" : /[\p{L}\p{N}]/u.test(word))).length;
}

/** On one line, in at most so many words: cut between two words, with “…”. A word is never cut. */
export function shortLine(text: string, mostWords: number): string {
  const words = withoutBidi(text)
    .split(/\s+/u)
    .filter((word) => word !== "");
  let count = 0;
  const end = words.findIndex((word) => {
    count += countWords(word);
    return count > mostWords;
  });
  const fitting = end === -1 ? words : words.slice(0, end);
  const { head, rest } = cutAtWord(fitting.join(" "), mostWords * LETTERS_A_WORD);
  const shown = head === "" ? fitting.slice(0, 1).join(" ") : head;
  const isCut = end !== -1 || (rest !== "" && shown !== fitting.join(" "));
  return isolated(isCut ? `${shown.replace(/[\s,;:.–—-]+$/u, "")}…` : shown);
}

/** As a line of a screen has what was written in a field: whole where the field counts its letters, else its first words. */
export function fieldText(text: string): string {
  return shortLine(text, text.length <= MOST_FIELD_LETTERS ? MOST_FIELD_LETTERS : MOST_LINE_WORDS);
}

/** As a line of a first screen has it: up to the last clause within sixteen words. */
export function clauseOf(text: string): string {
  return isolated(cutAtClause(withoutBidi(text).replaceAll(/\s+/gu, " ").trim()).shown);
}

const MOST_FIELD_LETTERS = 160;
const MOST_LINE_WORDS = 20;

/** No line of words that long; it bounds what is written without blanks between words. */
const LETTERS_A_WORD = 14;

/** A text with letters written from right to left between isolates, so that what stands beside it keeps its place. */
export function isolated(text: string): string {
  const plain = withoutBidi(text);
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const EN_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const FR_ORDINALS = "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième".split(
  " ",
);

export const EN_PERIODS = { weekly: "week", monthly: "month", quarterly: "quarter", annual: "year" } as const;
const FR_PERIODS = { weekly: "semaine", monthly: "mois", quarterly: "trimestre", annual: "année" } as const;

const en = {
  status: STATUS_NAMES.en,
  statusWithin: { green: "on track", amber: "at risk", red: "off track" } satisfies Record<Status, string>,
  since: (day: string) => `since ${day}`,
  period: (rhythm: Rhythm, count: number) => `${EN_ORDINALS[count - 1] ?? enOrdinal(count)} ${EN_PERIODS[rhythm]}`,
  run: (status: string, age: string, periods: number) => (periods === 1 ? `${status} ${age}` : `${status}, ${age}`),
  silentSince: (status: string, day: string) => `${status} as of ${day}, no word since`,
  other: (name: string, status: string, day: string) => `${name}: ${status}, ${day}`,
  otherUnnamed: "another lead",
  you: "you",
  sameSince: (status: string, day: string) => `${status} as of ${day}, no new status since`,
  asOf: (day: string) => `as of ${day}`,
  givenOn: (day: string) => `as of ${day}`,
  wasDue: (day: string) => `was due ${day}`,
  wasToAnswer: (day: string) => `was to be answered by ${day}`,
  toReview: (day: string) => `to review since ${day}`,
  daysLate: (count: number) => `${count} working ${plural("en", count, "day", "days")} late`,
  noWord: (day: string) => `no word since ${day}`,
  unconfirmed: (day: string) => `not confirmed since ${day}`,
  confirmed: (age: string, day: string) => `${age}, confirmed ${day}`,
  moves: (count: number, first: string | null) =>
    `(${enOrdinal(count)} move${first === null ? "" : `; first date ${first}`})`,
  year: (year: string) => `Year ${year}`,
};

const fr: typeof en = {
  status: STATUS_NAMES.fr,
  statusWithin: { green: "en bonne voie", amber: "à risque", red: "hors trajectoire" },
  since: (day) => `depuis le ${day}`,
  period: (rhythm, count) => {
    const isFeminine = rhythm === "weekly" || rhythm === "annual";
    const ordinal = count === 1 && isFeminine ? "première" : FR_ORDINALS[count - 1];
    return `${ordinal ?? frOrdinal(count, isFeminine ? "la" : "le")} ${FR_PERIODS[rhythm]}`;
  },
  run: (status, age, periods) => (periods === 1 ? `${status} ${age}` : `${status}, ${age}`),
  silentSince: (status, day) => `${status} au ${day}, sans nouvelles depuis`,
  other: (name, status, day) => `${name}\u00a0: ${status}, le ${day}`,
  otherUnnamed: "autre responsable",
  you: "vous",
  sameSince: (status, day) => `${status} au ${day}, sans nouveau statut depuis`,
  asOf: (day) => `au ${day}`,
  givenOn: (day) => `statut du ${day}`,
  wasDue: (day) => `échéance du ${day} dépassée`,
  wasToAnswer: (day) => `réponse attendue depuis le ${day}`,
  toReview: (day) => `à revoir depuis le ${day}`,
  daysLate: (count) => `${count} ${plural("fr", count, "jour ouvré", "jours ouvrés")} de retard`,
  noWord: (day) => `sans nouvelles depuis le ${day}`,
  unconfirmed: (day) => `sans confirmation depuis le ${day}`,
  confirmed: (age, day) => `${age}, confirmé le ${day}`,
  moves: (count, first) =>
    `(${frOrdinal(count, "le")} changement${first === null ? "" : `\u00a0; première date le ${first}`})`,
  year: (year) => `Année ${year}`,
};

export const wordTexts = { en, fr };
