/** What people press about a request, and the forms that open. */
import type { ModalView } from "@slack/types";
import { type Person, personById, readerAt, readerOf } from "../../people/use-cases.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { actions } from "../../platform/slack/blocks.ts";
import {
  doneView,
  type Listening,
  lineMessage,
  onPress,
  onPressOf,
  type Press,
  type SubmitResult,
} from "../../platform/slack/listening.ts";
import {
  languageOf,
  longDate,
  type Reader,
  shortDate,
  textsFor,
  timeOfDay,
  withFullStop,
} from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { refuseWhoCannotAnswer } from "../../programs/use-cases.ts";
import { ASK_KINDS, type AskOption } from "../types/ask.ts";
import { requestToDecide, requestToSpeakFor } from "./acting.ts";
import { registerBlockerListeners } from "./blocker-listeners.ts";
import { requestIds, requestMenu, takenValue, undoButton } from "./buttons.ts";
import { decide, undo } from "./decide.ts";
import { delegate } from "./delegate.ts";
import { lastDayToPostpone, postpone } from "./postpone.ts";
import { askQuestion, reply } from "./question.ts";
import { changeRequest, withdraw } from "./raise.ts";
import type { Request } from "./request.ts";
import {
  committeeForm,
  committeeView,
  decideForm,
  decideView,
  delegateForm,
  delegateView,
  detailsForm,
  detailsView,
  isOnMessage,
  LONGEST_LABEL,
  OPTION_FIELDS,
  OTHERWISE,
  postponeForm,
  postponeView,
  questionForm,
  questionView,
  type RequestFormState,
  replyForm,
  replyView,
  voteForm,
  voteView,
} from "./screens.ts";
import { requestTexts } from "./texts.ts";
import { castVote, committeeToAsk, requestToVoteOn, sendToCommittee } from "./votes.ts";

/** `showWhy` says why the message pressed on came. */
export function registerRequestListeners(
  listening: Listening<Person>,
  services: Services,
  showWhy: (press: Press<Person>) => Promise<void>,
): void {
  listenForDeeds(listening, services);
  listenForOpenings(listening, services);
  requestMenu.listen(listening, async (press, choice, itemId) => {
    if (choice === "why") await showWhy(press);
    else if (choice === "committee") await openCommittee(services, press, itemId);
    else await openForm(services, press, postponeView, itemId);
  });
  listenForAnswers(listening, services);
  listenForDetails(listening, services);
  registerBlockerListeners(listening, services);
}

/** What a press does at once. */
function listenForDeeds(listening: Listening<Person>, services: Services): void {
  onPressOf(listening, new RegExp(`^${requestIds.take}:`), takenValue, async (press) => {
    const { id, option, label } = press.value;
    const request = await decide(services, press.actor, id, { option, label });
    // A message and Home show in the place of the button what came of it, with *Undo*.
    if (press.view) await press.open(decidedView(services, press.actor, request));
  });

  onPress(listening, requestIds.undo, async (press) => {
    const { actor, client, view } = press;
    const { code } = await undo(services, actor, press.value);
    const sentence = textsOf(actor).done.undone(code);
    if (view) await client.views.update({ view_id: view.id, view: doneView(readerNow(services, actor), sentence) });
    else await press.reply(lineMessage(sentence));
  });

  onPress(listening, requestIds.withdraw, async (press) => {
    const { code } = await withdraw(services, press.actor, press.value);
    await press.reply(lineMessage(textsOf(press.actor).done.withdrawn(code)));
  });
}

