/** Something has happened to a program, after which it is to be evaluated (`alerts/evaluate.ts`). */

import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { evaluateAboveBy, evaluateBy } from "./repository.ts";
import type { Watch } from "./table.ts";

/** In the transaction of an answer, of a change of the record or of what lets more be told of it. */
export async function requestEvaluation(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  { workspace_id, program_id }: { workspace_id: string; program_id: string },
): Promise<void> {
  await evaluateBy(tx, { workspace_id, program_id }, clock.now());
}

/** In the transaction of a digest that waited for approval: what somebody is told of their programs goes further with it. */
export async function requestEvaluationsAbove(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  reader: { workspaceId: string; personId: string },
): Promise<void> {
  await evaluateAboveBy(tx, reader, clock.now());
}

/** Has a program evaluated by then without anything happening; where that is planned earlier already, it stays. */
export async function requestEvaluationBy(tx: Tx, watch: Watch, at: Instant): Promise<void> {
  await evaluateBy(tx, watch, at);
}
