import type { Insertable, Selectable } from "kysely";
import { type Db, inPieces, type Tx } from "../../platform/database.ts";
import { prepared } from "../../platform/prepared.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { AbsenceTable } from "../table.ts";

export type Absence = Selectable<AbsenceTable>;

export async function insertAbsence(tx: Tx, row: Insertable<AbsenceTable>): Promise<void> {
  await tx.insertInto("absence").values(row).execute();
}

export async function updateAbsence(
  tx: Tx,
  { workspace_id, id }: Pick<Absence, "workspace_id" | "id">,
  changes: Partial<Pick<Absence, "from_date" | "until_date" | "delegate_person_id" | "status_until">>,
): Promise<void> {
  await tx.updateTable("absence").set(changes).where("workspace_id", "=", workspace_id).where("id", "=", id).execute();
}

export async function findAbsence(db: Db | Tx, workspaceId: string, id: string): Promise<Absence | undefined> {
  return db
    .selectFrom("absence")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

const COLUMNS = [
  "workspace_id",
  "id",
  "person_id",
  "from_date",
  "until_date",
  "delegate_person_id",
  "source",
  "status_until",
  "created_at",
] as const satisfies (keyof Absence)[];

const absencesFrom = prepared((db, of: { workspaceId: string; personIds: readonly string[]; date: LocalDate }) =>
  db
    .selectFrom("absence")
    .select(COLUMNS)
    .where("workspace_id", "=", of.workspaceId)
    .where("person_id", "in", of.personIds)
    .where("until_date", ">=", of.date)
    .whereRef("until_date", ">=", "from_date")
    .orderBy("from_date")
    .orderBy("id"),
);

/** Absences that end on or after `date`, of each person the first to begin first; those that were taken back are left out. */
export async function listAbsencesFrom(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  date: LocalDate,
): Promise<Absence[]> {
  const absences: Absence[] = [];
  for (const some of inPieces(personIds))
    absences.push(...(await absencesFrom(db, { workspaceId, personIds: some, date })).rows);
  return absences;
}

/** The absence that was taken from a Slack status, whatever became of it since. */
export async function findAbsenceOfStatus(
  tx: Tx,
  workspaceId: string,
  personId: string,
  statusUntil: string,
): Promise<Absence | undefined> {
  return tx
    .selectFrom("absence")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .where("status_until", "=", statusUntil)
    .executeTakeFirst();
}
