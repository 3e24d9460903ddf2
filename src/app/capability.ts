/** The parts of a capability, declared in its `capability.ts`, listed in `capabilities.ts` and run by `app.ts`. */

import type { HomeView, ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Dispatcher } from "../delivery/dispatcher.ts";
import type { AddressBook, DeliveryParts, Kinds, RegisteredKind } from "../delivery/message-kind.ts";
import type { ResponseUrls } from "../delivery/response-urls.ts";
import type { Instant } from "../platform/clock.ts";
import type { Reading } from "../platform/define-reading.ts";
import type { GaugeReading } from "../platform/instruments.ts";
import type { Step } from "../platform/scheduled-steps.ts";
import type { Services } from "../platform/services.ts";
import { folded } from "../platform/texts/folding.ts";
import type { Reader } from "../platform/texts/language.ts";
import type { Command } from "../slack/commands.ts";
import type { GroupDirectory } from "../slack/group-directory.ts";
import type { HomeSection } from "../slack/home.ts";
import type { Listening } from "../slack/listening.ts";
import type { Message } from "../slack/message.ts";

/** One running workspace and its Slack. `Actor`: the type of people in listeners. */
export interface AppContext<Actor> {
  services: Services;
  workspaceId: string;
  /** For calls to Slack outside of presses. */
  client: WebClient;
  botUserId: string;
  listening: Listening<Actor>;
  /** The user groups that forms offer. */
  directory: GroupDirectory;
  responseUrls: ResponseUrls;
  delivery: DeliveryParts<Actor>;
  dispatcher: Dispatcher;
  /** Refreshes the Homes of people with a seat in these programs. */
  homeChanges: { happenedIn(programIds: readonly string[]): void };
  shown(): Promise<ShownToSlack<Actor>>;
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

/** All by which a step reaches somebody outside the process. What is sent as a message goes by the outbox. */
export interface Gateway<Actor> {
  client: WebClient;
  actorOf: Listening<Actor>["actorOf"];
}

/** The context of a tick's steps, in the app or in a forecast, which runs them on a copy. */
export interface TickContext<Actor>
  extends Pick<AppContext<Actor>, "services" | "workspaceId" | "dispatcher" | "homeChanges"> {
  kinds: Kinds;
  /** Null in a forecast, which reaches nobody and uses what was read last. */
  gateway: Gateway<Actor> | null;
}

export interface HomeContext {
  services: Pick<Services, "db" | "events"> & { clock: Pick<Services["clock"], "now"> };
}

export interface HomeParts<Visitor> extends HomeContext {
  /** Whether something that Home lists now will need the visitor at that time, unless somebody acts. */
  isNeededAt(visitor: Visitor, at: Instant): Promise<boolean>;
}

/** Phases of a tick in order: later phases act on the results of earlier ones at once. */
const PHASES = ["plan", "close", "hand-on", "escalate", "evaluate", "publish", "remind", "tidy", "send"] as const;

/** Places from the top of Home to its foot; the first three need the reader's action. */
const HOME_PLACES = ["to-decide", "to-answer", "to-do", "waiting", "programs", "next", "foot"] as const;

/** First words of `/drumbeat` in the order of its help, each with its French form. */
const COMMANDS = {
  "check-in": "point",
  away: "absence",
  program: "programme",
  cadence: "rythme",
  digest: "synthèse",
  portfolio: "portefeuille",
  goals: "objectifs",
  meetings: "réunions",
  people: "interlocuteurs",
  roles: "rôles",
  raci: "raci",
  tracks: "plans-de-travail",
  work: "travaux",
  case: "note-de-cadrage",
  add: "ajouter",
  register: "registre",
  find: "chercher",
  audit: "journal",
  messages: "messages",
  plan: "calendrier",
  preferences: "préférences",
  "my-data": "mes-données",
  admin: "administration",
  erase: "effacer",
} as const;

type CommandWord = keyof typeof COMMANDS;

/** Whether a message that is no command reads like one. */
export function isCommandWord(text: string): boolean {
  const typed = folded(text);
  const words = [...Object.entries(COMMANDS).flat(), "help", "aide"];
  return /^\s*\/?drumbeat\b/i.test(text) || words.some((word) => folded(word) === typed);
}

/** Steps of one phase run in the order of capabilities, then in the order of their list. */
export type PhasedStep = Step & { phase: (typeof PHASES)[number] };

export type HomePlace = (typeof HOME_PLACES)[number];

/** A command is in the help under its word, or mentioned in the line of another. */
export type NamedCommand<Actor> = Command<Actor> & ({ word: CommandWord } | { isUnlisted: true });

export interface Capability<Actor, Visitor> {
  /** Name of its folder. */
  name: string;
  /** Runs once, before any listener is registered. */
  start?(services: Services, workspaceId: string, kinds: Kinds): Promise<void>;
  messages?: readonly RegisteredKind[];
  /** Registers the listeners of the capability's screens. */
  screens?(running: AppContext<Actor>): void;
  commands?(running: AppContext<Actor>): readonly NamedCommand<Actor>[];
  home?(context: HomeParts<Visitor>): Partial<Record<HomePlace, HomeSection<Visitor>>>;
  steps?(context: TickContext<Actor>): readonly PhasedStep[];
  /** What of it one person may know, for its screens and for whoever asks from outside. */
  readings?: readonly Reading<Services & { actor: Actor }>[];
  /** Gauges for `/metrics`. */
  measures?(running: AppContext<Actor>): Promise<GaugeReading[]>;
}

export function defineCapability<Actor, Visitor>(declared: Capability<Actor, Visitor>): Capability<Actor, Visitor> {
  return declared;
}

/** One that opens a screen. `wanted`: the word behind it; `words`: all that is behind it. */
export function screenCommand<Actor>(
  named: Pick<Command<Actor>, "otherWords"> & { word: CommandWord },
  texts: (reader: Reader) => { help: string; title: string },
  viewFor: (actor: Actor, wanted: string | null, words: string) => Promise<ModalView>,
): NamedCommand<Actor> {
  return {
    ...named,
    help: (reader) => texts(reader).help,
    label: (reader) => texts(reader).title,
    async handle({ actor, words, client, triggerId }) {
      const [wanted = null] = words;
      await client.views.open({ trigger_id: triggerId, view: await viewFor(actor, wanted, words.join(" ")) });
      return null;
    },
  };
}

/** The steps of a tick in order, from capabilities listed lowest first. */
export function stepsOf<Actor, Visitor>(
  capabilities: readonly Capability<Actor, Visitor>[],
  context: TickContext<Actor>,
): PhasedStep[] {
  const steps = capabilities.flatMap((each) => each.steps?.(context) ?? []);
  return PHASES.flatMap((phase) => steps.filter((step) => step.phase === phase));
}

/** The sections of Home in these places, from the top. */
export function homeOf<Actor, Visitor>(
  capabilities: readonly Capability<Actor, Visitor>[],
  context: HomeParts<Visitor>,
  places: readonly HomePlace[],
): HomeSection<Visitor>[] {
  const homes = capabilities.map((each) => each.home?.(context) ?? {});
  return places.flatMap((place) => homes.flatMap((home) => home[place] ?? []));
}

/** The commands, as the help lists them. */
export function commandsOf<Actor, Visitor>(
  capabilities: readonly Capability<Actor, Visitor>[],
  running: AppContext<Actor>,
): NamedCommand<Actor>[] {
  const commands = capabilities.flatMap((each) => each.commands?.(running) ?? []);
  const listed = Object.entries(COMMANDS).flatMap(([word, inFrench]) =>
    commands.filter((command) => command.word === word).map((command) => ({ ...command, inFrench })),
  );
  return [...listed, ...commands.filter(({ word }) => !(word in COMMANDS))];
}
