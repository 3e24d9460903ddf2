import type { Generated } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { AgeClass } from "./data-map.ts";

/** taking: piece by piece. looking: words by others name the person, and an admin looks through them. */
export type ErasureState = "taking" | "looking" | "done";

/** Of one person, once: how far it has come. */
export interface ErasureTable {
  workspace_id: string;
  id: string;
  person_id: string;
  /** The admin; null: by a command on the server. */
  by_id: string | null;
  state: ErasureState;
  /** The step that it is at, and JSON of the key up to which that is done. */
  step: string;
  done_to: Generated<string>;
  /** JSON of `Names`, to look for words by others that name the person; null once nobody looks any more. */
  names: string | null;
  /** JSON of `Place[]`: words by others that name the person, and those of them that an admin cleared. */
  found: Generated<string>;
  cleared: Generated<string>;
  begun_at: Instant;
  /** When it goes on; while an admin looks, when that ends by itself. */
  due_at: Instant;
  finished_at: Instant | null;
}

/** What goes of a class of rows: announced a month before the first time, from then on each day. */
export interface DeletionTable {
  workspace_id: string;
  class: AgeClass;
  /** When it was announced, for which day, and how many rows that would be; null while nothing is foreseen. */
  announced_at: Instant | null;
  due_at: Instant | null;
  count: number;
  /** When it goes on. */
  next_at: Instant;
  /** The table that it is at, and JSON of the key up to which that is done; empty: it begins anew. */
  step: Generated<string>;
  done_to: Generated<string>;
  /** How many rows have gone so far. */
  taken: Generated<number>;
}

declare module "../platform/database.ts" {
  interface Tables {
    erasure: ErasureTable;
    deletion: DeletionTable;
  }
}
