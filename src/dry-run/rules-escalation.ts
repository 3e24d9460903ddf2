/** What goes up because nobody answers: the ladder's own rules, applied to the moments to come. Pure. */
import { firstAllowed } from "../delivery/rules-contact.ts";
import type { Instant } from "../platform/clock.ts";
import { addMs, DAY, type LocalDate, localDateOf, mondayOf } from "../platform/time.ts";
import type { Seat } from "../programs/use-cases.ts";
import { waitsFor } from "../register/asks/rules.ts";
import { recordKeys } from "../register/delivery-keys.ts";
import {
  DEFAULT_LADDER,
  type Holder,
  type Level,
  lastDayFor,
  MOST_UP_A_WEEK,
  overdueDays,
  withinMeasure,
} from "../register/escalation/rules.ts";
import { isFollowed, type SeatNow, seatedIn, stoodDuring } from "../register/escalation/rules-cases.ts";
import {
  type Arrived,
  changesOfEscalation,
  changesOfSharing,
  daysOf,
  evaluate,
  followOwner,
  isGivenOn,
  type Next,
  namedDelegate,
  type Shared,
  standInOf,
  toldOfEscalation,
  toldOfOverdue,
  toldOfSharing,
  toldOverdueOn,
  withNewHolder,
} from "../register/escalation/rules-due.ts";
import { isFreshlyLate, isSaidByOverdue, lookAgainAt, toldOfLate } from "../register/escalation/rules-late.ts";
import { isLive } from "../register/rules.ts";
import type { ItemEventName } from "../register/table.ts";
import type { Escalation, Item } from "../register/use-cases-outlook.ts";
import type { Moments } from "./rules-asking.ts";
import { type Carried, createCarried } from "./rules-carried.ts";
import type { Items } from "./rules-record.ts";
import { createSeating } from "./rules-seating.ts";
import type { World } from "./world.ts";

const WEEK_MS = 7 * DAY;

interface Ready {
  row: Escalation;
  item: Item;
  next: Extract<Next, { kind: "escalate" }>;
  since: string;
  isDated: boolean;
}

export interface Escalating {
  begin(): void;
  /** Whether the last step of an item is that of this revision. */
  hasMovedBy(itemId: string, revision: number): boolean;
  /** Whether somebody's term runs, and nothing else brings it to them on this day. */
  isToRemind(item: Item, personId: string, at: Instant): boolean;
  /** A message has shown it to somebody. */
  shown(itemId: string, personId: string, at: Instant): void;
  /** Whether an ask that has passed its date is still to be decided; by `decider`: and waits for them. */
  isLate(itemId: string, decider: { personId: string; at: Instant } | null): boolean;
  /** The last day on which an ask may be shown to whoever has it, so that their term ends before it is needed; null: any. */
  lastDayToShow(itemId: string): LocalDate | null;
  /** Whether nobody has answered at the end of the ladder. */
  isOverdue(itemId: string): boolean;
  /** As every change of an item has it looked at again; `event`: that of an ask, which ends or begins what it waits for. */
  follow(item: Item, event: ItemEventName, now: Instant): void;
  /** Everybody who has had an item. */
  everyHolder(itemId: string): readonly string[];
  /** Whether more of a program would go up than may. */
  areHeldBack(programId: string): boolean;
}

type ItemMoved = { at: Instant; event: ItemEventName; revision: number };

/** How what goes up stands at the moment that is simulated. */
interface Run {
  world: World;
  moments: Moments;
  items: Items;
  /** By item. */
  rows: Map<string, Escalation>;
  /** When anything of a program went up. */
  rises: Map<string, readonly Instant[]>;
  /** The history of each item. */
  events: Map<string, readonly ItemMoved[]>;
  carried: Carried;
  seatsAt: ReturnType<typeof createSeating>["seatsAt"];
}

