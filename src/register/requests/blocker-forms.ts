/** What whoever has a blocker past its date does with it: takes it to the next above, or gives it another date. */
import { z } from "zod";
import { date, text } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { shorten, words } from "../../platform/slack/blocks.ts";
import { type Listening, onPress } from "../../platform/slack/listening.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { shownTitle } from "../rules.ts";
import { itemFor } from "../use-cases-reading.ts";
import { showOver } from "../views.ts";
import { blockerIds, blockerTexts } from "./blocker-message.ts";
import { blockerToTakeUp, moveBlocker, takeUp } from "./blockers.ts";
import { errorAt } from "./request-form.ts";
import { requestTexts } from "./texts.ts";

const state = z.strictObject({ itemId: z.string() });
const required = (reader: Pick<Reader, "locale">) => textsFor(requestTexts, reader).form.required;
const takeUpForm = new Form({
  id: `${blockerIds.takeUp}_form`,
  state,
  fields: z.object({ words: text({ isLong: true, max: 1000 }) }),
  required,
});
const moveForm = new Form({ id: `${blockerIds.move}_form`, state, fields: z.object({ to: date() }), required });

export function registerBlockerListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, blockerIds.takeUp, async (press) => {
    const { item, to } = await blockerToTakeUp(services, press.actor, press.value);
    const texts = textsFor(blockerTexts, press.actor);
    const view = takeUpForm.view({
      state: { itemId: item.id },
      title: texts.takeUpTitle,
      submit: texts.send,
      above: [words([{ text: shownTitle(item), bold: true }])],
      fields: { words: { label: texts.words(shorten(to.name, 80)), hint: texts.wordsHint } },
    });
    await showOver(press, view);
  });

  onPress(listening, blockerIds.move, async (press) => {
    const item = await itemFor(services, press.actor, press.value);
    const texts = textsFor(blockerTexts, press.actor);
    const view = moveForm.view({
      state: { itemId: item.id },
      title: texts.moveTitle,
      submit: texts.save,
      above: [words([{ text: shownTitle(item), bold: true }])],
      fields: { to: { label: texts.date } },
    });
    await showOver(press, view);
  });

  takeUpForm.listen(listening, async ({ actor, state: { itemId }, filled }) => {
    await takeUp(services, actor, itemId, filled.words);
    return { closeAll: true };
  });

  moveForm.listen(listening, async ({ actor, state: { itemId }, filled: { to } }) => {
    if (to < localDateOf(services.clock.now(), actor.zone))
      return { errors: { to: textsFor(requestTexts, actor).options.past } };
    const errors = await errorAt("to", readerOf(actor), () => moveBlocker(services, actor, itemId, to));
    return errors ? { errors } : { closeAll: true };
  });
}
