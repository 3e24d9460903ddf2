/** Items without an update for sixty days: they leave the reports and are listed under *No word*. */
import { type RawBuilder, sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addLocalDays, type LocalDate } from "../platform/time.ts";

export const DAYS_WITHOUT_WORD = 60;

/** Risks, requests, decisions and milestones stay, however old. */
const LEAVING = ["issue", "action", "presence", "assumption", "dependency"];

/** Whether an open item is past its date and has had no update for sixty days. */
export function hasNoWord(
  { type, dueOn, lastWordOn }: { type: string; dueOn: LocalDate | null; lastWordOn: LocalDate },
  today: LocalDate,
): boolean {
  return mayLeave({ type, dueOn }, today) && lastWordOn <= addLocalDays(today, -DAYS_WITHOUT_WORD);
}

function mayLeave({ type, dueOn }: { type: string; dueOn: LocalDate | null }, today: LocalDate): boolean {
  return LEAVING.includes(type) && dueOn !== null && dueOn < today;
}

/** When an item past its date leaves the reports without an update; null: never. */
export function leavesOn({ type }: { type: string }, updatedOn: LocalDate): LocalDate | null {
  return LEAVING.includes(type) ? addLocalDays(updatedOn, DAYS_WITHOUT_WORD) : null;
}

/** Events that are no update by a person. */
const BY_THE_WAY = sql.join(["program-closed", "program-reopened"].map((event) => sql.lit(event)));

/** When somebody did anything with an item last, or it was given to another owner. For a statement about `item`. */
export function lastWordAt(until: Instant): RawBuilder<Instant | null> {
  return lastEventAt(
    until,
    sql`((word.actor_id is not null and word.event not in (${BY_THE_WAY})) or word.event = 'handed-on')`,
  );
}

/** When it was given to its owner, if to another one than at first. */
export function handedOverAt(until: Instant): RawBuilder<Instant | null> {
  return lastEventAt(until, sql`word.after like '%"owner_id"%'`);
}

function lastEventAt(until: Instant, which: RawBuilder<unknown>): RawBuilder<Instant | null> {
  return sql`(select max(word.at) from item_event as word
    where word.workspace_id = item.workspace_id and word.item_id = item.id and word.at <= ${until} and ${which})`;
}

type Listed = {
  id: string;
  workspace_id: string;
  type: string;
  state: string;
  due_on: LocalDate | null;
  raised_at: Instant;
};

/** Of these, the ids of those without a word: one statement, and none where nothing is past its date. */
export async function idsWithoutWord(
  db: Db,
  items: readonly Listed[],
  { now, today, dayOf }: { now: Instant; today: LocalDate; dayOf(at: Instant): LocalDate },
): Promise<Set<string>> {
  const late = items.filter(
    (item) => item.state === "open" && mayLeave({ type: item.type, dueOn: item.due_on }, today),
  );
  const [first] = late;
  if (!first) return new Set();
  const ids = late.map(({ id }) => id);
  const rows = await db
    .selectFrom("item")
    .select("id")
    .select(lastWordAt(now).as("at"))
    .where("workspace_id", "=", first.workspace_id)
    .where("id", "in", ids)
    .execute();
  const lastAt = new Map(rows.map(({ id, at }) => [id, at]));
  const isSilent = ({ id, type, due_on: dueOn, raised_at }: Listed) =>
    hasNoWord({ type, dueOn, lastWordOn: dayOf(lastAt.get(id) ?? raised_at) }, today);
  return new Set(late.filter(isSilent).map(({ id }) => id));
}
