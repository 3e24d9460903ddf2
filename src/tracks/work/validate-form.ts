/** *Validate…*: those that are ticked are taken, sent back to whoever asked, or declined. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../../people/actors.ts";
import { namesOf, type Person, readerAt } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { programOf } from "../../programs/programs.ts";
import { context, countLeft, escapeMrkdwn, option, section } from "../../slack/blocks.ts";
import { optionalMenu, optionalText, radioOf, ticks } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { ELEMENT_LIMITS } from "../../slack/limits.ts";
import { doneView, type Listening, type SubmitResult } from "../../slack/listening.ts";
import { choiceAfter, whoField } from "../in-hand.ts";
import { pressedState } from "../step-forms.ts";
import { trackTexts } from "../texts.ts";
import { awayInWords } from "../while-away.ts";
import { type WorkRequest, workFailure } from "./request-queries.ts";
import { workTexts } from "./texts.ts";
import { listToValidate, VERDICTS, validateSeveral, validationOf } from "./validate.ts";
import { workView } from "./work-requests-screen.ts";

const LONGEST_WORDS = 300;
/** Slack has room for ten ticks in a field. */
const PARTS = ["ticked1", "ticked2", "ticked3", "ticked4", "ticked5", "ticked6"] as const;
const MOST_TICKS = PARTS.length * ELEMENT_LIMITS.checkboxes;

const validateForm = new Form({
  id: "work.validate_form",
  state: pressedState,
  fields: z.object({
    verdict: radioOf(VERDICTS),
    words: optionalText({ max: LONGEST_WORDS, isLong: true }),
    who: optionalMenu(),
    ticked1: ticks(),
    ticked2: ticks(),
    ticked3: ticks(),
    ticked4: ticks(),
    ticked5: ticks(),
    ticked6: ticks(),
  }),
  required: (reader) => textsFor(trackTexts, reader).required,
});

/** `programId`: whose requests. Throws WORK_NONE_TO_VALIDATE. */
export async function viewOfValidate(ctx: ActorContext, programId: string): Promise<ModalView> {
  const { db, actor, clock } = ctx;
  const reader = readerAt(actor, clock.now());
  const texts = textsFor(workTexts, reader);
  const all = await listToValidate(ctx, await programOf(db, actor.workspace_id, programId));
  if (all.length === 0) throw workFailure("WORK_NONE_TO_VALIDATE");

  const shown = all.slice(0, MOST_TICKS);
  const names = await namesOf(
    db,
    actor.workspace_id,
    shown.map(({ requester_id: id }) => id),
  );
  const optionOf = (workRequest: WorkRequest) => {
    const { needed_by: neededBy, requester_id: requesterId } = workRequest;
    const needed = neededBy === null ? "" : texts.validate.needed(shortDate(reader, neededBy));
    const facts = [names.get(requesterId) ?? "", needed].filter(Boolean).join(" · ");
    return option(workRequest.id, `${workRequest.code} ${workRequest.title}`, facts);
  };
  const part = (place: number) => {
    const first = place * ELEMENT_LIMITS.checkboxes;
    const options = shown.slice(first, first + ELEMENT_LIMITS.checkboxes).map(optionOf);
    if (options.length === 0) return null;
    return { label: texts.validate.which(first + 1, first + options.length), options };
  };
  const checks = shown.flatMap((each) => validationOf(each, actor.id)?.checks ?? []);
  const choice = await choiceAfterTaking(ctx, shown, reader);
  const said = [...new Set(checks.map((check) => textsFor(check, reader)))];
  const [ticked1, ticked2, ticked3, ticked4, ticked5, ticked6] = PARTS.map((_, place) => part(place));
  return validateForm.view({
    state: { id: programId },
    title: texts.act.validate,
    submit: textsFor(trackTexts, actor).send,
    above: said.length === 0 ? [] : [section(escapeMrkdwn(texts.validate.says(said)))],
    fields: {
      verdict: {
        label: texts.validate.verdict,
        options: VERDICTS.map((each) => option(each, texts.validate.verdicts[each])),
        initial: "take",
      },
      words: { label: texts.validate.words, hint: texts.validate.wordsHint },
      who: choice && whoField(actor, choice, "goesOn"),
      ticked1: ticked1 ?? null,
      ticked2: ticked2 ?? null,
      ticked3: ticked3 ?? null,
      ticked4: ticked4 ?? null,
      ticked5: ticked5 ?? null,
      ticked6: ticked6 ?? null,
    },
    below: all.length > shown.length ? [countLeft(all.length - shown.length), context(texts.validate.later)] : [],
  });
}

/** Of the first of them after which begins what several can do. */
async function choiceAfterTaking(ctx: ActorContext, shown: readonly WorkRequest[], reader: Reader) {
  const types = new Map(shown.map((each) => [each.track.template_id, each]));
  for (const workRequest of types.values()) {
    const step = validationOf(workRequest, ctx.actor.id);
    const choice = step && (await choiceAfter(ctx, { step, all: workRequest.steps }, reader));
    if (choice) return choice;
  }
  return null;
}

export function listenToValidate(listening: Listening<Person>, services: Services): void {
  validateForm.listen(listening, async ({ actor, state: { id: programId }, filled, client, belowId }) => {
    const texts = textsFor(workTexts, actor).validate;
    const { verdict, words, who } = filled;
    const ids = PARTS.flatMap((part) => filled[part]);
    const errors = {
      ...(ids.length === 0 && { ticked1: texts.tick }),
      ...(verdict !== "take" && words.trim() === "" && { words: textsFor(trackTexts, actor).required }),
    };
    if (Object.keys(errors).length > 0) return { errors };

    const { done, refused, away } = await validateSeveral(
      { ...services, actor },
      { ids, verdict, words, nextId: who ?? null },
    );
    const sentences = refused.map((error) => error.sentence(languageOf(actor.locale)));
    if (done.length === 0) return { errors: { ticked1: sentences.slice(0, MOST_SENTENCES).join(" ") } };
    if (belowId !== null)
      await client.views.update({ view_id: belowId, view: await workView(services, actor, { programId }) });
    const reader = readerAt(actor, services.clock.now());
    const notes = new Set(away.map((each) => awayInWords(reader, each)));
    if (refused.length + notes.size === 0 && belowId !== null) return { close: true };
    const lines = [texts.done[verdict](done.length), ...notes, ...sentences].map(escapeMrkdwn);
    return { show: doneView(actor, lines.join("\n")) } satisfies SubmitResult;
  });
}

/** Slack’s errors at fields are short. */
const MOST_SENTENCES = 3;
