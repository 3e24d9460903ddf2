import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { escalationIds } from "../ids.ts";
import { registerLadderListeners } from "../ladder/listeners.ts";
import { codeOf } from "../rules.ts";
import { showOver } from "../views.ts";
import { URGENT_MATTERS } from "./facts.ts";
import { answerEscalationView, answerForm, escalateForm, escalateView } from "./forms.ts";
import { escalationTexts } from "./texts.ts";
import { acknowledgeEscalation, answerEscalation, escalationToAnswer, itemToPassUp, passUp } from "./use-cases-acts.ts";

export function registerEscalationListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, escalationIds.escalate, async (press) => {
    const { item, to, level } = await itemToPassUp(services, press.actor, press.value);
    await showOver(press, escalateView(readerOf(press.actor), { item, to: to.name, level }));
  });

  registerLadderListeners(listening, services);

  onPress(listening, escalationIds.seen, async (press) => {
    await acknowledgeEscalation(services, press.actor, press.value);
  });

  onPress(listening, escalationIds.answer, async (press) => {
    const item = await escalationToAnswer(services, press.actor, press.value);
    await showOver(press, answerEscalationView(readerOf(press.actor), item));
  });

  escalateForm.listen(listening, async ({ actor, state: { itemId }, filled }) => {
    const matter = URGENT_MATTERS.find((one) => one === filled.matter) ?? null;
    const { item, to } = await passUp(services, actor, itemId, { ...filled, matter });
    const { form } = textsFor(escalationTexts, actor);
    return { show: doneView(readerOf(actor), form.done(codeOf(item), to.name)) };
  });

  answerForm.listen(listening, async ({ actor, state: { itemId }, filled }) => {
    const item = await answerEscalation(services, actor, itemId, filled.answer);
    return { show: doneView(readerOf(actor), textsFor(escalationTexts, actor).answerForm.done(codeOf(item))) };
  });
}
