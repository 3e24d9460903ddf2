/** What is asked on a message as such: why it came, and to have its lines one by one. */
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime, type Reader, textsFor } from "../platform/texts/language.ts";
import { addMs, DAY, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import type { WhyShown } from "./blocks-why.ts";
import { enqueueApart, restOfWeek } from "./bundle.ts";
import { messagePressed } from "./events.ts";
import type { AddressBook, Kinds, SendContext, SlackFacts } from "./kinds.ts";
import type { Delivery } from "./repository.ts";
import { findDeliveryAt, listBundle } from "./repository-contact.ts";
import type { Place } from "./slack-gateway.ts";
import { deliveryTexts } from "./texts.ts";

const failure = errorTable({
  MESSAGE_NOT_YOURS: {
    en: () => deliveryTexts.en.why.notYours,
    fr: () => deliveryTexts.fr.why.notYours,
  },
});

export interface AskedParts {
  services: Services;
  kinds: Kinds;
  addressBook: AddressBook;
  slack: SlackFacts;
}

type Asking = { id: string; workspace_id: string } & Reader;

/** Who asks by which rule, and what was held or merged, of the message at this place. Throws MESSAGE_NOT_YOURS. */
export async function whySent(parts: AskedParts, actor: Asking, place: Place | null): Promise<WhyShown> {
  const { services, kinds, addressBook } = parts;
  const { db, clock } = services;
  const { workspace_id: workspaceId, id: personId } = actor;
  const now = clock.now();
  const sent = await sentAt(parts, actor, place);
  const context = contextOf(parts, actor);
  const { reader } = context;
  const texts = textsFor(deliveryTexts, reader);
  const members = (await listBundle(db, workspaceId, sent.id)).filter((row) => row.updates_id === null);
  const held = [sent, ...members].flatMap(({ first_due_at, held_reason, sent_at }) =>
    first_due_at && held_reason && sent_at
      ? [texts.why.held(dateAndTime(reader, first_due_at), dateAndTime(reader, sent_at), texts.because[held_reason])]
      : [],
  );
  const facts = await addressBook.contactFacts(db, workspaceId, [personId], {
    from: localDateOf(addMs(now, -DAY), "UTC"),
    until: localDateOf(addMs(now, DAY), "UTC"),
  });
  const caps = facts.get(personId)?.caps;
  if (!caps) throw new Error(`No facts of person ${personId}`);
  return {
    because: (await kinds.get(sent.kind)?.why(context, JSON.parse(sent.subject))) ?? [],
    held: [...new Set(held), ...(members.length > 1 ? [texts.why.merged(members.length)] : [])],
    caps,
  };
}

/** What the message of a week had no room for. Throws MESSAGE_NOT_YOURS. */
export async function restOf(parts: AskedParts, actor: Asking, place: Place | null) {
  return restOfWeek(parts.kinds, contextOf(parts, actor), await sentAt(parts, actor, place));
}

/** Sends each prompt of this message that is still open as a message of its own. Throws MESSAGE_NOT_YOURS. */
export async function sendApart(parts: AskedParts, actor: Asking, place: Place | null): Promise<void> {
  const bundle = await sentAt(parts, actor, place);
  await inTransaction(parts.services.db, (tx) =>
    enqueueApart(tx, parts.services, parts.kinds, { ...contextOf(parts, actor), db: tx }, bundle),
  );
}

/** Tells those who follow it that this person pressed something in a message that they got. */
export async function tellOfPress(
  services: Services,
  { id: personId, workspace_id: workspaceId }: Pick<Asking, "id" | "workspace_id">,
  place: Place,
): Promise<void> {
  const sent = await findDeliveryAt(services.db, workspaceId, personId, place);
  if (!sent) return;
  const { kind, subject } = sent;
  await messagePressed.happened(services, services.db, { workspaceId, personId, kind, subject });
}

async function sentAt({ services }: AskedParts, actor: Asking, place: Place | null): Promise<Delivery> {
  const sent = place && (await findDeliveryAt(services.db, actor.workspace_id, actor.id, place));
  if (!sent) throw failure("MESSAGE_NOT_YOURS");
  return sent;
}

function contextOf({ services, slack }: AskedParts, actor: Asking): SendContext {
  const reader = { locale: actor.locale, zone: actor.zone };
  const { db, clock, events } = services;
  return { db, slack, now: clock.now(), events, workspaceId: actor.workspace_id, reader };
}
