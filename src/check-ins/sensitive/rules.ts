/** What of an answer seems sensitive and is put to its author, and what may not go above those who lead. Pure. */
import { type Answers, type AnswerValue, type Question, WRITTEN } from "../../cadences/questions/questions.ts";
import type { Instant } from "../../platform/clock.ts";
import { wordingOf } from "../../register/drafts/rules-likeness.ts";
import { ownSentences } from "../../register/drafts/rules-recognised.ts";
import { type Decided, withoutSentence } from "../proposals/rules.ts";
import { hashOf } from "../proposals/sentence-hash.ts";
import { maySay, type Subject, subjectOf } from "./rules-words.ts";

/** What an author says of a text that may go up. It is all that is kept: not of what it seemed to tell. */
export const GOES_UP = "goes-up" as const;

type Asked = readonly Pick<Question, "key" | "type">[];

/**
 * What of the texts goes up of which their author has said nothing, nor were they shown them: `none`, what seems to tell of
 * nothing sensitive (`plain`), or `all`, as if they had been.
 */
export type Unsaid = "none" | "plain" | "all";

export interface Sensitive {
  /** Those that seem so, as they stand. */
  sentences: readonly [string, ...string[]];
  /** Of each whole text that has them: of what it says none is kept, nor that it was asked about. */
  hashes: readonly [string, ...string[]];
  about: Subject;
  /** Null: its author has not said, nor were they asked before it goes up. */
  decision: Decided["decision"] | null;
}

/** What its author is asked about, each once, however many texts have the same of it. */
export function sensitiveIn(questions: Asked, answers: Answers, decided: readonly Decided[] = []): Sensitive[] {
  const found = textsIn(questions, answers).flatMap(({ text }): Sensitive[] => {
    const [first, ...others] = sensitiveSentences(text);
    const about = first === undefined ? null : subjectOf(first);
    if (first === undefined || about === null) return [];
    return [{ sentences: [first, ...others], hashes: [hashOf(text)], about, decision: saidOf(text, decided) }];
  });
  const said = Map.groupBy(found, ({ sentences }) => JSON.stringify(sentences.map(wordingOf)));
  return [...said.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const all = [first, ...others];
    const hashes: Sensitive["hashes"] = [first.hashes[0], ...new Set(others.flatMap((one) => one.hashes))];
    return [{ ...first, hashes, decision: all.some(({ decision }) => decision === null) ? null : first.decision }];
  });
}

export function sensitiveSentences(text: string): string[] {
  return maySay(text) ? ownSentences(text).filter((sentence) => subjectOf(sentence) !== null) : [];
}

/** What its author said of a whole text, or that it was shown to them; null: neither. */
function saidOf(text: string, decided: readonly Decided[]): Decided["decision"] | null {
  if (decided.length === 0) return null;
  const own = hashOf(text);
  return decided.find(({ hash, meaning }) => meaning === GOES_UP && hash === own)?.decision ?? null;
}

/** What was written to each question, why a colour was given and what is done about it. */
export function textsIn(questions: Asked, answers: Answers): { key: string; text: string }[] {
  return questions.flatMap(({ key, type }) => wordsOf(type, answers[key]).map((text) => ({ key, text })));
}

function wordsOf(type: Question["type"], value: AnswerValue | undefined): string[] {
  return typeof value === "string" && !WRITTEN.includes(type) ? [] : textsOf(value);
}

/** All that may be such a text, whatever was asked. */
export function wholeTextsIn(answers: Answers): string[] {
  return Object.values(answers).flatMap(textsOf);
}

function textsOf(value: AnswerValue | undefined): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || Array.isArray(value)) return [];
  return [value.reason, value.pathToGreen?.action].flatMap((text) => (text ? [text] : []));
}

/** What its author said goes up or does not stands in the answer still. */
export function isIn(questions: Asked, answers: Answers, hash: string): boolean {
  return textsIn(questions, answers).some(({ text }) => hashOf(text) === hash);
}

/**
 * The answers as those above the lead may read them: without what their author keeps in the team, and of what they have
 * said nothing of no more than `unsaid`.
 */
export function withoutHeld(
  questions: Asked,
  answers: Answers,
  decided: readonly Decided[],
  unsaid: Unsaid | ((text: string) => Unsaid) = "plain",
): Answers {
  const texts = textsIn(questions, answers);
  const shownAs = new Map(
    texts.map(({ text }) => [text, heldOf(text, decided, typeof unsaid === "string" ? unsaid : unsaid(text))]),
  );
  const held = (text: string) => shownAs.get(text) ?? text;
  if (texts.every(({ text }) => held(text) === text)) return answers;
  const written = new Set(texts.map(({ key }) => key));
  const kept = Object.entries(answers).flatMap(([key, value]): [string, AnswerValue][] => {
    if (!written.has(key)) return [[key, value]];
    if (typeof value === "string") return held(value) === "" ? [] : [[key, held(value)]];
    if (typeof value !== "object" || Array.isArray(value)) return [[key, value]];
    const { reason, pathToGreen, ...colour } = value;
    const action = pathToGreen && held(pathToGreen.action);
    const shown = reason === undefined ? "" : held(reason);
    return [
      [key, { ...colour, ...(shown && { reason: shown }), ...(action && { pathToGreen: { ...pathToGreen, action } }) }],
    ];
  });
  return Object.fromEntries(kept);
}

/** Of a whole text of an answer what may go up; empty: nothing of it. */
export function heldOf(text: string, decided: readonly Decided[], unsaid: Unsaid = "plain"): string {
  const said = saidOf(text, decided);
  if (said !== null) return said === "lead" ? "" : text;
  if (unsaid === "none") return "";
  return unsaid === "all" ? text : sensitiveSentences(text).reduce(withoutSentence, text);
}

/** The text that has these words: it is them, or they are a part of it. */
export function textBehind<One extends { text: string }>(words: string, texts: readonly One[]): One | undefined {
  const wording = wordingOf(words);
  const has = (piece: string) => wordingOf(piece).includes(wording);
  return (
    texts.find(({ text }) => wordingOf(text) === wording) ??
    texts.find(({ text }) => has(text) || ownSentences(text).some(has))
  );
}

/** A text of an answer, since it was first given. */
export interface GivenText {
  text: string;
  at: Instant;
}

/**
 * Whether words that stand elsewhere because one of these texts has them do not go up, or not all of them. What none of them
 * has was put in other words by hand, and is whose words it is then.
 */
export function isHeldBack(
  words: string,
  texts: readonly GivenText[],
  decided: readonly Decided[],
  unsaidAt: (at: Instant) => Unsaid,
): boolean {
  const of = textBehind(words, texts);
  if (!of) return false;
  const said = saidOf(of.text, decided);
  if (said !== null) return said === "lead";
  const unsaid = unsaidAt(of.at);
  return unsaid === "none" || (unsaid === "plain" && sensitiveSentences(words).length > 0);
}
