/** Types of the `cli-commands.ts` of capabilities; `app/command-line.ts` joins their commands. */

import type { HomeView, ModalView } from "@slack/types";
import type { AddressBook, Kinds } from "../delivery/kinds.ts";
import type { Events } from "../platform/events.ts";
import type { Upgrade } from "../platform/migrate.ts";
import type { Services } from "../platform/services.ts";
import type { Language } from "../platform/texts/language.ts";
import type { Message } from "../slack/message.ts";
import type { AppContext } from "./capability.ts";

/** What a command needs from the layers above its capability. */
export interface CliContext {
  upgrade: Upgrade;
  events(): Promise<Events>;
  shown(): Promise<ShownToSlack>;
}

export interface ShownToSlack<Actor = never> {
  kinds(services: Services): Kinds;
  addressBook: AddressBook;
  /** Each page of somebody’s Home. */
  homeOf(services: Services, workspaceId: string, personId: string): Promise<HomeView[]>;
  /** The views and messages of read-only commands, as this person gets them. */
  answersTo(actor: Actor, running: AppContext<Actor>): Promise<CommandAnswer[]>;
}

/** `command`: its first word. */
export type CommandAnswer = { command: string } & ({ view: ModalView } | { message: Message });

export interface CliCommand {
  /** Its line of the help, from its first word on. */
  usage: Record<Language, string>;
  /** Returns the exit code. Loads what it needs: the help, and every other command, do without it. */
  run(args: string[], context: CliContext): Promise<number>;
}

/** By first word, in the order of the help. */
export type CliCommands = Record<string, CliCommand>;
