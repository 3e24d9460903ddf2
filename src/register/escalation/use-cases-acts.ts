/** What people do with an item on its way up: pass it up, say that they have seen it, answer it. */

import { may } from "../../people/rules-rights.ts";
import { type Person, personById } from "../../people/use-cases.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { standsInFor } from "../../programs/rules-grounds.ts";
import { roleFactsFor } from "../../programs/use-cases.ts";
import { registerFailure } from "../failures.ts";
import { workingDaysOf } from "../reminders/days.ts";
import { findItem, type Item } from "../repository.ts";
import { codeOf } from "../rules.ts";
import { isEscalationHolder } from "../rules-grounds.ts";
import { itemToAct, record, refuseUnlessMayChangeItem, refuseWhereClosed } from "../use-cases.ts";
import type { URGENT_MATTERS } from "./facts.ts";
import { arrival, begun, handedOverBy, type Setting, settingOf } from "./levels.ts";
import { showHolder, tellBelow } from "./messages.ts";
import { showOverdue } from "./messages-overdue.ts";
import { type Escalation, findEscalation, saveEscalation } from "./repository.ts";
import { type Level, upFrom } from "./rules.ts";
import {
  firstHolder,
  isStuck,
  ladderFrom,
  levelIn,
  mayBePassedUp,
  seatedIn,
  widened,
  withoutWaits,
} from "./rules-cases.ts";
import { saveRaised } from "./use-cases.ts";

const failure = errorTable({
  NOBODY_ABOVE: {
    en: ({ code, program }) =>
      `There’s no one left to escalate ${code} to: everyone above has had it, or roles in ${program} are empty. Its leads can fill them.`,
    fr: ({ code, program }) =>
      `Il n’y a plus personne à qui escalader ${code}\u00a0: chaque niveau l’a déjà eu, ou des rôles du programme «\u00a0${program}\u00a0» ne sont pas pourvus.`,
  },
  NOT_WITH_YOU: {
    en: ({ code, who }) => `${code} is now with ${who}; only they can answer it.`,
    fr: ({ code, who }) => `Seule la personne à qui ${code} est confié (${who}) peut y répondre.`,
  },
});

export interface PassedUp {
  tried: string;
  effect: string;
  options: string;
  recommendation: string;
  /** A red on such a matter goes straight to the sponsor. */
  matter: (typeof URGENT_MATTERS)[number] | null;
}

interface ToPassUp {
  item: Item;
  to: Person;
  level: Level;
}

/** The item and to whom it would go, for the form. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON, NOBODY_ABOVE. */
export async function itemToPassUp(services: Services, actor: Person, itemId: string): Promise<ToPassUp> {
  const { item, to, level } = await toPassUp(services, services.db, actor, itemId, null);
  return { item, to, level };
}

async function toPassUp(
  services: Services,
  db: Db | Tx,
  actor: Person,
  itemId: string,
  matter: PassedUp["matter"],
): Promise<ToPassUp & { row: Escalation; passed: Level[]; setting: Setting }> {
  const now = services.clock.now();
  const item = await findItem(db, actor.workspace_id, itemId);
  if (!item) throw registerFailure("ITEM_GONE");
  const known = await findEscalation(db, actor.workspace_id, itemId);
  const setting = await settingOf(db, item.workspace_id, item.program_id, now);
  if (!known || !(await isHolderOrDelegate(services, db, known, actor, item)))
    await refuseUnlessMayChangeItem(services, db, actor, item);
  refuseWhereClosed(setting.program);
  if (!mayBePassedUp(item)) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
  const row = known ?? (await begun(db, item, now));
  const everyHolder = [...new Set([...row.held_by, actor.id])];
  const levels = ladderFrom(setting.ladder, row.level, matter === null ? null : "sponsor");
  const seatedAt = seatedIn(setting.seats, { disclosure: widened(item.disclosure) });
  const step = upFrom(levels, { level: row.level, everyHolder }, seatedAt);
  if (step.kind !== "escalate") throw failure("NOBODY_ABOVE", { code: codeOf(item), program: setting.program.title });
  const to = await personById(db, item.workspace_id, step.to);
  return { item, to, level: step.level, passed: step.passed, row: { ...row, held_by: everyHolder }, setting };
}

/** Whoever has it, or the delegate of their seat, by a ground that holds. */
async function isHolderOrDelegate(
  services: Services,
  db: Db | Tx,
  { holder_id: holderId }: Escalation,
  person: Person,
  item: Item,
): Promise<boolean> {
  const handedBy = await handedOverBy(db, item, holderId);
  const others = [person.id, holderId, handedBy ?? holderId];
  const facts = await roleFactsFor(db, person, item.program_id, services, others);
  const isHolder = holderId === person.id && isEscalationHolder(holderId, handedBy, facts);
  return isHolder || standsInFor(person.id, holderId, facts);
}

