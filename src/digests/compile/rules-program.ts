/** What one program brings to a digest: its lines by section, and where it stands among the others. */

import { countedTo } from "../../health/rules-checks.ts";
import { standsSince } from "../../health/status/rules.ts";
import { localDateOf } from "../../platform/time.ts";
import type { Line, LineOf } from "../document.ts";
import { isRunning } from "../periods/rules.ts";
import { atLeastOne, type Source } from "../sections/fields.ts";
import { SECTIONS, type SectionName } from "../sections/sections.ts";
import { type AnswerFacts, type AskFacts, HISTORY_PERIODS, type MilestoneFacts, type ProgramFacts } from "./facts.ts";
import {
  checkInSource,
  type Head,
  leadsOwnLines,
  type OwnLine,
  quotedIn,
  quoteOf,
  roundSource,
  said,
  wishesIn,
  withNews,
} from "./rules-answers.ts";
import { type AskLine, asksOf, isOpen } from "./rules-asks.ts";
import { byAuthorLines } from "./rules-by-author.ts";
import { colourIn, healthOf, type ProgramHealth, reasonOf, spellTold } from "./rules-health.ts";
import { decisionLines, monthsLine } from "./rules-months.ts";
import { openItemLines } from "./rules-open-items.ts";
import { noNewsLines, noUpdateLines, programSource, silentLines } from "./rules-silence.ts";
import { sinceDecisions, withMoved } from "./rules-since.ts";
import { byTime, compare } from "./rules-written.ts";

export interface ProgramSummary {
  program: ProgramFacts;
  health: ProgramHealth;
  /** Those that wait for an answer: new ones whole, then those that stand. */
  asks: AskLine[];
  /** Of these, what the reader is asked: of an executive digest those that nobody else decides. */
  asked: AskLine[];
  /** Over a quarter or a year. */
  months: LineOf<"months">[];
  /** Moves: of the colour, of dates; milestones. */
  changed: Line[];
  /** What stands: red, amber, blockers, risks, silence. */
  attention: Line[];
  /** Of all answers, also where the digest quotes only some: nothing reassuring is said beside them. */
  blockers: Line[];
  /** Under the sections that name what they have of each program. */
  told: ReadonlyMap<SectionName, Line[]>;
  /** The lead's own line; of several that of the latest round, given last. */
  bottomLine: OwnLine | null;
  /** Those of the other leads. */
  otherLines: OwnLine[];
  /** What it asks, told here or not. */
  requests: (AskLine | AskFacts)[];
  /**
   * Answers whose words ask for something, or name the reader; null where nothing is said of it: where something else
   * speaks against that nothing is needed, and of other colours.
   */
  wishes: AnswerFacts[] | null;
  isSilent: boolean;
  /** A marker stands at its colour. */
  isMarked: boolean;
  hasChanged: boolean;
  /** Green, as before or for the first time, and nothing speaks against it: counted, not listed. */
  isQuietGreen: boolean;
}

