/** What people press about an ask, and the forms that open. */

import type { ModalView } from "@slack/types";
import { dateOf, dayOf, workingDayFrom } from "../../calendars/rules-days.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
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
import { languageOf, longDate, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { refuseWhoCannotAnswer } from "../../programs/use-cases.ts";
import { ASK_KINDS, type AskOption } from "../types/ask.ts";
import type { Ask } from "./ask.ts";
import { type AskChoice, askIds, askMenu, takenValue, undoButton } from "./buttons.ts";
import {
  ABSTAIN,
  type AskFormState,
  answerForm,
  answerView,
  askBackForm,
  askBackView,
  committeeForm,
  committeeView,
  completeForm,
  completeView,
  decideForm,
  decideView,
  deferForm,
  deferView,
  delegateForm,
  delegateView,
  isToldIn,
  OPTION_FIELDS,
  OTHERWISE,
  voteForm,
  voteView,
} from "./forms.ts";
import { registerQueueListeners } from "./queue/listeners.ts";
import { askTexts } from "./texts.ts";
import {
  acknowledgeAsk,
  answerAskBack,
  askBack,
  askToDecide,
  askToSpeakFor,
  completeAsk,
  decideAsk,
  deferAsk,
  delegateAsk,
  undoDecision,
  withdrawAsk,
} from "./use-cases.ts";
import { askForCommittee, askToVoteOn, castVote, putToCommittee } from "./use-cases-votes.ts";

const LONGEST_LABEL = 75;
/** How long a committee has by circulation, in days: five working days. */
const CIRCULATION_DAYS = 7;

/** `showWhy` says why the message pressed on came. */
export function registerAskListeners(
  listening: Listening<Person>,
  services: Services,
  showWhy: (press: Press<Person>) => Promise<void>,
): void {
  listenForDeeds(listening, services);
  listenForOpenings(listening, services);
  askMenu.listen(listening, async (press, choice, itemId) =>
    choice === "why" ? showWhy(press) : choose(services, press, choice, itemId),
  );
  listenForDeciding(listening, services);
  listenForCompleting(listening, services);
  listenForVoting(listening, services);
  registerQueueListeners(listening, services);
}

/** What a press does at once. */
function listenForDeeds(listening: Listening<Person>, services: Services): void {
  onPressOf(listening, new RegExp(`^${askIds.take}:`), takenValue, async (press) => {
    const { id, option, label } = press.value;
    const ask = await decideAsk(services, press.actor, id, { option, label });
    // A message shows in the place of the button what came of it, with *Undo*.
    if (!press.place) await press.open(decidedView(press.actor, ask));
  });

  onPress(listening, askIds.undo, async (press) => {
    const { actor, client, view } = press;
    const { code } = await undoDecision(services, actor, press.value);
    const sentence = said(actor).done.undone(code);
    if (view) await client.views.update({ view_id: view.id, view: doneView(readerNow(services, actor), sentence) });
    else await press.reply(lineMessage(sentence));
  });

  onPress(listening, askIds.withdraw, async (press) => {
    const { code } = await withdrawAsk(services, press.actor, press.value);
    await press.reply(lineMessage(said(press.actor).done.withdrawn(code)));
  });
}

/** What opens a form. */
function listenForOpenings(listening: Listening<Person>, services: Services): void {
  onPress(listening, askIds.decide, (press) => openDeciding(services, press, press.value));
  for (const choice of ["askBack", "delegate", "defer", "acknowledge", "committee"] as const)
    onPress(listening, askIds[choice], (press) => choose(services, press, choice, press.value));
  onPress(listening, askIds.complete, async (press) => {
    const ask = await askToSpeakFor(services, press.actor, press.value);
    const decider = ask.decider && (await personById(services.db, press.actor.workspace_id, ask.decider.id));
    await press.open(completeView(readerNow(services, press.actor), ask, decider?.slack_user_id ?? null));
  });
  onPress(listening, askIds.answer, async (press) =>
    press.open(
      answerView(
        readerNow(services, press.actor),
        await askToSpeakFor(services, press.actor, press.value),
        isToldOf(press),
      ),
    ),
  );
  onPress(listening, askIds.vote, async (press) => {
    const { ask, own } = await askToVoteOn(services, press.actor, press.value);
    await press.open(
      voteView(readerNow(services, press.actor), ask, { to: press.actor.id, own, isTold: isToldOf(press) }),
    );
  });
}

async function openDeciding(services: Services, press: Press<Person>, itemId: string): Promise<void> {
  const { actor } = press;
  const ask = await askToDecide(services, actor, itemId);
  await press.open(decideView(readerNow(services, actor), ask, { to: actor.id, isTold: isToldOf(press) }));
}

/** Whether it was pressed on a message, or in a form that was opened on one: it says what comes of it. */
function isToldOf({ place, view }: Press<Person>): boolean {
  return place !== null || (view !== null && isToldIn(view.privateMetadata));
}

const FORMS = { askBack: askBackView, delegate: delegateView, defer: deferView };

async function openForm(services: Services, press: Press<Person>, choice: keyof typeof FORMS, itemId: string) {
  const ask = await askToDecide(services, press.actor, itemId, "decide-ask");
  await press.open(FORMS[choice](readerNow(services, press.actor), ask, isToldOf(press)));
}

async function choose(services: Services, press: Press<Person>, choice: AskChoice, itemId: string): Promise<void> {
  const { actor } = press;
  if (choice === "askBack" || choice === "delegate" || choice === "defer")
    return openForm(services, press, choice, itemId);
  if (choice === "acknowledge") {
    const { code } = await acknowledgeAsk(services, actor, itemId);
    await press.reply(lineMessage(said(actor).done.acknowledged(code)));
  } else if (choice === "committee") {
    const { ask, committee } = await askForCommittee(services, actor, itemId);
    const calendar = await workspaceCalendar(services.db, actor.workspace_id);
    const earliest = addLocalDays(todayOf(services, actor), CIRCULATION_DAYS);
    const closesOn = dateOf(workingDayFrom(dayOf(earliest), 1, calendar));
    const shown = { chair: committee.chair.name, members: committee.members.length, closesOn };
    await press.open(committeeView(readerNow(services, actor), ask, shown, isToldOf(press)));
  } else await openDeciding(services, press, itemId);
}

function listenForDeciding(listening: Listening<Person>, services: Services): void {
  decideForm.listen(listening, async ({ actor, state: { itemId, labels = [], isTold }, filled }) => {
    const { option: chosen, words, rationale } = filled;
    const isOwn = chosen === null || chosen === OTHERWISE;
    if (isOwn && words === "") return { errors: { words: said(actor).errors.wordsNeeded } };
    const option = Number(chosen);
    const ask = await decideAsk(services, actor, itemId, {
      ...(isOwn ? { words } : { option, label: labels[option] ?? "" }),
      ...(rationale !== "" && { rationale }),
    });
    return isTold ? { closeAll: true } : { show: decidedView(actor, ask) };
  });

  askBackForm.listen(listening, async ({ actor, state, filled: { question } }) => {
    const { asker } = await askBack(services, actor, state.itemId, question);
    return done(actor, state, said(actor).done.askedBack(asker.name));
  });

  answerForm.listen(listening, async ({ actor, state, filled: { answer } }) => {
    const { decider } = await answerAskBack(services, actor, state.itemId, answer);
    return done(actor, state, said(actor).done.answered(decider?.name ?? ""));
  });

  delegateForm.listen(listening, async ({ actor, state: { itemId }, filled: { to, why, outside }, client }) => {
    const person = await listening.actorOf(to, client);
    const isConfirmed = outside.includes("meant");
    const refusal = await refusalOf(languageOf(actor.locale), () =>
      delegateAsk(services, actor, itemId, { person, why, isConfirmed }),
    );
    if (refusal !== null) return { errors: { to: refusal } };
    return { show: doneView(readerOf(actor), said(actor).done.delegated(person.name)) };
  });

  deferForm.listen(listening, async ({ actor, state, filled: { until } }) => {
    if (until <= todayOf(services, actor)) return { errors: { until: said(actor).errors.later } };
    await deferAsk(services, actor, state.itemId, until);
    return done(actor, state, said(actor).done.deferred(shortDate(readerNow(services, actor), until)));
  });
}

function listenForCompleting(listening: Listening<Person>, services: Services): void {
  completeForm.listen(listening, async ({ actor, state: { itemId }, filled, client }) => {
    const { title, why, "needed-by": neededBy, cost: costOfWaiting, evidence } = filled;
    const { errors: texts, done: told } = said(actor);
    const { options, places, errors } = optionsIn(filled, texts.label);
    const recommended = places.get(filled.recommended);
    if (recommended === undefined) errors.recommended = texts.recommendedEmpty;
    if (neededBy < todayOf(services, actor)) errors["needed-by"] = texts.past;
    const person = await listening.actorOf(filled.decider, client);
    const unfit = await refusalOf(languageOf(actor.locale), () => refuseWhoCannotAnswer(person));
    if (unfit) errors.decider = unfit;
    if (Object.keys(errors).length > 0 || recommended === undefined) return { errors };
    const kind = ASK_KINDS.find((one) => one === filled.kind) ?? "decision";
    const form = { title, kind, decider: person, options, recommended, why, neededBy, costOfWaiting, evidence };
    let code = "";
    const refusal = await refusalOf(languageOf(actor.locale), async () => {
      code = (await completeAsk(services, actor, itemId, form)).code;
    });
    return refusal === null ? done(actor, {}, told.completed(code, person.name)) : { errors: { decider: refusal } };
  });
}

function listenForVoting(listening: Listening<Person>, services: Services): void {
  committeeForm.listen(listening, async ({ actor, state, filled: { way, quorum, closes } }) => {
    const { errors, done: told } = said(actor);
    const isVote = way !== "chair";
    if (isVote && closes <= todayOf(services, actor)) return { errors: { closes: errors.later } };
    const { committee } = await putToCommittee(
      services,
      actor,
      state.itemId,
      isVote ? { kind: "circulation", quorum: Number(quorum), closesOn: closes } : { kind: "chair" },
    );
    return done(
      actor,
      state,
      isVote
        ? told.circulated(committee.members.length, longDate(readerNow(services, actor), closes))
        : told.chair(committee.chair.name),
    );
  });

  voteForm.listen(listening, async ({ actor, state, filled }) => {
    const { done: told } = said(actor);
    const option = filled.option === ABSTAIN ? null : Number(filled.option);
    const { options } = await castVote(services, actor, state.itemId, option);
    return done(actor, state, option === null ? told.abstained : told.voted(options[option]?.label ?? ""));
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

function said(actor: Person) {
  return textsFor(askTexts, actor);
}

/** Nothing more where the message on which the form was opened says it. */
function done(actor: Person, { isTold }: Pick<AskFormState, "isTold">, sentence: string): SubmitResult {
  return isTold ? { closeAll: true } : { show: doneView(readerOf(actor), sentence) };
}

function decidedView(actor: Person, ask: Ask): ModalView {
  const reader = readerOf(actor);
  const told = doneView(reader, said(actor).done.decided(ask.outcome?.text ?? "", ask.outcome?.decisionCode ?? ""));
  return { ...told, blocks: [...told.blocks, actions(`ask:${ask.id}`, undoButton(reader, ask.id))] };
}
