/** What is pressed and submitted around an appearance. Its messages say themselves what came of a press. */
import { type Person, readerAt, readerOf } from "../../people/use-cases.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress, onPressOf, type SubmitResult } from "../../platform/slack/listening.ts";
import { languageOf, textsFor } from "../../platform/texts/language.ts";
import { appearanceIds } from "../ids.ts";
import { showOver } from "../views.ts";
import { calendarView, outcomeValue, sentencesView } from "./blocks.ts";
import { calendarLinks } from "./calendar.ts";
import { cannotForm, cannotView, keeperForm, keeperView, sendForm, sendView } from "./forms.ts";
import { appearanceTexts } from "./texts.ts";
import {
  acceptAppearance,
  appearanceToAnswer,
  datesToGive,
  declineAppearance,
  giveDates,
  putAppearance,
  sendCalendarFile,
  sendSomeone,
  tickAppearance,
} from "./use-cases.ts";

export function registerAppearanceListeners(listening: Listening<Person>, services: Services): void {
  const { clock } = services;
  onPress(listening, appearanceIds.accept, ({ actor, value }) => acceptAppearance(services, actor, value));
  onPress(listening, appearanceIds.decline, ({ actor, value }) => declineAppearance(services, actor, value));
  onPress(listening, appearanceIds.put, ({ actor, value }) => putAppearance(services, actor, value));
  onPressOf(listening, new RegExp(`^${appearanceIds.outcome}:`), outcomeValue, ({ actor, value }) =>
    tickAppearance(services, actor, value.itemId, value.outcome),
  );

  onPress(listening, appearanceIds.send, async (press) => {
    const one = await appearanceToAnswer(services, press.actor, press.value);
    await showOver(press, sendView(readerAt(press.actor, clock.now()), one));
  });
  onPress(listening, appearanceIds.cannot, async (press) => {
    const one = await appearanceToAnswer(services, press.actor, press.value);
    await showOver(press, cannotView(readerAt(press.actor, clock.now()), one));
  });
  onPress(listening, appearanceIds.sentences, async (press) => {
    const one = await appearanceToAnswer(services, press.actor, press.value);
    await showOver(press, sentencesView(readerAt(press.actor, clock.now()), one));
  });
  onPress(listening, appearanceIds.calendar, async (press) => {
    const one = await appearanceToAnswer(services, press.actor, press.value);
    await showOver(press, calendarView(readerAt(press.actor, clock.now()), one, calendarLinks(one)));
  });

  onPress(listening, appearanceIds.keeper, async (press) => {
    const dates = await datesToGive(services, press.actor, press.value);
    await showOver(press, keeperView(readerAt(press.actor, clock.now()), dates));
  });

  // Links: Slack opens them by itself and tells the app all the same.
  onPress(listening, new RegExp(`^${appearanceIds.link}:`), async () => undefined);
  onPress(listening, appearanceIds.file, async ({ actor, value, view, client }) => {
    await sendCalendarFile(services, actor, value);
    if (!view) return;
    const { coming } = textsFor(appearanceTexts, actor).calendar;
    await client.views.update({ view_id: view.id, hash: view.hash, view: doneView(readerOf(actor), coming) });
  });

  sendForm.listen(listening, async ({ actor, state: { itemId }, filled: { who }, client }) => {
    const other = await listening.actorOf(who, client);
    return sentTo(services, actor, itemId, other);
  });
  keeperForm.listen(listening, async ({ actor, state: { itemId }, filled: { who }, client }) => {
    const keeper = await listening.actorOf(who, client);
    const refusal = await refusalOf(languageOf(actor.locale), () => giveDates(services, actor, itemId, keeper));
    if (refusal !== null) return { errors: { who: refusal } };
    return { show: doneView(readerOf(actor), textsFor(appearanceTexts, actor).keeper.done(keeper.name)) };
  });
  cannotForm.listen(listening, async ({ actor, state: { itemId }, filled: { who }, client }) => {
    if (who !== null) return sentTo(services, actor, itemId, await listening.actorOf(who, client));
    await declineAppearance(services, actor, itemId);
    return { close: true };
  });
}

/** What is wrong with whom they choose is said at the field. */
async function sentTo(services: Services, actor: Person, itemId: string, other: Person): Promise<SubmitResult> {
  const refusal = await refusalOf(languageOf(actor.locale), () => sendSomeone(services, actor, itemId, other));
  if (refusal !== null) return { errors: { who: refusal } };
  return { show: doneView(readerOf(actor), textsFor(appearanceTexts, actor).sendForm.done(other.name)) };
}
