/** From facts to the document: pure, and byte for byte the same for the same facts. */
import { mayTellRate } from "../../people/rules-rates.ts";
import { atOnce } from "../../platform/loop.ts";
import { type DigestDocument, type Line, linesOf, type Section, type Tally } from "../document.ts";
import type { Phase } from "../phases/rules.ts";
import { atLeastOne, type Source, type Sources } from "../sections/fields.ts";
import { course, objectives } from "../sections/said.ts";
import { SECTIONS, type SectionName } from "../sections/sections.ts";
import type { DigestFacts, ProgramFacts, RoundFacts } from "./facts.ts";
import { byKey, checkInSource, isLong, roundSource } from "./rules-answers.ts";
import { byUrgency, hearsOutcome, itemSource, type WaitingAsk, waitingAsks } from "./rules-asks.ts";
import { type Opening, openingOf } from "./rules-bottom-line.ts";
import { citationsInTurn } from "./rules-citations.ts";
import { whoseAre } from "./rules-headline.ts";
import { findingsTold } from "./rules-markers.ts";
import { coloursOf, integrityOf, type ProgramSummary, portfolioLine, summarise } from "./rules-program.ts";
import { isNone } from "./rules-reassurance.ts";
import { programSource, silenceAmong, silenceOf } from "./rules-silence.ts";

/**
 * So many programs fit on a screen: each is named in what was done and what comes, with so many quotes of a kind. In a
 * longer list the greens without news are only counted, and each program has fewer quotes.
 */
const FEW_PROGRAMS = 3;
const MOST_QUOTES = { few: 8, many: 3 };
/** So many asks are named by their code alone. */
const MOST_CODES = 3;

/**
 * Null when no round that feeds the reader lies in the period and no program was closed, or the reader has no program: then
 * there is no edition.
 */
export function compileDocument(facts: DigestFacts): DigestDocument | null {
  return atOnce(assembleInTurn(facts, facts.programs.map(summariseFor(facts))));
}

/**
 * The part about one of its programs, for whoever answers for that: without what is only known of all of them together.
 * Null as `compileDocument`.
 */
export function compilePart(facts: DigestFacts, programId: string): DigestDocument | null {
  const programs = facts.programs.filter(({ id }) => id === programId);
  if (programs.length === facts.programs.length) return compileDocument({ ...facts, heldBack: [] });
  const [program] = programs;
  const toldBefore = program ? toldOver(facts)(program) : null;
  return compileDocument({ ...facts, programs, heldBack: [], toldBefore, silentPeople: 0 });
}

/** The part of the work that grows with a program's answers. */
export function summariseFor(facts: DigestFacts): (program: ProgramFacts) => ProgramSummary {
  const mostQuotes = facts.programs.length <= FEW_PROGRAMS ? MOST_QUOTES.few : MOST_QUOTES.many;
  const head = { ...facts, mostQuotes };
  return (program) => summarise(head, program);
}

/**
 * The summaries of all programs as one document, in steps, none of which is long for a thousand programs; null as
 * `compileDocument`.
 */
