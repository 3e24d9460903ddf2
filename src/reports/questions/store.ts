import type { Selectable } from "kysely";
import type { Db, Tx } from "../../platform/database.ts";
import type { ReportQuestionTable } from "./table.ts";

export type Question = Selectable<ReportQuestionTable>;

export async function getQuestion(db: Db | Tx, workspaceId: string, id: string): Promise<Question> {
  return db
    .selectFrom("report_question")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}
