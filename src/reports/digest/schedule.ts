/** When each reader's next digest of a rhythm goes: counted anew whenever seats, people, choices or calendars change. */
import { type FiscalYears, fiscalYearsIn } from "../../cadences/recurrence/fiscal-years.ts";
import { workspaceCalendar } from "../../calendars/calendars.ts";
import { preferencesOfAll } from "../../people/preferences.ts";
import { settingsOf } from "../../people/settings.ts";
import type { Instant } from "../../platform/clock.ts";
import { chunksOf, type Db, type Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";
import { covers, listPortfolioSeats, placeOf } from "../../programs/coverage.ts";
import { listPrograms } from "../../programs/programs.ts";
import { isAbove, isActiveOn } from "../../programs/seats.ts";
import type { SeatRole } from "../../programs/table.ts";
import { type Period, RHYTHMS, type Rhythm } from "../compile/report.ts";
import { givesDigest, OWN } from "../facts/cadences-feeding-reports.ts";
import { hasYears, lastSending, type Morning, nextSending } from "../facts/periods.ts";
import type { DigestScheduleTable } from "../table.ts";

/** A program in the digest of a reader. */
export interface ReaderProgram {
  programId: string;
  personId: string;
  role: SeatRole;
  rhythm: Rhythm;
  /** Of what was over by then nothing goes. */
  startedOn: LocalDate;
  closedAt: Instant | null;
  /** They get the digest of its year. */
  getsAnnual: boolean;
}

/** Who reads what, and when their mornings are: read once for many readers. */
export interface Readership {
  programs: readonly ReaderProgram[];
  years: FiscalYears;
  working: Awaited<ReturnType<typeof workspaceCalendar>>;
  morningOf(personId: string): Morning;
}

/** Gives everybody, or these people, the digests of their seats and no others. What is due already stays due. */
export async function refreshSchedule(
  tx: Tx,
  workspaceId: string,
  now: Instant,
  personIds?: readonly string[],
): Promise<void> {
  const seated = () => tx.selectFrom("seat").select("person_id").distinct().where("workspace_id", "=", workspaceId);
  const people = personIds ?? (await seated().execute()).map((seat) => seat.person_id);
  for (const some of chunksOf([...new Set(people)])) await refreshSome(tx, workspaceId, now, some);
}

/** Of everybody who sits or sat in a program, or in a portfolio that may cover it. */
export async function refreshScheduleIn(
  tx: Tx,
  { workspace_id: workspaceId, id }: { workspace_id: string; id: string },
  now: Instant,
): Promise<void> {
  const seats = await rows(tx, "seat", workspaceId).list({ program_id: id });
  const personIds = [...seats, ...(await listPortfolioSeats(tx, workspaceId))].map(({ person_id: id }) => id);
  await refreshSchedule(tx, workspaceId, now, personIds);
}

async function refreshSome(tx: Tx, workspaceId: string, now: Instant, people: readonly string[]): Promise<void> {
  const readership = await readReadership(tx, workspaceId, people, now);
  const wanted = new Map<string, Omit<DigestScheduleTable, "workspace_id">>();
  for (const [slot, programs] of Map.groupBy(readership.programs, ({ personId, rhythm }) => `${personId} ${rhythm}`)) {
    await yieldToEventLoop();
    const [first] = programs;
    if (!first) continue;
    const { personId, rhythm } = first;
    const [next] = programs.map((program) => nextSending(rhythm, countingOf(readership, program), now).at).toSorted();
    if (next !== undefined) wanted.set(slot, { person_id: personId, rhythm, next_at: next });
  }
  const schedule = rows(tx, "digest_schedule", workspaceId);
  for (const { person_id: personId, rhythm, next_at: nextAt } of await schedule.list({ person_id: people })) {
    const slot = `${personId} ${rhythm}`;
    const next = wanted.get(slot);
    if (next && (nextAt <= now || nextAt === next.next_at)) wanted.delete(slot);
    else await schedule.remove({ person_id: personId, rhythm });
  }
  for (const row of wanted.values()) await schedule.insertNew(row);
}

/** By what the periods of a program are counted, for one reader. */
export function countingOf(
  { years, working, morningOf }: Omit<Readership, "programs">,
  { personId, rhythm, programId, startedOn, getsAnnual }: Omit<ReaderProgram, "role" | "closedAt">,
) {
  const yearStartMonth = hasYears(rhythm) ? years.startOf([programId]) : 1;
  return { yearStartMonth, working, getsAnnual, startedOn, ...morningOf(personId) };
}

/**
 * What goes to a reader at `now`: the programs whose sending came last, with their period. Of programs with other years it
 * came at another time.
 */
export function dueOf(
  readership: Readership,
  { personId, rhythm }: { personId: string; rhythm: Rhythm },
  now: Instant,
): { period: Period; yearStartMonth: number; programIds: string[] }[] {
  const own = readership.programs.filter((program) => program.personId === personId && program.rhythm === rhythm);
  // Most programs have the same years: each is counted once.
  const counted = new Map<string, ReturnType<typeof lastSending>>();
  const sendings = own.flatMap((program) => {
    const { startedOn, ...counting } = countingOf(readership, program);
    const counts = `${counting.yearStartMonth} ${counting.getsAnnual}`;
    const { at, period } = counted.getOrInsertComputed(counts, () => lastSending(rhythm, counting, now));
    if (period.until < startedOn) return [];
    return [{ programId: program.programId, yearStartMonth: counting.yearStartMonth, at, period }];
  });
  const last = sendings
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  const together = sendings.filter(({ at }) => at === last);
  const groups = Map.groupBy(together, ({ period }) => period.label);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      const programIds = [...new Set(group.map(({ programId }) => programId))];
      return first ? [{ period: first.period, yearStartMonth: first.yearStartMonth, programIds }] : [];
    })
    .toSorted((item, other) => other.programIds.length - item.programIds.length);
}

