/** *Reached…* and *New date…* of a milestone: in its view and in the reminder of its owner. */

import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { programOf } from "../../programs/programs.ts";
import { type Listening, onPress, type SubmitResult, type Submitted } from "../../slack/listening.ts";
import { refuseWhereClosed } from "../failures.ts";
import { milestoneIds } from "../ids.ts";
import { type Item, refuseUnlessMayChangeItem } from "../items.ts";
import { itemFor } from "../reading.ts";
import { codeOf } from "../rules.ts";
import { registerTexts } from "../texts.ts";
import { isOverItem, showChanged, showOver } from "../views.ts";
import { moveForm, moveView, reachForm, reachView } from "./forms.ts";
import { moveMilestone, reachMilestone } from "./milestones.ts";
import { milestoneTexts } from "./texts.ts";

export function registerMilestoneListeners(listening: Listening<Person>, services: Services): void {
  /** For a form, which is not opened where it would be refused. */
  const toAct = async (actor: Person, id: string): Promise<Item> => {
    const item = await itemFor(services, actor, id);
    refuseWhereClosed(await programOf(services.db, item.workspace_id, item.program_id));
    await refuseUnlessMayChangeItem(services, services.db, actor, item);
    return item;
  };
  const todayOf = (actor: Person) => localDateOf(services.clock.now(), actor.zone);
  const saved = async (
    submitted: Pick<Submitted<Person>, "actor" | "belowId" | "client">,
    { isOverItem: isBelow }: { isOverItem: boolean },
    item: Item,
  ): Promise<SubmitResult> => {
    const notice = textsFor(registerTexts, submitted.actor).view.saved(codeOf(item));
    return showChanged(services, submitted, item, { isOverItem: isBelow, notice });
  };

  onPress(listening, milestoneIds.reach, async (press) => {
    const item = await toAct(press.actor, press.value);
    await showOver(press, reachView(readerOf(press.actor), item, todayOf(press.actor), isOverItem(press)));
  });

  onPress(listening, milestoneIds.move, async (press) => {
    const item = await toAct(press.actor, press.value);
    await showOver(press, moveView(readerOf(press.actor), item, isOverItem(press)));
  });

  reachForm.listen(listening, async ({ state, filled, ...submitted }) => {
    const { error } = textsFor(milestoneTexts, submitted.actor);
    if (filled.on > todayOf(submitted.actor)) return { errors: { on: error.future } };
    return saved(submitted, state, await reachMilestone(services, submitted.actor, state.itemId, filled.on));
  });

  moveForm.listen(listening, async ({ state, filled, ...submitted }) => {
    const { actor } = submitted;
    const { error } = textsFor(milestoneTexts, actor);
    if (filled.to < todayOf(actor)) return { errors: { to: error.past } };
    if ((await itemFor(services, actor, state.itemId)).due_on === filled.to) return { errors: { to: error.same } };
    const move = { to: filled.to, reason: filled.why };
    return saved(submitted, state, await moveMilestone(services, actor, state.itemId, move));
  });
}
