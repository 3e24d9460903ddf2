/** What capabilities above programs add to their list. */
import type { Person } from "../people/use-cases.ts";
import { Slot } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import type { Reader } from "../platform/texts/language.ts";
import type { Press } from "../slack/listening.ts";

/** A choice in the menu of a program. */
export interface ProgramMenuEntry {
  /** In the value of the choice, before the id of the program. */
  key: string;
  label(reader: Pick<Reader, "locale">): string;
  /** Throws where whoever pressed may not. */
  open(services: Services, press: Press<Person>, programId: string): Promise<void>;
}

export const programMenu = new Slot<ProgramMenuEntry>();

/** Beside the menu of a program, which is full: what a command does with it. */
export interface ProgramButton {
  /** Before the id of the program. */
  command: string;
  label(reader: Pick<Reader, "locale">): string;
}

export const programButtons = new Slot<ProgramButton>();
