/** What a digest rests on, as it was stored with its edition. */
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Rhythm } from "../table.ts";

export interface SourcePage {
  workspaceId: string;
  /** Those of one message. */
  editionIds: string[];
  /** Null: of all programs. */
  programIds: string[] | null;
}

export async function countCheckInSources(db: Db, page: SourcePage): Promise<number> {
  const row = await checkInSources(db, page)
    .select(({ fn }) => fn.countAll().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The check-ins that the lines of an edition rest on, in the order in which they were answered. */
export async function listCheckInSources(
  db: Db,
  page: SourcePage,
  { offset, limit }: { offset: number; limit: number },
) {
  return checkInSources(db, page)
    .select(["told.source_id as check_in_id", "told.revision", "revision.answered_at"])
    .select(["first.is_late", "round.closes_at"])
    .select(["person.name as author", "delegate.name as delegate", "program.title as program", "round.period"])
    .select(["check_in.person_id", "check_in.program_id", "revision.author_id"])
    .orderBy("revision.answered_at")
    .orderBy("told.source_id")
    .offset(offset)
    .limit(limit)
    .execute();
}

/** The items of the record that the lines of an edition rest on, in the order of the lines. */
export async function listItemSources(db: Db, { workspaceId, editionIds, programIds }: SourcePage) {
  return db
    .selectFrom("digest_source as told")
    .crossJoin("item")
    .whereRef("item.workspace_id", "=", "told.workspace_id")
    .whereRef("item.id", "=", "told.source_id")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
    )
    .select([
      "item.id",
      "item.type",
      "item.number",
      "item.check_in_id",
      "program.title as program",
      "program.short_key",
    ])
    .select(({ fn }) => fn.max("told.revision").as("revision"))
    .where("told.workspace_id", "=", workspaceId)
    .where("told.edition_id", "in", editionIds)
    .where("told.kind", "=", "item")
    .$if(programIds !== null, (query) => query.where("item.program_id", "in", programIds ?? []))
    .groupBy(["item.id", "item.type", "item.number", "item.check_in_id", "program.title", "program.short_key"])
    .orderBy(({ fn }) => fn.min("told.line"))
    .orderBy("item.id")
    .execute();
}

/** One check-in as an edition rests on it: undefined when it is not among its sources. */
export async function findCheckInSource(db: Db, page: SourcePage, checkInId: string) {
  return checkInSources(db, page)
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "round.workspace_id")
        .onRef("question_set.id", "=", "round.question_set_id"),
    )
    .innerJoin("cadence", (join) =>
      join.onRef("cadence.workspace_id", "=", "round.workspace_id").onRef("cadence.id", "=", "round.cadence_id"),
    )
    .select(["check_in.program_id", "check_in.person_id", "check_in.removed_at", "revision.author_id"])
    .select("cadence.disclosure")
    .select(["told.revision", "revision.answered_at", "revision.answers", "revision.nothing_to_report"])
    .select(["first.is_late", "round.closes_at"])
    .select(["person.name as author", "delegate.name as delegate", "program.title as program"])
    .select(["round.period", "question_set.questions"])
    .where("told.source_id", "=", checkInId)
    .executeTakeFirst();
}

/** Each once, in the last revision that a line has of it. SQLite starts a cross join at its left side. */
function checkInSources(db: Db, { workspaceId, editionIds, programIds }: SourcePage) {
  const told = db
    .selectFrom("digest_source")
    .select(["workspace_id", "source_id"])
    .select(({ fn }) => fn.max("revision").as("revision"))
    .where("workspace_id", "=", workspaceId)
    .where("edition_id", "in", editionIds)
    .where("kind", "=", "check-in")
    .groupBy(["workspace_id", "source_id"]);
  return db
    .selectFrom(told.as("told"))
    .crossJoin("check_in")
    .whereRef("check_in.workspace_id", "=", "told.workspace_id")
    .whereRef("check_in.id", "=", "told.source_id")
    .innerJoin("check_in_revision as revision", (join) =>
      join
        .onRef("revision.workspace_id", "=", "told.workspace_id")
        .onRef("revision.check_in_id", "=", "told.source_id")
        .onRef("revision.revision", "=", "told.revision"),
    )
    .innerJoin("check_in_revision as first", (join) =>
      join
        .onRef("first.workspace_id", "=", "told.workspace_id")
        .onRef("first.check_in_id", "=", "told.source_id")
        .on("first.revision", "=", 1),
    )
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "check_in.workspace_id").onRef("person.id", "=", "check_in.person_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "check_in.workspace_id").onRef("program.id", "=", "check_in.program_id"),
    )
    .leftJoin("person as delegate", (join) =>
      join
        .onRef("delegate.workspace_id", "=", "revision.workspace_id")
        .onRef("delegate.id", "=", "revision.author_id")
        .onRef("revision.author_id", "!=", "check_in.person_id"),
    )
    .$if(programIds !== null, (query) => query.where("check_in.program_id", "in", programIds ?? []));
}

/** Whether an edition of one of these readers in one of these rhythms takes in an answer that was given then. */
export async function isAnswerTold(
  db: Db | Tx,
  of: {
    workspaceId: string;
    checkInId: string;
    answeredAt: Instant;
    readerIds: readonly string[];
    rhythms: readonly Rhythm[];
  },
): Promise<boolean> {
  if (of.readerIds.length === 0) return false;
  const told = await db
    .selectFrom("digest")
    .crossJoin("digest_edition as edition")
    .whereRef("edition.workspace_id", "=", "digest.workspace_id")
    .whereRef("edition.digest_id", "=", "digest.id")
    .crossJoin("digest_source as source")
    .whereRef("source.workspace_id", "=", "edition.workspace_id")
    .whereRef("source.edition_id", "=", "edition.id")
    .select("source.source_id")
    .where("digest.workspace_id", "=", of.workspaceId)
    .where("digest.reader_id", "in", [...of.readerIds])
    .where("digest.rhythm", "in", [...of.rhythms])
    .where("edition.cut_off_at", ">=", of.answeredAt)
    .where("source.line", "=", 0)
    .where("source.kind", "=", "check-in")
    .where("source.source_id", "=", of.checkInId)
    .limit(1)
    .executeTakeFirst();
  return told !== undefined;
}
