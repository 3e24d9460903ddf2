/** Which asks another message of a day brings to somebody, so that nothing reminds them of it beside that. Pure. */
import type { Instant } from "../platform/clock.ts";
import { addMs, localDateOf, MINUTE } from "../platform/time.ts";
import type { Item } from "../register/use-cases-outlook.ts";
import type { Moments } from "./rules-asking.ts";
import type { World } from "./world.ts";

export interface Carried {
  /** A message of its own has brought it to them. */
  note(itemId: string, personId: string, at: Instant): void;
  /** By such a message, or a digest, which shows asks with their buttons, also one that may go now. */
  has(item: Pick<Item, "id" | "type" | "program_id">, personId: string, at: Instant): boolean;
}

export function createCarried(world: World, { told }: Pick<Moments, "told">): Carried {
  const brought = new Map<string, Instant>();
  return {
    note: (itemId, personId, at) => brought.set(`${itemId} ${personId}`, at),
    has({ id, type, program_id: programId }, personId, at) {
      const dayOf = (instant: Instant) => localDateOf(instant, world.people.get(personId)?.zone ?? "UTC");
      const digest = told.get(`${personId} ${programId}`);
      const isGoing = digest !== undefined && digest.madeAt <= at && at < addMs(digest.madeAt, MINUTE);
      const came = [brought.get(`${id} ${personId}`), digest?.sentAt].filter((one) => typeof one === "string");
      return type === "ask" && (isGoing || came.some((one) => dayOf(one) === dayOf(at)));
    },
  };
}
