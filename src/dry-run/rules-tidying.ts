/** Which items nobody has confirmed will be put to those who lead, and lapse: the record's own rules. Pure. */
import { periodDays } from "../cadences/recurrence/rules.ts";
import type { Instant } from "../platform/clock.ts";
import { recordKeys } from "../register/delivery-keys.ts";
import { seatedIn } from "../register/escalation/rules-cases.ts";
import type { ItemEventName } from "../register/table.ts";
import {
  isForPage,
  isUntidied,
  mayLapse,
  type PageOf,
  pagesOf,
  planningAfter,
  readerAmong,
  weekOf,
} from "../register/tidying/rules.ts";
import type { Item } from "../register/use-cases-outlook.ts";
import type { Message, Moments } from "./rules-asking.ts";
import { createSeating } from "./rules-seating.ts";
import type { World } from "./world.ts";

type Page = Pick<Message, "isWanted" | "sent">;

export interface Tidying {
  begin(): void;
  /** A page that waits in the outbox, as it will be weighed then. */
  follow(items: PageOf["items"]): Page;
}

/** The record as it is simulated. */
interface Items {
  all(): Iterable<Item>;
  get(id: string): Item | undefined;
  set(item: Item): void;
  change(item: Item, event: ItemEventName, changes: Partial<Item>, now: Instant): Item;
  enqueue(message: Page & { key: string; personId: string; now: Instant; expiresAt: Instant }): void;
}

export function createTidying(world: World, moments: Moments, items: Items): Tidying {
  const { tidying } = world.record;
  const { seatsAt } = createSeating(world);
  const rules = new Map(world.cadences.map(({ id, rule }) => [id, rule]));

  function lapseLater({ id, lapses_at: at }: Item): void {
    if (at === null) return;
    const now = at < world.now ? world.now : at;
    moments.at(now, () => {
      const item = items.get(id);
      if (item?.lapses_at === at && mayLapse(item))
        items.change(item, "lapsed", { state: "closed", closed_at: now }, now);
    });
  }

  /** `at`: about when it goes. */
  function follow(page: PageOf["items"], at: Instant = world.now): Page {
    const left = () =>
      page.flatMap((one) => {
        const item = items.get(one.id);
        return item && isUntidied(item) ? [{ ...one, item }] : [];
      });
    return {
      isWanted: () => left().length > 0,
      sent() {
        for (const { item, revision, lapsesAt } of left()) {
          const stood: Item = {
            ...item,
            tidied_at: at,
            lapses_at: revision === item.revision ? lapsesAt : null,
          };
          items.set(stood);
          lapseLater(stood);
        }
      },
    };
  }

  function plan(begunAt: Instant, cadenceOf: ReadonlyMap<string, string | null>, now: Instant): void {
    const monday = weekOf(now);
    const untidied = [...items.all()].filter((item) => isForPage(item, now));
    const readerOf = (programId: string) => {
      const leading = seatedIn(seatsAt(programId, now), { disclosure: "program" })("lead");
      return readerAmong(leading, (id) => world.people.get(id)?.facts, { monday, now });
    };
    const periodDaysOf = ({ id }: Item) => {
      const rule = rules.get(cadenceOf.get(id) ?? "");
      return rule ? periodDays(rule) : null;
    };
    for (const { reader, items: shown } of pagesOf(untidied, readerOf, { begunAt, periodDaysOf })) {
      const { personId, at, until } = reader;
      const key = recordKeys.tidying(personId, monday);
      items.enqueue({ key, personId, now: at < now ? now : at, expiresAt: until, ...follow(shown, at) });
    }
    planLater(planningAfter(now));
  }

  function planLater(at: Instant): void {
    if (!tidying) return;
    const now = at < world.now ? world.now : at;
    moments.at(now, () => plan(tidying.begunAt, tidying.cadenceOf, now));
  }

  return {
    begin() {
      for (const item of items.all()) lapseLater(item);
      if (tidying) planLater(tidying.nextAt);
    },
    follow: (page) => follow(page),
  };
}
