/** The sentence above a first screen: its two or three weightiest matters, of different programs, a clause each. */

import { capitalised, shortDate, textsFor } from "../platform/texts/language.ts";
import { isAbove } from "../programs/seats.ts";
import { MANY_PROGRAMS, shortName } from "./limits.ts";
import { nowOf } from "./matter-words.ts";
import { ageAndAuthor, byWeight, isStale, type Matter } from "./matters.ts";
import { type LineKind, STATUS_KINDS } from "./report.ts";
import type { Clause, Need, ReportedProgram, ScreenInput } from "./screen.ts";
import { screenTexts } from "./texts.ts";
import { countWords, fieldText, periodCount, statusRunInWords, withoutStop } from "./words.ts";

export interface Headline {
  clauses: readonly Clause[];
  /** The ids of the programs in its order; what is listed below follows it. */
  programIds: readonly string[];
  matters: readonly Matter[];
}

const MOST_CLAUSES = 3;
/** Of its clauses together, each as its author wrote it: three where they are short. */
const MOST_WORDS = 60;
/** Too light for a clause while there are others. */
const LIGHT: readonly LineKind[] = ["value", "bottom-line", "done", "upcoming"];

/** Their clauses begin with our words, where no name of a program does. */
const OURS: readonly LineKind[] = ["request-overdue", "request", "against-green", "finished"];

/**
 * Of the matters, in the order in which they weigh. Before all others is the program of the reader's own first open request,
 * which stands under *Needs you*: by its bottom line, else by that request. Null: nothing is known.
 */
export function headlineOf(matters: readonly Matter[], input: ScreenInput): Headline | null {
  const need = input.needs.find(({ isOver }) => !isOver);
  const needed = need === undefined ? undefined : input.programs.find(({ title }) => title === need.program);
  const own = new Set(input.needs.map(({ itemId }) => itemId));
  const others = matters.filter(
    ({ program, kind, lines }) =>
      program.id !== needed?.id &&
      kind !== "request" &&
      // Their own decision is no news to them.
      !(kind === "decided" && lines.every(({ owner }) => owner !== undefined && owner === input.reader.id)) &&
      !(kind === "request-overdue" && isAbove(input.reader.role) && lines.some(({ isOfLead }) => isOfLead)) &&
      !lines.some((line) => nowOf(line, input) || (line.itemId !== undefined && own.has(line.itemId))),
  );
  const silence = silenceOf(input, { isAll: need === undefined && input.programs.every(isSilentIn) });
  const clauses = heaviest(others, MOST_CLAUSES - Number(need !== undefined) - Number(silence?.isFirst ?? false));
  if (need === undefined && clauses.length === 0 && silence === null) return null;
  const line = matters.find(({ program, kind }) => program.id === needed?.id && kind === "bottom-line");
  const first =
    line !== undefined ? [clauseOf(line, input)] : need === undefined ? [] : [needClause(need, needed, input)];
  const opening = [...(silence?.isFirst ? [silence] : []), ...first];
  const all = clauses.map((matter) => clauseOf(matter, input));
  const fits = (count: number) => countWords(inSentences([...opening, ...all.slice(0, count)])) <= MOST_WORDS;
  const told = clauses.filter((_, place) => opening.length + place === 0 || fits(place + 1));
  const shown = [...opening, ...all.slice(0, told.length)];
  const hasRoom = silence !== null && !silence.isFirst && shown.length < MOST_CLAUSES;
  return {
    clauses: [...shown, ...(hasRoom ? [silence] : [])],
    programIds: [...(needed === undefined ? [] : [needed.id]), ...told.map(({ program }) => program.id)],
    matters: [...(line === undefined ? [] : [line]), ...told],
  };
}

/** A text that ends as a sentence does keeps its end. */
export function inSentences(clauses: readonly Clause[]): string {
  return clauses.map(({ text }) => (/[.!?…]\u2069?$/u.test(text) ? text : `${text}.`)).join(" ");
}

function heaviest(matters: readonly Matter[], most: number): Matter[] {
  const seen = new Set<string>();
  // Those of one program come in order of weight.
  const candidates = matters
    .filter(({ kind, program }) => kind !== "no-update" && !seen.has(program.id) && seen.add(program.id))
    .toSorted(byWeight);
  const heavy = candidates.filter((matter) => !LIGHT.includes(matter.kind) && !isStale(matter));
  const found = heavy.length >= 2 ? heavy : candidates;
  // What waits for others is one clause, where there is nothing else for it.
  const [waiting = [], others = []] = [true, false].map((waits) =>
    found.filter(({ kind }) => (kind === "request-overdue") === waits),
  );
  return [...others, ...waiting.slice(0, 1)].slice(0, most);
}