/** What opens a form. */
function listenForOpenings(listening: Listening<Person>, services: Services): void {
  onPress(listening, requestIds.decide, async (press) => {
    const { actor, value } = press;
    const request = await requestToDecide(services, actor, value);
    const view = { readerId: actor.id, isOnMessage: isShownBelow(press) };
    await press.open(decideView(readerNow(services, actor), request, view));
  });
  onPress(listening, requestIds.question, (press) => openForm(services, press, questionView, press.value));
  onPress(listening, requestIds.delegate, (press) => openForm(services, press, delegateView, press.value));
  onPress(listening, requestIds.postpone, (press) => openForm(services, press, postponeView, press.value));
  onPress(listening, requestIds.committee, (press) => openCommittee(services, press, press.value));
  onPress(listening, requestIds.details, async (press) => {
    const request = await requestToSpeakFor(services, press.actor, press.value);
    const decider = request.decider && (await personById(services.db, press.actor.workspace_id, request.decider.id));
    await press.open(detailsView(readerNow(services, press.actor), request, decider?.slack_user_id ?? null));
  });
  onPress(listening, requestIds.reply, async (press) => {
    const request = await requestToSpeakFor(services, press.actor, press.value);
    await press.open(replyView(readerNow(services, press.actor), request, isShownBelow(press)));
  });
  onPress(listening, requestIds.vote, async (press) => {
    const { actor, value } = press;
    const request = await requestToVoteOn(services, actor, value);
    const view = { readerId: actor.id, isOnMessage: isShownBelow(press) };
    await press.open(voteView(readerNow(services, actor), request, view));
  });
}

async function openForm(
  services: Services,
  press: Press<Person>,
  viewOf: (reader: Reader, request: Request, isOnMessage: boolean) => ModalView,
  itemId: string,
): Promise<void> {
  const request = await requestToDecide(services, press.actor, itemId, "decide-ask");
  await press.open(viewOf(readerNow(services, press.actor), request, isShownBelow(press)));
}

async function openCommittee(services: Services, press: Press<Person>, itemId: string): Promise<void> {
  const toAsk = await committeeToAsk(services, press.actor, itemId);
  await press.open(committeeView(readerNow(services, press.actor), toAsk, isShownBelow(press)));
}

/** Whether it was pressed on a message or Home, or in a form that was opened there: it shows what comes of it. */
function isShownBelow({ place, view }: Press<Person>): boolean {
  return place !== null || (view !== null && isOnMessage(view.privateMetadata));
}

function listenForAnswers(listening: Listening<Person>, services: Services): void {
  decideForm.listen(listening, async ({ actor, state: { itemId, labels = [], isOnMessage: isBelow }, filled }) => {
    const { option: chosen, words, rationale } = filled;
    const isOwn = chosen === OTHERWISE;
    if (isOwn && words === "") return { errors: { words: textsOf(actor).errors.wordsNeeded } };
    const option = Number(chosen);
    const request = await decide(services, actor, itemId, {
      ...(isOwn ? { words } : { option, label: labels[option] ?? "" }),
      ...(rationale !== "" && { rationale }),
    });
    return isBelow ? { closeAll: true } : { show: decidedView(services, actor, request) };
  });

  questionForm.listen(listening, async ({ actor, state, filled: { question } }) => {
    const { asker } = await askQuestion(services, actor, state.itemId, question);
    return done(actor, state, textsOf(actor).done.asked(asker.name));
  });

  replyForm.listen(listening, async ({ actor, state, filled: { answer } }) => {
    const { decider } = await reply(services, actor, state.itemId, answer);
    return done(actor, state, textsOf(actor).done.replied(decider?.name ?? ""));
  });

  delegateForm.listen(listening, async ({ actor, state: { itemId }, filled: { to, why }, client }) => {
    const person = await listening.actorOf(to, client);
    const refusal = await refusalOf(languageOf(actor.locale), () => delegate(services, actor, itemId, { person, why }));
    if (refusal !== null) return { errors: { to: refusal } };
    return { show: doneView(readerOf(actor), textsOf(actor).done.delegated(person.name)) };
  });

  postponeForm.listen(listening, async ({ actor, state, filled: { until } }) => {
    const texts = textsOf(actor);
    const reader = readerNow(services, actor);
    if (until <= todayOf(services, actor)) return { errors: { until: texts.errors.later } };
    const last = lastDayToPostpone(await requestToDecide(services, actor, state.itemId, "decide-ask"));
    if (until > last) return { errors: { until: texts.errors.notLater(longDate(reader, last)) } };
    await postpone(services, actor, state.itemId, until);
    return done(actor, state, texts.done.postponed(shortDate(reader, until)));
  });

  committeeForm.listen(listening, async ({ actor, state }) => {
    const { committee, until } = await sendToCommittee(services, actor, state.itemId);
    const day = longDate(readerNow(services, actor), until);
    return done(actor, state, textsOf(actor).done.inVote(committee.members.length, day));
  });

  voteForm.listen(listening, async ({ actor, state, filled }) => {
    const label = await castVote(services, actor, state.itemId, Number(filled.option));
    return done(actor, state, textsOf(actor).done.voted(label));
  });
}

