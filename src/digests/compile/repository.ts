/**
 * The reads behind a digest: at most thirteen statements, however many programs, one more for asks of which the digest
 * before was silent and something has come since, and one more where an older digest was corrected since the digest
 * before; of a correction where the digest before was corrected. SQLite answers in one piece, so that a large portfolio
 * would hold up the event loop: there the rows of the four long lists are taken in pieces, with a pause after each. A cross
 * join is one that SQLite starts at its left side: left to itself, it begins some with every row of the workspace.
 */
import { type Compilable, type Selectable, sql } from "kysely";
import type { Unsaid } from "../../check-ins/sensitive/rules.ts";
import type { PromptTable } from "../../check-ins/table.ts";
import { datesGivenIn } from "../../health/use-cases.ts";
import type { PersonTable, WorkspaceTable } from "../../people/table.ts";
import type { Instant } from "../../platform/clock.ts";
import { type Db, rowsInPieces, type Tx } from "../../platform/database.ts";
import { literals, prepared } from "../../platform/prepared.ts";
import { addMs, DAY, type LocalDate } from "../../platform/time.ts";
import { closingActs } from "../../programs/closings/use-cases.ts";
import { profileIdThen } from "../../programs/profile/use-cases.ts";
import type { ProgramTable, SeatRole, SeatTable } from "../../programs/table.ts";
import type { Rhythm } from "../table.ts";
import { FEW_PROGRAMS, pauseIfMany } from "./pauses.ts";

/** In the order of the cut-offs an answer can be committed after a digest that ends later: it is looked for so far back. */
export const STRAGGLER_MS = 10 * 60_000;

const WEEK = 7 * DAY;

export interface Scope {
  workspaceId: string;
  programIds: string[];
  cadenceIds: string[];
  cutOffAt: Instant;
  /** Of the reader. */
  locale: string;
  /** Check-ins whose words live in views only. */
  restrictedIds?: ReadonlySet<string>;
  /** Programs that the reader leads or works in: of these alone they get what is kept in the team. */
  ownProgramIds?: ReadonlySet<string>;
  /** Of others what of texts of which their authors have said nothing; left out: as a digest tells them. */
  unsaid?: Unsaid;
  /** What was given by then has gone up with a digest of the reader. */
  goneUpAt?: Instant;
  /** Check-ins whose authors write for those above. */
  forExecutivesIds?: ReadonlySet<string>;
  /** Only what was asked in rounds that had opened by then, where that is before the cut-off. */
  askedUntil?: Instant;
}

/** Written out: to infer it from the joins takes the linter as long as a third of all files. */
export interface ReaderSeat
  extends Pick<Selectable<PersonTable>, "handle" | "name" | "zone" | "locale">,
    Pick<Selectable<WorkspaceTable>, "working_week" | "holiday_region">,
    Pick<Selectable<SeatTable>, "person_id" | "role" | "from_date" | "until_date" | "created_at">,
    Pick<Selectable<ProgramTable>, "key" | "title" | "flagship" | "closed_at" | "closed_by"> {
  program_id: string;
  first_period: LocalDate | null;
  last_period: LocalDate | null;
  held_by: string | null;
  is_wanted: 0 | 1 | null;
  lead_id?: string | null;
  lead_role?: SeatRole | null;
  lead_since?: Instant | null;
  has_lead_left?: 0 | 1 | null;
  lead_updated_at?: Instant | null;
  lead_from?: LocalDate | null;
  lead_until?: LocalDate | null;
  lead_handed_on?: Instant | null;
  lead_terms?: string | null;
}

/**
 * The reader with each seat in a program that is not closed, or was closed after `closedAfter`, and what is held back of it
 * in digests of this rhythm. Of one reader with those who lead the program, a row for each; or of all, without.
 */
export async function listReaderSeats(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: { workspaceId: string; personId: string | null; rhythm: Rhythm },
  closedAfter: Instant,
): Promise<ReaderSeat[]> {
  return (await readerSeats(db, { workspaceId, rhythm, closedAfter, ...(personId !== null && { personId }) })).rows;
}

interface SeatsOf {
  workspaceId: string;
  rhythm: Rhythm;
  closedAfter: Instant;
  personId?: string;
}

