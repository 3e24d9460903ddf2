import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { type Listening, onPress } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { changeIds } from "../ids.ts";
import { showOwn } from "../own/use-cases.ts";
import { changeView } from "./blocks.ts";
import { changeTexts } from "./texts.ts";
import { showChange } from "./use-cases.ts";
import { sendChange } from "./use-cases-picture.ts";

export function registerChangeListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, changeIds.open, async (press) => {
    const { actor, value } = press;
    const shown = await showChange(services, actor, value);
    await press.open(changeView(readerOf(actor), shown, await showOwn(services, actor, value)));
  });

  onPress(listening, changeIds.send, async (press) => {
    await sendChange(services, press.actor, press.value);
    await press.reply({ text: textsFor(changeTexts, readerOf(press.actor)).onItsWay, blocks: [] });
  });
}
