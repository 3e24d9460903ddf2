import type { Instant } from "../platform/clock.ts";
import type { Contact, HeldReason } from "./rules-contact.ts";
import type { Slot } from "./rules-slots.ts";

/**
 * waiting → sending → sent | dropped (no longer wanted) | parked (cannot succeed: see last_error);
 * unknown: the answer of Slack was lost; it is looked up after a grace time before it is sent again.
 * bundled: part of the message of another delivery, whose fate it shares.
 */
export type DeliveryState = "waiting" | "sending" | "unknown" | "bundled" | "sent" | "dropped" | "parked";

/** The outbox: one outgoing message, or one message's updates. It holds no blocks: they are made when it is sent. */
export interface DeliveryTable {
  workspace_id: string;
  id: string;
  /** One message per key for ever: `prompt:<round>:<person>`. */
  key: string;
  kind: string;
  /** JSON, parsed by the kind. */
  subject: string;
  /** Who will read it; null for a channel. */
  person_id: string | null;
  /** Slack's channel id, or null when it goes to the person's direct message. */
  channel_id: string | null;
  /** Orders and paces: `person:<id>` or `channel:<id>`. */
  conversation: string;
  /** The delivery whose message this one updates; null for a new message. */
  updates_id: string | null;
  /** The delivery in whose thread this one is posted; null for a message of its own. */
  thread_id: string | null;
  /** Lower goes first among those that are due. */
  priority: number;
  state: DeliveryState;
  /** Not before; after a failure, when it is tried again. */
  due_at: Instant;
  expires_at: Instant | null;
  attempts: number;
  lease_until: Instant | null;
  /** Raised by each request for an update: what was sent while it rose is sent again. */
  version: number;
  last_error: string | null;
  sent_at: Instant | null;
  sent_channel_id: string | null;
  sent_ts: string | null;
  created_at: Instant;
  /** What the message is to whom it goes: decides whether it may be held, and whether it counts. */
  contact: Contact;
  /** Why it was held last; kept once it was sent. */
  held_reason: HeldReason | null;
  /** When it would have gone, had it not been held; null when it never was. */
  first_due_at: Instant | null;
  /** The delivery in whose message this one stands as a line. */
  bundle_id: string | null;
  /** In which of a person's few messages it belongs, and once it was sent, in which it came; null: at its own time. */
  slot: Slot | null;
  /**
   * When that slot came, of what was let go in it and could not be sent then, or later: tried again it waits for no other
   * one. Null: at `due_at`.
   */
  slot_at: Instant | null;
  /** JSON of Slack's ids of the files that it shares, known before they are shared; null where there are none. */
  file_ids: string | null;
  /**
   * Slack's id of the request (`platform/request.ts`) that put it here, or asked for the update last; of several that
   * came to stand in one message, with commas between them. Null for what a date put here.
   */
  request_id: string | null;
}

/** What Slack delivered already: it redelivers for minutes, after an outage for hours. */
export interface ReceivedTable {
  workspace_id: string;
  /** `event:<event_id>` or `interaction:<trigger_id>`. */
  key: string;
  received_at: Instant;
}

/**
 * A picture of a message. begun: it is being uploaded; uploaded: Slack has it; given-up: the message goes without it.
 */
export interface PictureTable {
  workspace_id: string;
  /** Chosen by the kind; the same picture is uploaded once, for the message and its updates. */
  key: string;
  state: "begun" | "uploaded" | "given-up";
  /** Slack's id of the file. */
  file_id: string | null;
  /** Of the state. */
  since: Instant;
}

/** A block of Slack's that this workspace refused. */
export interface RefusedBlockTable {
  workspace_id: string;
  block: "data_table";
  /** The last time. */
  refused_at: Instant;
}

/** What all instances together have used of Slack's limits for a method. */
export interface SlackPaceTable {
  workspace_id: string;
  method: string;
  /** JSON of the pace (`rules-pacing.ts`). */
  state: string;
  /** Counts the changes: whoever was slower with theirs looks again. */
  version: number;
}

/** In the order of the table. */
export const DELIVERY_COLUMNS = [
  "workspace_id",
  "id",
  "key",
  "kind",
  "subject",
  "person_id",
  "channel_id",
  "conversation",
  "updates_id",
  "thread_id",
  "priority",
  "state",
  "due_at",
  "expires_at",
  "attempts",
  "lease_until",
  "version",
  "last_error",
  "sent_at",
  "sent_channel_id",
  "sent_ts",
  "created_at",
  "contact",
  "held_reason",
  "first_due_at",
  "bundle_id",
  "slot",
  "slot_at",
  "file_ids",
  "request_id",
] as const satisfies (keyof DeliveryTable)[];

declare module "../platform/database.ts" {
  interface Tables {
    slack_pace: SlackPaceTable;
    delivery: DeliveryTable;
    received: ReceivedTable;
    picture: PictureTable;
    refused_block: RefusedBlockTable;
  }
}
