import { questionSetOf } from "../../src/cadences/cadences.ts";
import { type Answers, answersSchema, answersTo } from "../../src/cadences/questions/questions.ts";
import { streamRevisions } from "../../src/check-ins/stored-check-ins.ts";
import { handlesOf } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";

/** A revision as it is stored, with handles and instants, which no export has. */
export interface StoredCheckIn {
  program: string;
  cadence: string;
  round: string;
  period: string;
  person: string;
  /** Only there when it was somebody else. */
  answeredBy?: string;
  answeredAt: string;
  revision: number;
  late: boolean;
  /** Only there when true. */
  nothingToReport?: true;
  answers: Answers;
}

/** In order of time; without a workspace, of all, one after the other. */
export async function* storedCheckIns(db: Db, workspace?: string): AsyncGenerator<StoredCheckIn> {
  if (workspace === undefined) {
    for (const { id } of await db.selectFrom("workspace").select("id").orderBy("id").execute())
      yield* storedCheckIns(db, id);
    return;
  }
  for await (const row of streamRevisions(db, workspace)) {
    const handles = await handlesOf(db, row.workspace_id);
    const handleOf = (id: string) => handles.get(id) ?? id;
    const { questions } = await questionSetOf(db, row.workspace_id, row.question_set_id);
    yield {
      program: row.program,
      cadence: row.cadence,
      round: row.round,
      period: row.period,
      person: handleOf(row.person_id),
      ...(row.author_id !== row.person_id && { answeredBy: handleOf(row.author_id) }),
      answeredAt: row.answered_at,
      revision: row.revision,
      late: row.is_late === 1,
      ...(row.nothing_to_report === 1 && { nothingToReport: true as const }),
      answers: answersTo(questions, answersSchema.parse(JSON.parse(row.answers))),
    };
  }
}
