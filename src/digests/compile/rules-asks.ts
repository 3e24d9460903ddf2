/** What a digest tells of the register: what is asked, what came of it, what one owes the other. Pure. */
import type { Instant } from "../../platform/clock.ts";
import { languageMark } from "../../platform/texts/language-of-text.ts";
import { markdownAsText } from "../../platform/texts/markdown.ts";
import { daysBetween, localDateOf } from "../../platform/time.ts";
import { lastVotingDay } from "../../register/asks/rules.ts";
import { shownTitle, wholeTitle } from "../../register/rules.ts";
import type { LineOf } from "../document.ts";
import { atLeastOne, type Quote, type Source } from "../sections/fields.ts";
import type { AskFacts, ProgramFacts } from "./facts.ts";
import { type Head, isLong, isTheLead } from "./rules-answers.ts";
import { asksInAnswers } from "./rules-asks-answered.ts";
import { isOfItsDay } from "./rules-expiry.ts";
import { asQuote } from "./rules-shortening.ts";
import { compare } from "./rules-written.ts";

export type AskLine = LineOf<"ask"> | LineOf<"standing-ask">;
/** Where an ask went that was told. */
type GoneLine = LineOf<"risen-ask"> | LineOf<"withdrawn-ask"> | LineOf<"redated-ask">;

/**
 * What was asked in the answers and in the register. An ask of the reader's is told whole once and stands in one line
 * until it is decided; deferred, it is silent until its date. Decided ones are told once, and those that went up; of one that
 * a digest told also that it went elsewhere since, was withdrawn, or raised again after that was told.
 */
export function asksOf(
  head: Head,
  program: ProgramFacts,
): { asks: AskLine[]; decided: LineOf<"decided-ask">[]; gone: GoneLine[] } {
  const { newest, others } = asksInAnswers(head, program);
  const asks: LineOf<"ask">[] = others.map((line) => asAskedOf(program, line));
  const standing: LineOf<"standing-ask">[] = [];
  const decided: LineOf<"decided-ask">[] = [];
  const gone: GoneLine[] = [];
  for (const ask of program.asks) {
    const line = lineOf(caseOf(head, program, ask, newest.get(ask)));
    if (line?.kind === "ask") asks.push(line);
    else if (line?.kind === "standing-ask") standing.push(line);
    else if (line?.kind === "decided-ask") decided.push(line);
    else if (line) gone.push(line);
  }
  return { asks: [...asks, ...standing], decided, gone };
}

/** An ask with all that its line may say; `line`: as an answer of this digest asks it. */
type Case = ReturnType<typeof caseOf>;

function caseOf(head: Head, program: ProgramFacts, ask: AskFacts, line: LineOf<"ask"> | undefined) {
  const today = localDateOf(head.cutOffAt, head.reader.zone);
  const title = wholeTitle(ask);
  const neededBy = ask.neededBy ?? line?.neededBy ?? null;
  const isLate = isOverdue({ ...ask, neededBy }, today);
  // Whoever put it off said by when instead.
  const isPutOff = ask.waitsFor === "date" && neededBy !== null && neededBy < today;
  const before = ask.toldAs ? ask.toldAs.neededBy : ask.dueAsPutOff;
  const hasMoved = before !== null && !isPutOff && neededBy !== null && neededBy !== before;
  const [passedOn, raisedAgain] = [ask.passedOn, ask.raisedAgain].map(
    (act) => act && { by: act.by, on: localDateOf(act.at, head.reader.zone) },
  );
  const redated = ask.toldAs && hasMoved && ask.waitsFor !== "date" ? { neededBy, neededBefore: before } : null;
  // Asked again, in an answer or its correction, it is no younger.
  const askedOn = localDateOf(ask.askedAt, head.reader.zone);
  return {
    ...{ head, program, ask, line, title, isLate, passedOn, raisedAgain, redated, askedOn },
    named: { program: program.title, code: ask.code, title: title ?? shownTitle(ask) },
    sources: atLeastOne([...(line?.sources ?? []), itemSource(ask)]),
    vote: ask.vote && voteOf(head, ask.vote),
    age: {
      daysAgo: daysBetween(askedOn, today),
      neededBy: isPutOff ? null : neededBy,
      isOverdue: isLate,
      ...(hasMoved && { neededBefore: before }),
    },
    neededAsTold: {
      ...(isLate && neededBy !== null && { overdueSince: neededBy }),
      ...(ask.toldAs?.neededBy && { neededBy: ask.toldAs.neededBy }),
      ...(isLate && neededBy !== null && { neededBy }),
      ...redated,
    },
  };
}