/** The first sending after `now`; null: there is none. */
export function nextOf(
  readership: Readership,
  { personId, rhythm }: { personId: string; rhythm: Rhythm },
  now: Instant,
): Instant | null {
  const own = readership.programs.filter((program) => program.personId === personId && program.rhythm === rhythm);
  const times = own.map((program) => nextSending(rhythm, countingOf(readership, program), now).at);
  return times.toSorted()[0] ?? null;
}

/** The seats, and what they cover, that give these people digests; a closed program is in one more, which tells what became of it. */
export async function readReadership(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  now: Instant,
): Promise<Readership> {
  const working = await workspaceCalendar(db, workspaceId);
  const years = await fiscalYearsIn(db, workspaceId);
  const preferenceOf = await preferencesOfAll(db, workspaceId, personIds, await settingsOf(db, workspaceId));

  const own = (await listSeats(db, workspaceId, personIds)).map((seat) => ({ ...seat, isCovered: false }));
  const covered = (await listCovered(db, workspaceId, personIds)).map((seat) => ({ ...seat, isCovered: true }));
  const seats = [...own, ...covered].toSorted((seat, other) => seat.key.localeCompare(other.key));
  const zones = new Map(seats.map(({ person_id: id, zone }) => [id, zone]));
  const morningOf = (personId: string): Morning => ({
    zone: zones.get(personId) ?? "UTC",
    hour: preferenceOf(personId).preferredAt,
  });

  const choices = await rows(db, "reader_rhythm", workspaceId).list({ person_id: personIds });
  const chosen = new Map(choices.map((row) => [`${row.person_id} ${row.rhythm}`, row.is_wanted === 1]));

  const programIds = [...new Set(seats.map((row) => row.program_id))];
  const asking = await programsAsking(db, workspaceId, programIds);
  const readership = { years, working, morningOf };

  const holding = seats.filter((row) => isActiveOn(row, localDateOf(now, row.zone)));
  const choiceOf = (personId: string, rhythm: Rhythm) => chosen.get(`${personId} ${rhythm}`);
  // Whoever gets a rhythm by a seat in a program finds in it also what they cover.
  const above = holding.filter(({ isCovered, role }) => !isCovered && isAbove(role));
  const rhythmsBySeat = new Set(
    above.flatMap(({ person_id: id, role }) =>
      RHYTHMS.filter((rhythm) => givesDigest(role, rhythm, choiceOf(id, rhythm))).map((rhythm) => `${id} ${rhythm}`),
    ),
  );

  const programsBySeat = new Set(above.map(({ person_id: id, program_id: programId }) => `${id} ${programId}`));

  const programs = holding.flatMap((row) => {
    const { person_id: personId, program_id: programId, role, closed_at: closedAt, isCovered } = row;
    const startedOn = localDateOf(row.created_at, row.zone);

    const isRead = (rhythm: Rhythm) => {
      const isGiven = givesDigest(role, rhythm, choiceOf(personId, rhythm));
      const isGivenBySeat = isCovered && rhythmsBySeat.has(`${personId} ${rhythm}`);
      if (!isGiven && !isGivenBySeat) return false;
      if (isGivenBySeat && programsBySeat.has(`${personId} ${programId}`)) return false;
      return !hasYears(rhythm) || asking.has(`${programId} ${OWN[rhythm]}`);
    };
    const getsAnnual = isRead("annual");

    return RHYTHMS.filter(isRead).flatMap((rhythm): ReaderProgram[] => {
      const program = { programId, personId, role, rhythm, startedOn, closedAt, getsAnnual };
      if (closedAt === null) return [program];
      const counting = countingOf(readership, program);
      return nextSending(rhythm, counting, closedAt).at < lastSending(rhythm, counting, now).at ? [] : [program];
    });
  });

  return { ...readership, programs };
}