export function* assembleInTurn(
  given: DigestFacts,
  unordered: ProgramSummary[],
): Generator<void, DigestDocument | null> {
  const closed = given.programs.filter((program) => program.closed !== undefined);
  if (closed.length === 0 && !given.programs.some(({ rounds }) => rounds.length > 0)) return null;
  const summaries = inOrder(unordered, given.reader.locale);
  yield;
  const facts = { ...given, programs: summaries.map(({ program }) => program) };
  yield;
  const rounds = summaries.flatMap((summary) => byKey(summary.program.rounds));
  const counted = roundsWithPrompts(facts.programs);
  yield;
  const toldBefore = counted.reduce((sum, round) => sum + round.toldBefore, 0);
  const isCounted = new Set(counted.map(({ id }) => id));
  const answers: Source[] = [];
  let beside = 0;
  for (const { program } of summaries) {
    for (const answer of program.answers) {
      answers.push(checkInSource(answer));
      if (!isCounted.has(answer.roundId)) beside += 1;
    }
    yield;
  }
  const asked = answers.length > 0 ? answers : rounds.map(roundSource);
  const all = asked.length > 0 ? asked : closed.map(programSource);
  const [first] = all;
  if (!first) return null;
  // Each once, as they were read: among so many that is not looked for.
  const behind: Sources = [first, ...all.slice(1)];
  yield;
  const opening = openingOf(facts, summaries, silenceOf(facts, summaries), behind);
  yield;
  const { bottomLine, rest, noRequest } = opening;
  const waiting = summaries.flatMap(({ program, asks }) => waitingAsks(facts, program, asks));
  const sections = yield* sectionsInTurn(facts, summaries, opening, waiting);
  const document: Omit<DigestDocument, "citations"> = {
    reader: {
      handle: facts.reader.handle,
      name: facts.reader.name,
      locale: facts.reader.locale,
      zone: facts.reader.zone,
    },
    rhythm: facts.rhythm,
    period: { label: facts.period.label, from: facts.period.from, until: facts.period.until },
    cutOffAt: facts.cutOffAt,
    programs: summaries.map(({ program: { key, title, isFlagship, phase }, health, wishes, changed, attention }) => ({
      key,
      title,
      ...(isFlagship && { isFlagship }),
      ...(health.colour === "red" && wishes !== null && isNone(wishes) && { asksNothing: true as const }),
      ...phaseKnown(phase, [...changed, ...attention]),
    })),
    ...(facts.heldBack && { heldBack: facts.heldBack }),
    head: {
      kind: "head",
      ...tallyOf(facts.programs),
      ...(toldBefore > 0 && { toldBefore }),
      ...(beside > 0 && { beside }),
      checkIns: answers.length + rounds.reduce((sum, { removed = 0 }) => sum + removed, 0),
      sources: behind,
    },
    bottomLine,
    ...(rest && { rest }),
    ...(noRequest && { noRequest }),
    sections,
    ...(facts.rhythm !== "weekly" && hasPast(summaries) && { colours: summaries.filter(isRunning).map(coloursOf) }),
    ...(facts.rhythm !== "weekly" && {
      openAsks: waiting.map(({ daysAgo, isOverdue }) => ({ daysAgo, isOverdue })),
    }),
  };
  const citations = yield* citationsInTurn(given, linesOf({ ...document, citations: [] }));
  return { ...document, citations };
}

/** One that no line has told is not known yet. */
function phaseKnown(phase: ProgramFacts["phase"], lines: readonly Line[]): { phase?: Phase } {
  const { before = null, now = null } = phase ?? {};
  const isTold = before === null || lines.some((line) => line.kind === "health" && line.phase !== undefined);
  const known = isTold ? (now ?? before) : before;
  return known === null ? {} : { phase: known };
}

/** Asks, red, amber, silent or doubted, changed, the rest by title; the flagship first among equals. */
function inOrder(summaries: ProgramSummary[], locale: string): ProgramSummary[] {
  const collator = new Intl.Collator(Intl.Collator.supportedLocalesOf([locale])[0] ?? "en");
  return summaries.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(b.program.isFlagship) - Number(a.program.isFlagship) ||
      collator.compare(a.program.title, b.program.title) ||
      (a.program.key < b.program.key ? -1 : 1),
  );
}

function rank(summary: ProgramSummary): number {
  if (summary.asks.length > 0) return 0;
  const colour = summary.health.last?.colour ?? summary.health.colour;
  if (colour === "red") return 1;
  if (colour === "amber") return 2;
  if (summary.isSilent || summary.isMarked) return 3;
  return summary.hasChanged ? 4 : 5;
}

function* sectionsInTurn(
  facts: DigestFacts,
  summaries: ProgramSummary[],
  opening: Opening,
  waiting: readonly WaitingAsk[],
): Generator<void, Section[]> {
  const counted = summaries.filter((summary) => summary.isQuietGreen);
  const isListed = (summary: ProgramSummary) =>
    facts.rhythm === "weekly" || summaries.length <= FEW_PROGRAMS || !summary.isQuietGreen;
  const listed = summaries.filter(isListed);
  const asks = summaries.flatMap((summary) => summary.asks);
  const unchanged = counted.filter(({ health }) => health.trend !== null).length;
  const onTrack: Line[] =
    counted.length === 0
      ? []
      : [
          {
            kind: "on-track",
            programs: counted.length,
            ...(unchanged < counted.length && { unchanged }),
            sources: atLeastOne(counted.flatMap((summary) => summary.health.givenBy.map(checkInSource))),
          },
        ];
  yield;
  const attention = colourFirst(summaries.flatMap((summary) => attentionOf(summary, isListed(summary))));
  yield;
  const rhythm = rhythmLines(facts, summaries, opening, waiting);
  yield;
  const ofAll: Partial<Record<SectionName, Line[]>> = {
    asks: asks.toSorted(byUrgency),
    months: summaries.flatMap((summary) => monthsOf(summary, isListed(summary))),
    changed: [...summaries.flatMap((summary) => summary.changed), ...onTrack],
    attention,
    leads: opening.ownLines,
    rhythm,
    portfolio: portfolioLines(facts, summaries),
  };
  yield;
  const sections: Section[] = [];
  for (const { name, isOfAll } of orderOf(facts)) {
    const told = (isOfAll ? summaries : listed).flatMap((summary) => summary.told.get(name) ?? []);
    sections.push({ section: name, lines: ofAll[name] ?? told });
    yield;
  }
  return sections.filter((section) => section.lines.length > 0);
}

