/** Somebody's own promises and decisions in a program: read by them, and by nobody else. */
import { dayOf, isWorkingDay } from "../../calendars/rules-days.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, instantOf, localDateOf } from "../../platform/time.ts";
import { seatDay, standingsOf } from "../../programs/use-cases.ts";
import type { Item } from "../../register/use-cases.ts";
import { listItemsFor } from "../../register/use-cases-reading.ts";
import { isOpen, promisedBy } from "../kept/commitments.ts";
import { listCommitments } from "../kept/repository.ts";
import { type OwnDecision, type OwnNumbers, ownNumbers } from "./rules.ts";

const YEAR_DAYS = 365;

export interface Own extends OwnNumbers {
  /** By date. */
  open: Item[];
}

/** Null where nothing in the program is theirs, or they have no role in it any more. */
export async function showOwn(services: Services, person: Person, programId: string): Promise<Own | null> {
  const { db, clock } = services;
  const { workspace_id: workspaceId, id: personId, zone } = person;
  if ((await standingsOf(db, person, programId, services)).every((standing) => standing === "admin")) return null;
  const today = seatDay(clock.now());
  const span = { from: addLocalDays(today, -YEAR_DAYS), until: today };
  const endedAfter = instantOf(span.from, "00:00", "UTC");
  const items = await listCommitments(db, { workspaceId, programIds: [programId], endedAfter });
  const own = items.flatMap((item) => {
    const promised = item.owner_id === personId ? promisedBy(item) : null;
    return promised ? { id: item.id, promised } : [];
  });
  const decided = items.flatMap((item) =>
    item.type === "ask" && item.state === "decided" && item.details.outcome?.decidedBy === personId
      ? { id: item.id, at: item.details.outcome.decidedAt }
      : [],
  );
  const taken = decided.filter(({ at }) => at > endedAfter);
  const openIds = own.flatMap(({ id, promised }) => (isOpen(promised) ? id : []));
  const ids = [...openIds, ...taken.map(({ id }) => id)];
  if (own.length + taken.length === 0) return null;
  const readable = new Map((await listItemsFor(services, person, { ids })).map((item) => [item.id, item]));
  const working = await workspaceCalendar(db, workspaceId);
  const decisions: OwnDecision[] = [];
  for (const { id, at } of taken) {
    const item = readable.get(id);
    if (!item) continue;
    const [askedOn, decidedOn] = [localDateOf(item.raised_at, zone), localDateOf(at, zone)];
    let days = 0;
    for (let day = dayOf(askedOn) + 1; day <= dayOf(decidedOn); day += 1) if (isWorkingDay(day, working)) days += 1;
    decisions.push({ days, dueOn: item.due_on, decidedOn });
  }
  return {
    ...ownNumbers(
      span,
      own.map(({ promised }) => promised),
      decisions,
    ),
    open: openIds.flatMap((id) => readable.get(id) ?? []),
  };
}
