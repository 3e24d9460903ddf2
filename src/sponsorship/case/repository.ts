import type { ExpressionBuilder, Insertable, Selectable } from "kysely";
import { readQuestions } from "../../cadences/columns.ts";
import { type Answers, answersSchema, type Question } from "../../cadences/questions/questions.ts";
import type { Db, Tables, Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import {
  type CaseSection,
  readBasisColumn,
  readItemsColumn,
  readMeasuresColumn,
  readSectionsColumn,
  type SectionWritten,
} from "./rules.ts";
import type { CaseSectionTable, CaseVersionTable } from "./table.ts";

interface Of {
  workspaceId: string;
  programId: string;
}

export interface SectionRow extends SectionWritten {
  id: string;
  section: CaseSection;
  revision: number;
  writtenBy: string;
  writtenAt: string;
}

function sectionOf(row: Selectable<CaseSectionTable>): SectionRow {
  return {
    id: row.id,
    section: row.section,
    revision: row.revision,
    text: row.text,
    items: readItemsColumn(row.items),
    measures: readMeasuresColumn(row.measures),
    writtenBy: row.written_by,
    writtenAt: row.written_at,
  };
}

/** False where that revision is there already: somebody was quicker. */
export async function insertSection(tx: Tx, row: Insertable<CaseSectionTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("case_section")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "program_id", "section", "revision"]).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The last revision of each section. */
export async function listSections(db: Db | Tx, { workspaceId, programId }: Of): Promise<SectionRow[]> {
  const rows = await db
    .selectFrom("case_section")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where(isLast)
    .execute();
  return rows.map(sectionOf);
}

/** Of the revisions of a section the last. */
function isLast({ eb, selectFrom }: ExpressionBuilder<Tables, "case_section">) {
  return eb(
    "case_section.revision",
    "=",
    selectFrom("case_section as later")
      .select(({ fn }) => fn.max<number>("later.revision").as("last"))
      .whereRef("later.workspace_id", "=", "case_section.workspace_id")
      .whereRef("later.program_id", "=", "case_section.program_id")
      .whereRef("later.section", "=", "case_section.section"),
  );
}

/** In a statement about programs: whether this section of the case says anything in words or measures. */
export function isInCase({ exists, selectFrom }: ExpressionBuilder<Tables, "program">, section: CaseSection) {
  return exists(
    selectFrom("case_section")
      .select("case_section.id")
      .whereRef("case_section.workspace_id", "=", "program.workspace_id")
      .whereRef("case_section.program_id", "=", "program.id")
      .where("case_section.section", "=", section)
      .where((where) => where.or([where("case_section.text", "!=", ""), where("case_section.measures", "!=", "[]")]))
      .where(isLast),
  );
}

/** What was answered last to checked-in rounds of those who lead, for those above: with their questions, the newest first. */
export async function listLastAnswers(
  db: Db | Tx,
  { workspaceId, programId }: Of,
  limit: number,
): Promise<{ cadenceId: string; questions: readonly Question[]; answers: Answers }[]> {
  const rows = await db
    .selectFrom("check_in")
    .innerJoin("check_in_revision as answer", (join) =>
      join
        .onRef("answer.workspace_id", "=", "check_in.workspace_id")
        .onRef("answer.check_in_id", "=", "check_in.id")
        .onRef("answer.revision", "=", "check_in.revision"),
    )
    .innerJoin("cadence", (join) =>
      join
        .onRef("cadence.workspace_id", "=", "check_in.workspace_id")
        .onRef("cadence.id", "=", "check_in.cadence_id")
        .on("cadence.disclosure", "=", "executive"),
    )
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "round.workspace_id")
        .onRef("question_set.id", "=", "round.question_set_id"),
    )
    .select(["check_in.cadence_id", "question_set.questions", "answer.answers"])
    .where("check_in.workspace_id", "=", workspaceId)
    .where("answer.program_id", "=", programId)
    .where("check_in.removed_at", "is", null)
    .orderBy("answer.answered_at", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    cadenceId: row.cadence_id,
    questions: readQuestions(row.questions),
    answers: answersSchema.parse(JSON.parse(row.answers)),
  }));
}

/** Dates of the open milestones of these programs. */
export async function listTargetDates(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<Map<string, [milestoneId: string, LocalDate][]>> {
  if (programIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("item")
    .select(["id", "program_id", "due_on"])
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", [...programIds])
    .where("type", "=", "milestone")
    .where("state", "=", "open")
    .execute();
  const dated = Map.groupBy(rows, (row) => row.program_id);
  return new Map(
    [...dated].map(([programId, its]) => [
      programId,
      its.flatMap(({ id, due_on: on }): [string, LocalDate][] => (on === null ? [] : [[id, on]])),
    ]),
  );
}

/** These rows of sections, whatever was written since. */
export async function listSectionsById(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<SectionRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("case_section")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();
  return rows.map(sectionOf);
}

export type Version = ReturnType<typeof versionOf>;

function versionOf(row: Selectable<CaseVersionTable>) {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    programId: row.program_id,
    number: row.number,
    sections: readSectionsColumn(row.sections),
    basis: readBasisColumn(row.basis),
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
  };
}

/** False where that number is there already. */
export async function insertVersion(tx: Tx, row: Insertable<CaseVersionTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("case_version")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "program_id", "number"]).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The latest first. */
export async function listVersions(db: Db | Tx, { workspaceId, programId }: Of): Promise<Version[]> {
  const rows = await db
    .selectFrom("case_version")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .orderBy("number", "desc")
    .execute();
  return rows.map(versionOf);
}

/** Of each of these programs that has one. */
export async function listLastVersions(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<Version[]> {
  if (programIds.length === 0) return [];
  const rows = await db
    .selectFrom("case_version")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", [...programIds])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("case_version as later")
            .select("later.id")
            .whereRef("later.workspace_id", "=", "case_version.workspace_id")
            .whereRef("later.program_id", "=", "case_version.program_id")
            .whereRef("later.number", ">", "case_version.number"),
        ),
      ),
    )
    .execute();
  return rows.map(versionOf);
}
