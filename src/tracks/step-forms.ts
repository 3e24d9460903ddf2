/** The forms of what is done with a step that takes words or a choice. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, readerAt, readerOf } from "../people/people.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { escapeMrkdwn, option, section, shorten } from "../slack/blocks.ts";
import {
  date,
  menu,
  optionalMenu,
  optionalPerson,
  optionalText,
  person,
  text,
  ticks,
} from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { COMPOSITION_LIMITS } from "../slack/limits.ts";
import { doneView, type Listening, type SubmitResult } from "../slack/listening.ts";
import { choiceAfter, whoField } from "./in-hand.ts";
import { lateTexts } from "./late-texts.ts";
import { answerAsHeir } from "./leaver-items.ts";
import { askAboutStep, giveStep, moveStep, sayStuck, stepToLookAfter } from "./look-after.ts";
import { effectOfMove } from "./move-effect.ts";
import { stepIds } from "./step-action-ids.ts";
import { titleIn } from "./step-messages.ts";
import { answerGate, completeStep, declineStep, handBack, stepToRead } from "./steps.ts";
import { REQUESTER } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { dueOf, stepsBefore, type TrackStep } from "./tracks.ts";
import { awayInWords, type WhileAway } from "./while-away.ts";
import { askRequester } from "./work/ask-requester.ts";
import { declineWork } from "./work/requests.ts";

const LONGEST_WORDS = 300;
const noteField = () => optionalText({ max: LONGEST_WORDS, isLong: true });

/** `id`: of the item of a step, a request, a program that takes them, or a track. */
export const pressedState = z.strictObject({ id: z.string() });

/** What a form of tracks says at a field that was left empty. */
export function required(actor: Pick<Person, "locale">): string {
  return textsFor(trackTexts, actor).required;
}

const doneForm = new Form({
  id: "step.done_form",
  state: pressedState,
  fields: z.object({ checks: ticks(), words: noteField(), who: optionalMenu() }),
});

const missingForm = new Form({
  id: "step.missing_form",
  state: pressedState,
  fields: z.object({ choice: menu(), words: text({ max: LONGEST_WORDS, isLong: true }) }),
  required,
});

const giveForm = new Form({
  id: "step.give_form",
  state: pressedState,
  fields: z.object({ person: person(), words: noteField() }),
  required,
});

const moveForm = new Form({
  id: "step.move_form",
  // `previewed`: the day whose effect is shown; empty: none.
  state: pressedState.extend({ previewed: z.string().default("") }),
  fields: z.object({ to: date(), words: noteField() }),
  required,
});

/** Of whoever answers for it to somebody, and of whoever has it to whoever answers for it. */
const askForm = new Form({
  id: "step.ask_form",
  state: pressedState.extend({ isStuck: z.boolean() }),
  fields: z.object({ person: optionalPerson(), words: text({ max: LONGEST_WORDS, isLong: true }) }),
  required,
});

const refuseForm = formOfReason("step.refuse_form");
const declineForm = formOfReason("step.decline_form");
const notMeForm = formOfReason("step.not_me_form");

/** One in which whoever says no says why. */
export function formOfReason(id: string) {
  const words = text({ max: LONGEST_WORDS, isLong: true });
  return new Form({ id, state: pressedState, fields: z.object({ words }), required });
}

type Asking = (typeof stepIds)["done" | "missing" | "give" | "move" | "ask" | "stuck" | "refuse" | "decline" | "notMe"];

/** `id`: of the item of a step; of a track for whoever is asked to take what somebody leaves. */
export async function stepFormFor(ctx: ActorContext, act: Asking, id: string): Promise<ModalView> {
  switch (act) {
    case stepIds.done:
      return viewOfDone(ctx, id);
    case stepIds.missing:
      return viewOfMissing(ctx, id);
    case stepIds.give:
      return viewOfGive(ctx, id);
    case stepIds.move:
      return viewOfMove(ctx, id);
    case stepIds.ask:
    case stepIds.stuck:
      return viewOfAsk(ctx, id, act === stepIds.stuck);
    case stepIds.refuse:
      return viewOfReason(ctx.actor, refuseForm, id);
    case stepIds.decline:
      return viewOfReason(ctx.actor, declineForm, id);
    case stepIds.notMe:
      return viewOfReason(ctx.actor, notMeForm, id);
  }
}

