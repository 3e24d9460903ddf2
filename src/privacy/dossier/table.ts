import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";

/** The settings as they were laid before those who have to be heard. Append-only; the last one counts. */
export interface DossierTable {
  workspace_id: string;
  id: string;
  at: Instant;
  handed_over_on: LocalDate;
  /** Null: by a command on the server. */
  by_id: string | null;
  /** As whoever handed it over calls it: the minutes of a meeting. */
  reference: string;
  /** JSON of `Snapshot`. */
  settings: string;
}

declare module "../../platform/database.ts" {
  interface Tables {
    dossier: DossierTable;
  }
}
