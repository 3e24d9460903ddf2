/** How editions are divided into messages: stored when they are made. */
import type { Db } from "../../../platform/database.ts";
import type { Edition } from "../../repository.ts";
import type { Division } from "./division.ts";
import { findDivision } from "./repository.ts";

/** The messages of an edition have keys that begin with this, its pictures too. */
export function keysOf(editionId: string): string {
  return `digest:${editionId}:`;
}

export async function divisionOf(db: Db, workspaceId: string, { id }: Edition): Promise<Division> {
  const division = await findDivision(db, workspaceId, id);
  if (!division) throw new Error(`No division of edition ${id}`);
  return division;
}
