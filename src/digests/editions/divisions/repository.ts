import { sql } from "kysely";
import { acrossWorkspaces } from "../../../platform/across-workspaces.ts";
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

/** Null of an edition of an earlier Drumbeat to which nobody has come yet. */
export async function findDivision(db: Db, workspaceId: string, editionId: string): Promise<Division | null> {
  const [row] = (await divisionOfEdition(db, { workspaceId, editionId })).rows;
  return row ? readDivision(row.division) : null;
}

/** Of all workspaces, editions without a division after this one, in the order of their ids. */
export async function listUndivided(
  db: Db,
  { after, most }: { after: string; most: number },
): Promise<{ workspace_id: string; id: string }[]> {
  return acrossWorkspaces(db)
    .selectFrom("digest_edition as edition")
    .select(["edition.workspace_id", "edition.id"])
    .where("edition.id", ">", after)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("digest_division as division")
            .select(sql`1`.as("one"))
            .whereRef("division.workspace_id", "=", "edition.workspace_id")
            .whereRef("division.edition_id", "=", "edition.id"),
        ),
      ),
    )
    .orderBy("edition.id")
    .limit(most)
    .execute();
}
