/** What is pressed and filled in about work requests: from the command, the shortcuts, messages and the screen. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../../app/capability.ts";
import type { ActorContext } from "../../people/actors.ts";
import { type Person, readerOf } from "../../people/people.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf, textsFor } from "../../platform/texts/language.ts";
import { checkChannel } from "../../programs/channels.ts";
import { option, shorten } from "../../slack/blocks.ts";
import {
  type Content,
  optionalChannel,
  optionalDate,
  optionalMenu,
  optionalText,
  ticks,
} from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { ELEMENT_LIMITS } from "../../slack/limits.ts";
import { type Listening, onPress, onPressOf, onSubmit, type Press } from "../../slack/listening.ts";
import { readMessageText } from "../../slack/read-markup.ts";
import { onMessageShortcut, onShortcut, permalinkTo } from "../../slack/shortcuts.ts";
import { trackTexts } from "../texts.ts";
import { objectTo } from "./consulted.ts";
import { ACTS, type WorkAct, workIds, workShortcuts } from "./ids.ts";
import {
  INTAKE_FORM,
  type IntakeState,
  intakeErrors,
  intakeView,
  readIntake,
  readIntakeState,
  typeValue,
} from "./intake-form.ts";
import { askForCapacity, holdWork, orderWork, resumeWork, startWork } from "./order.ts";
import { fieldsOf, listUnderWay, requestFor } from "./reading.ts";
import { askForWork, completeIntake, LONGEST_TITLE, mergeWork, splitWork, withdrawWork } from "./requests.ts";
import { takeTypes } from "./taking.ts";
import { workTexts } from "./texts.ts";
import { listOffered, listRequestTypes, titleField } from "./types.ts";
import { type Place, placeSchema, workView } from "./work-screen.ts";

const actSchema = z.object({ act: z.enum(ACTS), id: z.string(), what: z.string() });
type Acting = z.infer<typeof actSchema>;

/** Of an act that needs words, a day or a choice: those of the fields that it needs. */
const actForm = new Form({
  id: "work.act_form",
  state: actSchema,
  fields: z.object({
    line: optionalText({ max: LONGEST_TITLE }),
    until: optionalDate(),
    into: optionalMenu(),
    types: ticks(),
    channel: optionalChannel(),
  }),
});
type FieldName = "line" | "until" | "into" | "types" | "channel";

export function workCommand(services: Services): NamedCommand<Person> {
  return {
    word: "work",
    otherWords: { en: ["work requests", "intake"], fr: ["demandes"] },
    help: (reader) => textsFor(workTexts, reader).help,
    label: (reader) => textsFor(workTexts, reader).title,
    async handle({ actor, client, triggerId }) {
      await client.views.open({ trigger_id: triggerId, view: await workView(services, actor) });
      return null;
    },
  };
}

export function listenToWork(listening: Listening<Person>, services: Services): void {
  /** In the screen that is open, else in one of its own. */
  const show = async (press: Pick<Press<Person>, "actor" | "client" | "view" | "open">, place: Partial<Place>) => {
    const { view, client } = press;
    const shown = await workView(services, press.actor, place);
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: shown });
    else await press.open(shown);
  };
  onShortcut(listening, workShortcuts.ask, async ({ actor, open }) => open(await workView(services, actor)));
  for (const actionId of [workIds.list, workIds.program])
    onPress(listening, actionId, (press) => show(press, { programId: press.value }));
  onPressOf(listening, new RegExp(`^${workIds.page}:`), placeSchema, (press) => show(press, press.value));
  onPress(listening, workIds.open, (press) => show(press, { requestId: press.value }));
  onPressOf(listening, new RegExp(`^${workIds.act}:`), actSchema, async (press) => {
    const ctx = { ...services, actor: press.actor };
    const done = await act(ctx, press.value);
    if (!done) return press.open(await formFor(ctx, press.value));
    await show(press, placeSchema.parse(JSON.parse(press.view?.privateMetadata || "{}")));
  });
  actForm.listenToShown(listening, async ({ actor, state, filled, client, belowId }) => {
    const ctx = { ...services, actor };
    const refusal = await refusalOf(languageOf(actor.locale), async () => {
      const channelId = filled.channel ? await checkChannel(client, filled.channel) : null;
      await act(ctx, state, { ...filled, channelId });
    });
    const fields: FieldName[] = ["channel", "into", "until", "line"];
    if (refusal !== null) return { errors: { [fields.find((name) => name in filled) ?? "line"]: refusal } };
    const place = state.act === "take" ? { programId: state.id } : { requestId: state.id };
    if (belowId !== null) await client.views.update({ view_id: belowId, view: await workView(services, actor, place) });
    return { close: true };
  });
  listenToIntake(listening, services);
}

interface Given {
  line?: string;
  until?: string | null;
  into?: string | null;
  types?: string[];
  channelId?: string | null;
}

