import type { ActorContext } from "../../src/people/actors.ts";
import type { Person } from "../../src/people/people.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { type Item, raiseItem } from "../../src/register/items.ts";

/** What an act takes first. */
export function acting<Of extends Services>(services: Of, actor: Person): Of & { actor: Person } {
  return { ...services, actor };
}

/** Adds an item; nobody is told of it. */
export function addQuietly(ctx: ActorContext, item: Parameters<typeof raiseItem>[1]): Promise<Item> {
  return inTransaction(ctx.db, (tx) => raiseItem({ ...ctx, db: tx }, item));
}

export const WHOLE_REQUEST = {
  kind: "decision" as const,
  options: [
    { label: "Yes", doesNothing: false },
    { label: "Do nothing", doesNothing: true },
  ],
  recommended: 0,
  costOfWaiting: "A week",
};