function listenForDetails(listening: Listening<Person>, services: Services): void {
  detailsForm.listen(listening, async ({ actor, state: { itemId }, filled, client }) => {
    const { errors: texts, done: told } = textsOf(actor);
    const { title, "needed-by": neededBy, cost: costOfWaiting, why, evidence } = filled;
    const { options, places, errors } = optionsIn(filled, texts.label);
    const recommended = filled.recommended === null ? null : (places.get(filled.recommended) ?? null);
    if (filled.recommended !== null && recommended === null) errors.recommended = texts.recommendedEmpty;
    if (neededBy < todayOf(services, actor)) errors["needed-by"] = texts.past;
    const decider = await listening.actorOf(filled.decider, client);
    const unfit = await refusalOf(languageOf(actor.locale), () => refuseWhoCannotAnswer(decider));
    if (unfit) errors.decider = unfit;
    if (Object.keys(errors).length > 0) return { errors };
    const kind = ASK_KINDS.find((one) => one === filled.kind) ?? "decision";
    const form = { title, kind, decider, options, recommended, why, neededBy, costOfWaiting, evidence };
    let code = "";
    const refusal = await refusalOf(languageOf(actor.locale), async () => {
      code = (await changeRequest(services, actor, itemId, form)).code;
    });
    return refusal === null ? done(actor, {}, told.changed(code)) : { errors: { decider: refusal } };
  });
}

/**
 * The options as typed: the first line is the label, what follows its effect. `places`: field → index of its option;
 * a field left empty has none.
 */
function optionsIn(filled: Record<(typeof OPTION_FIELDS)[number], string>, tooLong: string) {
  const options: AskOption[] = [];
  const places = new Map<string, number>();
  const errors: Record<string, string> = {};
  for (const field of OPTION_FIELDS) {
    const [first = "", ...rest] = filled[field].trim().split("\n");
    const [label, effect] = [first.trim(), rest.join("\n").trim()];
    if (label.length > LONGEST_LABEL) errors[field] = tooLong;
    if (label === "") continue;
    places.set(field, options.length);
    options.push({ label, ...(effect && { effect }), doesNothing: field === "nothing" });
  }
  return { options, places, errors };
}

function todayOf({ clock }: Services, { zone }: Person): LocalDate {
  return localDateOf(clock.now(), zone);
}

function readerNow({ clock }: Services, actor: Person): Reader {
  return readerAt(actor, clock.now());
}

function textsOf(actor: Person) {
  return textsFor(requestTexts, actor);
}

/** Nothing more where the message on which the form was opened shows it. */
function done(
  actor: Person,
  { isOnMessage: isBelow }: Pick<RequestFormState, "isOnMessage">,
  sentence: string,
): SubmitResult {
  return isBelow ? { closeAll: true } : { show: doneView(readerOf(actor), sentence) };
}

function decidedView(services: Services, actor: Person, { id, pending }: Request): ModalView {
  const reader = readerNow(services, actor);
  const { done: texts } = textsOf(actor);
  const told = texts.pending(
    withFullStop(pending?.text ?? ""),
    pending === null ? "" : timeOfDay(reader, pending.until),
  );
  const view = doneView(reader, told);
  return { ...view, blocks: [...view.blocks, actions(`ask:${id}`, undoButton(reader, id))] };
}
