/** `/drumbeat erase`, the names that are looked through, and the receipt. */

import { enqueueUpdate } from "../../delivery/use-cases.ts";
import type { NamedCommand } from "../../kernel/capability.ts";
import { askForAct, secondsOf } from "../../people/two-person-acts/use-cases.ts";
import { isAdmin, type Person, peopleByIds, readerAt } from "../../people/use-cases.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, lineMessage, onPress } from "../../platform/slack/listening.ts";
import { languageOf, list, longDate, textsFor, whomToAsk } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { askForm, askView, erasureIds, namesForm, namesView, receiptView } from "./blocks.ts";
import { unreachedBy } from "./ledger.ts";
import { erasureTexts } from "./texts.ts";
import { namesakesOf } from "./use-cases.ts";
import { confirmNames, erasureFor, showNamesFound } from "./use-cases-names.ts";

function mayAsk(person: Person): boolean {
  return isAdmin(person) || (person.is_data_protection === 1 && person.is_deactivated === 0);
}

export function erasureCommand({ clock }: Pick<Services, "clock">): NamedCommand<Person> {
  return {
    word: "erase",
    otherWords: { fr: ["effacement", "supprimer"] },
    help: (reader) => textsFor(erasureTexts, reader).help,
    label: (reader) => textsFor(erasureTexts, reader).label,
    isFor: async (actor) => mayAsk(actor),
    async handle({ actor, words: [who = ""], triggerId, client }) {
      const reader = readerAt(actor, clock.now());
      if (!mayAsk(actor)) return lineMessage(textsFor(erasureTexts, reader).adminsOnly);
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
    if (!mayAsk(actor)) return { show: doneView(reader, texts.adminsOnly) };
    const about = await listening.actorOf(filled.person, client);
    const told: { sentence: string } = { sentence: "" };
    const refusal = await refusalOf(languageOf(actor.locale), () =>
      inTransaction(db, async (tx) => {
        const { workspace_id: workspaceId, id: askedBy } = actor;
        const act = await askForAct(tx, services, {
          workspaceId,
          kind: "erase",
          subject: about.id,
          reason: filled.reason,
          askedBy,
        });
        const seconds = await peopleByIds(tx, workspaceId, await secondsOf(tx, act));
        const names = whomToAsk(
          reader,
          seconds.map(({ name }) => name),
        );
        const namesakes = (await namesakesOf(tx, about)).map(({ handle }) => `@${handle}`);
        told.sentence = [
          texts.ask.done(names, longDate(reader, localDateOf(act.ends_at, reader.zone))),
          ...(namesakes.length > 0 ? [texts.ask.namesakes(list(reader, namesakes), namesakes.length)] : []),
          ...(about.is_deactivated === 0 ? [texts.ask.active] : []),
        ].join(" ");
      }),
    );
    return refusal === null ? { show: doneView(reader, told.sentence) } : { errors: { person: refusal } };
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
  const { names, found, upTo, left } = await showNamesFound(services, actor, erasureId);
  const texts = found.map(({ place, position, text }) => ({ table: place.table, position, text }));
  return namesView(readerAt(actor, services.clock.now()), { erasureId, names, upTo, left }, texts);
}