export function createEscalating(world: World, moments: Moments, items: Items): Escalating {
  const { escalations, rises, events } = world.record;
  const rows = new Map(escalations.map((row) => [row.item_id, row]));
  const { seatsAt } = createSeating(world);
  const run: Run = {
    world,
    moments,
    items,
    rows,
    rises: new Map(rises),
    events: new Map(events),
    carried: createCarried(world, moments),
    seatsAt,
  };
  return {
    begin() {
      for (const row of rows.values()) save(run, row);
    },
    hasMovedBy: (itemId, revision) => hasMovedBy(run, itemId, revision),
    isToRemind: (item, personId, at) => isToRemind(run, item, personId, at),
    shown: (itemId, personId, at) => shown(run, itemId, personId, at),
    isLate: (itemId, decider) => isLate(run, itemId, decider),
    lastDayToShow: (itemId) => lastDayToShow(run, itemId),
    isOverdue: (itemId) => (rows.get(itemId)?.overdue_since ?? null) !== null,
    areHeldBack: (programId) => areHeldBack(run, programId),
    follow({ id, revision }, event, now) {
      note(run, id, { at: now, event, revision });
      const row = rows.get(id);
      if (row) save(run, { ...row, check_at: now });
    },
    everyHolder: (itemId) => rows.get(itemId)?.held_by ?? [],
  };
}

function save(run: Run, row: Escalation, isAtOnce = false): void {
  run.rows.set(row.item_id, row);
  const { check_at: at, program_id: programId } = row;
  if (at === null) return;
  const now = at < run.world.now ? run.world.now : at;
  const happen = () => {
    if (run.rows.get(row.item_id)?.check_at === at) checkProgram(run, programId, now);
  };
  if (isAtOnce) run.moments.nextTick(happen);
  else run.moments.at(now, happen);
}

/** All of a program that is due. */
function checkProgram(run: Run, programId: string, now: Instant): void {
  const due = [...run.rows.values()]
    .filter((row) => row.program_id === programId && row.check_at !== null && row.check_at <= now)
    .toSorted((one, other) => (one.since_on + one.item_id < other.since_on + other.item_id ? -1 : 1));
  const seats = run.seatsAt(programId, now);
  const ready = due.flatMap((row) => processDue(run, row, seats, now) ?? []);
  if (ready.length > 0) escalateInMeasure(run, programId, ready, seats, now);
}

/** Does all that is due but going up. */
function processDue(run: Run, found: Escalation, seats: readonly Seat[], now: Instant): Ready | null {
  const item = run.items.get(found.item_id);
  if (!item || !isFollowed(item, found)) {
    run.rows.delete(found.item_id);
    return null;
  }
  const todayOf = (personId: string) => localDateOf(now, run.world.people.get(personId)?.zone ?? "UTC");
  const isOthers = isGivenOn(found, item);
  const owned = followOwner(found, item, seats, isOthers ? arrival(run, item.owner_id ?? "", now) : found);
  const today = todayOf(owned.holder_id);
  const waits = owned.shown_on === null && owned.since_on < today && run.items.isAwaited(item.id, owned.holder_id);
  const given = waits ? { ...owned, since_on: today } : owned;
  const holder = holderOf(run, given, item, seats, today);
  const ladder = run.world.record.ladders.get(found.program_id) ?? DEFAULT_LADDER;
  const { row, reminders, next, shared } = evaluate(given, item, { ladder, seats }, holder, today);
  if (shared) share(run, row, item, shared, now);
  for (const which of reminders)
    run.items.send("escalation-reminder", item, {
      key: recordKeys.escalationReminder(given, which),
      personId: given.holder_id,
      isWanted: (at) =>
        isToRemind(run, item, given.holder_id, at) && run.rows.get(item.id)?.is_acknowledged === given.is_acknowledged,
      now,
      isShortLived: true,
    });
  const leaves = next.kind === "escalate" || next.kind === "hand-over";
  const isRepeated = next.kind === "overdue" && overdueDays(next.since, today).on === today;
  if (isFreshlyLate(item, today))
    tellOfLate(run, row, item, { seats, isDeciderTold: leaves || reminders.length > 0 || isRepeated, now });
  const zone = run.world.people.get(row.holder_id)?.zone ?? "UTC";
  const lookAgain = (until: string | null) => lookAgainAt(until, item, holder, { today, zone });
  switch (next.kind) {
    case "wait":
      save(run, { ...row, is_held_back: 0, check_at: lookAgain(next.until) });
      return null;
    case "overdue": {
      const { on, next: again } = toldOverdueOn(item, next.since, today);
      tellOverdue(run, row, item, { seats, since: next.since, on, now });
      save(run, { ...row, is_held_back: 0, check_at: lookAgain(again) });
      return null;
    }
    case "stay":
      save(run, { ...row, is_held_back: 0, check_at: lookAgain(null) });
      return null;
    case "hand-over":
      moveTo(run, row, item, { because: "away", level: row.level, to: next.to }, now);
      return null;
    case "escalate":
      return { row, item, next, since: row.since_on, isDated: item.type === "ask" && item.due_on !== null };
  }
}