async function viewOfDone(ctx: ActorContext, itemId: string): Promise<ModalView> {
  const { actor } = ctx;
  const texts = textsFor(trackTexts, actor);
  const { act, form } = texts.step;
  const { step, all } = await stepToRead(ctx, itemId);
  const choice = await choiceAfter(ctx, { step, all }, readerAt(actor, ctx.clock.now()));
  const options = step.checks.map((check, index) => option(String(index), textsFor(check, actor)));
  return doneForm.view({
    state: { id: itemId },
    title: act.done,
    submit: texts.send,
    above: titleBlocks(actor, step),
    fields: {
      checks: options.length > 0 ? { label: form.checks, options, isRequired: true } : null,
      words: { label: form.note, hint: step.inHand && textsFor(step.inHand, actor) },
      who: choice && whoField(actor, choice, "goesOn"),
    },
  });
}

/** To which of the steps before it goes back; of a request that is looked at first, also to whoever asked. */
async function viewOfMissing(ctx: ActorContext, itemId: string): Promise<ModalView> {
  const { actor } = ctx;
  const texts = textsFor(trackTexts, actor);
  const { act, form } = texts.step;
  const { step, all } = await stepToRead(ctx, itemId);
  const before = stepsBefore(step, all).filter(({ stands }) => stands.item_id !== null);
  const nameOf = (each: TrackStep) => shorten(titleIn(readerOf(actor), each), COMPOSITION_LIMITS.optionText);
  const options = [
    ...(step.stage === "validation" ? [option(REQUESTER, form.requester)] : []),
    ...before.map((each) => option(each.key, nameOf(each))),
  ];

  return missingForm.view({
    state: { id: itemId },
    title: act.missing,
    submit: texts.send,
    above: titleBlocks(actor, step),
    fields: {
      choice: { label: form.from, options, initial: options.length === 1 ? options[0]?.value : null },
      words: { label: form.missing, hint: form.missingHint },
    },
  });
}

async function viewOfGive(ctx: ActorContext, itemId: string): Promise<ModalView> {
  const texts = textsFor(trackTexts, ctx.actor);
  const { form } = texts.step;
  const { step } = await stepToLookAfter(ctx, itemId);
  return giveForm.view({
    state: { id: itemId },
    title: form.giveTitle,
    submit: texts.send,
    above: titleBlocks(ctx.actor, step),
    fields: { person: { label: form.person }, words: { label: form.why } },
  });
}

interface PreviewedMove {
  to: LocalDate;
  words: string;
  /** What it does to what comes after. */
  lines: readonly string[];
}

async function viewOfMove(ctx: ActorContext, itemId: string, previewed?: PreviewedMove): Promise<ModalView> {
  const { form, notSaved } = textsFor(lateTexts, ctx.actor);
  const { step } = await stepToLookAfter(ctx, itemId);
  // Of an approval nothing but its date is kept.
  const words = step.state === "open" ? { label: form.why, isRequired: true, initial: previewed?.words } : null;
  const effect = previewed ? [section([...previewed.lines.map((line) => `⚠ ${line}`), notSaved].join("\n"))] : [];
  return moveForm.view({
    state: { id: itemId, previewed: previewed?.to ?? "" },
    title: form.to,
    submit: textsFor(trackTexts, ctx.actor).save,
    above: [...titleBlocks(ctx.actor, step), ...effect],
    fields: { to: { label: form.to, initial: previewed?.to ?? dueOf(step).on }, words },
  });
}

/** Whoever has it stands in the field already. */
async function viewOfAsk(ctx: ActorContext, itemId: string, isStuck: boolean): Promise<ModalView> {
  const { form } = textsFor(lateTexts, ctx.actor);
  const { step } = await stepToLookAfter(ctx, itemId);
  const { personId } = dueOf(step);
  const initial = personId === null ? null : (await getPerson(ctx.db, ctx.actor.workspace_id, personId)).slack_user_id;
  return askForm.view({
    state: { id: itemId, isStuck },
    title: isStuck ? form.stuckTitle : form.askTitle,
    submit: textsFor(trackTexts, ctx.actor).send,
    above: titleBlocks(ctx.actor, step),
    fields: {
      person: isStuck ? null : { label: form.person, hint: form.personHint, initial, isRequired: true },
      words: { label: form.words, hint: isStuck ? form.stuckHint : undefined },
    },
  });
}

function titleBlocks(actor: Person, step: TrackStep): KnownBlock[] {
  return [section(`*${escapeMrkdwn(titleIn(readerOf(actor), step))}*`)];
}

