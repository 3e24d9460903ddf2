/**
 * Drafts: what was said in the check-ins below offered as the answers to the one above, so that nobody writes the same
 * thing twice. Pure and extractive: whole sentences that somebody wrote, or a date that somebody gave, and nothing else.
 */
import { type Answers, answersFeeding, type Feed, type Question } from "../../cadences/questions/questions.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import type { Instant } from "../../platform/clock.ts";
import { ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import { sentencesOf } from "../../platform/texts/sentences.ts";
import type { LocalDate } from "../../platform/time.ts";

/** A check-in that a draft may take from. */
export interface DraftSource {
  checkInId: string;
  cadenceId: string;
  personId: string;
  author: string;
  answeredAt: Instant;
  questions: readonly Question[];
  answers: Answers;
}

export interface Draft {
  answers: Answers;
  /** Those that something was taken from, in order of time. */
  from: DraftSource[];
}

type Every = Rule["every"];

/** From which rhythm one drafts: the one below, else the nearest below it that the program has. */
const BELOW: Record<Every, readonly Every[]> = {
  day: [],
  week: ["day"],
  month: ["week", "day"],
  quarter: ["month", "week"],
  year: ["quarter", "month"],
};

/** Null where nothing below is asked. */
export function rhythmBelow(every: Every, asked: readonly Every[]): Every | null {
  return BELOW[every].find((below) => asked.includes(below)) ?? null;
}

/** The nominal dates, after `after` up to `through`, of the rounds that a round draws on: one period of its own rhythm. */
export function spanDrawnOn(every: Every, key: LocalDate): { after: LocalDate; through: LocalDate } {
  const back: Record<Every, Temporal.DurationLike> = {
    day: { days: 1 },
    week: { weeks: 1 },
    month: { months: 1 },
    quarter: { months: 3 },
    year: { years: 1 },
  };
  const day = Temporal.PlainDate.from(key);
  return { after: day.subtract(back[every]).toString(), through: day.toString() };
}

interface Recipe {
  /** What of the check-ins below answers a question that feeds this. */
  takes: readonly Feed[];
  /** Only of each person's last check-in: later silence ends a blocker, a risk, a plan. */
  isLasting: boolean;
  mostSentences: number;
}

/** A colour and one's own bottom line are for the person alone: they have no recipe. */
const RECIPES: Partial<Record<Feed, Recipe>> = {
  progress: { takes: ["progress"], isLasting: false, mostSentences: 4 },
  next: { takes: ["next"], isLasting: true, mostSentences: 3 },
  blocker: { takes: ["blocker"], isLasting: true, mostSentences: 2 },
  milestone: { takes: ["milestone"], isLasting: false, mostSentences: 3 },
  value: { takes: ["value"], isLasting: false, mostSentences: 3 },
  risk: { takes: ["risk"], isLasting: true, mostSentences: 3 },
  ask: { takes: ["ask"], isLasting: true, mostSentences: 3 },
  decision: { takes: ["decision"], isLasting: false, mostSentences: 3 },
  objective: { takes: ["objective", "value"], isLasting: false, mostSentences: 5 },
  lesson: { takes: ["lesson"], isLasting: false, mostSentences: 3 },
  capacity: { takes: ["capacity"], isLasting: true, mostSentences: 3 },
  dependency: { takes: ["dependency", "blocker"], isLasting: true, mostSentences: 3 },
};

/** A draft is to be read in a glance: longer fields are not filled further than this. */
const LONGEST_DRAFT = 700;

/**
 * Answers to the questions that have a recipe: of two questions that feed the same the one named after it, and none that
 * would be empty. `sources` in any order; those with nothing to report have nothing to give.
 */
export function draftAnswers(questions: readonly Question[], sources: readonly DraftSource[]): Draft {
  const inTime = sources.toSorted((a, b) => compare(a.answeredAt, b.answeredAt) || compare(a.checkInId, b.checkInId));
  const answers: Answers = {};
  const used = new Set<DraftSource>();
  for (const question of questions) {
    const recipe = question.feeds && RECIPES[question.feeds];
    const taken = recipe && take(questions, question, recipe, recipe.isLasting ? lastOfEach(inTime) : inTime);
    if (!taken) continue;
    answers[question.key] = taken.answer;
    for (const source of taken.from) used.add(source);
  }
  return { answers, from: inTime.filter((source) => used.has(source)) };
}

interface Taken {
  answer: string;
  from: DraftSource[];
}

function take(
  questions: readonly Question[],
  question: Question,
  recipe: Recipe,
  sources: readonly DraftSource[],
): Taken | null {
  const alike = questions.filter(
    ({ feeds, type }) => feeds === question.feeds && (type === "date") === (question.type === "date"),
  );
  const first = alike.find(({ key, feeds }) => key === feeds) ?? alike[0];
  if (question.type === "date") return question === first ? takeDate(question, sources) : null;
  if (question !== first) return null;
  return takeText(question, recipe.mostSentences, byWorth(sentencesFeeding(recipe.takes, sources)));
}

/** The last target date that was given. When a decision is needed is for the person who asks. */
function takeDate({ feeds }: Question, sources: readonly DraftSource[]): Taken | null {
  if (feeds !== "milestone") return null;
  for (const source of sources.toReversed()) {
    const dated = source.questions.filter((question) => question.type === "date");
    const [date] = answersFeeding(dated, source.answers, "milestone");
    if (typeof date === "string") return { answer: date, from: [source] };
  }
  return null;
}

interface Sentence {
  text: string;
  source: DraftSource;
  /** Its place among all, in order of time. */
  place: number;
}

/** The best sentences that fit, in the order in which they were said, a line each. */
function takeText(question: Question, mostSentences: number, sentences: readonly Sentence[]): Taken | null {
  if (question.type !== "text" && question.type !== "long-text") return null;
  const longest = Math.min(question.max ?? ELEMENT_LIMITS.plainTextInput, LONGEST_DRAFT);
  const separator = question.type === "text" ? " " : "\n";
  const most = question.type === "text" ? 1 : mostSentences;
  const chosen: Sentence[] = [];
  let length = 0;
  for (const sentence of sentences) {
    const added = sentence.text.length + (chosen.length > 0 ? separator.length : 0);
    if (chosen.length === most || length + added > longest) continue;
    chosen.push(sentence);
    length += added;
  }
  if (chosen.length === 0 || length < (question.min ?? 0)) return null;
  const said = chosen.toSorted((a, b) => a.place - b.place);
  return { answer: said.map(({ text }) => text).join(separator), from: said.map(({ source }) => source) };
}

/** What was said twice is the later saying. */
function sentencesFeeding(feeds: readonly Feed[], sources: readonly DraftSource[]): Sentence[] {
  const sentences = new Map<string, Sentence>();
  let place = 0;
  for (const source of sources) {
    const written = source.questions.filter(({ type }) => type === "text" || type === "long-text");
    for (const feed of feeds)
      for (const said of answersFeeding(written, source.answers, feed))
        for (const text of typeof said === "string" ? sentencesOf(said) : []) {
          const same = text.toLowerCase();
          sentences.delete(same);
          sentences.set(same, { text, source, place });
          place += 1;
        }
  }
  return [...sentences.values()];
}

/** The most informative first, and of those alike the latest. */
function byWorth(sentences: readonly Sentence[]): Sentence[] {
  const newest = Math.max(1, ...sentences.map(({ place }) => place));
  const worth = new Map(sentences.map((one) => [one, informationIn(one.text) + (2 * one.place) / newest]));
  return sentences.toSorted((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0) || b.place - a.place);
}

/** From 0 to 6: half a point for each different word of four letters and more up to eight, one for a number, one for a name. */
function informationIn(text: string): number {
  const words = new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
  const numbers = /\p{N}/u.test(text) ? 1 : 0;
  const names = /\s\p{Lu}\p{Ll}/u.test(text) ? 1 : 0;
  return Math.min(words.size, 8) / 2 + numbers + names;
}

function lastOfEach(inTime: readonly DraftSource[]): DraftSource[] {
  const last = new Map<string, DraftSource>();
  for (const source of inTime) last.set(`${source.cadenceId} ${source.personId}`, source);
  const lasting = new Set(last.values());
  return inTime.filter((source) => lasting.has(source));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
