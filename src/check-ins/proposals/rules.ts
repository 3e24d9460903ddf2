/** Which sentences of an answer are put to its author as a request, a blocker …, and what of an answer is for the lead alone. Pure. */
import type { Answers, Question } from "../../cadences/questions/questions.ts";
import { LEFT_OUT } from "../../people/rules-restricted.ts";
import { markdownAsText } from "../../platform/texts/markdown.ts";
import { sentencesOf } from "../../platform/texts/sentences.ts";
import type { LocalDate } from "../../platform/time.ts";
import { isMentionedIn, wordingOf } from "../../register/drafts/rules-likeness.ts";
import { ownSentences, proposedOf, type Recognised, recognised } from "../../register/drafts/rules-recognised.ts";
import { ITEM_OF_FEED } from "../../register/rules.ts";
import type { ProposalTable } from "../table.ts";
import { hashOf } from "./sentence-hash.ts";

export type Decided = Pick<ProposalTable, "hash" | "meaning" | "decision">;

/** What its author said of a sentence that stands in their answer. */
export interface SaidSo extends Recognised {
  /** It is for whoever leads the program and for nobody above them. */
  onlyLead?: true;
}

type Asked = readonly Question[];

/** Left out: what stands in a field made for it as well. */
export function proposalsIn(questions: Asked, answers: Answers, day: { today: LocalDate }): Recognised[] {
  const asItems = questions.flatMap((question) => (isFree(question) ? [] : textIn(answers, question)));
  const isApart = ({ sentence }: Recognised) => !asItems.some((text) => isMentionedIn(sentence, text));
  return proposedOf(freeTexts(questions, answers), day).filter(isApart);
}

/** Whether the answer has as its date already to which day something was postponed. */
export function isItsDate(questions: Asked, answers: Answers, { is, date }: { is: string; date?: LocalDate }): boolean {
  return is === "postponed" && questions.some(({ key, type }) => type === "date" && answers[key] === date);
}

/** Of these decisions what stands in the answer still; a sentence that was changed or taken out takes its decision with it. */
export function saidIn(
  questions: Asked,
  answers: Answers,
  decided: readonly Decided[],
  day: { today: LocalDate },
): SaidSo[] {
  if (decided.length === 0) return [];
  const texts = freeTexts(questions, answers);
  const all = texts.flatMap((text) => recognised(text, day));
  // What somebody said stands, whatever a later release recognises.
  const whole = texts.flatMap(ownSentences);
  return decided.flatMap(({ hash, meaning, decision }) => {
    if (meaning === "goes-up") return [];
    const isIt = (sentence: string) => hashOf(sentence) === hash;
    const sentence = whole.find(isIt);
    const bare = sentence === undefined ? undefined : { is: meaning, sentence };
    const found = all.find((one) => one.is === meaning && isIt(one.sentence)) ?? bare;
    return found && decision !== "no" ? [{ ...found, ...(decision === "lead" && { onlyLead: true as const }) }] : [];
  });
}

/** The one target date that an answer gives; null: it has none or several. */
export function targetDateIn(questions: Asked): string | null {
  const dates = questions.filter(({ feeds, type }) => feeds === "milestone" && type === "date");
  return dates.length === 1 ? (dates[0]?.key ?? null) : null;
}

/** The answers as those above the lead may read them: a text that cannot be told without the sentence is left out. */
export function withoutOnlyLead(answers: Answers, said: readonly SaidSo[]): Answers {
  const hidden = said.flatMap(({ sentence, onlyLead }) => (onlyLead ? [sentence] : []));
  if (hidden.length === 0) return answers;
  const kept = Object.entries(answers).flatMap(([key, value]): [string, Answers[string]][] => {
    const text = typeof value === "string" ? hidden.reduce(withoutSentence, value) : value;
    return text === "" ? [] : [[key, text]];
  });
  return Object.fromEntries(kept);
}

/** Empty where nothing can be told without it. */
export function withoutSentence(text: string, sentence: string): string {
  const shown = (piece: string) => wordingOf(markdownAsText(piece, "quote"));
  const hidden = wordingOf(sentence);
  if (!shown(text).includes(hidden)) return text;
  const left = sentencesOf(text).reduce(
    (rest, piece) => (shown(piece) === hidden ? rest.replaceAll(piece, LEFT_OUT) : rest),
    text,
  );
  const isLeft = !shown(left).includes(hidden) && /[\p{L}\p{N}]/u.test(left.replaceAll(LEFT_OUT, ""));
  return isLeft ? left : "";
}

function freeTexts(questions: Asked, answers: Answers): string[] {
  return questions.flatMap((question) => (isFree(question) ? textIn(answers, question) : []));
}

/** It has no field for what it may say: what feeds the register is an item by itself. */
function isFree({ feeds }: Question): boolean {
  return feeds === undefined || ITEM_OF_FEED[feeds] === undefined;
}

function textIn(answers: Answers, { key, type }: Question): string[] {
  const value = answers[key];
  return typeof value === "string" && (type === "text" || type === "long-text") ? [value] : [];
}

/** What goes into the register by it. */
export function feedOf(is: ProposalTable["meaning"]): "ask" | "blocker" | null {
  return is === "request" ? "ask" : is === "blocker" ? "blocker" : null;
}
