/** What the parts of `compile` share: the facts, the report before, and days in the workspace's zone. */
import type { Feed } from "../../cadences/questions/questions.ts";
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { DAYS_WITHOUT_WORD } from "../../register/silent-items.ts";
import { isTakenIn, rankOf } from "../facts/cadences-feeding-reports.ts";
import type { AnswerFacts, ItemFacts, ItemKind, ProgramFacts } from "../facts/program-facts.ts";
import type { Line, LineKind, Report, Rhythm, Source } from "./report.ts";

const UPCOMING_DAYS = 30;
export const DAYS_CONFIRMED = 31;

export interface Basis {
  /** Of the answers, those that the rhythm takes lines from. */
  facts: ProgramFacts;
  previous: Report | null;
  /** The day of the cut-off. */
  today: LocalDate;
  upcomingUntil: LocalDate;
  /** What was last said of an item, or of the status beside another's, up to this day is confirmed no more, in any rhythm. */
  confirmedFrom: LocalDate;
  /** Items last mentioned on or before this day count as silent. */
  silentUntil: LocalDate;
  dayOf: (at: Instant) => LocalDate;
  /** By feed and normalised words: the answers that hold them, the oldest first. */
  answersByWords: ReadonlyMap<string, readonly AnswerFacts[]>;
  /** By normalised title. */
  itemsByTitle: ReadonlyMap<string, readonly ItemFacts[]>;
  /** Of the report before: what stood open, by item, and by kind and words where it was no item. */
  openBefore: ReadonlyMap<string, Line>;
}

export function basisOf(facts: ProgramFacts, previous: Report | null): Basis {
  const days = new Map<Instant, LocalDate>();
  const dayOf = (at: Instant) => days.getOrInsertComputed(at, () => localDateOf(at, facts.zone));
  const today = dayOf(facts.cutOffAt);
  const answers = facts.answers.filter(
    (answer) =>
      (isOwn(facts.rhythm, answer) || fillsIn(facts.rhythm, answer)) &&
      standsIn(facts.rhythm, answer, facts.answers) &&
      // The month of one that came late had no answer of its own.
      (!answer.isForTeam || (answer.isLate ? previous?.answered : facts.answered.length) === 0),
  );
  return {
    facts: { ...facts, answers },
    previous,
    dayOf,
    today,
    upcomingUntil: addLocalDays(today, UPCOMING_DAYS),
    confirmedFrom: addLocalDays(today, -DAYS_CONFIRMED),
    silentUntil: addLocalDays(today, -DAYS_WITHOUT_WORD),
    answersByWords: byWords(answers),
    itemsByTitle: Map.groupBy(facts.items, ({ title }) => normalise(title)),
    openBefore: openLinesOf(previous),
  };
}

function byWords(answers: readonly AnswerFacts[]): Map<string, AnswerFacts[]> {
  const result = new Map<string, AnswerFacts[]>();
  for (const answer of answers) {
    const keys = answer.fields.flatMap(({ feeds, lines }) => lines.map((line) => `${feeds} ${normalise(line)}`));
    for (const key of new Set(keys)) result.getOrInsertComputed(key, () => []).push(answer);
  }
  return result;
}

/** Kinds of a matter that stays until it ends. */
const OPEN_KINDS: readonly LineKind[] = ["request-overdue", "request", "blocked", "upcoming", "open"];

function openLinesOf(previous: Report | null): Map<string, Line> {
  const open = previous?.lines.filter(({ kind }) => OPEN_KINDS.includes(kind)) ?? [];
  // The first line of an item is its weightiest.
  return new Map(
    open.toReversed().map((line) => [line.itemId ?? `${line.kind} ${normalise(line.text)}`, line] as const),
  );
}

/** Of several check-ins that are due on one day only the longest is asked, and counts for all. */
export function isOwn(rhythm: Rhythm, { every }: AnswerFacts): boolean {
  return rankOf(every) >= rankOf(rhythm);
}

/** A shorter one where the report's own say nothing of what it asks. */
function fillsIn(rhythm: Rhythm, { every }: AnswerFacts): boolean {
  return isTakenIn(rhythm, every) || (rhythm === "monthly" && every === "week");
}

/** A longer one counts for whoever leads, in the place of an answer of the rhythm that they gave none of. */
function standsIn(rhythm: Rhythm, { every, isOfLead, personId }: AnswerFacts, all: readonly AnswerFacts[]): boolean {
  if (rankOf(every) <= rankOf(rhythm)) return true;
  return (
    isOfLead &&
    !all.some((other) => other.personId === personId && !other.isLate && rankOf(other.every) === rankOf(rhythm))
  );
}

const CAN_BLOCK: readonly ItemKind[] = ["risk", "issue", "action", "assumption", "dependency"];

export function canBlock({ kind }: ItemFacts): boolean {
  return CAN_BLOCK.includes(kind);
}

/** Of an item that stood open in the report before, its line there: as an item or, before it was tracked, as words. */
export function lineBefore({ openBefore }: Basis, item: ItemFacts): Line | undefined {
  const words = normalise(item.title);
  const asRequest = item.kind === "request" ? openBefore.get(`request ${words}`) : undefined;
  const asBlocker = canBlock(item) || item.kind === "request" ? openBefore.get(`blocked ${words}`) : undefined;
  return openBefore.get(item.id) ?? asRequest ?? asBlocker;
}

/** Words that differ in case, white space and trailing punctuation alone are the same. */
export function normalise(text: string): string {
  const plain = text
    .normalize("NFC")
    .toLowerCase()
    .trim()
    .replaceAll(/\s{2,}|[^\S ]/gu, " ");
  let end = plain.length;
  while (end > 0 && CLOSING_SIGNS.includes(plain.charAt(end - 1))) end -= 1;
  return end === 0 ? plain : plain.slice(0, end);
}

const CLOSING_SIGNS = " .,;:!?…";

export function itemSource({ id, revision }: ItemFacts): Source {
  return { kind: "item", id, revision };
}

export function answerSource({ checkInId, revision, writerId }: AnswerFacts): Source {
  return { kind: "check-in", id: checkInId, revision, ...(writerId !== undefined && { by: writerId }) };
}

/** Each source once, in their order. */
export function distinctSources(sources: readonly Source[]): Source[] {
  return [...new Map(sources.map((source) => [Object.values(source).join(" "), source])).values()];
}

/** What was written in the fields of an answer that feed the same. */
export function linesOf(answer: AnswerFacts, feed: Feed): string[] {
  return answer.fields
    .filter(({ feeds }) => feeds === feed)
    .flatMap(({ lines }) => lines)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The answers with these words in a field, the oldest first. */
export function answersWithWords({ answersByWords }: Basis, feed: Feed, words: string): readonly AnswerFacts[] {
  return answersByWords.get(`${feed} ${words}`) ?? [];
}
