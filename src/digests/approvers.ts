import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { localDateOf } from "../platform/time.ts";
import { listSeatsOn, programOf } from "../programs/use-cases.ts";

/** Whom a part is put to: whoever is named for it, else those who lead the program. */
export async function approversOf(
  db: Db | Tx,
  workspaceId: string,
  programId: string,
  approverId: string | null,
  now: Instant,
): Promise<string[]> {
  if (approverId !== null) return [approverId];
  const seats = await listSeatsOn(db, await programOf(db, workspaceId, programId), localDateOf(now, "UTC"));
  const leading = seats.filter(({ role }) => role === "lead" || role === "deputy");
  return [...new Set(leading.map((seat) => seat.person_id))];
}
