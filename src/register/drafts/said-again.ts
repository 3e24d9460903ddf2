/** What the history of an item keeps of the answers that said it again, and what follows when one of them is taken out. Pure. */
import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import type { Item, ItemEvent } from "../repository.ts";
import { titleFrom } from "../rules.ts";
import { standsBy } from "../rules-alive.ts";
import type { Disclosure } from "../table.ts";
import { wordingOf } from "./rules-likeness.ts";

const sayingSchema = z.strictObject({
  /** Of the item that the answer would have made: `check-in:<round>:<person>:<question>`. */
  sourceKey: z.string(),
  roundId: z.string(),
  revision: z.int(),
  disclosure: z.enum(["program", "team", "lead", "executive"]) satisfies z.ZodType<Disclosure>,
});
export type Saying = z.infer<typeof sayingSchema>;

/** An answer that says an item again, in its present words. */
export type StandingSaying = Saying & { itemId: string; checkInId: string; text: string; at: Instant };

const withSaying = z.object({ said: sayingSchema.optional() });

/** Those that were not taken out again, the oldest first. `events`: of any items, each item's in their order. */
export function standingSayings(events: readonly ItemEvent[]): StandingSaying[] {
  const standing = new Map<string, StandingSaying>();
  for (const event of events) {
    const said = event.after === null ? undefined : withSaying.parse(JSON.parse(event.after)).said;
    if (!said || event.check_in_id === null) continue;
    const key = JSON.stringify([event.item_id, said.sourceKey]);
    if (event.event === "taken-out") standing.delete(key);
    else
      standing.set(key, {
        ...said,
        itemId: event.item_id,
        checkInId: event.check_in_id,
        text: event.note ?? "",
        at: standing.get(key)?.at ?? event.at,
      });
  }
  return [...standing.values()];
}

/** The key of the question whose answer a source key names. */
export function questionOf(sourceKey: string | undefined): string | null {
  return /^check-in:[^:]+:[^:]+:(.+)$/.exec(sourceKey ?? "")?.[1] ?? null;
}

type Link = Pick<Item, "round_id" | "check_in_id" | "check_in_revision"> & { disclosure?: Disclosure };
type Words = Pick<Item, "title" | "description">;

/**
 * What an item takes over from the answer that names it: a link to it, and while it is a draft its words. Of two answers
 * of one moment the words that sort last are the newest, whichever came first: null for the other one.
 */
export function takenOver(
  item: Item,
  saying: Saying & { checkInId: string; text: string },
  now: Instant,
): (Link & Partial<Words>) | null {
  const present = item.description || item.title;
  if (item.updated_at === now && present > saying.text) return null;
  const isNews = item.state === "draft" && wordingOf(present) !== wordingOf(saying.text);
  return { ...linkOf(saying), ...(isNews && titleFrom(saying.text)) };
}

const textBefore = z.object({
  round_id: z.string().nullable(),
  check_in_id: z.string().nullable(),
  check_in_revision: z.int().nullable(),
  title: z.string().optional(),
  description: z.string().optional(),
  disclosure: z.enum(["program", "team", "lead", "executive"]).optional(),
});

/** An answer that began or names an item; its words and the link are null where the item still has them. */
interface Naming {
  link: Link | null;
  words: Words | null;
}

/** What an item falls back to without this answer: the newest of the others. Undefined where nothing else began or names it. */
export function withoutAnswer(events: readonly ItemEvent[], checkInId: string): Naming | undefined {
  const namings = new Map<string | null, Naming>();
  for (const event of events) {
    const { check_in_id: id } = event;
    const before = textBefore.safeParse(event.before === null ? null : JSON.parse(event.before)).data;
    if (before && namings.has(before.check_in_id)) {
      const { title, description, disclosure, ...link } = before;
      namings.set(before.check_in_id, {
        link: { ...link, ...(disclosure && { disclosure }) },
        words: title === undefined || description === undefined ? null : { title, description },
      });
    }
    if (event.event === "raised") namings.set(id, { link: null, words: null });
    if (event.event === "taken-out") namings.delete(id);
    const [saying] = standingSayings([event]);
    if (saying) namings.set(id, { link: linkOf(saying), words: titleFrom(saying.text) });
  }
  namings.delete(checkInId);
  return [...namings.values()].at(-1);
}

/** Whether somebody stands by an item without this answer: another that says it again, or a deed. `events`: of it, in their order. */
export function standsWithout(events: readonly ItemEvent[], checkInId: string): boolean {
  const saying = new Set(standingSayings(events).map((one) => one.checkInId));
  const first = events.find(({ event }) => event === "raised")?.check_in_id ?? null;
  return events.some(({ event, actor_id: actorId, check_in_id: id }) => {
    const isStanding = event !== "said-again" || (id !== null && saying.has(id) && id !== checkInId && id !== first);
    return (
      event !== "raised" && isStanding && standsBy(event, { actorId, isInAnswer: id !== null, isOfAnotherRound: true })
    );
  });
}

function linkOf({ roundId, checkInId, revision }: Saying & { checkInId: string }): Link {
  return { round_id: roundId, check_in_id: checkInId, check_in_revision: revision };
}
