import type { Disclosure } from "../people/disclosure.ts";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";
import type { ItemType } from "./item-types.ts";
import type { ItemState } from "./types/item-type.ts";

export type { Disclosure };

export interface ItemTable {
  workspace_id: string;
  id: string;
  program_id: string;
  type: ItemType;
  /** Counted per program and type: `R-12` in `LOY-R-12`. */
  number: number;
  title: string;
  /** As typed; empty where the title says it all. */
  description: string;
  state: ItemState;
  /** The one person who answers for it; of a request, who decides. Null: a request that nobody can decide yet. */
  owner_id: string | null;
  raised_by: string;
  raised_at: Instant;
  /** By when; of a request, when it is needed; of a risk, an assumption and a decision, when it is looked at again. */
  due_on: LocalDate | null;
  /** The first date ever given: it stays. */
  original_due_on: LocalDate | null;
  due_moves: number;
  /** Of a request: by when its present owner answers, else it goes to the next above. Null: nobody has it, or it is over. */
  answer_by: LocalDate | null;
  /** JSON by type: see details.ts. */
  details: string;
  disclosure: Disclosure;
  /** What it came from, once: `check-in:<round>:<person>:<question>:<line>`, `message:<channel>:<ts>`, `command:<trigger>`. */
  source_key: string;
  round_id: string | null;
  check_in_id: string | null;
  check_in_revision: number | null;
  /** Link to the Slack message that it was made of. */
  permalink: string | null;
  replaced_by: string | null;
  /** Raised by each event: the history has one row per revision. */
  revision: number;
  closed_at: Instant | null;
  updated_at: Instant;
  /** When its owner is next reminded of it; null: not. */
  remind_at: Instant | null;
}

/** Append-only: what happened to an item, from its first day. */
export interface ItemEventTable {
  workspace_id: string;
  item_id: string;
  revision: number;
  at: Instant;
  /** Null when Drumbeat did it by a rule. */
  actor_id: string | null;
  event: ItemEventName;
  /** JSON of the fields that changed, or null. */
  before: string | null;
  after: string | null;
  note: string | null;
  /** The answer by which it happened, or null. */
  check_in_id: string | null;
}

/** What happens to an item. */
export const ITEM_EVENTS = [
  "raised",
  "restated",
  "changed",
  "moved-date",
  "delegated",
  "asked-back",
  "answered-back",
  "deferred",
  "circulated",
  /** It can be undone for some minutes; until then nobody is notified. */
  "deciding",
  "vote-closed",
  "decided",
  /** Whoever asked says what the decision gave. */
  "given",
  "undone",
  "withdrawn",
  "confirmed",
  /** Of a step of a work request: somebody who has a part in that says something. */
  "commented",
  "done",
  "dropped",
  /** A milestone, a measure, an objective. */
  "reached",
  "not-reached",
  "reopened",
  "replaced",
  "escalated",
  /** By a rule, because a role ended. */
  "handed-on",
  /** With its program, as that was closed; and back as it was. */
  "program-closed",
  "program-reopened",
] as const;
export type ItemEventName = (typeof ITEM_EVENTS)[number];

/** Append-only: how a member of the committee voted; the last revision counts. */
export interface RequestVoteTable {
  workspace_id: string;
  item_id: string;
  /** Which vote about the request, from 1. */
  circulation: number;
  person_id: string;
  revision: number;
  /** Index of the choice. */
  option: number;
  cast_at: Instant;
}

/** When a request or a blocker is looked at by itself: its decision stands, its vote closes, somebody is reminded or it goes up. */
export interface RequestTermTable {
  workspace_id: string;
  item_id: string;
  kind: "undo" | "vote" | "due";
  ends_at: Instant;
}

/** When the next weekly check runs (`unled.ts`). */
export interface NextWeekTable {
  workspace_id: string;
  begins_at: Instant;
}

/** A message about more than one request, such as a digest, that shows this one with its buttons. */
export interface RequestMessageTable {
  workspace_id: string;
  item_id: string;
  /** The key of the message's delivery. */
  message_key: string;
  noted_at: Instant;
  /** 1: the message has the buttons by which its reader decides. */
  has_buttons: 0 | 1;
}

declare module "../platform/database.ts" {
  interface Tables {
    item: ItemTable;
    item_event: ItemEventTable;
    request_vote: RequestVoteTable;
    request_term: RequestTermTable;
    request_message: RequestMessageTable;
    next_week: NextWeekTable;
  }
}
