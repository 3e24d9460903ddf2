/** What capabilities above add to the screens of settings, and what leads from these to theirs. */
import { Slot } from "../platform/events.ts";
import type { Reader } from "../platform/texts/language.ts";

/** A button at the foot of Home, with its command. */
interface FootButton {
  label: string;
  line: string;
}

/** Buttons at the foot of Home beside that of the preferences. */
export const homeFoot = new Slot<(reader: Pick<Reader, "locale">) => FootButton>();

/** Has the installation proved, by what runs it. */
export const installationCheck = "installation.check";
/** Opens how long what is kept about people is kept. */
export const privacyOpen = "privacy.open";
/** What is pressed around preferences: with the group that is changed. */
export const CHANGE = "preferences.change";
