import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { type Listening, onPress } from "../../platform/slack/listening.ts";
import { changeIds } from "../ids.ts";
import { changeView } from "./blocks.ts";
import { showChange } from "./use-cases.ts";

export function registerChangeListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, changeIds.open, async (press) => {
    await press.open(changeView(readerOf(press.actor), await showChange(services, press.actor, press.value)));
  });
}
