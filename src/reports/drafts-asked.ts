/** Whose approval is asked for what a lead wrote. */

import { askApproval, lastApproval, withdrawApproval } from "../approvals/approvals.ts";
import { enqueue } from "../delivery/outbox.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { approvalSubject, approverOf, approversFor, type Draft } from "./draft-store.ts";
import { type ApprovalSubject, approvalKey, reportApprovalKind } from "./drafts-messages.ts";

type Stamps = Pick<Services, "clock" | "ids">;

/** In place of what was asked before. `readerId`: whose digest goes first, when the draft is shown; left out: as it is scheduled. */
export async function askForApproval(
  stamps: Stamps,
  tx: Tx,
  draft: Draft,
  readerId: string | null = null,
): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId, id: reportId } = draft;
  const subject = approvalSubject(draft);
  const approver = await approverOf(tx, workspaceId, programId);
  const [first] = approver === null ? [] : await approversFor(tx, draft, approver, stamps.clock.now());
  if (first === undefined) return withdrawApproval(tx, subject);
  const askedOf = first.personId;
  const wasSentBack = (await lastApproval(tx, subject))?.state === "refused";
  const because: ApprovalSubject["because"] = readerId !== null ? "draft" : wasSentBack ? "sent-back" : "change";
  const approvalId = await askApproval(stamps, tx, { subject, programId, askedOf });
  const reader = readerId ?? (await firstReader(tx, draft));
  await enqueue(tx, stamps, reportApprovalKind, {
    workspaceId,
    key: approvalKey({ reportId, approvalId }),
    subject: { reportId, personId: askedOf, readerId: reader ?? askedOf, approvalId, because },
    to: { personId: askedOf },
    notBefore: stamps.clock.now(),
  });
}

/** Whose digest goes first of those that are scheduled. */
async function firstReader(tx: Tx, { workspace_id, program_id, rhythm, sendAt }: Draft): Promise<string | null> {
  const row = await tx
    .selectFrom("digest_schedule as due")
    .innerJoin("seat", (join) =>
      join.onRef("seat.workspace_id", "=", "due.workspace_id").onRef("seat.person_id", "=", "due.person_id"),
    )
    .select("due.person_id")
    .where("due.workspace_id", "=", workspace_id)
    .where("seat.program_id", "=", program_id)
    .where("seat.role", "in", ["sponsor", "steering"])
    .where("due.rhythm", "=", rhythm)
    .where("due.next_at", ">=", sendAt)
    .orderBy("due.next_at")
    .orderBy("due.person_id")
    .executeTakeFirst();
  return row?.person_id ?? null;
}
