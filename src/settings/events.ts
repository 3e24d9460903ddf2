import { Slot } from "../platform/events.ts";
import type { Reader } from "../platform/texts/language.ts";

/** A button at the foot of Home, with its command. */
interface FootButton {
  label: string;
  line: string;
}

/** Beside one's preferences. */
export const homeFoot = new Slot<(reader: Pick<Reader, "locale">) => FootButton>();