/** Null where nothing of it is told. */
function lineOf(one: Case): AskLine | LineOf<"decided-ask"> | GoneLine | null {
  const { head, ask, named, sources } = one;
  if (ask.outcome) return decidedLine(one, ask.outcome);
  if (ask.withdrawn && ask.toldAs && !ask.toldAs.isWithdrawn)
    return {
      kind: "withdrawn-ask",
      ...named,
      on: localDateOf(ask.withdrawn.at, head.reader.zone),
      by: ask.withdrawn.by,
      sources,
    };
  if (ask.waitsFor === null) return null;
  if (ask.wentUp) return risenLine(one, ask.wentUp);
  if (!ask.isReaders) return othersLine(one);
  return ask.waitsFor === "date" ? null : readersLine(one, ask.waitsFor);
}

function decidedLine(
  { head, program, ask, line, named, sources }: Case,
  outcome: NonNullable<AskFacts["outcome"]>,
): LineOf<"decided-ask"> | null {
  if (!outcome.isNew || !(ask.wentUp?.isFromReader || line || hearsOutcome(head, ask))) return null;
  const decision = program.decisions.find(({ askId }) => askId === ask.itemId);
  return {
    kind: "decided-ask",
    ...named,
    outcome: outcome.text,
    ...(decision && { decision: decision.code }),
    decidedOn: localDateOf(outcome.decidedAt, head.reader.zone),
    quote: isLong(head) ? null : (line?.quote ?? null),
    sources,
  };
}

function risenLine(
  { head, ask, line, named, sources, raisedAgain, vote, neededAsTold }: Case,
  wentUp: NonNullable<AskFacts["wentUp"]>,
): LineOf<"risen-ask"> {
  return {
    kind: "risen-ask",
    ...named,
    to: wentUp.to,
    on: localDateOf(wentUp.at, head.reader.zone),
    because: wentUp.because,
    ...(raisedAgain && { raisedAgain }),
    ...(vote && { vote }),
    ...(ask.decider !== null && ask.decider !== wentUp.to && { nowWith: ask.decider }),
    ...neededAsTold,
    quote: isLong(head) ? null : (line?.quote ?? null),
    sources,
  };
}

/** Of one that somebody else decides: as an answer asks it, else where it went since it was told, or for what day. */
function othersLine({ ask, line, named, sources, ...one }: Case): LineOf<"ask"> | GoneLine | null {
  const { raisedAgain, vote, redated } = one;
  const passed = ask.toldAs && one.passedOn;
  const voted = ask.toldAs && vote;
  const isFirst = ask.passedOn?.isFirst === true;
  const because = raisedAgain ? "raised-again" : voted ? "vote" : isFirst ? "put" : "passed-on";
  const act = raisedAgain ?? voted?.put ?? voted?.closed ?? passed;
  // One that its decider has put off waits for nobody until its day.
  if (line && ask.waitsFor !== "date")
    return {
      ...decidedBy(line, deciderNamed(ask), sources),
      askedOn: one.askedOn,
      ...one.age,
      ...(passed && !isFirst && { passedOn: passed }),
      ...(vote && { vote }),
      ...(raisedAgain && { raisedAgain }),
    };
  if (act)
    return {
      kind: "risen-ask",
      ...named,
      to: deciderNamed(ask),
      on: act.on,
      ...("by" in act && { by: act.by }),
      because,
      ...(voted && { vote: voted }),
      ...one.neededAsTold,
      quote: null,
      sources,
    };
  if (!redated) return null;
  return {
    kind: "redated-ask",
    ...named,
    decider: deciderNamed(ask),
    ...redated,
    isOverdue: one.isLate,
    ...(ask.waitsFor === "committee" && { isInVote: true as const }),
    sources,
  };
}

