import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Answers, Question } from "../cadences/questions.ts";
import type { ResponseUrls } from "../delivery/response-urls.ts";
import { type Person, peopleByIds, peopleBySlackIds, readerOf } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { option, plain } from "../platform/slack/blocks.ts";
import { type Listening, onPress, onSubmit, type Press } from "../platform/slack/listening.ts";
import { dateAndTime, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, addMs, HOUR, instantOf, localDateOf } from "../platform/time.ts";
import { promptIds } from "./blocks.ts";
import { checkInForm, formIds, formStateSchema, readForm } from "./form.ts";
import { roundView } from "./round-context.ts";
import { checkInTexts } from "./texts.ts";
import {
  goAway,
  type OpenForm,
  openForm,
  readAnswers,
  skipCheckIn,
  snoozeCheckIn,
  submitCheckIn,
} from "./use-cases.ts";

const promptState = z.strictObject({ promptId: z.string() });

export function registerCheckInListeners(
  listening: Listening<Person>,
  services: Services,
  responseUrls: ResponseUrls,
): void {
  const remember = (press: Press<Person>) => {
    if (press.place && press.responseUrl) responseUrls.remember(press.place, press.responseUrl, services.clock.now());
  };

  onPress(listening, promptIds.open, async (press) => {
    remember(press);
    const form = await openForm(services, press.actor, press.value);
    await press.client.views.open({
      trigger_id: press.triggerId,
      view: await formView(services, press.actor, form, { prefill: "current", expanded: false }),
    });
  });

  onPress(listening, promptIds.same, async (press) => {
    remember(press);
    const form = await openForm(services, press.actor, press.value);
    await press.client.views.open({
      trigger_id: press.triggerId,
      view: await formView(services, press.actor, form, { prefill: "previous", expanded: false }),
    });
  });

  onPress(listening, promptIds.nothing, async (press) => {
    remember(press);
    await submitCheckIn(services, press.actor, press.value, { nothingToReport: true });
  });

  onPress(listening, promptIds.later, async (press) => {
    const { prompt } = await openForm(services, press.actor, press.value);
    const view = laterView(press.actor, prompt.id, services.clock.now(), prompt.closes_at);
    await press.client.views.open({ trigger_id: press.triggerId, view });
  });

  onPress(listening, promptIds.menu, async (press) => {
    remember(press);
    const [choice, promptId = ""] = press.value.split(":");
    const { prompt } = await openForm(services, press.actor, promptId);
    const view = choice === "skip" ? skipView(press.actor, prompt.id) : awayView(press.actor, services.clock.now());
    await press.client.views.open({ trigger_id: press.triggerId, view });
  });

  onPress(listening, promptIds.readAnswers, async (press) => {
    const view = await readAnswers(services, press.actor, press.value);
    await press.client.views.open({ trigger_id: press.triggerId, view });
  });

  onPress(listening, formIds.more, async (press) => {
    if (!press.view) return;
    const state = formStateSchema.parse(JSON.parse(press.view.privateMetadata));
    const form = await openForm(services, press.actor, state.promptId);
    await press.client.views.update({
      view_id: press.view.id,
      hash: press.view.hash,
      view: await formView(services, press.actor, form, { prefill: "current", expanded: true }),
    });
  });

  onSubmit(listening, formIds.callback, async ({ actor, privateMetadata, values }) => {
    const { promptId } = formStateSchema.parse(JSON.parse(privateMetadata));
    const result = await submitCheckIn(services, actor, promptId, {
      async read(tx, questions) {
        const { answers, errors } = readForm(values, questions, readerOf(actor));
        if (Object.keys(errors).length > 0) return { errors };
        return { answers: await withPersonIds(tx, actor, questions, answers) };
      },
    });
    return "errors" in result ? result : { close: true };
  });

  onSubmit(listening, promptIds.skipForm, async ({ actor, privateMetadata, values }) => {
    const { promptId } = promptState.parse(JSON.parse(privateMetadata));
    const reason = skipValues.parse(values).reason.value.value ?? "";
    if (!reason.trim()) return { errors: { reason: textsFor(checkInTexts, actor).fieldErrors.required } };
    await skipCheckIn(services, actor, promptId, reason);
    return { close: true };
  });

  onSubmit(listening, promptIds.laterForm, async ({ actor, viewId, privateMetadata, values }) => {
    const { promptId } = promptState.parse(JSON.parse(privateMetadata));
    const chosen = laterValues.parse(values).when.value.selected_option?.value;
    if (!chosen) return { errors: { when: textsFor(checkInTexts, actor).fieldErrors.required } };
    await snoozeCheckIn(services, actor, promptId, chosen, viewId);
    return { close: true };
  });

  onSubmit(listening, promptIds.awayForm, async ({ actor, values }) => {
    const until = awayValues.parse(values).until.value.selected_date;
    if (!until) return { errors: { until: textsFor(checkInTexts, actor).fieldErrors.required } };
    await goAway(services, actor, until);
    return { close: true };
  });
}

const skipValues = z.object({ reason: z.object({ value: z.object({ value: z.string().nullish() }) }) });
const laterValues = z.object({
  when: z.object({ value: z.object({ selected_option: z.object({ value: z.string() }).nullish() }) }),
});
const awayValues = z.object({ until: z.object({ value: z.object({ selected_date: z.string().nullish() }) }) });

