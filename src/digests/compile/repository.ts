/**
 * The reads behind a digest: at most thirteen statements, however many programs, one more for asks of which the digest
 * before was silent and something has come since, and one more where an older digest was corrected since the digest
 * before; of a correction where the digest before was corrected. SQLite answers in one piece, so that a large portfolio
 * would hold up the event loop: there the rows of the four long lists are taken in pieces, with a pause after each. A cross
 * join is one that SQLite starts at its left side: left to itself, it begins some with every row of the workspace.
 */
import { type Compilable, type Selectable, sql } from "kysely";
import type { PromptTable } from "../../check-ins/table.ts";
import type { PersonTable, WorkspaceTable } from "../../people/table.ts";
import type { Instant } from "../../platform/clock.ts";
import { type Db, rowsInPieces, type Tx, textInJson } from "../../platform/database.ts";
import { prepared } from "../../platform/prepared.ts";
import { addMs, DAY, earliest, type LocalDate } from "../../platform/time.ts";
import type { ProgramTable, SeatRole, SeatTable } from "../../programs/table.ts";
import { closingActs } from "../../programs/use-cases-closings.ts";
import { isLastEdition } from "../editions/repository.ts";
import type { Rhythm } from "../table.ts";
import { MONTHS_LOOKED_AT } from "./facts.ts";
import { FEW_PROGRAMS, pauseIfMany } from "./pauses.ts";

/** In the order of the cut-offs an answer can be committed after a digest that ends later: it is looked for so far back. */
const STRAGGLER_MS = 10 * 60_000;
const WEEK = 7 * DAY;

export interface Scope {
  workspaceId: string;
  programIds: string[];
  cadenceIds: string[];
  cutOffAt: Instant;
  /** Of the reader. */
  locale: string;
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
            .on("lead.role", "in", ["lead", "deputy"]),
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
    .where((where) => where.or([where("program.state", "=", "active"), where("program.closed_at", ">", closedAfter)]))
    .where("person.is_deactivated", "=", 0),
);

/**
 * Of each digest its last edition, the newest first: the one before `before`, with its document, and those that say which
 * earlier period told what.
 */
export async function listEarlierEditions(
  db: Db | Tx,
  { workspaceId, personId, rhythm, beside }: { workspaceId: string; personId: string; rhythm: Rhythm; beside?: Rhythm },
  { before, count }: { before: Instant; count: number },
) {
  const of = { workspaceId, personId, rhythm, before, count };
  const { rows } = beside ? await earlierEditionsOfTwo(db, { ...of, beside }) : await earlierEditions(db, of);
  return rows;
}

/** The same without any document. */
export async function listEarlierPeriods(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: { workspaceId: string; personId: string; rhythm: Rhythm },
  { before, count }: { before: Instant; count: number },
) {
  const { rows } = await earlierPeriods(db, { workspaceId, personId, rhythm, before, count });
  return rows;
}

interface EditionsOf {
  workspaceId: string;
  personId: string;
  rhythm: Rhythm;
  before: Instant;
  count: number;
}

const earlierEditions = prepared((db, of: EditionsOf) => withLastDocument(db, earlierOf(db, of)).limit(of.count));

const earlierPeriods = prepared((db, of: EditionsOf) => withPeriod(db, earlierOf(db, of)).limit(of.count));

const earlierEditionsOfTwo = prepared((db, { beside, ...of }: EditionsOf & { beside: Rhythm }) => {
  const besides = withPeriod(db, earlierOf(db, { ...of, rhythm: beside })).select(
    sql<string | null>`null`.as("document"),
  );
  return db
    .selectFrom(withLastDocument(db, earlierOf(db, of)).limit(of.count).as("o"))
    .selectAll()
    .unionAll(db.selectFrom(besides.limit(MONTHS_LOOKED_AT).as("b")).selectAll())
    .orderBy("cut_off_at", "desc");
});

const PERIOD = [
  "digest.rhythm",
  "digest.period",
  "edition.id",
  "edition.edition",
  "edition.from_at",
  "edition.cut_off_at",
] as const;

function earlierOf(db: Db | Tx, of: Omit<EditionsOf, "count">) {
  return everyEarlierOf(db, of).where(isLastEdition);
}

