/** What happens in the outbox that capabilities follow. */
import type { KnownBlock } from "@slack/types";
import type { Db, Tx } from "../platform/database.ts";
import { EventKind, Lookup, Slot } from "../platform/events.ts";
import type { Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";

/** Slack will never take a message for this channel; told in the transaction that records it. */
export const channelRefused = new EventKind<{ workspaceId: string; channelId: string; error: string }>();

/** In which weeks a digest comes to whom, by their Mondays: there is no weekly message in them. Of the past, the present week. */
export const digestWeeks = new Lookup<
  { workspaceId: string; personIds: readonly string[] },
  ReadonlyMap<string, LocalDate[]>
>("in which weeks a digest comes");

/** What somebody's first message says, whatever it is about: what is kept about them. */
export const firstNotice = new Slot<
  (db: Db | Tx, of: { workspaceId: string; reader: Reader }) => Promise<KnownBlock[]>
>();

/** The id of a block that says so in the words of its own message, which then gets no notice. */
export const FIRST_WORDS = "first_words";