function tellOverdue(
  run: Run,
  row: Escalation,
  item: Item,
  { seats, now, ...over }: { seats: readonly Seat[]; since: string; on: string; now: Instant },
): void {
  for (const personId of toldOfOverdue(row, item, seats))
    run.items.send("escalation-overdue", item, {
      key: recordKeys.overdue(row, over, personId),
      personId,
      isWanted: () => isOverdueWith(run, item.id, row.holder_id, over.since),
      now,
      isShortLived: true,
    });
}

function tellOfLate(
  run: Run,
  row: Escalation,
  item: Item,
  { seats, isDeciderTold, now }: { seats: readonly Seat[]; isDeciderTold: boolean; now: Instant },
): void {
  const { due_on: neededBy } = item;
  if (neededBy === null) return;
  const told = toldOfLate(item, { holderId: row.holder_id, mayDecide: true, isDeciderTold }, seats);
  for (const { personId, isDecider } of told)
    run.items.send("ask-late", item, {
      key: recordKeys.late(item.id, neededBy, personId),
      personId,
      isWanted: (at) =>
        !isSaidByOverdue(run.rows.get(item.id), { neededBy }) &&
        isLate(run, item.id, isDecider ? { personId, at } : null),
      now,
      isShortLived: true,
    });
}

function isLate(run: Run, itemId: string, decider: { personId: string; at: Instant } | null): boolean {
  const item = run.items.get(itemId);
  if (item?.type !== "ask" || !isLive(item)) return false;
  if (decider === null) return true;
  const today = localDateOf(decider.at, run.world.people.get(decider.personId)?.zone ?? "UTC");
  return (
    !run.carried.has(item, decider.personId, decider.at) &&
    item.owner_id === decider.personId &&
    waitsFor(item, today) === "decider"
  );
}

function lastDayToShow(run: Run, itemId: string): LocalDate | null {
  const [row, item] = [run.rows.get(itemId), run.items.get(itemId)];
  if (!row || !item || item.due_on === null) return null;
  const ladder = run.world.record.ladders.get(item.program_id) ?? DEFAULT_LADDER;
  const term = ladder.find(({ level }) => level === row.level)?.acknowledge ?? 0;
  return lastDayFor(term, item.due_on, run.world.working);
}

function isOverdueWith(run: Run, itemId: string, holderId: string, since: string): boolean {
  const row = run.rows.get(itemId);
  return row?.holder_id === holderId && row.overdue_since === since;
}

function shown(run: Run, itemId: string, personId: string, at: Instant): void {
  run.carried.note(itemId, personId, at);
  const row = run.rows.get(itemId);
  if (row?.holder_id !== personId || row.shown_on !== null) return;
  const on = localDateOf(at, run.world.people.get(personId)?.zone ?? "UTC");
  if (on < row.since_on) return;
  const isOther = on !== row.since_on && row.check_at !== null;
  if (isOther) save(run, { ...row, shown_on: on, check_at: at }, true);
  else run.rows.set(itemId, { ...row, shown_on: on });
}

function share(run: Run, row: Escalation, item: Item, shared: Shared, now: Instant): void {
  if (item.type !== "ask") return;
  const told = run.items.change(item, "shared", changesOfSharing(item, shared), now);
  note(run, item.id, { at: now, event: "shared", revision: told.revision });
  for (const personId of toldOfSharing(row, item))
    run.items.send("escalation-rise", told, {
      key: recordKeys.rise(item.id, told.revision, personId),
      personId,
      isWanted: () => isShared(run, item.id, shared.to),
      now,
    });
}

function isShared(run: Run, itemId: string, personId: string): boolean {
  const item = run.items.get(itemId);
  return item?.type === "ask" && isLive(item) && (item.details.alsoDecide ?? []).includes(personId);
}

