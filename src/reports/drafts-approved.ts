/** Who approves what a lead writes, and what they answer. */

import { type Approval, approve, findApproval, refuse } from "../approvals/approvals.ts";
import type { Person } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { inTransaction } from "../platform/transaction.ts";
import {
  type Approver,
  approverOf,
  approversFor,
  authorsOfDraft,
  draftFailure,
  getDraft,
  listDrafts,
} from "./draft-store.ts";
import { type Acting, letGo, refuseUnlessLeading } from "./drafts.ts";
import { askForApproval, refreshDraft } from "./drafts-messages.ts";

/** Approves what the lead wrote; words that wait since the digest went, go. Throws DRAFT_NOT_YOURS and as `approve` does. */
export async function approveDraft(acting: Acting, person: Person, approvalId: string): Promise<void> {
  await answerApproval(acting, person, approvalId, (tx, given) => approve(acting, tx, person, given));
}

/** Sends back what the lead wrote: it waits until it is changed. Throws as `approveDraft` does. */
export async function refuseDraft(acting: Acting, person: Person, approvalId: string, reason: string): Promise<void> {
  await answerApproval(acting, person, approvalId, (tx, given) => refuse(acting, tx, person, { ...given, reason }));
}

async function answerApproval(
  acting: Acting,
  person: Person,
  approvalId: string,
  answer: (tx: Tx, given: { approvalId: string; authors: ReadonlySet<string> }) => Promise<Approval>,
): Promise<void> {
  await inTransaction(acting.db, async (tx) => {
    const found = await findApproval(tx, person.workspace_id, approvalId);
    if (found === undefined || found.subject_kind !== "report") throw draftFailure("DRAFT_NOT_YOURS");
    const draft = await getDraft(tx, person.workspace_id, found.subject_id);
    const approver = await approverOf(tx, person.workspace_id, draft.program_id);
    // Whoever was asked still sits there.
    const approvers = approver === null ? [] : await approversFor(tx, draft, approver, acting.clock.now());
    if (found.state === "asked" && !approvers.includes(found.asked_of)) throw draftFailure("DRAFT_NOT_YOURS");
    const { state } = await answer(tx, { approvalId, authors: authorsOfDraft(draft) });
    if (state === "approved" && draft.sentAt !== null && draft.heldBy === found.asked_of)
      await letGo(acting, tx, draft);
    await refreshDraft(tx, acting, draft);
  });
}

/** Who approves what a program's lead writes; null: nobody. Drafts that wait are asked about. Throws DRAFT_NOT_YOURS. */
export async function setReportApprover(
  acting: Acting,
  person: Person,
  { programId, approver }: { programId: string; approver: Approver | null },
): Promise<void> {
  const { workspace_id: workspaceId } = person;
  await inTransaction(acting.db, async (tx) => {
    await refuseUnlessLeading(acting, tx, person, programId);
    const before = await approverOf(tx, workspaceId, programId);
    if (before === approver) return;
    const approvers = rows(tx, "report_approver", workspaceId);
    await approvers.remove({ program_id: programId });
    const set = { set_by: person.id, set_at: acting.clock.now() };
    if (approver !== null) await approvers.insert({ program_id: programId, approver, ...set });
    for (const draft of await listDrafts(tx, workspaceId, [programId])) {
      await askForApproval(acting, tx, draft);
      await refreshDraft(tx, acting, draft);
    }
    await appendAudit(tx, acting, {
      workspaceId,
      actorId: person.id,
      action: "report.approver-set",
      subject: { kind: "program", id: programId },
      programId,
      before: { approver: before },
      after: { approver },
    });
  });
}
