/**
 * Rows of somebody's as a file has them that goes through Slack, whose owners can export it: without the words that no
 * message may have either. They are on its page, and in the copy that whoever runs Drumbeat makes.
 */
import { readQuestions } from "../../cadences/columns.ts";
import { answersSchema } from "../../cadences/questions/questions.ts";
import { answersForAbove } from "../../check-ins/proposals/of-answer.ts";
import { LEFT_OUT } from "../../people/rules-restricted.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { type LookedUp, type Row, rowsById, type Whose } from "./repository.ts";
import type { TableName } from "./rules.ts";
import { isFor, itemLeftOut, jsonLeftOut, stakeholderLeftOut, textLeftOut, wordsLeftOut } from "./rules-left-out.ts";

type Rows = readonly Row[];

export async function withoutRestricted(db: Db | Tx, whose: Whose, table: TableName, rows: Rows): Promise<Row[]> {
  const { workspaceId } = whose;
  switch (table) {
    case "check_in_revision":
      return answersLeftOut(db, workspaceId, rows);
    case "half_filled_form": {
      const prompts = await by(db, workspaceId, "prompt", rows, "prompt_id");
      const rounds = await by(db, workspaceId, "round", [...prompts.values()], "round_id");
      const cadences = await by(db, workspaceId, "cadence", [...rounds.values()], "cadence_id");
      const cadenceOf = (row: Row) =>
        cadences.get(rounds.get(prompts.get(row.prompt_id ?? "")?.round_id ?? "")?.cadence_id ?? "");
      return rows.map((row) => (isFor(cadenceOf(row)) ? { ...row, fields: JSON.stringify(LEFT_OUT) } : row));
    }
    case "health_question": {
      const asked = await cadencesOf(db, workspaceId, rows);
      return rows.map((row) => (isFor(asked(row)) ? { ...row, reason: textLeftOut(row.reason) } : row));
    }
    case "item":
      return rows.map((row) => (isFor(row) ? itemLeftOut(row) : row));
    case "item_event": {
      const items = await by(db, workspaceId, "item", rows, "item_id");
      const withoutNote = (row: Row) => ({ ...row, note: textLeftOut(row.note), after: jsonLeftOut(row.after) });
      return rows.map((row) => (isFor(items.get(row.item_id ?? "")) ? withoutNote(row) : row));
    }
    case "stakeholder":
      return rows.map(stakeholderLeftOut);
    case "stakeholder_event":
      return rows.map((row) => ({ ...row, power: null, interest: null, said: null }));
    case "candidate_fact":
      return rows.map((row) => ({ ...row, text: textLeftOut(row.text) }));
    default:
      return [...rows];
  }
}

async function by(db: Db | Tx, workspaceId: string, table: LookedUp, rows: Rows, column: string) {
  const ids = [...new Set(rows.map((row) => row[column]).filter((id) => typeof id === "string"))];
  return new Map((await rowsById(db, workspaceId, table, ids)).map((row) => [row.id ?? "", row]));
}

/** By the answer that a row is about. */
async function cadencesOf(db: Db | Tx, workspaceId: string, rows: Rows): Promise<(row: Row) => Row | undefined> {
  const checkIns = await by(db, workspaceId, "check_in", rows, "check_in_id");
  const cadences = await by(db, workspaceId, "cadence", [...checkIns.values()], "cadence_id");
  return (row) => cadences.get(checkIns.get(row.check_in_id ?? "")?.cadence_id ?? "");
}

async function answersLeftOut(db: Db | Tx, workspaceId: string, rows: Rows): Promise<Row[]> {
  const asked = await cadencesOf(db, workspaceId, rows);
  const checkIns = await by(db, workspaceId, "check_in", rows, "check_in_id");
  const rounds = await by(db, workspaceId, "round", [...checkIns.values()], "round_id");
  const sets = await by(db, workspaceId, "question_set", [...rounds.values()], "question_set_id");
  const told: Row[] = [];
  for (const row of rows) {
    const round = rounds.get(checkIns.get(row.check_in_id ?? "")?.round_id ?? "");
    const set = sets.get(round?.question_set_id ?? "");
    const questions = set ? readQuestions(String(set.questions)) : [];
    const answers = answersSchema.parse(JSON.parse(String(row.answers)));
    const of = { workspaceId, checkInId: String(row.check_in_id), questions, answeredAt: String(row.answered_at) };
    const left = isFor(asked(row)) ? wordsLeftOut(questions, answers) : await answersForAbove(db, of, answers);
    told.push({ ...row, answers: JSON.stringify(left) });
  }
  return told;
}
