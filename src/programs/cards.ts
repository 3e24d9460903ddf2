/** A program on Home: one block, to which capabilities above say how it is, what comes and what can be done. */
import type { Person } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type Looking, Slot } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import type { Press } from "../platform/slack/listening.ts";
import type { Visitor } from "./visitor.ts";

/** An option in the menu of a program. */
export interface CardChoice {
  /** Of the `CardAct` that it does. */
  choice: string;
  about: string;
  label: string;
}

/** What one capability says of a program, in the reader's language. What it leaves out it does not say. */
export interface CardPart {
  /** Before its title. */
  circle?: string;
  /** Behind its title. */
  facts?: readonly string[];
  /** Below it, each in a line of its own. */
  lines?: readonly string[];
  /** Told in one line with what comes by other capabilities, in the order of time. */
  coming?: readonly { at: Instant; when: string; what: string }[];
  choices?: readonly CardChoice[];
  /** Below all programs, once. */
  note?: string;
}

/** Made for all programs of a visitor at once. */
type PartsOf = (
  services: Looking & { db: Db | Tx },
  visitor: Visitor,
) => Promise<(programId: string) => CardPart | undefined>;

export const programCards = new Slot<PartsOf>();

/** What an option does. Throws where whoever pressed may not. */
export interface CardAct {
  choice: string;
  act(services: Services, press: Press<Person>, about: string): Promise<void>;
}

export const cardActs = new Slot<CardAct>();

export async function actOnCard(
  services: Services,
  press: Press<Person>,
  { choice, about }: { choice: string; about: string },
): Promise<void> {
  const chosen = cardActs.itemsIn(services).find((act) => act.choice === choice);
  await chosen?.act(services, press, about);
}
