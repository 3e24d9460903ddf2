/** Under which key each message about the record is one for ever. */
import type { LocalDate } from "../platform/time.ts";

export const recordKeys = {
  /** Of all days. */
  itemReminders: (personId: string) => `item-reminder:${personId}:`,
  /** Of an item as it was given. */
  itemGiven: ({ id, revision }: { id: string; revision: number }) => `item-given:${id}:${revision}`,
  itemReminder: (personId: string, on: LocalDate) => `item-reminder:${personId}:${on}`,
  escalation: (itemId: string, revision: number) => `escalation:${itemId}:${revision}`,
  /** A term that begins anew is another one: when whoever has it has seen it, too. */
  escalationReminder: (
    {
      item_id,
      holder_id,
      since_on,
      is_acknowledged,
    }: {
      item_id: string;
      holder_id: string;
      since_on: LocalDate;
      is_acknowledged: 0 | 1;
    },
    which: 1 | 2,
  ) => `escalation-reminder:${item_id}:${holder_id}:${since_on}:${is_acknowledged === 1 ? "seen" : "new"}:${which}`,
  /** How all of them to one holder begin. */
  escalationReminders: (itemId: string, holderId: string) => `escalation-reminder:${itemId}:${holderId}:`,
  /** Once for each day of `overdueDays`. */
  overdue: (
    { item_id, holder_id }: { item_id: string; holder_id: string },
    { since, on }: { since: LocalDate; on: LocalDate },
    personId: string,
  ) => `escalation-overdue:${item_id}:${holder_id}:${since}:${on}:${personId}`,
  /** How all of them about an item begin. */
  overdues: (itemId: string) => `escalation-overdue:${itemId}:`,
  /** Once for each date. */
  late: (itemId: string, neededBy: LocalDate, personId: string) => `ask-late:${itemId}:${neededBy}:${personId}`,
  rise: (itemId: string, revision: number, personId: string) => `escalation-rise:${itemId}:${revision}:${personId}`,
  /** Once a week, by its Monday. */
  waiting: (programId: string, monday: LocalDate, leadId: string) =>
    `escalations-waiting:${programId}:${monday}:${leadId}`,
  /** All appearances that this person was asked for. */
  appearancesOf: (personId: string) => `appearance:${personId}:`,
  /** `asking`: once more where it was begun anew. */
  appearance: (personId: string, itemId: string, asking: number) => `appearance:${personId}:${itemId}:${asking}:`,
  /** How all about one to this person begin. */
  appearanceTo: (personId: string, itemId: string) => `appearance:${personId}:${itemId}:`,
  appearanceReminders: (itemId: string) => `appearance-reminder:${itemId}:`,
  appearanceReminder: (itemId: string, personId: string, on: LocalDate) =>
    `appearance-reminder:${itemId}:${personId}:${on}`,
  appearanceTolds: (itemId: string) => `appearance-told:${itemId}:`,
  appearanceTold: (itemId: string, what: string, leadId: string) => `appearance-told:${itemId}:${what}:${leadId}`,
  appearanceTicks: (itemId: string) => `appearance-tick:${itemId}:`,
  appearanceTick: (itemId: string, on: LocalDate, leadId: string) => `appearance-tick:${itemId}:${on}:${leadId}`,
  appearanceFile: (itemId: string, personId: string) => `appearance-file:${itemId}:${personId}`,
  /** Date and place, to those who keep the calendar of whoever goes. */
  appearanceDates: (itemId: string, keeperId: string) => `appearance-dates:${itemId}:${keeperId}`,
  appearanceDatesOf: (itemId: string) => `appearance-dates:${itemId}:`,
  /** Their file, once for each state of the item. */
  appearanceDatesFile: (itemId: string, keeperId: string, revision: number) =>
    `appearance-dates-file:${itemId}:${keeperId}:${revision}`,
  ask: (itemId: string, revision: number) => `ask:${itemId}:${revision}`,
  /** `revision`: as in the key of the message that waits. */
  queued: (itemId: string, revision: number, personId: string) => `ask-queued:${itemId}:${revision}:${personId}`,
  /** How all of them about an ask begin. */
  queuedOf: (itemId: string) => `ask-queued:${itemId}:`,
  /** How all of an ask begin. */
  asksOf: (itemId: string) => `ask:${itemId}:`,
} as const;