async function listSeats(db: Db | Tx, workspaceId: string, personIds: readonly string[]) {
  return db
    .selectFrom("seat")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .select(["seat.person_id", "seat.program_id", "seat.role", "seat.from_date", "seat.until_date"])
    .select(["person.zone", "program.closed_at", "program.created_at", "program.key"])
    .where("seat.workspace_id", "=", workspaceId)
    .where("program.kind", "=", "program")
    .where("seat.person_id", "in", [...personIds])
    .where("person.is_deactivated", "=", 0)
    .where("person.is_bot", "=", 0)
    .where(({ eb, or }) => or([eb("program.state", "=", "active"), eb("program.closed_at", "is not", null)]))
    .execute();
}

/** As `listSeats`, of the programs that the portfolios of these people cover. */
async function listCovered(db: Db | Tx, workspaceId: string, personIds: readonly string[]) {
  const wanted = new Set(personIds);
  const seats = (await listPortfolioSeats(db, workspaceId)).filter(({ person_id: id }) => wanted.has(id));
  if (seats.length === 0) return [];
  const programs = (await listPrograms(db, workspaceId)).filter(({ state, closed_at: at }) => state === "active" || at);
  return seats.flatMap((seat) =>
    programs
      .filter((program) => covers("committee", seat, placeOf(program)))
      .map(({ id, key, closed_at, created_at }) => ({ ...seat, program_id: id, key, closed_at, created_at })),
  );
}

/** In which of these programs somebody is asked by the quarter or the year: `<program> quarter`. */
async function programsAsking(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const asking = new Set<string>();
  for (const every of ["quarter", "year"])
    for (const some of chunksOf(programIds)) {
      const cadences = await db
        .selectFrom("cadence")
        .select("program_id")
        .distinct()
        .where("workspace_id", "=", workspaceId)
        .where("program_id", "in", some)
        .where("state", "!=", "archived")
        .where("rule", "like", `%"every":"${every}"%`)
        .execute();
      for (const { program_id: id } of cadences) asking.add(`${id} ${every}`);
    }
  return asking;
}
