/** The form in which work is asked for, or what is missing is added: the fields of its type. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Person } from "../../people/people.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { context, option, section, shorten } from "../../slack/blocks.ts";
import { optionalDate, optionalMenu, optionalText } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { shownBelow } from "../../slack/forms/view-below.ts";
import { COMPOSITION_LIMITS } from "../../slack/limits.ts";
import { type Listening, onPress, onSubmit } from "../../slack/listening.ts";
import { readMessageText } from "../../slack/read-markup.ts";
import { onMessageShortcut, permalinkTo } from "../../slack/shortcuts.ts";
import type { IntakeField } from "../template.ts";
import { trackTexts } from "../texts.ts";
import { workIds, workShortcuts } from "./action-ids.ts";
import { changeWork } from "./change-request.ts";
import { workRequestFor } from "./request-queries.ts";
import {
  type Answers,
  listOffered,
  neededByField,
  refusePastDay,
  titleField,
  unanswered,
  type WorkRequestType,
} from "./request-types.ts";
import { askForWork, completeIntake } from "./requests.ts";
import { workTexts } from "./texts.ts";
import { workView } from "./work-requests-screen.ts";

const INTAKE_FORM = "work.intake";
/** Also of the words of a message, for which the state of a modal has room. */
const LONGEST_ANSWER = 1000;

const stateSchema = z.object({
  /** What is added to; left out: it is asked for. */
  workRequestId: z.string().optional(),
  permalink: z.string().nullish(),
  /** Words of the message that it is made from. */
  words: z.string().optional(),
});
type IntakeState = z.infer<typeof stateSchema>;

const KINDS = {
  line: () => optionalText({ max: LONGEST_ANSWER }),
  text: () => optionalText({ max: LONGEST_ANSWER, isLong: true }),
  date: optionalDate,
  choice: optionalMenu,
};

const nameOf = (key: string) => `field:${key}`;

function formOf(fields: readonly IntakeField[]) {
  const kinds = Object.fromEntries(fields.map(({ key, kind }) => [nameOf(key), KINDS[kind]()]));
  return new Form({ id: INTAKE_FORM, state: stateSchema, fields: z.object({ type: optionalMenu(), ...kinds }) });
}

/** Of a request that is there already, or of the type that is wanted by its value or its program. */
async function asking(services: Services, actor: Person, wanted: string, given: IntakeState) {
  const seen =
    given.workRequestId === undefined ? null : await workRequestFor({ ...services, actor }, given.workRequestId);
  const offered = seen ? [] : await listOffered(services.db, actor.workspace_id);
  const chosen = offered.find((type) => [typeValue(type), type.program.id].includes(wanted)) ?? offered[0];
  const fields = seen?.workRequest.fields ?? chosen?.template.intake?.fields ?? [];
  // Of a message nothing is kept where nobody takes work requests.
  const state = seen || chosen ? given : {};
  const long = fields.find(({ kind }) => kind === "text") ?? titleField(fields);
  const words: Answers = state.words && long ? { [long.key]: state.words } : {};
  const answers = seen ? { ...seen.workRequest.answers, ...seen.workRequest.proposed } : words;
  const isToConfirm = seen !== null && !seen.hasStep && seen.workRequest.reached?.stage !== "validation";
  const isIncomplete = seen?.workRequest.isIncomplete ?? false;
  return { fields, answers, state, offered, chosen, isIncomplete, isToConfirm: isToConfirm && !isIncomplete };
}

