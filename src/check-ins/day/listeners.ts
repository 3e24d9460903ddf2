import type { z } from "zod";
import { type Person, readerOf } from "../../people/people.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf, textsFor } from "../../platform/texts/language.ts";
import { tickedIn } from "../../register/items-in-check-in.ts";
import { lineOf } from "../../slack/blocks.ts";
import {
  type Listening,
  lineMessage,
  onPressOf,
  onSubmit,
  type Press,
  type SubmitResult,
} from "../../slack/listening.ts";
import { newAwayView } from "../away/listeners.ts";
import { promptIds, promptIdsSchema } from "../blocks.ts";
import { openCheckIns } from "../check-in-now.ts";
import { type FormFields, fieldsIn } from "../form/field-values.ts";
import { getPromptToAnswer, openForm, openOrSay, showForm } from "../form/opening.ts";
import { readForm, trackedIn } from "../form/reading.ts";
import { fieldsUnseen, stepsOffered } from "../form/view.ts";
import { laterView } from "../remind-later-form.ts";
import type { OpenForm } from "../rounds/context.ts";
import type { Prompt } from "../rounds/prompts.ts";
import { type ReadForm, type Submission, skipCheckIn, submitCheckIns } from "../saving.ts";
import { checkInTexts } from "../texts.ts";
import { blockAt, fieldsAt, isEmpty, promptsSharingForm } from "./prompts-sharing-form.ts";
import { type DayState, dayIds, dayMenu, dayStateSchema, dayView, roomForPlan } from "./view.ts";

type PressOfDay = Omit<Press<Person>, "value"> & { value: z.infer<typeof promptIdsSchema> };

interface Parts {
  listening: Listening<Person>;
  services: Services;
  /** So that what becomes of the message pressed on can be shown at once. */
  remember: (press: PressOfDay) => void;
}

export function listenToDay({ listening, services, remember }: Parts): void {
  onPressOf(listening, dayIds.open, promptIdsSchema, async (press) => {
    remember(press);
    await openDay(services, press);
  });

  onPressOf(listening, promptIds.unchanged, promptIdsSchema, async (press) => {
    remember(press);
    const given = new Map(press.value.promptIds.map((id): [string, Submission] => [id, { planUnchanged: true }]));
    const result = await submitCheckIns({ ...services, actor: press.actor }, { submissions: given });
    if ("errors" in result) return;
    const [refusal] = result.refused.values();
    if (refusal && result.stored.length === 0) throw refusal;
    if (refusal) await press.reply(lineMessage(lineOf(withOthersSaved(press.actor, refusal))));
  });

  dayMenu.listen(listening, async (press, choice, about) => {
    const { actor } = press;
    const prompts = await promptsTogether(services, actor, about);
    remember({ ...press, value: { promptIds: prompts.map(({ id }) => id) } });
    if (choice === "skip") {
      for (const { id } of prompts) await skipCheckIn({ ...services, actor }, { promptId: id });
      return;
    }
    const view =
      choice === "away" ? await newAwayView(services, actor) : laterView(actor, prompts, services.clock.now());
    await press.open(view);
  });

  onSubmit(listening, dayIds.form, ({ actor, privateMetadata, values }) =>
    saveDay(services, actor, dayStateSchema.parse(JSON.parse(privateMetadata)), fieldsIn(values)),
  );
}

/** One that is left of them has a form of its own. */
async function openDay(services: Services, press: PressOfDay): Promise<void> {
  const { actor, open, value } = press;
  const { forms, refused } = await openForms(services, actor, value.promptIds);
  const language = languageOf(readerOf(actor).locale);
  const [only, ...others] = forms;
  if (only && others.length === 0) {
    const besides = await showForm(services, { actor, open }, only, "current");
    if (besides) await press.reply(besides);
    return;
  }
  const notes = refused.map((refusal) => refusal.sentence(language));
  const busy = await openOrSay({ actor, open }, await dayView(services, actor, forms, notes));
  if (busy) await press.reply(busy);
}

