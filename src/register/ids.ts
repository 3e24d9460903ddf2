/** Ids of buttons and forms, and keys of messages: a key is sent once. */
import type { LocalDate } from "../platform/time.ts";

/** Buttons and forms. Buttons carry the item's id; rights are checked at each press. */
export const itemIds = {
  open: "register.open",
  /** On the receipt of an answer that made several. */
  ofAnswer: "register.of_answer",
  drop: "register.drop",
  sameForm: "register.same_form",
  same: "register.same",
  change: "register.change",
  move: "register.move",
  moveForm: "register.move_form",
  close: "register.close",
  reopen: "register.reopen",
  delegate: "register.delegate",
  replace: "register.replace",
  readAnswer: "register.read_answer",
  message: "register.message",
  /** Links. */
  calendar: "register.calendar",
  still: "register.still_blocking",
  solved: "register.solved",
  /** Of a measure whose day has come. */
  reached: "register.reached",
  notReached: "register.not_reached",
  mine: "register.mine",
  /** Choices in the form and in the list that are sent at once. */
  type: "register.type",
  howAnswered: "register.how_answered",
  filter: "register.filter",
  /** In the list: what has had no word for long. */
  noWord: "register.no_word",
  earlier: "register.earlier",
  later: "register.later",
  form: "register.form",
  closeForm: "register.close_form",
  delegateForm: "register.delegate_form",
} as const;

export const milestoneIds = {
  reach: "milestones.reach",
  reachForm: "milestones.reach_form",
} as const;

/** The entries in Slack's menus of shortcuts, as manifest.yml declares them. */
export const shortcutIds = { add: "add_to_record", ask: "ask_the_sponsor" } as const;

export const recordKeys = {
  /** Of all days. */
  itemReminders: (ownerId: string) => `item-reminder:${ownerId}:`,
  /** How all messages about an item that was given to somebody begin. */
  itemGiven: ({ id }: { id: string }) => `item-given:${id}:`,
  reassigned: (as: "new" | "former", personId: string) => `handed-on:${as}:${personId}:`,
  itemReminder: (ownerId: string, on: LocalDate, readerId: string) => `item-reminder:${ownerId}:${on}:${readerId}`,
  /** How all messages about a blocker that went up begin. */
  blockersOf: (itemId: string) => `blocker:${itemId}:`,
  blocker: (itemId: string, revision: number) => `blocker:${itemId}:${revision}`,
  /** How all messages about a step begin. */
  stepsOf: (itemId: string) => `step:${itemId}:`,
  /** How all of a request to those who have something to do with it begin. */
  requestsOf: (itemId: string) => `request:${itemId}:`,
  request: (itemId: string, revision: number, personId: string, on = "") =>
    `request:${itemId}:${revision}:${personId}:${on}`,
  requestRemindersOf: (itemId: string) => `request-reminder:${itemId}:`,
  requestReminder: (itemId: string, on: LocalDate, personId: string) => `request-reminder:${itemId}:${on}:${personId}`,
  notesOf: (itemId: string) => `request-note:${itemId}:`,
  note: (itemId: string, revision: number, personId: string) => `request-note:${itemId}:${revision}:${personId}`,
} as const;
