/** The admins' view of the outbox: failed messages, and the pause of all messages. */
import type { KnownBlock, ModalView } from "@slack/types";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime, type Reader, textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { actions, button, confirmation, context, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { modal } from "../slack/modal.ts";
import { type Delivery, undeliveredKeysOf } from "./deliveries.ts";
import type { Contact } from "./lanes.ts";
import type { AddressBook } from "./message-kind.ts";
import { enqueueUpdate } from "./outbox.ts";
import type { PauseStatus } from "./pause.ts";
import { deliveryTexts } from "./texts.ts";

const failure = errorTable({
  NOT_PARKED: {
    en: () => "Someone has already dealt with this message.",
    fr: () => "Ce message a déjà été traité.",
  },
});

export interface FailedMessage {
  id: string;
  contact: Contact;
  /** Slack ids. */
  to: { userId: string } | { channelId: string } | null;
  error: string;
  dueAt: Instant;
}

/** Parked messages, latest first, a bundle as one; `more`: number beyond those. */
export async function failedMessages(
  db: Db,
  addressBook: AddressBook,
  workspaceId: string,
  limit = MOST_SHOWN,
): Promise<{ failed: FailedMessage[]; more: number }> {
  const parked = db
    .selectFrom("delivery")
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "parked")
    .where("bundle_id", "is", null);
  const { count } = await parked.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
  const rows = await parked.selectAll().orderBy("due_at", "desc").orderBy("id", "desc").limit(limit).execute();
  const failed: FailedMessage[] = [];
  for (const { id, contact, person_id, channel_id, last_error, first_due_at, due_at } of rows)
    failed.push({
      id,
      contact,
      to: await recipientOf(db, workspaceId, addressBook, { person_id, channel_id }),
      error: last_error ?? "",
      dueAt: first_due_at ?? due_at,
    });
  return { failed, more: Number(count) - failed.length };
}

async function recipientOf(
  db: Db,
  workspaceId: string,
  addressBook: AddressBook,
  { person_id: personId, channel_id: channelId }: Pick<Delivery, "person_id" | "channel_id">,
): Promise<FailedMessage["to"]> {
  if (personId) return { userId: (await addressBook.recipient(db, workspaceId, personId)).slackUserId };
  return channelId ? { channelId } : null;
}

/** Retries a parked message, rendered anew. `mayDecide` throws if refused. Throws NOT_PARKED. */
export async function retryFailed<Actor extends { id: string; workspace_id: string }>(
  services: Services,
  { actor, mayDecide }: { actor: Actor; mayDecide(tx: Tx, actor: Actor): Promise<void> },
  id: string,
): Promise<void> {
  const { workspace_id: workspaceId } = actor;
  await inTransaction(services.db, async (tx) => {
    await mayDecide(tx, actor);
    const deliveries = rows(tx, "delivery", workspaceId);
    const row = await deliveries.find({ id, state: "parked" });
    if (!row) throw failure("NOT_PARKED");
    const isOurs = await deliveries.update(
      { id, state: "parked" },
      {
        state: "waiting",
        due_at: services.clock.now(),
        first_due_at: row.first_due_at ?? row.due_at,
        attempts: 0,
        last_error: null,
        lease_until: null,
      },
    );
    if (!isOurs) throw failure("NOT_PARKED");
    const members = { bundle_id: row.updates_id ?? id, state: "parked" } as const;
    await deliveries.update(members, { state: "bundled", last_error: null });
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: undeliveredKeysOf(id) });
    await appendAudit(tx, services, {
      workspaceId,
      actorId: actor.id,
      action: "delivery.retried",
      subject: { kind: "delivery", id },
      before: { state: "parked", reason: row.last_error },
      after: { state: "waiting" },
    });
  });
}

export const failedIds = {
  retry: "delivery.retry",
  pause: "delivery.pause",
  resume: "delivery.resume",
} as const;

const MOST_SHOWN = 15;

/** `pausedBy`: Slack's user id, or null for the operator. */
export function messagesView(
  reader: Reader,
  shown: { failed: readonly FailedMessage[]; more: number; messages: PauseStatus; pausedBy: string | null },
): ModalView {
  const { failed, more, messages, pausedBy } = shown;
  const texts = textsFor(deliveryTexts, reader).failed;
  const pause = pauseBlocks(reader, messages, pausedBy);
  return modal({
    title: texts.title,
    close: texts.close,
    blocks: [
      // The pause comes first while it lasts, else below the failures.
      ...(messages.paused ? pause : []),
      failed.length === 0 ? section(texts.none) : context(texts.intro),
      ...failed.flatMap((message) => failedBlocks(reader, message)),
      ...(more > 0 ? [context(texts.more(more))] : []),
      ...(messages.paused ? [] : pause),
    ],
  });
}

function pauseBlocks(reader: Reader, { paused, waiting }: PauseStatus, by: string | null): KnownBlock[] {
  const texts = textsFor(deliveryTexts, reader).pause;
  if (paused)
    return [
      section(texts.paused(dateAndTime(reader, paused.since), by && `<@${by}>`, waiting)),
      actions("pause", button(failedIds.resume, texts.resume, { primary: true })),
    ];
  const { title, text, yes, no } = texts.confirmPause;
  const confirm = confirmation({ title, text: text(waiting), confirm: yes, deny: no });
  return [actions("pause", button(failedIds.pause, texts.pause, { danger: true, confirm }))];
}

function failedBlocks(reader: Reader, { id, contact, to, error, dueAt }: FailedMessage): KnownBlock[] {
  const texts = textsFor(deliveryTexts, reader);
  const { line, someone, retry } = texts.failed;
  return [
    section(line(texts.contact[contact], mentionOf(to) ?? someone, dateAndTime(reader, dueAt))),
    context(reasonOf(reader, error)),
    actions(`failed:${id}`, button(failedIds.retry, retry, { value: id, primary: true })),
  ];
}

function mentionOf(to: FailedMessage["to"]): string | null {
  if (to === null) return null;
  return "userId" in to ? `<@${to.userId}>` : `<#${to.channelId}>`;
}

export function reasonOf(reader: Reader, error: string): string {
  const { reasons, otherReason } = textsFor(deliveryTexts, reader).failed;
  const match = Object.entries(reasons).find(([code]) => code === error);
  return match ? match[1] : otherReason(escapeMrkdwn(shorten(error, 200)));
}