function clauseOf(
  { program, kind, text, parts, age: since, author, owner, lines, isOfProgram }: Matter,
  input: ScreenInput,
): Clause {
  const texts = textsFor(screenTexts, input.reader);
  const isPlain = lines.every((line) => line.since !== null && (line.noWordSince ?? line.due) === undefined);
  const age = kind === "blocked" && isPlain ? texts.blockedSince(since) : since;
  const clause = {
    title: program.title,
    text: parts?.why ?? text(fieldText),
    age: ageAndAuthor({ age, author, owner }),
  };
  const run = STATUS_KINDS.includes(kind) ? "" : offTrackRun(program, input);
  const shown = named(clause, input, { isVerb: isOfProgram === true || texts.verbs.includes(kind), run });
  // Words of an author stand as they wrote them.
  const isOurs = clause.text === "" || isOfProgram === true || OURS.includes(kind);
  const asked = kind === "request-overdue" ? lines.flatMap(({ itemId }) => itemId ?? []) : [];
  return { text: isOurs ? capitalised(shown) : shown, itemIds: asked };
}

/** Loyalty, off track since 29 Oct, needs your decision by Thu 5 Nov: Free two developers? Of a blocker, that it waits. */
function needClause(need: Need, program: ReportedProgram | undefined, input: ScreenInput): Clause {
  const { needsYou, waitsForYou } = textsFor(screenTexts, input.reader);
  const by = need.isOverdue ? need.neededBy : (need.answerBy ?? need.neededBy);
  const day = by === null ? null : shortDate(input.reader, by);
  const title = fieldText(need.title);
  const asked = need.blockedSince === undefined ? needsYou(day, need.isOverdue, title) : waitsForYou(title);
  const subject = subjectOf(need.program, program ? offTrackRun(program, input) : "", input);
  return { text: `${subject} ${asked}`, itemIds: [need.itemId] };
}

/** Empty of a program that is not off track. */
function offTrackRun({ report }: ReportedProgram, { reader }: ScreenInput): string {
  return report.status?.status === "red" ? statusRunInWords(reader, report) : "";
}

function subjectOf(title: string, run: string, input: ScreenInput): string {
  const name = shortName(title, input);
  return run === "" ? name : `${name}, ${run},`;
}

/** A name that is in the clause already, or the only one of the screen, is not said twice. */
function named(
  { title, text, age }: { title: string; text: string; age: string },
  input: ScreenInput,
  { isVerb, run }: { isVerb: boolean; run: string },
): string {
  const texts = textsFor(screenTexts, input.reader);
  const subject = subjectOf(title, run, input);
  const name = isVerb ? subject : subject.replace(/,$/u, "");
  const isNamed = input.programs.length === 1 || (!isVerb && text.toLowerCase().includes(title.toLowerCase()));
  const isSaid = isNamed && run === "";
  if (text === "") return isSaid ? age : texts.inClause(name, age);
  const aged = age === "" ? text : `${withoutStop(text)} (${age})`;
  if (isSaid) return aged;
  return isVerb ? `${name} ${aged}` : texts.inClause(name, aged);
}

function isSilentIn({ report, isHeld, closedOn }: ReportedProgram): boolean {
  return !isHeld && closedOn === undefined && report.lines.some(({ kind }) => kind === "no-update");
}

/** Where nobody wrote anything, all of them before all else; else those that are silent for the second period or longer. */
function silenceOf(input: ScreenInput, { isAll }: { isAll: boolean }): (Clause & { isFirst: boolean }) | null {
  if (input.programs.length === 1 || (!isAll && input.programs.length > MANY_PROGRAMS)) return null;
  const { noUpdate, more } = textsFor(screenTexts, input.reader);
  const periodsOf = ({ report }: ReportedProgram) =>
    report.lines.find(({ kind }) => kind === "no-update")?.periods ?? 1;
  const silent = input.programs.filter((program) => isSilentIn(program) && (isAll || periodsOf(program) > 1));
  const periods = Math.min(...silent.map(periodsOf));
  if (silent.length === 0) return null;
  const names = silent.slice(0, MOST_CLAUSES).map(({ title }) => shortName(title, input));
  const shown = noUpdate(more(names.join(", "), silent.length - names.length));
  const age = periods > 1 ? [periodCount(input.reader, input.rhythm, periods)] : [];
  return { text: [shown, ...age].join(", "), itemIds: [], isFirst: isAll };
}
