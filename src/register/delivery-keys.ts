/** Under which key each message about the record is one for ever. */
import type { LocalDate } from "../platform/time.ts";

export const recordKeys = {
  /** Of all days. */
  itemReminders: (personId: string) => `item-reminder:${personId}:`,
  /** Of an item as it was given. */
  itemGiven: ({ id, revision }: { id: string; revision: number }) => `item-given:${id}:${revision}`,
  itemReminder: (personId: string, on: LocalDate) => `item-reminder:${personId}:${on}`,
  /** How all messages about a blocker that went up begin. */
  blockersOf: (itemId: string) => `blocker:${itemId}:`,
  blocker: (itemId: string, revision: number) => `blocker:${itemId}:${revision}`,
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
  /** How all of a request to those who have something to do with it begin. */
  asksOf: (itemId: string) => `ask:${itemId}:`,
  ask: (itemId: string, revision: number, personId: string, on = "") => `ask:${itemId}:${revision}:${personId}:${on}`,
  requestRemindersOf: (itemId: string) => `ask-reminder:${itemId}:`,
  requestReminder: (itemId: string, on: LocalDate, personId: string) => `ask-reminder:${itemId}:${on}:${personId}`,
  note: (itemId: string, revision: number, personId: string) => `ask-note:${itemId}:${revision}:${personId}`,
} as const;
