import { Slot } from "../platform/events.ts";
import type { Reader } from "../platform/texts/language.ts";

/** A line at the foot of Home, with the command that its menu offers. */
export interface FootLine {
  says: string;
  label: string;
  line: string;
}

/** Beside one's preferences. */
export const homeFoot = new Slot<(reader: Pick<Reader, "locale">) => FootLine>();
