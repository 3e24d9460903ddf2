import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { codeOf } from "../rules.ts";
import { registerTexts } from "../texts.ts";
import { closeItem, mergeItems } from "../use-cases-acts.ts";
import { itemFor } from "../use-cases-reading.ts";
import { showOver, viewOfItem } from "../views.ts";
import { sameForm, sameView, tidyingMenu } from "./blocks.ts";
import { tidyingTexts } from "./texts.ts";
import { keepItem, othersOf } from "./use-cases.ts";

export function registerTidyingListeners(listening: Listening<Person>, services: Services): void {
  tidyingMenu.listen(listening, async (press, choice, itemId) => {
    const { actor } = press;
    switch (choice) {
      case "keep":
        await keepItem(services, actor, itemId);
        return;
      case "done":
        await closeItem(services, actor, itemId, "");
        return;
      case "drop":
        await closeItem(services, actor, itemId, "", "dropped");
        return;
      case "open":
        return showOver(press, await viewOfItem(services, actor, itemId));
      case "same": {
        const item = await itemFor(services, actor, itemId);
        const others = await othersOf(services, actor, item);
        const none = textsFor(tidyingTexts, actor).noOther(codeOf(item));
        const reader = readerOf(actor);
        return showOver(press, others.length === 0 ? doneView(reader, none) : sameView(reader, item, others));
      }
    }
  });

  sameForm.listen(listening, async ({ actor, state: { itemId: id }, filled: { kept: keptId } }) => {
    const { gone, kept } = await mergeItems(services, actor, { id, keptId });
    const { view } = textsFor(registerTexts, actor);
    return { show: await viewOfItem(services, actor, kept.id, view.merged(codeOf(gone), codeOf(kept))) };
  });
}
