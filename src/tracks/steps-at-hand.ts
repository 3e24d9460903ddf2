/** Steps of a visitor of Home: what is theirs now, who waits for them, and for whom they wait. */
import { sql } from "kysely";
import { namesOf, type Person } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { isLeadRole } from "../programs/seats.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { oncePerHome } from "../slack/home.ts";
import { holdsPlace } from "./gates.ts";
import { givenLately } from "./given-lately.ts";
import { foundIn, partsOf } from "./parts.ts";
import { listTracks, stepsOf, type TrackStep } from "./tracks.ts";
import { type WhoDoes, whoDoAll } from "./who-does.ts";
import { type Waiting, whoWaits } from "./who-waits.ts";

export interface AtHand {
  /** Open and theirs to do, or theirs to approve; the first due first. */
  mine: TrackStep[];
  /** Steps under way and who waits for them: one of the two is theirs. */
  waiting: (Waiting & { current: TrackStep })[];
  all: ReadonlyMap<string, TrackStep[]>;
  programs: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
}

/** One statement for whoever has nothing to do with a track, else eleven, two more where several hold a role, however many tracks. */
export const stepsAtHand = oncePerHome(
  async ({ db }: Pick<Services, "db">, visitor: Visitor): Promise<AtHand | null> => {
    const { id: personId, workspace_id: workspaceId } = visitor.person;
    const { tracks, programs } = await listTracksOf({ db }, visitor);
    if (tracks.length === 0) return null;
    const steps = await stepsOf(db, workspaceId, tracks);
    const all = Map.groupBy(steps, ({ track }) => track.id);
    const chain = await whoDoAll(db, workspaceId, [...programs.keys()], visitor.now);
    const isAsked = (step: TrackStep) =>
      step.askedOf === personId && (step.approverNamedBy !== null || chain.approving(step).ids.includes(personId));
    const underWay = steps.filter(({ stands }) => stands.item_id !== null && stands.done_at === null).toSorted(byDate);
    const theirs = underWay.filter((step) => (step.state === "open" ? step.ownerId === personId : isAsked(step)));
    const placeholders = new Set<TrackStep>();
    for (const step of theirs.filter((each) => mayBePlaceholder(chain, each, personId)))
      if (await holdsPlace(db, { workspace_id: workspaceId, id: step.stands.item_id ?? "" }, personId))
        placeholders.add(step);
    const mine = theirs.filter((step) => !placeholders.has(step));
    const waiting = underWay
      .flatMap((current) => {
        const steps = all.get(current.track.id) ?? [];
        return whoWaits(current, steps, chain).map((waiting) => ({ ...waiting, current }));
      })
      .filter(({ current, byId }) => !placeholders.has(current) && mine.includes(current) !== (byId === personId));
    const seen = [...mine, ...waiting.map(({ current }) => current)];
    const ids = [...seen.flatMap(({ ownerId, askedOf }) => [ownerId, askedOf]), ...waiting.map(({ byId }) => byId)];
    return { mine, waiting, all, programs, names: await namesOf(db, workspaceId, ids) };
  },
);

/** A sponsor has a step that nobody is there to do. */
function mayBePlaceholder(chain: WhoDoes, { state, track, role, term }: TrackStep, personId: string): boolean {
  return state === "open" && chain.sponsors(track).includes(personId) && !chain.doing(track, role, term).isThere;
}

/** What a visitor has to do with tracks, work requests and newcomers, read once for a Home in one statement. */
export const theirsOnHome = oncePerHome(async ({ db }: Pick<Services, "db">, visitor: Visitor) => {
  const { person, now, programs } = visitor;
  const led = programs.filter(({ roles }) => roles.some(isLeadRole)).map(({ id }) => id);
  const { rows: found } = await sql<Theirs>`
    ${tracksOf(person)} union all ${partsOf(person)} union all ${givenLately(person.workspace_id, led, now)}
  `.execute(db);
  const of = (kind: Theirs["kind"]) => found.filter((row) => row.kind === kind);
  return {
    ...foundIn(found),
    tracks: of("track"),
    given: of("given"),
  };
});

/** `ref`: of a track, an item or a request its id, of a role its key, of what was given whom; `words`: a title, an instant. */
interface Theirs {
  kind: "track" | "role" | "step" | "request" | "given";
  program_id: string;
  ref: string;
  words: string;
}

/** Running tracks of programs in which they have a seat or a role, and those in which they have a step to do or to approve. */
function tracksOf({ id: personId, workspace_id: workspaceId }: Person) {
  return sql`
    select 'track' as kind, track.program_id as program_id, track.id as ref, program.title as words
    from track join program on program.workspace_id = track.workspace_id and program.id = track.program_id
    where track.workspace_id = ${workspaceId} and program.state = 'active' and track.id in (
      select step.track_id from item
      join track_step as step on step.workspace_id = item.workspace_id and step.item_id = item.id
      where item.workspace_id = ${workspaceId} and item.owner_id = ${personId} and item.state = 'open'
      union select step.track_id from approval
      join track_step as step on step.workspace_id = approval.workspace_id and step.item_id = approval.subject_id
      where approval.workspace_id = ${workspaceId} and approval.asked_of = ${personId} and approval.state = 'asked'
      and approval.subject_kind = 'step'
      union select own.id from track as own where own.workspace_id = ${workspaceId} and own.state = 'running'
      and own.program_id in (
        select program_id from seat where workspace_id = ${workspaceId} and person_id = ${personId}
        union select role.program_id from role_holder as holder
        join working_role as role on role.workspace_id = holder.workspace_id and role.id = holder.role_id
        where holder.workspace_id = ${workspaceId} and holder.person_id = ${personId} and holder.ended_at is null))`;
}

async function listTracksOf({ db }: Pick<Services, "db">, visitor: Visitor) {
  const { tracks: found } = await theirsOnHome({ db }, visitor);
  const ids = found.map(({ ref }) => ref);
  const tracks =
    ids.length === 0 ? [] : await listTracks(db, visitor.person.workspace_id, { id: ids, state: "running" });
  return { tracks, programs: new Map(found.map(({ program_id: id, words }) => [id, words])) };
}

function byDate({ dueOn }: TrackStep, { dueOn: other }: TrackStep): number {
  return (dueOn ?? "9").localeCompare(other ?? "9");
}
