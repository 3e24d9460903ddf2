/** Items that nobody answers move up by themselves, one level after the other; the turn does it. */
import { enqueue } from "../delivery/use-cases.ts";
import { personById } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY, instantOf, type LocalDate, localDateOf, mondayOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { holderOf, type Setting, settingOf } from "./escalation.ts";
import {
  escalationReminderKind,
  type RaisedTo,
  showHolder,
  tellBelow,
  tellHolder,
  tellOfRise,
  waitingKind,
} from "./messages-escalation.ts";
import { findItem, type Item, listItemEvents } from "./repository.ts";
import {
  type Escalation,
  findEscalation,
  findNextCheck,
  listEscalationsDue,
  listEscalationsOf,
  listRises,
  saveEscalation,
} from "./repository-escalation.ts";
import { isLive } from "./rules.ts";
import {
  type Held,
  type Level,
  MOST_UP_A_WEEK,
  nextStep,
  type Step,
  upFrom,
  withinMeasure,
} from "./rules-escalation.ts";
import { escalates, ladderFrom, levelIn, lookDay, seatedIn, sinceFor, withoutWaits } from "./rules-escalation-cases.ts";
import { record } from "./use-cases.ts";

const AT_ONCE = 500;
/** The local time of the holder at which terms run out. */
const LOOKED_AT = "09:00";
const WEEK_MS = 7 * DAY;

/** Reminds those whose term runs, hands over for those who are away and passes up what nobody answered. */
export async function escalateDue(services: Services): Promise<void> {
  const { db, clock } = services;
  const now = clock.now();
  const due = await listEscalationsDue(db, now, AT_ONCE);
  for (const [first, ...others] of Map.groupBy(due, ({ program_id }) => program_id).values())
    if (first)
      await inTransaction(db, async (tx) => {
        const setting = await settingOf(tx, first.workspace_id, first.program_id, now);
        const ready: Ready[] = [];
        for (const { workspace_id, item_id } of [first, ...others]) {
          // As it is now: another process may have been here before.
          const row = await findEscalation(tx, workspace_id, item_id);
          if (!row || row.check_at === null || row.check_at > now) continue;
          const found = await settle(services, tx, row, setting, now);
          if (found) ready.push(found);
        }
        if (ready.length > 0) await raiseInMeasure(services, tx, ready, setting, now);
      });
}

/** When `escalateDue` has something to do. */
export async function nextEscalationAt(db: Db): Promise<Instant | null> {
  return findNextCheck(db);
}

type Up = Extract<Step, { kind: "escalate" }>;

/** An item that may go up now. */
interface Ready {
  row: Escalation;
  item: Item;
  step: Up;
  since: string;
}

/** Does all that is due but going up. Returns what is to go up; null: it is done until its next look. */
async function settle(
  services: Services,
  tx: Tx,
  found: Escalation,
  setting: Setting,
  now: Instant,
): Promise<Ready | null> {
  const item = await findItem(tx, found.workspace_id, found.item_id);
  if (!item) return null;
  if (!isFollowed(item, found)) {
    await end(services, tx, found, item);
    return null;
  }
  if (setting.program.state !== "active") {
    await saveEscalation(tx, { ...found, check_at: null });
    return null;
  }
  let row = await withOwner(tx, found, item, setting, now);
  for (;;) {
    const { step, look } = await stepOf(tx, row, item, setting, now);
    switch (step.kind) {
      case "wait":
        await saveEscalation(tx, { ...row, is_held_back: 0, check_at: look(step.until) });
        return null;
      case "stay":
        await saveEscalation(tx, { ...row, is_held_back: 0, check_at: null });
        return null;
      case "remind":
        // Whoever raised it and has it is asked whether it still stands anyway; they hear that it goes up.
        if (step.which === 2 || row.is_with_owner === 0 || item.raised_by !== row.holder_id)
          await remind(services, tx, row, step.which);
        row = { ...row, reminded: step.which };
        break;
      case "hand-over":
        // Its way goes on from the item as it is after that; a delegate who is away has no delegate.
        await moveTo(services, tx, row, item, { because: "away", level: row.level, to: step.to, passed: [] }, setting);
        return null;
      case "escalate":
        return { row, item, step, since: row.since_on };
    }
  }
}

/** By rule, or because somebody passed it up and nobody has answered yet. */
function isFollowed(item: Item, row: Escalation): boolean {
  return escalates(item) || (isLive(item) && row.is_by_hand === 1);
}

