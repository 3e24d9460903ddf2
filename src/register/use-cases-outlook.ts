/** What of the record will remind people or go up by itself, for those who look ahead. */
import { allGoing } from "../delivery/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addMs, DAY } from "../platform/time.ts";
import { isAppearance } from "./appearances/appearance.ts";
import { askedLately, askingOf } from "./appearances/turns.ts";
import { listVotes } from "./asks/repository.ts";
import { closingOf, type VoteResult } from "./asks/rules.ts";
import { recordKeys } from "./delivery-keys.ts";
import { type Escalation, laddersOf, listEscalationsOf, listRises } from "./escalation/repository.ts";
import type { Ladder } from "./escalation/rules.ts";
import { type Item, type ItemEvent, listItemEvents, listItems } from "./repository.ts";
import { LIVE_STATES } from "./rules.ts";
import { findTidying, listUntidied } from "./tidying/repository.ts";

export type { Escalation } from "./escalation/repository.ts";
export type { Item } from "./repository.ts";

export interface RecordOutlook {
  /** What lives, and the decisions in force. */
  items: readonly Item[];
  escalations: readonly Escalation[];
  /** Of the programs that have one of their own. */
  ladders: ReadonlyMap<string, Ladder>;
  /** When items went up by rule in the last seven days, by program. */
  rises: ReadonlyMap<string, readonly Instant[]>;
  /** What votes come to as they close, if nobody else votes; by item. */
  votes: ReadonlyMap<string, VoteResult>;
  /** Of asks, by item. */
  events: ReadonlyMap<string, readonly Pick<ItemEvent, "at" | "event" | "revision">[]>;
  appearances: {
    /** When those who are asked for one were asked lately, or declined. */
    asked: ReadonlyMap<string, readonly Instant[]>;
    /** Those that were put to whoever is asked, and those that wait to be; by id. */
    put: ReadonlySet<string>;
    waiting: ReadonlySet<string>;
  };
  /** Since when unconfirmed items are put to leads, and when next; and of each the cadence in which it was said. */
  tidying: { begunAt: Instant; nextAt: Instant; cadenceOf: ReadonlyMap<string, string | null> } | null;
}

async function appearancesOf(
  db: Db,
  workspaceId: string,
  items: readonly Item[],
  now: Instant,
): Promise<RecordOutlook["appearances"]> {
  const asked = new Map<string, readonly Instant[]>();
  const put = new Set<string>();
  const waiting = new Set<string>();
  for (const item of items.filter(isAppearance)) {
    const { id, owner_id: personId } = item;
    if (item.state !== "open" || personId === null) continue;
    if (!asked.has(personId)) asked.set(personId, await askedLately(db, { workspaceId, personId }, now));
    const key = recordKeys.appearance(personId, id, await askingOf(db, item));
    for (const { isSent } of await allGoing(db, workspaceId, key)) (isSent ? put : waiting).add(id);
  }
  return { asked, put, waiting };
}

async function tidyingOf(db: Db, workspaceId: string): Promise<RecordOutlook["tidying"]> {
  const found = await findTidying(db, workspaceId);
  if (!found) return null;
  const untidied = await listUntidied(db, workspaceId);
  const cadenceOf = new Map(untidied.map(({ id, cadence_id }) => [id, cadence_id]));
  return { begunAt: found.begun_at, nextAt: found.next_at, cadenceOf };
}

const MOST_ITEMS = 100_000;

/** Reads once what the record of these programs will do by itself. */
export async function recordOutlook(
  db: Db,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<RecordOutlook> {
  const items = await listItems(db, workspaceId, { programIds, states: [...LIVE_STATES, "active"] }, MOST_ITEMS);
  const escalations = await listEscalationsOf(db, workspaceId, programIds);
  const rises = new Map<string, Instant[]>();
  for (const programId of new Set(escalations.map(({ program_id }) => program_id)))
    rises.set(programId, await listRises(db, { workspaceId, programId, since: addMs(now, -7 * DAY) }));
  const asks = items.filter(({ type }) => type === "ask").map(({ id }) => id);
  const events = Map.groupBy(await listItemEvents(db, workspaceId, asks), ({ item_id }) => item_id);
  const votes = new Map<string, VoteResult>();
  for (const item of items) {
    if (item.type !== "ask" || !item.details.circulation) continue;
    const { number: circulation } = item.details.circulation;
    const cast = await listVotes(db, { workspaceId, itemId: item.id, circulation });
    votes.set(item.id, closingOf(item, item.details.circulation, cast));
  }
  const ladders = await laddersOf(db, workspaceId, programIds);
  const appearances = await appearancesOf(db, workspaceId, items, now);
  return { items, votes, escalations, ladders, rises, events, appearances, tidying: await tidyingOf(db, workspaceId) };
}
