/**
 * What reassures is said with its proof in hand: each sentence is made of what shows that it holds, and there is no other
 * way to make it. Pure.
 */
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import type { BottomLine, DigestDocument, Line } from "../document.ts";
import { atLeastOne, type Sources } from "../sections/fields.ts";
import type { AskFacts, CadenceFacts, DigestFacts, MilestoneFacts, ProgramFacts } from "./facts.ts";
import { checkInSource, wishesIn } from "./rules-answers.ts";
import { isOpen } from "./rules-asks.ts";
import type { ProgramSummary } from "./rules-program.ts";

/** A program that answered in the period and is on track, with all that would speak against it: nothing. */
export interface Calm {
  summary: ProgramSummary;
  /** The answers of the period that say so. */
  answers: Sources;
  doubts: readonly [];
  requests: readonly [];
  votes: readonly [];
  blockers: readonly [];
  slips: readonly [];
  /** Target dates that nobody has said to have been reached. */
  passed: readonly [];
  unanswered: readonly [];
  /** Answers whose words ask for something, of whomever, or name the reader. */
  wishes: readonly [];
}

/** Where nobody asks anything: no line of the digest does, and of the register at most what waits for others. */
interface NoRequest {
  told: readonly [];
  /** Since the digest before, decided or withdrawn by now or not. */
  raised: readonly [];
  /** In which the reader has a vote. */
  votes: readonly [];
  /** Of others to decide. */
  standing: readonly AskFacts[];
}

type OfAll = Extract<BottomLine, { case: "nothing-needed" | "no-request" | "unsaid" }>;
type Rest = NonNullable<DigestDocument["rest"]>;

export function calmOf(
  summary: ProgramSummary,
  { period: { from }, cutOffAt, reader }: Pick<DigestFacts, "period" | "cutOffAt" | "reader">,
): Calm | null {
  const { program, health, requests, changed, wishes } = summary;
  if (health.colour !== "green") return null;
  const [first, ...more] = health.givenBy.filter(({ roundKey }) => roundKey >= from).map(checkInSource);
  const { doubts } = program;
  const votes = votesIn(program);
  // One of an earlier digest stands until it is solved, or its author leaves it out.
  const blockers = [...summary.blockers, ...program.blockers];
  // A date that is another now may have slipped, where nobody has said that the one before was reached.
  const isUnclear = (line: Line) => line.kind === "two-dates" || (line.kind === "new-date" && !line.isReached);
  const slips = changed.filter((line) => isSlip(line) || isUnclear(line));
  const unanswered = [...silentCheckIns(program), ...program.rounds.filter((one) => one.isMissed)];
  if (
    !first ||
    !isNone(doubts) ||
    !isNone(requests) ||
    !isNone(votes) ||
    !isNone(blockers) ||
    !isNone(slips) ||
    !isNone(unanswered)
  )
    return null;
  if (wishes === null || !isNone(wishes)) return null;
  const passed = passedSince(program, from, localDateOf(cutOffAt, reader.zone));
  if (!isNone(passed)) return null;
  const answers = atLeastOne([first, ...more]);
  return { summary, answers, doubts, requests, votes, blockers, slips, passed, unanswered, wishes };
}

/** The strongest sentence over all programs that holds. */
export function reassurance(
  { reader, rhythm, heldBack = [] }: Pick<DigestFacts, "reader" | "rhythm" | "heldBack">,
  summaries: readonly ProgramSummary[],
  calm: readonly Calm[],
  behind: Sources,
): OfAll {
  const line = summaries.length === 1 ? (summaries[0]?.bottomLine ?? null) : null;
  const own = line?.quote.saidOn === undefined && line?.quote.to === undefined ? line : null;
  const shared = { quote: own?.quote ?? null, sources: own ? atLeastOne([own.source, ...behind]) : behind };
  const proof = nobodyAsks(rhythm, summaries);
  if (!proof) return { case: "unsaid", ...shared };
  const isPart = !isNone(heldBack);
  const all = isPart ? null : everyOne(summaries, calm);
  if (all) return nothingNeeded(all, shared.quote);
  const grey = isGrey(summaries) && { isGrey: true as const };
  const isByRecord = summaries.some(({ program }) => !isNone(wishesIn({ reader }, program)));
  return { case: "no-request", ...grey, ...noRequest(proof, { isPart, isByRecord }), ...shared };
}

