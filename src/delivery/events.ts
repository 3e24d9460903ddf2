/** Events, lookups and slots of the outbox. */
import type { KnownBlock } from "@slack/types";
import type { Db, Tx } from "../platform/database.ts";
import { EventKind, Lookup, Slot } from "../platform/events.ts";
import type { Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { About } from "./message-kind.ts";

/** Slack refuses all messages for this channel; raised in the transaction that records it. */
export const channelRefused = new EventKind<{ workspaceId: string; channelId: string; error: string }>();

/** Slack has refused a message to a person for good; raised in the transaction that records it. A bundle: its messages. */
export const messageRefused = new EventKind<{
  workspaceId: string;
  deliveryId: string;
  personId: string;
  error: string;
  /** What each of them shows of whom. */
  abouts: readonly About[];
}>();

/** Mondays of weeks with a digest, by person, from the present week on; those weeks have no weekly message. */
export const digestWeeks = new Lookup<
  { workspaceId: string; personIds: readonly string[] },
  ReadonlyMap<string, LocalDate[]>
>("in which weeks a digest comes");

/** Blocks about stored data for a person's first message. */
export const firstNotice = new Slot<
  (db: Db | Tx, of: { workspaceId: string; reader: Reader }) => Promise<KnownBlock[]>
>();

/** Block id of a message that carries that notice in its own words. */
export const FIRST_WORDS = "first_words";
