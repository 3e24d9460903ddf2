/** Questions that Drumbeat has stopped asking, in check-ins that still have them. */
import { appendAudit } from "../../platform/audit.ts";
import type { Tx } from "../../platform/database.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { tellKeepers } from "../../programs/keepers.ts";
import { programOf } from "../../programs/use-cases.ts";
import { retiredKind } from "../messages.ts";
import { getCadence, getQuestionSet, insertQuestionSet, listCadencesAskingText, updateCadence } from "../repository.ts";
import { retiredBy, SIGNS_OF_RETIRED } from "./rules-retired.ts";

/**
 * Gives each cadence with retired questions a version without them and tells its leads once. One that asks nothing else is
 * paused. A transaction for each; what a kill left over is done at the next start.
 */
export async function retireQuestions(services: Services, workspaceId: string): Promise<void> {
  const { db } = services;
  for (const id of await listCadencesAskingText(db, workspaceId, SIGNS_OF_RETIRED)) {
    await inTransaction(db, (tx) => retireIn(services, tx, workspaceId, id));
    await letOthersRun();
  }
}

async function retireIn(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  workspaceId: string,
  cadenceId: string,
): Promise<void> {
  const cadence = await getCadence(tx, workspaceId, cadenceId);
  const known = await getQuestionSet(tx, workspaceId, cadence.question_set_id);
  const kept = known.questions;
  // Another instance was quicker, or it is paused for this already.
  if (kept.length === known.asMade.length) return;
  if (kept.length === 0 && cadence.state === "paused") return;
  const questionSetId = stamps.ids.next();
  if (kept.length === 0) await updateCadence(tx, cadence, { state: "paused", next_check_at: null });
  else {
    await insertQuestionSet(tx, {
      workspace_id: workspaceId,
      id: questionSetId,
      cadence_id: cadence.id,
      version: known.version + 1,
      questions: JSON.stringify(kept),
      created_at: stamps.clock.now(),
    });
    await updateCadence(tx, cadence, { question_set_id: questionSetId });
  }
  const program = await programOf(tx, workspaceId, cadence.program_id);
  await appendAudit(tx, stamps, {
    workspaceId,
    actorId: null,
    action: kept.length === 0 ? "cadence.paused" : "cadence.changed",
    subject: { kind: "cadence", id: cadence.id },
    programId: program.id,
    after: kept.length === 0 ? { retired: true } : { questions: known.version + 1 },
  });
  if (program.state !== "active") return;
  const retired = known.asMade.filter((question) => retiredBy(question) !== null);
  await tellKeepers(stamps, tx, program, retiredKind, {
    key: `question-retired:${cadence.id}:${known.version}`,
    subject: { cadenceId: cadence.id, questions: retired.map(({ label }) => label) },
  });
}