/** Returns whether it was done; else it needs what is asked in its form. */
async function act(ctx: ActorContext, { act: name, id, what }: Acting, given?: Given): Promise<boolean> {
  const { line = "", until, into, types = [], channelId = null } = given ?? {};
  const acts: Partial<Record<WorkAct, () => Promise<unknown>>> = {
    start: () => startWork(ctx, { id }),
    up: () => orderWork(ctx, { id, to: "up" }),
    down: () => orderWork(ctx, { id, to: "down" }),
    top: () => orderWork(ctx, { id, to: "top" }),
    resume: () => resumeWork(ctx, { id }),
    withdraw: () => withdrawWork(ctx, { id }),
    ...(given && {
      split: () => splitWork(ctx, { id, title: line }),
      hold: () => holdWork(ctx, { id, until: until ?? "", because: line }),
      capacity: () => askForCapacity(ctx, { id, what: line, neededBy: until ?? "" }),
      object: () => objectTo(ctx, { requestId: id, what, words: line }),
      same: () => mergeWork(ctx, { id, intoId: into ?? "" }),
      take: () => takeTypes(ctx, { programId: id, keys: types, channelId }),
    }),
  };
  await acts[name]?.();
  return name in acts;
}

async function formFor(ctx: ActorContext, state: Acting): Promise<ModalView> {
  const { db, actor } = ctx;
  const texts = textsFor(workTexts, actor);
  const { [state.act]: [title = "", label = ""] = [] }: Partial<Record<WorkAct, string[]>> = texts.form.lines;
  const shown: Partial<Record<FieldName, Content>> = {};
  if (state.act === "take") {
    const taken = await listOffered(db, actor.workspace_id, { programId: state.id });
    const all = (await listRequestTypes(db, actor.workspace_id)).slice(0, ELEMENT_LIMITS.checkboxes);
    const options = all.map(({ key, name }) => option(key, name[languageOf(actor.locale)]));
    shown.types = { label, hint: texts.form.typesHint, options, initial: taken.map(({ template }) => template.key) };
    shown.channel = { label: texts.form.channel };
  } else if (state.act === "same") {
    const { request } = await requestFor(ctx, state.id);
    const others = (await listUnderWay(db, request.program)).filter(({ id }) => id !== state.id);
    const options = others.map(({ id, number, title: name }) =>
      option(id, `${request.program.short_key}-W-${number} ${name}`),
    );
    shown.into = {
      label,
      hint: texts.form.sameHint,
      options: options.slice(0, ELEMENT_LIMITS.selectOptions),
      isRequired: true,
    };
  } else {
    shown.line = { label, isRequired: true };
    if (state.act === "hold" || state.act === "capacity") shown.until = { label: texts.form.until, isRequired: true };
  }
  const { line = null, until = null, into = null, types = null, channel = null } = shown;
  return actForm.view({
    ...{ state, title, submit: texts.form.send, close: textsFor(trackTexts, actor).cancel },
    fields: { line, until, into, types, channel },
  });
}

function listenToIntake(listening: Listening<Person>, services: Services): void {
  /** `wanted`: the type that is chosen, or the program that takes it. */
  const asking = async (actor: Person, wanted: string, given: IntakeState = {}) => {
    const offered = await listOffered(services.db, actor.workspace_id);
    const chosen = offered.find((type) => [typeValue(type), type.program.id].includes(wanted)) ?? offered[0];
    const fields = chosen?.template.intake?.fields ?? [];
    // Of a message nothing is kept where nobody takes work requests.
    const state = chosen ? given : {};
    const long = fields.find(({ kind }) => kind === "text") ?? titleField(fields);
    const answers = !state.words || !long ? {} : { [long.key]: state.words };
    return { view: intakeView(readerOf(actor), { fields, answers, state, offered, chosen }), chosen, fields };
  };
  onPress(listening, workIds.ask, async ({ actor, value, open }) => open((await asking(actor, value)).view));
  onPress(listening, workIds.type, async ({ actor, value, view, client }) => {
    if (!view) return;
    const shown = await asking(actor, value, readIntakeState(view.privateMetadata));
    await client.views.update({ view_id: view.id, hash: view.hash, view: shown.view });
  });
  onMessageShortcut(listening, workShortcuts.fromMessage, async ({ actor, open, client, message }) => {
    const words = shorten(
      readMessageText(message.text, () => undefined),
      LONGEST_WORDS,
    );
    await open((await asking(actor, "", { words, permalink: await permalinkTo(client, message) })).view);
  });
  onPress(listening, workIds.add, async ({ actor, value: requestId, open }) => {
    const { request } = await requestFor({ ...services, actor }, requestId);
    const { answers } = request;
    await open(intakeView(readerOf(actor), { fields: fieldsOf(request), answers, state: { requestId } }));
  });
  onSubmit(listening, INTAKE_FORM, async ({ actor, privateMetadata, values, client, belowId }) => {
    const ctx = { ...services, actor };
    const { requestId, permalink = null } = readIntakeState(privateMetadata);
    const { type, answers } = readIntake(values);
    const { chosen, fields } = await asking(actor, type ?? "");
    const asked = requestId === undefined ? fields : fieldsOf((await requestFor(ctx, requestId)).request);
    const errors = intakeErrors(readerOf(actor), asked, answers);
    if (errors) return { errors };
    if (requestId !== undefined) await completeIntake(ctx, { id: requestId, answers });
    else if (chosen)
      await askForWork(ctx, { programId: chosen.program.id, key: chosen.template.key, answers, permalink });
    const view = await workView(services, actor, requestId === undefined ? {} : { requestId });
    if (belowId === null) return { show: view };
    await client.views.update({ view_id: belowId, view });
    return { close: true };
  });
}

/** State of a modal has room for them. */
const LONGEST_WORDS = 1000;
