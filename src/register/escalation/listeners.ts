/** What is pressed and submitted around an item on its way up. */
import { z } from "zod";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { filledIn } from "../../platform/slack/fields.ts";
import { doneView, type Listening, onPress, onSubmit } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { escalationIds } from "../ids.ts";
import { registerLadderListeners } from "../ladder/listeners.ts";
import { codeOf } from "../rules.ts";
import { showOver } from "../views.ts";
import { answerEscalationView, escalateView } from "./blocks.ts";
import { URGENT_MATTERS } from "./facts.ts";
import { escalationTexts } from "./texts.ts";
import { acknowledgeEscalation, answerEscalation, escalationToAnswer, itemToPassUp, passUp } from "./use-cases-acts.ts";

const formState = z.strictObject({ itemId: z.string() });

export function registerEscalationListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, escalationIds.escalate, async (press) => {
    const { item, to, level } = await itemToPassUp(services, press.actor, press.value);
    const metadata = JSON.stringify({ itemId: item.id });
    await showOver(press, escalateView(readerOf(press.actor), { item, to: to.name, level, metadata }));
  });

  registerLadderListeners(listening, services);

  onPress(listening, escalationIds.seen, async (press) => {
    await acknowledgeEscalation(services, press.actor, press.value);
  });

  onPress(listening, escalationIds.answer, async (press) => {
    const item = await escalationToAnswer(services, press.actor, press.value);
    await showOver(press, answerEscalationView(readerOf(press.actor), item));
  });

  onSubmit(listening, escalationIds.escalateForm, async ({ actor, privateMetadata, values }) => {
    const { itemId } = formState.parse(JSON.parse(privateMetadata));
    const filled = filledIn(values);
    const { form } = textsFor(escalationTexts, actor);
    const [effect, tried] = [filled.text("effect"), filled.text("tried")];
    const [options, recommendation] = [filled.text("options"), filled.text("recommendation")];
    const said = { effect, tried, options, recommendation };
    const empty = Object.entries(said).filter(([, text]) => text === "");
    if (empty.length > 0) return { errors: Object.fromEntries(empty.map(([field]) => [field, form.required])) };
    const matter = URGENT_MATTERS.find((one) => one === filled.option("matter")) ?? null;
    const { item, to } = await passUp(services, actor, itemId, { ...said, matter });
    return { show: doneView(readerOf(actor), form.done(codeOf(item), to.name)) };
  });

  onSubmit(listening, escalationIds.answerForm, async ({ actor, privateMetadata, values }) => {
    const { itemId } = formState.parse(JSON.parse(privateMetadata));
    const answer = filledIn(values).text("answer");
    const { answerForm, form } = textsFor(escalationTexts, actor);
    if (answer === "") return { errors: { answer: form.required } };
    const item = await answerEscalation(services, actor, itemId, answer);
    return { show: doneView(readerOf(actor), answerForm.done(codeOf(item))) };
  });
}
