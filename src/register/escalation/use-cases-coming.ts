/** What of programs goes up unless somebody answers: to whom, and on which day. */

import { contactFactsOfAll } from "../../calendars/use-cases-availability.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { seatsByProgram } from "../../programs/use-cases.ts";
import { waitsFor } from "../asks/rules.ts";
import { type Item, listItemEvents, listItems } from "../repository.ts";
import { HORIZON_DAYS } from "./levels.ts";
import { listEscalationsOnLadders } from "./repository.ts";
import { type Level, owesAnswer, upFrom, upOn } from "./rules.ts";
import { isFollowed, ladderFrom, positionNow, seatedIn, stoodDuring } from "./rules-cases.ts";
import { daysOf, followOwner } from "./rules-due.ts";

interface Named {
  id: string;
  name: string;
}

export interface EscalationComing {
  item: Item;
  level: Level;
  /** Who has it now. */
  holder: Named;
  /** Who gets it. */
  next: Named & { level: Level };
  /** A day of the holder, as their working days and absences are known now. */
  on: LocalDate;
  /** Its holder has said so, and owes an answer until then; else that they have seen it is enough. */
  isSeen: boolean;
  /** It would have gone up, but as many have this week as may; `on` is the first day on which it can. */
  isHeldBack: boolean;
}

/** The first to go first; what nobody above could get is not among it. Eight statements at most, however many programs. */
export async function escalationsComing(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<EscalationComing[]> {
  const rows = await listEscalationsOnLadders(db, workspaceId, programIds);
  if (rows.length === 0) return [];
  const items = await listItems(db, workspaceId, { ids: rows.map(({ escalation }) => escalation.item_id) });
  const itemOf = new Map(items.map((item) => [item.id, item]));
  const seats = await seatsByProgram(db, workspaceId, programIds, localDateOf(now, "UTC"));
  const people = new Map([...seats.values()].flat().map(({ person_id: id, name, zone }) => [id, { id, name, zone }]));
  const concerned = [
    ...items.flatMap(({ owner_id }) => owner_id ?? []),
    ...rows.map(({ escalation }) => escalation.holder_id),
  ];
  const others = [...new Set(concerned.filter((id) => !people.has(id)))];
  for (const person of await peopleByIds(db, workspaceId, others)) people.set(person.id, person);
  const asks = items.filter(({ type }) => type === "ask").map(({ id }) => id);
  const events = Map.groupBy(await listItemEvents(db, workspaceId, asks), ({ item_id }) => item_id);
  const escalations = rows.flatMap(({ escalation: found, ladder }) => {
    const item = itemOf.get(found.item_id);
    if (!item || !isFollowed(item, found)) return [];
    const own = seats.get(found.program_id) ?? [];
    // As the next tick takes it.
    const zone = people.get(item.owner_id ?? found.holder_id)?.zone ?? "UTC";
    const today = localDateOf(now, zone);
    const row = followOwner(found, item, own, { given_on: today, since_on: today });
    const holder = people.get(row.holder_id);
    return holder ? [{ row, item, holder, seats: own, ladder: ladderFrom(ladder, row.level) }] : [];
  });
  const days = await daysOfHolders(db, workspaceId, escalations, now);
  const coming = escalations.flatMap(({ row, item, holder, seats: own, ladder }): EscalationComing[] => {
    const facts = days.get(holder.id);
    const up = upFrom(ladder, { level: row.level, everyHolder: row.held_by }, seatedIn(own, item));
    const next = up.kind === "escalate" ? people.get(up.to) : undefined;
    if (!facts || up.kind !== "escalate" || !next) return [];
    const today = localDateOf(now, holder.zone);
    // While it waits for its author or for a vote, nothing runs.
    if (item.type === "ask" && ["asker", "committee"].includes(waitsFor(item, today) ?? "")) return [];
    const its = { ...daysOf(facts, stoodDuring(events.get(item.id) ?? [], holder.zone)), delegateId: null };
    const waits = row.is_held_back === 1 && row.check_at !== null ? localDateOf(row.check_at, holder.zone) : null;
    const on = waits ?? upOn(ladder, positionNow(row, item), its, up, today) ?? today;
    return [
      {
        item,
        level: row.level,
        holder: { id: holder.id, name: holder.name },
        next: { id: next.id, name: next.name, level: up.level },
        on,
        isSeen: owesAnswer(ladder, positionNow(row, item), its, up),
        isHeldBack: waits !== null,
      },
    ];
  });
  return coming.sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
}

/** From the first day on which any of them has had something. */
async function daysOfHolders(
  db: Db | Tx,
  workspaceId: string,
  escalations: readonly { row: { since_on: LocalDate }; holder: { id: string; zone: string } }[],
  now: Instant,
) {
  const today = localDateOf(now, "UTC");
  const from = escalations.reduce((first, { row }) => (row.since_on < first ? row.since_on : first), today);
  const holders = new Map(escalations.map(({ holder }) => [holder.id, holder]));
  return contactFactsOfAll(db, workspaceId, [...holders.values()], { from, until: addLocalDays(today, HORIZON_DAYS) });
}