/** Of one that the reader decides, or whoever asked completes for them. */
function readersLine(
  { head, program, ask, line, title, sources, ...one }: Case,
  waitsFor: Exclude<AskFacts["waitsFor"], "date" | null>,
): AskLine {
  const { askedOn, age, passedOn, vote, raisedAgain } = one;
  const entry = {
    item: {
      id: ask.itemId,
      code: ask.code,
      isIncomplete: ask.isDraft,
      waitsFor,
      options: ask.options,
      recommended: ask.recommended,
      costOfWaiting: ask.costOfWaiting,
    },
    ...(ask.isByRule && { isByRule: true as const }),
    ...wayOf(head, ask),
    ...(passedOn && { passedOn }),
    ...(vote && { vote }),
    ...(raisedAgain && { raisedAgain }),
    sources,
  };
  // What can be decided is told in its author's words: whole again where no sentence of them stands for it.
  if (!line && !ask.isNew && title !== null)
    return { kind: "standing-ask", program: program.title, title, ...age, ...entry };
  const quote = line ? questionIn(ask, line.quote) : askQuote(head, program, ask);
  return { kind: "ask", program: program.title, quote, askedOn, ...age, ...entry };
}

/**
 * Whether a digest tells its reader what was decided, whoever did: those who do the work hear of all that they may read,
 * those above of their own and of what a sponsor or the committee decided.
 */
export function hearsOutcome({ rhythm }: Pick<Head, "rhythm">, { isReaders, isOpen, outcome }: AskFacts): boolean {
  if (isReaders) return true;
  return isOpen && (rhythm === "weekly" || outcome?.body === "sponsor" || outcome?.body === "committee");
}

export function dependenciesOf(
  { cutOffAt, reader }: Head,
  { title, dependencies }: ProgramFacts,
): LineOf<"dependency">[] {
  const today = localDateOf(cutOffAt, reader.zone);
  return dependencies.map((one) => ({
    kind: "dependency",
    program: title,
    code: one.code,
    title: one.title,
    giver: one.giver,
    receiver: one.receiver,
    dueOn: one.dueOn,
    isAgreed: one.isAgreed,
    isOverdue: one.dueOn !== null && one.dueOn < today,
    sources: [itemSource(one)],
  }));
}

/** What is overdue, the longest first; what is new, what stands, the next due of each first; then what others decide. */
export function byUrgency(one: AskLine, other: AskLine): number {
  return (
    placeOf(one) - placeOf(other) ||
    compare(one.neededBy ?? "9", other.neededBy ?? "9") ||
    Number(other.item?.costOfWaiting != null) - Number(one.item?.costOfWaiting != null)
  );
}

/** What a rule alone gives to the reader comes after what the record does. */
function placeOf(line: AskLine): number {
  if (deciderOf(line) !== null) return 5;
  if (line.isOverdue) return 0;
  return (line.isByRule ? 3 : 1) + (line.kind === "ask" ? 0 : 1);
}

/** Null where the reader is asked. */
export function deciderOf(line: AskLine): string | null {
  return line.kind === "ask" ? (line.decider ?? null) : null;
}

/** A request nobody has answered for good, put off or not. */
export function isOpen({ outcome, waitsFor }: Pick<AskFacts, "outcome" | "waitsFor">): boolean {
  return outcome === null && waitsFor !== null;
}

export interface WaitingAsk {
  /** The program's title. */
  program: string;
  ask: AskFacts;
  daysAgo: number;
  isOverdue: boolean;
}

/**
 * Those of a program that wait for an answer, whoever has them, as far as they are known to the reader, told in these lines
 * or not; none put off to a date.
 */
