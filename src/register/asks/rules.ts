/** What may be done with an ask, whom it waits for, how a vote comes out. Pure. */
import { dayOf, isWorkingDay, type WorkingCalendar } from "../../calendars/rules-days.ts";
import type { Instant } from "../../platform/clock.ts";
import { addMs, HOUR, type LocalDate, localDateOf, MINUTE } from "../../platform/time.ts";
import type { Span } from "../../platform/working-days.ts";
import type { SeatRole } from "../../programs/table.ts";
import type { Details } from "../details.ts";
import type { ItemEventName, ItemState } from "../table.ts";
import type { Circulation, DecidingBody } from "../types/ask.ts";

/** How long a decision may be taken back; those who asked hear of it after that. */
export const UNDO_MS = 10 * MINUTE;

export type AskDetails = Details["ask"];

interface AskNow {
  state: ItemState;
  details: AskDetails;
}

/** By these somebody stands by whom an item is with. */
export const TAKES_UP = [
  "changed",
  "delegated",
  "acknowledged",
  "deferred",
  "circulated",
  "confirmed",
  "asked-back",
  "answered-back",
] as const satisfies readonly ItemEventName[];

/**
 * Whether its decider has it by a rule alone: an answer asked it, and neither was it completed, given to them or taken up
 * since, nor do its words begin with their name, as "Ana: …" or "Pour Ana, …".
 */
export function isByRule(ask: {
  state: ItemState;
  check_in_id: string | null;
  isTakenUp: boolean;
  title: string;
  description: string;
  decider: string | null;
}): boolean {
  if (ask.state !== "draft" || ask.check_in_id === null || ask.isTakenUp || ask.decider === null) return false;
  const texts = [ask.title, ask.description].map((text) => text.replace(/^\s*(?:(?:for|to|pour|à)\s+)?@?/iu, ""));
  const names = [ask.decider, ask.decider.split(" ")[0] ?? ask.decider];
  return !texts.some((text) =>
    names.some((name) => text.startsWith(name) && /^\s*[:,–—-]/u.test(text.slice(name.length))),
  );
}

export function isToDecide({ state }: { state: ItemState }): boolean {
  return state === "draft" || state === "open" || state === "acknowledged";
}

/** What an ask waits for; null once it is decided or withdrawn. While it waits for its author, the decider's clock stands. */
export type WaitsFor = "decider" | "asker" | "date" | "committee";

export function waitsFor(ask: AskNow, today: LocalDate): WaitsFor | null {
  if (!isToDecide(ask)) return null;
  const { askedBack, circulation, deferredUntil } = ask.details;
  if (askedBack) return "asker";
  if (circulation) return "committee";
  return deferredUntil !== undefined && deferredUntil > today ? "date" : "decider";
}

/** Whoever decides it said when instead, and that day is to come. */
export function isPutOff(ask: AskNow, today: LocalDate): boolean {
  return waitsFor(ask, today) === "date";
}

export function mayBeUndone({ outcome }: AskDetails, now: Instant): boolean {
  return outcome !== undefined && !outcome.vote && now < addMs(outcome.decidedAt, UNDO_MS);
}

/**
 * Who represents the committee: whoever has sat in it longest, by the first day of the seat, else the day on which it
 * was entered. Null without a committee.
 */
export function chairOf(
  seats: readonly { id: string; role: SeatRole; person_id: string; from_date: LocalDate | null; created_at: Instant }[],
): string | null {
  const since = (seat: (typeof seats)[number]) => seat.from_date ?? seat.created_at.slice(0, 10);
  const [first] = seats
    .filter(({ role }) => role === "steering")
    .sort((one, other) => (since(one) + one.id < since(other) + other.id ? -1 : 1));
  return first?.person_id ?? null;
}

/** For which body somebody decides, by their highest seat. */
export function bodyOf(roles: readonly SeatRole[]): DecidingBody {
  if (roles.includes("sponsor")) return "sponsor";
  if (roles.includes("steering")) return "committee";
  return roles.includes("lead") || roles.includes("deputy") ? "lead" : "other";
}

