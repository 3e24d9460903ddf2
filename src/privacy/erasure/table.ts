import type { Instant } from "../../platform/clock.ts";

/**
 * taking: piece by piece. confirming: the person's name stands in texts by others, and somebody looks through them. done:
 * nothing is left to do here.
 */
export type ErasureState = "taking" | "confirming" | "done";

/** Of one person, once: what goes of them, and how far it has come. */
export interface ErasureTable {
  workspace_id: string;
  id: string;
  person_id: string;
  /** Who gets the receipt; null: by a command on the server. */
  asked_by: string | null;
  state: ErasureState;
  /** The step that it is at; empty: those who follow people have not been told yet. */
  step: string;
  /** JSON of the key up to which the step is done; empty: from the beginning. */
  done_to: string;
  /** JSON of `Names`: by which texts are searched; null once nothing is searched any more. */
  names: string | null;
  /** JSON of `Counts`. */
  counts: string;
  /** JSON of `Place[]`: where the name stands in texts by others, until somebody has looked. */
  found: string;
  /** JSON of `Place[]`: those from which somebody had it taken out. */
  confirmed: string;
  begun_at: Instant;
  /** When it goes on; of one that is confirmed, when nobody is asked any more. */
  due_at: Instant;
  finished_at: Instant | null;
}

declare module "../../platform/database.ts" {
  interface Tables {
    erasure: ErasureTable;
  }
}
