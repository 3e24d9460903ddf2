/** When programs were closed and reopened. */
import type { Db } from "../../platform/database.ts";
import { getProgram } from "../repository.ts";
import { actsOfClosings } from "./repository.ts";
import { type Closing, closingsOf } from "./rules.ts";

/**
 * Of these programs those that were ever closed, with the acts by which they were closed and reopened, as `closingsOf` reads them.
 * For whoever reads what was said in them, to be joined: a statement less.
 */
export function closingActs(
  db: Pick<Db, "selectFrom">,
  of: { workspaceId: string; programIds: readonly string[] },
): ReturnType<typeof actsOfClosings> {
  return actsOfClosings(db, of);
}

/** When one program was closed and reopened. */
export async function closingsOfProgram(
  db: Pick<Db, "selectFrom">,
  { workspace_id: workspaceId, id }: { workspace_id: string; id: string },
): Promise<Closing[]> {
  const [row] = await actsOfClosings(db, { workspaceId, programIds: [id] }).execute();
  return closingsOf(row?.acts ?? null);
}

/** Whether anything new may be told of a program: of a closed one nothing is. */
export async function isRunning(db: Db, workspaceId: string, programId: string): Promise<boolean> {
  return (await getProgram(db, workspaceId, programId)).state === "active";
}
