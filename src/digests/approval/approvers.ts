import { approversAmong, type Wording, wordingSchema } from "../../kernel/approval/rules.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { localDateOf } from "../../platform/time.ts";
import { hasRole } from "../../programs/rules-grounds.ts";
import { listSeatsOn, programOf, roleFactsFor } from "../../programs/use-cases.ts";
import { readDocument } from "../document.ts";
import type { DigestApprovalTable } from "../table.ts";
import { approverSetAt, type Draft, findWording } from "./repository.ts";
import { leadsAmong, mayStillApprove } from "./rules.ts";
import { concerns } from "./wording.ts";

/** Who is named for a program's part, while that naming holds; null: whoever leads it. */
export async function namedApprover(
  db: Db | Tx,
  approval: DigestApprovalTable | undefined,
  now: Instant,
): Promise<string | null> {
  if (!approval || approval.approver_id === null) return null;
  const { workspace_id, program_id, approver_id, set_by } = approval;
  const clock = { now: () => now };
  const facts = await roleFactsFor(db, { workspace_id }, program_id, { clock }, [approver_id, set_by]);
  const set_at = hasRole(approver_id, facts) ? approval.set_at : await approverSetAt(db, approval);
  return mayStillApprove({ approver_id, set_by, set_at }, facts) ? approver_id : null;
}

/** Whom a part is put to at this moment. */
export async function approversOf(
  db: Db | Tx,
  workspaceId: string,
  programId: string,
  approverId: string | null,
  now: Instant,
): Promise<readonly string[]> {
  return approversAmong(approverId, approverId === null ? await leadsOf(db, workspaceId, programId, now) : []);
}

export async function leadsOf(db: Db | Tx, workspaceId: string, programId: string, now: Instant): Promise<string[]> {
  return leadsAmong(await listSeatsOn(db, await programOf(db, workspaceId, programId), localDateOf(now, "UTC")));
}

/** Other words for the bottom line of a draft; null where the original stands, or is about another program. */
export async function wordingAbout(
  db: Db | Tx,
  draft: Draft,
  program: string,
): Promise<{ wording: Wording; authorId: string; author: string } | null> {
  const edited = await findWording(db, draft.workspace_id, draft.id);
  const wording = edited && wordingSchema.nullable().parse(JSON.parse(edited.wording));
  if (!wording || !concerns(readDocument(draft.document), program)) return null;
  return { wording, authorId: edited.edited_by, author: edited.name };
}
