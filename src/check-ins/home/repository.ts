import { readAudience, readQuestions, readRule } from "../../cadences/columns.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";

/** What is asked of this person now, also instead of somebody who is away, the first due first, with all that names it. */
export async function listPromptsAtHand(db: Db, workspaceId: string, personId: string, now: Instant) {
  const rows = await db
    .selectFrom("prompt")
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "prompt.workspace_id").onRef("round.id", "=", "prompt.round_id"),
    )
    .innerJoin("cadence", (join) =>
      join.onRef("cadence.workspace_id", "=", "round.workspace_id").onRef("cadence.id", "=", "round.cadence_id"),
    )
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "round.workspace_id")
        .onRef("question_set.id", "=", "round.question_set_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "round.workspace_id").onRef("program.id", "=", "round.program_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "prompt.workspace_id").onRef("person.id", "=", "prompt.person_id"),
    )
    .select([
      "prompt.id",
      "prompt.person_id",
      "person.name",
      "prompt.due_at",
      "prompt.later_at",
      "round.key",
      "round.period",
      "round.program_id",
    ])
    .select(["cadence.template", "cadence.title", "cadence.rule", "cadence.audience", "cadence.state as cadence_state"])
    .select(["program.title as program", "question_set.questions"])
    .where("prompt.workspace_id", "=", workspaceId)
    .where("prompt.opens_at", "<=", now)
    .where("prompt.closes_at", ">", now)
    .where((eb) =>
      eb.or([
        eb("prompt.person_id", "=", personId).and("prompt.state", "in", ["planned", "sent"]),
        eb("prompt.delegate_id", "=", personId).and("prompt.state", "=", "excused"),
      ]),
    )
    .where("program.state", "=", "active")
    .orderBy("prompt.due_at")
    .orderBy("prompt.id")
    .execute();
  return rows.map((row) => ({
    ...row,
    rule: readRule(row.rule),
    audience: readAudience(row.audience),
    questions: readQuestions(row.questions),
  }));
}

/** The open rounds of these cadences, one row for each person concerned, in order. One statement. */
export async function listOpenRounds(db: Db, workspaceId: string, cadenceIds: readonly string[], now: Instant) {
  return db
    .selectFrom("round")
    .innerJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "prompt.workspace_id").onRef("person.id", "=", "prompt.person_id"),
    )
    .select(["round.id", "round.cadence_id"])
    .select(["prompt.person_id", "prompt.state", "prompt.reason", "prompt.due_at", "person.name"])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.cadence_id", "in", [...cadenceIds])
    .where("round.state", "=", "open")
    .where("round.opens_at", "<=", now)
    .orderBy("round.key")
    .orderBy("prompt.id")
    .execute();
}
