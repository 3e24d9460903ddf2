/** When programs were closed and reopened. */
import type { Db } from "../../platform/database.ts";
import { getProgram } from "../repository.ts";

/** Whether anything new may be told of a program: of a closed one nothing is. */
export async function isRunning(db: Db, workspaceId: string, programId: string): Promise<boolean> {
  return (await getProgram(db, workspaceId, programId)).state === "active";
}
