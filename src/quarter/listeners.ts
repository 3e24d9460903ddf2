/** What is pressed in the messages after a quarter. */
import { z } from "zod";
import { type Person, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { option, section, sectionsOf, shorten } from "../slack/blocks.ts";
import { menu } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { COMPOSITION_LIMITS } from "../slack/limits.ts";
import { doneView, type Listening, onPressOf } from "../slack/listening.ts";
import { confirmAll, discuss, toDiscuss } from "./confirming.ts";
import { teamLines } from "./effect-message.ts";
import { tellTeamNow, toTell } from "./effects.ts";
import { decidedSchema, quarterIds, reviewSchema } from "./review-message.ts";
import { takeBack, toTakeBack } from "./taking-back.ts";
import { quarterTexts } from "./texts.ts";

export const discussForm = new Form({
  id: quarterIds.discussForm,
  state: reviewSchema,
  fields: z.strictObject({ program: menu() }),
});

export const tellForm = new Form({ id: quarterIds.tellForm, state: decidedSchema, fields: z.strictObject({}) });

export const takeBackForm = new Form({
  id: quarterIds.takeBackForm,
  state: decidedSchema,
  fields: z.strictObject({}),
});

const LONGEST_NAME = 200;

export function listenToQuarter(listening: Listening<Person>, services: Services): void {
  onPressOf(listening, quarterIds.confirm, reviewSchema, async ({ actor, value }) => {
    await confirmAll({ ...services, actor }, value);
  });

  onPressOf(listening, quarterIds.discuss, reviewSchema, async ({ actor, value, open }) => {
    const texts = textsFor(quarterTexts, readerOf(actor)).discuss;
    const { open: reviewed } = await toDiscuss({ ...services, actor }, value);
    await open(
      discussForm.view({
        state: value,
        title: texts.title,
        submit: texts.submit,
        close: texts.close,
        fields: {
          program: {
            label: texts.label,
            hint: texts.hint,
            options: reviewed.map(({ program: { id, title } }) =>
              option(id, shorten(title, COMPOSITION_LIMITS.optionText)),
            ),
          },
        },
      }),
    );
  });

  discussForm.listen(listening, async ({ actor, state, filled }) => {
    const { program } = await discuss({ ...services, actor }, { ...state, programId: filled.program });
    const texts = textsFor(quarterTexts, readerOf(actor)).discuss;
    return { show: doneView(readerOf(actor), texts.done(shorten(program.title, LONGEST_NAME))) };
  });

  onPressOf(listening, quarterIds.tell, decidedSchema, async ({ actor, value, open }) => {
    const reader = readerOf(actor);
    const texts = textsFor(quarterTexts, reader).tell;
    const lines = await teamLines(services.db, reader, await toTell({ ...services, actor }, value));
    await open(
      tellForm.view({
        state: value,
        title: texts.title,
        submit: texts.submit,
        close: texts.close,
        above: [section(texts.reads), ...sectionsOf(lines)],
        fields: {},
      }),
    );
  });

  tellForm.listen(listening, async ({ actor, state }) => {
    const count = await tellTeamNow({ ...services, actor }, state);
    return { show: doneView(readerOf(actor), textsFor(quarterTexts, readerOf(actor)).effect.told(count)) };
  });

  onPressOf(listening, quarterIds.takeBack, decidedSchema, async ({ actor, value, open }) => {
    const reader = readerOf(actor);
    const texts = textsFor(quarterTexts, reader).takeBack;
    const [said = ""] = await teamLines(services.db, reader, await toTakeBack({ ...services, actor }, value));
    await open(
      takeBackForm.view({
        state: value,
        title: texts.title,
        submit: texts.submit,
        close: texts.close,
        above: sectionsOf([said, texts.means]),
        fields: {},
      }),
    );
  });

  takeBackForm.listen(listening, async ({ actor, state }) => {
    const { title } = await takeBack({ ...services, actor }, state);
    const texts = textsFor(quarterTexts, readerOf(actor)).takeBack;
    return { show: doneView(readerOf(actor), texts.done(shorten(title, LONGEST_NAME))) };
  });
}
