/** The next owner of a request or a blocker that is not answered, and who may own it. */
import { USUAL_MORNING } from "../../delivery/lanes.ts";
import { absencesOn, standInOf } from "../../people/absences.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, namesOf, type Person, peopleByIds } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { instantOf, type LocalDate, later, localDateOf } from "../../platform/time.ts";
import { workingDaysFrom } from "../../platform/working-days.ts";
import { type LadderSeat, ladderSeats, ladderSeatsOf } from "../../programs/committee.ts";
import { decisionLimitsOf } from "../../programs/decision-limits.ts";
import { programOf, refuseWhoCannotAnswer } from "../../programs/programs.ts";
import { codeOf } from "../codes-and-transitions.ts";
import { requestFailure } from "../failures.ts";
import { standingsOn } from "../item-rights.ts";
import { isBlocker } from "../reminders/days.ts";
import { type Item, type ItemEvent, listItemEvents } from "../repository.ts";
import type { Disclosure } from "../table.ts";
import { answerBy, daysOfPerson, escalationDay, isAwayThroughout, type OwnerDays } from "./answer-by.ts";
import { firstAskedAt } from "./delivered-to-owner.ts";
import { assignmentIn, escalatesFrom, everyOwner, ownerAfter } from "./history.ts";
import { barredFrom, type Level, levelOf, nextAbove, peopleAt, rightToRead, type Seated } from "./ladder.ts";
import { isLimited, levelFor } from "./limits.ts";

interface EscalationFacts {
  seats: readonly LadderSeat[];
  events: readonly ItemEvent[];
}

/** What the next owner depends on. */
export async function escalationFacts(db: Db | Tx, item: Item, now: Instant): Promise<EscalationFacts> {
  return {
    seats: await ladderSeats(db, { workspace_id: item.workspace_id, id: item.program_id }, now),
    events: await listItemEvents(db, item.workspace_id, [item.id]),
  };
}

/** The same of several items, in two statements. */
async function escalationFactsOf(
  db: Db | Tx,
  workspaceId: string,
  items: readonly Item[],
  now: Instant,
): Promise<(item: Item) => EscalationFacts> {
  const ids = items.map(({ id }) => id);
  const events = Map.groupBy(await listItemEvents(db, workspaceId, ids), ({ item_id: id }) => id);
  const seats = await seatsOf(db, workspaceId, items, now);
  return ({ id, program_id: programId }) => ({ seats: seats.get(programId) ?? [], events: events.get(id) ?? [] });
}

/** By program. */
async function seatsOf(
  db: Db | Tx,
  workspaceId: string,
  items: readonly Item[],
  now: Instant,
): Promise<Map<string, LadderSeat[]>> {
  const programIds = items.map((item) => item.program_id);
  return ladderSeatsOf(db, workspaceId, programIds, now);
}

/** Who would vote on it, the chair first, then the longest seated; whoever asks does not. */
export async function committeeOf(db: Db | Tx, item: Item, now: Instant): Promise<string[]> {
  const seats = await ladderSeats(db, { workspace_id: item.workspace_id, id: item.program_id }, now);
  return peopleAt(seats, "chair", item).filter((id) => id !== barredFrom(item));
}

/** Whether somebody else than whoever has it is on the committee. */
export async function hasCommitteeFor(db: Db | Tx, item: Item, now: Instant): Promise<boolean> {
  return (await committeeOf(db, item, now)).some((id) => id !== item.owner_id);
}

/** The next above whoever has it who is there before they would have to answer, or has a delegate. Null: it stays. */
export async function nextOwner(
  db: Db | Tx,
  item: Item,
  { seats, events }: EscalationFacts,
  now: Instant,
): Promise<Seated | null> {
  if (item.owner_id === null) return null;
  const isRequest = item.type === "request";
  const passed = isRequest ? everyOwner(events) : [];
  const from = escalatesFrom(events, item.owner_id);
  const climbing = {
    ownerId: from,
    requesterId: isRequest ? barredFrom(item) : null,
    disclosure: item.disclosure,
    ...(!isRequest && { top: "sponsor" as const }),
    ...(await leastFor(db, item)),
  };
  for (;;) {
    const next = nextAbove(seats, { ...climbing, passed });
    // Nobody is above whoever delegated it: it comes back to them once they are there.
    const level = next || from === item.owner_id ? null : levelOf(seats, from);
    if (level) {
      const { today, isAway } = await daysOfPerson(db, item.workspace_id, from, now);
      return isAway(today) ? null : { personId: from, level };
    }
    if (!next || !isRequest || !(await isAwayFor(db, item, next.personId, now))) return next;
    passed.push(next.personId);
  }
}

