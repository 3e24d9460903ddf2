/** `/drumbeat erase`, the names that are looked through, and the receipt. */

import { enqueueUpdate } from "../../delivery/use-cases.ts";
import type { NamedCommand } from "../../kernel/capability.ts";
import { isAdmin, type Person, readerAt } from "../../people/use-cases.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, lineMessage, onPress } from "../../platform/slack/listening.ts";
import { languageOf, list, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { askForm, askView, erasureIds, namesForm, namesView, receiptView } from "./blocks.ts";
import { unreachedBy } from "./ledger.ts";
import { erasureTexts } from "./texts.ts";
import { beginErasure, namesakesOf } from "./use-cases.ts";
import { confirmNames, erasureFor, namesFound } from "./use-cases-names.ts";

export function erasureCommand({ clock }: Pick<Services, "clock">): NamedCommand<Person> {
  return {
    word: "erase",
    otherWords: { fr: ["effacement", "supprimer"] },
    help: (reader) => textsFor(erasureTexts, reader).help,
    label: (reader) => textsFor(erasureTexts, reader).label,
    isFor: async (actor) => isAdmin(actor),
    async handle({ actor, words: [who = ""], triggerId, client }) {
      const reader = readerAt(actor, clock.now());
      if (!isAdmin(actor)) return lineMessage(textsFor(erasureTexts, reader).adminsOnly);
      const [, slackUserId = null] = /^<@([UW][A-Z0-9]+)/.exec(who) ?? [];
      await client.views.open({ trigger_id: triggerId, view: askView(reader, slackUserId) });
      return null;
    },
  };
}

export function registerErasureListeners(listening: Listening<Person>, services: Services): void {
  const { db, clock } = services;

  askForm.listen(listening, async ({ actor, filled, client }) => {
    const reader = readerAt(actor, clock.now());
    const texts = textsFor(erasureTexts, reader);
    if (!isAdmin(actor)) return { show: doneView(reader, texts.adminsOnly) };
    const about = await listening.actorOf(filled.person, client);
    const namesakes = (await namesakesOf(db, about)).map(({ handle }) => `@${handle}`);
    const refusal = await refusalOf(languageOf(actor.locale), () =>
      inTransaction(db, (tx) => {
        const { workspace_id: workspaceId, id: askedBy } = actor;
        return beginErasure(tx, services, { workspaceId, personId: about.id, askedBy, reason: filled.reason });
      }),
    );
    if (refusal !== null) return { errors: { person: refusal } };
    const sentence = [
      texts.ask.done,
      ...(namesakes.length > 0 ? [texts.ask.namesakes(list(reader, namesakes), namesakes.length)] : []),
      ...(about.is_deactivated === 0 ? [texts.ask.active] : []),
    ].join(" ");
    return { show: doneView(reader, sentence) };
  });

  onPress(listening, erasureIds.names, async ({ actor, value, open }) => {
    await open(await viewOfNames(services, actor, value));
  });

  namesForm.listenToShown(listening, async ({ actor, state, filled }) => {
    const ticked = [...(filled.first ?? []), ...(filled.second ?? [])].map(Number);
    const left = await confirmNames(services, actor, { ...state, ticked });
    const { workspace_id: workspaceId } = actor;
    await inTransaction(db, (tx) =>
      enqueueUpdate(tx, services, { workspaceId, key: `erasure-names:${state.erasureId}` }),
    );
    if (left > 0) return { show: await viewOfNames(services, actor, state.erasureId) };
    const reader = readerAt(actor, clock.now());
    return { show: doneView(reader, textsFor(erasureTexts, reader).names.done(0)) };
  });

  onPress(listening, erasureIds.receipt, async ({ actor, value, open }) => {
    const erasure = await erasureFor(db, actor, value);
    await open(receiptView(readerAt(actor, clock.now()), erasure, unreachedBy(services, erasure)));
  });
}

async function viewOfNames(services: Services, actor: Person, erasureId: string) {
  const { names, found, upTo, left } = await namesFound(services.db, actor, erasureId);
  const texts = found.map(({ place, position, text }) => ({ table: place.table, position, text }));
  return namesView(readerAt(actor, services.clock.now()), { erasureId, names, upTo, left }, texts);
}
