/** What a digest reads of what is open in the register, beside asks and dependencies. */
import { dayOf, type WorkingCalendar, workingDaysIn } from "../../calendars/rules-days.ts";
import { may } from "../../people/rules-rights.ts";
import type { Instant } from "../../platform/clock.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import type { SeatRole } from "../../programs/table.ts";
import { isStuck, rightToRead } from "../../register/escalation/rules-cases.ts";
import { stillUntil } from "../../register/reminders/rules.ts";
import { codeOf, isHighRisk, isOverdue, shownTitle } from "../../register/rules.ts";
import { alivenessAt, isEvidence } from "../../register/rules-alive.ts";
import type { ItemNamed } from "../../register/told/use-cases.ts";
import type { OpenItemFacts } from "./facts.ts";

/** In whose zone, with which roles and by which working days it is read. */
interface Readership {
  zone: string;
  rolesIn: (programId: string) => readonly SeatRole[];
  working: WorkingCalendar;
}

/** What is alive and nobody is asked to decide, as the record is at `until`; what the reader may not read is only counted. */
export function openItemOf(
  item: ItemNamed,
  { zone, rolesIn, working }: Readership,
  { cutOffAt, until }: { cutOffAt: Instant; until: Instant },
): OpenItemFacts[] {
  const kind = kindOf(item, localDateOf(cutOffAt, zone));
  if (kind === null || alivenessAt(item, until) !== "alive") return [];
  const blockedSince = item.type === "issue" ? item.details.blockedSince : undefined;
  const since = blockedSince ?? localDateOf(item.raised_at, zone);
  const isReadable = may(rolesIn(item.program_id), rightToRead(item));
  return [
    {
      ...entryOf(item),
      kind: isEvidence(item, until) ? kind : "other",
      since,
      dueOn: item.due_on,
      workingDays: workingDaysIn(dayOf(since) + 1, dayOf(localDateOf(cutOffAt, zone)), working),
      isReadable,
      stuck: isReadable ? null : stuckOf(item, localDateOf(until, zone)),
      checkInId: item.check_in_id,
    },
  ];
}

function stuckOf(item: ItemNamed, today: LocalDate): OpenItemFacts["stuck"] {
  const { overdueSince, overdueAt: level } = item;
  if (level === null || overdueSince === null || overdueSince > today || !isStuck(item, { overdueSince })) return null;
  const still = stillUntil(item);
  return { level, stillUntil: still !== null && still > today ? still : null };
}

/** Null: it is told elsewhere. */
function kindOf(item: ItemNamed, today: LocalDate): OpenItemFacts["kind"] | null {
  switch (item.type) {
    case "issue":
      return item.details.blocksWork ? "blocker" : "other";
    case "risk":
      return isHighRisk(item.details) ? "high-risk" : "risk";
    case "action":
      return isOverdue(item, today) ? "overdue-action" : "other";
    case "assumption":
      return "other";
    default:
      return null;
  }
}

/** An entry of the register, as a line names it. */
export function entryOf(item: ItemNamed) {
  const { id: itemId, revision, raisedBy, raised_at: raisedAt } = item;
  return { itemId, revision, code: codeOf(item), title: shownTitle(item), raisedBy, raisedAt };
}