/** With those that were replaced. */
function everyEarlierOf(db: Db | Tx, of: Omit<EditionsOf, "count">) {
  return db
    .selectFrom("digest")
    .crossJoin("digest_edition as edition")
    .whereRef("edition.workspace_id", "=", "digest.workspace_id")
    .whereRef("edition.digest_id", "=", "digest.id")
    .where("digest.workspace_id", "=", of.workspaceId)
    .where("digest.reader_id", "=", of.personId)
    .where("digest.rhythm", "=", of.rhythm)
    .where("edition.cut_off_at", "<", of.before)
    .orderBy("edition.cut_off_at", "desc");
}

/** `renewed`: of a correction, as its document has it. */
function withPeriod(db: Db | Tx, earlier: ReturnType<typeof earlierOf>) {
  return earlier.select(PERIOD).select((select) =>
    select
      .case()
      .when("edition.edition", ">", 1)
      .then(textInJson(db, "edition.document", ["correction", "renewed"]))
      .end()
      .as("renewed"),
  );
}

function withLastDocument(db: Db | Tx, earlier: ReturnType<typeof earlierOf>) {
  return withPeriod(db, earlier).select((select) =>
    select
      .case()
      .when("edition.id", "=", earlier.select("edition.id").limit(1))
      .then(select.ref("edition.document"))
      .end()
      .as("document"),
  );
}

/** The digest before, with its document, as it was told at an instant: corrections made since are not. */
export async function findLastToldAt(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: { workspaceId: string; personId: string; rhythm: Rhythm },
  at: Instant,
) {
  return withPeriod(db, everyEarlierOf(db, { workspaceId, personId, rhythm, before: at }))
    .select("edition.document")
    .where("edition.created_at", "<=", at)
    .orderBy("edition.edition", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The documents of the corrections of digests before then that were made after it and by an instant. */
export async function listCorrectionsSince(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: { workspaceId: string; personId: string; rhythm: Rhythm },
  { before, madeBy }: { before: Instant; madeBy: Instant },
): Promise<string[]> {
  const rows = await everyEarlierOf(db, { workspaceId, personId, rhythm, before })
    .select("edition.document")
    .where("edition.edition", ">", 1)
    .where("edition.created_at", ">", before)
    .where("edition.created_at", "<=", madeBy)
    .execute();
  return rows.map(({ document }) => document);
}

/** Of the last editions before then those that have one of these items among their sources, the newest first. */
export async function listDocumentsNaming(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: { workspaceId: string; personId: string; rhythm: Rhythm },
  { itemIds, before }: { itemIds: readonly string[]; before: Instant },
): Promise<string[]> {
  const recent = everyEarlierOf(db, { workspaceId, personId, rhythm, before })
    .where("edition.created_at", "<=", before)
    .orderBy("edition.edition", "desc")
    .select(["edition.workspace_id", "edition.id", "edition.edition", "edition.cut_off_at", "edition.document"])
    .limit(MOST_LOOKED_THROUGH);
  const rows = await db
    .selectFrom(recent.as("e"))
    .select("e.document")
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("digest_source as source")
          .select("source.line")
          .whereRef("source.workspace_id", "=", "e.workspace_id")
          .whereRef("source.edition_id", "=", "e.id")
          .where("source.kind", "=", "item")
          .where("source.source_id", "in", [...itemIds]),
      ),
    )
    .orderBy("e.cut_off_at", "desc")
    .orderBy("e.edition", "desc")
    .execute();
  return rows.map(({ document }) => document);
}

/** A year of a month's, each corrected once. */
const MOST_LOOKED_THROUGH = 24;

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
 * and reopened, as `closingsOf` reads it.
 */
