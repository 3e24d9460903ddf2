import type { Db } from "../platform/database.ts";

/**
 * Every seat in the running programs in which this person has the rights of a seat: their own, or one of which they are
 * the delegate. Those of people who are gone too. `office_id`: of any office that they have ever had.
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
    .select([
      "program.title",
      "program.key",
      "program.flagship",
      "person.name",
      "person.zone",
      "person.is_deactivated",
      "person.is_bot",
      "person.updated_at",
    ])
    .select(({ selectFrom }) =>
      selectFrom("office_seat as office")
        .select("office.id")
        .where("office.workspace_id", "=", workspaceId)
        .where("office.person_id", "=", personId)
        .limit(1)
        .as("office_id"),
    )
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
 * delegates. Each statement goes by one column: PostgreSQL compares all seats with all people for a join on either.
 */
export async function listSlackUsersBeside(
  db: Db,
  workspaceId: string,
  { personIds, slackUserIds, programIds }: Record<"personIds" | "slackUserIds" | "programIds", readonly string[]>,
): Promise<string[]> {
  const programs = new Set(programIds);
  for (const column of ["person_id", "delegate_id"] as const) {
    const rows = await db
      .selectFrom("seat")
      .select("program_id")
      .distinct()
      .where("workspace_id", "=", workspaceId)
      .where(column, "in", (where) =>
        where
          .selectFrom("person")
          .select("id")
          .where("workspace_id", "=", workspaceId)
          .where((which) =>
            which.or([which("id", "in", [...personIds]), which("slack_user_id", "in", [...slackUserIds])]),
          ),
      )
      .execute();
    for (const { program_id } of rows) programs.add(program_id);
  }
  const beside = (column: "person_id" | "delegate_id") =>
    db
      .selectFrom("seat")
      .innerJoin("person", (join) =>
        join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", `seat.${column}`),
      )
      .select("person.slack_user_id")
      .where("seat.workspace_id", "=", workspaceId)
      .where("seat.program_id", "in", [...programs]);
  if (programs.size === 0) return [];
  const rows = await beside("person_id").union(beside("delegate_id")).execute();
  return rows.map((row) => row.slack_user_id);
}
