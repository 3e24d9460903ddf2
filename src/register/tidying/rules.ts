/** Which items stand on the weekly page of whoever leads, and when one lapses that nobody stands by. Pure. */
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, addMs, DAY, instantOf, type LocalDate, localDateOf, mondayOf } from "../../platform/time.ts";
import { type PersonDays, worksOn } from "../../platform/working-days.ts";
import type { TypedDetails } from "../details.ts";
import { isBlocker } from "../reminders/rules.ts";
import { isHighRisk, isLive } from "../rules.ts";
import { isConfirmed } from "../rules-alive.ts";
import type { ItemEventName, ItemState } from "../table.ts";

const MOST_SHOWN = 5;
const DAYS_BEFORE_PAGE = 7;
const DAYS_TO_LAPSE = 30;
const PERIODS_TO_LAPSE = 1.5;
const DAYS_AFTER_PAGE = 7;
const DAYS_TO_BRING_BACK = 90;
const PAGE_AT = "09:00";
const LAPSES_AT = "18:00";
const WEEK_DAYS = 7;
/** Where a Monday begins first. */
const FIRST_ZONE = "Pacific/Kiritimati";

export type Untidied = {
  id: string;
  state: ItemState;
  due_on: LocalDate | null;
  raised_at: Instant;
  updated_at: Instant;
  confirmed_at: Instant | null;
  tidied_at: Instant | null;
  lapses_at: Instant | null;
} & TypedDetails;

/** Whether it asks whoever leads for a word: only the answer that made it stands by it, or it waits for whoever asked. */
export function isUntidied(item: Pick<Untidied, "state" | "confirmed_at"> & TypedDetails): boolean {
  return isLive(item) && (!isConfirmed(item) || isWithAsker(item));
}

/** An ask that is incomplete, or asked back: nobody else is asked for anything meanwhile, and no term runs. */
export function isWithAsker(item: Pick<Untidied, "state"> & TypedDetails): boolean {
  return item.type === "ask" && (item.state === "draft" || item.details.askedBack !== undefined);
}

/** What stands on a page that is made now: for a week it is its author’s to complete, or to answer. */
export function isForPage(item: Untidied, now: Instant): boolean {
  const isAskedBack = isConfirmed(item) && item.state !== "draft";
  return isUntidied(item) && (isAskedBack ? item.updated_at : item.raised_at) <= raisedBefore(now);
}

/** Whether nothing but its age speaks of it, so that it may lapse. */
export function mayLapse(item: Untidied): boolean {
  const isHigh = item.type === "risk" && isHighRisk(item.details);
  return (
    isLive(item) && !isConfirmed(item) && item.due_on === null && !isBlocker(item) && item.type !== "ask" && !isHigh
  );
}

/**
 * When it lapses that stands on the page of a day; null: it does not. “An unconfirmed item without a date that blocks
 * nothing, is no request and no high risk lapses after 30 days or one and a half periods of its check-in, whichever is
 * longer, after it stood there once with the day.” The day that was told once stays. `begunAt`: what was there before counts from then. `periodDays`: null
 * where it came of no check-in.
 */
export function lapsesAt(
  item: Untidied,
  {
    begunAt,
    periodDays,
    pageOn,
    zone,
  }: { begunAt: Instant; periodDays: number | null; pageOn: LocalDate; zone: string },
): Instant | null {
  if (!mayLapse(item) || item.lapses_at !== null) return item.lapses_at;
  const since = localDateOf(item.updated_at > begunAt ? item.updated_at : begunAt, zone);
  const days = Math.max(DAYS_TO_LAPSE, Math.ceil((periodDays ?? 0) * PERIODS_TO_LAPSE));
  const [due, first] = [addLocalDays(since, days), addLocalDays(pageOn, DAYS_AFTER_PAGE)];
  return instantOf(due > first ? due : first, LAPSES_AT, zone);
}

/** The five oldest; those that have stood on a page come after those that have not, so that each gets there. */
export function oldestOf<Item extends Untidied>(items: readonly Item[]): Item[] {
  const order = (item: Item) => [item.tidied_at ?? "", item.raised_at, item.id].join(" ");
  return items.toSorted((one, other) => (order(one) < order(other) ? -1 : 1)).slice(0, MOST_SHOWN);
}

/** To whom the page of a program goes in a week, and when. */
export interface PageReader {
  personId: string;
  zone: string;
  on: LocalDate;
  at: Instant;
  until: Instant;
}

export interface PageOf {
  reader: PageReader;
  items: { id: string; revision: number; lapsesAt: Instant | null }[];
}

/** The page of each reader over all programs that they lead. `periodDaysOf`: of the check-in that an item came of. */
export function pagesOf<Item extends Untidied & { program_id: string; revision: number }>(
  items: readonly Item[],
  readerOf: (programId: string) => PageReader | null,
  { begunAt, periodDaysOf }: { begunAt: Instant; periodDaysOf(item: Item): number | null },
): PageOf[] {
  const byReader = Map.groupBy(items, ({ program_id }) => readerOf(program_id)?.personId ?? null);
  return [...byReader.values()].flatMap((theirs) => {
    const reader = readerOf(theirs[0]?.program_id ?? "");
    if (!reader) return [];
    const page = { begunAt, pageOn: reader.on, zone: reader.zone };
    const shown = oldestOf(theirs).map((item) => ({
      id: item.id,
      revision: item.revision,
      lapsesAt: lapsesAt(item, { ...page, periodDays: periodDaysOf(item) }),
    }));
    return [{ reader, items: shown }];
  });
}

/** When the pages of the next week are made: as soon as it begins anywhere. */
export function planningAfter(now: Instant): Instant {
  return instantOf(addLocalDays(weekOf(now), WEEK_DAYS), "00:00", FIRST_ZONE);
}

/** The Monday of the week for which pages are made now. */
export function weekOf(now: Instant): LocalDate {
  return mondayOf(localDateOf(now, FIRST_ZONE));
}

/** The first of these people who works on what is left of that week, with their first day; null where nobody does. */
export function readerAmong(
  people: readonly string[],
  factsOf: (personId: string) => (PersonDays & { zone: string }) | undefined,
  { monday, now }: { monday: LocalDate; now: Instant },
): PageReader | null {
  for (const personId of people) {
    const facts = factsOf(personId);
    if (!facts) continue;
    const today = localDateOf(now, facts.zone);
    const days = Array.from({ length: WEEK_DAYS }, (_, index) => addLocalDays(monday, index));
    const on = days.find((day) => day >= today && worksOn(facts, day));
    if (on === undefined) continue;
    const until = instantOf(addLocalDays(monday, WEEK_DAYS), "00:00", facts.zone);
    return { personId, zone: facts.zone, on, at: instantOf(on, PAGE_AT, facts.zone), until };
  }
  return null;
}

/** How an item that is over begins again; null: it does not. What has lapsed can be brought back for 90 days. */
export function reopeningOf(
  { state, closed_at: closedAt }: { state: ItemState; closed_at: Instant | null },
  events: readonly { event: ItemEventName }[],
  now: Instant,
): "reopen" | "bring-back" | null {
  if (!["closed", "withdrawn", "reached", "dropped"].includes(state)) return null;
  if (events.at(-1)?.event !== "lapsed" || closedAt === null) return "reopen";
  return now < addMs(closedAt, DAYS_TO_BRING_BACK * DAY) ? "bring-back" : null;
}

function raisedBefore(now: Instant): Instant {
  return addMs(now, -DAYS_BEFORE_PAGE * DAY);
}