/** The same below a first line of something else, by the words of those that were read for it; undefined where somebody asks. */
export function noRequestBeside(
  { rhythm, heldBack = [] }: Pick<DigestFacts, "rhythm" | "heldBack">,
  summaries: readonly ProgramSummary[],
): DigestDocument["noRequest"] {
  const proof = nobodyAsks(rhythm, summaries);
  if (!proof) return undefined;
  const isByRecord = summaries.some(({ isSilent, wishes }) => isSilent || wishes === null || !isNone(wishes));
  return noRequest(proof, { isPart: !isNone(heldBack), isByRecord });
}

function nobodyAsks(rhythm: DigestFacts["rhythm"], summaries: readonly ProgramSummary[]): NoRequest | null {
  const told = summaries.flatMap(({ asked }) => asked);
  const asks = asksIn(rhythm, summaries);
  const raised = asks.filter(({ isNew }) => isNew);
  const votes = summaries.flatMap(({ program }) => votesIn(program));
  if (!isNone(told) || !isNone(raised) || !isNone(votes)) return null;
  return { told, raised, votes, standing: asks.filter(isOpen) };
}

function nothingNeeded([first, ...others]: readonly [Calm, ...Calm[]], quote: OfAll["quote"]): OfAll {
  return {
    case: "nothing-needed",
    quote,
    sources: atLeastOne([...first.answers, ...others.flatMap(({ answers }) => answers)]),
  };
}

/** `isByRecord`: words ask for something, of whomever, or may: then only of the record nothing waits. */
function noRequest({ standing }: NoRequest, { isPart, isByRecord }: { isPart: boolean; isByRecord: boolean }) {
  return {
    ...(isPart && { isPart: true as const }),
    ...(standing.length > 0 && { isOnlyNew: true as const }),
    ...(isByRecord && { isByRecord: true as const }),
  };
}

/**
 * Of which programs beside those of the bottom line nothing is needed; of all, where that holds for the bottom line's too.
 * Undefined where there is none.
 */
export function restOf(
  { rhythm, heldBack = [] }: Pick<DigestFacts, "rhythm" | "heldBack">,
  summaries: readonly ProgramSummary[],
  calm: readonly Calm[],
  named: readonly ProgramSummary[],
): Rest | undefined {
  const isMore = !isNone(heldBack) || asksIn(rhythm, summaries).some(({ isNew }) => isNew);
  const all = isMore ? null : everyOne(summaries, calm);
  const [first, ...others] = all ?? calm.filter(({ summary }) => !named.includes(summary));
  if (!first) return undefined;
  const programs = others.length + 1;
  const isOfOthers = programs === summaries.length - named.length && named.length > 0;
  return {
    programs,
    of: all ? "all" : isOfOthers ? "others" : "some",
    sources: atLeastOne([...first.answers, ...others.flatMap(({ answers }) => answers)]),
  };
}

function everyOne(summaries: readonly ProgramSummary[], calm: readonly Calm[]): readonly [Calm, ...Calm[]] | null {
  const [first, ...others] = calm;
  return first && calm.length === summaries.length ? [first, ...others] : null;
}

/** Those of which the sentence of a working digest speaks, whoever decides: the others speak of what their reader is asked. */
function asksIn(rhythm: DigestFacts["rhythm"], summaries: readonly ProgramSummary[]): AskFacts[] {
  return rhythm === "weekly" ? summaries.flatMap(({ program }) => program.asks) : [];
}

/** Those in which the reader has a vote. */
function votesIn({ asks }: ProgramFacts): AskFacts[] {
  return asks.filter(({ isToVote }) => isToVote);
}

/** Somebody was asked for a colour, and no program has one. */
function isGrey(summaries: readonly ProgramSummary[]): boolean {
  const colours = summaries.map(({ health }) => health.colour);
  return colours.includes("grey") && colours.every((colour) => colour === null || colour === "grey");
}

/** Asked in the period, and answered by nobody: also where the digest tells a late answer to it, and so no silence. */
function silentCheckIns({ cadences, rounds }: ProgramFacts): CadenceFacts[] {
  return cadences.filter(({ id, isActive }) => {
    const own = rounds.filter(({ cadenceId, asked }) => cadenceId === id && asked > 0);
    return isActive && own.length > 0 && own.every(({ answered }) => answered === 0);
  });
}

/** In the period or since, and not said to be reached: told in this digest or the next. */
function passedSince({ milestones }: ProgramFacts, from: LocalDate, today: LocalDate): MilestoneFacts[] {
  return milestones.filter(
    ({ current, outcome }) => current !== null && from <= current && current < today && outcome?.isReached !== true,
  );
}

export function isSlip(line: Line): line is Extract<Line, { kind: "moved-date" }> {
  return line.kind === "moved-date" && line.to > line.from;
}

export function isNone<T>(found: readonly T[]): found is readonly [] {
  return found.length === 0;
}
