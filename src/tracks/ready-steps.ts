/** What of running tracks may begin, and whose it is then. */

import { sql } from "kysely";
import { getPerson } from "../people/people.ts";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Db, Tx } from "../platform/database.ts";
import { lockRows } from "../platform/locks.ts";
import { nextAt } from "../platform/next-at.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { instantOf, type LocalDate } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programOf } from "../programs/programs.ts";
import { seatDay } from "../programs/seats.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import { enter, record } from "../register/items.ts";
import { sendNobodyThere } from "./gates.ts";
import { sendMeeting } from "./informed.ts";
import { sendStep } from "./step-messages.ts";
import { dueFrom } from "./step-term.ts";
import { getTrack, listTracks, lookSoon, stepsOf, type TrackStep, trackMoved } from "./tracks.ts";
import { whoDoAll, whoTakes } from "./who-does.ts";
import { rolesWaiting } from "./who-waits.ts";
import { isShared, rolesOf } from "./working-roles.ts";

/**
 * Steps of running tracks of running programs that are not ready yet and wait for no day and no step: of each place that they
 * come after one is done. One statement for any number of tracks. `trackId`: of this one.
 */
export function listReady(
  db: Db | Tx,
  workspaceId: string,
  { today, trackId }: { today: LocalDate; trackId?: string | undefined },
): Promise<{ track_id: string; key: string }[]> {
  return db
    .selectFrom("track_step as step")
    .innerJoin("track", (join) =>
      join.onRef("track.workspace_id", "=", "step.workspace_id").onRef("track.id", "=", "step.track_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "track.workspace_id").onRef("program.id", "=", "track.program_id"),
    )
    .select(["step.track_id", "step.key"])
    .where("step.workspace_id", "=", workspaceId)
    .where("track.state", "=", "running")
    .where("program.state", "=", "active")
    .where("step.item_id", "is", null)
    .where("step.done_at", "is", null)
    .where((eb) => eb.or([eb("step.wait_until", "is", null), eb("step.wait_until", "<=", today)]))
    .where(
      sql<boolean>`not exists (
        select need.place from track_need as need
        where need.workspace_id = step.workspace_id and need.track_id = step.track_id and need.step_key = step.key
        and not exists (
          select earlier.key from track_need as other
          join track_step as earlier on earlier.workspace_id = other.workspace_id
            and earlier.track_id = other.track_id and earlier.key = other.needs_key
          where other.workspace_id = need.workspace_id and other.track_id = need.track_id
          and other.step_key = need.step_key and other.place = need.place and earlier.done_at is not null))`,
    )
    .where((eb) => (trackId === undefined ? eb.and([]) : eb("step.track_id", "=", trackId)))
    .orderBy("step.track_id")
    .orderBy("step.key")
    .execute();
}

/** The first day on which a step that waits for a day may be ready. */
export const nextReadyAt = nextAt(
  (db) =>
    acrossWorkspaces(db)
      .selectFrom("track_step")
      .select(({ fn }) => fn.min("wait_until").as("at"))
      .where("item_id", "is", null)
      .where("done_at", "is", null)
      .where("wait_until", "is not", null),
  (day) => instantOf(day, "00:00", "UTC"),
);

/** Of steps whose day has come. */
export async function makeDueReady(services: Services, workspaceId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const ready = await listReady(tx, workspaceId, { today: seatDay(services.clock.now()) });
    const tracks = await listTracks(tx, workspaceId, { id: ready.map(({ track_id: id }) => id) });
    await lockRows(tx, "program", { workspaceId, ids: tracks.map(({ program_id: programId }) => programId) });
    await makeReady(services, tx, { workspaceId });
    // What has waited for its day waits no longer, or for other steps alone.
    await tx
      .updateTable("track_step")
      .set({ wait_until: null })
      .where("workspace_id", "=", workspaceId)
      .where("item_id", "is", null)
      .where("wait_until", "<=", seatDay(services.clock.now()))
      .execute();
  });
}

