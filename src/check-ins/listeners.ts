import { WRITTEN_TYPES } from "../cadences/questions/questions.ts";
import type { ResponseUrls } from "../delivery/response-urls.ts";
import { measuresInForm } from "../goals/awaited.ts";
import { measuresShown, numbersIn } from "../goals/measure-fields.ts";
import { type Person, readerAt } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { languageOf } from "../platform/texts/language.ts";
import { itemIds } from "../register/ids.ts";
import { chosenIn, trackedChoice } from "../register/items-in-check-in.ts";
import { type Listening, onPress, onPressOf, onSubmit, type Press, type SubmitResult } from "../slack/listening.ts";
import { showOver } from "../slack/stacked-views.ts";
import { newAwayView, registerAwayListeners, stopAskingView } from "./away/listeners.ts";
import { promptIds, promptMenu } from "./blocks.ts";
import { openWithSchema } from "./check-in-now.ts";
import { listenToDay } from "./day/listeners.ts";
import { type FormFields, fieldsIn, filledNumbers } from "./form/field-values.ts";
import { type FormState, formIds, formStateSchema, type Prefill } from "./form/form.ts";
import { getPromptToAnswer, openForm, showForm } from "./form/opening.ts";
import { readForm, trackedIn, wordsNotAsked } from "./form/reading.ts";
import { requestIn } from "./form/request-field.ts";
import { fieldsUnseen, formView, stepsOffered } from "./form/view.ts";
import { laterForm, laterView } from "./remind-later-form.ts";
import type { OpenForm } from "./rounds/context.ts";
import { type ReadForm, readAnswers, skipCheckIn, snoozeCheckIn, submitCheckIn } from "./saving.ts";

interface Parts {
  listening: Listening<Person>;
  services: Services;
  responseUrls: ResponseUrls;
  showWhy: (press: Press<Person>) => Promise<void>;
}

export function registerCheckInListeners(parts: Parts): void {
  const { listening, services } = parts;
  listenForPrompts(parts);
  listenToForm(parts);
  listenToDay({ listening, services, remember: (press) => remember(parts, press) });
  // On an item of the record: what was written where it was raised.
  onPress(listening, itemIds.readAnswer, async (press) => {
    await showOver(press, await readAnswers(services, press.actor, press.value));
  });

  onPress(listening, promptIds.readAnswers, async (press) => {
    const view = await readAnswers(services, press.actor, press.value);
    await press.open(view);
  });

  registerAwayListeners(listening, services);
}

function listenForPrompts(parts: Parts): void {
  const { listening, services, showWhy } = parts;
  onPress(listening, promptIds.open, async (press) => {
    remember(parts, press);
    await show(services, press, await openForm(services, press.actor, press.value), "current");
  });

  onPressOf(listening, promptIds.openWith, openWithSchema, async (press) => {
    remember(parts, press);
    const { promptId, ts } = press.value;
    await show(services, press, await openForm(services, press.actor, promptId), "current", ts);
  });

  onPress(listening, promptIds.same, async (press) => {
    remember(parts, press);
    const form = await openForm(services, press.actor, press.value);
    await show(services, press, form, "previous");
  });

  onPress(listening, promptIds.nothing, async (press) => {
    remember(parts, press);
    await submitCheckIn({ ...services, actor: press.actor }, { promptId: press.value, nothingToReport: true });
  });

  onPress(listening, promptIds.later, async (press) => {
    const prompt = await getPromptToAnswer(services, press.actor, press.value);
    const view = laterView(press.actor, [prompt], services.clock.now());
    await press.open(view);
  });

  promptMenu.listen(listening, async (press, choice, promptId) => {
    remember(parts, press);
    if (choice === "why") return showWhy(press);
    if (choice === "skip") return skipCheckIn({ ...services, actor: press.actor }, { promptId });
    const prompt = await getPromptToAnswer(services, press.actor, promptId);
    const view =
      choice === "stop"
        ? await stopAskingView(services, press.actor, prompt.id)
        : await newAwayView(services, press.actor);
    await press.open(view);
  });

  laterForm.listen(listening, async ({ actor, viewId, state, filled }) => {
    for (const promptId of state.promptIds)
      await snoozeCheckIn({ ...services, actor }, { promptId, at: filled.when, requestKey: viewId });
    return { close: true };
  });
}

