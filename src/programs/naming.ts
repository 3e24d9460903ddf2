/** How a refusal names a program: to whoever may not know that there is one, it does not. */
import { programsAsking } from "../check-ins/asked.ts";
import type { Person } from "../people/use-cases.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Program } from "./repository.ts";
import { mayKnow } from "./use-cases.ts";

/**
 * The title; empty to somebody who has no role in the program and is not asked in it, unless it is open to the workspace of
 * which they are a member.
 */
export async function titleFor(
  services: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  person: Person,
  program: Program,
): Promise<string> {
  if (await mayKnow(db, person, program, services)) return program.title;
  return (await programsAsking(db, person, [program.id], services.clock.now())).size > 0 ? program.title : "";
}
