import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { THANK, thanksForm, thanksView } from "./blocks.ts";
import { thanksTexts } from "./texts.ts";
import { teamsToThank, thankTeam } from "./use-cases.ts";

export function registerThanksListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, THANK, async ({ actor, value, open }) =>
    open(thanksView(readerOf(actor), value, await teamsToThank(services, actor, value))),
  );

  thanksForm.listen(listening, async ({ actor, state: { editionId }, filled: { program, words }, viewId }) => {
    const { title } = await thankTeam(services, actor, { editionId, programId: program, words, viewId });
    return { show: doneView(readerOf(actor), textsFor(thanksTexts, actor).done(title)) };
  });
}