/** A quarter and a year are about objectives; elsewhere they come when the review of the quarter does. */
function orderOf(facts: DigestFacts): readonly (typeof SECTIONS)[number][] {
  if (isLong(facts)) return SECTIONS;
  const others = SECTIONS.filter((section) => section !== objectives);
  return others.toSpliced(others.indexOf(course) + 1, 0, objectives);
}

/** How programs stand comes before what was said of them, and what is only counted last. */
function colourFirst(lines: readonly Line[]): Line[] {
  const place = ({ kind }: Line) =>
    kind === "open-items" ? 2 : kind === "said" || kind === "stuck" || kind === "open-item" ? 1 : 0;
  return lines.toSorted((one, other) => place(one) - place(other));
}

/** Of a program that is on track as before, only where it was not in a month between. */
function monthsOf({ months }: ProgramSummary, isListed: boolean): Line[] {
  return months.filter((line) => isListed || line.months.some(({ colour }) => colour !== null && colour !== "green"));
}

/** A blocker under a green is always named, a risk and what else is open only where the program is. */
function attentionOf(summary: ProgramSummary, isListed: boolean): Line[] {
  const isAlways = (line: Line) =>
    line.kind === "said"
      ? line.feed !== "risk"
      : line.kind === "open-item"
        ? line.is === "blocker"
        : line.kind !== "open-items";
  return summary.attention.filter((line) => isListed || isAlways(line));
}

function rhythmLines(
  facts: DigestFacts,
  summaries: ProgramSummary[],
  { bottomLine }: Opening,
  waiting: readonly WaitingAsk[],
): Line[] {
  const now = tallyOf(facts.programs);
  const before = facts.toldBefore;
  const measured = roundsWithPrompts(facts.programs);
  const lines: Line[] = [];
  if (now.asked > 0)
    lines.push({
      kind: "participation",
      ...now,
      before: before && !before.isFew ? { answered: before.answered, asked: before.asked } : null,
      ...(facts.rhythm !== "weekly" &&
        summaries.length > 1 && { programs: talliesOf(facts, summaries.filter(isRunning)) }),
      sources: atLeastOne(measured.map(roundSource)),
    });
  if (bottomLine.case !== "silent") lines.push(...silentPrograms(summaries));
  if (facts.rhythm !== "weekly") lines.push(...integrityOf(facts, facts.programs));
  lines.push(...decisionTime(facts, summaries));
  lines.push(...overdueAsks(summaries, waiting));
  // Of a quarter or a year that would take a row about each person.
  if (!isLong(facts) && facts.silentPeople > 0 && now.answered > 0 && !now.isFew)
    lines.push({ kind: "silent-people", people: facts.silentPeople, sources: atLeastOne(measured.map(roundSource)) });
  for (const { program } of summaries)
    for (const round of byKey(program.rounds.filter((one) => one.isMissed)))
      lines.push({
        kind: "missed-round",
        program: program.title,
        period: round.period,
        reason: round.missedReason ?? "",
        people: round.missedCount,
        sources: atLeastOne([roundSource(round)]),
      });
  return lines;
}

/** That nobody answered at all stands in the first line. */
function silentPrograms(summaries: readonly ProgramSummary[]): Line[] {
  const { silent, of, sources } = silenceAmong(summaries);
  if (silent.length === 0 || silent.length === of) return [];
  const programs = silent.map(({ program }) => program.title);
  return [{ kind: "silent-programs", programs, of, sources: atLeastOne(sources) }];
}

/** Of a portfolio that does not fit on a screen, once there is a past to compare with. */
function portfolioLines(facts: DigestFacts, summaries: readonly ProgramSummary[]): Line[] {
  return facts.rhythm === "weekly" || summaries.length <= FEW_PROGRAMS || !hasPast(summaries)
    ? []
    : summaries.flatMap((summary) => portfolioLine(facts, summary));
}

function hasPast(summaries: readonly ProgramSummary[]): boolean {
  return summaries.some(({ health }) => health.history.some((colour) => colour !== null));
}

function isRunning({ program }: ProgramSummary): boolean {
  return program.closed === undefined;
}