/** The owner changed, or an ask has been seen: the term begins anew. */
async function withOwner(tx: Tx, row: Escalation, item: Item, { seats }: Setting, now: Instant): Promise<Escalation> {
  const isSeen =
    item.type === "ask"
      ? item.state === "acknowledged" || item.details.deferredUntil !== undefined
      : row.is_with_owner === 1 || row.is_acknowledged === 1;
  const seen = isSeen && row.is_acknowledged === 0 ? { ...row, is_acknowledged: 1 as const, reminded: 0 } : row;
  if (row.is_with_owner === 0 || item.owner_id === null) return seen;
  if (item.owner_id === row.holder_id) return putOff(seen, item);
  const { zone } = await personById(tx, item.workspace_id, item.owner_id);
  return {
    ...row,
    holder_id: item.owner_id,
    level: levelIn(seats, item.owner_id) ?? row.level,
    since_on: localDateOf(now, zone),
    is_acknowledged: isSeen ? 1 : 0,
    reminded: 0,
    held_by: [...new Set([...row.held_by, item.owner_id])],
  };
}

/** Whoever puts an ask off has seen it; the day on which it comes back is as the day on which it came. */
function putOff(row: Escalation, item: Item): Escalation {
  const until = item.type === "ask" ? item.details.deferredUntil : undefined;
  return until === undefined || until <= row.since_on
    ? row
    : { ...row, since_on: until, is_acknowledged: 1, reminded: 0 };
}

async function stepOf(
  db: Db | Tx,
  row: Escalation,
  item: Item,
  { ladder, seats }: Setting,
  now: Instant,
): Promise<{ step: Step; look(until: LocalDate): Instant }> {
  const { holder, today, zone } = await holderOf(db, item, row, seats, now);
  const look = (until: LocalDate) => instantOf(lookDay(until, holder, today), LOOKED_AT, zone);
  const seatedAt = seatedIn(seats, item);
  const rungs = ladderFrom(ladder, row.level);
  const rung = rungs.find(({ level }) => level === row.level);
  const isAcknowledged = row.is_acknowledged === 1;
  if (!rung) return { step: upFrom(rungs, { level: row.level, heldBy: row.held_by }, seatedAt), look };
  const dueOn = item.type === "ask" ? item.due_on : null;
  const held: Held = {
    level: row.level,
    holderId: row.holder_id,
    since: sinceFor({ since: row.since_on, isAcknowledged }, dueOn, rung.resolve, holder.isWorkingDay),
    isAcknowledged,
    reminded: row.reminded === 0 ? 0 : row.reminded === 1 ? 1 : 2,
    heldBy: row.held_by,
  };
  return { step: nextStep(rungs, held, holder, seatedAt, today), look };
}

async function remind(services: Services, tx: Tx, row: Escalation, which: 1 | 2): Promise<void> {
  const now = services.clock.now();
  const seen = row.is_acknowledged === 1 ? "seen" : "new";
  await enqueue(tx, services, escalationReminderKind, {
    workspaceId: row.workspace_id,
    key: `escalation-reminder:${row.item_id}:${row.holder_id}:${row.since_on}:${seen}:${which}`,
    subject: { itemId: row.item_id, holderId: row.holder_id, which },
    to: { personId: row.holder_id },
    notBefore: now,
    // Held for longer, such as by an absence, it says nothing new.
    expiresAt: addMs(now, WEEK_MS),
  });
}

/** At most so many of a program a week; the others wait for the first day of that week to be over. */
async function raiseInMeasure(
  services: Services,
  tx: Tx,
  ready: readonly Ready[],
  setting: Setting,
  now: Instant,
): Promise<void> {
  const { workspace_id: workspaceId, id: programId } = setting.program;
  const rises = await listRises(tx, { workspaceId, programId, since: addMs(now, -WEEK_MS) });
  const { up, wait } = withinMeasure(ready, rises.length);
  for (const { row, item, step } of up)
    await moveTo(
      services,
      tx,
      row,
      item,
      { because: "term", level: step.level, to: step.to, passed: step.passed },
      setting,
    );
  if (wait.length === 0) return;
  const all = [...rises, ...up.map(() => now)];
  const first = all.at(-MOST_UP_A_WEEK) ?? now;
  for (const { row } of wait) await saveEscalation(tx, { ...row, is_held_back: 1, check_at: addMs(first, WEEK_MS) });
  for (const leadId of seatedIn(setting.seats, { disclosure: "program" })("lead").slice(0, 1))
    await enqueue(tx, services, waitingKind, {
      workspaceId,
      key: `escalations-waiting:${programId}:${mondayOf(localDateOf(now, "UTC"))}:${leadId}`,
      subject: { programId, leadId },
      to: { personId: leadId },
      notBefore: now,
      expiresAt: addMs(now, WEEK_MS),
    });
}

