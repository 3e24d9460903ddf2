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
  /** How all of a request to those who have something to do with it begin. */
  asksOf: (itemId: string) => `ask:${itemId}:`,
  ask: (itemId: string, revision: number, personId: string, on = "") => `ask:${itemId}:${revision}:${personId}:${on}`,
  requestRemindersOf: (itemId: string) => `ask-reminder:${itemId}:`,
  requestReminder: (itemId: string, on: LocalDate, personId: string) => `ask-reminder:${itemId}:${on}:${personId}`,
  note: (itemId: string, revision: number, personId: string) => `ask-note:${itemId}:${revision}:${personId}`,
} as const;
