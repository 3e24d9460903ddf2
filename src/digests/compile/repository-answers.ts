/** What was answered, with all that was said before of it. */

import { sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { earliest } from "../../platform/time.ts";
import type { Rhythm } from "../table.ts";
import type { Scope } from "./repository.ts";
import { eachRow, STRAGGLER_MS } from "./repository.ts";

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
    .select(decidedBy(cutOffAt))
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
  removed_at: Instant | null;
  program_id: string;
  check_in_id: string;
  revision: number;
  answered_at: Instant;
  nothing_to_report: 0 | 1;
  answers: string;
  person_id: string;
  first_answered_at: Instant;
  /** Of a correction, the answers as they were first given. */
  first_answers: string | null;
  /** What its author said of its sentences by the cut-off, each as `decidedIn` reads it; null: nothing. */
  decided?: string | null;
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

export function answers(db: Db | Tx) {
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
    .leftJoin("person as delegate", (join) =>
      join
        .onRef("delegate.workspace_id", "=", "revision.workspace_id")
        .on("delegate.id", "=", ({ fn }) => fn("nullif", ["revision.author_id", "check_in.person_id"])),
    )
    .select(["revision.nothing_to_report", "revision.answers"])
    .select(["delegate.name as delegate", "delegate.zone as delegate_zone"])
    .select(["check_in.person_id", "check_in.created_at as first_answered_at", "check_in.removed_at"])
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

/** Of sentences that were put to their author what came of it, as `decidedIn` reads it; of what has a place without a word of theirs, a No. */
function decidedBy(cutOffAt: Instant) {
  const said = sql`proposal.meaning || ' ' || proposal.decision || ' ' || proposal.hash`;
  return sql<string | null>`(select string_agg(${said}, ',') from proposal
    where proposal.workspace_id = check_in.workspace_id and proposal.check_in_id = check_in.id
      and (proposal.decision <> 'no' or proposal.meaning = 'presence') and proposal.decided_at <= ${cutOffAt})`.as(
    "decided",
  );
}

function answersOf(db: Db | Tx, scope: Scope) {
  return (
    answers(db)
      .select(decidedBy(scope.cutOffAt))
      .where("revision.workspace_id", "=", scope.workspaceId)
      .where("revision.program_id", "in", scope.programIds)
      .where("revision.answered_at", "<=", scope.cutOffAt)
      .where("check_in.cadence_id", "in", scope.cadenceIds)
      // What has lost its words is counted with the rounds.
      .where("check_in.removed_at", "is", null)
      .$if(scope.askedUntil !== undefined, (query) => query.where("round.opens_at", "<=", scope.askedUntil ?? ""))
  );
}
