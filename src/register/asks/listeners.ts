/** What people press about an ask, and the forms that open. */
import type { ModalView } from "@slack/types";
import { dateOf, dayOf, workingDayFrom } from "../../calendars/rules-days.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import { type Person, personById, readerAt, readerOf } from "../../people/use-cases.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { actions, lineOf, section } from "../../platform/slack/blocks.ts";
import {
  doneView,
  type Listening,
  lineMessage,
  onPress,
  onPressOf,
  type Press,
  type SubmitResult,
} from "../../platform/slack/listening.ts";
import { languageOf, longDate, shortDate, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../../platform/time.ts";
import { refuseWhoCannotAnswer } from "../../programs/use-cases.ts";
import { ASK_KINDS, type AskOption } from "../details.ts";
import type { Ask } from "./ask.ts";
import { askIds, takenValue, undoButton } from "./buttons.ts";
import {
  ABSTAIN,
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
  OPTION_FIELDS,
  OTHERWISE,
  voteForm,
  voteView,
} from "./forms.ts";
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
  const today = (actor: Person) => localDateOf(services.clock.now(), actor.zone);
  const readerNow = (actor: Person) => readerAt(actor, services.clock.now());

  onPressOf(listening, new RegExp(`^${askIds.take}:`), takenValue, async (press) => {
    const { id, option, label, isHere } = press.value;
    const ask = await decideAsk(services, press.actor, id, { option, label });
    // The ask's own message shows what came of it, with the same button. Elsewhere a line would appear below the last
    // message, where nobody looks who reads a digest above it; it is for when Slack takes no modal any more.
    if (!isHere)
      await press.open(decidedView(press.actor, ask)).catch(() => press.reply(decidedMessage(press.actor, ask)));
  });

  onPress(listening, askIds.undo, async (press) => {
    const { code } = await undoDecision(services, press.actor, press.value);
    const sentence = said(press.actor).done.undone(code);
    if (press.view)
      await press.client.views.update({ view_id: press.view.id, view: doneView(readerNow(press.actor), sentence) });
    else await press.reply(lineMessage(sentence));
  });

  onPress(listening, askIds.decide, async (press) =>
    press.open(
      decideView(readerNow(press.actor), await askToDecide(services, press.actor, press.value), press.actor.id),
    ),
  );
  onPress(listening, askIds.askBack, async (press) =>
    press.open(askBackView(readerNow(press.actor), await askToDecide(services, press.actor, press.value))),
  );
  onPress(listening, askIds.delegate, async (press) =>
    press.open(delegateView(readerNow(press.actor), await askToDecide(services, press.actor, press.value))),
  );
  onPress(listening, askIds.defer, async (press) =>
    press.open(deferView(readerNow(press.actor), await askToDecide(services, press.actor, press.value))),
  );
  onPress(listening, askIds.complete, async (press) => {
    const ask = await askToSpeakFor(services, press.actor, press.value);
    const decider = ask.decider && (await personById(services.db, press.actor.workspace_id, ask.decider.id));
    await press.open(completeView(readerNow(press.actor), ask, decider?.slack_user_id ?? null));
  });
  onPress(listening, askIds.answer, async (press) =>
    press.open(answerView(readerNow(press.actor), await askToSpeakFor(services, press.actor, press.value))),
  );
  onPress(listening, askIds.vote, async (press) => {
    const { ask, own } = await askToVoteOn(services, press.actor, press.value);
    await press.open(voteView(readerNow(press.actor), ask, { to: press.actor.id, own }));
  });
  onPress(listening, askIds.withdraw, async (press) => {
    const { code } = await withdrawAsk(services, press.actor, press.value);
    await press.reply(lineMessage(said(press.actor).done.withdrawn(code)));
  });

  onPress(listening, askIds.menu, async (press) => {
    const { actor } = press;
    const [choice, itemId = ""] = press.value.split(":");
    if (choice === "why") await showWhy(press);
    else if (choice === "acknowledge") {
      const { code } = await acknowledgeAsk(services, actor, itemId);
      await press.reply(lineMessage(said(actor).done.acknowledged(code)));
    } else if (choice === "committee") {
      const { ask, committee } = await askForCommittee(services, actor, itemId);
      const calendar = await workspaceCalendar(services.db, actor.workspace_id);
      const closesOn = dateOf(workingDayFrom(dayOf(addLocalDays(today(actor), CIRCULATION_DAYS)), 1, calendar));
      const shown = { chair: committee.chair.name, members: committee.members.length, closesOn };
      await press.open(committeeView(readerNow(actor), ask, shown));
    } else await press.open(decideView(readerNow(actor), await askToDecide(services, actor, itemId), actor.id));
  });

  decideForm.listen(listening, async ({ actor, state: { itemId, labels = [] }, filled }) => {
    const { option: chosen, words, rationale } = filled;
    const isOwn = chosen === null || chosen === OTHERWISE;
    if (isOwn && words === "") return { errors: { words: said(actor).errors.wordsNeeded } };
    const option = Number(chosen);
    const ask = await decideAsk(services, actor, itemId, {
      ...(isOwn ? { words } : { option, label: labels[option] ?? "" }),
      ...(rationale !== "" && { rationale }),
    });
    return { show: decidedView(actor, ask) };
  });

  askBackForm.listen(listening, async ({ actor, state: { itemId }, filled: { question } }) => {
    const { asker } = await askBack(services, actor, itemId, question);
    return done(actor, said(actor).done.askedBack(asker.name));
  });

  answerForm.listen(listening, async ({ actor, state: { itemId }, filled: { answer } }) => {
    const { decider } = await answerAskBack(services, actor, itemId, answer);
    return done(actor, said(actor).done.answered(decider?.name ?? ""));
  });

  delegateForm.listen(listening, async ({ actor, state: { itemId }, filled: { to, why, outside }, client }) => {
    const person = await listening.actorOf(to, client);
    const isConfirmed = outside.includes("meant");
    const refusal = await refusalOf(languageOf(actor.locale), () =>
      delegateAsk(services, actor, itemId, { person, why, isConfirmed }),
    );
    return refusal === null ? done(actor, said(actor).done.delegated(person.name)) : { errors: { to: refusal } };
  });

  deferForm.listen(listening, async ({ actor, state: { itemId }, filled: { until } }) => {
    if (until <= today(actor)) return { errors: { until: said(actor).errors.later } };
    await deferAsk(services, actor, itemId, until);
    return done(actor, said(actor).done.deferred(shortDate(readerNow(actor), until)));
  });

  completeForm.listen(listening, async ({ actor, state: { itemId }, filled, client }) => {
    const { title, kind, why, "needed-by": neededBy, cost, evidence } = filled;
    const { errors: texts, done: told } = said(actor);
    const { options, places, errors } = optionsIn(filled, texts.label);
    const recommended = places.get(filled.recommended);
    if (recommended === undefined) errors.recommended = texts.recommendedEmpty;
    if (neededBy < today(actor)) errors["needed-by"] = texts.past;
    const person = await listening.actorOf(filled.decider, client);
    const unfit = await refusalOf(languageOf(actor.locale), () => refuseWhoCannotAnswer(person));
    if (unfit) errors.decider = unfit;
    if (Object.keys(errors).length > 0 || recommended === undefined) return { errors };
    const form = {
      title,
      kind: ASK_KINDS.find((one) => one === kind) ?? "decision",
      decider: person,
      options,
      recommended,
      why,
      neededBy,
      costOfWaiting: cost,
      evidence,
    };
    let code = "";
    const refusal = await refusalOf(languageOf(actor.locale), async () => {
      code = (await completeAsk(services, actor, itemId, form)).code;
    });
    return refusal === null ? done(actor, told.completed(code, person.name)) : { errors: { decider: refusal } };
  });

  committeeForm.listen(listening, async ({ actor, state: { itemId }, filled: { way, quorum, closes } }) => {
    const { errors, done: told } = said(actor);
    const isVote = way !== "chair";
    if (isVote && closes <= today(actor)) return { errors: { closes: errors.later } };
    const { committee } = await putToCommittee(
      services,
      actor,
      itemId,
      isVote ? { kind: "circulation", quorum: Number(quorum), closesOn: closes } : { kind: "chair" },
    );
    return done(
      actor,
      isVote
        ? told.circulated(committee.members.length, longDate(readerNow(actor), closes))
        : told.chair(committee.chair.name),
    );
  });

  voteForm.listen(listening, async ({ actor, state: { itemId, labels = [] }, filled }) => {
    const { done: told } = said(actor);
    const option = filled.option === ABSTAIN ? null : Number(filled.option);
    await castVote(services, actor, itemId, option);
    return done(actor, option === null ? told.abstained : told.voted(labels[option] ?? ""));
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

function said(actor: Person) {
  return textsFor(askTexts, actor);
}

function done(actor: Person, sentence: string): SubmitResult {
  return { show: doneView(readerOf(actor), sentence) };
}

function decidedMessage(actor: Person, ask: Ask) {
  const reader = readerOf(actor);
  const sentence = lineOf(said(actor).done.decided(ask.outcome?.text ?? "", ask.outcome?.decisionCode ?? ""));
  return { text: sentence, blocks: [section(sentence), actions(`ask:${ask.id}`, undoButton(reader, ask.id))] };
}

function decidedView(actor: Person, ask: Ask): ModalView {
  const { blocks } = decidedMessage(actor, ask);
  return { ...doneView(readerOf(actor), ""), blocks };
}
