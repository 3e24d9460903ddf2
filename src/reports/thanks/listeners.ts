import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress, type Press } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { type PressedFrom, thanksForm, thanksView } from "./blocks.ts";
import { thanksIds } from "./ids.ts";
import { thanksTexts } from "./texts.ts";
import { teamsToThank, thankTeam } from "./use-cases.ts";

export function registerThanksListeners(listening: Listening<Person>, services: Services): void {
  const opens = async ({ actor, open }: Press<Person>, from: PressedFrom) =>
    open(thanksView(readerOf(actor), from, await teamsToThank(services, actor, from)));
  onPress(listening, thanksIds.open, async (press) => opens(press, { digestId: press.value }));
  onPress(listening, thanksIds.team, async (press) => opens(press, { programId: press.value }));

  thanksForm.listen(listening, async ({ actor, state: from, filled: { program, words }, viewId }) => {
    const { title } = await thankTeam(services, actor, { from, programId: program, words, viewId });
    return { show: doneView(readerOf(actor), textsFor(thanksTexts, actor).done(title)) };
  });
}
