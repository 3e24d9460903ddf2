/** What the closing and the reopening of a program do to what is open in it, and what of that is said. */
import { z } from "zod";
import { may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds, readerOf } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { wasSlip } from "../../programs/closings/rules.ts";
import { titleFor } from "../../programs/naming.ts";
import { namedPrograms, type Program, programOf, standingsOf } from "../../programs/use-cases.ts";
import { followAppearance } from "../appearances/attending.ts";
import { isAsk } from "../asks/ask.ts";
import { bringUpToDate, putAgain } from "../asks/telling.ts";
import { beginAnew, seatsNow } from "../escalation/levels.ts";
import { checkProgram } from "../escalation/repository.ts";
import { recordChanged } from "../events.ts";
import { registerFailure } from "../failures.ts";
import { programsToAddTo } from "../list/use-cases.ts";
import { tellOwner } from "../reminders/messages.ts";
import { findItem, type Item, insertItemEvent, listItems, updateItem } from "../repository.ts";
import { codeOf, ending, isLive, LIVE_STATES } from "../rules.ts";
import { asListed } from "../rules-told.ts";
import { ITEM_STATES, type ItemEventName } from "../table.ts";
import { enter, moveItem, refuseWhereClosed } from "../use-cases.ts";
import { listItemsFor } from "../use-cases-reading.ts";
import { openBlocks } from "./blocks.ts";
import { listEndedWith } from "./repository.ts";
import { carriedOver, mayGoOn } from "./rules.ts";

const ALL = 100_000;

async function liveIn(db: Db | Tx, { workspace_id, id }: Pick<Program, "workspace_id" | "id">): Promise<Item[]> {
  return listItems(db, workspace_id, { programIds: [id], states: LIVE_STATES }, ALL);
}

/** For the form that closes a program; null: nothing is open in it. */
export async function openFor(
  services: Looking,
  db: Db | Tx,
  { person, program }: { person: Person; program: Program },
): Promise<{ blocks: ReturnType<typeof openBlocks>; goesOnIn: { id: string; title: string }[] } | null> {
  const all = await liveIn(db, program);
  if (all.length === 0) return null;
  const read = await listItemsFor({ ...services, db }, person, { programIds: [program.id], states: LIVE_STATES }, ALL);
  const owners = new Set(read.flatMap(({ owner_id }) => owner_id ?? []));
  const names = new Map((await peopleByIds(db, person.workspace_id, [...owners])).map(({ id, name }) => [id, name]));
  const goOn = read.filter(mayGoOn).length;
  const others =
    goOn > 0 && (await mayHandOver(services, db, person, program))
      ? (await programsToAddTo({ ...services, db }, person)).filter(({ id }) => id !== program.id)
      : [];
  const items = read.map((item) => ({
    item: asListed(item, person.id),
    owner: item.owner_id && (names.get(item.owner_id) ?? null),
  }));
  const unread = all.length - read.length;
  return {
    blocks: openBlocks(readerOf(person), { items, unread, goOn: others.length > 0 ? goOn : null }),
    goesOnIn: others,
  };
}

/** Whoever gives something to another program can read it. */
async function mayHandOver(services: Looking, db: Db | Tx, person: Person, program: Program): Promise<boolean> {
  return may(await standingsOf(db, person, program.id, services), "read-record");
}

/**
 * Ends what is open in a program that has been closed, or has it go on in another one. The messages about it say so.
 * Throws NOT_OF_PROGRAM, PROGRAM_CLOSED.
 */
export async function endWith(
  services: Services,
  tx: Tx,
  program: Program,
  { actor, goesOnIn }: { actor: Person; goesOnIn: string | null },
): Promise<void> {
  const other = goesOnIn === null ? null : await programToGoOnIn(services, tx, actor, { program, goesOnIn });
  const now = services.clock.now();
  for (const item of await liveIn(tx, program)) {
    const next = other && mayGoOn(item) ? await goOnIn(services, tx, actor, item, { program, other }) : null;
    const changes = {
      state: "closed" as const,
      closed_at: now,
      remind_at: null,
      superseded_by: next?.id ?? null,
      updated_at: now,
    };
    const ended = await change(tx, actor, item, { event: "program-closed", changes, at: now });
    if (isAsk(item) && isAsk(ended)) await bringUpToDate(services, tx, item, ended);
    await followAppearance(services, tx, item, ended);
    await letOthersRun();
  }
}

async function programToGoOnIn(
  services: Services,
  tx: Tx,
  actor: Person,
  { program, goesOnIn }: { program: Program; goesOnIn: string },
): Promise<Program> {
  const other = await programOf(tx, actor.workspace_id, goesOnIn);
  refuseWhereClosed(other);
  const mayAdd = may(await standingsOf(tx, actor, other.id, services), "add-to-record");
  if (mayAdd && (await mayHandOver(services, tx, actor, program))) return other;
  throw registerFailure("NOT_OF_PROGRAM", { program: await titleFor(services, tx, actor, other) });
}