/** The level that decides so much, of what names an amount or days. */
export async function leastFor(db: Db | Tx, item: Item): Promise<{ least?: Level }> {
  if (item.type !== "request" || !isLimited(item.details)) return {};
  const program = await programOf(db, item.workspace_id, item.program_id);
  return { least: levelFor(decisionLimitsOf(program), item.details) };
}

/** Away until the day of the answer, with no delegate but whoever asked or has it now. */
async function isAwayFor(db: Db | Tx, item: Item, personId: string, now: Instant): Promise<boolean> {
  const days = await daysOfPerson(db, item.workspace_id, personId, now);
  const { reached, isWorkingDay, today } = days;
  const until = answerBy({ neededBy: item.due_on ?? reached, reached, isWorkingDay, isNext: true });
  if (!isAwayThroughout({ today, until }, days)) return false;
  const delegateId = await standInOf(db, item.workspace_id, personId, today);
  return [null, barredFrom(item), item.owner_id].includes(delegateId);
}

/**
 * Who acts for somebody who is away on this day: whoever covers for them, else another of their level who is there. A request
 * goes to nobody who asks it or has had it. Null: nobody.
 */
export async function standInFor(
  db: Db | Tx,
  item: Pick<Item, "workspace_id" | "type" | "raised_by" | "disclosure"> & { details: object },
  { seats, events }: Pick<EscalationFacts, "seats" | "events">,
  { personId, today }: { personId: string; today: LocalDate },
): Promise<string | null> {
  const { workspace_id: workspaceId } = item;
  const barred = item.type === "request" ? [barredFrom(item), ...everyOwner(events)] : [];
  const delegateId = await standInOf(db, workspaceId, personId, today);
  if (delegateId !== null && !barred.includes(delegateId)) return delegateId;
  const level = levelOf(seats, personId);
  const peers = level === null ? [] : peopleAt(seats, level, item);
  const others = peers.filter((id) => ![personId, ...barred].includes(id));
  const away = await absencesOn(db, workspaceId, others, today);
  return others.find((id) => !away.has(id)) ?? null;
}

/**
 * Who acts for the owner of these items, who is away, by item: whoever covers, for a lead else whoever leads that day. Empty: the
 * owner is there, or nobody. Of requests, see `standInFor`.
 */
export async function standInsForOwner(
  db: Db | Tx,
  owner: Person,
  items: readonly Item[],
  now: Instant,
): Promise<Map<string, string>> {
  const { workspace_id: workspaceId, id: ownerId } = owner;
  const today = localDateOf(now, owner.zone);
  if (!(await absencesOn(db, workspaceId, [ownerId], today)).has(ownerId)) return new Map();
  const delegateId = await standInOf(db, workspaceId, ownerId, today);
  if (delegateId !== null) return new Map(items.map(({ id }) => [id, delegateId]));

  const seats = await seatsOf(db, workspaceId, items, now);
  const leads = new Map(items.map((item) => [item.id, otherLeads(seats.get(item.program_id) ?? [], item, ownerId)]));
  const away = await absencesOn(db, workspaceId, [...new Set([...leads.values()].flat())], today);
  const acting = new Map<string, string>();
  for (const [itemId, ids] of leads) {
    const there = ids.find((id) => !away.has(id));
    if (there !== undefined) acting.set(itemId, there);
  }
  return acting;
}

function otherLeads(seats: readonly LadderSeat[], item: Item, leadId: string): string[] {
  if (levelOf(seats, leadId) !== "lead") return [];
  return peopleAt(seats, "lead", item).filter((id) => id !== leadId);
}