export function summarise(head: Head, facts: ProgramFacts): ProgramSummary {
  const program = {
    ...facts,
    answers: byTime(facts.answers),
    plans: byTime(facts.plans),
    measured: byTime(facts.measured),
    asks: facts.asks.toSorted((a, b) => compare(a.askedAt, b.askedAt) || compare(a.itemId, b.itemId)),
    dependencies: facts.dependencies.toSorted((a, b) => compare(a.itemId, b.itemId)),
    milestones: inPlace(facts),
  };
  const news = withNews(program);
  const quoted = quotedIn(head, news);
  const health = healthOf(program, head);
  const hasTurned = health.between !== null || health.before !== health.colour;
  const isStanding = (health.colour === "amber" || health.colour === "red") && !hasTurned;
  const hasNewColour =
    health.colour !== null &&
    health.colour !== "grey" &&
    ((health.colour === "green" && health.reported !== null) ||
      (health.before === null && health.between === null ? health.colour !== "green" : hasTurned));
  const dates = changedDates(head, program);
  const [bottomLine = null, ...otherLines] = leadsOwnLines(head, quoted);
  const markers = markerLines(head, program, health);
  const { asks, decided, gone } = asksOf(head, news);
  const requests = [...asks, ...program.asks.filter(isOpen)];
  const blockers = said(head, program, "blocker");
  const isBlocked = blockers.length > 0 || program.blockers.length > 0;
  const hasNewPhase = health.colour === "green" && newPhase(program).phase !== undefined;
  const healthLines = isStanding || hasNewColour || hasNewPhase ? [healthLine(head, quoted, health)] : [];
  const closed = [...closedLines(head, program), ...reopenedLines(head, program)];
  const standing = [...(isStanding ? healthLines : []), ...markers];
  const matters = [...(quoted === news ? blockers : said(head, quoted, "blocker")), ...said(head, quoted, "risk")];
  const summary: ProgramSummary = {
    program,
    health,
    asks,
    asked: head.rhythm === "weekly" ? asks : asks.filter((line) => line.kind !== "ask" || line.decider === undefined),
    months: monthsLine(head, program),
    changed: [
      ...closed,
      ...decided.map((line) => withMoved(head, program, health, line)),
      ...decisionLines(head, program),
      ...sinceDecisions(head, program, health),
      ...gone,
      ...(hasNewColour || hasNewPhase ? healthLines : []),
      ...dates,
      ...pastDates(head, program),
      ...said(head, quoted, "milestone"),
      ...byAuthorLines(head, quoted),
    ],
    attention: [...standing, ...matters],
    blockers,
    told: new Map(
      SECTIONS.flatMap(({ name, linesOf }) =>
        linesOf ? [[name, linesOf({ head, program, news, quoted })] as const] : [],
      ),
    ),
    bottomLine,
    otherLines,
    requests,
    wishes:
      requests.length === 0 && (health.colour === "red" || (health.colour === "green" && !isBlocked))
        ? wishesIn(head, program)
        : null,
    isSilent: false,
    isMarked: markers.length > 0,
    hasChanged: hasNewColour || hasNewPhase || dates.length > 0 || closed.length > 0,
    isQuietGreen: health.colour === "green" && !hasNewColour && !hasNewPhase && markers.length === 0,
  };
  const silent = silentLines(head, program, health, () => saidIn(summary));
  const whole: ProgramSummary = {
    ...summary,
    attention: [...standing, ...silent, ...noUpdateLines(head, program, health, silent), ...matters],
    isSilent: silent.length > 0 && program.rounds.length > 0,
  };
  const { attention } = isTold(whole) ? whole : { attention: noNewsLines(head, program) };
  return { ...whole, attention: [...attention, ...openItemLines(program, [...markers, ...matters])] };
}

/** In a line or a number of the digest. */
function isTold(summary: ProgramSummary): boolean {
  const { months, bottomLine, isQuietGreen } = summary;
  return isQuietGreen || bottomLine !== null || months.length > 0 || linesIn(summary).length > 0;
}

function linesIn({ asks, changed, attention, told }: ProgramSummary): Line[] {
  return [...asks, ...changed, ...attention, ...[...told.values()].flat()];
}

/** What is quoted of answers, beside what is told by them: a colour without its reason, dates, what speaks against them. */
function saidIn(summary: ProgramSummary): { kind?: Line["kind"]; sources: readonly Source[] }[] {
  const { bottomLine, otherLines } = summary;
  const own = (bottomLine ? [bottomLine, ...otherLines] : otherLines).map(({ source }) => ({ sources: [source] }));
  const isQuoting = (line: Line) =>
    line.kind === "health" ? line.reasons.length > 0 : !UNQUOTED.some((kind) => kind === line.kind);
  return [...own, ...linesIn(summary).filter(isQuoting)];
}

const UNQUOTED: readonly Line["kind"][] = ["marker", "past-date", "moved-date", "new-date", "two-dates"];

function closedLines({ reader }: Head, { id, title, closed }: ProgramFacts): LineOf<"closed">[] {
  if (!closed) return [];
  const on = localDateOf(closed.at, reader.zone);
  return [{ kind: "closed", program: title, on, by: closed.by, sources: [programSource({ id })] }];
}

function reopenedLines({ reader: { zone } }: Head, { id, title, reopened = [] }: ProgramFacts): LineOf<"reopened">[] {
  return reopened
    .filter(({ isNew }) => isNew)
    .map(({ closedAt, at }) => ({
      kind: "reopened",
      program: title,
      closedOn: localDateOf(closedAt, zone),
      on: localDateOf(at, zone),
      sources: [programSource({ id })],
    }));
}

/**
 * The colours of the last periods; nothing where neither an answer nor a round of the period stands behind it, but where the
 * round is still to come.
 */
