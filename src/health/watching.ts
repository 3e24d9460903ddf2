/** What others tell health: something happened to a program after which it is to be looked at. */
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { lookAboveBy, lookBy } from "./repository.ts";

/** In the transaction of an answer, of a change of the record or of what lets more be told of it. */
export async function watchProgram(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  { workspace_id, program_id }: { workspace_id: string; program_id: string },
): Promise<void> {
  await lookBy(tx, { workspace_id, program_id }, clock.now());
}

/** In the transaction of a digest that waited for approval: what somebody is told of their programs goes further with it. */
export async function watchProgramsAbove(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  reader: { workspaceId: string; personId: string },
): Promise<void> {
  await lookAboveBy(tx, reader, clock.now());
}
