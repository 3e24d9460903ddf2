/** Screens about messages: why one was sent; for admins, failures and the pause. */

import type { ModalView } from "@slack/types";
import type { Tx } from "../platform/database.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { Command } from "../slack/commands.ts";
import { type Listening, onPress, type Press } from "../slack/listening.ts";
import { failedIds, failedMessages, messagesView, retryFailed } from "./failed.ts";
import { deliveryListed, listenToLists } from "./list-screen.ts";
import type { Addressee, DeliveryParts } from "./message-kind.ts";
import { pauseMessages, pauseStatus, resumeMessages } from "./pause.ts";
import { deliveryTexts } from "./texts.ts";
import { whySent, whyView } from "./why.ts";
import { MENU } from "./why-menu.ts";

/** Shows why this message was sent. */
export function showWhy<Actor extends Addressee>(parts: DeliveryParts<Actor>) {
  return async ({ actor, place, view, open }: Press<Actor>): Promise<void> => {
    await open(whyView(actor, await whySent(parts, actor, place ?? deliveryListed(view))));
  };
}

export function registerDeliveryListeners<Actor extends Addressee>(
  listening: Listening<Actor>,
  parts: DeliveryParts<Actor>,
): void {
  const { services } = parts;
  onPress(listening, MENU.action, showWhy(parts));
  listenToLists(listening, parts);

  const acts: Record<keyof typeof failedIds, (actor: Actor, id: string) => Promise<void>> = {
    pause: (actor) => pauseMessages(services, pausing(parts, actor)),
    resume: (actor) => resumeMessages(services, pausing(parts, actor)),
    retry: (actor, id) => retryFailed(services, { actor, mayDecide: parts.refuseUnlessAdmin }, id),
  };
  for (const act of ["pause", "resume", "retry"] as const)
    onPress(listening, failedIds[act], async ({ actor, view, value, client }) => {
      await acts[act](actor, value);
      if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: await page(parts, actor) });
    });
}

function pausing<Actor extends Addressee>(parts: DeliveryParts<Actor>, actor: Actor) {
  const mayDecide = (tx: Tx) => parts.refuseUnlessAdmin(tx, actor);
  return { workspaceId: actor.workspace_id, actorId: actor.id, mayDecide };
}

/** `/drumbeat messages`, for admins. */
export function messagesCommand<Actor extends Addressee>(
  parts: DeliveryParts<Actor>,
): Command<Actor> & { word: "messages" } {
  return {
    word: "messages",
    otherWords: {
      en: ["failed", "failed messages", "parked", "held", "waiting messages"],
      fr: ["échecs", "bloqués", "en panne", "non envoyés", "non-envoyés", "retenus", "en attente", "en-attente"],
    },
    help: (reader) => textsFor(deliveryTexts, reader).failed.help,
    label: (reader) => textsFor(deliveryTexts, reader).failed.label,
    isFor: async (actor) => parts.isAdmin(actor),
    async handle({ actor, triggerId, client }) {
      await parts.refuseUnlessAdmin(parts.services.db, actor);
      await client.views.open({ trigger_id: triggerId, view: await page(parts, actor) });
      return null;
    },
  };
}

async function page<Actor extends Addressee>(
  { services, addressBook }: DeliveryParts<Actor>,
  actor: Actor,
): Promise<ModalView> {
  const { db } = services;
  const messages = await pauseStatus(services, actor.workspace_id);
  const byId = messages.paused?.byId ?? null;
  const pausedBy = byId && (await addressBook.recipient(db, actor.workspace_id, byId)).slackUserId;
  const failed = await failedMessages(db, addressBook, actor.workspace_id);
  return messagesView(actor, { ...failed, messages, pausedBy });
}
