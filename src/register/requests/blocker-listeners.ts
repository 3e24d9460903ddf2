/** *Take it to Margaret…* and *New date…* of a blocker past its date. */
import { type Person, readerOf } from "../../people/use-cases.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress } from "../../platform/slack/listening.ts";
import { languageOf, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { codeOf } from "../rules.ts";
import { registerTexts } from "../texts.ts";
import { itemFor } from "../use-cases-reading.ts";
import { showOver } from "../views.ts";
import {
  blockerIds,
  blockerTexts,
  moveBlockerForm,
  moveBlockerView,
  takeUpForm,
  takeUpView,
} from "./blocker-message.ts";
import { blockerToTakeUp, moveBlocker, takeUp } from "./blockers.ts";

export function registerBlockerListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, blockerIds.takeUp, async (press) => {
    const toTakeUp = await blockerToTakeUp(services, press.actor, press.value);
    await showOver(press, takeUpView(readerOf(press.actor), toTakeUp));
  });

  onPress(listening, blockerIds.move, async (press) => {
    const item = await itemFor(services, press.actor, press.value);
    await showOver(press, moveBlockerView(readerOf(press.actor), item));
  });

  takeUpForm.listen(listening, async ({ actor, state: { itemId }, filled: { words } }) => {
    const { to } = await takeUp(services, actor, itemId, words);
    return { show: doneView(readerOf(actor), textsFor(blockerTexts, actor).sent(to.name)) };
  });

  moveBlockerForm.listen(listening, async ({ actor, state: { itemId }, filled: { to } }) => {
    if (to < localDateOf(services.clock.now(), actor.zone))
      return { errors: { to: textsFor(blockerTexts, actor).form.past } };
    let code = "";
    const refusal = await refusalOf(languageOf(actor.locale), async () => {
      code = codeOf(await moveBlocker(services, actor, itemId, to));
    });
    if (refusal !== null) return { errors: { to: refusal } };
    return { show: doneView(readerOf(actor), textsFor(registerTexts, actor).view.saved(code)) };
  });
}
