import type { Generated } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";

export interface ProgramTable {
  workspace_id: string;
  id: string;
  /** A portfolio is over programs: those with its label, or all where both of the label are null. */
  kind: Generated<"program" | "portfolio">;
  label_name: Generated<string | null>;
  label_value: Generated<string | null>;
  /** Up to which amount, as exact decimal text, and how many days of delay lead and sponsor decide; null: without limit. */
  limit_currency: Generated<string | null>;
  lead_limit_amount: Generated<string | null>;
  lead_limit_days: Generated<number | null>;
  sponsor_limit_amount: Generated<string | null>;
  sponsor_limit_days: Generated<number | null>;
  key: string;
  /** Prefix of its items' codes (keys.ts); fixed once an item exists. */
  short_key: string;
  title: string;
  purpose: string;
  flagship: 0 | 1;
  visibility: "members" | "workspace";
  state: "active" | "closed";
  /** When it was closed, while it is; null where that is not known. */
  closed_at: Instant | null;
  /** Who closed it last, also once it is reopened; null where that is not known, and where it was never closed. */
  closed_by: string | null;
  channel_id: string | null;
  /** What the program is to bring. */
  benefits: Generated<string>;
  /** JSON: who wrote purpose and benefits as they stand. */
  writers: Generated<string>;
  starts_on: LocalDate | null;
  ends_on: LocalDate | null;
  /** From which day its check-ins rest; null: it was never paused. */
  paused_from: Generated<LocalDate | null>;
  /** The day on which they go on; it stays once that is past. */
  paused_until: Generated<LocalDate | null>;
  /** On which day it closes by itself. */
  stops_on: Generated<LocalDate | null>;
  /** Who decided last that it is paused or stops. */
  change_by: Generated<string | null>;
  /** The next of these days on which something is to be done; null: none is. */
  next_change_on: Generated<LocalDate | null>;
  /** From 1, among those that its committee or an office ranked; null: it was not. */
  rank: Generated<number | null>;
  /** JSON: when its committee and its team meet; null: at no set dates. */
  meets: Generated<string | null>;
  /** Why nothing can be posted to the channel; null as far as we know it can. */
  channel_problem: ChannelProblem | null;
  /** JSON: `labelsColumn` of `labels.ts`. */
  labels: Generated<string>;
  created_at: Instant;
}

export type ChannelProblem = "archived" | "gone" | "not-in-channel";

/** What a person is in a program. A person may hold several seats. */
export type SeatRole = "lead" | "deputy" | "sponsor" | "steering" | "secretary" | "team";

export interface SeatTable {
  workspace_id: string;
  id: string;
  program_id: string;
  person_id: string;
  role: SeatRole;
  from_date: LocalDate | null;
  until_date: LocalDate | null;
  /** Who gave it last, and when. */
  named_by: string | null;
  named_at: Instant | null;
  /** When what hung on it was handed on, once it was over; null otherwise. */
  handed_on_at: Instant | null;
  created_at: Instant;
}

/** What was chosen for the committee of a program or portfolio, whose members have seats. */
export interface CommitteeTable {
  workspace_id: string;
  program_id: string;
  /** Null: the member who has sat longest. */
  chair_id: string | null;
  /** How many members have to be present at a meeting; null: none was set. */
  quorum: number | null;
}

/** The office over the programs that have a label now; over all where both of the label are null. Never deleted but with whoever held it. */
export interface OfficeSeatTable {
  workspace_id: string;
  id: string;
  person_id: string;
  label_name: string | null;
  label_value: string | null;
  from_date: LocalDate | null;
  until_date: LocalDate | null;
  created_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    program: ProgramTable;
    seat: SeatTable;
    committee: CommitteeTable;
    office_seat: OfficeSeatTable;
  }
}
