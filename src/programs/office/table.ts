import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";

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

declare module "../../platform/database.ts" {
  interface Tables {
    office_seat: OfficeSeatTable;
  }
}