const readerSeats = prepared<SeatsOf, ReaderSeat>((db, { workspaceId, rhythm, closedAfter, personId }) =>
  db
    .selectFrom("seat")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .innerJoin("workspace", "workspace.id", "seat.workspace_id")
    .leftJoin("digest_hold as hold", (join) =>
      join
        .onRef("hold.workspace_id", "=", "seat.workspace_id")
        .onRef("hold.program_id", "=", "seat.program_id")
        .on("hold.rhythm", "=", rhythm),
    )
    .leftJoin("person as holder", (join) =>
      join.onRef("holder.workspace_id", "=", "hold.workspace_id").onRef("holder.id", "=", "hold.held_by"),
    )
    .select(["person.handle", "person.name", "person.zone", "person.locale"])
    .select(["workspace.working_week", "workspace.holiday_region"])
    .leftJoin("reader_rhythm as choice", (join) =>
      join
        .onRef("choice.workspace_id", "=", "seat.workspace_id")
        .onRef("choice.person_id", "=", "seat.person_id")
        .on("choice.rhythm", "=", rhythm),
    )
    .select(["hold.first_period", "hold.last_period", "holder.name as held_by", "choice.is_wanted"])
    .select(["seat.person_id", "seat.role", "seat.from_date", "seat.until_date", "seat.created_at"])
    .select(["program.id as program_id", "program.key", "program.title", "program.flagship"])
    .leftJoin("person as closer", (join) =>
      join.onRef("closer.workspace_id", "=", "program.workspace_id").onRef("closer.id", "=", "program.closed_by"),
    )
    .select(["program.closed_at", "closer.name as closed_by"])
    .where("seat.workspace_id", "=", workspaceId)
    .$if(personId !== undefined, (query) =>
      query
        .leftJoin("seat as lead", (join) =>
          join
            .onRef("lead.workspace_id", "=", "seat.workspace_id")
            .onRef("lead.program_id", "=", "seat.program_id")
            .on("lead.role", "in", literals("lead", "deputy")),
        )
        .leftJoin("person as leader", (join) =>
          join.onRef("leader.workspace_id", "=", "lead.workspace_id").onRef("leader.id", "=", "lead.person_id"),
        )
        .select(["leader.id as lead_id", "lead.role as lead_role", "lead.created_at as lead_since"])
        .select(["leader.is_deactivated as has_lead_left", "leader.updated_at as lead_updated_at"])
        .select(["lead.from_date as lead_from", "lead.until_date as lead_until", "lead.handed_on_at as lead_handed_on"])
        .select("lead.earlier_terms as lead_terms")
        .where("seat.person_id", "=", personId ?? ""),
    )
    .where((where) =>
      where.or([where("program.state", "=", sql.lit("active")), where("program.closed_at", ">", closedAfter)]),
    )
    .where("person.is_deactivated", "=", sql.lit(0)),
);

/** Of these programs, or of all. */
export async function listCadencesOf(db: Db | Tx, workspaceId: string, programIds: string[] | null) {
  return db
    .selectFrom("cadence")
    .select(["id", "program_id", "title", "rule", "readers", "disclosure", "state", "question_set_id"])
    .where("workspace_id", "=", workspaceId)
    .$if(programIds !== null, (query) => query.where("program_id", "in", programIds ?? []))
    .orderBy("key")
    .execute();
}

/**
 * As `listCadencesOf`, with each version of the questions, a row for each: a round pins one. `acts`: when the program was closed
 * and reopened, as `closingsOf` reads it. `labels`, `budget`: as `profileOfRow` reads them, at `at`.
 */
export async function listCadencesWithQuestions(
  db: Db | Tx,
  { workspaceId, programIds, at }: { workspaceId: string; programIds: string[]; at: Instant },
) {
  return db
    .selectFrom("cadence")
    .crossJoin("question_set as asked")
    .whereRef("asked.workspace_id", "=", "cadence.workspace_id")
    .whereRef("asked.cadence_id", "=", "cadence.id")
    .select(["cadence.id", "cadence.program_id", "cadence.rule", "cadence.readers", "cadence.state"])
    .select(["cadence.title", "cadence.disclosure", "cadence.question_set_id"])
    .select(["asked.id as asked_id", "asked.questions"])
    .leftJoin(closingActs(db, { workspaceId, programIds }).as("closing"), (join) =>
      join.onRef("closing.program_id", "=", "cadence.program_id"),
    )
    .leftJoin("program_profile as profile", (join) =>
      join
        .onRef("profile.workspace_id", "=", "cadence.workspace_id")
        .on("profile.id", "=", profileIdThen(db, { workspaceId, at })),
    )
    .select(["closing.acts", "profile.labels", "profile.budget"])
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.program_id", "in", programIds)
    .orderBy("cadence.key")
    .execute();
}

