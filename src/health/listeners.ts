import { shownBelow } from "../kernel/forms/below.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { doneView, type Listening, onPress, type Press, type Submitted } from "../platform/slack/listening.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { ProgramMenuEntry } from "../programs/menu.ts";
import { healthIds } from "./ids.ts";
import { type HealthSettings, TRIGGERS } from "./settings.ts";
import {
  alertsForm,
  criteriaForm,
  programState,
  SETTING_GROUPS,
  settingsGroupView,
  settingsView,
} from "./settings-view.ts";
import { healthTexts } from "./texts.ts";
import { changeSettings, settingsToChange } from "./use-cases.ts";

export function registerHealthListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, healthIds.change, async ({ actor, value, view, open }) => {
    const group = SETTING_GROUPS.find((one) => one === value);
    if (!group || !view) return;
    const { programId } = programState.parse(JSON.parse(view.privateMetadata));
    const settings = await settingsToChange(services, actor, programId);
    await open(settingsGroupView(readerOf(actor), { programId, group }, settings));
  });

  /** What is set then is said in the view below. */
  const change = async (
    { actor, ...form }: Pick<Submitted<Person>, "actor" | "client" | "belowId">,
    programId: string,
    changed: Partial<HealthSettings>,
  ) => {
    const settings = await changeSettings(services, actor, programId, changed);
    const reader = readerOf(actor);
    const view = settingsView(reader, programId, settings);
    return shownBelow(form, view, doneView(reader, textsFor(healthTexts, actor).settings.saved));
  };
  criteriaForm.listen(listening, ({ state: { programId }, filled: tolerances, ...form }) =>
    change(form, programId, { tolerances }),
  );
  alertsForm.listen(listening, ({ state: { programId }, filled: { on, ...terms }, ...form }) =>
    change(form, programId, { triggers: { off: TRIGGERS.filter((trigger) => !on.includes(trigger)), ...terms } }),
  );
}

/** What is set in a program, for whoever may change it. Throws PROGRAM_NOT_YOURS. */
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
