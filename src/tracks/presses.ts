/** What is pressed on steps and work requests: what is done at once, and the form of what needs words, a day or a choice. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { type Person, readerOf } from "../people/people.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import { checkChannel } from "../programs/channels.ts";
import { programOf } from "../programs/programs.ts";
import { context, escapeMrkdwn, option, section, shorten } from "../slack/blocks.ts";
import {
  type Content,
  optionalChannel,
  optionalDate,
  optionalMenu,
  optionalPerson,
  optionalText,
  ticks,
} from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { COMPOSITION_LIMITS, ELEMENT_LIMITS } from "../slack/limits.ts";
import { type Listening, onPress, onPressOf, type Press } from "../slack/listening.ts";
import { onShortcut } from "../slack/shortcuts.ts";
import { objectTo } from "./consulted.ts";
import { answerAsHeir } from "./leaving.ts";
import { raciOf } from "./raci.ts";
import { stepIds } from "./step-ids.ts";
import { titleIn } from "./step-messages.ts";
import { acceptStep, answerGate, completeStep, declineStep, giveStep, handBack, stepToRead } from "./steps.ts";
import { REQUESTER } from "./template.ts";
import { saveAsTemplate } from "./templates.ts";
import { trackTexts } from "./texts.ts";
import { stepsBefore, type TrackStep } from "./tracks.ts";
import { ACTS, workIds, workShortcuts } from "./work/ids.ts";
import { askForCapacity, holdWork, orderWork, resumeWork, startWork } from "./work/order.ts";
import { listUnderWay, workFailure, workRequestFor } from "./work/reading.ts";
import { askRequester, declineWork, LONGEST_TITLE, mergeWork, splitWork, withdrawWork } from "./work/requests.ts";
import { workTexts } from "./work/texts.ts";
import { listOffered, listWorkRequestTypes, takeTypes } from "./work/types.ts";
import { type Place, placeSchema, workView } from "./work/work-screen.ts";

const LONGEST_WORDS = 300;

/** `id`: of the item of a step, a track, a request, or a program that takes them; `what`: the step to which somebody objects. */
const pressedSchema = z.object({
  act: z.enum([...Object.values(stepIds), ...ACTS]),
  id: z.string(),
  what: z.string().default(""),
});
type Pressed = z.infer<typeof pressedSchema>;

/** An act shows those that it needs. */
const fields = z.object({
  checks: ticks(),
  choice: optionalMenu(),
  person: optionalPerson(),
  types: ticks(),
  channel: optionalChannel(),
  line: optionalText({ max: LONGEST_TITLE }),
  words: optionalText({ max: LONGEST_WORDS, isLong: true }),
  until: optionalDate(),
});
const actForm = new Form({ id: "track.act_form", state: pressedSchema, fields });
const NO_FIELDS = {
  checks: null,
  choice: null,
  person: null,
  types: null,
  channel: null,
  line: null,
  words: null,
  until: null,
};
type Fields = Partial<Record<keyof typeof NO_FIELDS, Content>>;

type Given = Omit<Partial<z.infer<typeof fields>>, "person"> & { person?: Person | null };

/** Returns whether it was done; else it needs what is asked in its form. */
async function perform(ctx: ActorContext, { act, id, what }: Pressed, given?: Given): Promise<boolean> {
  const { checks = [], types = [], channel = null, line = "", words = "" } = given ?? {};
  const choice = given?.choice ?? "";
  const until = given?.until ?? "";
  const person = given?.person;
  const acts: Partial<Record<Pressed["act"], () => Promise<unknown>>> = {
    [stepIds.accept]: () => acceptStep(ctx, { itemId: id }),
    [stepIds.approve]: () => answerGate(ctx, { itemId: id, reason: null }),
    [stepIds.take]: () => answerAsHeir(ctx, { trackId: id, reason: null }),
    start: () => startWork(ctx, { id }),
    up: () => orderWork(ctx, { id, to: "up" }),
    top: () => orderWork(ctx, { id, to: "top" }),
    resume: () => resumeWork(ctx, { id }),
    withdraw: () => withdrawWork(ctx, { id }),
    ...(given && {
      [stepIds.done]: () => completeStep(ctx, { itemId: id, checked: checks.length, note: words }),
      [stepIds.missing]: () =>
        choice === REQUESTER
          ? askRequester(ctx, { itemId: id, missing: words })
          : handBack(ctx, { itemId: id, to: choice, missing: words }),
      [stepIds.give]: async () => person && giveStep(ctx, { itemId: id, owner: person, note: words }),
      [stepIds.refuse]: () => answerGate(ctx, { itemId: id, reason: words }),
      [stepIds.decline]: () => decline(ctx, id, words),
      [stepIds.notMe]: () => answerAsHeir(ctx, { trackId: id, reason: words }),
      decline: () => declineWork(ctx, { id, reason: words }),
      split: () => splitWork(ctx, { id, title: line }),
      hold: () => holdWork(ctx, { id, until, because: line }),
      capacity: () => askForCapacity(ctx, { id, what: line, neededBy: until }),
      object: () => objectTo(ctx, { trackId: id, key: what, words: line }),
      same: () => mergeWork(ctx, { id, intoId: choice }),
      take: () => takeTypes(ctx, { programId: id, keys: types, channelId: channel }),
      template: () => saveAsTemplate(ctx, { trackId: id, name: line.trim() }),
    }),
  };
  await acts[act]?.();
  return act in acts;
}

