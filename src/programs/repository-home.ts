import type { Db } from "../platform/database.ts";

/**
 * Every seat in the running programs in which this person has the rights of a seat: their own, or one of which they are
 * the delegate. Those of people who are gone too.
 */
export async function listSeatsBeside(db: Db, workspaceId: string, personId: string) {
  return db
    .selectFrom("seat")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .select(["seat.program_id", "seat.person_id", "seat.delegate_id", "seat.role", "seat.from_date", "seat.until_date"])
    .select(["program.title", "person.name", "person.zone", "person.is_deactivated", "person.is_bot"])
    .where("seat.workspace_id", "=", workspaceId)
    .where("program.state", "=", "active")
    .where("seat.program_id", "in", (where) =>
      where
        .selectFrom("seat as own")
        .select("own.program_id")
        .where("own.workspace_id", "=", workspaceId)
        .where((of) => of.or([of("own.person_id", "=", personId), of("own.delegate_id", "=", personId)])),
    )
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
