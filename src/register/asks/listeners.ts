/** What people press about an ask, and the forms that open. */
import type { ModalView } from "@slack/types";
import { dateOf, dayOf, workingDayFrom } from "../../calendars/rules-days.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import { type Person, personById, readerAt, readerOf } from "../../people/use-cases.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { actions, lineOf, section } from "../../platform/slack/blocks.ts";
import { type Filled, filledIn } from "../../platform/slack/fields.ts";
import {
  doneView,
  type Listening,
  lineMessage,
  onPress,
  onSubmit,
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
  answerView,
  askBackView,
  askFormState,
  committeeView,
  completeView,
  decideView,
  deferView,
  delegateView,
  OPTION_FIELDS,
  OTHERWISE,
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
/** How long a committee has by circulation, in days. Source: governance-practice §8: five working days. */
const CIRCULATION_DAYS = 7;

/** `showWhy` says why the message pressed on came. */
export function registerAskListeners(
  listening: Listening<Person>,
  services: Services,
  showWhy: (press: Press<Person>) => Promise<void>,
): void {
  const today = (actor: Person) => localDateOf(services.clock.now(), actor.zone);
  const readerNow = (actor: Person) => readerAt(actor, services.clock.now());

  onPress(listening, new RegExp(`^${askIds.take}:`), async (press) => {
    const { id, option, label, isHere } = takenValue.parse(JSON.parse(press.value));
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

  onSubmit(listening, askIds.decideForm, async ({ actor, privateMetadata, values }) => {
    const { itemId, labels = [] } = askFormState.parse(JSON.parse(privateMetadata));
    const filled = filledIn(values);
    const [chosen, words, rationale] = [filled.option("option"), filled.text("words"), filled.text("rationale")];
    const isOwn = chosen === null || chosen === OTHERWISE;
    if (isOwn && words === "") return { errors: { words: said(actor).errors.wordsNeeded } };
    const because = rationale === "" ? {} : { rationale };
    const option = Number(chosen);
    const ask = await decideAsk(services, actor, itemId, {
      ...(isOwn ? { words } : { option, label: labels[option] ?? "" }),
      ...because,
    });
    return { show: decidedView(actor, ask) };
  });

  onSubmit(listening, askIds.askBackForm, async ({ actor, privateMetadata, values }) => {
    const question = filledIn(values).text("question");
    if (question === "") return { errors: { question: said(actor).errors.required } };
    const { asker } = await askBack(services, actor, itemIn(privateMetadata), question);
    return done(actor, said(actor).done.askedBack(asker.name));
  });

  onSubmit(listening, askIds.answerForm, async ({ actor, privateMetadata, values }) => {
    const answer = filledIn(values).text("answer");
    if (answer === "") return { errors: { answer: said(actor).errors.required } };
    const { decider } = await answerAskBack(services, actor, itemIn(privateMetadata), answer);
    return done(actor, said(actor).done.answered(decider?.name ?? ""));
  });

  onSubmit(listening, askIds.delegateForm, async ({ actor, privateMetadata, values, client }) => {
    const itemId = itemIn(privateMetadata);
    const filled = filledIn(values);
    const [to, why] = [filled.person("to"), filled.text("why")];
    const { errors } = said(actor);
    if (to === null) return { errors: { to: errors.required } };
    if (why === "") return { errors: { why: errors.required } };
    const person = await listening.actorOf(to, client);
    const isConfirmed = filled.options("outside").includes("meant");
    const refusal = await refusalOf(languageOf(actor.locale), () =>
      delegateAsk(services, actor, itemId, { person, why, isConfirmed }),
    );
    return refusal === null ? done(actor, said(actor).done.delegated(person.name)) : { errors: { to: refusal } };
  });

  onSubmit(listening, askIds.deferForm, async ({ actor, privateMetadata, values }) => {
    const until = filledIn(values).date("until");
    const { errors } = said(actor);
    if (until === null) return { errors: { until: errors.required } };
    if (until <= today(actor)) return { errors: { until: errors.later } };
    await deferAsk(services, actor, itemIn(privateMetadata), until);
    return done(actor, said(actor).done.deferred(shortDate(readerNow(actor), until)));
  });

  onSubmit(listening, askIds.completeForm, async ({ actor, privateMetadata, values, client }) => {
    const filled = filledIn(values);
    const { errors: texts, done: told } = said(actor);
    const { options, places, errors } = optionsIn(filled, texts);
    const [title, cost, neededBy] = [filled.text("title"), filled.text("cost"), filled.date("needed-by")];
    const [decider, recommended] = [filled.person("decider"), places.get(filled.option("recommended") ?? "")];
    if (title === "") errors.title = texts.required;
    if (cost === "") errors.cost = texts.required;
    if (decider === null) errors.decider = texts.required;
    if (recommended === undefined) errors.recommended = texts.recommendedEmpty;
    if (neededBy === null) errors["needed-by"] = texts.required;
    else if (neededBy < today(actor)) errors["needed-by"] = texts.past;
    const person = decider === null ? null : await listening.actorOf(decider, client);
    const unfit = person && (await refusalOf(languageOf(actor.locale), () => refuseWhoCannotAnswer(person)));
    if (unfit) errors.decider = unfit;
    if (Object.keys(errors).length > 0 || !person || neededBy === null || recommended === undefined) return { errors };
    const form = {
      title,
      kind: ASK_KINDS.find((kind) => kind === filled.option("kind")) ?? "decision",
      decider: person,
      options,
      recommended,
      why: filled.text("why"),
      neededBy,
      costOfWaiting: cost,
      evidence: filled.text("evidence"),
    };
    let code = "";
    const refusal = await refusalOf(languageOf(actor.locale), async () => {
      code = (await completeAsk(services, actor, itemIn(privateMetadata), form)).code;
    });
    return refusal === null ? done(actor, told.completed(code, person.name)) : { errors: { decider: refusal } };
  });

  onSubmit(listening, askIds.committeeForm, async ({ actor, privateMetadata, values }) => {
    const filled = filledIn(values);
    const { errors, done: told } = said(actor);
    const closesOn = filled.date("closes");
    const quorum = Number(filled.option("quorum") ?? 0);
    const isVote = filled.option("way") !== "chair";
    if (isVote && (closesOn === null || closesOn <= today(actor))) return { errors: { closes: errors.later } };
    const way =
      isVote && closesOn !== null ? { kind: "circulation" as const, quorum, closesOn } : { kind: "chair" as const };
    const { committee } = await putToCommittee(services, actor, itemIn(privateMetadata), way);
    return done(
      actor,
      way.kind === "chair"
        ? told.chair(committee.chair.name)
        : told.circulated(committee.members.length, longDate(readerNow(actor), way.closesOn)),
    );
  });

  onSubmit(listening, askIds.voteForm, async ({ actor, privateMetadata, values }) => {
    const { itemId, labels = [] } = askFormState.parse(JSON.parse(privateMetadata));
    const chosen = filledIn(values).option("option");
    const { errors, done: told } = said(actor);
    if (chosen === null) return { errors: { option: errors.required } };
    const option = chosen === ABSTAIN ? null : Number(chosen);
    await castVote(services, actor, itemId, option);
    return done(actor, option === null ? told.abstained : told.voted(labels[option] ?? ""));
  });
}

/**
 * The options as typed: the first line is the label, what follows its effect. `places`: field → index of its option;
 * a field left empty has none.
 */
function optionsIn(filled: Filled, texts: { required: string; label: string }) {
  const options: AskOption[] = [];
  const places = new Map<string, number>();
  const errors: Record<string, string> = {};
  for (const field of OPTION_FIELDS) {
    const [first = "", ...rest] = filled.text(field).trim().split("\n");
    const [label, effect] = [first.trim(), rest.join("\n").trim()];
    if (label.length > LONGEST_LABEL) errors[field] = texts.label;
    if (label === "") continue;
    places.set(field, options.length);
    options.push({ label, ...(effect && { effect }), doesNothing: field === "nothing" });
  }
  for (const needed of ["option1", "nothing"]) if (!places.has(needed)) errors[needed] = texts.required;
  return { options, places, errors };
}

function itemIn(privateMetadata: string): string {
  return askFormState.parse(JSON.parse(privateMetadata)).itemId;
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
