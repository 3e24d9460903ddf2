/** What is known of candidates, who may see and confirm it, and in which order they stand. No number is ever shown. Pure. */
import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { jsonColumn } from "../../platform/json-column.ts";
import { addLocalDays, type LocalDate } from "../../platform/time.ts";
import type { Item } from "../../register/use-cases.ts";
import { type Answer, CRITERIA, type Criterion } from "./table.ts";

export const readContributors = jsonColumn(z.array(z.string()));

interface Line {
  person_id: string | null;
  notified_at: Instant | null;
}

/** Whether a line of *My people* can be a candidate: somebody in Slack, or outside and told of it. */
export function isNamed({ person_id: personId, notified_at: notifiedAt }: Line): boolean {
  return personId !== null || notifiedAt !== null;
}

export interface Fact {
  id: string;
  criterion: Criterion;
  byId: string;
  /** Null: whoever entered it knows of none. */
  text: string | null;
  on: LocalDate | null;
  /** Ids of people. */
  confirmedBy: readonly string[];
}

/** Whether somebody has said of each criterion what they know: a fact, or none. */
export function hasEnteredAll(facts: readonly Fact[], byId: string): boolean {
  return CRITERIA.every((criterion) => facts.some((fact) => fact.criterion === criterion && fact.byId === byId));
}

/** Nobody sees what others entered about a candidate before they have entered their own. */
export function seenBy(facts: readonly Fact[], viewerId: string): Fact[] {
  return hasEnteredAll(facts, viewerId) ? [...facts] : facts.filter(({ byId }) => byId === viewerId);
}

export function isConfirmed({ confirmedBy }: Pick<Fact, "confirmedBy">): boolean {
  return confirmedBy.length > 0;
}

/** `personId`: of the candidate. */
export function mayConfirm(fact: Fact, actorId: string, personId: string | null): boolean {
  return fact.text !== null && fact.byId !== actorId && personId !== actorId && !fact.confirmedBy.includes(actorId);
}

/** The facts under a criterion, those that somebody else has confirmed first. */
export function factsUnder(facts: readonly Fact[], criterion: Criterion): (Fact & { text: string })[] {
  const told = facts.flatMap((fact) =>
    fact.criterion === criterion && fact.text !== null ? [{ ...fact, text: fact.text }] : [],
  );
  return [...told.filter(isConfirmed), ...told.filter((fact) => !isConfirmed(fact))];
}

/** Under which criteria nobody knows of a fact. */
export function lacking(facts: readonly Fact[]): Criterion[] {
  return CRITERIA.filter((criterion) => factsUnder(facts, criterion).length === 0);
}

function confirmedUnder(facts: readonly Fact[]): Criterion[] {
  return CRITERIA.filter((criterion) => factsUnder(facts, criterion).some(isConfirmed));
}

interface Known {
  called: string;
  facts: readonly Fact[];
}

/** By how many criteria have a fact that somebody else confirmed, then by how many have one at all, then by name. */
export function inOrder<Candidate extends Known>(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted(
    (one, other) =>
      confirmedUnder(other.facts).length - confirmedUnder(one.facts).length ||
      lacking(one.facts).length - lacking(other.facts).length ||
      one.called.localeCompare(other.called),
  );
}

/** The candidates beside one who have what it lacks: those for whom it is confirmed, else those for whom it was said. */
export function alliesIn<Candidate extends Known>(criterion: Criterion, others: readonly Candidate[]): Candidate[] {
  const confirmed = others.filter(({ facts }) => confirmedUnder(facts).includes(criterion));
  return confirmed.length > 0 ? confirmed : others.filter(({ facts }) => !lacking(facts).includes(criterion));
}

/** What is typed of one criterion: a fact needs its day, and a day that has come. */
export function problemIn(
  { text, on }: { text: string; on: LocalDate | null },
  today: LocalDate,
): "day-missing" | "day-ahead" | null {
  if (text.trim() === "") return null;
  if (on === null) return "day-missing";
  return on > today ? "day-ahead" : null;
}

export type Entered = Record<Criterion, { text: string; on: LocalDate | null }>;

/** What is wrong with it, by criterion. */
export function problemsIn(entered: Entered, today: LocalDate) {
  return CRITERIA.flatMap((criterion) => {
    const problem = problemIn(entered[criterion], today);
    return problem ? [{ criterion, problem }] : [];
  });
}

interface Asked {
  answer: Answer | "withdrawn" | null;
}

/** Asked, or wanting to talk: nobody else is asked meanwhile. */
export function isRunning({ answer }: Asked): boolean {
  return answer === null || answer === "talk";
}

const SENTENCES = 2;
const LONGEST_PURPOSE = 400;

/** The first two sentences of a purpose, on one line. */
export function inBrief(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const sentences = line.match(/.+?(?:[.!?…](?=\s|$)|$)/gu) ?? [];
  const brief = sentences.slice(0, SENTENCES).join("").trim();
  return brief.length > LONGEST_PURPOSE ? `${brief.slice(0, LONGEST_PURPOSE - 1)}…` : brief;
}

export const HANDED_OVER = ["requests", "promises", "presences", "decided"] as const;

/** Of each part as many as a view has room for, and how many more there are. */
export type HandOver<One> = Record<(typeof HANDED_OVER)[number], { items: One[]; more: number }>;

const DECIDED_LATELY_DAYS = 28;
const MOST_ITEMS = 10;

/** What goes over with a sponsor's role: of the items of a program what is with them, and what was decided lately. */
export function handOverOf(items: readonly Item[], personId: string, now: Instant): HandOver<Item> {
  const since = addLocalDays(now.slice(0, 10), -DECIDED_LATELY_DAYS);
  const part = (belongs: (item: Item) => boolean) => {
    const all = items.filter(belongs);
    return { items: all.slice(0, MOST_ITEMS), more: Math.max(0, all.length - MOST_ITEMS) };
  };
  const isOpenAndTheirs = ({ state, owner_id: ownerId }: Item) => ownerId === personId && state === "open";
  return {
    requests: part((item) => item.type === "ask" && isOpenAndTheirs(item)),
    promises: part((item) => item.type === "action" && isOpenAndTheirs(item)),
    presences: part((item) => item.type === "presence" && isOpenAndTheirs(item)),
    decided: part(
      (item) => item.type === "decision" && item.state === "active" && item.raised_at.slice(0, 10) >= since,
    ),
  };
}
