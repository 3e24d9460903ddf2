/** Who does a step, who approves it, who reads that it is late, and who stands in for whom: one chain for all of them. */
import { absencesFrom, isAwayThroughout } from "../people/absences.ts";
import { getPerson, type Person, peopleByIds } from "../people/people.ts";
import { settingsOf } from "../people/settings.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { isOnWorkingWeekday, workingDaysFrom } from "../platform/working-days.ts";
import { seatDay, seatsByProgram } from "../programs/seats.ts";
import { HAND_OFF, PERSON_ROLES, REQUESTER } from "./template.ts";
import type { Track, TrackStep } from "./tracks.ts";
import { listRoles } from "./working-roles.ts";

/** Working days in which a gate is approved. */
export const APPROVAL_TERM = 2;

type Concerned = Pick<Track, "program_id" | "about_id" | "started_by" | "workRequest"> & {
  /** Left out: it is still to be started. */
  id?: string;
  definition?: Pick<Track["definition"], "key" | "steps">;
};
type Answered = Pick<TrackStep, "track" | "accountable" | "ownerId">;

/** The first of them does it. */
interface Chosen<Ids extends readonly string[] = string[]> {
  ids: Ids;
  /** Whether any of them is there before the date; else the first is back first. */
  isThere: boolean;
}

export interface WhoDoes {
  /**
   * Whoever holds a role, else leads, else is deputy: the first of these groups in which somebody is there, or covers for one of
   * them, within `term` working days. In a track about somebody, that person. Where nobody is, a sponsor holds the place. Of
   * several who hold a role first whoever had a step of it in this track, or asked for the hand-off, then whoever has least in hand.
   */
  doing(track: Concerned, role: string, term?: number): Chosen<[string, ...string[]]>;
  /** Whoever holds a role or a seat, there or not, or is the person whom a track is about; nobody stands in. */
  holding(track: Concerned, role: string): string[];
  /**
   * Whoever answers for a step, else leads, is deputy, or sponsors it: never who did it, and who asked for the work only where
   * nobody else is there. None: nobody else has a part in it.
   */
  approving(step: Answered): Chosen;
  /** Who reads today that somebody is late with a step: the one who answers for it, else those who lead; never a sponsor. */
  answering(step: Answered, lateId: string | null): string[];
  /**
   * Who stands in today for whoever has a step and is away: whoever covers for them, else does their role too, else leads, but
   * this one. None: they are there, or nobody is.
   */
  standingIn(step: Pick<TrackStep, "track" | "role" | "ownerId">, except: string | null): string[];
  /** Those who lead today, else the deputies, but whoever is late; never a sponsor. */
  leading(track: Concerned, lateId: string | null): string[];
  /** Whoever does the first of these roles that somebody else than `except` does; none: nobody is left. */
  others(track: Concerned, roles: readonly string[], except: readonly (string | null)[]): string[];
  sponsors(track: Concerned): string[];
}

/** As `whoDoAll` has it for a program: of a role, within so many working days. */
export async function whoDoes(
  db: Db | Tx,
  track: Concerned & Pick<Track, "workspace_id">,
  { role, term = 0 }: { role: string; term?: number },
  now: Instant,
): Promise<Person> {
  const chain = await whoDoAll(db, track.workspace_id, [track.program_id], now);
  return getPerson(db, track.workspace_id, chain.doing(track, role, term).ids[0]);
}

/** As `doing` has it for a step that is to go to somebody now: in a track about somebody who has left Slack, whoever leads. */
export async function whoTakes(
  db: Db | Tx,
  chain: WhoDoes,
  { track, role, term }: Pick<TrackStep, "track" | "role" | "term">,
): Promise<Chosen<[string, ...string[]]>> {
  const { about_id: aboutId, workspace_id: workspaceId } = track;
  const isTheirs = aboutId !== null && PERSON_ROLES.some((each) => each === role);
  const hasLeft = isTheirs && (await getPerson(db, workspaceId, aboutId)).is_deactivated === 1;
  return chain.doing(track, hasLeft ? "lead" : role, term);
}

/** The first whom `whoTakes` has for it. */
export async function whoTakesNow(
  db: Db | Tx,
  step: Pick<TrackStep, "track" | "role" | "term">,
  now: Instant,
): Promise<Person> {
  const { workspace_id: workspaceId, program_id: programId } = step.track;
  const chain = await whoDoAll(db, workspaceId, [programId], now);
  const { ids } = await whoTakes(db, chain, step);
  return getPerson(db, workspaceId, ids[0]);
}

