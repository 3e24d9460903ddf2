/** What can still be done about a decision, below its particulars. */
import type { KnownBlock } from "@slack/types";
import type { Person } from "../people/people.ts";
import { Lookup } from "../platform/events.ts";

/** Whoever acts on what was decided knows it. */
export const decisionInView = new Lookup<{ viewer: Person; programId: string; decisionId: string }, KnownBlock[]>(
  "what can still be done about a decision",
);
