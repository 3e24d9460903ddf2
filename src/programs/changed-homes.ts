/** Whose Home shows what others do. */
import type { Db } from "../platform/database.ts";

/** What happened since Homes were refreshed last; collected until it is taken. */
export class HomeChanges {
  readonly #personIds = new Set<string>();
  readonly #slackUserIds = new Set<string>();
  readonly #programIds = new Set<string>();

  /** Something was sent to this person. */
  sentTo(personId: string): void {
    this.#personIds.add(personId);
  }

  doneBy(slackUserId: string): void {
    this.#slackUserIds.add(slackUserId);
  }

  happenedIn(programIds: readonly string[]): void {
    for (const id of programIds) this.#programIds.add(id);
  }

  /** The Slack ids of all who sit in the programs concerned, among whom it shows; nothing is left. */
  async takeConcerned(db: Db, workspaceId: string): Promise<string[]> {
    const concerned = new Set<string>();
    while (this.#personIds.size + this.#slackUserIds.size + this.#programIds.size > 0) {
      const part = {
        personIds: take(this.#personIds),
        slackUserIds: take(this.#slackUserIds),
        programIds: take(this.#programIds),
      };
      for (const slackUserId of await listSlackUsersBeside(db, workspaceId, part)) concerned.add(slackUserId);
    }
    return [...concerned];
  }

  clear(): void {
    for (const ids of [this.#personIds, this.#slackUserIds, this.#programIds]) ids.clear();
  }
}

/** SQLite allows 32,766 values in a statement. */
const IDS_AT_ONCE = 1000;

function take(ids: Set<string>): string[] {
  const taken = [...ids].slice(0, IDS_AT_ONCE);
  for (const id of taken) ids.delete(id);
  return taken;
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
