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
import { teamLines, tellSchema } from "./effect-message.ts";
import { tellTeamNow, toTell } from "./effects.ts";
import { quarterIds, reviewSchema } from "./review-message.ts";
import { quarterTexts } from "./texts.ts";

export const discussForm = new Form({
  id: quarterIds.discussForm,
  state: reviewSchema,
  fields: z.strictObject({ program: menu() }),
});

export const tellForm = new Form({ id: quarterIds.tellForm, state: tellSchema, fields: z.strictObject({}) });

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

  onPressOf(listening, quarterIds.tell, tellSchema, async ({ actor, value, open }) => {
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
}
