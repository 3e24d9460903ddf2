/** What a digest quotes of answers: which of them, in what order, and with what is to know of each. Pure. */
import { type AnswerValue, type Feed, WRITTEN, wordsIn } from "../../cadences/questions/questions.ts";
import { remembered } from "../../platform/remembered.ts";
import { isInAnother, languageMark } from "../../platform/texts/language-of-text.ts";
import { sentencesOf } from "../../platform/texts/sentences.ts";
import { localDateOf } from "../../platform/time.ts";
import { isAsking, naming, othersNamed, saysYou } from "../../register/drafts/rules-asking.ts";
import { likenessOf } from "../../register/drafts/rules-likeness.ts";
import { saysNothing } from "../../register/drafts/rules-nothing.ts";
import type { LineOf } from "../document.ts";
import { isBelow } from "../readers/rules.ts";
import { ownWords, type Shortened, sentencesIn, withoutSentences } from "../render/rules-pieces.ts";
import { atLeastOne, LONGEST_QUOTE, type Quote, type Source } from "../sections/fields.ts";
import type { AnswerFacts, AskFacts, DigestFacts, FedAnswer, ProgramFacts } from "./facts.ts";
import { type Days, isOfItsDay, stillAhead } from "./rules-expiry.ts";
import { longestCadence } from "./rules-health.ts";
import { measuresOf } from "./rules-measures.ts";
import { asQuote } from "./rules-shortening.ts";
import { leansOnLast } from "./rules-telling.ts";
import {
  aliveOfEachPerson,
  byTime,
  compare,
  contentsOf,
  isWritten,
  lastOfEachPerson,
  MATTERS,
  writtenIn,
} from "./rules-written.ts";

/** `mostQuotes`: a program with more answers of a kind shows the newest of each person in turn; the sources show all. */
export type Head = Pick<
  DigestFacts,
  "reader" | "rhythm" | "period" | "fromAt" | "cutOffAt" | "earlierCutOffs" | "toldAt" | "months"
> & {
  mostQuotes: number;
};

/** Each makes sense with the others of its answer alone: a number with its target, a need with its date. */
const TOGETHER: readonly Feed[] = ["metric", "ask"];
/** About what is to come: of these only what still lies ahead is told. */
const AHEAD: readonly Feed[] = ["next", "dependency", "capacity"];
/** In a longer digest told as each person said it last, like plans. */
const STANDING: readonly Feed[] = ["objective", "dependency", "capacity"];

/**
 * What was said under one heading, in the cadence with the longest rhythm that has any: what was said in the daily is
 * said again in the weekly. Plans are those of each person's last check-in; blockers and risks end as the record has it.
 */
export function said(head: Head, program: ProgramFacts, feed: LineOf<"said">["feed"]): LineOf<"said">[] {
  if (!program.answers.some(({ fed }) => fed.some((one) => one.feed === feed))) return [];
  const candidates = MATTERS.includes(feed)
    ? aliveOfEachPerson(program, feed)
    : feed === "next" || (isLong(head) && STANDING.includes(feed))
      ? lastOfEachPerson(program.answers.filter((answer) => !answer.told || writtenIn(answer, feed).length > 0))
      : program.answers;
  const shown = pick(head, program, candidates, feed);
  if (shown.chosen.length === 0) return [];
  const hasSeveral = new Set(shown.chosen.map(({ key }) => key)).size > 1;
  return [
    {
      kind: "said",
      program: program.title,
      feed,
      quotes: shown.chosen.map(({ answer, text, typed, isShortened, question, again }) => ({
        ...quoteOf(head, program, answer, text, { isShortened, typed }),
        ...addressed(head, program, answer, text),
        ...(again && { again }),
        ...(hasSeveral && { question }),
      })),
      more: shown.more,
      sources: atLeastOne(shown.all.map(checkInSource)),
    },
  ];
}

export function isLong({ rhythm }: Pick<Head, "rhythm">): boolean {
  return rhythm === "quarterly" || rhythm === "annual";
}

/**
 * What may be quoted: in a longer digest the answers to the questions of a quarter and a year. What the months and weeks
 * said stands there as what was recorded of it.
 */
export function quotedIn(head: Head, program: ProgramFacts): ProgramFacts {
  if (!isLong(head)) return program;
  const ids = new Set(
    program.cadences.flatMap(({ id, every }) => (every === "quarter" || every === "year" ? [id] : [])),
  );
  return { ...program, answers: program.answers.filter(({ cadenceId }) => ids.has(cadenceId)) };
}

/** Of corrections what is new to this reader, with the matters that stand. */
export function withNews(program: ProgramFacts): ProgramFacts {
  if (program.answers.every(({ told }) => !told)) return program;
  return { ...program, answers: program.answers.map(newsIn) };
}

