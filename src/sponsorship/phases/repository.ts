import type { Db, Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import { isInCase } from "../case/repository.ts";

/**
 * Of the running ones among these programs what the beginning of their sponsorship rests on. `firstDecision`: the number of the
 * first that stands in the record, for all who sit above to read.
 */
export async function listBeginnings(
  db: Db | Tx,
  { workspaceId, programIds, today }: { workspaceId: string; programIds: readonly string[]; today: LocalDate },
) {
  return db
    .selectFrom("program")
    .select(["program.id", "program.short_key", "program.purpose", "program.benefits", "program.created_at"])
    .select(({ exists, selectFrom }) => [
      selectFrom("item")
        .select(({ fn }) => fn.min("item.number").as("number"))
        .whereRef("item.workspace_id", "=", "program.workspace_id")
        .whereRef("item.program_id", "=", "program.id")
        .where("item.type", "=", "decision")
        .where("item.state", "in", ["active", "replaced"])
        .where("item.disclosure", "in", ["program", "executive"])
        .as("first_decision"),
      exists(
        selectFrom("item as reached")
          .select("reached.id")
          .whereRef("reached.workspace_id", "=", "program.workspace_id")
          .whereRef("reached.program_id", "=", "program.id")
          .where("reached.type", "=", "milestone")
          .where("reached.state", "=", "reached")
          .where("reached.disclosure", "in", ["program", "executive"]),
      ).as("has_reached"),
      exists(
        selectFrom("seat")
          .innerJoin("person", (join) =>
            join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
          )
          .select("seat.id")
          .whereRef("seat.workspace_id", "=", "program.workspace_id")
          .whereRef("seat.program_id", "=", "program.id")
          .where("seat.role", "=", "sponsor")
          .where("person.is_deactivated", "=", 0)
          .where((where) => where.or([where("seat.from_date", "is", null), where("seat.from_date", "<=", today)]))
          .where((where) => where.or([where("seat.until_date", "is", null), where("seat.until_date", ">=", today)])),
      ).as("has_sponsor"),
    ])
    .select((of) => [isInCase(of, "purpose").as("case_has_purpose"), isInCase(of, "benefits").as("case_has_benefits")])
    .where("program.workspace_id", "=", workspaceId)
    .where("program.id", "in", [...programIds])
    .where("program.state", "=", "active")
    .execute();
}