function arrival(run: Run, personId: string, now: Instant): Arrived {
  const person = run.world.people.get(personId);
  const zone = person?.zone ?? "UTC";
  const reached = person ? firstAllowed(person.facts, now).at : now;
  return { given_on: localDateOf(now, zone), since_on: localDateOf(reached, zone) };
}

function holderOf(
  run: Run,
  { holder_id: personId }: Escalation,
  item: Item,
  seats: readonly Seat[],
  today: string,
): Holder {
  const person = run.world.people.get(personId);
  const zone = person?.zone ?? "UTC";
  const stood = item.type === "ask" ? stoodDuring(run.events.get(item.id) ?? [], zone) : () => false;
  const days = person ? daysOf(person.facts, stood) : { isWorkingDay: () => true, isAway: () => false };
  if (!person || !days.isAway(today)) return { ...days, delegateId: null };
  const named = namedDelegate(personId, person.absences, seats, today);
  const delegate = run.world.people.get(named ?? "");
  return { ...days, ...standInOf(delegate, delegate?.absences ?? [], today) };
}

function escalateInMeasure(
  run: Run,
  programId: string,
  ready: readonly Ready[],
  seats: readonly SeatNow[],
  now: Instant,
): void {
  const before = (run.rises.get(programId) ?? []).filter((at) => at > addMs(now, -WEEK_MS));
  const { up, wait } = withinMeasure(ready, before.length);
  for (const { row, item, next } of up)
    moveTo(run, row, item, { because: "term", level: next.level, to: next.to }, now);
  const all = [...before, ...up.map(() => now)];
  run.rises.set(programId, all);
  if (wait.length === 0) return;
  const until = addMs(all.at(-MOST_UP_A_WEEK) ?? now, WEEK_MS);
  for (const { row } of wait) save(run, { ...row, is_held_back: 1, check_at: until });
  for (const leadId of seatedIn(seats, { disclosure: "program" })("lead").slice(0, 1))
    run.items.send(
      "escalations-waiting",
      { program_id: programId },
      {
        key: recordKeys.waiting(programId, mondayOf(localDateOf(now, "UTC")), leadId),
        personId: leadId,
        isWanted: () => areHeldBack(run, programId),
        now,
        isShortLived: true,
      },
    );
}

function moveTo(
  run: Run,
  row: Escalation,
  item: Item,
  to: { because: string; level: Level; to: string },
  now: Instant,
): void {
  const event = to.because === "away" ? "delegated" : "escalated";
  const moved = run.items.change(item, event, changesOfEscalation(row, item, to), now);
  const { revision } = moved;
  note(run, item.id, { at: now, event, revision });
  save(run, withNewHolder(row, moved, to, { revision, arrived: arrival(run, to.to, now), now }), true);
  const isWanted = () => hasMovedBy(run, item.id, revision);
  if (moved.type !== "ask")
    run.items.send("escalation", moved, {
      key: recordKeys.escalation(item.id, revision),
      personId: to.to,
      isWanted,
      now,
    });
  // Whoever is away hears of it from their delegate.
  if (to.because === "away") return;
  for (const personId of toldOfEscalation(moved, { holderId: to.to, beforeId: row.holder_id, byId: null }))
    run.items.send("escalation-rise", moved, {
      key: recordKeys.rise(item.id, revision, personId),
      personId,
      isWanted,
      now,
    });
}

function note({ events }: Run, itemId: string, moved: ItemMoved): void {
  events.set(itemId, [...(events.get(itemId) ?? []), moved]);
}

function hasMovedBy(run: Run, itemId: string, revision: number): boolean {
  // It was put to the next above as well, and is where it was.
  if (run.events.get(itemId)?.some((event) => event.revision === revision && event.event === "shared"))
    return (run.rows.get(itemId)?.moved_revision ?? 0) < revision;
  return run.rows.get(itemId)?.moved_revision === revision;
}

function isToRemind(run: Run, item: Item, personId: string, at: Instant): boolean {
  const row = run.rows.get(item.id);
  const isWith = row?.holder_id === personId && row.check_at !== null && row.overdue_since === null;
  return isWith && isLive(run.items.get(item.id) ?? item) && !run.carried.has(item, personId, at);
}

function areHeldBack(run: Run, programId: string): boolean {
  return [...run.rows.values()].some((row) => row.program_id === programId && row.is_held_back === 1);
}