export function portfolioLine(
  head: Pick<Head, "reader" | "cutOffAt" | "period">,
  { program, health, isMarked }: ProgramSummary,
): LineOf<"portfolio">[] {
  const rounds = program.rounds.map(roundSource);
  const asked = rounds.length === 0 && health.colour === "grey" && isRunning(head) ? [programSource(program)] : rounds;
  const [first, ...rest] = health.givenBy.length > 0 ? health.givenBy.map(checkInSource) : asked;
  if (!first) return [];
  return [
    {
      kind: "portfolio",
      ...coloursOf({ program, health }),
      ...(isMarked && { isMarked: true as const }),
      sources: atLeastOne([first, ...rest]),
    },
  ];
}

/** The colours of the last periods, the present one last. */
export function coloursOf({ program, health }: Pick<ProgramSummary, "program" | "health">) {
  const colours = [...health.past, health.colour].slice(-HISTORY_PERIODS);
  return { program: program.title, colours, trend: health.trend };
}

/** Target dates that left the period, and new ones, of all that there are. */
export function integrityOf(
  { period }: Pick<Head, "period">,
  programs: readonly ProgramFacts[],
): LineOf<"integrity">[] {
  const all = programs.flatMap(({ milestones }) => milestones);
  const pushed = all.filter(
    ({ change, current }) =>
      (change?.kind === "moved" || change?.kind === "corrected") &&
      change.from <= period.until &&
      current !== null &&
      current > period.until,
  );
  // One given after another has passed may be of the same thing or of the next.
  const added = all.filter((one) => !pushed.includes(one) && one.current !== null && one.before === null);
  const behind = [...pushed, ...added].flatMap(({ givenBy }) => givenBy.map(checkInSource));
  if (behind.length === 0) return [];
  return [
    {
      kind: "integrity",
      pushedOut: pushed.length,
      added: added.length,
      of: all.length,
      sources: atLeastOne(behind),
    },
  ];
}

function healthLine(head: Head, program: ProgramFacts, health: ProgramHealth): Line {
  const { between, reported } = health;
  const { zone } = head.reader;
  if (health.colour === null || health.colour === "grey") throw new Error("A line of health has a colour");
  const reasons = reasonsFor(head, program, health);
  return {
    kind: "health",
    program: program.title,
    colour: health.colour,
    before: health.before,
    trend: health.trend,
    ...(health.before === null && program.reopened && { isReopened: true as const }),
    ...(between && {
      between: { ...spellTold(between, zone), ...(between.isCorrected && { isCorrected: between.isCorrected }) },
    }),
    ...(reported && { reported: spellTold(reported, zone) }),
    periods: health.periods,
    ...(health.periods > 1 &&
      isRunning(head) && { since: localDateOf(standingSince(head, program) ?? head.cutOffAt, head.reader.zone) }),
    ...newPhase(program),
    reasons: reasons.map(({ answer, reason }) => quoteOf(head, program, answer, reason)),
    sources: atLeastOne(
      [
        ...[health, between, reported].flatMap((stand) => stand?.givenBy ?? []),
        ...reasons.map(({ answer }) => answer),
      ].map(checkInSource),
    ),
  };
}

/** Its reader knows of another one. */
function newPhase({ phase }: Pick<ProgramFacts, "phase">): Pick<LineOf<"health">, "phase"> {
  const { before = null, now = null } = phase ?? {};
  return before === null || now === null || before === now ? {} : { phase: now };
}

/** Not over a silence that was told at the end of a week or a month. */
export function standingSince(
  { cutOffAt, toldAt }: Pick<Head, "cutOffAt" | "toldAt">,
  program: ProgramFacts,
): string | null {
  return standsSince(program.given, program, cutOffAt, toldAt);
}

/**
 * Why it has this colour, by those who gave it, as far as no digest before has quoted it: in the answer that did, or where
 * the digest of a week has none of that, in their last one since it stands that says so too.
 */
function reasonsFor(head: Head, program: ProgramFacts, { colour, givenBy }: ProgramHealth) {
  const reasons = program.answers.flatMap((answer) => {
    const reason = reasonOf(answer);
    return reason ? [{ answer, reason }] : [];
  });
  const own = byTime(givenBy).flatMap(
    ({ checkInId, revision }) =>
      reasons.find(({ answer }) => answer.checkInId === checkInId && answer.revision === revision) ?? [],
  );
  if (own.length > 0 || reasons.length === 0 || head.rhythm !== "weekly") return own;
  const since = standingSince(head, program) ?? head.cutOffAt;
  return [...new Set(givenBy.map(({ personId }) => personId))].flatMap(
    (personId) =>
      reasons.findLast(
        ({ answer }) => answer.personId === personId && answer.answeredAt >= since && colourIn(answer) === colour,
      ) ?? [],
  );
}

