/** Types of the `cli-commands.ts` of capabilities; `app/command-line.ts` joins their commands. */

import type { Upgrade } from "../platform/migrate.ts";
import type { Events } from "../platform/services.ts";
import type { Language } from "../platform/texts/language.ts";
import type { ShownToSlack } from "./capability.ts";

/** What a command needs from the layers above its capability. */
export interface CliContext {
  upgrade: Upgrade;
  events(): Promise<Events>;
  shown(): Promise<ShownToSlack>;
}

export interface CliCommand {
  /** Its line of the help, from its first word on. */
  usage: Record<Language, string>;
  /** Returns the exit code. Loads what it needs: the help, and every other command, do without it. */
  run(args: string[], context: CliContext): Promise<number>;
}

/** By first word, in the order of the help. */
export type CliCommands = Record<string, CliCommand>;