async function intakeView(services: Services, actor: Person, wanted = "", given: IntakeState = {}): Promise<ModalView> {
  const asked = await asking(services, actor, wanted, given);
  const { fields, answers, state, offered, chosen, isIncomplete, isToConfirm } = asked;
  const texts = textsFor(workTexts, actor);
  const { send: submit, cancel: close } = textsFor(trackTexts, actor);
  const language = languageOf(actor.locale);
  const types = offered.map((type) => {
    const name = `${type.template.name[language]} · ${type.program.title}`;
    return option(typeValue(type), shorten(name, COMPOSITION_LIMITS.optionText));
  });
  const isToChoose = { isRequired: true, actionId: workIds.type, initial: chosen && typeValue(chosen) };
  const contents = fields.map(({ key, label, options: choices, isRequired }) => {
    const options = choices.map((each, index) => option(String(index), each[language]));
    return [nameOf(key), { label: label[language], options, isRequired, initial: answers[key] }];
  });
  const changeTitle = isIncomplete ? texts.form.addTitle : texts.change.title;
  const title = state.workRequestId === undefined ? texts.form.workRequestTitle : changeTitle;
  return formOf(fields).view({
    state,
    submit,
    close,
    title,
    fields: {
      ...Object.fromEntries(contents),
      type: types.length === 0 ? null : { label: texts.form.type, options: types, ...isToChoose },
    },
    above: [
      ...(types.length + fields.length > 0 ? [] : [section(texts.list.nowhere)]),
      ...(isToConfirm ? [context(texts.change.confirmedFirst)] : []),
    ],
  });
}

function typeValue({ program, template }: WorkRequestType): string {
  return `${program.id}:${template.key}`;
}

/** The type that is chosen, and what is filled in of these fields. */
function readIntake(fields: readonly IntakeField[], submitted: { privateMetadata: string; values: unknown }) {
  const { state, filled } = formOf(fields).opened(submitted);
  const given = new Map<string, string | null | undefined>(Object.entries(filled));
  const answers = fields.map(({ key }) => [key, given.get(nameOf(key)) ?? ""]);
  return { state, type: given.get("type") ?? "", answers: Object.fromEntries(answers) };
}

export function listenToIntake(listening: Listening<Person>, services: Services): void {
  onPress(listening, workIds.ask, async ({ actor, value, open }) => open(await intakeView(services, actor, value)));
  onPress(listening, workIds.add, async ({ actor, value, open }) =>
    open(await intakeView(services, actor, "", { workRequestId: value })),
  );

  onPress(listening, workIds.type, async ({ actor, value, view, client }) => {
    if (!view) return;
    const shown = await intakeView(services, actor, value, readIntake([], view).state);
    await client.views.update({ view_id: view.id, hash: view.hash, view: shown });
  });

  onMessageShortcut(listening, workShortcuts.fromMessage, async ({ actor, open, client, message }) => {
    const words = readMessageText(message.text, () => undefined);
    const permalink = await permalinkTo(client, message);
    await open(await intakeView(services, actor, "", { words: shorten(words, LONGEST_ANSWER), permalink }));
  });

  onSubmit(listening, INTAKE_FORM, async ({ actor, client, belowId, ...submitted }) => {
    const ctx = { ...services, actor };
    const { state, type } = readIntake([], submitted);
    const { workRequestId: id, permalink = null } = state;
    const { chosen, fields, answers: given, isIncomplete } = await asking(services, actor, type, state);
    const { answers } = readIntake(fields, submitted);
    const before = id === undefined ? {} : given;
    const errors = await problemsIn(services, actor, fields, { answers, before });
    if (errors !== null) return { errors };

    const refusal = await refusalOf(languageOf(actor.locale), async () => {
      const change = isIncomplete ? completeIntake : changeWork;
      if (id !== undefined) await change(ctx, { id, answers });
      else if (chosen)
        await askForWork(ctx, { programId: chosen.program.id, key: chosen.template.key, answers, permalink });
    });
    if (refusal !== null) return { errors: { [nameOf(fields[0]?.key ?? "")]: refusal } };
    return shownBelow(
      { client, belowId },
      await workView(services, actor, id === undefined ? {} : { workRequestId: id }),
    );
  });
}

/** At its field each that is to be mended; null: nothing is. */
async function problemsIn(
  { clock }: Services,
  actor: Person,
  fields: readonly IntakeField[],
  given: { answers: Answers; before: Answers },
): Promise<Record<string, string> | null> {
  const { required } = textsFor(trackTexts, actor);
  const wrong = unanswered(fields, given.answers).map((key) => [nameOf(key), required]);
  if (wrong.length > 0) return Object.fromEntries(wrong);
  const today = localDateOf(clock.now(), actor.zone);
  const pastDay = await refusalOf(languageOf(actor.locale), async () => refusePastDay(fields, given, today));
  return pastDay === null ? null : { [nameOf(neededByField(fields)?.key ?? "")]: pastDay };
}