/** By hand, with what those above need to answer. Throws as `itemToPassUp`. */
export async function passUp(services: Services, actor: Person, itemId: string, said: PassedUp): Promise<ToPassUp> {
  return inTransaction(services.db, async (tx) => {
    const { item, to, level, passed, row, setting } = await toPassUp(services, tx, actor, itemId, said.matter);
    const terms = setting.ladder.find((one) => one.level === level);
    const { tried, effect, options, recommendation, matter } = said;
    const disclosure = widened(item.disclosure);
    const moved = await record(services, tx, actor, item, {
      event: "escalated",
      changes: {
        ...(disclosure !== item.disclosure && { disclosure }),
        ...(item.state === "acknowledged" && { state: "open" as const }),
        ...(item.type === "ask" && {
          owner_id: to.id,
          details: {
            ...withoutWaits(item.details),
            passedOn: {
              by: actor.id,
              why: storableText([effect, tried, options, recommendation].join("\n")).slice(0, 3000),
              to: to.id,
            },
          },
        }),
      },
      note: [effect, tried, options, recommendation].join("\n"),
      facts: {
        escalation: {
          level,
          to: to.id,
          from: row.holder_id,
          because: "hand",
          passed,
          term: terms ? { acknowledge: terms.acknowledge, resolve: terms.resolve } : null,
          tried: storableText(tried),
          effect: storableText(effect),
          options: storableText(options),
          recommendation: storableText(recommendation),
          ...(matter && { matter }),
        },
      },
    });
    await saveRaised(services, tx, row, moved, { because: "hand", level, to: to.id, passed }, actor.id);
    return { item: moved, to, level };
  });
}

/** The blocker that is stuck, for the form. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON, PROGRAM_CLOSED. */
export async function stuckItem(services: Services, actor: Person, itemId: string): Promise<Stuck> {
  return inTransaction(services.db, (tx) => toAct(services, tx, actor, itemId));
}

type Stuck = Extract<Item, { type: "issue" }>;

async function toAct(services: Services, tx: Tx, actor: Person, itemId: string): Promise<Stuck> {
  const item = await itemToAct(services, tx, actor, itemId);
  await refuseUnlessMayChangeItem(services, tx, actor, item);
  const row = await findEscalation(tx, actor.workspace_id, itemId);
  if (item.type !== "issue" || !isStuck(item, { overdueSince: row?.overdue_since ?? null }))
    throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
  return item;
}

const MOST_DAYS_STILL = 60;

/**
 * It still stands, and nobody is asked about it before that day. Null where that is no working day of theirs, or too far.
 * Throws as `stuckItem`.
 */
export async function stillStands(
  services: Services,
  actor: Person,
  itemId: string,
  until: LocalDate,
): Promise<Item | null> {
  return inTransaction(services.db, async (tx) => {
    const item = await toAct(services, tx, actor, itemId);
    const today = localDateOf(services.clock.now(), actor.zone);
    const isInTime = today < until && until <= addLocalDays(today, MOST_DAYS_STILL);
    if (!isInTime || !(await workingDaysOf(tx, actor, today))(until)) return null;
    const details = { ...item.details, stillUntil: until };
    const still = await record(services, tx, actor, item, { event: "confirmed", changes: { details } });
    await showOverdue(services, tx, still);
    return still;
  });
}

async function toAnswer(services: Services, db: Db | Tx, actor: Person, itemId: string) {
  const item = await findItem(db, actor.workspace_id, itemId);
  const row = item && (await findEscalation(db, actor.workspace_id, itemId));
  if (!item || !row) throw registerFailure("ITEM_GONE");
  const setting = await settingOf(db, item.workspace_id, item.program_id, services.clock.now());
  const isHolder = await isHolderOrDelegate(services, db, row, actor, item);
  if (row.is_with_owner === 1 || !may(isHolder ? ["holder"] : [], "answer-escalation")) {
    const { name } = await personById(db, item.workspace_id, row.holder_id);
    throw failure("NOT_WITH_YOU", { code: codeOf(item), who: name });
  }
  refuseWhereClosed(setting.program);
  return { item, row, setting };
}

/** The item, for the form of an answer. Throws ITEM_GONE, NOT_WITH_YOU. */
export async function escalationToAnswer(services: Services, actor: Person, itemId: string): Promise<Item> {
  const { item } = await toAnswer(services, services.db, actor, itemId);
  return item;
}

/** Says that whoever has it has seen it: their longer term runs. Twice changes nothing. Throws ITEM_GONE, NOT_WITH_YOU. */
export async function acknowledgeEscalation(services: Services, actor: Person, itemId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { item, row } = await toAnswer(services, tx, actor, itemId);
    if (row.is_acknowledged === 1) return;
    const seen = await record(services, tx, actor, item, { event: "acknowledged", changes: {} });
    await saveEscalation(tx, {
      ...row,
      is_acknowledged: 1,
      reminded: 0,
      overdue_since: null,
      check_at: services.clock.now(),
    });
    await showHolder(services, tx, seen, row);
  });
}

/**
 * Answers an item: it goes back down to its owner, and everybody on its way, and whoever raised it, hears the answer.
 * Throws ITEM_GONE, NOT_WITH_YOU.
 */
export async function answerEscalation(
  services: Services,
  actor: Person,
  itemId: string,
  answer: string,
): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const { item, row, setting } = await toAnswer(services, tx, actor, itemId);
    const now = services.clock.now();
    const ownerId = firstHolder(item, setting.seats);
    const level = levelIn(setting.seats, ownerId) ?? "team";
    const returned = await record(services, tx, actor, item, {
      event: "returned",
      changes: {},
      note: answer,
      facts: { escalation: { level, to: ownerId, from: row.holder_id, because: "answer", passed: [], term: null } },
    });
    await saveEscalation(tx, {
      ...row,
      level,
      holder_id: ownerId,
      is_with_owner: 1,
      is_by_hand: 0,
      ...(await arrival(tx, item.workspace_id, ownerId, now)),
      shown_on: null,
      is_acknowledged: 0,
      reminded: 0,
      overdue_since: null,
      held_by: [...new Set([...row.held_by, ownerId])],
      moved_revision: null,
      check_at: now,
    });
    await tellBelow(services, tx, returned, { everyHolder: [...row.held_by, ownerId], byId: actor.id });
    await showHolder(services, tx, returned, row);
    await showOverdue(services, tx, returned);
    return returned;
  });
}
