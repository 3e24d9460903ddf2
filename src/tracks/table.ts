import type { Instant } from "../platform/clock.ts";

/** Of a program, beside its seats: it gives no right, but steps of tracks to whoever holds it. */
export interface WorkingRoleTable {
  workspace_id: string;
  id: string;
  program_id: string;
  /** As the library and templates name it; of one's own made from its name. */
  key: string;
  /** JSON, see `roles.ts`. */
  description: string;
  added_by: string;
  added_at: Instant;
  ended_at: Instant | null;
}

export interface RoleHolderTable {
  workspace_id: string;
  id: string;
  role_id: string;
  person_id: string;
  named_by: string;
  from_at: Instant;
  /** Null: they hold it. */
  ended_at: Instant | null;
}

declare module "../platform/database.ts" {
  interface Tables {
    working_role: WorkingRoleTable;
    role_holder: RoleHolderTable;
  }
}