function newsIn(answer: AnswerFacts): AnswerFacts {
  const { told, fed } = answer;
  if (!told) return answer;
  const isNew = ({ key, value }: FedAnswer) => JSON.stringify(value) !== JSON.stringify(told[key]);
  const whole = TOGETHER.filter((feed) => fed.some((one) => one.feed === feed && isNew(one)));
  return { ...answer, fed: fed.filter((one) => [...MATTERS, ...whole].includes(one.feed) || isNew(one)) };
}

/** What a correction added to a text or changed in it; null where it only took something out. */
function newsOf(text: string, told: AnswerValue | undefined): Shortened | null {
  if (typeof told !== "string") return { text, isShortened: false };
  const known = new Set(sentencesIn(told).map((one) => one.text));
  const all = sentencesIn(text).map((one) => one.text);
  const leantOn = new Set(
    all.filter((_, place) => {
      const next = all[place + 1];
      return next !== undefined && !known.has(next) && leansOnLast(next);
    }),
  );
  const isKnown = (sentence: string) => known.has(sentence) && !leantOn.has(sentence);
  return withoutSentences(text, sentencesOf, isKnown);
}

/** Beside its date, which makes no sense without them. */
export function asksInNewWords({ fed, told }: AnswerFacts): boolean {
  return fed.some(({ feed, key, type, value }) => feed === "ask" && WRITTEN.includes(type) && value !== told?.[key]);
}

/**
 * What was done beside what the same people had said would come; `quoted`: in whose words. What they had done when they said
 * so stands apart.
 */
export function progressLines(head: Head, program: ProgramFacts, quoted: ProgramFacts): LineOf<"progress">[] {
  const { chosen, all, more } = pick(head, quoted, quoted.answers, "progress");
  const plans = program.plans.filter(
    (plan) => chosen.some(({ answer }) => followsPlan(answer, plan)) && contentsOf(plan, "next").length > 0,
  );
  const told = (answer: AnswerFacts, text: string): Quote => ({
    ...quoteOf(head, program, answer, text),
    ...addressed(head, program, answer, text),
  });
  const planned = plans.flatMap((plan) => contentsOf(plan, "next").map(({ text }) => told(plan, text)));
  const { metrics, behind } = measuresOf(head, program);
  if (chosen.length === 0 && metrics.length === 0) return [];
  const isBefore = (answer: AnswerFacts) =>
    plans.some((plan) => isSameVoice(answer, plan) && !followsPlan(answer, plan));
  const before = chosen.filter(({ answer }) => isBefore(answer));
  const since = chosen.filter(({ answer }) => !isBefore(answer));
  const done = (some: readonly Said[]) =>
    some.map(({ answer, text, again }) => ({ ...told(answer, text), ...(again && { again }) }));
  const apart = { kind: "progress" as const, program: program.title, planned: [], metrics: [], more: 0 };
  return [
    ...(before.length > 0
      ? [{ ...apart, done: done(before), sources: atLeastOne(before.map(({ answer }) => checkInSource(answer))) }]
      : []),
    {
      kind: "progress",
      program: program.title,
      // A plan is of an earlier period by its nature: it is not said of which.
      planned: planned.map(({ period: _, ...quote }) => quote),
      done: done(since),
      metrics,
      more,
      sources: atLeastOne([...all.filter((answer) => !isBefore(answer)), ...behind, ...plans].map(checkInSource)),
    },
  ];
}

/** A lead's own line, and whom it asks where the same answer asks somebody else than the reader. */
export interface OwnLine {
  quote: Quote;
  source: Source;
}

/** Of each lead who has one in the check-in in which one of them spoke last, by the latest round first. */
export function leadsOwnLines(head: Head, program: ProgramFacts): OwnLine[] {
  const leads = program.answers.filter((answer) => program.leads.includes(answer.personId));
  const all = [...longestTold(head, program, leads, "bottom-line").keys()];
  const last = all.at(-1);
  // What is said for a round after a later one had its word does not take its place.
  const inOrder = all
    .filter(({ cadenceId }) => cadenceId === last?.cadenceId)
    .toReversed()
    .toSorted((one, other) => compare(other.roundKey, one.roundKey));
  const ofEach = inOrder.filter(
    ({ personId }, place) => inOrder.findIndex((one) => one.personId === personId) === place,
  );
  return ofEach.flatMap((answer) => {
    const text = contentsOf(answer, "bottom-line").at(-1)?.text;
    if (text === undefined) return [];
    const isWish = isAsking(text);
    const to = isWish ? addresseesOf(head, program, answer, text) : null;
    const quote = {
      ...quoteOf(head, program, answer, text, { isWhole: true }),
      ...(to !== null && { to }),
      // What it asks was settled since: it asks so no more.
      ...(isWish && hasClosedAsk(program, answer) && { saidOn: daysOf(head, answer, text).saidOn }),
    };
    return [{ quote, source: checkInSource(answer) }];
  });
}

