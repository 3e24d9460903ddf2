/** What capabilities above offer in the menu of a program. */
import type { Person } from "../people/use-cases.ts";
import { Slot } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import type { Press } from "../slack/listening.ts";

/** An option in the menu of a program. */
export interface CardChoice {
  /** Of the `CardAct` that it does. */
  choice: string;
  about: string;
  label: string;
}

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