export async function listCadencesWithQuestions(db: Db | Tx, workspaceId: string, programIds: string[]) {
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
    .select("closing.acts")
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

/**
 * Who was asked in the same rounds, and when they answered, if they had by the cut-off. The excused were not asked; of them
 * those who are away come too, where nobody is asked instead.
 */
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
    .select(["prompt.round_id", "prompt.person_id", "prompt.state", "prompt.reason"])
    .select("check_in.created_at as answered_at")
    .where("round.workspace_id", "=", scope.workspaceId)
    .where("round.program_id", "in", scope.programIds)
    .where("round.key", ">=", from)
    .where("round.key", "<", until)
    .where("round.occasion", "is", null)
    .where("round.cadence_id", "in", scope.cadenceIds)
    // What was held past the cut-off asked nobody, nor what was missed without being sent: that was held for good.
    .where((where) =>
      where.or([
        where.and([
          where("prompt.state", "not in", ["planned", "excused"]),
          where.or([
            where("prompt.sent_at", "<=", scope.cutOffAt),
            where.and([where("prompt.sent_at", "is", null), where("prompt.state", "!=", "missed")]),
          ]),
        ]),
        where.and([where("prompt.state", "=", "excused"), where("prompt.delegate_id", "is", null)]),
        where("check_in.id", "is not", null),
      ]),
    );
  await eachRow(db, scope, query, visit);
}

interface AskedRow extends Pick<Selectable<PromptTable>, "round_id" | "person_id" | "state" | "reason"> {
  answered_at: Instant | null;
}

/** To whom what was told: `after`, the cut-off of their last edition, `before` that of the one that is made. */
export interface Told {
  reader: { personId: string; rhythm: Rhythm };
  after: Instant;
  before: Instant;
  toldIn: string | null;
  isCorrected?: boolean;
}

/**
 * What was recorded after `after` up to the cut-off, every revision; of a correction with what was told of it. Of the minutes before `after` comes what the
 * edition that ended then does not have: it was committed a moment after that edition was made. `isCorrected`: that
 * edition corrects another, and may have told later answers already.
 */
export async function eachAnswerBetween(
  db: Db | Tx,
  scope: Scope,
  { reader, after, before, toldIn, isCorrected = false }: Told,
  visit: (row: AnswerRow) => void,
): Promise<void> {
  const reachBack = new Date(Date.parse(after) - STRAGGLER_MS).toISOString();
  const recorded = answersOf(db, scope)
    .select((select) =>
      select
        .case()
        .when("revision.revision", ">", 1)
        .then(
          select
            .selectFrom("digest")
            .crossJoin("digest_edition as edition")
            .whereRef("edition.workspace_id", "=", "digest.workspace_id")
            .whereRef("edition.digest_id", "=", "digest.id")
            .crossJoin("digest_source as source")
            .whereRef("source.workspace_id", "=", "edition.workspace_id")
            .whereRef("source.edition_id", "=", "edition.id")
            .crossJoin("check_in_revision as was")
            .whereRef("was.workspace_id", "=", "source.workspace_id")
            .whereRef("was.check_in_id", "=", "source.source_id")
            .whereRef("was.revision", "=", "source.revision")
            .select("was.answers")
            .whereRef("digest.workspace_id", "=", "revision.workspace_id")
            .where("digest.reader_id", "=", reader.personId)
            .where("digest.rhythm", "=", reader.rhythm)
            .where("edition.cut_off_at", "<", before)
            .where("source.line", "=", 0)
            .where("source.kind", "=", "check-in")
            .whereRef("source.source_id", "=", "revision.check_in_id")
            .orderBy("source.revision", "desc")
            .limit(1),
        )
        .end()
        .as("told_answers"),
    )
    .where("revision.answered_at", ">", toldIn === null ? after : reachBack);
  const query =
    toldIn === null
      ? recorded
      : recorded.where((where) =>
          where.or([
            ...(isCorrected ? [] : [where("revision.answered_at", ">", after)]),
            where.not(
              where.exists(
                where
                  .selectFrom("digest_source as told")
                  .select("told.revision")
                  .whereRef("told.workspace_id", "=", "revision.workspace_id")
                  .where("told.edition_id", "=", toldIn)
                  .where("told.line", "=", 0)
                  .where("told.kind", "=", "check-in")
                  .whereRef("told.source_id", "=", "revision.check_in_id")
                  .whereRef("told.revision", ">=", "revision.revision"),
              ),
            ),
          ]),
        );
  await eachRow(db, scope, query, visit);
}

/**
 * What was said up to `until` in rounds with one of these question sets, by these people or anybody, of each after its own
 * instant, every revision.
 */