/** To whom a quote says “you”, where that is not the reader. */
export function addressed(head: Head, program: ProgramFacts, answer: AnswerFacts, text: string): Pick<Quote, "to"> {
  const to = saysYou(text) ? addresseesOf(head, program, answer, text) : null;
  return to === null ? {} : { to };
}

/** One of its asks was decided or withdrawn. */
function hasClosedAsk({ asks }: ProgramFacts, { checkInId }: AnswerFacts): boolean {
  return asks.some(
    (ask) => ask.waitsFor === null && [ask.checkInId, ...ask.namedIn.map((one) => one.checkInId)].includes(checkInId),
  );
}

/**
 * Null where it asks the reader, or nobody; empty where it asks somebody else, and nobody has said who decides, or its words
 * neither say “you” nor are those of what is asked. A name in the words goes before who has an ask by a rule alone.
 */
function addresseesOf(
  { reader }: Pick<Head, "reader">,
  { asks }: ProgramFacts,
  { checkInId }: AnswerFacts,
  text: string,
): string | null {
  const asked = asks.filter((ask) => ask.checkInId === checkInId);
  if (!asked.some((ask) => ask.decider !== null && !ask.isByRule)) {
    const { to, others } = othersNamed(text, reader.name);
    if (to.length > 0) return to.join(", ");
    if (others.length > 0 && !saysYou(text)) return "";
  }
  if (asked.some(({ isReaders, wentUp }) => isReaders || wentUp?.isFromReader)) return null;
  const named = asked.filter(({ decider }) => decider !== null);
  const isMeant = ({ title }: AskFacts) => saysYou(text) || likenessOf(title, text) !== "other";
  const names = new Set(named.filter((ask) => !ask.isByRule && isMeant(ask)).flatMap(({ decider }) => decider ?? []));
  return named.length > 0 ? [...names].join(", ") : null;
}

/**
 * In a digest that spans several rounds of a cadence, each of its quotes says of which; one that reads as
 * something else on another day says when it was said. `isShortened`: some of its sentences are left out already of what
 * was `typed`. What a correction left as it was first said is dated by then, and is not revised.
 */
export function quoteOf(
  head: Head,
  { cadences, leads }: ProgramFacts,
  answer: AnswerFacts,
  text: string,
  { isWhole = false, isShortened = false, typed = text } = {},
): Quote {
  const { reader, rhythm, period } = head;
  const days = daysOf(head, answer, typed);
  const isEarlier = answer.roundKey < period.from;
  const cadence = cadences.find(({ id }) => id === answer.cadenceId);
  const isOneOfSeveral = (rhythm === "quarterly" || rhythm === "annual") && cadence && isBelow(rhythm, cadence.every);
  const told = isWhole ? null : asQuote(text, LONGEST_QUOTE);
  return {
    author: answer.author,
    ...(told && (isShortened || told.isShortened) ? { text: told.text, isShortened: true as const } : { text }),
    mark: languageMark(reader, text, wordsOf(answer)),
    isRevised: answer.isRevised && !isAsFirst(answer, typed),
    ...(!answer.isDelegated && isTheLead(leads, answer.personId) && { byLead: true as const }),
    ...(isOfItsDay((told ?? asQuote(text, Number.POSITIVE_INFINITY)).text, days) && { saidOn: days.saidOn }),
    ...((isEarlier || isOneOfSeveral) && { period: answer.roundPeriod }),
  };
}

/** Where several lead, none of them is meant by that word. */
export function isTheLead(leads: readonly string[], personId: string | undefined): boolean {
  return leads.length === 1 && leads[0] === personId;
}

/** All that its author wrote in that form, as far as it is known here. */
function wordsOf({ given, fed, first }: AnswerFacts): string[] {
  const values = given ? Object.values(given) : fed.map(({ value }) => value);
  return [...wordsIn(Object.fromEntries(values.entries())), ...(first?.texts ?? [])];
}

export function roundSource(round: { id: string }): Source {
  return { kind: "measure", id: round.id, revision: 1 };
}

export function checkInSource(answer: Pick<AnswerFacts, "checkInId" | "revision">): Source {
  return { kind: "check-in", id: answer.checkInId, revision: answer.revision };
}

interface Said {
  answer: AnswerFacts;
  text: string;
  /** The whole text as it was written. */
  typed: string;
  isShortened: boolean;
  /** Key and label of the question. */
  key: string;
  question: FedAnswer["label"];
  again: Quote["again"];
}

