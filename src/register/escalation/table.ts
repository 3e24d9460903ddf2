import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { Level } from "./rules.ts";

/** An item that somebody has to answer by a term, and with whom it is. What happened to it stands in `item_event`. */
export interface EscalationTable {
  workspace_id: string;
  item_id: string;
  program_id: string;
  level: Level;
  /** Whose term runs: the owner at first; of an ask always who decides it. */
  holder_id: string;
  /** 1 while it is with its owner, whom it then follows; 0 once somebody above, or a delegate, has it. */
  is_with_owner: 0 | 1;
  /** The holder's local day on which it came to them; the first day counts from the one after. */
  since_on: LocalDate;
  is_acknowledged: 0 | 1;
  /** How many reminders the holder got. */
  reminded: number;
  /** JSON array of the ids of everybody who has held it. */
  held_by: string;
  /** 1 when it might go up, but as many of the program have this week as may. */
  is_held_back: 0 | 1;
  /** 1 when somebody passed it up: it stays up until it is answered. */
  is_by_hand: 0 | 1;
  /** The revision of the item by which it last moved up or down; its message says what stands there. */
  moved_revision: number | null;
  /** The first day after the term of the last level; null while somebody's term runs. */
  overdue_since: LocalDate | null;
  /** Their local day on which it was given to them; null: as `since_on`. */
  given_on: LocalDate | null;
  /** The holder's local day of the first message or digest in which it came to them or their delegate; null: none did yet. */
  shown_on: LocalDate | null;
  /** When it is looked at next; null: nobody has anything to do before the item changes. */
  check_at: Instant | null;
}

declare module "../../platform/database.ts" {
  interface Tables {
    escalation: EscalationTable;
  }
}
