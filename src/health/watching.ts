/** What others tell health: something happened to a program after which it is to be looked at. */
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { lookBy } from "./repository.ts";

/** In the transaction of an answer or of a change of the record. */
export async function watchProgram(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  { workspace_id, program_id }: { workspace_id: string; program_id: string },
): Promise<void> {
  await lookBy(tx, { workspace_id, program_id }, clock.now());
}
