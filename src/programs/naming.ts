/** How a refusal names a program: to whoever may not know that there is one, it does not. */
import type { Person } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import { programsAsking } from "./events.ts";
import type { Program } from "./repository.ts";
import { mayKnow } from "./use-cases.ts";

/**
 * The title; empty to somebody who has no role in the program and is not asked in it, unless it is open to the workspace of
 * which they are a member.
 */
export async function titleFor(services: Looking, db: Db | Tx, person: Person, program: Program): Promise<string> {
  if (await mayKnow(db, person, program, services)) return program.title;
  return (await programsAsking.of(services, db, { person, programIds: [program.id] })).size > 0 ? program.title : "";
}
