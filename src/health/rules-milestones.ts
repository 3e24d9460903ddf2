/** What the dates that were given for a milestone come to: each is what its author said, and proves no more than that. */
import { answersSchema } from "../cadences/questions/questions.ts";
import type { Instant } from "../platform/clock.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import type { Slip } from "./rules-pace.ts";

/** Key of the question whether a date that has passed was reached, of the occasion that asks for the new one. */
export const REACHED_KEY = "reached";

/** What was answered once the day of a date had come: whether it was reached. */
export interface Outcome {
  isReached: boolean;
  checkInId: string;
  revision: number;
  author: string;
  roundPeriod: string;
  answeredAt: Instant;
}

/** As recorded, oldest first. */
export interface GivenDate {
  date: LocalDate | null;
  checkInId: string;
  /** Rounds follow each other by it; null: asked for an occasion, whenever that was. */
  roundKey: string | null;
  /** Where its author is. */
  givenOn: LocalDate;
  /** Asked whether the date before was reached, its author said no. */
  isMissed: boolean;
}

export interface DateHistory {
  /** The first date of the present target. Null: the only answer was taken back. */
  original: LocalDate | null;
  /** Where those of the last round differ, the latest. */
  current: LocalDate | null;
  /** How often it moved: another date was given while the one before lay ahead, or because that was not reached. */
  moves: number;
  /** The moves later that led to the present date, one after the other, with none earlier among them. */
  slips: readonly Slip[];
  /** The day of the last round in which those who answered said the same. */
  agreedOn: LocalDate | null;
  /** The target before, whose day had come when the present one was given: whether it was reached, only its outcome says. */
  passed: LocalDate | null;
  /** It was given on its day or later. */
  isGivenAgain: boolean;
  /** What was said in the last round, where that is not the same. */
  differing: { date: LocalDate; checkInId: string }[];
}

/**
 * Of each check-in its last word counts: correcting an answer is no move. What is said for a round after a later one had
 * its word changes nothing. Dates that differ within a round are a difference, and no move.
 */
export function dateHistoryOf(given: readonly GivenDate[]): DateHistory {
  let agreed: LocalDate | null = null;
  let history: DateHistory = {
    original: null,
    current: null,
    moves: 0,
    slips: [],
    agreedOn: null,
    passed: null,
    isGivenAgain: false,
    differing: [],
  };
  for (const [word, ...others] of inRounds(given)) {
    const words = [word, ...others];
    const date = words.reduce((latest, one) => (one.date > latest ? one.date : latest), word.date);
    if (others.some((one) => one.date !== word.date)) {
      const differing = words.map(({ date, checkInId }) => ({ date, checkInId }));
      history = { ...history, current: date, isGivenAgain: false, differing };
      continue;
    }
    const last = agreed;
    const isGivenAgain = words.some(({ givenOn }) => givenOn >= date) || (date === last && history.isGivenAgain);
    const hasMoved = last !== null && words.some(({ givenOn, isMissed }) => givenOn < last || isMissed);
    const on = dayOf(word);
    const target =
      last === null || (date !== last && !hasMoved)
        ? { original: date, moves: 0, slips: [], passed: last }
        : date === last
          ? {}
          : {
              moves: history.moves + 1,
              slips:
                date < last
                  ? []
                  : [
                      ...history.slips,
                      { from: last, to: date, since: history.slips.at(-1)?.on ?? history.agreedOn ?? on, on },
                    ],
            };
    history = { ...history, ...target, current: date, agreedOn: on, isGivenAgain, differing: [] };
    agreed = date;
  }
  return history;
}

/**
 * What became of a date since somebody was told of it: moved, or corrected by the answer that had given it, with the date
 * that they know; another one, as the one before has passed; said differently by different people. Null: nothing.
 */
export type DateChange =
  | { kind: "moved" | "corrected"; from: LocalDate }
  | { kind: "another" }
  | { kind: "differs" }
  | null;

export function dateChangeOf(told: DateHistory, now: DateHistory): DateChange {
  const isDifferent = (one: DateHistory) => one.differing.map(({ date, checkInId }) => `${checkInId} ${date}`).join();
  if (now.differing.length > 0) return isDifferent(now) === isDifferent(told) ? null : { kind: "differs" };
  if (now.current === null || now.original === null) return null;
  if (now.current === told.current && told.differing.length === 0) return null;
  const isSame = told.original === now.original && told.passed === now.passed;
  const known = told.differing.length === 0 && told.passed === now.passed ? told.current : null;
  if (known !== null && (!isSame || now.moves <= told.moves)) return { kind: "corrected", from: known };
  const from = known ?? now.original;
  if (now.moves > (isSame ? told.moves : 0) && from !== now.current) return { kind: "moved", from };
  return told.current === null && now.passed === null ? null : { kind: "another" };
}

/** A date as it is kept; `answers`: of an occasion. */
export function givenDateOf(row: {
  date: LocalDate | null;
  check_in_id: string;
  round_key: string;
  occasion: string | null;
  recorded_at: Instant;
  zone: string;
  answers: string | null;
}): GivenDate {
  const answers = row.occasion === null || row.answers === null ? {} : answersSchema.parse(JSON.parse(row.answers));
  return {
    date: row.date,
    checkInId: row.check_in_id,
    roundKey: row.occasion === null ? row.round_key : null,
    givenOn: localDateOf(row.recorded_at, row.zone),
    isMissed: answers[REACHED_KEY] === false,
  };
}

/** As it is kept beside each time that a date was given; null where nobody was asked whether it was reached, or has answered. */
export function outcomeIn(
  row:
    | {
        outcome: string | null;
        outcome_in: string | null;
        outcome_revision: number | null;
        outcome_author: string | null;
        outcome_period: string | null;
        outcome_at: Instant | null;
      }
    | undefined,
): Outcome | null {
  if (!row || row.outcome === null) return null;
  const isReached = answersSchema.parse(JSON.parse(row.outcome))[REACHED_KEY];
  if (typeof isReached !== "boolean") return null;
  return {
    isReached,
    checkInId: row.outcome_in ?? "",
    revision: row.outcome_revision ?? 0,
    author: row.outcome_author ?? "",
    roundPeriod: row.outcome_period ?? "",
    answeredAt: row.outcome_at ?? "",
  };
}

type Word = GivenDate & { date: LocalDate };

/** What is said late counts for the day of its round, which the key begins with. */
function dayOf({ roundKey, givenOn }: Word): LocalDate {
  return (roundKey ?? givenOn).slice(0, "YYYY-MM-DD".length);
}

/** The last words of the check-ins of each round that came in turn. */
function inRounds(given: readonly GivenDate[]): [Word, ...Word[]][] {
  const lastWords = new Map<string, GivenDate>();
  for (const one of given) lastWords.set(one.checkInId, one);
  const rounds = new Map<string, [Word, ...Word[]]>();
  let latest = "";
  for (const one of lastWords.values()) {
    const { date, checkInId, roundKey } = one;
    if (date === null || (roundKey !== null && roundKey < latest)) continue;
    latest = roundKey ?? latest;
    const word = { ...one, date };
    const others = rounds.get(roundKey ?? checkInId);
    if (others) others.push(word);
    else rounds.set(roundKey ?? checkInId, [word]);
  }
  return [...rounds.values()];
}

export const CAUSE_OF_DATE = "milestone:";

/** What asks about a date that has passed. */
export function causeOfDate({ id, current }: { id: string; current: string | null }): string {
  return `${CAUSE_OF_DATE}${id}:${current}`;
}
