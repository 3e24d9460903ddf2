import type { Instant } from "../platform/clock.ts";

/** Somebody has read what is new in a release. */
export interface ReleaseNoteReadTable {
  workspace_id: string;
  person_id: string;
  release: string;
  read_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    release_note_read: ReleaseNoteReadTable;
  }
}
