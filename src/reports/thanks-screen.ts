/** The form of a word of thanks, and what opens it. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { option } from "../slack/blocks.ts";
import { menu, text } from "../slack/forms/fields.ts";
import { Form } from "../slack/forms/form.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { digestIds } from "./ids.ts";
import { pressedFromSchema, teamsToThank, thanksTexts, thankTeam } from "./thanks.ts";

const LONGEST_WORDS = 1000;

export const thanksForm = new Form({
  id: "thanks.form",
  state: pressedFromSchema,
  fields: z.object({ program: menu(), words: text({ isLong: true, max: LONGEST_WORDS }) }),
  required: (reader) => textsFor(thanksTexts, reader).form.required,
});

/** Of one program it stands there already. */
export function thanksView(
  reader: Reader,
  from: { digestId: string },
  programs: readonly { id: string; title: string }[],
): ModalView {
  const texts = textsFor(thanksTexts, reader).form;
  const offered = programs.slice(0, ELEMENT_LIMITS.selectOptions);
  const [only, ...others] = offered;
  return thanksForm.view({
    state: from,
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    fields: {
      program: {
        label: texts.program,
        options: offered.map(({ id, title }) => option(id, title)),
        initial: others.length === 0 ? only?.id : undefined,
      },
      words: { label: texts.words, placeholder: texts.example, hint: texts.hint },
    },
  });
}

export function registerThanksListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, digestIds.thank, async ({ actor, value: digestId, open }) =>
    open(thanksView(readerOf(actor), { digestId }, await teamsToThank(services, actor, { digestId }))),
  );

  thanksForm.listen(listening, async ({ actor, state: from, filled: { program, words }, viewId }) => {
    const { title } = await thankTeam(services, actor, { from, programId: program, words, viewId });
    return { show: doneView(readerOf(actor), textsFor(thanksTexts, actor).done(title)) };
  });
}