/** The form as this person gets it now: filled with what they answered, or with last time's answers. */
export async function formView(
  { db, clock }: Pick<Services, "db" | "clock">,
  person: Person,
  { prompt, context, current, previous }: OpenForm,
  { prefill, expanded }: { prefill: "current" | "previous"; expanded: boolean },
): Promise<ModalView> {
  const reader = readerOf(person);
  const texts = textsFor(checkInTexts, reader);
  const { questions, cadence } = context;
  const now = clock.now();
  const view = roundView(context, reader);
  const initial =
    current?.answers ?? (prefill === "previous" && previous ? withoutColours(questions, previous.answers) : {});
  const next = questions.find((question) => question.feeds === "next");
  const lastNext = next && previous?.answers[next.key];
  const notes = [
    view.round,
    prompt.due_at < now ? texts.form.late(dateAndTime(reader, prompt.due_at)) : null,
    prompt.opens_at > now ? texts.form.early(dateAndTime(reader, prompt.opens_at)) : null,
    texts.whoReads[cadence.disclosure],
  ];
  return checkInForm({
    reader,
    promptId: prompt.id,
    heading: `${view.cadence} · ${view.program}`,
    notes: notes.filter((note) => note !== null),
    questions,
    initial: await withSlackIds(db, person, questions, initial),
    lastNext: typeof lastNext === "string" ? lastNext : null,
    expanded,
  });
}

/** A colour is never carried over by one click, nor the confidence in it. */
function withoutColours(questions: readonly Question[], answers: Answers): Answers {
  const carried = questions.filter((question) => question.feeds !== "health" && question.feeds !== "confidence");
  return Object.fromEntries(
    carried.flatMap(({ key }) => {
      const value = answers[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function laterView(person: Person, promptId: string, now: string, closesAt: string): ModalView {
  const texts = textsFor(checkInTexts, person).laterForm;
  const tomorrow = addLocalDays(localDateOf(now, person.zone), 1);
  const choices = [
    { at: addMs(now, HOUR), label: texts.inOneHour },
    { at: addMs(now, 3 * HOUR), label: texts.inThreeHours },
    { at: instantOf(tomorrow, "09:00", person.zone), label: texts.tomorrow },
  ].filter(({ at }) => at < closesAt);
  const form = {
    type: "modal" as const,
    callback_id: promptIds.laterForm,
    title: plain(texts.title),
    private_metadata: JSON.stringify({ promptId } satisfies z.infer<typeof promptState>),
  };
  if (choices.length === 0) return { ...form, blocks: [{ type: "section", text: plain(texts.none) }] };
  const options = choices.map(({ at, label }) => option(at, label));
  const [first] = options;
  return {
    ...form,
    submit: plain(texts.submit),
    blocks: [
      {
        type: "input",
        block_id: "when",
        label: plain(texts.when),
        element: { type: "radio_buttons", action_id: "value", options, ...(first && { initial_option: first }) },
      },
    ],
  };
}

function skipView(person: Person, promptId: string): ModalView {
  const texts = textsFor(checkInTexts, person).skipForm;
  return {
    type: "modal",
    callback_id: promptIds.skipForm,
    title: plain(texts.title),
    submit: plain(texts.submit),
    private_metadata: JSON.stringify({ promptId } satisfies z.infer<typeof promptState>),
    blocks: [
      {
        type: "input",
        block_id: "reason",
        label: plain(texts.reason),
        element: { type: "plain_text_input", action_id: "value", max_length: 500 },
      },
    ],
  };
}

export function awayView(person: Person, now: string): ModalView {
  const texts = textsFor(checkInTexts, person).awayForm;
  return {
    type: "modal",
    callback_id: promptIds.awayForm,
    title: plain(texts.title),
    submit: plain(texts.submit),
    blocks: [
      {
        type: "input",
        block_id: "until",
        label: plain(texts.until),
        hint: plain(texts.hint),
        element: { type: "datepicker", action_id: "value", initial_date: localDateOf(now, person.zone) },
      },
    ],
  };
}

/** People are chosen by Slack's ids and kept by ours. */
async function withPersonIds(
  db: Db | Tx,
  actor: Person,
  questions: readonly Question[],
  answers: Answers,
): Promise<Answers> {
  return mapPeople(questions, answers, async (slackIds) => {
    const people = await peopleBySlackIds(db, actor.workspace_id, slackIds);
    return slackIds.map((id) => people.find((person) => person.slack_user_id === id)?.id ?? id);
  });
}

async function withSlackIds(db: Db, actor: Person, questions: readonly Question[], answers: Answers): Promise<Answers> {
  return mapPeople(questions, answers, async (ids) => {
    const people = await peopleByIds(db, actor.workspace_id, ids);
    return people.map((person) => person.slack_user_id);
  });
}

async function mapPeople(
  questions: readonly Question[],
  answers: Answers,
  map: (ids: string[]) => Promise<string[]>,
): Promise<Answers> {
  const mapped = { ...answers };
  for (const { key, type } of questions) {
    const value = answers[key];
    if (type === "people" && Array.isArray(value)) mapped[key] = await map(value);
  }
  return mapped;
}
