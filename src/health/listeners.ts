import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { doneView, type Listening, type Press } from "../platform/slack/listening.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { ProgramMenuEntry } from "../programs/menu.ts";
import { settingsForm, settingsIn, settingsView } from "./settings-view.ts";
import { healthTexts } from "./texts.ts";
import { changeSettings, settingsToChange } from "./use-cases.ts";

export function registerHealthListeners(listening: Listening<Person>, services: Services): void {
  settingsForm.listen(listening, async ({ actor, state: { programId }, filled }) => {
    await changeSettings(services, actor, programId, settingsIn(filled));
    return { show: doneView(readerOf(actor), textsFor(healthTexts, actor).settings.saved) };
  });
}

/** The form of a program's settings, for whoever may change it. Throws PROGRAM_NOT_YOURS. */
async function openSettings(services: Services, press: Press<Person>, programId: string): Promise<void> {
  const settings = await settingsToChange(services, press.actor, programId);
  await press.open(settingsView(readerOf(press.actor), programId, settings));
}

/** In the menu of a program: criteria and alerts. */
export const healthEntry: ProgramMenuEntry = {
  key: "health",
  label: (reader) => textsFor(healthTexts, reader).settings.option,
  open: openSettings,
};