export async function eachAnswerTo(
  db: Db | Tx,
  scope: Scope,
  { of, until }: { of: { questionSetIds: string[]; after: Instant; personIds?: string[] }[]; until: Instant },
  visit: (row: AnswerRow) => void,
): Promise<void> {
  const query = answersOf(db, scope)
    .where("revision.answered_at", ">", earliest(...of.map(({ after }) => after)) ?? until)
    .where("revision.answered_at", "<=", until)
    .where((where) =>
      where.or(
        of.map(({ questionSetIds, after, personIds }) =>
          where.and([
            where("round.question_set_id", "in", questionSetIds),
            where("revision.answered_at", ">", after),
            ...(personIds ? [where("check_in.person_id", "in", personIds)] : []),
          ]),
        ),
      ),
    );
  await eachRow(db, scope, query, visit);
}

/** Every date that was given for the milestones of these programs by the cut-off, with the answer that gave it. */
export async function listMilestoneDatesOf(db: Db | Tx, scope: Scope) {
  return db
    .selectFrom("milestone")
    .crossJoin("milestone_date as given")
    .whereRef("given.workspace_id", "=", "milestone.workspace_id")
    .whereRef("given.milestone_id", "=", "milestone.id")
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "given.workspace_id").onRef("check_in.id", "=", "given.check_in_id"),
    )
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "check_in.workspace_id").onRef("person.id", "=", "check_in.person_id"),
    )
    .leftJoin("check_in_revision as answer", (join) =>
      join
        .onRef("answer.workspace_id", "=", "given.workspace_id")
        .onRef("answer.check_in_id", "=", "given.check_in_id")
        .onRef("answer.revision", "=", "given.revision")
        .on("round.occasion", "is not", null),
    )
    .select(["milestone.id as milestone_id", "milestone.program_id", "milestone.cadence_id", "milestone.question_key"])
    .select(["given.entry", "given.date", "given.check_in_id", "given.revision", "given.recorded_at"])
    .select(["person.name as author", "person.zone", "round.key as round_key", "round.period", "round.occasion"])
    .select("round.opens_at")
    .select("answer.answers")
    .where("milestone.workspace_id", "=", scope.workspaceId)
    .where("milestone.program_id", "in", scope.programIds)
    .where("milestone.cadence_id", "in", scope.cadenceIds)
    .where("given.recorded_at", "<=", scope.cutOffAt)
    .$if(scope.askedUntil !== undefined, (query) => query.where("round.opens_at", "<=", scope.askedUntil ?? ""))
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

/**
 * The check-in by which each of these cadences was last answered by the cut-off, early, late or anew, and whatever the
 * round: its revisions.
 */
export async function listLastAnswers(
  db: Db | Tx,
  { workspaceId, cutOffAt }: Scope,
  cadenceIds: string[],
): Promise<AnswerRow[]> {
  return answers(db)
    .innerJoin("cadence", (join) =>
      join.onRef("cadence.workspace_id", "=", "check_in.workspace_id").onRef("cadence.id", "=", "check_in.cadence_id"),
    )
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.id", "in", cadenceIds)
    .where("revision.answered_at", "<=", cutOffAt)
    .where("revision.check_in_id", "=", (select) =>
      select
        .selectFrom("check_in_revision as last")
        .crossJoin("check_in as of_last")
        .select("last.check_in_id")
        .whereRef("last.workspace_id", "=", "cadence.workspace_id")
        .whereRef("last.program_id", "=", "cadence.program_id")
        .where("last.answered_at", "<=", cutOffAt)
        .whereRef("of_last.workspace_id", "=", "last.workspace_id")
        .whereRef("of_last.id", "=", "last.check_in_id")
        .whereRef("of_last.cadence_id", "=", "cadence.id")
        .orderBy("last.answered_at", "desc")
        .limit(1),
    )
    .execute();
}

export interface AnswerRow {
  program_id: string;
  check_in_id: string;
  revision: number;
  answered_at: Instant;
  is_late: 0 | 1;
  nothing_to_report: 0 | 1;
  answers: string;
  person_id: string;
  first_answered_at: Instant;
  /** Of a correction, the answers as they were first given. */
  first_answers: string | null;
  /** As the reader was last told them; absent where that was not asked. */
  told_answers?: string | null;
  author: string;
  zone: string;
  /** The name of whoever answered for the author, or null. */
  delegate: string | null;
  delegate_zone: string | null;
  round_id: string;
  cadence_id: string;
  key: string;
  period: string;
  opens_at: Instant;
  question_set_id: string;
}