function listenToForm(parts: Parts): void {
  const { listening, services } = parts;
  // What was pressed or chosen asks for more: the same view with the fields for it.
  for (const choosing of [formIds.more, formIds.changeRequest, formIds.howAnswered, ...PRESSED, trackedChoice])
    onPress(listening, choosing, async (press) => {
      const { view: open } = press;
      if (!open) return;
      const { promptId, ...state } = formStateSchema.parse(JSON.parse(open.privateMetadata));
      const form = await openForm(services, press.actor, promptId);
      const view = await formView(services, press.actor, form, {
        ...state,
        isMoreOpen: state.isMoreOpen || choosing === formIds.more,
        isRequestOpen: state.isRequestOpen || choosing === formIds.changeRequest,
        typed: fieldsIn(open.values),
      });
      await press.client.views.update({ view_id: open.id, hash: open.hash, view });
    });

  onSubmit(listening, formIds.callback, async ({ actor, privateMetadata, values }) => {
    const state = formStateSchema.parse(JSON.parse(privateMetadata));
    const shown = fieldsIn(values);
    const read = readingOf(services, actor, state, shown);
    const result = await submitCheckIn({ ...services, actor }, { promptId: state.promptId, read });
    return "errors" in result ? atTheirFields(services, actor, state, shown, result.errors) : { close: true };
  });
}

function remember(
  { responseUrls, services }: Parts,
  { place, responseUrl }: Pick<Press<Person>, "place" | "responseUrl">,
): void {
  if (place && responseUrl) responseUrls.remember(place, responseUrl, services.clock.now());
}

async function show(
  services: Services,
  press: Omit<Press<Person>, "value">,
  form: OpenForm,
  prefill: Prefill,
  ts?: string,
): Promise<void> {
  const { actor, open } = press;
  const besides = await showForm(services, { actor, open }, form, prefill, ts);
  if (besides) await press.reply(besides);
}

/** What was filled in, with what counts of the fields that are not shown. */
function readingOf(services: Services, actor: Person, state: FormState, shown: FormFields): ReadForm {
  const { clock } = services;
  return async (tx, before) => {
    const { questions, owner, program, current } = before;
    const fields = { ...(await fieldsUnseen(questions, state, before)), ...shown };
    const reader = readerAt(actor, clock.now());
    const steps = await stepsOffered(before, state.planned);
    const { answers, errors } = readForm(fields, questions, reader, steps, current?.answers);
    const { today } = reader;
    const chosen = chosenIn(fields, { language: languageOf(actor.locale), today });
    const asking = questions.find(({ feeds, type }) => feeds === "request" && WRITTEN_TYPES.includes(type));
    const asked = await requestIn({ clock }, tx, actor, fields, { ...before, question: asking, answers });
    const days = owner.id === actor.id ? measuresShown(Object.keys(fields)) : new Map<string, string>();
    const inForm = await measuresInForm({ ...services, db: tx }, actor, days);
    const awaited = inForm.filter(({ measure }) => measure.program_id === program.id);
    const numbers = numbersIn(filledNumbers(fields), awaited, { reader, today, sure: state.sure ?? [] });
    const jumps = numbers.jumps.map(({ sure, sentence }) => [`${JUMP}${sure}`, sentence]);
    const unasked = wordsNotAsked(shown, before, reader);
    Object.assign(errors, chosen.errors, asked.errors, numbers.errors, Object.fromEntries(jumps), unasked);
    if (Object.keys(errors).length > 0) return { errors };
    return {
      answers,
      tracked: trackedIn(fields, questions),
      request: asked.request,
      about: chosen.about,
      added: chosen.added,
      numbers,
    };
  };
}

/** What is chosen there shows what goes with it. */
const PRESSED = [formIds.status, formIds.recommendation] as const;

/** Before a number that jumps, in place of a block: it is said above the fields, and taken when it is saved again. */
const JUMP = "jump:";

/** With an error in a field that is not shown, all of them are. */
async function atTheirFields(
  services: Services,
  actor: Person,
  { promptId, ...state }: FormState,
  typed: FormFields,
  errors: Record<string, string>,
): Promise<SubmitResult> {
  const hidden = Object.entries(errors).filter(([block]) => !(block in typed));
  if (hidden.length < Object.keys(errors).length)
    return { errors: Object.fromEntries(Object.entries(errors).filter(([block]) => block in typed)) };
  const form = await openForm(services, actor, promptId);
  const jumps = hidden.flatMap(([block]) => (block.startsWith(JUMP) ? [block.slice(JUMP.length)] : []));
  const isElsewhere = hidden.length > jumps.length;
  const opening = {
    ...state,
    typed,
    isMoreOpen: state.isMoreOpen || isElsewhere,
    isRequestOpen: state.isRequestOpen || isElsewhere,
    sure: [...(state.sure ?? []), ...jumps],
    errors: hidden.map(([, error]) => error),
  };
  return { show: await formView(services, actor, form, opening) };
}
