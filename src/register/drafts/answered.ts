/** What an answer says for the record, and about which item it is. Pure. */
import { z } from "zod";
import type { Answers, AnswerValue, Question } from "../../cadences/questions/questions.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import { storableText } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { Program } from "../../programs/use-cases.ts";
import { blankDetails, type ItemType, type TypedDetails } from "../details.ts";
import type { Item, ItemEvent, listLiveWords } from "../repository.ts";
import { titleFrom } from "../rules.ts";
import { type Disclosure, ITEM_STATES, type ItemState } from "../table.ts";
import { isSameNeed, mostLikely } from "./rules-likeness.ts";
import { saysNoNews, saysNothing } from "./rules-nothing.ts";

export interface AnsweredRound {
  program: Program;
  questions: readonly Question[];
  disclosure: Disclosure;
  roundId: string;
  checkInId: string;
  revision: number;
  answers: Answers;
  /** The answers of the revision before, or null. */
  before: Answers | null;
  /** The round, where leaving a matter out of it says something; null: *Nothing to report*, a delegate's answer. */
  silentIn: { cadenceId: string; opensAt: Instant } | null;
}

export type Asking = readonly { question: Question; type: ItemType }[];

export type Said = { type: ItemType; text: string | null; sourceKey: string };

export function textsOf(type: ItemType, asking: Asking, answers: Answers): string[] {
  return asking.flatMap((asked) => (asked.type === type ? (textIn(answers, asked.question) ?? []) : []));
}

export function keyOf(roundId: string, person: Person, { key }: Question): string {
  return `check-in:${roundId}:${person.id}:${key}`;
}

/**
 * The key of a sentence of a free text that its author says is an item, as if a question had asked for it. What they gave
 * to whoever leads alone is another item than what goes above them.
 */
export function saidKey(meaning: string, hash: string, decision: "yes" | "lead"): string {
  return `said-${decision}-${meaning}-${hash.slice(0, 12)}`;
}

export function textIn(answers: Answers, { key, feeds }: Question): string | null {
  const value = answers[key];
  return typeof value === "string" && feeds && !saysNothing(value, feeds) ? storableText(value) : null;
}

export function isNoNews(value: AnswerValue | undefined): boolean {
  return typeof value === "string" && saysNoNews(value);
}

/** The date that a question of type date gives to the check-in's ask. */
export function neededByIn({ questions, answers }: AnsweredRound): LocalDate | null {
  const question = questions.find(({ feeds, type }) => feeds === "ask" && type === "date");
  const value = question && answers[question.key];
  return typeof value === "string" ? value : null;
}

/** What goes on for days and is told of again; a decision is another one each time unless its words are the same. */
export const GOES_ON: readonly ItemType[] = ["issue", "risk", "assumption", "dependency", "ask"];

export type Words = Awaited<ReturnType<typeof listLiveWords>>[number];

/** What a text is surely about. A need is told by its words alone: what stands before a colon is often whom it asks. */
export function likest<Item extends Pick<Words, "id" | "raised_at" | "title" | "description">>(
  type: ItemType,
  items: readonly Item[],
  text: string,
  mayTake: (item: Item) => boolean = () => true,
): Item | undefined {
  return mostLikely(items, titleFrom(text), mayTake, type === "ask" ? isSameNeed : undefined);
}

/**
 * An ask that its author puts to those above after all goes over to them: they read its new words, and while nothing was
 * added to the first ones no others.
 */
export function goesOver(item: Pick<Words, "state" | "revision" | "disclosure">, disclosure: Disclosure): boolean {
  const isBelow = item.disclosure === "team" || item.disclosure === "lead";
  return isBelow && item.state === "draft" && item.revision === 1 && disclosure === "executive";
}

/** Its readers may read the answer too. What a team's answer began is the program's once somebody completed it. */
export function mayCarry(item: Pick<Item, "disclosure">, disclosure: Disclosure): boolean {
  return item.disclosure === disclosure || (item.disclosure === "program" && disclosure === "team");
}

/** The first date stays, each later one counts as a move. */
export function anotherDate(item: Item, dueOn: LocalDate | null) {
  if (dueOn === null || dueOn === item.due_on) return {};
  const first = item.original_due_on;
  return { due_on: dueOn, original_due_on: first ?? dueOn, due_moves: item.due_moves + (first === null ? 0 : 1) };
}

const datedSchema = z.object({ due_on: z.string().nullable() });

export function setsDate({ after }: ItemEvent): boolean {
  return after !== null && datedSchema.safeParse(JSON.parse(after)).success;
}

const beforeSchema = z.object({ state: z.enum(ITEM_STATES) });

/** What it was before this ended it. */
export function stateBefore({ before }: Pick<ItemEvent, "before">): ItemState {
  return beforeSchema.parse(JSON.parse(before ?? "{}")).state;
}

/** What is known of it by its question and its day alone. */
export function answeredDetails(type: ItemType, since: LocalDate): TypedDetails {
  const blank = blankDetails(type);
  if (blank.type === "issue")
    return { type: "issue", details: { ...blank.details, blocksWork: true, blockedSince: since } };
  return blank.type === "appearance" ? { type: "appearance", details: { ...blank.details, askedFor: since } } : blank;
}
