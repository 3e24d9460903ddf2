/** What people press about an ask that waits for the weekly message of whoever decides it. */
import { type Person, readerAt, readerOf } from "../../../people/use-cases.ts";
import type { Services } from "../../../platform/services.ts";
import { doneView, type Listening, onPress, onPressOf } from "../../../platform/slack/listening.ts";
import { longDate, textsFor } from "../../../platform/texts/language.ts";
import { localDateOf } from "../../../platform/time.ts";
import { askIds } from "../buttons.ts";
import { cannotWaitForm, cannotWaitView } from "../forms.ts";
import { askTexts } from "../texts.ts";
import { askToSpeakFor } from "../use-cases.ts";
import { fineValue, queueView } from "./blocks.ts";
import { queueTexts } from "./texts.ts";
import { acceptQueue, sayCannotWait, seeQueue } from "./use-cases.ts";

export function registerQueueListeners(listening: Listening<Person>, services: Services): void {
  const { clock } = services;
  onPressOf(listening, askIds.fine, fineValue, ({ actor, value }) => acceptQueue(services, actor, value));

  onPress(listening, askIds.queue, async (press) =>
    press.open(queueView(readerAt(press.actor, clock.now()), await seeQueue(services, press.actor, press.value))),
  );

  onPress(listening, askIds.cannotWait, async (press) => {
    const ask = await askToSpeakFor(services, press.actor, press.value);
    await press.open(cannotWaitView(readerAt(press.actor, clock.now()), ask));
  });

  cannotWaitForm.listen(listening, async ({ actor, state: { itemId }, filled: { "needed-by": neededBy } }) => {
    if (neededBy < localDateOf(clock.now(), actor.zone))
      return { errors: { "needed-by": textsFor(askTexts, actor).errors.past } };
    const { ask, isSent } = await sayCannotWait(services, actor, itemId, neededBy);
    const texts = textsFor(queueTexts, actor);
    const name = ask.decider?.name ?? "";
    const date = longDate(readerAt(actor, clock.now()), neededBy);
    const said = isSent ? texts.saidLate(ask.code, name, date) : texts.said(ask.code, name);
    return { show: doneView(readerOf(actor), said) };
  });
}
