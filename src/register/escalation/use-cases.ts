/** Items that nobody answers move up by themselves, one level after the other; the tick does it. */
import { enqueue } from "../../delivery/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY, type LocalDate, localDateOf, mondayOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { recordKeys } from "../delivery-keys.ts";
import { findItem, type Item, listItemEvents } from "../repository.ts";
import { record } from "../use-cases.ts";
import { arrival, holderOf, type Setting, settingOf, untilShown } from "./levels.ts";
import {
  escalationReminderKind,
  type RaisedTo,
  showHolder,
  showReminders,
  tellBelow,
  tellHolder,
  tellOfEscalation,
  tellWhere,
  waitingKind,
} from "./messages.ts";
import { tellOfLate } from "./messages-late.ts";
import { showOverdue, tellOverdue } from "./messages-overdue.ts";
import {
  type Escalation,
  findEscalation,
  listEscalationsDue,
  listRises,
  nextCheck,
  saveEscalation,
} from "./repository.ts";
import { MOST_UP_A_WEEK, overdueDays, type Step, withinMeasure } from "./rules.ts";
import { isFollowed, seatedIn } from "./rules-cases.ts";
import {
  changesOfEscalation,
  changesOfSharing,
  evaluate,
  followOwner,
  isGivenOn,
  type Shared,
  toldOfSharing,
  toldOverdueOn,
  withNewHolder,
} from "./rules-due.ts";
import { isFreshlyLate, lookAgainAt } from "./rules-late.ts";

const AT_ONCE = 500;
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
          const found = await processDue(services, tx, row, setting, now);
          if (found) ready.push(found);
        }
        if (ready.length > 0) await escalateInMeasure(services, tx, ready, setting, now);
      });
}

/** When `escalateDue` has something to do. */
export const nextEscalationAt = nextCheck;

type Up = Extract<Step, { kind: "escalate" }>;

/** An item that may go up now. */
interface Ready {
  row: Escalation;
  item: Item;
  step: Up;
  since: string;
  isDated: boolean;
}

/** Does all that is due but going up. Returns what is to go up; null: it is done until it is checked next. */
async function processDue(
  services: Services,
  tx: Tx,
  found: Escalation,
  setting: Setting,
  now: Instant,
): Promise<Ready | null> {
  const item = await findItem(tx, found.workspace_id, found.item_id);
  if (!item) return null;
  // Also of what ended with it: nobody hears of it any more, and reopened it is where it was.
  if (setting.program.state !== "active") {
    await saveEscalation(tx, { ...found, check_at: null });
    return null;
  }
  if (!isFollowed(item, found)) {
    await end(services, tx, found, item);
    return null;
  }
  const owned = await withOwner(tx, found, item, setting, now);
  const { holder, today, zone } = await holderOf(tx, item, owned, setting.seats, now);
  const given = await untilShown(tx, item, owned, today);
  const { row, reminders, next, shared, isAnswerOwed } = evaluate(given, item, setting, holder, today);
  if (shared) await share(services, tx, row, item, shared);
  for (const which of reminders) await remind(services, tx, given, which, isAnswerOwed);
  const leaves = next.kind === "escalate" || next.kind === "hand-over";
  const isRepeated = next.kind === "overdue" && overdueDays(next.since, today).on === today;
  if (isFreshlyLate(item, today))
    await tellOfLate(services, tx, row, item, {
      setting,
      isDeciderTold: leaves || reminders.length > 0 || isRepeated,
    });
  const lookAgain = (until: LocalDate | null) => lookAgainAt(until, item, holder, { today, zone });
  switch (next.kind) {
    case "wait":
      await saveEscalation(tx, { ...row, is_held_back: 0, check_at: lookAgain(next.until) });
      return null;
    case "overdue": {
      const { on, next: again } = toldOverdueOn(item, next.since, today);
      await tellOverdue(services, tx, row, item, { setting, since: next.since, on });
      await saveEscalation(tx, { ...row, is_held_back: 0, check_at: lookAgain(again) });
      return null;
    }
    case "stay":
      await saveEscalation(tx, { ...row, is_held_back: 0, check_at: lookAgain(null) });
      return null;
    case "hand-over":
      // Its way goes on from the item as it is after that; a delegate who is away has no delegate.
      await moveTo(services, tx, row, item, { because: "away", level: row.level, to: next.to, passed: [] }, setting);
      return null;
    case "escalate":
      return { row, item, step: next, since: row.since_on, isDated: item.type === "ask" && item.due_on !== null };
  }
}