/** What speaks against the colour that the digest tells, and was put to who gave that and not answered. */
function markerLines(
  { reader, cutOffAt }: Head,
  { title, markers, asks }: ProgramFacts,
  { colour, givenBy }: ProgramHealth,
): LineOf<"marker">[] {
  const gave = new Set(givenBy.map(({ checkInId }) => checkInId));
  const open = markers.filter((marker) => marker.colour === colour && gave.has(marker.checkInId));
  const [first] = open;
  if (!first) return [];
  const today = localDateOf(cutOffAt, reader.zone);
  return [
    {
      kind: "marker",
      program: title,
      colour: first.colour,
      findings: open.flatMap(({ findings }) =>
        findings.map((finding) =>
          countedTo(today, finding, asks.find(({ itemId }) => itemId === finding.evidence.id)?.neededBy ?? null),
        ),
      ),
      askedOn: localDateOf(first.askedAt, reader.zone),
      sources: atLeastOne(open.flatMap((one) => [checkInSource(one), ...one.findings.map(({ evidence }) => evidence)])),
    },
  ];
}

/** Of a target date what became of it since the digest before: it moved, is another one, or is not the same for all. */
function changedDates({ reader, cutOffAt }: Head, program: ProgramFacts): Line[] {
  const today = localDateOf(cutOffAt, reader.zone);
  return program.milestones.flatMap(
    ({ label, original, current, moves, passed, change, pace, differing, givenBy, ...milestone }): Line[] => {
      if (change === null || current === null) return [];
      const of = { program: program.title, label };
      const sources = atLeastOne([...givenBy, ...outcomesOf(milestone)].map(checkInSource));
      if (change.kind === "differs") return [{ kind: "two-dates", ...of, given: differing, sources }];
      const isPast = current < today && { isPast: true as const, ...became(milestone.outcome) };
      const isReached = milestone.passedOutcome?.isReached === true && { isReached: true as const };
      if (change.kind === "another")
        return [{ kind: "new-date", ...of, to: current, passed, ...isReached, ...isPast, sources }];
      const { from } = change;
      const isCorrected = change.kind === "corrected" && { isCorrected: true as const };
      const paced = pace && change.kind === "moved" && current > today && { pace };
      const moved = { from, to: current, original: original ?? from, moves, ...isCorrected, ...paced };
      return [{ kind: "moved-date", ...of, ...moved, ...isPast, sources }];
    },
  );
}

/** What was to be reached in the period, by dates that have passed and were not moved, and what it has since been said to have been. */
function pastDates({ rhythm, period, reader, cutOffAt }: Head, program: ProgramFacts): LineOf<"past-date">[] {
  const today = localDateOf(cutOffAt, reader.zone);
  return program.milestones.flatMap((milestone) => {
    const { label, original, current, moves, passed, change, differing, givenBy, outcome } = milestone;
    if (current === null || change !== null || differing.length > 0 || current >= today) return [];
    const isOfPeriod = rhythm !== "weekly" && period.from <= current && current <= period.until;
    if (outcome ? !outcome.isNew : !isOfPeriod) return [];
    const sources = atLeastOne([...givenBy, ...outcomesOf(milestone)].map(checkInSource));
    const of = { program: program.title, label, date: current, original: original ?? current, moves };
    return [{ kind: "past-date" as const, ...of, ...(passed !== null && { passed }), ...became(outcome), sources }];
  });
}

function became(outcome: MilestoneFacts["outcome"]): { outcome?: "reached" | "missed" } {
  return outcome ? { outcome: outcome.isReached ? "reached" : "missed" } : {};
}

function outcomesOf({ outcome, passedOutcome }: Pick<MilestoneFacts, "outcome" | "passedOutcome">) {
  return [outcome, passedOutcome].flatMap((one) => one ?? []);
}

/** As the cadences and questions that ask for them. */
function inPlace({ cadences, milestones }: ProgramFacts): MilestoneFacts[] {
  const place = new Map(cadences.map(({ id }, index) => [id, index]));
  return milestones.toSorted(
    (a, b) =>
      (place.get(a.cadenceId) ?? 0) - (place.get(b.cadenceId) ?? 0) ||
      compare(a.key, b.key) ||
      compare(a.givenBy[0]?.answeredAt ?? "", b.givenBy[0]?.answeredAt ?? "") ||
      compare(a.id, b.id),
  );
}
