import { sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import { type Db, inPieces, type Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { SeatRole } from "../../programs/table.ts";
import type { Rhythm } from "../table.ts";

/**
 * The cadences that had a round, but for an occasion, with a key from `from` to `until`, that had opened by `openedBy`; and
 * those of programs that were closed after `closedAfter`.
 */
export async function listCadencesWithNews(
  db: Db | Tx,
  workspaceId: string,
  {
    from,
    until,
    openedBy,
    closedAfter,
  }: { from: LocalDate; until: LocalDate; openedBy: Instant; closedAfter: Instant },
): Promise<{ program_id: string; readers: string }[]> {
  return db
    .selectFrom("cadence")
    .select(["program_id", "readers"])
    .where("workspace_id", "=", workspaceId)
    .where(({ exists, or, selectFrom }) =>
      or([
        exists(
          selectFrom("round")
            .select(sql`1`.as("one"))
            .whereRef("round.workspace_id", "=", "cadence.workspace_id")
            .whereRef("round.cadence_id", "=", "cadence.id")
            .where("round.key", ">=", from)
            // Ends with the extra rounds (`2026-11-20+1`) of its last day.
            .where("round.key", "<=", `${until}\u{10FFFF}`)
            .where("round.occasion", "is", null)
            .where("round.opens_at", "<=", openedBy),
        ),
        exists(
          selectFrom("program")
            .select(sql`1`.as("one"))
            .whereRef("program.workspace_id", "=", "cadence.workspace_id")
            .whereRef("program.id", "=", "cadence.program_id")
            .where("program.closed_at", ">", closedAfter),
        ),
      ]),
    )
    .execute();
}

/** Who has ever had which seat in these programs. */
export async function listSeatsIn(db: Db | Tx, workspaceId: string, programIds: readonly string[]) {
  const seats = [];
  for (const some of inPieces(programIds))
    seats.push(
      ...(await db
        .selectFrom("seat")
        .select(["program_id", "person_id", "role"])
        .where("workspace_id", "=", workspaceId)
        .where("program_id", "in", some)
        .execute()),
    );
  return seats;
}

/** Moves those of these people on whose digest of the rhythm is due still at that time. */
export async function moveSubscriptions(
  db: Db,
  { workspaceId, rhythm, dueAt }: { workspaceId: string; rhythm: Rhythm; dueAt: Instant },
  personIds: readonly string[],
  nextAt: Instant,
): Promise<void> {
  for (const some of inPieces(personIds))
    await db
      .updateTable("digest_subscription")
      .set({ next_at: nextAt })
      .where("workspace_id", "=", workspaceId)
      .where("person_id", "in", some)
      .where("rhythm", "=", rhythm)
      .where("next_at", "=", dueAt)
      .execute();
}

/** In which programs a person holds which seats on that day, with the programs' keys. */
export async function listRolesOn(
  db: Db,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  day: LocalDate,
): Promise<{ program_id: string; key: string; role: SeatRole }[]> {
  return db
    .selectFrom("seat")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .select(["seat.program_id", "program.key", "seat.role"])
    .where("seat.workspace_id", "=", workspaceId)
    .where("seat.person_id", "=", personId)
    .where((where) => where.or([where("from_date", "is", null), where("from_date", "<=", day)]))
    .where((where) => where.or([where("until_date", "is", null), where("until_date", ">=", day)]))
    .execute();
}
