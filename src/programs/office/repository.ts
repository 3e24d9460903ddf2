import { type Insertable, type Selectable, sql } from "kysely";
import type { Db, Tx } from "../../platform/database.ts";
import { prepared } from "../../platform/prepared.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { OfficeSeatTable } from "./table.ts";

export type OfficeSeat = Selectable<OfficeSeatTable>;

const COLUMNS = [
  "office_seat.workspace_id",
  "office_seat.id",
  "office_seat.person_id",
  "office_seat.label_name",
  "office_seat.label_value",
  "office_seat.from_date",
  "office_seat.until_date",
  "office_seat.created_at",
] as const satisfies `office_seat.${keyof OfficeSeat}`[];

const officesOfPerson = prepared((db, of: { workspaceId: string; personId: string }) =>
  db
    .selectFrom("office_seat")
    .select(COLUMNS)
    .where("workspace_id", "=", of.workspaceId)
    .where("person_id", "=", of.personId),
);

/** Those that hold later or no longer among them. */
export async function listOfficesOfPerson(db: Db | Tx, workspaceId: string, personId: string): Promise<OfficeSeat[]> {
  return (await officesOfPerson(db, { workspaceId, personId })).rows;
}

const officesOfAll = prepared((db, of: { workspaceId: string }) =>
  db
    .selectFrom("office_seat")
    .innerJoin("person", (join) =>
      join
        .onRef("person.workspace_id", "=", "office_seat.workspace_id")
        .onRef("person.id", "=", "office_seat.person_id"),
    )
    .select(COLUMNS)
    .select("person.name")
    .where("office_seat.workspace_id", "=", of.workspaceId)
    .where("person.is_deactivated", "=", sql.lit(0))
    .orderBy("office_seat.id"),
);

/** With the name of whoever has each; without those who have left Slack. */
export async function listOffices(db: Db | Tx, workspaceId: string): Promise<(OfficeSeat & { name: string })[]> {
  return (await officesOfAll(db, { workspaceId })).rows;
}

export async function insertOffice(tx: Tx, row: Insertable<OfficeSeatTable>): Promise<void> {
  await tx.insertInto("office_seat").values(row).execute();
}

export async function updateOfficeEnd(
  tx: Tx,
  { workspace_id, id }: Pick<OfficeSeat, "workspace_id" | "id">,
  until: LocalDate,
): Promise<void> {
  await tx
    .updateTable("office_seat")
    .set({ until_date: until })
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .execute();
}