/** Them, and while they are away who acts for them. */
export async function withStandIn(
  db: Db | Tx,
  item: Item,
  known: EscalationFacts,
  { personId, now }: { personId: string; now: Instant },
): Promise<string[]> {
  const { today, isAway } = await daysOfPerson(db, item.workspace_id, personId, now);
  const actingId = isAway(today) ? await standInFor(db, item, known, { personId, today }) : null;
  return actingId === null ? [personId] : [personId, actingId];
}

export type Blocker = Extract<Item, { type: "issue" }>;

/** What others wait for: past its date it goes up. */
export function isOpenBlocker(item: Item): item is Blocker {
  return item.type === "issue" && isBlocker(item);
}

/** Whether no sponsor may read it, so that it stays with those who lead. */
export function isKeptBelow(item: { disclosure: Disclosure }): boolean {
  return !may(["sponsor"], rightToRead(item));
}

const DAYS_TO_ANSWER = 5;
const DAYS_TO_FOLLOW = 2;

/** Next owner of a blocker without progress, and the morning on which they get it; null: it stays with its owner. */
export async function handOverOf(
  db: Db | Tx,
  item: Blocker,
  facts: EscalationFacts,
  now: Instant,
  daysOf = (personId: string) => daysOfPerson(db, item.workspace_id, personId, now),
): Promise<{ personId: string; on: LocalDate; at: Instant; until: LocalDate } | null> {
  const { owner_id: ownerId, due_on: dueOn } = item;
  const next = ownerId === null || dueOn === null ? null : await nextOwner(db, item, facts, now);
  if (!next || ownerId === null || dueOn === null) return null;
  const from = escalatesFrom(facts.events, ownerId);
  const days = await daysOf(from);
  const begun = facts.events.findLast(beginsDays);
  // Their days begin once Slack has taken what tells them.
  const askedAt = begun ? await firstAskedAt(db, item, begun.at) : null;
  const since = begun ? localDateOf(askedAt ?? begun.at, days.zone) : "";
  const byRule = goesOn({ dueOn, level: levelOf(facts.seats, from), days, since });
  const on = later(byRule, firstDayAfterHandOn(facts.events, ownerId, days) ?? byRule);
  const until = on === escalationDay(dueOn, days.isWorkingDay) ? dueOn : workingDaysFrom(on, -1, days.isWorkingDay);
  return { personId: next.personId, on, at: instantOf(on, USUAL_MORNING, days.zone), until };
}

/**
 * The working day after its date; of whoever leads, or got it after that, five working days on. Neither who acts for them
 * meanwhile nor who follows them has these days anew.
 */
function goesOn({
  dueOn,
  level,
  days: { isWorkingDay },
  since,
}: {
  dueOn: LocalDate;
  level: Level | null;
  days: OwnerDays;
  since: LocalDate;
}): LocalDate {
  const late = escalationDay(dueOn, isWorkingDay);
  if (level === null && since <= dueOn) return late;
  return workingDaysFrom(since > late ? since : late, DAYS_TO_ANSWER, isWorkingDay);
}

/** Whoever follows somebody whose role has ended reads it before it goes on, and has two working days. Null: they follow nobody. */
function firstDayAfterHandOn(
  events: readonly ItemEvent[],
  ownerId: string,
  { zone, isWorkingDay }: OwnerDays,
): LocalDate | null {
  const came = events.findLast((event) => ownerAfter(event) === ownerId);
  if (came?.event !== "handed-on") return null;
  return workingDaysFrom(localDateOf(came.at, zone), DAYS_TO_FOLLOW + 1, isWorkingDay);
}

function beginsDays(event: ItemEvent): boolean {
  const because = assignmentIn(event)?.because;
  if (event.event === "handed-on") return because === "led";
  if (event.event === "delegated") return because === undefined;
  return ["raised", "escalated", "reopened", "program-reopened"].includes(event.event);
}

export interface HandOver {
  name: string;
  on: LocalDate;
}