/** As many statements for many programs as for one. */
export async function whoDoAll(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<WhoDoes> {
  const seats = await seatsByProgram(db, workspaceId, programIds, seatDay(now));
  const roles = await listRoles(db, workspaceId, programIds);
  const held = new Map(
    roles.map(({ program_id: id, key, holders }) => [`${id} ${key}`, holders.map((each) => each.id)]),
  );
  const people = new Map([
    ...[...seats.values()].flat().map(({ person_id: id, zone }) => [id, zone] as const),
    ...roles.flatMap(({ holders }) => holders.map(({ id, zone }) => [id, zone] as const)),
  ]);
  const { pick, isAwayToday } = await chooser(db, workspaceId, people, now);
  const shared = roles
    .filter(({ holders }) => holders.length > 1)
    .flatMap(({ holders }) => holders.map(({ id }) => id));
  const inTurn = await turnsOf(db, workspaceId, { programIds, personIds: [...new Set(shared)] });

  const seated = ({ program_id: id }: Concerned, role: string) =>
    (seats.get(id) ?? []).flatMap((seat) => (seat.role === role ? [seat.person_id] : []));
  const holding = (track: Concerned, role: string) => {
    if (role === REQUESTER && track.workRequest) return [track.workRequest.requesterId];
    if (PERSON_ROLES.some((each) => each === role) && track.about_id !== null) return [track.about_id];
    return [...(held.get(`${track.program_id} ${role}`) ?? []), ...seated(track, role)];
  };
  const leads = (track: Concerned) => [seated(track, "lead"), seated(track, "deputy")];
  const isOfPerson = (track: Concerned, role: string) =>
    (role === REQUESTER && track.workRequest !== null) ||
    (PERSON_ROLES.some((each) => each === role) && track.about_id !== null);

  const doing: WhoDoes["doing"] = (track, role, term = 0) => {
    if (isOfPerson(track, role)) return { ids: [holding(track, role)[0] ?? track.started_by], isThere: true };
    const { ids, isThere } = pick([inTurn(track, role, holding(track, role)), ...leads(track)], { term });
    const [first, ...others] = ids.length > 0 ? ids : pick([seated(track, "sponsor")], { term }).ids;
    return { ids: [first ?? track.started_by, ...others], isThere };
  };

  const approving: WhoDoes["approving"] = ({ track, accountable, ownerId }) => {
    const groups = [holding(track, accountable), ...leads(track), seated(track, "sponsor")];
    const requesterId = track.workRequest?.requesterId ?? null;
    const apart = pick(groups, { term: APPROVAL_TERM, except: [ownerId, requesterId] });
    return apart.isThere ? apart : pick(groups, { term: APPROVAL_TERM, except: [ownerId] });
  };

  /** Those of these groups who are there today, but whoever is late and who only sponsors. */
  const reading = (track: Concerned, groups: readonly string[][], lateId: string | null) => {
    const leading = leads(track).flat();
    const sponsors = seated(track, "sponsor").filter((id) => !leading.includes(id));
    const { ids, isThere } = pick(groups, { term: 0, except: [lateId, ...sponsors], isOnlyThere: true });
    return isThere ? ids : [];
  };
  const leading: WhoDoes["leading"] = (track, lateId) => reading(track, leads(track), lateId);

  return {
    doing,
    holding,
    approving,
    leading,
    // Of several who hold a role one person answers for its steps.
    answering({ track, accountable }, lateId) {
      const isLeads = accountable === "lead" || accountable === "deputy";
      const answering = isLeads ? [] : reading(track, [holding(track, accountable)], lateId).slice(0, 1);
      return answering.length > 0 ? answering : leading(track, lateId);
    },
    standingIn({ track, role, ownerId }, except) {
      if (ownerId === null || !isAwayToday(ownerId)) return [];
      const groups = [[ownerId], holding(track, role), ...leads(track)];
      const { ids, isThere } = pick(groups, { term: 0, except: [ownerId, except], isOnlyThere: true });
      return isThere ? ids : [];
    },
    others(track, wanted, except) {
      const groups = wanted.map((role) => doing(track, role).ids.filter((id) => !except.includes(id)));
      return groups.find((ids) => ids.length > 0) ?? [];
    },
    sponsors: (track) => seated(track, "sponsor"),
  };
}

/**
 * Puts those who hold a role in the order in which its steps come to them: first whoever had one of them in the track, or asked for
 * the hand-off, then whoever has least in hand in its program. Two statements where several hold a role, else none.
 */
async function turnsOf(
  db: Db | Tx,
  workspaceId: string,
  { programIds, personIds }: { programIds: readonly string[]; personIds: string[] },
): Promise<(track: Concerned, role: string, ids: string[]) => string[]> {
  if (personIds.length === 0) return (_, __, ids) => ids;
  const open = await db
    .selectFrom("item")
    .select(({ fn }) => ["program_id", "owner_id", fn.countAll().as("count")])
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", [...programIds])
    .where("owner_id", "in", personIds)
    .where("type", "in", ["step", "action"])
    .where("state", "=", "open")
    .groupBy(["program_id", "owner_id"])
    .execute();
  const had = await db
    .selectFrom("track_step as step")
    .innerJoin("track", (join) =>
      join.onRef("track.workspace_id", "=", "step.workspace_id").onRef("track.id", "=", "step.track_id"),
    )
    .innerJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "step.workspace_id").onRef("item.id", "=", "step.item_id"),
    )
    .select(["step.track_id", "step.key", "item.owner_id"])
    .where("step.workspace_id", "=", workspaceId)
    .where("track.state", "=", "running")
    .where("track.program_id", "in", [...programIds])
    .where("item.owner_id", "in", personIds)
    .execute();

  const counts = new Map(open.map((row) => [`${row.program_id} ${row.owner_id}`, Number(row.count)]));
  const hadSteps = new Set(had.map((row) => `${row.track_id} ${row.key} ${row.owner_id}`));
  const isOfTrack = ({ id, definition, started_by: starterId }: Concerned, role: string, personId: string) => {
    const isAsker = definition?.key.split(":")[0] === HAND_OFF && personId === starterId;
    const steps = (definition?.steps ?? []).filter((step) => step.role === role);
    return isAsker || steps.some(({ key }) => hadSteps.has(`${id} ${key} ${personId}`));
  };
  return (track, role, ids) => {
    const rank = (id: string) => (isOfTrack(track, role, id) ? -1 : (counts.get(`${track.program_id} ${id}`) ?? 0));
    return ids.toSorted((id, other) => rank(id) - rank(other));
  };
}

