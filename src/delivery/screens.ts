/** What people ask about messages as such: why one came; for admins, what waits and what could not be sent. */

import type { ModalView } from "@slack/types";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import type { Command } from "../slack/commands.ts";
import { type Listening, logUnexpected, onPress, type Press } from "../slack/listening.ts";
import type { Names } from "../slack/typed.ts";
import { MENU, restView, whyView } from "./blocks-why.ts";
import type { AddressBook, Kinds, SlackFacts } from "./kinds.ts";
import { heldView, PARKED_AT_MOST, parkedIds, parkedView, pauseIds } from "./parked/blocks.ts";
import { discardParked, heldMessages, parkedMessages, retryParked } from "./parked/use-cases.ts";
import { deliveryTexts } from "./texts.ts";
import { messagesNow, pauseMessages, resumeMessages } from "./use-cases-pause.ts";
import { restOf, sendApart, tellOfPress, whySent } from "./use-cases-why.ts";

/** Whoever presses, as far as delivery knows people. */
export type Addressee = { id: string; workspace_id: string } & Reader;

export interface DeliveryParts<Actor> {
  services: Services;
  kinds: Kinds;
  addressBook: AddressBook;
  slack: SlackFacts;
  isAdmin(actor: Actor): boolean;
  /** Throws a refusal that says who is. */
  refuseUnlessAdmin(db: Tx | Services["db"], actor: Actor): Promise<void>;
}

/** Shows why the message pressed on came. */
export function showWhy<Actor extends Addressee>(parts: DeliveryParts<Actor>) {
  return async (press: Press<Actor>): Promise<void> => {
    const shown = await whySent(parts, press.actor, press.place);
    await press.client.views.open({ trigger_id: press.triggerId, view: whyView(press.actor, shown) });
  };
}

export function registerDeliveryListeners<Actor extends Addressee>(
  listening: Listening<Actor>,
  parts: DeliveryParts<Actor>,
): void {
  listening.pressedOn = (actor, place) =>
    tellOfPress(parts.services, actor, place).catch((error) => logUnexpected(listening.log, error));

  onPress(listening, MENU.action, (press) =>
    press.value === MENU.apart ? sendApart(parts, press.actor, press.place) : showWhy(parts)(press),
  );

  onPress(listening, MENU.rest, async ({ actor, place, open }) =>
    open(restView(actor, await restOf(parts, actor, place))),
  );

  for (const [actionId, decide] of [
    [pauseIds.pause, pauseMessages],
    [pauseIds.resume, resumeMessages],
  ] as const)
    onPress(listening, actionId, async ({ actor, view, client }) => {
      const mayDecide = (tx: Tx) => parts.refuseUnlessAdmin(tx, actor);
      await decide(parts.services, { workspaceId: actor.workspace_id, actorId: actor.id, mayDecide });
      if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: await heldPage(parts, actor) });
    });

  for (const [actionId, decide] of [
    [parkedIds.retry, retryParked<Actor>],
    [parkedIds.discard, discardParked<Actor>],
  ] as const)
    onPress(listening, actionId, async (press) => {
      const { actor, view, value } = press;
      await decide(parts.services, { actor, mayDecide: parts.refuseUnlessAdmin }, value);
      if (view)
        await press.client.views.update({ view_id: view.id, hash: view.hash, view: await parkedPage(parts, actor) });
    });
}

const NAMES = {
  held: { en: ["waiting", "waiting messages"], fr: ["retenus", "messages en attente"] },
  parked: { en: ["failed", "failed messages"], fr: ["bloqués", "en panne", "messages non envoyés", "échecs"] },
} satisfies Record<"held" | "parked", Names>;

export function deliveryCommands<Actor extends Addressee>(
  parts: DeliveryParts<Actor>,
): (Command<Actor> & { word: "held" | "parked" })[] {
  type Named = Command<Actor> & { word: "held" | "parked" };
  const command = (word: Named["word"], page: (actor: Actor) => Promise<ModalView>): Named => ({
    word,
    otherWords: NAMES[word],
    help: (reader) => textsFor(deliveryTexts, reader)[word].help,
    label: (reader) => textsFor(deliveryTexts, reader)[word].label,
    isFor: async (actor) => parts.isAdmin(actor),
    async handle({ actor, triggerId, client }) {
      await parts.refuseUnlessAdmin(parts.services.db, actor);
      await client.views.open({ trigger_id: triggerId, view: await page(actor) });
      return null;
    },
  });
  return [command("held", (actor) => heldPage(parts, actor)), command("parked", (actor) => parkedPage(parts, actor))];
}

async function heldPage<Actor extends Addressee>(parts: DeliveryParts<Actor>, actor: Actor): Promise<ModalView> {
  const { services, addressBook } = parts;
  const messages = await messagesNow(services, actor.workspace_id);
  const byId = messages.paused?.byId ?? null;
  const pausedBy = byId && (await addressBook.recipient(services.db, actor.workspace_id, byId)).slackUserId;
  return heldView(actor, { ...(await heldMessages(services, actor.workspace_id)), messages, pausedBy });
}

async function parkedPage<Actor extends Addressee>(
  { services, addressBook }: DeliveryParts<Actor>,
  actor: Actor,
): Promise<ModalView> {
  return parkedView(actor, await parkedMessages(services.db, addressBook, actor.workspace_id, PARKED_AT_MOST));
}
