/** What the view of a measure or an objective shows beside its particulars: values, and how it stands. */
import type { KnownBlock } from "@slack/types";
import type { Person } from "../../people/people.ts";
import { Lookup } from "../../platform/events.ts";

/** Goals know it. `mayChange`: the viewer may enter values. */
export const goalInView = new Lookup<{ viewer: Person; itemId: string; mayChange: boolean }, KnownBlock[]>(
  "how a goal stands",
);