/** A step of a work request: that is declined. */
async function decline(ctx: ActorContext, itemId: string, reason: string): Promise<void> {
  const { workRequest } = (await stepToRead(ctx, itemId)).step.track;
  await (workRequest ? declineWork(ctx, { id: workRequest.id, reason }) : declineStep(ctx, { itemId, reason }));
}

async function formFor(ctx: ActorContext, pressed: Pressed): Promise<ModalView> {
  const { send, save, step } = textsFor(trackTexts, ctx.actor);
  const { title, shown, below = [] } = await shownOf(ctx, pressed, step);
  const found = OF_STEPS.includes(pressed.act) ? await stepToRead(ctx, pressed.id) : null;
  const above = found ? [section(`*${escapeMrkdwn(titleIn(readerOf(ctx.actor), found.step))}*`)] : [];
  const submit = IS_SAVED.includes(pressed.act) ? save : send;
  return actForm.view({ state: pressed, title, submit, fields: { ...NO_FIELDS, ...shown }, above, below });
}

async function shownOf(
  ctx: ActorContext,
  { act, id }: Pressed,
  { act: labels, form: steps }: (typeof trackTexts.en)["step"],
): Promise<{ title: string; shown: Fields; below?: KnownBlock[] }> {
  const { db, actor } = ctx;
  const reader = readerOf(actor);
  const workspaceId = actor.workspace_id;
  const texts = textsFor(workTexts, actor).form;
  const isRequired = true;
  switch (act) {
    case stepIds.done: {
      const { checks, inHand } = (await stepToRead(ctx, id)).step;
      const options = checks.map((check, index) => option(String(index), textsFor(check, reader)));
      const words = { label: steps.note, ...(inHand && { hint: textsFor(inHand, reader) }) };
      const ticked = options.length > 0 && { checks: { label: steps.checks, options, isRequired } };
      return { title: labels.done, shown: { ...ticked, words } };
    }
    case stepIds.missing: {
      const { step, all } = await stepToRead(ctx, id);
      const asked = step.stage === "validation" ? [option(REQUESTER, steps.requester)] : [];
      const before = stepsBefore(step, all).filter(({ stands }) => stands.item_id !== null);
      const nameOf = (each: TrackStep) => shorten(titleIn(reader, each), COMPOSITION_LIMITS.optionText);
      const options = [...asked, ...before.map((each) => option(each.key, nameOf(each)))];
      const initial = options.length === 1 ? options[0]?.value : null;
      const choice = { label: steps.from, options, initial, isRequired };
      const words = { label: steps.missing, hint: steps.missingHint, isRequired };
      return { title: labels.missing, shown: { choice, words } };
    }
    case stepIds.give:
      return {
        title: steps.giveTitle,
        shown: { person: { label: steps.person, isRequired }, words: { label: steps.why } },
      };
    case "take": {
      const { title, label } = texts.lines.take;
      const all = (await listWorkRequestTypes(db, workspaceId)).slice(0, ELEMENT_LIMITS.checkboxes);
      const taken = await listOffered(db, workspaceId, { programId: id });
      const initial = taken.map(({ template }) => template.key);
      const options = all.map(({ key, name }) => option(key, textsFor(name, reader)));
      const { problems } = await raciOf(ctx, reader, await programOf(db, workspaceId, id), all);
      const below = problems.map((problem) => context(`⚠ ${escapeMrkdwn(problem.text)}`));
      const types = { label, hint: texts.typesHint, options, initial };
      return { title, shown: { types, channel: { label: texts.channel } }, below };
    }
    case "same": {
      const { title, label } = texts.lines.same;
      const { workRequest } = await workRequestFor(ctx, id);
      const others = (await listUnderWay(db, workRequest.program)).filter((other) => other.id !== id);
      if (others.length === 0) throw workFailure("WORK_ALONE");
      const options = others.map((other) =>
        option(other.id, `${workRequest.program.short_key}-W-${other.number} ${other.title}`),
      );
      return { title, shown: { choice: { label, hint: texts.sameHint, options, isRequired } } };
    }
    case "split":
    case "hold":
    case "capacity":
    case "template":
    case "object": {
      const { title, label } = texts.lines[act];
      const until = act === "hold" || act === "capacity" ? { until: { label: texts.until, isRequired } } : {};
      return { title, shown: { line: { label, isRequired }, ...until } };
    }
    default:
      return { title: steps.refuseTitle, shown: { words: { label: steps.reason, isRequired } } };
  }
}

