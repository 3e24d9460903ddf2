import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";

/** What was done with somebody's data beside the daily work: read, exported, erased. They see each row of theirs. */
export const ACCESS_ACTS = ["exported", "exported-by-name", "own-export", "erased", "read"] as const;
export type AccessAct = (typeof ACCESS_ACTS)[number];

/** Append-only, for as long as settings keep it. */
export interface AccessTable {
  workspace_id: string;
  id: string;
  at: Instant;
  /** Null: by a command on the server, of which it is not known who ran it. */
  actor_id: string | null;
  /** Whose data it was. */
  person_id: string;
  act: AccessAct;
  /** What was exported, by the command; what was read, as `item/id` or `check_in/id`; empty where the act says it. */
  what: string;
  /** As whoever did it gave it; empty where none is asked. */
  reason: string;
  /** Of what was read: the day of its reader. Null in rows of earlier versions, in which `what` is a title. */
  read_on: LocalDate | null;
}

declare module "../../platform/database.ts" {
  interface Tables {
    access: AccessTable;
  }
}