function talliesOf(
  facts: DigestFacts,
  summaries: readonly ProgramSummary[],
): ({ program: string; before: Tally | null } & Tally)[] {
  const toldOf = toldOver(facts);
  return summaries.map(({ program }) => {
    const told = toldOf(program);
    const before = told && !told.isFew ? { answered: told.answered, asked: told.asked } : null;
    return { program: program.title, ...tallyOf([program]), before };
  });
}

/** What the digest before told of one program alone; null where it did not, or of two of its title. */
function toldOver({ toldBefore }: DigestFacts): (program: ProgramFacts) => DigestFacts["toldBefore"] {
  const byTitle = Map.groupBy(toldBefore?.programs ?? [], ({ program }) => program);
  return ({ title }) => {
    const [told, ...namesakes] = byTitle.get(title) ?? [];
    if (!toldBefore || !told || namesakes.length > 0) return null;
    const { kind, sources } = toldBefore;
    const { answered, asked, isFew, before } = told;
    return { kind, answered, asked, ...(isFew && { isFew }), before, sources };
  };
}

/** The first line of the digest counts the reader's among them, by the same words; each that no line tells is named here. */
function overdueAsks(summaries: readonly ProgramSummary[], waiting: readonly WaitingAsk[]): Line[] {
  const told = summaries.flatMap(({ asks }) => asks.filter((line) => line.isOverdue));
  const overdue = waiting.filter(({ isOverdue }) => isOverdue);
  if (overdue.length === 0) return [];
  const withReader = told.filter(({ item }) => item !== undefined);
  const { isDecidable } = whoseAre(withReader);
  const own = isDecidable ? withReader : withReader.filter(({ isByRule }) => !isByRule);
  const isPart = own.length > 0 && own.length < overdue.length;
  const whose = isPart ? { own: own.length, ...(isDecidable && { isDecidable }) } : {};
  const lines: Line[] = summaries.flatMap(({ asks, changed, attention }) => [...asks, ...changed, ...attention]);
  const named = new Set(lines.flatMap(itemsNamedBy));
  const others = overdue.flatMap(({ program, ask }) => (named.has(ask.itemId) ? [] : [{ program, code: ask.code }]));
  const asks = others.slice(0, MOST_CODES);
  const unnamed = asks.length > 0 && { unnamed: { asks, more: others.length - asks.length } };
  const count = { asks: overdue.length, ...whose, ...unnamed };
  return [{ kind: "overdue-asks", ...count, sources: atLeastOne(overdue.map(({ ask }) => itemSource(ask))) }];
}

/** A marker rests on more than it names. */
function itemsNamedBy(line: Line): string[] {
  if (line.kind === "marker") return findingsTold(line.findings).told.map(({ finding }) => finding.evidence.id);
  return line.sources.map(({ id }) => id);
}

/** Of the decisions of bodies, never of a person, that the digest names; nothing where it names none. */
function decisionTime(facts: DigestFacts, summaries: readonly ProgramSummary[]): Line[] {
  const { programs } = facts;
  const named = new Set(
    summaries.flatMap(({ changed }) =>
      changed.flatMap((line) => (line.kind === "decided-ask" ? line.sources.map(({ id }) => id) : [])),
    ),
  );
  const decided = programs.flatMap(({ asks }) =>
    asks.flatMap((ask) => (ask.outcome && ask.outcome.body !== "other" ? [{ ask, outcome: ask.outcome }] : [])),
  );
  const now = decided.filter(({ ask }) => named.has(ask.itemId));
  const median = medianOf(now.map(({ outcome }) => outcome.days));
  if (median === null) return [];
  const earlier = decided.filter(({ ask, outcome }) => outcome.wasNew && hearsOutcome(facts, ask));
  const before = medianOf(earlier.map(({ outcome }) => outcome.days));
  const sources = atLeastOne(now.map(({ ask }) => itemSource(ask)));
  return [{ kind: "decision-time", median, before, decisions: now.length, sources }];
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** What was asked in the rounds of the period, and how much of it was answered by the cut-off. */
function tallyOf(programs: readonly ProgramFacts[]): Tally {
  const isFew = !mayTellRate(peopleAskedIn(programs));
  const tally = { answered: 0, asked: 0, ...(isFew && { isFew: true as const }) };
  for (const program of programs) {
    for (const round of roundsWithPrompts([program])) {
      tally.asked += round.asked;
      tally.answered += round.answered;
    }
  }
  return tally;
}

function peopleAskedIn(programs: readonly ProgramFacts[]): number {
  return new Set(programs.flatMap(({ people }) => [...people.asked])).size;
}

function roundsWithPrompts(programs: readonly ProgramFacts[]): RoundFacts[] {
  return programs.flatMap(({ rounds, counted }) => byKey([...rounds, ...counted].filter(({ asked }) => asked > 0)));
}