/** Each becomes an item of its owner, who hears of it. `trackId`: of this track alone; `preferredId`: of those who hold a role. */
export async function makeReady(
  services: Services,
  tx: Tx,
  { workspaceId, trackId, preferredId = null }: { workspaceId: string; trackId?: string; preferredId?: string | null },
): Promise<void> {
  const ready = await listReady(tx, workspaceId, { today: seatDay(services.clock.now()), trackId });
  for (const [id, steps] of Map.groupBy(ready, (step) => step.track_id)) {
    const all = await stepsOf(tx, workspaceId, [await getTrack(tx, workspaceId, id)]);
    const began = steps.map(({ key }) => key);
    for (const step of all) if (began.includes(step.key)) await begin(services, tx, { step, all, preferredId });
    await trackMoved.happened(services, tx, { workspaceId, trackId: id, began });
  }
}

function isAwaited(step: TrackStep, all: readonly TrackStep[]): boolean {
  return rolesWaiting(step, all).length > 0;
}

/** Of a step that other roles wait for, the name of its own where many hold that, else an empty one; undefined: none does. */
async function awaitedRole(tx: Tx, step: TrackStep, all: readonly TrackStep[]): Promise<string | undefined> {
  if (!isAwaited(step, all)) return undefined;
  const { workspace_id: workspaceId, program_id: id, started_by: starterId } = step.track;
  const held = (await rolesOf(tx, { workspace_id: workspaceId, id })).find(({ key }) => key === step.role);
  if (!held || !isShared(held)) return "";
  return textsFor(held.description.name, await getPerson(tx, workspaceId, starterId));
}

/** Of steps under way whether others wait for them still: another may have been done in their place. */
export async function noteAwaited(
  services: Services,
  tx: Tx,
  { workspaceId, trackId }: { workspaceId: string; trackId: string },
): Promise<void> {
  const track = await getTrack(tx, workspaceId, trackId);
  const all = await stepsOf(tx, workspaceId, [track]);
  const ids = all.flatMap(({ state, stands }) => (state === "open" ? (stands.item_id ?? []) : []));
  for (const item of await itemsOfPrograms(tx, workspaceId, [track.program_id], { ids })) {
    const step = all.find(({ stands }) => stands.item_id === item.id);
    if (!step || item.type !== "step" || isAwaited(step, all) === (item.details.role !== undefined)) continue;
    const details = { ...item.details, role: await awaitedRole(tx, step, all) };
    await record({ ...services, db: tx, actor: null }, { item, event: "changed", changes: { details } });
  }
}

interface Beginning {
  step: TrackStep;
  all: readonly TrackStep[];
  preferredId: string | null;
}

async function begin(services: Services, tx: Tx, { step, all, preferredId }: Beginning): Promise<void> {
  const { track } = step;
  const { workspace_id: workspaceId } = track;
  const now = services.clock.now();
  const stock = rows(tx, "track_step", workspaceId);
  const match = { track_id: track.id, key: step.key };
  // Of two processes one begins it.
  if (!(await stock.update({ ...match, item_id: null, ready_at: null }, { ready_at: now, accepted_at: null }))) return;
  const program = await programOf(tx, workspaceId, track.program_id);
  const starter = await getPerson(tx, workspaceId, track.started_by);
  const chain = await whoDoAll(tx, workspaceId, [track.program_id], now);
  const { ids, isThere } = await whoTakes(tx, chain, step);
  const owner = await getPerson(tx, workspaceId, ids.find((id) => id === preferredId) ?? ids[0]);
  const dueOn = await dueFrom(tx, owner, step, now);
  const role = await awaitedRole(tx, step, all);
  const details = { trackId: track.id, key: step.key, hasChecks: step.checks.length > 0, role };
  const item = await enter(
    { ...services, db: tx, actor: starter },
    {
      program,
      type: "step",
      details,
      title: [textsFor(step.title, starter), track.workRequest?.code].filter(Boolean).join(" · "),
      ownerId: owner.id,
      dueOn,
      sourceKey: `step:${track.id}:${step.key}:${services.ids.next()}`,
    },
  );
  await stock.update(match, { item_id: item.id });
  const naming = isThere ? null : await sendNobodyThere(services, tx, { item, step }, { chain, ofId: owner.id });
  // Whoever is to name somebody reads of it once.
  if (!naming?.has(owner.id)) await sendStep(services, tx, item, { isToOrder: step.stage === "prioritisation" });
  await sendMeeting(services, tx, step, owner.id);
  await lookSoon(tx, step, now);
}