/** Entered in the other program, with those who have a role there. */
async function goOnIn(
  services: Services,
  tx: Tx,
  actor: Person,
  item: Item,
  { program, other }: { program: Program; other: Program },
): Promise<Item> {
  const seats = await seatsNow(tx, other, services.clock.now());
  const seated = (id: string | null) => seats.some(({ person_id }) => person_id === id);
  const raisedById = seated(item.raised_by) ? item.raised_by : actor.id;
  const lead = seats.find(({ role }) => role === "lead")?.person_id ?? actor.id;
  const isKept = seated(item.owner_id) && !(item.type === "ask" && item.owner_id === raisedById);
  const entered = await enter(services, tx, actor, other, {
    ...carriedOver(item),
    title: item.title,
    description: item.description,
    ownerId: isKept ? item.owner_id : item.type === "ask" ? null : lead,
    dueOn: item.due_on,
    sourceKey: `program-closed:${item.id}:${item.revision}`,
    raisedById,
    cameFrom: { item, program: program.title },
  });
  if (entered.owner_id !== item.owner_id) await tellOwner(services, tx, actor, entered);
  return entered;
}

/** As it was before, as JSON of the history has it. */
const beforeSchema = z.object({
  state: z.enum(ITEM_STATES),
  remind_at: z.string().nullable(),
  updated_at: z.string(),
});

/**
 * What was ended with a program is as it was; reopened later than within a day, whoever has it gets a term of their own, and
 * what went on in another program stays there. Within a day that comes back, unless somebody has acted on it; `stays`: told
 * how much does not.
 */
export async function resumeWith(
  services: Services,
  tx: Tx,
  program: Program,
  { actor, closedAt, stays }: { actor: Person; closedAt: Instant | null; stays(count: number): void },
): Promise<void> {
  const now = services.clock.now();
  const isSlip = closedAt !== null && wasSlip({ at: closedAt, until: now });
  let kept = 0;
  for (const { item, before } of await listEndedWith(tx, program)) {
    if (item.superseded_by !== null && !(isSlip && (await takenBack(services, tx, actor, item)))) {
      kept += 1;
      continue;
    }
    const changes = { ...beforeSchema.parse(JSON.parse(before)), closed_at: null, superseded_by: null };
    const resumed = await change(tx, actor, item, { event: "program-reopened", changes, at: now });
    if (!isSlip) await beginAnew(services, tx, resumed);
    if (isAsk(resumed)) await putAgain(services, tx, resumed);
    await followAppearance(services, tx, item, resumed);
    await letOthersRun();
  }
  if (kept > 0) stays(kept);
  await checkProgram(tx, { workspaceId: program.workspace_id, programId: program.id }, now);
  await recordChanged.happened(services, tx, { workspace_id: program.workspace_id, program_id: program.id });
}

/** What it goes on as in another program is closed there, where nobody has acted on it. */
async function takenBack(services: Services, tx: Tx, actor: Person, item: Item): Promise<boolean> {
  const next = item.superseded_by === null ? undefined : await findItem(tx, item.workspace_id, item.superseded_by);
  if (!next || next.revision > 1 || !isLive(next)) return false;
  const other = await programOf(tx, next.workspace_id, next.program_id);
  const mayAdd = may(await standingsOf(tx, actor, other.id, services), "add-to-record");
  if (other.state === "closed" || !mayAdd) return false;
  await moveItem(services, tx, actor, next, { ...ending(next), changes: { superseded_by: item.id } });
  return true;
}

/** Of a whole program at once: who has to know of it is told once, or not at all. Throws ITEM_MOVED_ON. */
async function change(
  tx: Tx,
  actor: Person,
  item: Item,
  { event, changes, at }: { event: ItemEventName; changes: Parameters<typeof updateItem>[2]; at: Instant },
): Promise<Item> {
  if (!(await updateItem(tx, item, changes))) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
  const { state, closed_at, remind_at, superseded_by, updated_at } = item;
  await insertItemEvent(tx, {
    workspace_id: item.workspace_id,
    item_id: item.id,
    revision: item.revision + 1,
    at,
    actor_id: actor.id,
    event,
    before: JSON.stringify({ state, closed_at, remind_at, superseded_by, updated_at }),
    after: JSON.stringify(changes),
    note: null,
    check_in_id: null,
  });
  const changed = await findItem(tx, item.workspace_id, item.id);
  if (!changed) throw registerFailure("ITEM_GONE");
  return changed;
}

/** For whoever closed a program: how much was ended with it, and how much of that goes on where. */
export async function endedIn(
  _: Looking,
  db: Db | Tx,
  program: Pick<Program, "workspace_id" | "id">,
): Promise<{ ended: number; goesOn: { count: number; title: string } | null }> {
  const ended = await listEndedWith(db, program);
  const going = ended.flatMap(({ item }) => item.superseded_by ?? []);
  const [first] = going;
  const next = first === undefined ? undefined : await findItem(db, program.workspace_id, first);
  const title = next && (await namedPrograms(db, program.workspace_id)).get(next.program_id)?.title;
  return {
    ended: ended.length - going.length,
    goesOn: title === undefined ? null : { count: going.length, title },
  };
}
