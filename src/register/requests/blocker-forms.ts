/** What whoever has a blocker past its date does with it: takes it to the next above, or gives it another date. */
import { z } from "zod";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { shorten, words } from "../../slack/blocks.ts";
import { date, text } from "../../slack/forms/fields.ts";
import type { Item } from "../repository.ts";
import { shownTitle } from "../rules.ts";
import { itemFor } from "../use-cases-reading.ts";
import { blockerIds, blockerTexts } from "./blocker-message.ts";
import { blockerToTakeUp, moveBlocker, takeUp } from "./blockers.ts";
import { errorAt, requestForm } from "./request-form.ts";
import { requestTexts } from "./texts.ts";

export const takeUpForm = requestForm({
  id: blockerIds.takeUp,
  fields: z.object({ words: text({ isLong: true, max: 1000 }) }),
  async view({ services, actor, reader, itemId }) {
    const { item, to } = await blockerToTakeUp(services, actor, itemId);
    const texts = textsFor(blockerTexts, reader);
    const fields = { words: { label: texts.words(shorten(to.name, 80)), hint: texts.wordsHint } };
    return { title: texts.takeUpTitle, submit: texts.send, above: titleAbove(item), fields };
  },
  async save({ services, actor, itemId, filled }) {
    await takeUp(services, actor, itemId, filled.words);
    return undefined;
  },
});

export const moveForm = requestForm({
  id: blockerIds.move,
  fields: z.object({ to: date() }),
  async view({ services, actor, reader, itemId }) {
    const item = await itemFor(services, actor, itemId);
    const texts = textsFor(blockerTexts, reader);
    return {
      title: texts.moveTitle,
      submit: texts.save,
      above: titleAbove(item),
      fields: { to: { label: texts.date } },
    };
  },
  async save({ services, actor, reader, itemId, filled: { to } }) {
    if (to < localDateOf(services.clock.now(), actor.zone)) return { to: textsFor(requestTexts, reader).options.past };
    return errorAt("to", reader, () => moveBlocker(services, actor, itemId, to));
  },
});

function titleAbove(item: Item) {
  return [words([{ text: shownTitle(item), bold: true }])];
}