/** More than half of the members. */
export function usualQuorum(members: number): number {
  return Math.floor(members / 2) + 1;
}

export interface Vote {
  personId: string;
  /** Null abstains. */
  option: number | null;
}

export type VoteResult =
  | { kind: "decided"; option: number; votes: number; cast: number }
  | { kind: "no-quorum"; cast: number }
  | { kind: "no-majority"; cast: number };

/**
 * How a vote comes out: an abstention counts for the quorum; an option is taken with more than half of the votes that
 * are for an option. `votes`: one for each who voted.
 */
export function resultOf(votes: readonly Vote[], quorum: number): VoteResult {
  const cast = votes.length;
  if (cast < quorum) return { kind: "no-quorum", cast };
  const counts = countVotes(votes);
  const forOptions = [...counts.values()].reduce((sum, count) => sum + count, 0);
  for (const [option, count] of counts)
    if (2 * count > forOptions) return { kind: "decided", option, votes: count, cast };
  return { kind: "no-majority", cast };
}

/** What a vote comes to as it closes. What was withdrawn meanwhile is decided by no vote. */
export function closingOf(ask: AskNow, { quorum }: Pick<Circulation, "quorum">, votes: readonly Vote[]): VoteResult {
  const cast = votes.length;
  if (!isToDecide(ask)) return { kind: "no-quorum", cast };
  const result = resultOf(votes, quorum);
  const isGone = result.kind === "decided" && ask.details.options?.[result.option] === undefined;
  return isGone ? { kind: "no-majority", cast } : result;
}

/** When a vote closes on its last day, in the zone of the chair. */
export const CLOSING_TIME = "18:00";

const MORNING_HOURS = 9;

/** The last day on which somebody in a zone can vote in their working hours, whatever day it is there as the vote closes. */
export function lastVotingDay({ closesAt }: Pick<Circulation, "closesAt">, zone: string): LocalDate {
  const lastAt = addMs(closesAt, -1);
  return localDateOf(addMs(lastAt, -MORNING_HOURS * HOUR), zone);
}

/** With `chairId` again, who represents the committee, and why. */
export function backFromVote(
  { circulation: _, ...details }: AskDetails,
  { number, quorum }: Circulation,
  { kind, cast }: Exclude<VoteResult, { kind: "decided" }>,
  chairId: string,
): AskDetails {
  return { ...details, lastVote: { number, cast, quorum, result: kind, to: chairId } };
}

/** How an ask came to whoever decides it now, of what its history keeps; not how it came to somebody before them. */
export function cameBy({
  owner_id: ownerId,
  details: { passedOn, risen, lastVote },
}: {
  owner_id: string | null;
  details: AskDetails;
}): Pick<AskDetails, "passedOn" | "risen" | "lastVote"> {
  // A vote that does not say to whom came to somebody else where the ask was passed on.
  const isTheirs = ({ to }: { to?: string | undefined }) => (to === undefined ? !passedOn : to === ownerId);
  return {
    ...(passedOn && isTheirs(passedOn) && { passedOn }),
    ...(risen && isTheirs(risen) && { risen }),
    ...(lastVote && isTheirs(lastVote) && { lastVote }),
  };
}

/** Whoever asked, those who lead the program and whoever had it on its way, but for whoever decided. */
export function toldOfOutcome(
  { raised_by }: { raised_by: string },
  {
    seats,
    everyHolder,
    decidedBy,
  }: {
    seats: readonly { role: SeatRole; person_id: string }[];
    everyHolder: readonly string[];
    decidedBy: string | null;
  },
): Set<string> {
  const told = new Set([raised_by, ...leadingIn(seats), ...everyHolder]);
  told.delete(decidedBy ?? "");
  return told;
}

/** Who hears that an ask waits for the next weekly message of whoever decides it: whoever asked, and those who lead. */
export function toldOfQueue(
  { raised_by, owner_id }: { raised_by: string; owner_id: string | null },
  seats: readonly { role: SeatRole; person_id: string }[],
): Set<string> {
  const told = new Set([raised_by, ...leadingIn(seats)]);
  told.delete(owner_id ?? "");
  return told;
}

