/** *Later*: when one is reminded again. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import { textsFor } from "../platform/texts/language.ts";
import { addLocalDays, addMs, HOUR, instantOf, localDateOf } from "../platform/time.ts";
import { option, plainSection } from "../slack/blocks.ts";
import { radio } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { modal } from "../slack/modal.ts";
import { promptIds, promptIdsSchema } from "./blocks.ts";
import type { Prompt } from "./rounds/prompts.ts";
import { checkInTexts } from "./texts.ts";

export const laterForm = new Form({
  id: promptIds.laterForm,
  state: promptIdsSchema,
  fields: z.object({ when: radio() }),
  required: (reader) => textsFor(checkInTexts, reader).fieldErrors.required,
});

/** `prompts`: those that are asked together come back together. */
export function laterView(
  person: Person,
  prompts: readonly Pick<Prompt, "id" | "closes_at">[],
  now: Instant,
): ModalView {
  const state = { promptIds: prompts.map(({ id }) => id) };
  const closesAt = prompts.map((prompt) => prompt.closes_at).sort()[0] ?? now;
  const texts = textsFor(checkInTexts, person).laterForm;
  const tomorrow = addLocalDays(localDateOf(now, person.zone), 1);
  const choices = [
    { at: addMs(now, HOUR), label: texts.inOneHour },
    { at: addMs(now, 3 * HOUR), label: texts.inThreeHours },
    { at: instantOf(tomorrow, "09:00", person.zone), label: texts.tomorrow },
  ].filter(({ at }) => at < closesAt);
  const [first] = choices;
  if (!first)
    return modal({
      callback_id: promptIds.laterForm,
      private_metadata: JSON.stringify(state),
      title: texts.title,
      blocks: [plainSection(texts.none)],
    });
  const options = choices.map(({ at, label }) => option(at, label));
  const when = { label: texts.when, options, initial: first.at };
  return laterForm.view({ state, title: texts.title, submit: texts.submit, fields: { when } });
}
