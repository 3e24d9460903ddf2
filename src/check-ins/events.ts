/** What check-ins ask of capabilities above them. */
import type { KnownBlock } from "@slack/types";
import type { Cadence } from "../cadences/use-cases.ts";
import { Lookup } from "../platform/events.ts";
import type { Visitor } from "../programs/visitor.ts";

/** Further blocks at the foot of a program's card on Home, made for all programs and their running cadences at once. */
export const footOfCard = new Lookup<
  { visitor: Visitor; cadences: readonly Cadence[] },
  (programId: string) => KnownBlock[]
>("what stands at the foot of a card");
