/** What of promises, of *My people* and of what a team has seen of its sponsors speaks for an appearance. */
import { lastThanked } from "../../digests/thanks/use-cases.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { type Program, seatDay, seatsByProgram } from "../../programs/use-cases.ts";
import type { ProgramFacts } from "../../register/appearances/rules-proposed.ts";
import { codeOf, LIVE_STATES, shownTitle } from "../../register/rules.ts";
import { itemsOfPrograms } from "../../register/use-cases-reading.ts";
import { isAccepted } from "../kept/commitments.ts";
import { type Commitment, listCommitments } from "../kept/repository.ts";
import { listUnasked, type Stakeholder } from "../stakeholders/repository.ts";

/** For the register, which checks the right: of each of these programs. */
export async function appearanceFactsOf(
  { clock }: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  { workspaceId, programs }: { workspaceId: string; programs: readonly Pick<Program, "id" | "created_at">[] },
): Promise<Map<string, ProgramFacts>> {
  const now = clock.now();
  const programIds = programs.map(({ id }) => id);
  const seats = await seatsByProgram(db, workspaceId, programIds, seatDay(now));
  const commitments = Map.groupBy(
    await listCommitments(db, { workspaceId, programIds, endedAfter: now }),
    ({ program_id: id }) => id,
  );
  const live = await itemsOfPrograms(db, workspaceId, programIds, { types: ["appearance"], states: LIVE_STATES });
  const underWay = new Set(live.map(({ program_id: id }) => id));
  const unasked = Map.groupBy(await listUnasked(db, workspaceId, programIds), ({ program_id: id }) => id);
  const sponsors = (id: string) =>
    (seats.get(id) ?? [])
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .filter(({ role }) => role === "sponsor");
  const ids = [
    ...programIds.flatMap((id) => sponsors(id).map(({ person_id: personId }) => personId)),
    ...[...unasked.values()].flat().flatMap(({ person_id: personId }) => personId ?? []),
  ];
  const people = new Map((await peopleByIds(db, workspaceId, [...new Set(ids)])).map((one) => [one.id, one]));
  const facts = new Map<string, ProgramFacts>();
  for (const { id, created_at: beganAt } of programs) {
    const theirs = sponsors(id).flatMap(({ person_id: personId }) => people.get(personId) ?? []);
    const [first] = theirs.filter(({ is_deactivated: hasLeft }) => hasLeft === 0);
    const own = commitments.get(id) ?? [];
    const thankedAt = await lastThanked(db, workspaceId, id);
    facts.set(id, {
      sponsorId: first?.id ?? null,
      hasOne: underWay.has(id),
      promises: own.flatMap((item) => lateOf(item, theirs, now)),
      unasked: (unasked.get(id) ?? []).flatMap((line) => unaskedOf(line, { people, sponsors: theirs })),
      seenOn: lastOf([
        ...own.flatMap((item) => seenBy(item, theirs, now)),
        ...(thankedAt === null ? [] : [localDateOf(thankedAt, "UTC")]),
      ]),
      beganOn: localDateOf(beganAt, "UTC"),
    });
  }
  return facts;
}

function lateOf(item: Commitment, sponsors: readonly Person[], now: Instant): ProgramFacts["promises"][number][] {
  const owner = sponsors.find(({ id, is_deactivated: hasLeft }) => id === item.owner_id && hasLeft === 0);
  if (item.type !== "action" || !owner || item.due_on === null) return [];
  const isLate = item.closed_at === null && item.due_on < localDateOf(now, owner.zone);
  return isLate ? [{ code: codeOf(item), title: shownTitle(item), dueOn: item.due_on, ownerId: owner.id }] : [];
}

function unaskedOf(
  line: Stakeholder,
  { people, sponsors }: { people: ReadonlyMap<string, Person>; sponsors: readonly Person[] },
): ProgramFacts["unasked"][number][] {
  const { id, power, person_id: personId, name, job, organisation, named_at: namedAt } = line;
  if (power === "neither" || sponsors.some((one) => one.id === personId)) return [];
  const inSlack = people.get(personId ?? "");
  if (inSlack?.is_deactivated === 1) return [];
  const called = inSlack?.name ?? name ?? [job, organisation].filter((part) => part !== "").join(", ");
  return [{ id, called, power, namedOn: localDateOf(namedAt, inSlack?.zone ?? "UTC") }];
}

/** The day on which its team had an appearance or a decision of a sponsor, one who is no longer there too. */
function seenBy(item: Commitment, sponsors: readonly Person[], now: Instant): LocalDate[] {
  if (item.type === "appearance") {
    const { outcome } = item.details;
    const isOver = item.due_on !== null && item.due_on <= localDateOf(now, "UTC");
    const took = outcome === "happened" || (outcome === undefined && isAccepted(item) && item.state !== "open");
    return took && isOver && item.due_on !== null ? [item.due_on] : [];
  }
  if (item.type !== "ask" || item.details.outcome === undefined) return [];
  const { decidedAt, decidedBy } = item.details.outcome;
  return sponsors.some(({ id }) => id === decidedBy) ? [localDateOf(decidedAt, "UTC")] : [];
}

function lastOf(days: readonly LocalDate[]): LocalDate | null {
  return days.toSorted().at(-1) ?? null;
}