interface Reason {
  title: string;
  label: string;
  above: readonly KnownBlock[];
}

export function viewOfReason(
  actor: Person,
  reasonForm: ReturnType<typeof formOfReason>,
  id: string,
  asked: Partial<Reason> = {},
): ModalView {
  const texts = textsFor(trackTexts, actor);
  const { form } = texts.step;
  const { title = form.refuseTitle, label = form.reason, above = [] } = asked;
  return reasonForm.view({ state: { id }, title, submit: texts.send, above, fields: { words: { label } } });
}

/** `field`: at which it says why it is refused. */
export async function saved(actor: Person, field: string, act: () => Promise<unknown>): Promise<SubmitResult> {
  const refusal = await refusalOf(languageOf(actor.locale), act);
  return refusal === null ? { close: true } : { errors: { [field]: refusal } };
}

/** The same of words to somebody: where they are away, it says so. */
async function savedForReader(
  ctx: ActorContext,
  field: string,
  act: (ctx: ActorContext) => Promise<WhileAway | null>,
): Promise<SubmitResult> {
  const { actor, clock } = ctx;
  let away: WhileAway | null = null;
  const result = await saved(actor, field, async () => {
    away = await act(ctx);
  });
  const words = awayInWords(readerAt(actor, clock.now()), away);
  return "close" in result && words !== "" ? { show: doneView(actor, escapeMrkdwn(words)) } : result;
}

export function listenToStepForms(listening: Listening<Person>, services: Services): void {
  doneForm.listen(listening, async ({ actor, state: { id: itemId }, filled: { checks, words, who } }) =>
    // Where there are any, one is ticked.
    saved(actor, checks.length > 0 ? "checks" : "words", () =>
      completeStep({ ...services, actor }, { itemId, checked: checks.length, note: words, nextId: who ?? null }),
    ),
  );

  missingForm.listen(listening, async ({ actor, state: { id: itemId }, filled: { choice, words } }) => {
    const ctx = { ...services, actor };
    return savedForReader(ctx, "choice", () =>
      choice === REQUESTER
        ? askRequester(ctx, { itemId, missing: words })
        : handBack(ctx, { itemId, to: choice, missing: words }),
    );
  });

  giveForm.listen(listening, async ({ actor, client, state: { id: itemId }, filled }) =>
    saved(actor, "person", async () => {
      const owner = await listening.actorOf(filled.person, client);
      await giveStep({ ...services, actor }, { itemId, owner, note: filled.words });
    }),
  );

  moveForm.listen(listening, async ({ actor, state: { id: itemId, previewed }, filled: { to, words } }) => {
    const ctx = { ...services, actor };
    let lines: readonly string[] = [];
    const result = await saved(actor, "to", async () => {
      if (previewed !== to) lines = await effectOfMove(ctx, { itemId, to });
      if (lines.length === 0) await moveStep(ctx, { itemId, to, reason: words ?? "" });
    });
    if ("errors" in result || lines.length === 0) return result;
    return { show: await viewOfMove(ctx, itemId, { to, words: words ?? "", lines }) };
  });

  askForm.listen(listening, async ({ actor, client, state: { id: itemId, isStuck }, filled }) => {
    const ctx = { ...services, actor };
    const { words, person: chosen } = filled;
    if (isStuck || !chosen) return saved(actor, "words", () => sayStuck(ctx, { itemId, words }));
    return saved(actor, "person", async () => {
      const asked = await listening.actorOf(chosen, client);
      await askAboutStep(ctx, { itemId, person: asked, words });
    });
  });

  refuseForm.listen(listening, async ({ actor, state: { id: itemId }, filled }) =>
    savedForReader({ ...services, actor }, "words", (ctx) => answerGate(ctx, { itemId, reason: filled.words })),
  );

  declineForm.listen(listening, async ({ actor, state: { id: itemId }, filled }) =>
    saved(actor, "words", () => decline({ ...services, actor }, itemId, filled.words)),
  );

  notMeForm.listen(listening, async ({ actor, state: { id: trackId }, filled }) =>
    saved(actor, "words", () => answerAsHeir({ ...services, actor }, { trackId, reason: filled.words })),
  );
}

/** A step of a work request: that is declined. */
async function decline(ctx: ActorContext, itemId: string, reason: string): Promise<void> {
  const { workRequest } = (await stepToRead(ctx, itemId)).step.track;
  if (workRequest) await declineWork(ctx, { id: workRequest.id, reason });
  else await declineStep(ctx, { itemId, reason });
}
