/** What an admin sees of the outbox: what waits and why, what could not be sent, and what to do about it. */
import { appendAudit } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { AddressBook } from "../kinds.ts";
import type { Contact } from "../rules-contact.ts";
import { deliveryTexts } from "../texts.ts";
import {
  findParked,
  type HeldGroup,
  type LapsedGroup,
  listHeldGroups,
  listLapsedGroups,
  listParked,
  unparkDelivery,
} from "./repository.ts";

const failure = errorTable({
  NOT_PARKED: {
    en: () => deliveryTexts.en.parked.gone,
    fr: () => deliveryTexts.fr.parked.gone,
  },
});

/** How far back what was never sent is told. */
export const LAPSED_DAYS = 30;

/** What waits now, and what was never sent of late: counts by what it is and why, nothing of what it says. */
export async function heldMessages(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
): Promise<{ held: HeldGroup[]; lapsed: LapsedGroup[] }> {
  const now = clock.now();
  return {
    held: await listHeldGroups(db, workspaceId, now),
    lapsed: await listLapsedGroups(db, workspaceId, addMs(now, -LAPSED_DAYS * DAY)),
  };
}

export interface ParkedMessage {
  id: string;
  contact: Contact;
  /** Slack's id of the person or the channel. */
  to: { userId: string } | { channelId: string } | null;
  error: string;
  dueAt: Instant;
}

/** The messages that could not be sent, the latest first; `more` is how many there are besides. */
export async function parkedMessages(
  db: Db,
  addressBook: AddressBook,
  workspaceId: string,
  limit: number,
): Promise<{ parked: ParkedMessage[]; more: number }> {
  const { rows, count } = await listParked(db, workspaceId, limit);
  const parked: ParkedMessage[] = [];
  for (const { id, contact, person_id, channel_id, last_error, first_due_at, due_at } of rows)
    parked.push({
      id,
      contact,
      to: person_id
        ? { userId: (await addressBook.recipient(db, workspaceId, person_id)).slackUserId }
        : channel_id
          ? { channelId: channel_id }
          : null,
      error: last_error ?? "",
      dueAt: first_due_at ?? due_at,
    });
  return { parked, more: count - parked.length };
}

/** Decided on by whoever `mayDecide` lets: it throws its refusal. */
interface Deciding<Actor> {
  actor: Actor;
  mayDecide(tx: Tx, actor: Actor): Promise<void>;
}

/** Sends a parked message again, as it is now. Throws the refusal, NOT_PARKED. */
export async function retryParked<Actor extends { id: string; workspace_id: string }>(
  services: Services,
  deciding: Deciding<Actor>,
  deliveryId: string,
): Promise<void> {
  await decide(services, deciding, deliveryId, "retried");
}

/** Gives a parked message up for good. Throws the refusal, NOT_PARKED. */
export async function discardParked<Actor extends { id: string; workspace_id: string }>(
  services: Services,
  deciding: Deciding<Actor>,
  deliveryId: string,
): Promise<void> {
  await decide(services, deciding, deliveryId, "discarded");
}

async function decide<Actor extends { id: string; workspace_id: string }>(
  services: Services,
  { actor, mayDecide }: Deciding<Actor>,
  deliveryId: string,
  what: "retried" | "discarded",
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    await mayDecide(tx, actor);
    const parked = await findParked(tx, actor.workspace_id, deliveryId);
    if (!parked || !(await unparkDelivery(tx, parked, what, services.clock.now()))) throw failure("NOT_PARKED");
    await appendAudit(tx, services, {
      workspaceId: actor.workspace_id,
      actorId: actor.id,
      action: `delivery.${what}`,
      subject: { kind: "delivery", id: parked.id },
      before: { state: "parked", reason: parked.last_error },
      after: { state: what === "retried" ? "waiting" : "dropped" },
    });
  });
}
