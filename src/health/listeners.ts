import { z } from "zod";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { doneView, type Listening, onSubmit, type Press } from "../platform/slack/listening.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { ProgramMenuEntry } from "../programs/menu.ts";
import { healthIds } from "./ids.ts";
import { readSettings, settingsView } from "./settings-view.ts";
import { healthTexts } from "./texts.ts";
import { changeSettings, settingsToChange } from "./use-cases.ts";

const programState = z.strictObject({ programId: z.string() });

export function registerHealthListeners(listening: Listening<Person>, services: Services): void {
  onSubmit(listening, healthIds.settingsForm, async ({ actor, privateMetadata, values }) => {
    const { programId } = programState.parse(JSON.parse(privateMetadata));
    const read = readSettings(values, actor);
    if ("errors" in read) return read;
    await changeSettings(services, actor, programId, read.settings);
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