/** Somebody else has it from now on: in the history, with a message to them and to those who had it before. */
async function moveTo(
  services: Services,
  tx: Tx,
  row: Escalation,
  item: Item,
  raised: RaisedTo,
  { ladder }: Setting,
): Promise<void> {
  const rung = ladder.find(({ level }) => level === raised.level);
  const moved = await record(services, tx, null, item, {
    event: raised.because === "away" ? "delegated" : "escalated",
    changes: {
      ...(item.type === "ask" && {
        owner_id: raised.to,
        details: {
          ...withoutWaits(item.details),
          risen: { from: row.holder_id, because: raised.because === "away" ? ("away" as const) : ("term" as const) },
        },
      }),
      ...(item.state === "acknowledged" && { state: "open" as const }),
    },
    facts: {
      escalation: {
        ...raised,
        from: row.holder_id,
        term: rung ? { acknowledge: rung.acknowledge, resolve: rung.resolve } : null,
      },
    },
  });
  await saveRaised(services, tx, row, moved, raised, null);
}

/** The row after a step up, with the messages of the step. Also for one that somebody takes by hand. */
export async function saveRaised(
  services: Services,
  tx: Tx,
  row: Escalation,
  item: Item,
  { because, level, to }: RaisedTo,
  byId: string | null,
): Promise<void> {
  const now = services.clock.now();
  const { zone } = await personById(tx, row.workspace_id, to);
  const raised: Escalation = {
    ...row,
    level,
    holder_id: to,
    is_with_owner: item.type === "ask" ? 1 : 0,
    since_on: localDateOf(now, zone),
    is_acknowledged: 0,
    reminded: 0,
    held_by: [...new Set([...row.held_by, to])],
    is_held_back: 0,
    is_by_hand: because === "hand" ? 1 : row.is_by_hand,
    moved_revision: item.revision,
    // Its first term is counted at once.
    check_at: now,
  };
  await saveEscalation(tx, raised);
  await tellHolder(services, tx, item, raised);
  await showHolder(services, tx, item, row);
  // Whoever is away hears of it from their delegate.
  if (because !== "away") await tellOfRise(services, tx, item, raised, { beforeId: row.holder_id, byId });
}

/** Nobody has to answer it any more. Those who had it hear how it ended; its owner has it, should it begin again. */
async function end(services: Services, tx: Tx, row: Escalation, item: Item): Promise<void> {
  const wasUp = row.moved_revision !== null;
  // Those who asked, and whoever had it to decide, hear of a decision once it can no longer be undone.
  if (wasUp && item.state !== "decided") {
    const last = (await listItemEvents(tx, item.workspace_id, [item.id])).at(-1);
    await tellBelow(services, tx, item, { heldBy: row.held_by, byId: last?.actor_id ?? null });
  }
  await saveEscalation(tx, {
    ...row,
    is_with_owner: 1,
    holder_id: item.owner_id ?? item.raised_by,
    is_acknowledged: 0,
    reminded: 0,
    is_held_back: 0,
    is_by_hand: 0,
    moved_revision: null,
    check_at: null,
  });
  await showHolder(services, tx, item, row);
}

export interface EscalationComing {
  item: Item;
  /** Who has it now, and since which of their days. */
  holderId: string;
  level: Level;
  since: string;
  /** To whom it goes next; null where nobody is above. */
  next: { level: Level; to: string } | null;
  /** When somebody is reminded or it goes up. */
  at: Instant;
  /** It would have gone up, but as many have this week as may. */
  isHeldBack: boolean;
}

/** What of these programs goes up unless somebody answers, the first first: for Home and digests of those who lead. */
export async function escalationsComing(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<EscalationComing[]> {
  const rows = await listEscalationsOf(db, workspaceId, programIds);
  const settings = new Map<string, Setting>();
  const coming: EscalationComing[] = [];
  for (const row of rows) {
    const item = await findItem(db, workspaceId, row.item_id);
    if (!item || !isFollowed(item, row) || row.check_at === null) continue;
    const setting = settings.get(row.program_id) ?? (await settingOf(db, workspaceId, row.program_id, now));
    settings.set(row.program_id, setting);
    const rungs = ladderFrom(setting.ladder, row.level);
    const up = upFrom(rungs, { level: row.level, heldBy: row.held_by }, seatedIn(setting.seats, item));
    coming.push({
      item,
      holderId: row.holder_id,
      level: row.level,
      since: row.since_on,
      next: up.kind === "escalate" ? { level: up.level, to: up.to } : null,
      at: row.check_at,
      isHeldBack: row.is_held_back === 1,
    });
  }
  return coming;
}
