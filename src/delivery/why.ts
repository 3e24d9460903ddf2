/** Answers why a message was sent. */
import type { ModalView } from "@slack/types";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, plainSection } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { modal } from "../slack/modal.ts";
import { type Delivery, findDelivery, findDeliveryAt } from "./deliveries.ts";
import type { Addressee, Kinds, SendContext, SlackFacts } from "./message-kind.ts";
import type { MessagePlace } from "./slack-gateway.ts";
import { deliveryTexts } from "./texts.ts";

const failure = errorTable({
  MESSAGE_NOT_YOURS: {
    en: () => "This message went to someone else, or is no longer on file.",
    fr: () => "Ce message a été envoyé à une autre personne, ou n’est plus conservé.",
  },
});

export interface WhyParts {
  services: Services;
  kinds: Kinds;
  slack: SlackFacts;
}

/** Where a message stands, or whose list is open. */
export type SentPlace = MessagePlace | { deliveryId: string } | null;

/** Sentences on who caused the message at this place, and by which rule. Throws MESSAGE_NOT_YOURS. */
export async function whySent(parts: WhyParts, actor: Addressee, place: SentPlace): Promise<string[]> {
  const sent = await sentAt(parts, actor, place);
  return (await parts.kinds.get(sent.kind)?.why(contextOf(parts, actor), JSON.parse(sent.subject))) ?? [];
}

/** `because`: whole sentences. */
export function whyView(reader: Reader, because: readonly string[]): ModalView {
  const texts = textsFor(deliveryTexts, reader).why;
  const sentences = because.length > 0 ? because : [texts.yours];
  return modal({
    title: texts.title,
    close: texts.close,
    blocks: [
      ...sentences.slice(0, 20).map((sentence) => plainSection(sentence)),
      actions("change", commandButton(texts.preferences, "preferences")),
    ],
  });
}

/** The message or bundle to this person at this place. Throws MESSAGE_NOT_YOURS. */
export async function sentAt(
  { services }: Pick<WhyParts, "services">,
  { workspace_id: workspaceId, id }: Addressee,
  place: SentPlace,
): Promise<Delivery> {
  const { db } = services;
  const isById = place !== null && "deliveryId" in place;
  const sent = isById
    ? await findDelivery(db, workspaceId, place.deliveryId)
    : place && (await findDeliveryAt(db, workspaceId, id, place));
  if (sent?.person_id !== id) throw failure("MESSAGE_NOT_YOURS");
  return sent;
}

export function contextOf({ services, slack }: Omit<WhyParts, "kinds">, actor: Addressee): SendContext {
  const reader = { locale: actor.locale, zone: actor.zone };
  const { db, clock, events } = services;
  return { db, slack, now: clock.now(), events, workspaceId: actor.workspace_id, reader };
}