export function waitingAsks(
  { cutOffAt, reader }: Pick<Head, "cutOffAt" | "reader">,
  { title, asks }: ProgramFacts,
  lines: readonly AskLine[],
): WaitingAsk[] {
  const today = localDateOf(cutOffAt, reader.zone);
  const told = new Set(lines.flatMap(({ isOverdue: isLate, item }) => (isLate && item ? item.id : [])));
  return asks
    .filter((ask) => ask.isOpen && isOpen(ask) && ask.waitsFor !== "date")
    .map((ask) => ({
      program: title,
      ask,
      daysAgo: daysBetween(localDateOf(ask.askedAt, reader.zone), today),
      isOverdue: isOverdue(ask, today) || told.has(ask.itemId),
    }));
}

/** Whoever has it to act on it, it was needed before this day. */
export function isOverdue({ waitsFor, neededBy }: Pick<AskFacts, "waitsFor" | "neededBy">, today: string): boolean {
  return waitsFor !== null && waitsFor !== "date" && neededBy !== null && neededBy < today;
}

export function itemSource({ itemId, revision }: { itemId: string; revision: number }): Source {
  return { kind: "item", id: itemId, revision };
}

/** In other words than the record has it: whose it is, the asks of the same answer say. */
function asAskedOf({ asks }: ProgramFacts, line: LineOf<"ask">): LineOf<"ask"> {
  const [ask, ...others] = asks.filter(({ checkInId }) => checkInId === line.sources[0].id);
  return ask && [ask, ...others].every(({ isReaders }) => !isReaders)
    ? decidedBy(line, deciderNamed(ask), line.sources)
    : line;
}

/** Empty where nobody has said who decides. */
function deciderNamed({ decider, isByRule }: AskFacts): string {
  return isByRule ? "" : (decider ?? "");
}

function decidedBy(line: LineOf<"ask">, decider: string, sources: LineOf<"ask">["sources"]): LineOf<"ask"> {
  const { sources: _answer, ...ask } = line;
  return { ...ask, decider, sources };
}

function wayOf({ reader }: Head, { cameUp, backOn }: AskFacts): Pick<LineOf<"standing-ask">, "cameUp" | "backOn"> {
  return {
    ...(cameUp && {
      cameUp: { from: cameUp.from, on: localDateOf(cameUp.at, reader.zone), because: cameUp.because },
    }),
    ...(backOn !== null && { backOn }),
  };
}

function voteOf({ reader }: Head, { put, until, closed }: NonNullable<AskFacts["vote"]>) {
  const day = (at: Instant) => localDateOf(at, reader.zone);
  return {
    ...(put && { put: { by: put.by, on: day(put.at) } }),
    ...(until !== null && { until: lastVotingDay({ closesAt: until }, reader.zone) }),
    ...(closed && { closed: { on: day(closed.at), result: closed.result } }),
  };
}

/** Completed, an ask says apart what its answer had in one text: the question is told, the rest stands below it. */
function questionIn(ask: AskFacts, answer: Quote): Quote {
  const question = ask.isDraft || ask.options.length === 0 ? null : wholeTitle(ask);
  return question === null ? answer : { ...answer, text: question };
}

function askQuote(
  { reader, cutOffAt }: Head,
  { leads }: Pick<ProgramFacts, "leads">,
  { asker, askerId, title, description, options, saidOn }: AskFacts,
): Quote {
  const start = title.replace(/…$/, "");
  const isInIt = description.includes(start) || markdownAsText(description).includes(start);
  const text = description === "" ? title : isInIt ? description : `${title}\n${description}`;
  const days = { saidOn, today: localDateOf(cutOffAt, reader.zone) };
  return {
    author: asker,
    text,
    mark: languageMark(reader, text, [text, ...options]),
    isRevised: false,
    ...(isTheLead(leads, askerId) && { byLead: true as const }),
    ...(isOfItsDay(asQuote(text, Number.POSITIVE_INFINITY).text, days) && { saidOn }),
  };
}