/** The next above may decide beside whoever has it, who hears of it as the author does. */
async function share(services: Services, tx: Tx, row: Escalation, item: Item, shared: Shared): Promise<void> {
  if (item.type !== "ask") return;
  const { level, to, passed } = shared;
  const told = await record(services, tx, null, item, {
    event: "shared",
    changes: changesOfSharing(item, shared),
    facts: { escalation: { level, to, passed, from: row.holder_id, because: "tight", term: null } },
  });
  await tellWhere(services, tx, told, toldOfSharing(row, item));
}

async function withOwner(tx: Tx, row: Escalation, item: Item, { seats }: Setting, now: Instant): Promise<Escalation> {
  const ownerId = isGivenOn(row, item) ? item.owner_id : null;
  return followOwner(row, item, seats, ownerId === null ? row : await arrival(tx, row.workspace_id, ownerId, now));
}

async function remind(services: Services, tx: Tx, row: Escalation, which: 1 | 2, isSeen: boolean): Promise<void> {
  const now = services.clock.now();
  await enqueue(tx, services, escalationReminderKind, {
    workspaceId: row.workspace_id,
    key: recordKeys.escalationReminder(row, which),
    subject: { itemId: row.item_id, holderId: row.holder_id, which, isSeen },
    to: { personId: row.holder_id },
    notBefore: now,
    // Held for longer, such as by an absence, it says nothing new.
    expiresAt: addMs(now, WEEK_MS),
  });
}

/** At most so many of a program a week; the others wait for the first day of that week to be over. */
async function escalateInMeasure(
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
      key: recordKeys.waiting(programId, mondayOf(localDateOf(now, "UTC")), leadId),
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
  const terms = ladder.find(({ level }) => level === raised.level);
  const moved = await record(services, tx, null, item, {
    event: raised.because === "away" ? "delegated" : isHandedOn(raised) ? "handed-on" : "escalated",
    changes: changesOfEscalation(row, item, raised),
    facts: {
      escalation: {
        ...raised,
        from: row.holder_id,
        term: terms ? { acknowledge: terms.acknowledge, resolve: terms.resolve } : null,
      },
    },
  });
  await saveRaised(services, tx, row, moved, raised, null);
}

function isHandedOn({ because }: Pick<RaisedTo, "because">): boolean {
  return because === "left" || because === "declined";
}

/** The ground of whoever has it has ended, or they decline what came to them so: it goes to whoever is next, with a term of their own. */
export async function handEscalationOn(
  services: Services,
  tx: Tx,
  row: Escalation,
  item: Item,
  to: Pick<RaisedTo, "because" | "to" | "level">,
  setting: Setting,
): Promise<void> {
  await moveTo(services, tx, row, item, { ...to, passed: [] }, setting);
}

/** The row after a step up, with the messages of the step. Also for one that somebody takes by hand. */
export async function saveRaised(
  services: Services,
  tx: Tx,
  row: Escalation,
  item: Item,
  to: RaisedTo,
  byId: string | null,
): Promise<void> {
  const now = services.clock.now();
  const arrived = await arrival(tx, row.workspace_id, to.to, now);
  const raised = withNewHolder(row, item, to, { revision: item.revision, arrived, now });
  await saveEscalation(tx, raised);
  await tellHolder(services, tx, item, raised);
  await showHolder(services, tx, item, row);
  await showReminders(services, tx, item, row);
  await showOverdue(services, tx, item);
  // Whoever is away hears of it from their delegate.
  if (to.because !== "away" && !isHandedOn(to))
    await tellOfEscalation(services, tx, item, raised, { beforeId: row.holder_id, byId });
}

/** Nobody has to answer it any more. Those who had it hear how it ended; its owner has it, should it begin again. */
async function end(services: Services, tx: Tx, row: Escalation, item: Item): Promise<void> {
  const wasUp = row.moved_revision !== null;
  // Those who asked, and whoever had it to decide, hear of a decision once it can no longer be undone.
  if (wasUp && item.state !== "decided") {
    const last = (await listItemEvents(tx, item.workspace_id, [item.id])).at(-1);
    await tellBelow(services, tx, item, { everyHolder: row.held_by, byId: last?.actor_id ?? null });
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
    overdue_since: null,
    check_at: null,
  });
  await showHolder(services, tx, item, row);
  await showOverdue(services, tx, item);
}
