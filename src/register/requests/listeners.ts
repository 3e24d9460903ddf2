/** Buttons and forms of requests. */
import { z } from "zod";
import { reachedInWords } from "../../calendars/reached.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Services } from "../../platform/services.ts";
import { list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { addMs, localDateOf } from "../../platform/time.ts";
import { actions, button, context, lineOf, option, section, shorten, words } from "../../slack/blocks.ts";
import { date, optionalMenu, optionalRadio, optionalText, person, radio, text } from "../../slack/forms/field-kinds.ts";
import { type Listening, lineMessage, onPress, onPressOf, type Press } from "../../slack/listening.ts";
import { LONGEST_TITLE } from "../codes-and-transitions.ts";
import type { Item } from "../repository.ts";
import { GIVEN, type RequestOption } from "../types/decisions-and-requests.ts";
import { askQuestion, delegate, offerOptions, postpone, reply } from "./acts.ts";
import { blockerIds, blockerTexts } from "./blocker-messages.ts";
import { requestBody, requestIds, requestMenu, takenValue } from "./cards.ts";
import { decide, storedLabel, UNDO_MS, undo } from "./decide.ts";
import { errorAt, requestForm } from "./define-request-form.ts";
import { blockerToEscalate, blockerToReplyTo, escalate, replyAboutBlocker } from "./due-requests.ts";
import { sayGiven } from "./given.ts";
import { answerTexts, LONGEST_LABEL, optionsIn } from "./how-answered.ts";
import { speakersFor } from "./notifications.ts";
import { choicesOf, findRequest, type Request } from "./request.ts";
import { requestTexts } from "./texts.ts";
import { castVote, committeeToAsk, requestToVoteOn, sendToCommittee } from "./votes.ts";
import { requestToDecide, requestToSpeakFor } from "./who-decides.ts";

/** `showWhy` explains why the message was sent; `showItem` shows the item anew where it was pressed in its own view. */
export function registerRequestListeners(
  listening: Listening<Person>,
  services: Services,
  showWhy: (press: Press<Person>) => Promise<void>,
  showItem: (press: Pick<Press<Person>, "actor" | "view" | "client">, itemId: string) => Promise<void>,
): void {
  for (const form of [
    decideForm,
    questionForm,
    replyForm,
    delegateForm,
    postponeForm,
    committeeForm,
    voteForm,
    optionsForm,
    escalateForm,
    blockerReplyForm,
  ])
    form.listen(listening, services);
  requestMenu.listen(listening, async (press, choice, itemId) => {
    if (choice === "why") await showWhy(press);
    else await (choice === "committee" ? committeeForm : postponeForm).open(services, press, itemId);
  });
  // The result replaces the buttons, with *Undo*.
  onPressOf(listening, new RegExp(`^${requestIds.take}:`), takenValue, async ({ actor, value: { id, ...taken } }) => {
    await decide({ ...services, actor }, { itemId: id, ...taken });
  });
  onPress(listening, new RegExp(`^${requestIds.given}:`), async (press) => {
    const { id, chosen } = press.element;
    const itemId = id.slice(requestIds.given.length + 1);
    const given = GIVEN.filter((each) => chosen.includes(each));
    await sayGiven({ ...services, actor: press.actor }, { itemId, given });
    await showItem(press, itemId);
  });
  onPress(listening, requestIds.undo, async (press) => {
    const { code } = await undo({ ...services, actor: press.actor }, { itemId: press.value });
    await press.reply(lineMessage(textsFor(requestTexts, press.actor).undone(code)));
  });
}

/** Who gets what is sent now later, and when; empty: all of them get it at once. `from`: when it goes; default: now. */
function notAtOnce(
  { db, clock, actor }: ActorContext,
  reader: Reader,
  personIds: readonly string[],
  { from = clock.now(), contact = "digest" }: { from?: Instant; contact?: "digest" | "notice" | "prompt" } = {},
): Promise<string> {
  return reachedInWords(db, reader, { workspaceId: actor.workspace_id, personIds }, { from, contact });
}

/** Shown once the form is sent; what goes at once is seen in the message below. */
function ifLater(later: string): string | undefined {
  return later === "" ? undefined : later;
}

async function speakers(ctx: ActorContext, itemId: string): Promise<string[]> {
  const item = await findRequest({ db: ctx.db, workspaceId: ctx.actor.workspace_id }, itemId);
  return item ? speakersFor(ctx, ctx.db, item) : [];
}

const long = () => text({ isLong: true });
const optionalLong = () => optionalText({ isLong: true });

/** Question, recommendation, cost and options, each once; and what else can be done with it. */
const decideForm = requestForm({
  id: requestIds.decide,
  fields: z.object({ option: optionalRadio(), words: optionalLong(), rationale: optionalLong() }),
  async view({ ctx, reader, itemId: value }) {
    const { request, hasCommittee } = await requestToDecide(ctx, { itemId: value });
    const { decide: texts, buttons } = textsFor(requestTexts, reader);
    const final = addMs(ctx.clock.now(), UNDO_MS);
    const later = await notAtOnce(ctx, reader, [request.requester.id], { from: final });
    const choices = choicesOf(request, reader);
    const effects = choices.flatMap(({ label, effect }) => (effect ? [[{ text: `${label} – ${effect}` }]] : []));
    const isCommitteeFirst = request.exceeds[ctx.actor.id]?.instead === "committee";
    const committee = hasCommittee ? [button(requestIds.committee, buttons.committee, { value })] : [];
    const further = actions(
      "request.further",
      ...(isCommitteeFirst ? committee : []),
      ...(request.waitsFor === "question" ? [] : [button(requestIds.question, buttons.question, { value })]),
      button(requestIds.delegate, buttons.delegate, { value }),
      ...(request.canPostpone ? [button(requestIds.postpone, buttons.postpone, { value })] : []),
      ...(isCommitteeFirst ? [] : committee),
    );
    return {
      request,
      title: texts.title,
      submit: texts.save,
      labels: choices.map(({ label }) => storedLabel(request, label)),
      asks: request.asks,
      above: [
        ...requestBody(reader, request, ctx.actor.id, { hasOptions: false }),
        ...(effects.length > 0 ? [words(...effects)] : []),
      ],
      fields: {
        option: choices.length === 0 ? null : { label: texts.how, options: offered(reader, request) },
        words: { label: choices.length === 0 ? texts.how : texts.words, hint: texts.wordsHint },
        rationale: { label: texts.rationale },
      },
      below: [
        context(lineOf(texts.consequence(request.requester.name, later))),
        ...(request.deciders.includes(ctx.actor.id) ? [further] : []),
      ],
    };
  },
  async save({ ctx, reader, itemId, labels, asks, filled: { option: chosen, words: own, rationale } }) {
    if (chosen === null && own === "") {
      const { needed, neededInWords } = textsFor(requestTexts, reader).decide;
      return { words: labels.length === 0 ? neededInWords : needed };
    }
    // Slack takes no choice back: who writes words after it means those.
    const index = Number(chosen);
    const choice = own === "" ? { option: index, label: labels[index] ?? "" } : { words: own };
    await decide(ctx, { itemId, ...choice, ...(asks && { asks }), ...(rationale !== "" && { rationale }) });
    return undefined;
  },
});

function offered(reader: Reader, request: Request) {
  const texts = textsFor(requestTexts, reader).decide;
  return choicesOf(request, reader).map(({ label }, index) =>
    option(String(index), index === request.recommended ? texts.recommended(label) : label),
  );
}

const questionForm = requestForm({
  id: requestIds.question,
  fields: z.object({ question: long() }),
  async view({ ctx, reader, itemId }) {
    const { request } = await requestToDecide(ctx, { itemId, right: "decide-request" });
    const { title, send, question, hint } = textsFor(requestTexts, reader).question;
    const later = await notAtOnce(ctx, reader, await speakers(ctx, itemId));
    const fields = { question: { label: question, hint: hint(shorten(request.requester.name, 80), later) } };
    return { request, title, submit: send, fields };
  },
  async save({ ctx, reader, itemId, filled }) {
    await askQuestion(ctx, { itemId, question: filled.question });
    return ifLater(await notAtOnce(ctx, reader, await speakers(ctx, itemId)));
  },
});

const replyForm = requestForm({
  id: requestIds.reply,
  fields: z.object({ answer: long() }),
  async view({ ctx, reader, itemId }) {
    const request = await requestToSpeakFor(ctx, { itemId });
    const { title, send, hint } = textsFor(requestTexts, reader).reply;
    const label = shorten(request.question?.question ?? "", 150) || title;
    const later = await notAtOnce(ctx, reader, request.deciders);
    const goes = later === "" ? hint(shorten(request.decider.name, 80)) : later;
    return { request, title, submit: send, fields: { answer: { label, hint: goes } } };
  },
  async save({ ctx, reader, itemId, filled }) {
    const { deciders } = await reply(ctx, { itemId, answer: filled.answer });
    return ifLater(await notAtOnce(ctx, reader, deciders));
  },
});

const delegateForm = requestForm({
  id: requestIds.delegate,
  fields: z.object({ to: person(), why: long() }),
  async view({ ctx, reader, itemId }) {
    const { request } = await requestToDecide(ctx, { itemId, right: "decide-request" });
    const { title, to, why, whyHint } = textsFor(requestTexts, reader).delegate;
    return { request, title, submit: title, fields: { to: { label: to }, why: { label: why, hint: whyHint } } };
  },
  async save({ ctx, reader, itemId, filled, personOf }) {
    const to = await personOf(filled.to);
    const errors = await errorAt("to", reader, () => delegate(ctx, { itemId, person: to, why: filled.why }));
    return errors ?? ifLater(await notAtOnce(ctx, reader, [to.id]));
  },
});

const postponeForm = requestForm({
  id: requestIds.postpone,
  fields: z.object({ until: date() }),
  async view({ ctx, reader, itemId }) {
    const { request } = await requestToDecide(ctx, { itemId, right: "decide-request" });
    const { title, until, hint } = textsFor(requestTexts, reader).postpone;
    const last = request.neededBy === null ? "" : longDate(reader, request.neededBy);
    const fields = { until: { label: until, hint: hint(last, shorten(request.requester.name, 60)) } };
    return { request, title, submit: title, fields };
  },
  save: ({ ctx, reader, itemId, filled }) =>
    errorAt("until", reader, () => postpone(ctx, { itemId, until: filled.until })),
});

const committeeForm = requestForm({
  id: requestIds.committee,
  fields: z.object({ options: optionalLong() }),
  async view({ ctx, reader, itemId }) {
    const { request, members, until } = await committeeToAsk(ctx, { itemId });
    const { title, send, vote, chair } = textsFor(requestTexts, reader).committee;
    const names = members.map(({ name }) => shorten(name, 60));
    const how = names.length > 1 ? vote(list(reader, names), longDate(reader, until)) : chair(names[0] ?? "");
    // They vote on what can be chosen.
    const isAsked = names.length > 1 && choicesOf(request, reader).length === 0;
    const { options: label, optionsHint: hint } = textsFor(answerTexts, reader);
    const options = isAsked ? { label, hint, isRequired: true } : null;
    const below = [section(lineOf(shorten(how, 2500)))];
    return { request, title, submit: send, fields: { options }, labels: isAsked ? [] : [""], below };
  },
  async save({ ctx, reader, itemId, labels, filled }) {
    const read = labels.length > 0 ? { options: [] } : optionsIn(filled.options);
    if ("error" in read) return { options: read.error(reader) };
    await sendToCommittee(ctx, { itemId, options: read.options });
    return undefined;
  },
});

const voteForm = requestForm({
  id: requestIds.vote,
  fields: z.object({ option: radio() }),
  async view({ ctx, reader, itemId }) {
    const request = await requestToVoteOn(ctx, { itemId });
    const { title, send, option: label } = textsFor(requestTexts, reader).vote;
    const own = request.votes.find(({ personId }) => personId === ctx.actor.id);
    const above = requestBody(reader, request, ctx.actor.id, { hasOptions: false });
    const initial = own && String(own.option);
    return {
      request,
      title,
      submit: send,
      above,
      fields: { option: { label, options: offered(reader, request), initial } },
    };
  },
  async save({ ctx, itemId, filled }) {
    await castVote(ctx, { itemId, option: Number(filled.option) });
    return undefined;
  },
});

/** The options that whoever asks writes; the last one is to do nothing. */
export const OPTION_FIELDS = ["option1", "option2", "option3", "nothing"] as const;
type OptionField = (typeof OPTION_FIELDS)[number];

const optionsForm = requestForm({
  id: requestIds.details,
  fields: z.object({
    title: text({ max: LONGEST_TITLE }),
    decider: person(),
    option1: optionalLong(),
    option2: optionalLong(),
    option3: optionalLong(),
    nothing: optionalLong(),
    recommended: optionalMenu(),
    why: optionalLong(),
    "needed-by": date(),
    cost: optionalLong(),
  }),
  async view({ ctx, reader, itemId }) {
    const request = await requestToSpeakFor(ctx, { itemId });
    const decider = await getPerson(ctx.db, ctx.actor.workspace_id, request.decider.id);
    const texts = textsFor(requestTexts, reader).options;
    const written = request.options.filter(({ doesNothing }) => !doesNothing);
    const fieldOf = (each: RequestOption): OptionField | undefined =>
      each.doesNothing ? "nothing" : OPTION_FIELDS[written.indexOf(each)];
    const labels = {
      option1: texts.option(1),
      option2: texts.option(2),
      option3: texts.option(3),
      nothing: texts.nothing,
    };
    const optionField = (name: OptionField) => {
      const given = request.options.find((each) => fieldOf(each) === name);
      return { label: labels[name], initial: [given?.label, given?.effect].filter(Boolean).join("\n") };
    };
    const recommended = request.recommended === null ? undefined : request.options[request.recommended];
    return {
      title: texts.title,
      submit: texts.save,
      fields: {
        title: { label: texts.question, initial: request.title, hint: texts.questionHint },
        decider: { label: texts.decider, initial: decider.slack_user_id },
        option1: { ...optionField("option1"), hint: texts.optionHint },
        option2: optionField("option2"),
        option3: optionField("option3"),
        nothing: optionField("nothing"),
        recommended: {
          label: texts.recommended,
          options: OPTION_FIELDS.map((name) => option(name, labels[name])),
          initial: recommended && fieldOf(recommended),
        },
        why: { label: texts.why, initial: request.why },
        "needed-by": { label: texts.neededBy, initial: request.neededBy },
        cost: { label: texts.cost, initial: request.costOfWaiting },
      },
    };
  },
  async save({ ctx, reader, itemId, filled, personOf }) {
    const texts = textsFor(requestTexts, reader).options;
    const { title, "needed-by": neededBy, cost: costOfWaiting, why } = filled;
    const { options, places, errors } = optionsFilled(filled, reader);
    const recommended = filled.recommended === null ? null : (places.get(filled.recommended) ?? null);
    if (filled.recommended !== null && recommended === null) errors.recommended = texts.recommendedEmpty;
    if (neededBy < localDateOf(ctx.clock.now(), ctx.actor.zone)) errors["needed-by"] = texts.past;
    if (Object.keys(errors).length > 0) return errors;
    const decider = await personOf(filled.decider);
    const offer = { title, decider, options, recommended, why, neededBy, costOfWaiting };
    return (await errorAt("decider", reader, () => offerOptions(ctx, { itemId, ...offer }))) ?? texts.saved;
  },
});

/**
 * The options as typed: the first line is the label, what follows its effect. `places`: field → index of its option;
 * a field left empty has none.
 */
function optionsFilled(filled: Record<OptionField, string>, reader: Reader) {
  const { tooLong } = textsFor(requestTexts, reader).options;
  const { error } = textsFor(answerTexts, reader);
  const options: RequestOption[] = [];
  const places = new Map<string, number>();
  const errors: Record<string, string> = {};
  for (const field of OPTION_FIELDS) {
    const [first = "", ...rest] = filled[field].trim().split("\n");
    const label = first.trim();
    const effect = rest.join("\n").trim();
    if (label.length > LONGEST_LABEL) errors[field] = tooLong;
    if (label === "") continue;
    if (options.some((each) => each.label === label)) errors[field] = error.again(shorten(label, 40));
    places.set(field, options.length);
    options.push({ label, ...(effect && { effect }), doesNothing: field === "nothing" });
  }
  const [only] = places.keys();
  if (options.length === 1 && only !== undefined) errors[only] ??= error.alone;
  return { options, places, errors };
}

export const escalateForm = requestForm({
  id: blockerIds.escalate,
  fields: z.object({ words: text({ isLong: true, max: 1000 }) }),
  async view({ ctx, reader, itemId }) {
    const { item, to } = await blockerToEscalate(ctx, { itemId });
    const texts = textsFor(blockerTexts, reader);
    const fields = { words: { label: texts.words(shorten(to.name, 80)), hint: texts.wordsHint } };
    return { title: texts.escalateTitle, submit: texts.send, above: titleAbove(item), fields };
  },
  async save({ ctx, reader, itemId, filled }) {
    const { id } = await escalate(ctx, { itemId, note: filled.words });
    return ifLater(await notAtOnce(ctx, reader, [id], { contact: "prompt" }));
  },
});

export const blockerReplyForm = requestForm({
  id: blockerIds.reply,
  fields: z.object({ words: text({ isLong: true, max: 1000 }) }),
  async view({ ctx, reader, itemId }) {
    const { item, to } = await blockerToReplyTo(ctx, { itemId });
    const texts = textsFor(blockerTexts, reader);
    const names = to.map(({ name }) => name);
    const label = texts.replyWords(shorten(list(reader, names), 100));
    return { title: texts.replyTitle, submit: texts.send, above: titleAbove(item), fields: { words: { label } } };
  },
  async save({ ctx, reader, itemId, filled }) {
    const to = await replyAboutBlocker(ctx, { itemId, note: filled.words });
    const names = to.map(({ name }) => shorten(name, 80));
    const ids = to.map(({ id }) => id);
    const later = await notAtOnce(ctx, reader, ids, { contact: "notice" });
    return [textsFor(blockerTexts, reader).replySent(list(reader, names)), later].join(" ").trim();
  },
});

function titleAbove(item: Item) {
  return [words([{ text: item.title, bold: true }])];
}