/** The same with the name; null if it is no blocker. */
export async function namedHandOver(db: Db | Tx, item: Item, now: Instant): Promise<HandOver | null> {
  return (await namedHandOvers(db, item.workspace_id, [item], now)).get(item.id) ?? null;
}

/** The same of several, by id; those that stay with their owner, and what is no blocker, are left out. */
export async function namedHandOvers(
  db: Db | Tx,
  workspaceId: string,
  items: readonly Item[],
  now: Instant,
): Promise<Map<string, HandOver>> {
  const blockers = items.filter(isOpenBlocker);
  const factsOf = await escalationFactsOf(db, workspaceId, blockers, now);

  const days = new Map<string, Promise<OwnerDays>>();
  const daysOf = (personId: string) => {
    const known = days.get(personId) ?? daysOfPerson(db, workspaceId, personId, now);
    days.set(personId, known);
    return known;
  };

  // Few of what somebody owns blocks others, and when each goes up hangs on the messages about it.
  const steps = new Map<string, { personId: string; on: LocalDate }>();
  for (const item of blockers) {
    const step = await handOverOf(db, item, factsOf(item), now, daysOf);
    if (step) steps.set(item.id, step);
  }

  const names = await namesOf(
    db,
    workspaceId,
    [...steps.values()].map(({ personId }) => personId),
  );
  return new Map([...steps].map(([id, { personId, on }]) => [id, { name: names.get(personId) ?? "", on }]));
}

/** To whom its owner can escalate it. Null: nobody is above. */
export async function nextForBlocker(db: Db | Tx, item: Blocker, now: Instant): Promise<Person | null> {
  return (await nextForBlockers(db, item.workspace_id, [item], now)).get(item.id) ?? null;
}

/** The same of several, by id: three statements, however many; another for one that was passed to whoever acts for its owner. */
export async function nextForBlockers(
  db: Db | Tx,
  workspaceId: string,
  items: readonly Blocker[],
  now: Instant,
): Promise<Map<string, Person>> {
  if (items.length === 0) return new Map();
  const ids = items.map(({ id }) => id);
  const factsOf = await escalationFactsOf(db, workspaceId, items, now);
  const next = new Map<string, string>();
  for (const item of items) {
    const above = await nextOwner(db, item, factsOf(item), now);
    if (above) next.set(item.id, above.personId);
  }
  const people = await peopleByIds(db, workspaceId, [...new Set(next.values())]);
  return new Map(people.flatMap((person) => ids.flatMap((id) => (next.get(id) === person.id ? [[id, person]] : []))));
}

/** Throws BLOCKER_MOVED where it has had the one new date that is not for the lead to set. */
export async function refuseSecondMove(ctx: ActorContext<Tx>, item: Item): Promise<void> {
  const { db: tx } = ctx;
  if (!isOpenBlocker(item) || item.due_moves === 0) return;
  if (may(await standingsOn(ctx, tx, ctx.actor, item), "move-blocker-again")) return;
  const { seats, events } = await escalationFacts(tx, item, ctx.clock.now());
  // Whoever has it in the place of somebody who leads does as they do.
  const isInPlace = levelOf(seats, escalatesFrom(events, ctx.actor.id)) !== null;
  if (item.owner_id === ctx.actor.id && isInPlace) return;
  const leadId = seats.find(({ role }) => role === "lead")?.person_id;
  const who = leadId === undefined ? [] : [(await getPerson(tx, item.workspace_id, leadId)).name];
  throw requestFailure("BLOCKER_MOVED", { code: codeOf(item), who });
}

/** Whoever has left, is of another company or asks themselves decides nothing. Throws DECIDER_ASKS, DECIDER_SAME, PARTICIPANT_…. */
export function refuseAsDecider(
  person: Person,
  { requesterId, deciderId }: { requesterId: string; deciderId: string | null },
) {
  if (person.id === requesterId) throw requestFailure("DECIDER_ASKS", { name: person.name });
  if (person.id === deciderId) throw requestFailure("DECIDER_SAME", { name: person.name });
  refuseWhoCannotAnswer(person);
}
