/** The approver of a program's part who no longer has a ground: those who lead approve it from then on, and are asked. */
import { appendAudit } from "../../platform/audit.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { Program } from "../../programs/use-cases.ts";
import { namedApprover } from "./approvers.ts";
import { askAgain } from "./drafts.ts";
import { refreshApprovals } from "./messages.ts";
import { APPROVAL_SET, listApprovals, listDraftsWith, upsertApproval } from "./repository.ts";

/** Twice is once. Drafts that wait are put to those who lead at once. */
export async function releaseApprover(
  services: Pick<Services, "db" | "clock" | "ids" | "events">,
  tx: Tx,
  program: Program,
): Promise<void> {
  const now = services.clock.now();
  const [approval] = await listApprovals(tx, program.workspace_id, [program.id]);
  if (!approval || approval.approver_id === null || (await namedApprover(tx, approval, now)) !== null) return;
  const lead = { ...approval, approver_id: null };
  await upsertApproval(tx, lead);
  for (const draft of await listDraftsWith(tx, program.workspace_id, program.id)) {
    await refreshApprovals(tx, services, draft);
    await askAgain(tx, services, draft, lead);
  }
  await appendAudit(tx, services, {
    workspaceId: program.workspace_id,
    actorId: null,
    action: APPROVAL_SET,
    subject: { kind: "program", id: program.id },
    programId: program.id,
    before: { approverId: approval.approver_id },
    after: { approver: "lead" },
  });
}
