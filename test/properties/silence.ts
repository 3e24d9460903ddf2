/**
 * Of what waits for somebody, what nobody is due to hear of. Knows the rows of the database alone: neither rules nor use
 * cases of `src`.
 */
import type { Db } from "../../src/platform/database.ts";
import type { Heard } from "./quarter-world.ts";

/** So long ahead a day is known of which somebody may think: two weeks away, the longest term and a vote fit in it. */
const KNOWN_DAYS = 45;
const LEADING = ["lead", "deputy"];
const DAY = 86_400_000;

async function rowsOf(db: Db, now: string) {
  const [items, events, deliveries, seats, people, programs, terms, week] = [
    await db.selectFrom("item").selectAll().where("state", "=", "open").orderBy("id").execute(),
    await db.selectFrom("item_event").selectAll().orderBy("revision").execute(),
    await db
      .selectFrom("delivery")
      .selectAll()
      .where("state", "=", "waiting")
      .where("updates_id", "is", null)
      .execute(),
    await db.selectFrom("seat").selectAll().execute(),
    await db.selectFrom("person").selectAll().execute(),
    await db.selectFrom("program").selectAll().execute(),
    await db.selectFrom("request_term").selectAll().execute(),
    await db.selectFrom("next_week").selectAll().executeTakeFirstOrThrow(),
  ];
  const gone = new Set(people.filter((one) => one.is_deactivated === 1).map(({ id }) => id));
  const admins = new Set(people.filter((one) => one.is_admin === 1 && !gone.has(one.id)).map(({ id }) => id));
  const today = now.slice(0, 10);
  const holding = seats.filter(
    ({ from_date, until_date, person_id }) =>
      (from_date ?? today) <= today && (until_date ?? today) >= today && !gone.has(person_id),
  );
  return { now, items, events, deliveries, holding, gone, admins, programs, terms, week };
}

type Rows = Awaited<ReturnType<typeof rowsOf>>;
type ItemRow = Rows["items"][number];
type EventRow = Rows["events"][number];

/** What somebody has to answer: a request, or what blocks. */
export function waitsForSomebody(item: ItemRow): boolean {
  return item.type === "request" || (item.type === "issue" && JSON.parse(item.details).blocksWork === true);
}

/** Somebody hears of it, by then. */
interface Due {
  who: string;
  at: string;
  by: string;
}

function waitingIn({ items, programs }: Rows): ItemRow[] {
  const running = new Set(programs.filter(({ state }) => state === "active").map(({ id }) => id));
  return items.filter((item) => running.has(item.program_id) && waitsForSomebody(item));
}

/** So long after nobody leads any more admins have heard of it: the page of a week, and two weeks away. */
const TOLD_DAYS = 30;

/**
 * What has waited for as long as a day is known ahead, and of which nobody has got a message in all that time; where nobody
 * leads, of which no admin has heard since. `since`: what waits, and which programs nobody leads, with the first instant at
 * which it was seen to; brought up to date here.
 */
export async function untoldIn(
  db: Db,
  now: string,
  { heard, since }: { heard: readonly Heard[]; since: Map<string, string> },
): Promise<{ id: string; code: string; why: string }[]> {
  const rows = await rowsOf(db, now);
  const all = waitingIn(rows);
  const led = all.filter((item) => isLed(rows, item));
  const unled = new Set(all.filter((item) => !isLed(rows, item)).map(({ program_id }) => program_id));
  // A program that is closed and reopened meanwhile has lost its leads once.
  const withoutLeads = rows.programs
    .filter(({ id }) => !isLed(rows, { program_id: id }))
    .map(({ id }) => `unled ${id}`);
  const seen = new Set([...led.map(({ id }) => id), ...unled, ...withoutLeads]);
  for (const id of since.keys()) if (!seen.has(id)) since.delete(id);
  for (const id of seen) if (!since.has(id)) since.set(id, now);
  const daysAgo = (days: number) => new Date(Date.parse(now) - days * DAY).toISOString();
  const untold = led.flatMap((item) => {
    const tells = ({ subject, kind, personId, at }: Heard) =>
      subject.includes(`"${item.id}"`) || (kind === "item-reminder" && personId === ownerAt(rows, item, at));
    const last = heard.findLast(tells)?.at ?? "";
    const first = daysAgo(KNOWN_DAYS);
    if ((since.get(item.id) ?? now) > first || last > first) return [];
    return [{ id: item.id, code: `${item.type} ${item.number}`, why: `last told ${last}, ${JSON.stringify(item)}` }];
  });
  const unheard = [...unled].flatMap((id) => {
    const from = since.get(id) ?? now;
    const ended = since.get(`unled ${id}`) ?? now;
    const isTold = heard.some(
      ({ kind, subject, at }) => kind === "unled" && subject.includes(`"${id}"`) && at >= ended,
    );
    if (isTold || from > daysAgo(TOLD_DAYS)) return [];
    return [{ id, code: "a program", why: `nobody leads it since ${from}, and no admin has heard` }];
  });
  return [...untold, ...unheard];
}