const IS_SAVED: readonly Pressed["act"][] = ["take", "template"];
const OF_STEPS: readonly Pressed["act"][] = [stepIds.done, stepIds.missing, stepIds.give];
type Pressing = Pick<Press<Person>, "actor" | "client" | "view" | "open">;
const WITHOUT_WORDS: readonly Pressed["act"][] = [stepIds.done, stepIds.give];

export function listenToPresses(listening: Listening<Person>, services: Services): void {
  /** In the screen that is open, else in one of its own. */
  const show = async (press: Pressing, place: Partial<Place>) => {
    const { view, client } = press;
    const shown = await workView(services, press.actor, place);
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: shown });
    else await press.open(shown);
  };
  const pressed = async (press: Pressing, what: Pressed) => {
    const ctx = { ...services, actor: press.actor };
    if (!(await perform(ctx, what))) await press.open(await formFor(ctx, what));
    else if (press.view) await show(press, placeSchema.parse(JSON.parse(press.view.privateMetadata || "{}")));
  };
  onShortcut(listening, workShortcuts.ask, async ({ actor, open }) => open(await workView(services, actor)));
  for (const actionId of [workIds.list, workIds.program])
    onPress(listening, actionId, (press) => show(press, { programId: press.value }));
  onPressOf(listening, new RegExp(`^${workIds.page}:`), placeSchema, (press) => show(press, press.value));
  onPress(listening, workIds.open, (press) => show(press, { workRequestId: press.value }));
  onPressOf(listening, new RegExp(`^${workIds.act}:`), pressedSchema, (press) => pressed(press, press.value));
  for (const act of Object.values(stepIds))
    if (act !== stepIds.heirs) onPress(listening, act, (press) => pressed(press, { act, id: press.value, what: "" }));

  actForm.listenToShown(listening, async ({ actor, state, filled, client, belowId }) => {
    const ctx = { ...services, actor };
    const names = ["channel", "choice", "person", "checks", "until", "line", "words"] as const;
    const at = names.find((name) => name in filled) ?? "line";
    const isBlank = filled.line === "" || filled.words === "";
    if (isBlank && !WITHOUT_WORDS.includes(state.act))
      return { errors: { [filled.line === "" ? "line" : "words"]: textsFor(trackTexts, actor).required } };
    const refusal = await refusalOf(languageOf(actor.locale), async () => {
      const channel = filled.channel ? await checkChannel(client, filled.channel) : null;
      const person = filled.person ? await listening.actorOf(filled.person, client) : null;
      await perform(ctx, state, { ...filled, channel, person });
    });
    if (refusal !== null) return { errors: { [at]: refusal } };
    const isWork = !["object", "template"].includes(state.act) && ACTS.some((act) => act === state.act);
    const place = state.act === "take" ? { programId: state.id } : { workRequestId: state.id };
    if (belowId !== null && isWork)
      await client.views.update({ view_id: belowId, view: await workView(services, actor, place) });
    return { close: true };
  });
}
