/** What hung on a role that has ended, or was given by somebody whose role has, goes to whoever is next. */

import { workspaceCalendar } from "../../calendars/use-cases.ts";
import { may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds, personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { hasRole } from "../../programs/rules-grounds.ts";
import type { SeatRole } from "../../programs/table.ts";
import { type Program, roleFactsFor } from "../../programs/use-cases.ts";
import { withdrawVoters } from "../asks/use-cases-votes.ts";
import { stepIn } from "../escalation/facts.ts";
import { handedOverBy, type Setting, settingOf } from "../escalation/levels.ts";
import { type Escalation, findEscalation, listEscalationsOf } from "../escalation/repository.ts";
import { withoutWaits } from "../escalation/rules-cases.ts";
import { handEscalationOn } from "../escalation/use-cases.ts";
import { registerFailure } from "../failures.ts";
import { groundsOf, standingsOn } from "../grounds.ts";
import { listItemEvents, listItems } from "../repository.ts";
import { codeOf, isLive, LIVE_STATES } from "../rules.ts";
import { isEscalationHolder, ownsItem } from "../rules-grounds.ts";
import { type Item, itemToAct, record } from "../use-cases.ts";
import { declinedIn, type EndedBecause, type HandedOn, handedOnIn } from "./facts.ts";
import { type Handed, tellOfHandingOn } from "./messages.ts";
import { type Heir, heirOf, lastDayToDecline, lastHeirOf } from "./rules.ts";

const failure = errorTable({
  NOT_HANDED_ON: {
    en: ({ code }) =>
      `${code} didn’t come to you recently because a role ended, so there’s nothing to decline. You can still reassign it.`,
    fr: ({ code }) =>
      `${code} ne vous a pas été confié récemment à la suite d’une fin de rôle\u00a0: il n’y a rien à décliner. Vous pouvez toujours le réaffecter.`,
  },
  NOBODY_ELSE: {
    en: ({ code }) => `There’s no one else in the program to take ${code}. Reassign it to someone you choose.`,
    fr: ({ code }) =>
      `Il n’y a personne d’autre dans le programme à qui confier ${code}. Réaffectez-le à la personne de votre choix.`,
  },
});

/** In one transaction: what is left goes in the next tick. */
const AT_ONCE = 100;

/**
 * Hands on what in a program is with somebody whose ground has ended: what they answer for or decide, what was passed up
 * to them, and their part in votes. Each heir and each former holder is told in one message; an ask comes with its own.
 * Returns whether that is all.
 */
export async function handOnIn(services: Services, tx: Tx, program: Program): Promise<boolean> {
  const now = services.clock.now();
  const of = { workspaceId: program.workspace_id, programId: program.id };
  const setting = await settingOf(tx, of.workspaceId, of.programId, now);
  const items = await listItems(tx, of.workspaceId, { programIds: [of.programId], states: LIVE_STATES }, MOST_READ);
  const escalations = new Map(
    (await listEscalationsOf(tx, of.workspaceId, [of.programId])).map((row) => [row.item_id, row]),
  );
  const owners = new Set(items.flatMap(({ owner_id }) => owner_id ?? []));
  const facts = await roleFactsFor(tx, program, program.id, services, [...owners]);
  const handed: Handed[] = [];
  for (const found of items) {
    if (handed.length >= AT_ONCE) break;
    const item = await withdrawVoters(services, tx, found, facts);
    if (!isLive(item)) continue;
    const isSeated = item.owner_id === null || hasRole(item.owner_id, facts);
    const ended = isSeated ? null : await endedOwner(services, tx, item, facts.isGone);
    const one = ended ? await toHeir(services, tx, item, setting, ended) : null;
    if (one) handed.push(one);
    const row = escalations.get(item.id);
    if (!row || (row.is_with_owner === 1 && item.owner_id !== null)) continue;
    const stuck = await followHolder(services, tx, one?.item ?? item, row, setting);
    if (stuck) handed.push(stuck);
  }
  await tellOfHandingOn(services, tx, program, handed);
  return handed.filter(({ to }) => to !== null).length < AT_ONCE;
}

const MOST_READ = 5000;

interface Ended {
  id: string;
  because: EndedBecause;
}

/** Who answers for it, where no ground of theirs holds. */
async function endedOwner(
  services: Services,
  tx: Tx,
  item: Item,
  isGone: (personId: string) => boolean,
): Promise<Ended | null> {
  const id = item.owner_id;
  if (id === null) return null;
  const owner = await personById(tx, item.workspace_id, id);
  const grounds = await groundsOf(services, tx, owner, item);
  if (ownsItem(id, item, grounds)) return null;
  const wasSeated = grounds.seats.some(({ person_id }) => person_id === id);
  return { id, because: isGone(id) ? "left" : wasSeated ? "role" : "named" };
}

async function toHeir(services: Services, tx: Tx, item: Item, setting: Setting, ended: Ended): Promise<Handed> {
  const events = await listItemEvents(tx, item.workspace_id, [item.id]);
  const roles = await rolesEver(services, tx, item, ended.id);
  const left = { seats: setting.seats, passedBy: declinedIn(events) };
  const heir = heirOf(item, { id: ended.id, roles }, left) ?? lastHeirOf(left);
  if (!heir) return { item, from: ended.id, because: ended.because, to: null, isLast: true };
  const moved = await giveTo(services, tx, null, item, { heir, from: ended.id, because: ended.because });
  return { item: moved, from: ended.id, because: ended.because, to: heir.personId, isLast: heir.isLast };
}

/** What they were in the program, now or before. */
async function rolesEver(services: Services, tx: Tx, item: Item, personId: string): Promise<SeatRole[]> {
  const { seats } = await roleFactsFor(tx, item, item.program_id, services);
  return seats.filter(({ person_id }) => person_id === personId).map(({ role }) => role);
}

async function giveTo(
  services: Services,
  tx: Tx,
  actor: Person | null,
  item: Item,
  { heir, from, because }: { heir: Heir; from: string; because: EndedBecause },
): Promise<Item> {
  const { zone } = await personById(tx, item.workspace_id, heir.personId);
  const calendar = await workspaceCalendar(tx, item.workspace_id);
  const until = lastDayToDecline(localDateOf(services.clock.now(), zone), calendar);
  const handedOn: HandedOn = { from, because, until, isLast: heir.isLast };
  return record(services, tx, actor, item, {
    event: "handed-on",
    changes: {
      owner_id: heir.personId,
      ...(item.state === "acknowledged" && { state: "open" as const }),
      ...(item.type === "ask" && { details: { ...withoutWaits(item.details), handedOn } }),
    },
    facts: { handedOn: { ...handedOn, to: heir.personId } },
  });
}

/** What was passed up to somebody, or raised by them for nobody, who has lost the ground to answer it. Returned where nobody is left. */
async function followHolder(
  services: Services,
  tx: Tx,
  item: Item,
  row: Escalation,
  setting: Setting,
): Promise<Handed | null> {
  const handedBy = await handedOverBy(tx, item, row.holder_id);
  const facts = await roleFactsFor(tx, item, item.program_id, services, [row.holder_id, handedBy ?? row.holder_id]);
  if (isEscalationHolder(row.holder_id, handedBy, facts)) return null;
  const roles = await rolesEver(services, tx, item, row.holder_id);
  const heir = heirOf(item, { id: row.holder_id, roles }, { seats: setting.seats, passedBy: [] });
  if (!heir) return { item, from: row.holder_id, because: "left", to: null, isLast: true };
  await handEscalationOn(services, tx, row, item, { because: "left", to: heir.personId, level: heir.level }, setting);
  return null;
}

/**
 * Whoever got something by a rule says within two working days that they cannot: it goes to whoever is next after them.
 * `ids`: of items, those among them that are not theirs to decline are left out where there are several.
 * Throws ITEM_GONE, ITEM_NOT_YOURS, NOT_HANDED_ON, NOBODY_ELSE.
 */
export async function declineHandedOn(
  services: Services,
  actor: Person,
  ids: readonly string[],
): Promise<{ code: string; name: string }[]> {
  return inTransaction(services.db, async (tx) => {
    const passed: Handed[] = [];
    const held: Pick<Handed, "item" | "to">[] = [];
    for (const id of ids) {
      const item = await itemToAct(services, tx, actor, id);
      const code = codeOf(item);
      const row = await findEscalation(tx, item.workspace_id, id);
      if (row?.is_with_owner === 0 && row.holder_id === actor.id) {
        held.push({ item, to: await declineHeld(services, tx, actor, item, row) });
        continue;
      }
      if (!may(await standingsOn(services, tx, actor, item), "decline-handed-on"))
        throw registerFailure("ITEM_NOT_YOURS", { code, who: [] });
      const events = await listItemEvents(tx, item.workspace_id, [item.id]);
      const handed = events.map(handedOnIn).findLast((one) => one !== null);
      const today = localDateOf(services.clock.now(), actor.zone);
      const isOpen = handed?.to === actor.id && item.owner_id === actor.id && isLive(item) && today <= handed.until;
      if (!isOpen) throw failure("NOT_HANDED_ON", { code });
      const setting = await settingOf(tx, item.workspace_id, item.program_id, services.clock.now());
      const roles = await rolesEver(services, tx, item, actor.id);
      const passedBy = [...declinedIn(events), handed.from];
      const heir = heirOf(item, { id: actor.id, roles }, { seats: setting.seats, passedBy });
      if (!heir) throw failure("NOBODY_ELSE", { code });
      const moved = await giveTo(services, tx, actor, item, { heir, from: actor.id, because: "declined" });
      const { personId: to, isLast } = heir;
      passed.push({ item: moved, from: actor.id, because: "declined", to, isLast });
    }
    const [first] = passed;
    if (first) await tellOfHandingOn(services, tx, { ...first.item, id: first.item.program_id }, passed);
    const all = [...passed, ...held];
    const people = await peopleByIds(tx, actor.workspace_id, [...new Set(all.flatMap(({ to }) => to ?? []))]);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return all.map(({ item, to }) => ({ code: codeOf(item), name: names.get(to ?? "") ?? "" }));
  });
}

/** What had been passed up to somebody and came on to this person. Returns to whom it goes, who has a message of their own. */
async function declineHeld(services: Services, tx: Tx, actor: Person, item: Item, row: Escalation): Promise<string> {
  const code = codeOf(item);
  const events = await listItemEvents(tx, item.workspace_id, [item.id]);
  const came = events.flatMap(({ at, ...event }) => {
    const step = stepIn(event);
    return step ? [{ ...step, at }] : [];
  });
  const last = came.at(-1);
  const isGiven = last?.to === actor.id && (last.because === "left" || last.because === "declined") && isLive(item);
  const calendar = await workspaceCalendar(tx, item.workspace_id);
  const today = localDateOf(services.clock.now(), actor.zone);
  const isInTime = last && today <= lastDayToDecline(localDateOf(last.at, actor.zone), calendar);
  if (!isGiven || !isInTime || !may(["holder"], "decline-handed-on")) throw failure("NOT_HANDED_ON", { code });
  const setting = await settingOf(tx, item.workspace_id, item.program_id, services.clock.now());
  const roles = await rolesEver(services, tx, item, actor.id);
  const before = came.findLastIndex(({ because }) => because !== "left" && because !== "declined");
  const passedBy = came.slice(before + 1).map(({ from }) => from);
  const heir = heirOf(item, { id: actor.id, roles }, { seats: setting.seats, passedBy });
  if (!heir) throw failure("NOBODY_ELSE", { code });
  const { personId: to, level } = heir;
  await handEscalationOn(services, tx, row, item, { because: "declined", to, level }, setting);
  return to;
}