function answers(db: Db | Tx) {
  return db
    .selectFrom("check_in_revision as revision")
    .innerJoin("check_in", (join) =>
      join
        .onRef("check_in.workspace_id", "=", "revision.workspace_id")
        .onRef("check_in.id", "=", "revision.check_in_id"),
    )
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "check_in.workspace_id").onRef("person.id", "=", "check_in.person_id"),
    )
    .select(["revision.program_id", "revision.check_in_id", "revision.revision", "revision.answered_at"])
    .select("revision.is_late")
    .leftJoin("person as delegate", (join) =>
      join
        .onRef("delegate.workspace_id", "=", "revision.workspace_id")
        .on("delegate.id", "=", ({ fn }) => fn("nullif", ["revision.author_id", "check_in.person_id"])),
    )
    .select(["revision.nothing_to_report", "revision.answers"])
    .select(["delegate.name as delegate", "delegate.zone as delegate_zone"])
    .select(["check_in.person_id", "check_in.created_at as first_answered_at"])
    .select(["person.name as author", "person.zone"])
    .select((select) =>
      select
        .case()
        .when("revision.revision", ">", 1)
        .then(
          select
            .selectFrom("check_in_revision as first")
            .select("first.answers")
            .whereRef("first.workspace_id", "=", "revision.workspace_id")
            .whereRef("first.check_in_id", "=", "revision.check_in_id")
            .where("first.revision", "=", 1),
        )
        .end()
        .as("first_answers"),
    )
    .select(["round.id as round_id", "round.cadence_id", "round.key", "round.period", "round.opens_at"])
    .select("round.question_set_id");
}

function answersOf(db: Db | Tx, scope: Scope) {
  return answers(db)
    .where("revision.workspace_id", "=", scope.workspaceId)
    .where("revision.program_id", "in", scope.programIds)
    .where("revision.answered_at", "<=", scope.cutOffAt)
    .where("check_in.cadence_id", "in", scope.cadenceIds)
    .$if(scope.askedUntil !== undefined, (query) => query.where("round.opens_at", "<=", scope.askedUntil ?? ""));
}

interface Rows<Row> extends Compilable<Row> {
  execute(): Promise<Row[]>;
}

async function eachRow<Row>(db: Db | Tx, scope: Scope, query: Rows<Row>, visit: (row: Row) => void): Promise<void> {
  const { length: programs } = scope.programIds;
  for await (const rows of programs > FEW_PROGRAMS ? rowsInPieces(db, query) : [query.execute()]) {
    for (const row of rows) visit(row);
    await pauseIfMany(programs);
  }
}

/** The cut-off of the last edition of each reader and rhythm. */
export async function listLastCutOffs(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("digest")
    .innerJoin("digest_edition as edition", (join) =>
      join.onRef("edition.workspace_id", "=", "digest.workspace_id").onRef("edition.digest_id", "=", "digest.id"),
    )
    .select(["digest.reader_id", "digest.rhythm"])
    .select(({ fn }) => fn.max("edition.cut_off_at").as("cut_off_at"))
    .where("digest.workspace_id", "=", workspaceId)
    .groupBy(["digest.reader_id", "digest.rhythm"])
    .execute();
}

/** The rounds of a workspace from this key on, but for occasions. By cadence, since it keeps all that there ever were. */
export async function listRoundKeysFrom(db: Db | Tx, workspaceId: string, from: LocalDate) {
  return db
    .selectFrom("cadence")
    .crossJoin("round")
    .select(["round.cadence_id", "round.key", "round.opens_at"])
    .where("cadence.workspace_id", "=", workspaceId)
    .whereRef("round.workspace_id", "=", "cadence.workspace_id")
    .whereRef("round.cadence_id", "=", "cadence.id")
    .where("round.key", ">=", from)
    .where("round.occasion", "is", null)
    .execute();
}
