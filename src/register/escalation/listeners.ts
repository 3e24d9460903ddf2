import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress, type Press } from "../../platform/slack/listening.ts";
import { longDate, textsFor } from "../../platform/texts/language.ts";
import { escalationIds } from "../ids.ts";
import { codeOf } from "../rules.ts";
import { closeItem } from "../use-cases-acts.ts";
import { showOver, viewOfItem } from "../views.ts";
import { stuckMenu } from "./blocks.ts";
import { URGENT_MATTERS } from "./facts.ts";
import { answerEscalationView, answerForm, escalateForm, escalateView, stillForm, stillView } from "./forms.ts";
import { escalationTexts } from "./texts.ts";
import {
  acknowledgeEscalation,
  answerEscalation,
  escalationToAnswer,
  itemToPassUp,
  passUp,
  stillStands,
  stuckItem,
} from "./use-cases-acts.ts";

export function registerEscalationListeners(listening: Listening<Person>, services: Services): void {
  const openEscalate = async (press: Press<Person>, itemId: string) => {
    const { item, to, level } = await itemToPassUp(services, press.actor, itemId);
    await showOver(press, escalateView(readerOf(press.actor), { item, to: to.name, level }));
  };
  onPress(listening, escalationIds.escalate, (press) => openEscalate(press, press.value));

  stuckMenu.listen(listening, async (press, choice, itemId) => {
    const { actor } = press;
    switch (choice) {
      case "solved":
        await closeItem(services, actor, itemId, "");
        return;
      case "still":
        return showOver(press, stillView(readerOf(actor), await stuckItem(services, actor, itemId)));
      case "escalate":
        return openEscalate(press, itemId);
      case "open":
        return showOver(press, await viewOfItem(services, actor, itemId));
    }
  });

  stillForm.listen(listening, async ({ actor, state: { itemId }, filled: { until } }) => {
    const reader = readerOf(actor);
    const { done } = textsFor(escalationTexts, actor).still;
    const item = await stillStands(services, actor, itemId, until);
    return item === null
      ? { errors: { until: textsFor(escalationTexts, actor).still.error } }
      : { show: doneView(reader, done(codeOf(item), longDate(reader, until))) };
  });

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
