/** The current people of an audience, as far as its channels and groups have been read. */
import type { Selectable } from "kysely";
import { type Person, peopleByIds } from "../../people/people.ts";
import { type CannotAnswer, whyNotAsked } from "../../people/who-can-answer.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { SeatRole } from "../../programs/table.ts";
import { readAudience } from "../cadences.ts";
import type { AudienceSourceTable } from "../table.ts";
import { type AudienceMember, isNamedPerson, resolveAudience, sourceMember, sourceName, sourceOf } from "./audience.ts";

export type StoredSource = Selectable<AudienceSourceTable>;

export interface AudiencePerson {
  person: Person;
  /** The reason not to ask this person, or null. */
  because: CannotAnswer | null;
}

/** Everybody in the audience, askable or not. `seats`: current ones. */
export async function peopleOfAudience(
  db: Db | Tx,
  workspaceId: string,
  audience: readonly AudienceMember[],
  seats: readonly { role: SeatRole; person_id: string }[],
): Promise<AudiencePerson[]> {
  const bySource = await membersBySource(db, workspaceId, audience);
  const people = await peopleByIds(db, workspaceId, resolveAudience(audience, seatedIn(seats), bySource));
  const byPersonId = new Map(people.map((person) => [person.id, person]));
  return audienceAmong(audience, seats, bySource, byPersonId);
}

/** One person of the audience, or undefined, without reading the others. `seats`: theirs. */
export async function personOfAudience(
  db: Db | Tx,
  audience: readonly AudienceMember[],
  seats: readonly { role: SeatRole; person_id: string }[],
  person: Person,
): Promise<AudiencePerson | undefined> {
  const bySource = await membersBySource(db, person.workspace_id, audience, person.id);
  const reached = audience.filter((member) => !isNamedPerson(member) || member === person.id);
  return audienceAmong(reached, seats, bySource, new Map([[person.id, person]]))[0];
}

/** As `peopleOfAudience`, from given facts; pure. Skips people not in `people`. */
export function audienceAmong<Candidate extends Parameters<typeof whyNotAsked>[0] & { id: string }>(
  audience: readonly AudienceMember[],
  seats: readonly { role: SeatRole; person_id: string }[],
  bySource: ReadonlyMap<AudienceMember, readonly string[]>,
  people: ReadonlyMap<string, Candidate>,
): { person: Candidate; because: CannotAnswer | null }[] {
  const seated = seatedIn(seats);
  const chosen = new Set(resolveAudience(audience, seated));
  return resolveAudience(audience, seated, bySource).flatMap((id) => {
    const person = people.get(id);
    return person ? [{ person, because: whyNotAsked(person, { isChosen: chosen.has(id) }) }] : [];
  });
}

function seatedIn(seats: readonly { role: SeatRole; person_id: string }[]) {
  return seats.map(({ role, person_id }) => ({ role, person: person_id }));
}

/** Members of the audience's channels and groups, or only this person's memberships; none for archived or gone ones. */
export async function membersBySource(
  db: Db | Tx,
  workspaceId: string,
  audience: readonly AudienceMember[],
  personId?: string,
): Promise<Map<AudienceMember, string[]>> {
  const sources = [...(await storedSources(db, workspaceId, audience)).values()].filter(
    ({ state }) => state === "well",
  );
  // Slack's ids of channels and groups never collide.
  const match = { source_id: sources.map(({ source_id }) => source_id), person_id: personId };
  const found = await rows(db, "membership", workspaceId).list(match, ["person_id"]);
  const members = Map.groupBy(found, ({ kind, source_id: id }) => sourceMember({ kind, id }));
  return new Map([...members].map(([member, theirs]) => [member, theirs.map(({ person_id }) => person_id)]));
}

/** Names of the audience's channels and groups with this person. */
export async function sourcesWith(
  db: Db | Tx,
  workspaceId: string,
  audience: readonly AudienceMember[],
  personId: string,
): Promise<string[]> {
  const members = await membersBySource(db, workspaceId, audience, personId);
  const stored = await storedSources(db, workspaceId, audience);
  return [...stored].flatMap(([member, source]) => (members.has(member) ? [sourceName(source)] : []));
}

/** Stored channels and groups of an audience. */
export async function storedSources(
  db: Db | Tx,
  workspaceId: string,
  audience: readonly AudienceMember[],
): Promise<Map<AudienceMember, StoredSource>> {
  if (!audience.some(sourceOf)) return new Map();
  const stored = (await rows(db, "audience_source", workspaceId).list({}, ["name"])).map(
    (source): [AudienceMember, StoredSource] => [sourceMember({ kind: source.kind, id: source.source_id }), source],
  );
  return new Map(stored.filter(([member]) => audience.includes(member)));
}

/** Unarchived cadences with a person, channel or group in the audience. */
export async function listCadencesBeyondSeats(
  db: Db | Tx,
  workspaceId: string,
): Promise<{ id: string; audience: readonly AudienceMember[] }[]> {
  const found = await db
    .selectFrom("cadence")
    .select(["id", "audience"])
    .where("workspace_id", "=", workspaceId)
    .where("state", "!=", "archived")
    .where((where) => where.or([where("audience", "like", "%:%"), where("audience", "like", "%-%")]))
    .orderBy("id")
    .execute();
  return found.map(({ id, audience }) => ({ id, audience: readAudience(audience) }));
}
