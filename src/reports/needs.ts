/** What needs its reader on the first screen, in words: alike in messages and files. */
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { Need } from "./screen.ts";
import { screenTexts } from "./texts.ts";
import { digestTexts } from "./texts-digest.ts";
import { sinceInWords, wasDueInWords } from "./words.ts";

/** Requests before blockers; overdue ones first, then new ones, those of flagships, and what is to be answered first. */
export function needsInOrder(needs: readonly Need[]): Need[] {
  return needs.toSorted(
    (a, b) =>
      Number(a.blockedSince !== undefined) - Number(b.blockedSince !== undefined) ||
      Number(b.isOverdue) - Number(a.isOverdue) ||
      Number(a.isOld ?? false) - Number(b.isOld ?? false) ||
      Number(b.isFlagship ?? false) - Number(a.isFlagship ?? false) ||
      (a.answerBy ?? "9").localeCompare(b.answerBy ?? "9"),
  );
}

const MOST_NEEDS = 3;
/** A blocker is there where two requests leave room for it: it stands under *Blocked or at risk* too. */
const MOST_WITH_BLOCKERS = 2;

/** Those that a first screen shows, of all in their order. */
export function firstNeeds(needs: readonly Need[]): Need[] {
  return needs.filter(
    ({ blockedSince }, place) => place < (blockedSince === undefined ? MOST_NEEDS : MOST_WITH_BLOCKERS),
  );
}

/** Heading, and what stands below those that are shown: open ones are counted. */
export function needsCounted(
  reader: Reader,
  needs: readonly Need[],
): { needsHeading: string; moreNeeds: string | null } {
  const texts = textsFor(screenTexts, reader);
  const open = needs.filter(({ isOver }) => !isOver).length;
  const more = open - firstNeeds(needs).filter(({ isOver }) => !isOver).length;
  return {
    needsHeading: needs.length === 0 ? "" : open === 0 ? texts.nothingNeeded : texts.needs(open),
    moreNeeds: more === 0 ? null : texts.moreNeeds(more),
  };
}

export interface NeedInWords {
  /** “Loyalty · Release Dieter?” */
  title: string;
  /** “Answer by Wed 4 Nov (needed by Fri 6 Nov)”, “blocked since 12 Oct, due Fri 6 Nov”; empty where no date is known. */
  due: string;
  /** What is recommended, the other options, what waiting costs; empty where nothing was said. */
  facts: string;
}

export function needInWords(reader: Reader, need: Need): NeedInWords {
  const texts = textsFor(digestTexts, reader).need;
  const { recommended, options, costOfWaiting } = need;
  const others = options.filter((option) => option !== recommended).join(", ");
  const facts = [
    ...(recommended === null ? [] : [texts.recommended(recommended)]),
    ...(others === "" ? [] : [recommended === null ? texts.options(others) : texts.otherwise(others)]),
    ...(costOfWaiting === null ? [] : [texts.costOfWaiting(costOfWaiting)]),
  ];
  return { title: `${need.program} · ${need.title}`, due: dueInWords(reader, need), facts: facts.join(" · ") };
}

function dueInWords(reader: Reader, { blockedSince, answerBy, neededBy, isOverdue }: Need): string {
  const texts = textsFor(digestTexts, reader).need;
  if (blockedSince !== undefined) {
    const due = isOverdue ? wasDueInWords : (_: Reader, day: LocalDate) => texts.due(shortDate(reader, day));
    const since = textsFor(screenTexts, reader).blockedSince(sinceInWords(reader, blockedSince));
    return [since, ...(neededBy === null ? [] : [due(reader, neededBy)])].join(", ");
  }
  if (isOverdue && neededBy !== null) return wasDueInWords(reader, neededBy);
  if (answerBy === null) return neededBy === null ? "" : texts.neededBy(shortDate(reader, neededBy));
  return neededBy === null || neededBy === answerBy
    ? texts.answerBy(shortDate(reader, answerBy))
    : texts.answerByOf(shortDate(reader, answerBy), shortDate(reader, neededBy));
}
