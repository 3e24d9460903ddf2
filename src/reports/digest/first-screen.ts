/** The first screen of a digest: its reports' matters by one rule, a line each, within a budget of words. */

import { mayShowRate } from "../../people/who-can-answer.ts";
import { capitalised, shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { runYielding } from "../../platform/yield-to-event-loop.ts";
import { normalise } from "../compile/basis.ts";
import { type Line, STATUS_KINDS, type Status } from "../compile/report.ts";
import { clauseOf, isolated, periodInWords, shortLine, statusWord } from "../compile/status-and-dates-in-words.ts";
import { type Chosen, chooseMatters } from "./first-screen-selection.ts";
import { clausesOf, type Headline, headlineOf, inSentences, programsIn } from "./headline.ts";
import { MOST_WORDS, nameOf, screenWords, shortName, sizeOf } from "./limits.ts";
import {
  COUNTED_AS,
  idsInNames,
  isAsExpected,
  isChosen,
  isMove,
  isOffTrack,
  isReported,
  linesOnScreen,
  type Matter,
  mattersByName,
  mattersOf,
} from "./matters.ts";
import { firstNeeds, needsCounted, programsNeeding } from "./needs.ts";
import { aimLines, objectiveSections } from "./objectives.ts";
import { runningLines } from "./running-lines.ts";
import {
  type Screen,
  type ScreenChoice,
  type ScreenInput,
  type ScreenLine,
  SECTIONS,
  SECTIONS_OF_YEAR,
  type SectionName,
} from "./screen.ts";
import { screenText, statusBefore } from "./screen-lines.ts";
import { sectionHeading } from "./section-headings.ts";
import { LEFT_OUT, type LeftOut, screenTexts } from "./texts.ts";

/** In one piece: for a few programs, and where nobody waits. */
export function firstScreen(input: ScreenInput): Screen {
  const steps = screenSteps(input);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, letting others run between its steps. */
export function firstScreenInPieces(input: ScreenInput): Promise<Screen> {
  return runYielding(screenSteps(input));
}

function* screenSteps(given: ScreenInput): Generator<void, Screen> {
  const input = prepared(given);
  const matters: Matter[] = [];
  for (const program of input.programs) {
    yield;
    matters.push(...mattersOf(program, input));
  }

  yield;
  const totals = yield* totalsOf(input);
  if (input.choice) return screenAsChosen(input.choice, matters, { input, totals });

  const headline = headlineOf(matters, input);
  yield;
  const most = MOST_WORDS[sizeOf(input)];
  const frame = frameOf(input, headline);
  const making = { input, headline, totals };
  yield;

  const mostWords = most - screenWords(filled(frame, [], making), input);
  let chosen = yield* chooseMatters(matters, { ...making, mostWords });
  yield;
  let screen = filled(frame, chosen, making);
  while (screenWords(screen, input) > most && chosen.length > 0) {
    chosen = chosen.slice(0, -1);
    screen = filled(frame, chosen, making);
    yield;
  }

  yield;
  return { ...screen, choice: choiceOf(chosen, matters, making) };
}

/** As it was chosen when it was sent, with the status of what was corrected since. */
function screenAsChosen(choice: ScreenChoice, matters: readonly Matter[], known: Omit<Making, "headline">): Screen {
  const { input } = known;
  const named = mattersByName(
    matters,
    idsInNames([...choice.headline.matters, ...choice.lines.map(({ name }) => name)]),
  );
  const headline = {
    ...choice.headline,
    need: input.needs.find(({ itemId }) => itemId === choice.headline.need),
    matters: choice.headline.matters.flatMap((name) => named.get(name) ?? []),
  };
  const chosen = choice.lines.flatMap(({ name, drawn }): Chosen[] => {
    const matter = named.get(name);
    return matter ? [{ matter, drawn }] : [];
  });
  const shown = new Set([...headline.matters, ...chosen.map(({ matter }) => matter)]);
  const corrected = matters.filter(
    (matter) =>
      matter.program.correctedOn && STATUS_KINDS.includes(matter.kind) && !isMove(matter) && !shown.has(matter),
  );
  const all = [...chosen, ...corrected.map((matter): Chosen => ({ matter, drawn: "line" }))];
  return { ...filled(frameOf(input, headline), all, { ...known, headline }), choice };
}

function choiceOf(chosen: readonly Chosen[], matters: readonly Matter[], { input, headline }: Making): ScreenChoice {
  const programs = new Set(
    [...headline.matters, ...chosen.map(({ matter }) => matter)].map(({ program }) => program.id),
  );
  const names = new Map([...mattersByName(matters, programs)].map(([name, matter]) => [matter, name]));
  const nameIn = (matter: Matter) => names.get(matter) ?? "";
  const measures = (input.portfolios ?? []).flatMap(({ named }) => [...named]);
  return {
    needs: input.needs.map(({ itemId }) => itemId),
    ...(measures.length > 0 && { measures }),
    headline: { ...headline, need: headline.need?.itemId ?? null, matters: headline.matters.map(nameIn) },
    lines: chosen.map(({ matter, drawn }) => ({ name: nameIn(matter), drawn })),
  };
}

/** The day on which it is read; needs in their order, of what was sent those that it was sent with. */
function prepared(input: ScreenInput): ScreenInput {
  const today = input.reader.today ?? localDateOf(input.asOf, input.zone);
  const { choice, needs } = input;
  const sent = choice?.needs.flatMap((id) => needs.find(({ itemId }) => itemId === id) ?? []);
  return { ...input, reader: { ...input.reader, today }, needs: sent ?? needs };
}

function frameOf(input: ScreenInput, headline: Headline): Omit<Screen, "choice"> {
  const { reader } = input;
  const needs = input.needs.map((need) => ({
    ...need,
    program: shortName(need.program, input),
    title: clauseOf(need.title),
    recommended: need.recommended === null ? null : clauseOf(need.recommended),
    costOfWaiting: need.costOfWaiting === null ? null : clauseOf(need.costOfWaiting),
  }));
  return {
    title: titleOf(input),
    basis: basisOf(input),
    headline: inSentences(clausesOf(headline, input)) || null,
    ...needsCounted(reader, needs),
    ...(hasNothingToDecide(input) && { needsHeading: textsFor(screenTexts, reader).nothingNeedsYou }),
    needs: firstNeeds(needs),
    sections: [],
    counts: countsOf(input),
    leftOut: null,
  };
}

/** Whether somebody to whom decisions come up has none to take. */
function hasNothingToDecide({ reader, needs, isWhole }: ScreenInput): boolean {
  return needs.length === 0 && !isWhole && (reader.role === "sponsor" || reader.role === "steering");
}

function titleOf({ reader, rhythm, period, programs }: ScreenInput): string {
  const [only] = programs;
  const name = capitalised(periodInWords(reader, rhythm, period));
  const subject =
    programs.length === 1 && only
      ? isolated(shortLine(only.title, 20))
      : textsFor(screenTexts, reader).programs(programs.length);
  return `${name} · ${subject}`;
}

function basisOf(input: ScreenInput): string {
  const { reader, programs, asOf, zone } = input;
  const texts = textsFor(screenTexts, reader);
  const parts = [
    texts.reader(isolated(reader.name), reader.role),
    ...writtenInWords(input),
    texts.asOf(shortDate(reader, localDateOf(asOf, zone))),
    ...programs.flatMap(({ title, correctedOn }) =>
      correctedOn === undefined ? [] : texts.corrected(isolated(shortLine(title, 6)), shortDate(reader, correctedOn)),
    ),
  ];
  return parts.join(" · ");
}

/** By how many of whom it was written. */
function writtenInWords({ reader, programs }: ScreenInput): string[] {
  const texts = textsFor(screenTexts, reader);
  const asked = programs.reduce((sum, { report }) => sum + report.asked, 0);
  const answered = programs.reduce((sum, { report }) => sum + report.answered, 0);
  if (asked === 0) return [texts.nobodyAsked];
  // Of one who was asked and wrote, the report says who it is.
  if (asked === 1 && answered === 1) return [];
  if (answered === 0) return [texts.nobodyWrote];

  const areLeads = programs.every(({ report }) => report.asked <= 1);
  if (areLeads) return [texts.written(answered, asked, areLeads)];
  if (programs.length === 1) return mayShowRate(asked) ? [texts.written(answered, asked, areLeads)] : [];
  const writtenFor = programs.filter(({ report }) => report.answered > 0).length;
  return [texts.writtenFor(writtenFor, programs.length)];
}

const COUNTED_ORDER: readonly Status[] = ["green", "amber", "red"];

/** On track 1 → 2 · At risk 3 → 1 */
function countsOf({ reader, programs }: ScreenInput): string | null {
  if (programs.length === 1) return null;

  const running = programs.filter(({ closedOn }) => closedOn === undefined);
  const statuses = running.map(({ report }) => report.status);
  const before = statuses.flatMap((status) => status?.before ?? []);
  const counts = COUNTED_ORDER.flatMap((colour) => {
    const now = statuses.filter((status) => status?.status === colour).length;
    const then = before.filter((status) => status === colour).length;
    const moved = before.length > 0 && then !== now ? `${then} → ` : "";
    return now === 0 && then === 0 ? [] : `${statusWord(reader, colour)} ${moved}${now}`;
  });
  if (counts.length === 0) return null;

  const texts = textsFor(screenTexts, reader);
  const without = statuses.filter((status) => status === null).length;
  const silent = statuses.filter((status) => status?.noWordSince !== undefined).length;
  return [
    ...counts,
    ...(without === 0 ? [] : [texts.withoutStatus(without)]),
    ...(silent === 0 ? [] : [texts.notRenewed(silent)]),
  ].join(" · ");
}

/** The frame with the chosen matters in their sections, and what is left out counted. */
function filled(frame: Omit<Screen, "choice">, chosen: readonly Chosen[], making: Making): Omit<Screen, "choice"> {
  const { input } = making;
  const texts = textsFor(screenTexts, input.reader);
  const shownItems = shownItemsOf(chosen, making);
  const sectionOf = (name: SectionName) => {
    const own = chosen.filter(({ matter }) => matter.section === name);
    const lines = [
      ...sectionLines(
        own.filter(({ drawn }) => drawn === "line").map(({ matter }) => matter),
        making,
      ),
      ...runningLines(
        name,
        own.filter(({ drawn }) => drawn === "running").map(({ matter }) => matter),
        input,
        { unnamed: name === "blocked" ? unnamedOffTrack(chosen, making) : 0, shownItems },
      ),
      ...(name === "aims" ? aimLines(input) : []),
    ];
    const isAlone = name === "silent" && input.programs.length === 1;
    const heading = isAlone ? texts.noUpdateAlone : sectionHeading(input.reader, name, input.period);
    return lines.length === 0 ? [] : [{ name, heading, lines }];
  };
  const others = input.rhythm === "annual" ? SECTIONS_OF_YEAR : SECTIONS.filter((name) => name !== "yours");
  const sections = [...sectionOf("yours"), ...objectiveSections(input), ...others.flatMap(sectionOf)];
  return { ...frame, sections, leftOut: leftOutOf(chosen, making) };
}

interface Making {
  input: ScreenInput;
  headline: Headline;
  totals: ReadonlyMap<LeftOut, ReadonlySet<Line>>;
}

/** Ids of items that the headline or a line of its own is about. */
function shownItemsOf(chosen: readonly Chosen[], { headline }: Making): Set<string> {
  const alone = chosen.flatMap(({ matter, drawn }) => (drawn === "line" ? matter : []));
  return new Set([...headline.matters, ...alone].flatMap(({ lines }) => lines.flatMap(({ itemId }) => itemId ?? [])));
}

/** How many programs are off track beside those that have a line or a name. */
function unnamedOffTrack(chosen: readonly Chosen[], { input, headline }: Making): number {
  const named = new Set([
    ...programsIn(headline, input),
    ...chosen.flatMap(({ matter }) => (isOffTrack(matter) ? matter.program.id : [])),
  ]);
  const needing = programsNeeding(input.needs);
  return input.programs.filter(
    ({ id, title, closedOn, report }) =>
      closedOn === undefined && report.status?.status === "red" && !named.has(id) && !needing.has(title),
  ).length;
}

/** Each program’s together, in the order in which they were chosen. */
function sectionLines(matters: readonly Matter[], { input }: Making): ScreenLine[] {
  const groups = Map.groupBy(matters, ({ program }) => program.id);
  return [...groups.values()].flatMap((group) => group.map((matter) => lineOf(matter, input)));
}

function lineOf(matter: Matter, input: ScreenInput): ScreenLine {
  const { program, lines } = matter;
  return {
    programId: program.id,
    program: nameOf(program, input),
    lines,
    status: statusBefore(matter),
    text: screenText(matter, input),
  };
}

function leftOutOf(chosen: readonly Chosen[], { input, totals, headline }: Making): string | null {
  const texts = textsFor(screenTexts, input.reader);
  const matters = [...headline.matters, ...chosen.map(({ matter }) => matter)];
  const shown = new Set([...matters, ...recoveriesIn(headline)].flatMap(({ lines }) => lines));
  for (const line of sameAsShown(matters)) shown.add(line);
  const parts = LEFT_OUT.flatMap((group) => {
    const count = (totals.get(group) ?? new Set()).difference(shown).size;
    return count === 0 ? [] : texts.counted[group](count);
  });
  return parts.length === 0 ? null : texts.leftOut(parts.join(", "));
}

/** A bottom line of a program that recovered says so. */
function recoveriesIn({ matters }: Headline): Pick<Matter, "lines">[] {
  return matters
    .filter(({ kind }) => kind === "bottom-line")
    .map(({ program }) => ({ lines: program.report.lines.filter(({ kind }) => kind === "recovered") }));
}

/** Lines that have the text of a shown line of their program, in whatever field. */
function sameAsShown(matters: readonly Matter[]): Line[] {
  const byProgram = Map.groupBy(matters, ({ program }) => program);
  return [...byProgram].flatMap(([{ report }, own]) => {
    const written = own.flatMap(({ lines }) => lines.filter(({ text }) => text !== ""));
    const texts = new Set(written.map(({ text }) => normalise(text)));
    if (texts.size === 0) return [];
    return report.lines.filter((line) => !isChosen(line) && texts.has(normalise(line.text)));
  });
}

/** A date that moved, also where it speaks against a green, is a change; a measure is a measure. */
function countedAs({ kind, type }: Line): LeftOut | undefined {
  if (type === "measure" && kind === "against-green") return "measures";
  return kind === "against-green" && type === "milestone" ? "moved" : COUNTED_AS[kind];
}

/** All that would be counted if nothing were shown. */
function* totalsOf(input: ScreenInput): Generator<void, Making["totals"]> {
  const totals = new Map<LeftOut, Set<Line>>();
  for (const program of input.programs) {
    yield;
    for (const line of linesOnScreen(program.report.lines)) {
      const group = countedAs(line);
      const isTold = isReported(line, program) && !isAsExpected(line);
      if (group === undefined || !isTold || isOfNeed(line, input)) continue;
      totals.getOrInsertComputed(group, () => new Set()).add(line);
    }
  }
  return totals;
}

function isOfNeed({ itemId }: Line, { needs }: ScreenInput): boolean {
  return itemId !== undefined && needs.some((need) => need.itemId === itemId);
}