/** What of running programs nobody is due to hear of, or is with somebody whose ground has ended; each with what there is of it. */
export async function silentIn(db: Db, now: string): Promise<{ id: string; code: string; why: string }[]> {
  const rows = await rowsOf(db, now);
  const last = new Date(Date.parse(now) + KNOWN_DAYS * DAY).toISOString();
  return waitingIn(rows).flatMap((item) => {
    const due = duesOf(rows, item);
    const isHeard = isLed(rows, item)
      ? due.some(({ who, at }) => at <= last && hasAuthority(rows, item, who))
      : rows.admins.size > 0 && rows.week.begins_at <= last;
    if (isHeard && !isStray(rows, item)) return [];
    const code = `${item.type} ${item.number} of ${item.program_id}`;
    const said = `${item.state} with ${item.owner_id}, raised by ${item.raised_by}, ${item.details}`;
    return [{ id: item.id, code, why: `${said}, due ${JSON.stringify(due)}` }];
  });
}

/** It is with somebody without a ground, though somebody leads; what is due now goes on with the next tick. */
function isStray(rows: Rows, item: ItemRow): boolean {
  const isDue = rows.terms.some(({ item_id, ends_at }) => item_id === item.id && ends_at <= rows.now);
  if (isDue || item.owner_id === null || item.type !== "request") return false;
  return isLed(rows, item) && !hasAuthority(rows, item, item.owner_id);
}

/** Whose it was as somebody got a message. */
function ownerAt({ events }: Rows, { id }: ItemRow, at: string): string | null {
  const given = events.filter((event) => event.item_id === id && event.at <= at).map((event) => givenIn(event).to);
  return given.findLast((to) => to !== undefined) ?? null;
}

function isLed({ holding }: Rows, item: Pick<ItemRow, "program_id">): boolean {
  return holding.some(({ program_id, role }) => program_id === item.program_id && LEADING.includes(role));
}

function duesOf(rows: Rows, item: ItemRow): Due[] {
  const dues: Due[] = [];
  if (item.remind_at !== null && item.owner_id !== null)
    dues.push({ who: item.owner_id, at: item.remind_at, by: "reminder" });
  for (const { subject, person_id, due_at, kind } of rows.deliveries)
    if (person_id !== null && subject.includes(`"${item.id}"`)) dues.push({ who: person_id, at: due_at, by: kind });
  for (const { item_id, kind, ends_at } of rows.terms)
    if (item_id === item.id && item.owner_id !== null) dues.push({ who: item.owner_id, at: ends_at, by: kind });
  return dues;
}

/** A role that holds, or being given it by somebody with a ground. */
function hasAuthority(rows: Rows, item: ItemRow, who: string): boolean {
  return !rows.gone.has(who) && (standsBy(rows, item, who) || wasGiven(rows, item, who));
}

function standsBy(rows: Rows, item: ItemRow, who: string): boolean {
  // What an admin enters or has they may change.
  const isAdmins = rows.admins.has(who) && [item.raised_by, item.owner_id].includes(who);
  // Whoever is asked answers for what their answer says.
  const isAnswered = item.check_in_id !== null && item.raised_by === who;
  return isAdmins || isAnswered || hasRole(rows, item, who);
}

function hasRole({ holding }: Rows, { program_id }: ItemRow, who: string): boolean {
  return holding.some((seat) => seat.program_id === program_id && seat.person_id === who);
}

function wasGiven(rows: Rows, item: ItemRow, who: string, before = Number.POSITIVE_INFINITY): boolean {
  const events = rows.events.filter(({ item_id, revision }) => item_id === item.id && revision < before);
  const event = events.findLast((one) => givenIn(one).to === who);
  const by = event ? givenIn(event).by : null;
  if (!event || by === null || by === undefined || rows.gone.has(by)) return false;
  return rows.admins.has(by) || standsBy(rows, item, by) || wasGiven(rows, item, by, event.revision);
}

/** To whom an event gave it; an absence gives it to the delegate whom its owner has named. */
function givenIn({ after, actor_id }: EventRow): { to?: string | null; by: string | null } {
  const { owner_id, ownerId, assignment } = JSON.parse(after ?? "{}");
  return { to: owner_id ?? ownerId, by: assignment?.because === "away" ? assignment.from : actor_id };
}
