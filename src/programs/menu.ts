/** What capabilities above programs add to their list. */
import type { Person } from "../people/use-cases.ts";
import { Slot } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import type { Press } from "../platform/slack/listening.ts";
import type { Reader } from "../platform/texts/language.ts";

/** A choice in the menu of a program. */
export interface ProgramMenuEntry {
  /** In the value of the choice, before the id of the program. */
  key: string;
  label(reader: Pick<Reader, "locale">): string;
  /** Throws where whoever pressed may not. */
  open(services: Services, press: Press<Person>, programId: string): Promise<void>;
}

export const programMenu = new Slot<ProgramMenuEntry>();

/** A button of a program, beside its menu, which has no room for more: `/drumbeat COMMAND` with the id of the program. */
export interface ProgramButton {
  command: string;
  label(reader: Pick<Reader, "locale">): string;
}

export const programButtons = new Slot<ProgramButton>();
