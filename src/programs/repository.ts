import type { Selectable } from "kysely";
import type { Db, Tx } from "../platform/database.ts";
import type { ProgramTable, SeatTable } from "./table.ts";

export type Program = Selectable<ProgramTable>;
export type Seat = Selectable<SeatTable>;

export async function insertProgram(tx: Tx, row: ProgramTable): Promise<void> {
  await tx.insertInto("program").values(row).execute();
}

export async function insertSeat(tx: Tx, row: SeatTable): Promise<void> {
  await tx.insertInto("seat").values(row).execute();
}

export async function findProgramByKey(db: Db | Tx, workspaceId: string, key: string): Promise<Program | undefined> {
  return db
    .selectFrom("program")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("key", "=", key)
    .executeTakeFirst();
}

export async function getProgram(db: Db | Tx, workspaceId: string, id: string): Promise<Program> {
  return db
    .selectFrom("program")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

export async function listSeats(db: Db | Tx, workspaceId: string, programId: string): Promise<Seat[]> {
  return db
    .selectFrom("seat")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .orderBy("id")
    .execute();
}

export async function listSeatsOfPerson(db: Db | Tx, workspaceId: string, personId: string): Promise<Seat[]> {
  return db
    .selectFrom("seat")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .execute();
}
