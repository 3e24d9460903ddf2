/** What of promises, of *My people* and of what a team has seen of its sponsors speaks for an appearance. */

import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { isActiveOn } from "../../programs/rules-program.ts";
import { listEverySeat, type Program, seatDay } from "../../programs/use-cases.ts";
import type { ProgramFacts } from "../../register/appearances/rules-proposed.ts";
import { codeOf, LIVE_STATES, shownTitle } from "../../register/rules.ts";
import { itemsOfPrograms } from "../../register/use-cases-reading.ts";
import { lastThanked } from "../../reports/thanks/use-cases.ts";
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
  const commitments = Map.groupBy(
    await listCommitments(db, { workspaceId, programIds, endedAfter: now }),
    ({ program_id: id }) => id,
  );
  const live = await itemsOfPrograms(db, workspaceId, programIds, { types: ["appearance"], states: LIVE_STATES });
  const underWay = new Set(live.map(({ program_id: id }) => id));
  const unasked = Map.groupBy(await listUnasked(db, workspaceId, programIds), ({ program_id: id }) => id);
  const inSlack = [...unasked.values()].flat().flatMap(({ person_id: id }) => id ?? []);
  const people = new Map((await peopleByIds(db, workspaceId, [...new Set(inSlack)])).map((one) => [one.id, one]));
  const facts = new Map<string, ProgramFacts>();
  for (const { id, created_at: beganAt } of programs) {
    const { today, ever } = await sponsorsOf(db, { workspace_id: workspaceId, id }, now);
    const own = commitments.get(id) ?? [];
    const seen = own.flatMap((item) => seenBy(item, ever, now));
    for (const personId of ever) {
      const at = await lastThanked(db, workspaceId, id, personId);
      if (at !== null) seen.push(localDateOf(at, "UTC"));
    }
    const spokenTo = new Set(own.flatMap((item) => (tookPlace(item, now) ? (whomIn(item) ?? []) : [])));
    facts.set(id, {
      sponsorId: today[0]?.id ?? null,
      hasOne: underWay.has(id),
      promises: own.flatMap((item) => lateOf(item, today, now)),
      unasked: (unasked.get(id) ?? [])
        .filter((line) => !spokenTo.has(line.id))
        .flatMap((line) => unaskedOf(line, { people, sponsors: today })),
      seenOn: seen.toSorted().at(-1) ?? null,
      beganOn: localDateOf(beganAt, "UTC"),
    });
  }
  return facts;
}

interface Sponsors {
  /** Those who can be asked, the first first. */
  today: readonly Person[];
  /** By id, also who sponsors it no longer. */
  ever: ReadonlySet<string>;
}

async function sponsorsOf(db: Db | Tx, program: Pick<Program, "workspace_id" | "id">, now: Instant): Promise<Sponsors> {
  const seats = (await listEverySeat(db, program))
    .filter(({ role }) => role === "sponsor")
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const ever = new Set(seats.map(({ person_id: personId }) => personId));
  const people = await peopleByIds(db, program.workspace_id, [...ever]);
  const today = seats
    .filter((seat) => isActiveOn(seat, seatDay(now)))
    .flatMap(({ person_id: personId }) =>
      people.filter(({ id, is_deactivated: hasLeft }) => id === personId && !hasLeft),
    );
  return { today, ever };
}

function lateOf(item: Commitment, sponsors: readonly Person[], now: Instant): ProgramFacts["promises"][number][] {
  const owner = sponsors.find(({ id }) => id === item.owner_id);
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

/** The day on which its team had an appearance, or a decision of whoever sponsors or sponsored it. */
function seenBy(item: Commitment, sponsors: ReadonlySet<string>, now: Instant): LocalDate[] {
  if (item.type === "appearance") return tookPlace(item, now) && item.due_on !== null ? [item.due_on] : [];
  if (item.type !== "ask" || item.details.outcome === undefined) return [];
  const { decidedAt, decidedBy } = item.details.outcome;
  return sponsors.has(decidedBy) ? [localDateOf(decidedAt, "UTC")] : [];
}

/** As long as nobody has said what came of it, what was accepted counts. */
function tookPlace(item: Commitment, now: Instant): boolean {
  if (item.type !== "appearance" || item.due_on === null || item.due_on > localDateOf(now, "UTC")) return false;
  const { outcome } = item.details;
  return outcome === "happened" || (outcome === undefined && isAccepted(item) && item.state === "acknowledged");
}

function whomIn(item: Commitment): string | undefined {
  return item.type === "appearance" ? item.details.stakeholderId : undefined;
}
