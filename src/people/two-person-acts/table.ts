import type { Generated } from "kysely";
import type { Instant } from "../../platform/clock.ts";

/** What nobody does alone. */
export const TWO_PERSON_ACTS = ["erase", "export-names", "export-register", "export-digests", "export-person"] as const;
export type TwoPersonActKind = (typeof TWO_PERSON_ACTS)[number];

/** asked → agreed → done | refused | lapsed: nobody answered, or it was not done, before its end. */
export type TwoPersonActState = "asked" | "agreed" | "done" | "refused" | "lapsed";

/** Asked for by one person with a reason and an end, agreed by another. */
export interface TwoPersonActTable {
  workspace_id: string;
  id: string;
  kind: TwoPersonActKind;
  /** What it is about: a person's id, of `export-register` the key of a program; empty: all of the workspace. */
  subject: string;
  reason: string;
  /** Null: by a command on the server. */
  asked_by: string | null;
  asked_at: Instant;
  /** Until when it may be agreed, and done. */
  ends_at: Instant;
  state: TwoPersonActState;
  answered_by: string | null;
  answered_at: Instant | null;
  /** Since when whoever is to hear of its state has a message of it. */
  told_at: Generated<Instant | null>;
}

declare module "../../platform/database.ts" {
  interface Tables {
    two_person_act: TwoPersonActTable;
  }
}
