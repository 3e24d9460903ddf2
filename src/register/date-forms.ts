/** *New date…* of an item, with a reason, and *Reached…* of a milestone: nothing else is asked. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerOf } from "../people/people.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { programOf } from "../programs/programs.ts";
import { words } from "../slack/blocks.ts";
import { date, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { type Listening, onPress, type SubmitResult, type Submitted } from "../slack/listening.ts";
import { showOver } from "../slack/stacked-views.ts";
import { moveItemTo, reachMilestone } from "./acts.ts";
import { codeOf } from "./codes-and-transitions.ts";
import { refuseWhereClosed } from "./failures.ts";
import { itemIds, milestoneIds } from "./ids.ts";
import { itemFor } from "./item-rights.ts";
import { type Item, refuseUnlessMayChangeItem } from "./items.ts";
import { milestoneTexts } from "./milestones.ts";
import { registerTexts } from "./texts.ts";
import { isOverItem, showChanged } from "./views.ts";

const state = z.strictObject({ itemId: z.string(), isOverItem: z.boolean() });
const required = (reader: Pick<Reader, "locale">) => textsFor(registerTexts, reader).error.required;

const moveForm = new Form({
  id: itemIds.moveForm,
  state,
  fields: z.object({ to: date(), why: text() }),
  required,
});
const reachForm = new Form({ id: milestoneIds.reachForm, state, fields: z.object({ on: date() }), required });

const aboveOf = (item: Item) => [words([{ text: item.title, bold: true }])];

function moveView(reader: Reader, item: Item, isOver: boolean): ModalView {
  const { form, newDate } = textsFor(registerTexts, reader);
  return moveForm.view({
    state: { isOverItem: isOver, itemId: item.id },
    title: newDate.to,
    submit: form.save,
    close: form.cancel,
    above: aboveOf(item),
    fields: { to: { label: newDate.to, initial: item.due_on }, why: { label: newDate.why } },
  });
}

function reachView(reader: Reader, item: Item, today: LocalDate, isOver: boolean): ModalView {
  const texts = textsFor(milestoneTexts, reader).reachedForm;
  return reachForm.view({
    state: { isOverItem: isOver, itemId: item.id },
    title: texts.title(codeOf(item)),
    submit: texts.submit,
    close: textsFor(registerTexts, reader).form.cancel,
    above: aboveOf(item),
    fields: { on: { label: texts.on, initial: today } },
  });
}

export function registerDateListeners(listening: Listening<Person>, services: Services): void {
  /** Checked before a form is opened. */
  const toAct = async (actor: Person, id: string): Promise<Item> => {
    const item = await itemFor({ ...services, actor }, { id });
    refuseWhereClosed(await programOf(services.db, item.workspace_id, item.program_id));
    await refuseUnlessMayChangeItem({ ...services, actor }, item);
    return item;
  };
  const todayOf = (actor: Person) => localDateOf(services.clock.now(), actor.zone);
  const saved = async (
    submitted: Pick<Submitted<Person>, "actor" | "belowId" | "client">,
    { itemId, isOverItem: isBelow }: z.infer<typeof state>,
  ): Promise<SubmitResult> => {
    // The message with the button is updated.
    if (!isBelow) return { closeAll: true };
    const item = await itemFor({ ...services, actor: submitted.actor }, { id: itemId });
    const notice = textsFor(registerTexts, submitted.actor).view.saved(codeOf(item));
    return showChanged(services, submitted, item, { isOverItem: true, notice });
  };

  onPress(listening, itemIds.move, async (press) => {
    const item = await toAct(press.actor, press.value);
    await showOver(press, moveView(readerOf(press.actor), item, isOverItem(press)));
  });

  onPress(listening, milestoneIds.reach, async (press) => {
    const item = await toAct(press.actor, press.value);
    await showOver(press, reachView(readerOf(press.actor), item, todayOf(press.actor), isOverItem(press)));
  });

  moveForm.listen(listening, async ({ state: about, filled: { to, why }, ...submitted }) => {
    const { actor } = submitted;
    if (to < todayOf(actor)) return { errors: { to: textsFor(registerTexts, actor).error.past } };
    const move = () => moveItemTo({ ...services, actor }, { id: about.itemId, to, reason: why });
    const refusal = await refusalOf(languageOf(actor.locale), move);
    return refusal === null ? saved(submitted, about) : { errors: { to: refusal } };
  });

  reachForm.listen(listening, async ({ state: about, filled: { on }, ...submitted }) => {
    if (on > todayOf(submitted.actor)) return { errors: { on: textsFor(registerTexts, submitted.actor).error.future } };
    await reachMilestone({ ...services, actor: submitted.actor }, { id: about.itemId, on });
    return saved(submitted, about);
  });
}