/** A program that was left empty is not answered; one that takes no answer any more stops none of the others. */
async function saveDay(services: Services, actor: Person, state: DayState, shown: FormFields): Promise<SubmitResult> {
  const fields = state.map((_, place) => fieldsAt(place, shown));
  const given = new Map(
    state.map((one, place): [string, Submission] => [
      one.promptId,
      { read: readingOf(actor, fields[place] ?? {}, { ...one, room: roomForPlan(state) }) },
    ]),
  );
  const result = await submitCheckIns({ ...services, actor }, { submissions: given });

  const errors: Record<string, string> = {};
  for (const [place, { promptId }] of state.entries()) {
    const own =
      "errors" in result
        ? (result.errors.get(promptId) ?? {})
        : refusalAtFirst(actor, fields[place] ?? {}, result.refused.get(promptId), result.stored.length > 0);
    for (const [block, error] of Object.entries(own)) errors[blockAt(place, block)] = error;
  }
  if (Object.keys(errors).length > 0) return { errors };

  const [first] = Object.keys(shown);
  const isAnyStored = "stored" in result && result.stored.length > 0;
  return isAnyStored || first === undefined
    ? { close: true }
    : { errors: { [first]: textsFor(checkInTexts, readerOf(actor)).day.nothing } };
}

/** At the first field of a program that was filled in; empty: it was left empty, or is not refused. */
function refusalAtFirst(
  actor: Person,
  own: FormFields,
  refusal: DrumbeatError | undefined,
  areOthersSaved: boolean,
): Record<string, string> {
  const [first] = Object.keys(own);
  if (!refusal || first === undefined || isEmpty(own)) return {};
  return { [first]: areOthersSaved ? withOthersSaved(actor, refusal) : refusal.sentence(languageOf(actor.locale)) };
}

function readingOf(
  actor: Person,
  fields: FormFields,
  { planned, isAnswered, room }: DayState[number] & { room: number },
): ReadForm {
  return async (_tx, form) => {
    const { questions } = form;
    if (!isAnswered && isEmpty(fields)) return null;
    // What stands behind *More* is not in this form, and stays.
    const unseen = await fieldsUnseen(questions, { prefill: "current" }, form);
    const { answers, errors } = readForm(
      { ...unseen, ...fields },
      questions,
      readerOf(actor),
      await stepsOffered(form, planned, room),
      form.current?.answers,
    );
    if (Object.keys(errors).length > 0) return { errors };
    return { answers, about: tickedIn(fields), tracked: trackedIn(fields, questions) };
  };
}

function withOthersSaved(actor: Person, refusal: DrumbeatError): string {
  const reader = readerOf(actor);
  return textsFor(checkInTexts, reader).day.othersSaved(refusal.sentence(languageOf(reader.locale)));
}

/** Those that this person may answer now. Throws what stands against the first where there is none. */
async function openForms(
  services: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  promptIds: readonly string[],
): Promise<{ forms: OpenForm[]; refused: DrumbeatError[] }> {
  const forms: OpenForm[] = [];
  const refused: DrumbeatError[] = [];
  for (const promptId of promptIds)
    try {
      forms.push(await openForm(services, person, promptId));
    } catch (error) {
      if (!(error instanceof DrumbeatError)) throw error;
      refused.push(error);
    }
  if (forms.length === 0 && refused[0]) throw refused[0];
  return { forms, refused };
}

/** Those that share a form now with this one, or it alone. Throws as `getPromptToAnswer`. */
async function promptsTogether(
  services: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  promptId: string,
): Promise<Prompt[]> {
  const open = await openCheckIns(services, services.db, person);
  const own = open.filter(({ prompt }) => prompt.person_id === person.id);
  const together = promptsSharingForm(own).map(({ prompt }) => prompt);
  if (together.some(({ id }) => id === promptId)) return together;
  return [await getPromptToAnswer(services, person, promptId)];
}
