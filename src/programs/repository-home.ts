import type { Db } from "../platform/database.ts";

/** Every seat in a running program whose rights this person has: their own, and those of which they are the delegate. */
export async function listSeatsWithPrograms(db: Db, workspaceId: string, personId: string) {
  return db
    .selectFrom("seat")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .selectAll("program")
    .select(["seat.role", "seat.from_date", "seat.until_date"])
    .where("seat.workspace_id", "=", workspaceId)
    .where((where) => where.or([where("seat.person_id", "=", personId), where("seat.delegate_id", "=", personId)]))
    .where("program.state", "=", "active")
    .execute();
}

/** Who sits in these programs, of those who are still there. */
export async function listSeatHolders(db: Db, workspaceId: string, programIds: readonly string[]) {
  return db
    .selectFrom("seat")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .select(["seat.program_id", "seat.person_id", "seat.role", "seat.from_date", "seat.until_date"])
    .select(["person.name", "person.zone"])
    .where("seat.workspace_id", "=", workspaceId)
    .where("seat.program_id", "in", [...programIds])
    .where("person.is_deactivated", "=", 0)
    .where("person.is_bot", "=", 0)
    .orderBy("seat.id")
    .execute();
}

/**
 * The Slack ids of all who sit in these programs, or in a program in which these people sit: themselves and their
 * delegates.
 */
export async function listSlackUsersBeside(
  db: Db,
  workspaceId: string,
  { personIds, slackUserIds, programIds }: Record<"personIds" | "slackUserIds" | "programIds", readonly string[]>,
): Promise<string[]> {
  const rows = await db
    .selectFrom("seat")
    .innerJoin("person", (join) =>
      join
        .onRef("person.workspace_id", "=", "seat.workspace_id")
        .on((on) =>
          on.or([on("person.id", "=", on.ref("seat.person_id")), on("person.id", "=", on.ref("seat.delegate_id"))]),
        ),
    )
    .select("person.slack_user_id")
    .distinct()
    .where("seat.workspace_id", "=", workspaceId)
    .where((where) => {
      const theirs = where
        .selectFrom("seat as own")
        .innerJoin("person as one", (join) =>
          join
            .onRef("one.workspace_id", "=", "own.workspace_id")
            .on((on) =>
              on.or([on("one.id", "=", on.ref("own.person_id")), on("one.id", "=", on.ref("own.delegate_id"))]),
            ),
        )
        .select("own.program_id")
        .where("own.workspace_id", "=", workspaceId)
        .where((which) =>
          which.or([
            ...(personIds.length > 0 ? [which("one.id", "in", [...personIds])] : []),
            ...(slackUserIds.length > 0 ? [which("one.slack_user_id", "in", [...slackUserIds])] : []),
          ]),
        );
      return where.or([
        ...(programIds.length > 0 ? [where("seat.program_id", "in", [...programIds])] : []),
        ...(personIds.length + slackUserIds.length > 0 ? [where("seat.program_id", "in", theirs)] : []),
      ]);
    })
    .execute();
  return rows.map((row) => row.slack_user_id);
}
