/** Steps of a visitor of Home: what is theirs now, who waits for them, and for whom they wait. */
import { sql } from "kysely";
import { namesOf, type Person } from "../people/people.ts";
import type { Db } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import type { Visitor } from "../programs/viewer.ts";
import { oncePerHome } from "../slack/home.ts";
import { groupsOf } from "./template.ts";
import { listTracks, stepsAfter, stepsOf, type TrackStep } from "./tracks.ts";
import { approversOf, whoDoAll } from "./who-does.ts";

export interface AtHand {
  /** Open and theirs, or theirs to approve; the first due first. */
  mine: TrackStep[];
  /** Of each of these the steps of others that come next. */
  next: { mine: TrackStep; step: TrackStep; by: string }[];
  /** What is theirs next, and the first that stands before it. */
  awaited: { step: TrackStep; current: TrackStep }[];
  all: ReadonlyMap<string, TrackStep[]>;
  programs: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
}

/** One statement for whoever has nothing to do with a track, else ten, however many tracks. */
export const stepsAtHand = oncePerHome(
  async ({ db }: Pick<Services, "db">, visitor: Visitor): Promise<AtHand | null> => {
    const { id: personId, workspace_id: workspaceId } = visitor.person;
    const { tracks, programs } = await listTracksOf(db, visitor.person);
    if (tracks.length === 0) return null;
    const steps = await stepsOf(db, workspaceId, tracks);
    const all = Map.groupBy(steps, ({ track }) => track.id);
    const doers = await whoDoAll(db, workspaceId, [...programs.keys()], visitor.now);
    const does = ({ track, role }: TrackStep) => doers(track, role)[0];
    const isAsked = (step: TrackStep) => step.askedOf === personId && approversOf(doers, step).includes(personId);
    const mine = steps
      .filter((step) => (step.state === "open" ? step.ownerId === personId : isAsked(step)))
      .toSorted(byDate);
    const next = mine.flatMap((own) =>
      stepsAfter(own, all.get(own.track.id) ?? [])
        .filter((step) => waitsFor(step, all.get(own.track.id) ?? []).includes(own) && does(step) !== personId)
        .map((step) => ({ mine: own, step, by: does(step) })),
    );
    const awaited = steps.flatMap((step) => {
      if (step.stands.item_id !== null || step.stands.done_at !== null || does(step) !== personId) return [];
      const isTheirs = (other: TrackStep) =>
        other.stands.item_id === null ? does(other) === personId : mine.includes(other);
      const current = firstBefore(step, all.get(step.track.id) ?? [], isTheirs);
      return current ? [{ step, current }] : [];
    });
    const seen = [...mine, ...awaited.map(({ current }) => current)];
    const people = [...seen.flatMap(({ ownerId, askedOf }) => [ownerId, askedOf]), ...next.map(({ by }) => by)];
    return { mine, next, awaited, all, programs, names: await namesOf(db, workspaceId, people) };
  },
);

/** Running tracks of programs in which they have a seat or a role, and those in which they have an open step. */
async function listTracksOf(db: Db, { id: personId, workspace_id: workspaceId }: Person) {
  const theirs = sql<string>`(
    select step.track_id from item
    join track_step as step on step.workspace_id = item.workspace_id and step.item_id = item.id
    where item.workspace_id = ${workspaceId} and item.owner_id = ${personId} and item.state = 'open'
    union select own.id from track as own where own.workspace_id = ${workspaceId} and own.state = 'running'
    and own.program_id in (
      select program_id from seat where workspace_id = ${workspaceId} and person_id = ${personId}
      union select role.program_id from role_holder as holder
      join working_role as role on role.workspace_id = holder.workspace_id and role.id = holder.role_id
      where holder.workspace_id = ${workspaceId} and holder.person_id = ${personId} and holder.ended_at is null))`;
  const found = await db
    .selectFrom("track")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "track.workspace_id").onRef("program.id", "=", "track.program_id"),
    )
    .select(["track.id", "program.id as program_id", "program.title"])
    .where("track.workspace_id", "=", workspaceId)
    .where("track.id", "in", theirs)
    .where("program.state", "=", "active")
    .execute();
  const ids = found.map(({ id }) => id);
  const tracks = ids.length === 0 ? [] : await listTracks(db, workspaceId, { id: ids, state: "running" });
  return { tracks, programs: new Map(found.map(({ program_id: id, title }) => [id, title])) };
}

function byDate({ dueOn }: TrackStep, { dueOn: other }: TrackStep): number {
  return (dueOn ?? "9").localeCompare(other ?? "9");
}

/** What is still to be done of what it comes after. */
function waitsFor(step: TrackStep, all: readonly TrackStep[]): TrackStep[] {
  const open = groupsOf(step).filter(
    (group) => !all.some(({ key, stands }) => group.includes(key) && stands.done_at !== null),
  );
  return all.filter(({ key }) => open.some((group) => group.includes(key)));
}

/** The nearest step under way that has to be done before; none where a step of theirs comes before, or nothing is under way. */
function firstBefore(
  step: TrackStep,
  all: readonly TrackStep[],
  isTheirs: (step: TrackStep) => boolean,
): TrackStep | undefined {
  const before = new Set(waitsFor(step, all));
  // A set gives what is added while it is gone through, too.
  for (const each of before)
    if (isTheirs(each)) return undefined;
    else if (each.stands.item_id === null) for (const earlier of waitsFor(each, all)) before.add(earlier);
  return [...before].find(({ stands }) => stands.item_id !== null);
}
