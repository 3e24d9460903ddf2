/** `/drumbeat erase`, and the words by others that name whoever was erased. */

import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../app/capability.ts";
import { isAdmin, type Person, readerAt } from "../people/people.ts";
import { refuseUnlessAdmin } from "../people/settings.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button, context, plainSection, section, shorten } from "../slack/blocks.ts";
import { person, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView, type Listening, onPress, onPressOf } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { beginErasure } from "./erasure.ts";
import { placeSchema } from "./erasure-ledger.ts";
import { erasureIds } from "./erasure-message.ts";
import { clearText, type FoundText, leaveTheRest, textsToLookAt } from "./erasure-review.ts";
import { privacyTexts } from "./texts.ts";

const lookIds = { clear: "erasure.clear", rest: "erasure.rest" } as const;
const clearValue = z.strictObject({ erasureId: z.string(), place: placeSchema });

const LONGEST_REASON = 300;
const LONGEST_TEXT = 500;
const MOST_TEXTS = 40;

const eraseForm = new Form({
  id: "erasure.erase",
  state: z.string(),
  fields: z.object({ person: person(), reason: text({ isLong: true, max: LONGEST_REASON }) }),
  required: (reader) => textsFor(privacyTexts, reader).erase.missing,
});

export function erasureCommand({ db }: Pick<Services, "db">): NamedCommand<Person> {
  return {
    word: "erase",
    otherWords: { fr: ["effacement", "supprimer"] },
    help: (reader) => textsFor(privacyTexts, reader).erase.command,
    label: (reader) => textsFor(privacyTexts, reader).erase.label,
    isFor: async (actor) => isAdmin(actor),
    async handle({ actor, words: [who = ""], triggerId, client }) {
      await refuseUnlessAdmin(db, actor);
      // An account that was deactivated can be chosen in no form.
      const [, slackUserId = null] = /^<@([UW][A-Z0-9]+)/.exec(who) ?? [];
      await client.views.open({ trigger_id: triggerId, view: eraseView(actor, slackUserId) });
      return null;
    },
  };
}

export function registerErasureListeners(listening: Listening<Person>, services: Services): void {
  const { db, clock } = services;

  eraseForm.listen(listening, async ({ actor, filled, client }) => {
    await refuseUnlessAdmin(db, actor);
    const about = await listening.actorOf(filled.person, client);
    const refusal = await refusalOf(languageOf(actor.locale), () =>
      beginErasure({ ...services, actor }, { person: about, reason: filled.reason }),
    );
    if (refusal !== null) return { errors: { person: refusal } };
    const { done, active } = textsFor(privacyTexts, actor).erase;
    return { show: doneView(actor, about.is_deactivated === 1 ? done : `${done} ${active}`) };
  });

  const lookViewOf = async (actor: Person, erasureId: string) => {
    const { name, texts } = await textsToLookAt(db, actor, erasureId);
    return lookView(readerAt(actor, clock.now()), { erasureId, name, texts });
  };

  onPress(listening, erasureIds.look, async ({ actor, value, open }) => open(await lookViewOf(actor, value)));
  onPressOf(listening, lookIds.clear, clearValue, async ({ actor, value, view, client }) => {
    const isLeft = await clearText({ ...services, actor }, value);
    const shown = isLeft
      ? await lookViewOf(actor, value.erasureId)
      : doneView(actor, textsFor(privacyTexts, actor).erase.restDone);
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: shown });
  });
  onPress(listening, lookIds.rest, async ({ actor, value, view, client }) => {
    await leaveTheRest({ ...services, actor }, { erasureId: value });
    const shown = doneView(actor, textsFor(privacyTexts, actor).erase.restDone);
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: shown });
  });
}

export function eraseView(reader: Pick<Reader, "locale">, slackUserId: string | null): ModalView {
  const texts = textsFor(privacyTexts, reader);
  const { title, submit, intro, person: who, reason, reasonHint } = texts.erase;
  return eraseForm.view({
    state: "",
    title,
    submit,
    close: texts.cancel,
    above: [section(intro)],
    fields: { person: { label: who, initial: slackUserId }, reason: { label: reason, hint: reasonHint } },
  });
}

export function lookView(
  reader: Reader,
  { erasureId, name, texts: found }: { erasureId: string; name: string; texts: readonly FoundText[] },
): ModalView {
  const texts = textsFor(privacyTexts, reader);
  const { lookTitle, lookIntro, clear, rest, left } = texts.erase;
  const shown = found.slice(0, MOST_TEXTS);
  return modal({
    title: lookTitle,
    close: texts.close,
    blocks: [
      plainSection(lookIntro(name, found.length)),
      ...shown.flatMap(({ text, places: [place] }) =>
        place
          ? [
              plainSection(
                shorten(text, LONGEST_TEXT),
                button(lookIds.clear, clear, { value: JSON.stringify({ erasureId, place }) }),
              ),
            ]
          : [],
      ),
      ...(found.length > shown.length ? [context(left)] : []),
      actions("erasure.end", button(lookIds.rest, rest, { value: erasureId })),
    ],
  });
}
