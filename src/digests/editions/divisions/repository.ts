import type { Db, Tx } from "../../../platform/database.ts";
import { prepared } from "../../../platform/prepared.ts";
import { type Division, readDivision } from "./division.ts";

/** Once for ever: nothing happens where the edition has one. */
export async function insertDivision(
  db: Db | Tx,
  of: { workspaceId: string; editionId: string },
  division: Division,
): Promise<void> {
  await db
    .insertInto("digest_division")
    .values({ workspace_id: of.workspaceId, edition_id: of.editionId, division: JSON.stringify(division) })
    .onConflict((conflict) => conflict.columns(["workspace_id", "edition_id"]).doNothing())
    .execute();
}

const divisionOfEdition = prepared((db, of: { workspaceId: string; editionId: string }) =>
  db
    .selectFrom("digest_division")
    .select("division")
    .where("workspace_id", "=", of.workspaceId)
    .where("edition_id", "=", of.editionId),
);

export async function findDivision(db: Db, workspaceId: string, editionId: string): Promise<Division | null> {
  const [row] = (await divisionOfEdition(db, { workspaceId, editionId })).rows;
  return row ? readDivision(row.division) : null;
}