/** `all`: every answer with such texts, in order of time; `chosen`: those that are shown, each person's newest first in turn. */
function pick(
  head: Head,
  program: ProgramFacts,
  answers: readonly AnswerFacts[],
  feed: Feed,
): { chosen: Said[]; all: AnswerFacts[]; more: number } {
  const told = longestTold(head, program, answers, feed);
  const all = [...told.keys()];
  if (all.length === 0) return { chosen: [], all, more: 0 };
  const last = inLastWords(told);
  const turns = [...Map.groupBy(byTime([...last.keys()]).toReversed(), (answer) => answer.personId).values()]
    .flatMap((theirs) => theirs.map((answer, turn) => ({ answer, turn })))
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, head.mostQuotes)
    .map(({ answer }) => answer);
  const chosen = byTime(turns).flatMap((answer) =>
    (last.get(answer) ?? []).map(({ label, ...one }) => ({ ...one, answer, question: label })),
  );
  return { chosen, all, more: last.size - turns.length };
}

type Told = ReturnType<typeof toldOf>;

/** What somebody says again in the same words is told as of the last time, with how often and since when they do. */
function inLastWords(told: ReadonlyMap<AnswerFacts, Told>) {
  const words = [...told].flatMap(([answer, texts]) => texts.map((one) => ({ answer, one })));
  const last = new Map<AnswerFacts, (Told[number] & { again: Quote["again"] })[]>();
  for (const same of Map.groupBy(words, ({ answer, one }) => `${answer.personId} ${one.key} ${one.text}`).values()) {
    const [first, newest] = [same[0], same.at(-1)];
    if (!first || !newest) continue;
    const since = localDateOf(first.answer.answeredAt, first.answer.zone);
    const again = same.length > 1 ? { times: same.length, since } : undefined;
    last.set(newest.answer, [...(last.get(newest.answer) ?? []), { ...newest.one, again }]);
  }
  return last;
}

/** In order of time each answer with such texts to the cadence with the longest rhythm that has any, with them. */
function longestTold(
  head: Head,
  program: ProgramFacts,
  answers: readonly AnswerFacts[],
  feed: Feed,
): Map<AnswerFacts, Told> {
  const told: [AnswerFacts, Told][] = [];
  for (const answer of answers) {
    const texts = toldOf(head, answer, feed);
    if (texts.length > 0) told.push([answer, texts]);
  }
  const cadenceId = longestCadence(program, new Set(told.map(([answer]) => answer.cadenceId)));
  return new Map(told.filter(([answer]) => answer.cadenceId === cadenceId));
}

/** What an answer has under a heading, as far as it still holds. */
function toldOf(head: Head, answer: AnswerFacts, feed: Feed) {
  return contentsOf(answer, feed).flatMap((one) => {
    const typed = one.text;
    const news = MATTERS.includes(feed) ? { text: typed, isShortened: false } : newsOf(typed, answer.told?.[one.key]);
    if (!news) return [];
    if (!AHEAD.includes(feed)) return [{ ...one, typed, ...news }];
    const own = ownWords(news.text);
    const told = stillAhead(own.text, daysOf(head, answer, typed));
    const isShortened = news.isShortened || own.isShortened || told?.isShortened === true;
    return told ? [{ ...one, typed, text: told.text, isShortened }] : [];
  });
}

/** A text that was first said before its answer was corrected elsewhere was said then; on its author's day, of which its words are. */
function daysOf({ reader, cutOffAt }: Head, answer: AnswerFacts, typed: string): Days {
  const saidAt = answer.first && isAsFirst(answer, typed) ? answer.first.at : answer.answeredAt;
  return { saidOn: localDateOf(saidAt, answer.zone), today: localDateOf(cutOffAt, reader.zone) };
}

/** It was never told otherwise. */
function isAsFirst({ first, told }: AnswerFacts, typed: string): boolean {
  return first?.texts.includes(typed) === true && (told === undefined || wordsIn(told).includes(typed));
}

/** Its answers whose words ask for something, or name the reader, who may be waited for; or cannot be read here. */
export function wishesIn({ reader }: Pick<Head, "reader">, { answers }: ProgramFacts): AnswerFacts[] {
  const isNamed = naming(reader.name);
  const isWish = (one: FedAnswer) =>
    isWritten(one) && (mayAsk(one.value) || isNamed(one.value)) && !saysNothing(one.value, one.feed);
  return answers.filter(({ fed }) => fed.some(isWish));
}

const mayAsk = remembered((text) => isAsking(text) || isInAnother(text));

/** Of a later round: a correction was not planned in what it corrects, nor in what was said after that. */
function followsPlan(answer: AnswerFacts, plan: AnswerFacts): boolean {
  return isSameVoice(answer, plan) && answer.roundKey > plan.roundKey;
}

function isSameVoice(one: AnswerFacts, other: AnswerFacts): boolean {
  return one.personId === other.personId && one.cadenceId === other.cadenceId;
}

export function byKey<R extends { key: string; id: string }>(rounds: readonly R[]): R[] {
  return rounds.toSorted((a, b) => compare(a.key, b.key) || compare(a.id, b.id));
}
