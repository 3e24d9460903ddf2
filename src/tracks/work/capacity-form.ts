/** *Needs more capacity…*: asks the sponsor for people or money, and says how that is answered. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerOf } from "../../people/people.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { answerTexts, HOW_ANSWERED, optionsFor } from "../../register/requests/how-answered.ts";
import { option } from "../../slack/blocks.ts";
import { date, menuOf, optionalText, text } from "../../slack/forms/field-kinds.ts";
import { Form, type ShownFields } from "../../slack/forms/form.ts";
import { type Listening, onPress } from "../../slack/listening.ts";
import { pressedState, required } from "../step-forms.ts";
import { trackTexts } from "../texts.ts";
import { workIds } from "./action-ids.ts";
import { LONGEST_TITLE } from "./requests.ts";
import { workTexts } from "./texts.ts";
import type { CapacityAsked } from "./work-queue.ts";

const fields = z.object({
  line: text({ max: LONGEST_TITLE }),
  until: date(),
  how: menuOf(HOW_ANSWERED),
  options: optionalText({ isLong: true }),
});

export const capacityForm = new Form({ id: "work.capacity_form", state: pressedState, fields });

type Shown = ShownFields<typeof fields.shape>;

/** `shown`: what is in it already. */
export function viewOfCapacity(actor: Person, id: string, shown: Shown = {}): ModalView {
  const { lines, until } = textsFor(workTexts, actor).form;
  const answer = textsFor(answerTexts, actor);
  const how = shown.how ?? "words";
  const options = { label: answer.options, hint: answer.optionsHint, initial: shown.options, isRequired: true };
  return capacityForm.view({
    state: { id },
    title: lines.capacity.title,
    submit: textsFor(trackTexts, actor).send,
    fields: {
      line: { label: lines.capacity.label, initial: shown.line },
      until: { label: until, initial: shown.until },
      how: {
        label: answer.label,
        options: HOW_ANSWERED.map((each) => option(each, answer.how[each])),
        initial: how,
        actionId: workIds.howAnswered,
      },
      options: how === "options" ? options : null,
    },
  });
}

/** What was filled in, or what is wrong at which field. */
export function capacityIn(actor: Person, filled: Shown): CapacityAsked | { errors: Record<string, string> } {
  const { line, until, how = "words", options } = filled;
  const read = optionsFor({ how, options: options ?? "" });
  const errors = {
    ...(line === undefined && { line: required(actor) }),
    ...(until === undefined && { until: required(actor) }),
    // Sent before the field for them was shown.
    ...("error" in read && { [options === undefined ? "how" : "options"]: read.error(readerOf(actor)) }),
  };
  if (line === undefined || until === undefined || "error" in read) return { errors };
  return { what: line, neededBy: until, how, options: read.options };
}

/** The field for options comes and goes with the choice. */
export function listenToHowAnswered(listening: Listening<Person>): void {
  onPress(listening, workIds.howAnswered, async ({ actor, view: open, client }) => {
    if (!open) return;
    const { state, filled } = capacityForm.opened(open);
    const view = viewOfCapacity(actor, state.id, filled);
    await client.views.update({ view_id: open.id, hash: open.hash, view });
  });
}