function leadingIn(seats: readonly { role: SeatRole; person_id: string }[]): string[] {
  return seats.filter(({ role }) => role === "lead" || role === "deputy").map((seat) => seat.person_id);
}

/** Option → votes; abstentions left out. */
export function countVotes(votes: readonly Vote[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { option } of votes) if (option !== null) counts.set(option, (counts.get(option) ?? 0) + 1);
  return counts;
}

/** While a decider waited for an answer, until the ask was decided: days in a zone. `events` of one ask, oldest first. */
export function waitsIn(
  events: readonly { event: ItemEventName; at: Instant }[],
  decidedAt: Instant,
  zone: string,
): Span[] {
  const waits: Span[] = [];
  let from: LocalDate | null = null;
  for (const { event, at } of [...events, { event: "decided" as const, at: decidedAt }]) {
    if (event === "asked-back") from ??= localDateOf(at, zone);
    else if (from !== null && (event === "answered-back" || event === "decided")) {
      waits.push({ from, until: localDateOf(at, zone) });
      from = null;
    }
  }
  return waits;
}

/**
 * Working days from ask to decision. The day of asking does not count; the days on which the decider waited for an answer
 * do not either.
 */
export function daysToDecision(
  { askedOn, decidedOn, waits }: { askedOn: LocalDate; decidedOn: LocalDate; waits: readonly Span[] },
  working: WorkingCalendar,
): number {
  const spans = waits.map(({ from, until }) => [dayOf(from), dayOf(until)] as const);
  let days = 0;
  for (let day = dayOf(askedOn) + 1; day <= dayOf(decidedOn); day += 1)
    if (isWorkingDay(day, working) && !spans.some(([from, until]) => from < day && day <= until)) days += 1;
  return days;
}

const PUTS_ANEW: readonly ItemEventName[] = [
  "completed",
  "delegated",
  "escalated",
  "returned",
  "deferred",
  "answered-back",
  "circulated",
  "vote-closed",
  "handed-on",
  "reopened",
];

/** Whether this puts an ask to its decider anew, so that what was said before is not said twice. */
export function putsAnew({ event }: { event: ItemEventName }): boolean {
  return PUTS_ANEW.includes(event);
}

/** What people hear after a change of an ask: which messages are made, and whether those that were sent say it too. */
export interface AskNews {
  /** The decider gets the ask: from this local morning on, or at once. */
  ask: { from: LocalDate | null } | null;
  /** The next above gets it as well, to decide beside the decider. */
  beside: readonly string[];
  completion: boolean;
  askBack: boolean;
  vote: boolean;
  outcome: boolean;
}

/** Those whom it has just left have it already. */
function besideAnew(before: Held | null, { details }: Held): string[] {
  const had = new Set([...(before?.details.alsoDecide ?? []), before?.owner_id]);
  return (details.alsoDecide ?? []).filter((id) => !had.has(id));
}

type Held = AskNow & { owner_id: string | null };

/** `before`: null for one that is new. */
export function newsOf(
  before: (AskNow & { owner_id: string | null }) | null,
  after: AskNow & { owner_id: string | null },
  isQuiet: boolean,
): AskNews {
  const { details, state } = after;
  const stands = state === "open" || state === "acknowledged";
  const isFree = stands && after.owner_id !== null && !details.askedBack && !details.circulation;
  const cameFree =
    before === null ||
    before.state === "draft" ||
    before.state === "withdrawn" ||
    before.state === "closed" ||
    before.owner_id !== after.owner_id ||
    before.details.deferredUntil !== details.deferredUntil ||
    before.details.askedBack !== undefined ||
    before.details.circulation !== undefined;
  return {
    ask: isFree && cameFree && !isQuiet ? { from: details.deferredUntil ?? null } : null,
    beside: besideAnew(before, after),
    completion: before === null && state === "draft" && !isQuiet,
    askBack: details.askedBack !== undefined && details.askedBack.question !== before?.details.askedBack?.question,
    vote: details.circulation !== undefined && details.circulation.number !== before?.details.circulation?.number,
    outcome: state === "decided" && before?.state !== "decided",
  };
}
