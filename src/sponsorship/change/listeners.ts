import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { type Listening, onPress } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { changeIds } from "../ids.ts";
import { changeView } from "./blocks.ts";
import { changeTexts } from "./texts.ts";
import { showChange } from "./use-cases.ts";
import { sendChange } from "./use-cases-picture.ts";

export function registerChangeListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, changeIds.open, async (press) => {
    await press.open(changeView(readerOf(press.actor), await showChange(services, press.actor, press.value)));
  });

  onPress(listening, changeIds.send, async (press) => {
    await sendChange(services, press.actor, press.value);
    await press.reply({ text: textsFor(changeTexts, readerOf(press.actor)).onItsWay, blocks: [] });
  });
}
