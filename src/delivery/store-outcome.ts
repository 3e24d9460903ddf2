/** Stores how the attempt to send a message ended, and what follows from that. */
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { BUNDLE } from "./bundle.ts";
import { reopenIfNewer, saveOutcome } from "./claims.ts";
import { type Delivery, listBundle, saveOutcomeOfMembers } from "./deliveries.ts";
import { channelRefused, messageRefused } from "./events.ts";
import { type About, type AddressBook, type Kinds, renderingFor } from "./message-kind.ts";
import type { NextStep } from "./outcomes.ts";

interface FinishParts {
  services: Services;
  workspaceId: string;
  kinds: Kinds;
  addressBook: AddressBook;
}

interface Attempt {
  /** As claimed. */
  delivery: Delivery;
  next: NextStep;
  now: Instant;
  /** The message carried the notice for somebody's first one. */
  hasNotice: boolean;
  /** Direct messages whose ids are stored. */
  openedDms: ReadonlySet<string>;
}

/** Saves the outcome and the effects of a sending. Returns whether the lease was still ours; else nothing is changed. */
export async function finishDelivery(tx: Tx, parts: FinishParts, attempt: Attempt): Promise<boolean> {
  const { delivery, next, now } = attempt;
  const isOurs = await saveOutcome(tx, delivery, delivery.lease_until, changesFor(delivery, next, now));
  if (!isOurs) return false;
  if (delivery.updates_id !== null) await reopenIfNewer(tx, delivery, delivery.version);

  const isBundle = delivery.kind === BUNDLE;
  const members = isBundle ? await listBundle(tx, parts.workspaceId, delivery.updates_id ?? delivery.id) : [];
  if ((next.state === "parked" || next.state === "dropped") && isBundle)
    await saveOutcomeOfMembers(tx, members, { state: next.state, last_error: next.error });

  if (next.state === "parked") await reportRefusal(tx, parts, delivery, isBundle ? members : [delivery], next.error);
  if (next.state === "sent") await saveSending(tx, parts, attempt, next.channelId);
  return true;
}

async function saveSending(
  tx: Tx,
  { services, workspaceId, kinds, addressBook }: FinishParts,
  { delivery, now, hasNotice, openedDms }: Attempt,
  channelId: string,
): Promise<void> {
  if (delivery.person_id && !openedDms.has(channelId))
    await addressBook.rememberDm(tx, workspaceId, delivery.person_id, channelId);
  if (delivery.person_id && hasNotice) await addressBook.rememberNotified(tx, workspaceId, delivery.person_id, now);

  const isUpdate = delivery.updates_id !== null;
  const facts = { workspaceId, at: now, stamps: services, isUpdate };
  await renderingFor(kinds, delivery)?.sent(tx, JSON.parse(delivery.subject), facts);
}

/** `messages`: those of a bundle, else the delivery itself. */
async function reportRefusal(
  tx: Tx,
  { services, workspaceId, kinds }: FinishParts,
  delivery: Delivery,
  messages: readonly Delivery[],
  error: string,
): Promise<void> {
  const { id: deliveryId, channel_id: channelId, person_id: personId } = delivery;
  if (channelId !== null) await channelRefused.happened(services, tx, { workspaceId, channelId, error });

  // What an update would say is in the list, on Home and in the next message.
  const isMessage = delivery.updates_id === null && delivery.thread_id === null;
  const isReported = kinds.get(delivery.kind)?.reportsRefusal ?? true;
  if (personId === null || !isMessage || !isReported) return;

  const abouts = messages.flatMap(({ kind, subject }) => aboutOf(kinds, kind, subject) ?? []);
  await messageRefused.happened(services, tx, { workspaceId, deliveryId, personId, error, abouts });
}

function aboutOf(kinds: Kinds, name: string, subject: string): About | null {
  const kind = kinds.get(name);
  return kind?.canRead(subject) ? kind.about(JSON.parse(subject)) : null;
}

function changesFor(delivery: Delivery, next: NextStep, now: Instant): Parameters<typeof saveOutcome>[3] {
  switch (next.state) {
    case "sent":
      return {
        state: "sent",
        sent_at: now,
        sent_channel_id: next.channelId,
        sent_ts: next.ts,
        last_error: null,
        lease_until: null,
      };
    case "waiting":
      return {
        state: "waiting",
        due_at: next.dueAt,
        first_due_at: delivery.first_due_at ?? delivery.due_at,
        last_error: next.error,
        lease_until: null,
        attempts: delivery.attempts + (next.countsAsAttempt ? 1 : 0),
      };
    case "unknown":
      // Keep the lease: it dates the attempt.
      return {
        state: "unknown",
        due_at: next.dueAt,
        first_due_at: delivery.first_due_at ?? delivery.due_at,
        last_error: next.error,
      };
    case "dropped":
    case "parked":
      return { state: next.state, last_error: next.error, lease_until: null };
  }
}
