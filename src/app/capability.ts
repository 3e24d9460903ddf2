/**
 * What a capability is made of. Each declares itself in its `capability.ts`; `capabilities.ts` lists them, the lowest first,
 * and `app.ts` and what stands beside it run what they declare.
 */

import type { WebClient } from "@slack/web-api";
import type { Dispatcher } from "../delivery/dispatcher.ts";
import type { Kinds, RegisteredKind } from "../delivery/kinds.ts";
import type { ResponseUrls } from "../delivery/response-urls.ts";
import type { DeliveryParts } from "../delivery/screens.ts";
import type { GaugeReading } from "../platform/instruments.ts";
import type { Services } from "../platform/services.ts";
import type { Step } from "../platform/steps.ts";
import { folded } from "../platform/texts/folding.ts";
import type { Command } from "../slack/commands.ts";
import type { GroupDirectory } from "../slack/group-directory.ts";
import type { HomeSection } from "../slack/home.ts";
import type { Listening } from "../slack/listening.ts";
import type { ShownToSlack } from "./cli-command.ts";

/** What runs: one workspace and its Slack. `Actor`: what people are to those who listen. */
export interface Running<Actor> {
  services: Services;
  workspaceId: string;
  /** For what is asked of Slack beside a press. */
  client: WebClient;
  botUserId: string;
  listening: Listening<Actor>;
  /** The user groups that forms offer. */
  directory: GroupDirectory;
  responseUrls: ResponseUrls;
  delivery: DeliveryParts<Actor>;
  dispatcher: Dispatcher;
  /** Has the Homes shown anew of those who sit in programs in which something happened. */
  homeChanges: { happenedIn(programIds: readonly string[]): void };
  /** All that is sent and shown, to have Slack look at it. */
  shown(): Promise<ShownToSlack<Actor>>;
}

/** What the steps of a tick work with: those of the app, and those of a forecast, which runs them on a copy. */
export interface Ticking<Actor>
  extends Pick<Running<Actor>, "services" | "workspaceId" | "dispatcher" | "homeChanges"> {
  kinds: Kinds;
  /** For what is read from Slack and done there beside messages; null: a forecast takes it as it was read last. */
  slack: { client: WebClient; actorOf: Listening<Actor>["actorOf"] } | null;
}

/** What Home is made from. */
export type Shown = Pick<Running<unknown>, "services">;

/** The order of a tick: what one step leads to is done by those after it at once. */
const PHASES = ["plan", "close", "hand-on", "escalate", "evaluate", "publish", "remind", "tidy", "send"] as const;

/** From the top of Home to its foot; the first three are its reader’s now. */
const HOME_PLACES = ["to-decide", "to-answer", "to-do", "waiting", "programs", "next", "foot"] as const;

/** The first words of `/drumbeat`, in the order of its help; for a French reader it says the other one. */
const COMMANDS = {
  "check-in": "point",
  away: "absence",
  program: "programme",
  cadence: "rythme",
  digest: "synthèse",
  portfolio: "portefeuille",
  people: "interlocuteurs",
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

/** Whether somebody typed the first word of a command, with or without `/drumbeat`, where no command is read. */
export function isCommandWord(text: string): boolean {
  const typed = folded(text);
  const words = [...Object.entries(COMMANDS).flat(), "help", "aide"];
  return /^\s*\/?drumbeat\b/i.test(text) || words.some((word) => folded(word) === typed);
}

/** Of one phase those of lower capabilities come first, and of a capability in the order in which it lists them. */
export type PhasedStep = Step & { phase: (typeof PHASES)[number] };

export type HomePlace = (typeof HOME_PLACES)[number];

/** The help lists it, or another one's line of the help speaks of it. */
export type NamedCommand<Actor> = Command<Actor> & ({ word: CommandWord } | { isUnlisted: true });

/** What is left out it has none of. */
export interface Capability<Actor, Visitor> {
  /** That of its folder. */
  name: string;
  /** What it does once, before anybody is listened to. */
  start?(services: Services, workspaceId: string): Promise<void>;
  /** What it sends. */
  messages?: readonly RegisteredKind[];
  /** Listens to what people press and submit, and to what Slack tells. */
  screens?(running: Running<Actor>): void;
  commands?(running: Running<Actor>): readonly NamedCommand<Actor>[];
  /** What it shows on Home, and where. */
  home?(shown: Shown): Partial<Record<HomePlace, HomeSection<Visitor>>>;
  /** What it does in a tick. */
  steps?(ticking: Ticking<Actor>): readonly PhasedStep[];
  /** What `/metrics` tells of it. */
  measures?(running: Running<Actor>): Promise<GaugeReading[]>;
}

export function defineCapability<Actor, Visitor>(declared: Capability<Actor, Visitor>): Capability<Actor, Visitor> {
  return declared;
}

/** Of all capabilities, the lowest first: the steps of a tick, in their order. */
export function stepsOf<Actor, Visitor>(
  capabilities: readonly Capability<Actor, Visitor>[],
  ticking: Ticking<Actor>,
): PhasedStep[] {
  const steps = capabilities.flatMap((each) => each.steps?.(ticking) ?? []);
  return PHASES.flatMap((phase) => steps.filter((step) => step.phase === phase));
}

/** The sections of Home in these places, from the top. */
export function homeOf<Actor, Visitor>(
  capabilities: readonly Capability<Actor, Visitor>[],
  shown: Shown,
  places: readonly HomePlace[],
): HomeSection<Visitor>[] {
  const homes = capabilities.map((each) => each.home?.(shown) ?? {});
  return places.flatMap((place) => homes.flatMap((home) => home[place] ?? []));
}

/** The commands, as the help lists them. */
export function commandsOf<Actor, Visitor>(
  capabilities: readonly Capability<Actor, Visitor>[],
  running: Running<Actor>,
): NamedCommand<Actor>[] {
  const commands = capabilities.flatMap((each) => each.commands?.(running) ?? []);
  const listed = Object.entries(COMMANDS).flatMap(([word, inFrench]) =>
    commands.filter((command) => command.word === word).map((command) => ({ ...command, inFrench })),
  );
  return [...listed, ...commands.filter(({ word }) => !(word in COMMANDS))];
}