/** Rounds whose key lies from `from` up to but without `until`. Ends with the extra rounds (`2026-11-20+1`) of its days. */
export async function listRoundsBetween(
  db: Db | Tx,
  scope: Scope,
  { from, until }: { from: LocalDate; until: LocalDate },
) {
  return (
    db
      .selectFrom("round")
      .select(["id", "program_id", "cadence_id", "key", "period", "state", "missed_reason", "missed_count"])
      .where("workspace_id", "=", scope.workspaceId)
      .where("program_id", "in", scope.programIds)
      .where("key", ">=", from)
      .where("key", "<", until)
      // What one person was asked for an occasion says nothing of the rhythm.
      .where("occasion", "is", null)
      .where("cadence_id", "in", scope.cadenceIds)
      .where("opens_at", "<=", scope.cutOffAt)
      .execute()
  );
}

/** What was asked in the same rounds, as far as it is there, and when it was answered, if it had been by the cut-off. */
export async function eachPromptBetween(
  db: Db | Tx,
  scope: Scope,
  { from, until }: { from: LocalDate; until: LocalDate },
  visit: (row: AskedRow) => void,
): Promise<void> {
  const query = db
    .selectFrom("round")
    .crossJoin("prompt")
    .whereRef("prompt.workspace_id", "=", "round.workspace_id")
    .whereRef("prompt.round_id", "=", "round.id")
    .leftJoin("check_in", (join) =>
      join
        .onRef("check_in.workspace_id", "=", "prompt.workspace_id")
        .onRef("check_in.round_id", "=", "prompt.round_id")
        .onRef("check_in.person_id", "=", "prompt.person_id")
        .on("check_in.created_at", "<=", scope.cutOffAt),
    )
    .select(["prompt.round_id", "prompt.person_id", "prompt.state", "prompt.reason", "prompt.sent_at"])
    .select(["prompt.delegate_id", "check_in.created_at as answered_at", "check_in.removed_at"])
    .where("round.workspace_id", "=", scope.workspaceId)
    .where("round.program_id", "in", scope.programIds)
    .where("round.key", ">=", from)
    .where("round.key", "<", until)
    .where("round.occasion", "is", null)
    .where("round.cadence_id", "in", scope.cadenceIds);
  await eachRow(db, scope, query, visit);
}

type AskedColumns = "round_id" | "person_id" | "state" | "reason" | "sent_at" | "delegate_id";

interface AskedRow extends Pick<Selectable<PromptTable>, AskedColumns> {
  answered_at: Instant | null;
  removed_at: Instant | null;
}

/** Every date that was given for the milestones of these programs by the cut-off, in these cadences. */
export async function listMilestoneDatesOf(db: Db | Tx, { cutOffAt: until, askedUntil, cadenceIds, ...scope }: Scope) {
  return datesGivenIn(db, { ...scope, until, askedUntil })
    .where("milestone.cadence_id", "in", cadenceIds)
    .execute();
}

/** When rounds of these cadences opened that asked somebody, but for occasions. */
export async function listOpenings(
  db: Db | Tx,
  { workspaceId, programIds }: Pick<Scope, "workspaceId" | "programIds">,
  cadenceIds: string[],
  { after, until }: { after: Instant; until: Instant },
) {
  return (
    db
      .selectFrom("round")
      .select(["program_id as programId", "cadence_id as cadenceId", "opens_at as opensAt", "state"])
      .where("workspace_id", "=", workspaceId)
      .where("program_id", "in", programIds)
      // By the index; a holiday moves a round by less than a week.
      .where("key", ">", addMs(after, -WEEK).slice(0, 10))
      .where("opens_at", ">", after)
      .where("opens_at", "<=", until)
      .where("occasion", "is", null)
      .where("cadence_id", "in", cadenceIds)
      .execute()
  );
}

interface Rows<Row> extends Compilable<Row> {
  execute(): Promise<Row[]>;
}

export async function eachRow<Row>(
  db: Db | Tx,
  scope: Scope,
  query: Rows<Row>,
  visit: (row: Row) => void,
): Promise<void> {
  const { length: programs } = scope.programIds;
  for await (const rows of programs > FEW_PROGRAMS ? rowsInPieces(db, query) : [query.execute()]) {
    for (const row of rows) visit(row);
    await pauseIfMany(programs);
  }
}
