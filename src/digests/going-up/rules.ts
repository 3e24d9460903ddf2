/** When people are shown what of theirs goes up, and which texts those are. Pure. */

import { dateOf, dayOf, type WorkingCalendar, workingDayFrom } from "../../calendars/rules-days.ts";
import { hashOf } from "../../check-ins/proposals/sentence-hash.ts";
import { sensitiveSentences, textsIn } from "../../check-ins/sensitive/rules.ts";
import type { TextOf } from "../../check-ins/sensitive/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, instantOf, type LocalDate } from "../../platform/time.ts";
import { type PersonDays, worksOn } from "../../platform/working-days.ts";
import type { WordsOfDraft } from "../../register/above/rules.ts";
import { ownSentences } from "../../register/drafts/rules-recognised.ts";
import type { AnswerFacts, DigestFacts } from "../compile/facts.ts";
import type { DigestDocument } from "../document.ts";
import { quoteSchema } from "../sections/fields.ts";

/** So many working days before a digest its authors are shown what of theirs is in it. */
export const DAYS_BEFORE = 2;
/** Nobody looks for a working day further back. */
const MOST_DAYS = 14;

/** `early`: for those who work fewer days than the workspace; `last`: for what was written since. */
export const LOOKS = ["early", "usual", "last"] as const;
export type LookName = (typeof LOOKS)[number];

/**
 * When it is looked at what a digest that goes on this day will tell: on the evening before its authors' days, wherever they
 * are.
 */
export function looksAt(sendOn: LocalDate, working: WorkingCalendar): Record<LookName, Instant> {
  const usual = backBy(sendOn, DAYS_BEFORE, working);
  return {
    early: eveningBefore(backBy(usual, DAYS_BEFORE, working)),
    usual: eveningBefore(usual),
    last: eveningBefore(backBy(sendOn, 1, working)),
  };
}

/** So many working days before. */
export function backBy(date: LocalDate, days: number, working: WorkingCalendar): LocalDate {
  let day = dayOf(date);
  for (let left = days; left > 0; left -= 1) day = workingDayFrom(day - 1, -1, working);
  return dateOf(day);
}

function eveningBefore(date: LocalDate): Instant {
  return instantOf(addLocalDays(date, -1), "18:00", "UTC");
}

/** The day of theirs on which somebody is shown it: two on which they work before it goes, and one before it is drafted. */
export function shownOn(days: PersonDays, sendOn: LocalDate, draftOn: LocalDate | null): LocalDate {
  const usual = workedBefore(days, sendOn, DAYS_BEFORE);
  const drafted = draftOn === null ? usual : workedBefore(days, draftOn, 1);
  return drafted < usual ? drafted : usual;
}

/** The last day on which they work before one. */
export function lastWorked(days: PersonDays, on: LocalDate): LocalDate {
  return workedBefore(days, on, 1);
}

function workedBefore(days: PersonDays, date: LocalDate, count: number): LocalDate {
  let left = count;
  for (let back = 1; back <= MOST_DAYS; back += 1) {
    const day = addLocalDays(date, -back);
    if (worksOn(days, day)) left -= 1;
    if (left === 0) return day;
  }
  return addLocalDays(date, -count);
}

/** A text of an answer that stands in a document, with whoever gave it. */
export interface Quoted extends TextOf {
  personId: string;
  /** It seems to tell of something that is asked about: it is shown first. */
  isSensitive: boolean;
}

/**
 * Texts of answers that stand in a document for those above, whole or in part. Who writes for those above has said them to
 * them: of that only what seems sensitive. What somebody has put to them in the register is told as that.
 */
export function quotedTexts({ programs }: Pick<DigestFacts, "programs">, document: DigestDocument): Quoted[] {
  const quoted = new Set(quotesIn(document).flatMap(({ author, text }) => keysOf(author, text)));
  const cited = new Set(document.citations.map(({ source }) => source.id));
  const told = new Map<string, Quoted>();
  for (const program of programs.filter(({ isAbove }) => isAbove)) {
    const { answers, plans, saidBefore, cadences } = program;
    const forExecutives = new Set(cadences.flatMap(({ id, isForExecutives }) => (isForExecutives ? [id] : [])));
    const put = new Set(
      program.asks.flatMap(({ isDraft, title, description }) => (isDraft ? [] : [hashOf(description || title)])),
    );
    const last = cadences.flatMap(({ lastAnswer }) => lastAnswer ?? []);
    for (const answer of [...answers, ...plans, ...saidBefore, ...last])
      for (const { text, shown, isOfColour } of textsOf(answer)) {
        const { checkInId, cadenceId, personId, author } = answer;
        const [hash, isSensitive] = [hashOf(text), sensitiveSentences(text).length > 0];
        if ((forExecutives.has(cadenceId) && !isSensitive) || put.has(hash)) continue;
        // Of a colour that a digest tells, *Why this status?* says all that was written with it.
        if ((isOfColour && cited.has(checkInId)) || keysOf(author, shown).some((key) => quoted.has(key)))
          told.set(placeOf({ checkInId, hash }), { checkInId, hash, personId, isSensitive });
      }
  }
  return [...told.values()];
}

export function placeOf({ checkInId, hash }: TextOf): string {
  return `${checkInId} ${hash}`;
}

/** Drafts of the register that a document tells, and of which its authors are to be shown that it does. */
export function draftsTold({ programs }: Pick<DigestFacts, "programs">, { citations }: DigestDocument): WordsOfDraft[] {
  const cited = new Set(citations.flatMap(({ source }) => (source.kind === "item" ? [source.id] : [])));
  return programs.flatMap(({ drafts = [] }) => drafts.filter(({ id }) => cited.has(id)));
}

/** The whole texts of an answer, each with what of it is told. */
function textsOf({ fed, given }: AnswerFacts): { text: string; shown: string; isOfColour: boolean }[] {
  return fed.flatMap(({ key, type, value }) => {
    const told = textsIn([{ key, type }], { [key]: value });
    return textsIn([{ key, type }], { [key]: given?.[key] ?? value }).flatMap(({ text }) => {
      const shown = told.find((one) => one.text === text) ?? (typeof value === "string" ? told[0] : undefined);
      return shown ? [{ text, shown: shown.text, isOfColour: type === "health" }] : [];
    });
  });
}

function keysOf(author: string, text: string): string[] {
  return piecesOf(text).map((piece) => `${author} ${piece}`);
}

/** A text and its sentences, each by its hash. */
export function piecesOf(text: string): string[] {
  return [text, ...ownSentences(text)].map(hashOf);
}

/** What a document says in words, in quotes and as titles: each text and its sentences by their hashes. */
export function wordsTold(document: DigestDocument): string[] {
  return stringsIn(document).flatMap(piecesOf);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function quotesIn(document: unknown): { author: string; text: string }[] {
  if (typeof document !== "object" || document === null) return [];
  const own = quoteSchema.safeParse(document).data;
  return own ? [own] : Object.values(document).flatMap(quotesIn);
}