interface Choice {
  term: number;
  except?: readonly (string | null)[];
  /** Leaves out those of the group who are away. */
  isOnlyThere?: boolean;
}

/**
 * Chooses among groups of people: the first group in which somebody works on any day until the date, as far as absences are
 * entered, or somebody else covers for one of them. Of nobody, all of them, who is back first at the front. `people`: their zones.
 */
async function chooser(db: Db | Tx, workspaceId: string, people: ReadonlyMap<string, string>, now: Instant) {
  const { workingWeek: workingDays } = await settingsOf(db, workspaceId);
  // Anywhere on Earth.
  const from = addLocalDays(seatDay(now), -1);
  const absences = await absencesFrom(db, workspaceId, [...people.keys()], from);
  const delegateIds = [...new Set(absences.flatMap(({ delegate_person_id: id }) => id ?? []))];
  const delegates = await peopleByIds(db, workspaceId, delegateIds);
  const ofDelegates = await absencesFrom(db, workspaceId, delegateIds, from);
  const zones = new Map([...delegates.map(({ id, zone }) => [id, zone] as const), ...people]);
  const todayOf = (id: string) => localDateOf(now, zones.get(id) ?? "UTC");

  const byPerson = Map.groupBy(new Set([...absences, ...ofDelegates]), ({ person_id: id }) => id);
  const awayOf = (id: string) => byPerson.get(id) ?? [];
  const awayNow = (id: string) => {
    const today = todayOf(id);
    return awayOf(id).find(({ from_date, until_date }) => from_date <= today && today <= until_date);
  };
  const isAway = (id: string, term: number) => {
    const today = todayOf(id);
    const until = workingDaysFrom(today, term, (date) => isOnWorkingWeekday({ workingDays }, date));
    const spans = awayOf(id).map(({ from_date, until_date }) => ({ from: from_date, until: until_date }));
    return isAwayThroughout({ from: today, until }, spans, workingDays);
  };
  const coverOf = (id: string, term: number) => {
    const delegateId = awayNow(id)?.delegate_person_id;
    const delegate = delegates.find((each) => each.id === delegateId && each.is_deactivated === 0);
    return delegate && !isAway(delegate.id, term) ? [delegate.id] : [];
  };
  const backOn = (id: string) => awayNow(id)?.until_date ?? "";
  const firstBack = (ids: readonly string[]) => ids.toSorted((a, b) => backOn(a).localeCompare(backOn(b)));

  const pick = (groups: readonly string[][], { term, except = [], isOnlyThere = false }: Choice): Chosen => {
    const all = groups.map((ids) => [...new Set(ids)].filter((id) => !except.includes(id)));
    for (const [index, ids] of all.entries()) {
      const there = ids.filter((id) => !isAway(id, term));
      const others = isOnlyThere ? [] : ids.filter((id) => !there.includes(id));
      if (there.length > 0) return { ids: [...firstBack(there), ...firstBack(others)], isThere: true };
      const covering = (groups[index] ?? []).flatMap((id) => coverOf(id, term)).filter((id) => !except.includes(id));
      if (covering.length > 0) return { ids: [...new Set(covering)], isThere: true };
    }
    return { ids: firstBack([...new Set(all.flat())]), isThere: false };
  };
  return { pick, isAwayToday: (id: string) => awayNow(id) !== undefined };
}

/** Whether somebody holds a role of a track, or it is a seat: else whoever leads stands in. */
export async function isHeldIn(db: Db | Tx, track: Track): Promise<(role: string) => boolean> {
  const roles = await listRoles(db, track.workspace_id, [track.program_id]);
  const held = roles.flatMap(({ key, holders }) => (holders.length > 0 ? [key] : []));
  return (role) => !track.definition.roles.includes(role) || held.includes(role);
}
