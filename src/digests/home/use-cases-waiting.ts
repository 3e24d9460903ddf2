/** What waits for somebody on Home: parts of drafts to approve. */
import { mayApprove } from "../../kernel/approval/rules.ts";
import { may } from "../../people/rules-rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import type { Visitor } from "../../programs/visitor.ts";
import { namedApprover } from "../approval/approvers.ts";
import { listApprovals } from "../approval/repository.ts";
import { concerns } from "../approval/wording.ts";
import { readDocument } from "../document.ts";
import type { Rhythm } from "../table.ts";
import { listPartsToApprove } from "./repository.ts";

export interface PartToApprove {
  draftId: string;
  programId: string;
  program: string;
  /** Who gets the digest. */
  reader: string;
  rhythm: Rhythm;
  period: string;
  sendAt: Instant;
}

/** What this person may approve now: not what they worded themselves. The first to go first. */
export async function partsToApprove(db: Db, { person, programs, now }: Visitor): Promise<PartToApprove[]> {
  const led = new Set(programs.filter(({ roles }) => may(roles, "hold-digest")).map(({ id }) => id));
  const rows = await listPartsToApprove(db, person.workspace_id, { personId: person.id, ledIds: [...led] });
  const approvals = await listApprovals(db, person.workspace_id, [...new Set(rows.map((row) => row.program_id))]);
  const approverOf = new Map<string, string | null>();
  for (const approval of approvals) approverOf.set(approval.program_id, await namedApprover(db, approval, now));
  return rows.flatMap(({ edited_by: editedBy, wording, document, ...row }): PartToApprove[] => {
    const approverId = approverOf.get(row.program_id) ?? null;
    const isWorded = wording !== null && wording !== "null";
    const isTheirs = isWorded && concerns(readDocument(document), row.program);
    const wordedBy = isTheirs ? editedBy : null;
    const isLead = led.has(row.program_id);
    if (mayApprove({ id: person.id, isLead }, { approverId, wordedBy }) !== "yes") return [];
    const { draft_id: draftId, program_id: programId, program, reader, rhythm, period, send_at: sendAt } = row;
    return [{ draftId, programId, program, reader, rhythm, period, sendAt }];
  });
}
