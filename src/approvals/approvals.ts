/** Approval of a subject, whatever it is: asked of one person, given or refused by them or whoever stands in for them. */

import type { Selectable } from "kysely";
import { type Person, peopleByIds } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { mayApprove } from "./rules.ts";
import type { ApprovalState, ApprovalTable } from "./table.ts";
import { approvalTexts } from "./texts.ts";

export type Approval = Selectable<ApprovalTable>;

/** `report` and its id. */
export interface Subject {
  workspaceId: string;
  kind: string;
  id: string;
}

const { en, fr } = approvalTexts;

const failure = errorTable({
  APPROVAL_NOT_ASKED: { en: () => en.notAsked, fr: () => fr.notAsked },
  APPROVAL_OWN_WORDS: { en: () => en.ownWords, fr: () => fr.ownWords },
  APPROVAL_GIVEN: { en: ({ name }) => en.approved(String(name)), fr: ({ name }) => fr.approved(String(name)) },
  APPROVAL_REFUSED: { en: ({ name }) => en.refused(String(name)), fr: ({ name }) => fr.refused(String(name)) },
  APPROVAL_WITHDRAWN: { en: () => en.withdrawn, fr: () => fr.withdrawn },
});

const COUNTING: readonly ApprovalState[] = ["asked", "approved", "refused"];

type Stamps = Pick<Services, "clock" | "ids">;

/** Asks one person, in place of what was asked of the same subject before. Returns the id of the approval. */
export async function askApproval(
  { clock, ids }: Stamps,
  tx: Tx,
  { subject, programId, askedOf }: { subject: Subject; programId: string; askedOf: string },
): Promise<string> {
  await withdrawApproval(tx, subject);
  const id = ids.next();
  await rows(tx, "approval", subject.workspaceId).insert({
    id,
    program_id: programId,
    subject_kind: subject.kind,
    subject_id: subject.id,
    asked_of: askedOf,
    state: "asked",
    by_id: null,
    at: null,
    reason: null,
    created_at: clock.now(),
  });
  return id;
}

/** What was asked of a subject counts no more: it changed. */
export async function withdrawApproval(tx: Tx, { workspaceId, kind, id }: Subject): Promise<void> {
  const match = { subject_kind: kind, subject_id: id, state: COUNTING };
  await rows(tx, "approval", workspaceId).update(match, { state: "withdrawn" });
}

interface Answering {
  approvalId: string;
  /** Who wrote any of it. */
  authors: ReadonlySet<string>;
  /** Stands in for whoever is asked, whose own ground holds. */
  isDelegate?: boolean;
}

/**
 * Throws APPROVAL_NOT_ASKED, APPROVAL_OWN_WORDS; APPROVAL_GIVEN, APPROVAL_REFUSED or APPROVAL_WITHDRAWN where it was answered
 * or is asked no more.
 */
export async function approve(stamps: Stamps, tx: Tx, person: Person, answering: Answering): Promise<Approval> {
  return answer(stamps, tx, person, { ...answering, state: "approved", reason: null });
}

/** Throws as `approve` does. */
export async function refuse(
  stamps: Stamps,
  tx: Tx,
  person: Person,
  { reason, ...answering }: Answering & { reason: string },
): Promise<Approval> {
  return answer(stamps, tx, person, { ...answering, state: "refused", reason: storableText(reason.trim()) });
}

async function answer(
  { clock, ids }: Stamps,
  tx: Tx,
  person: Person,
  given: Answering & { state: "approved" | "refused"; reason: string | null },
): Promise<Approval> {
  const { approvalId, authors, isDelegate = false, state, reason } = given;
  const workspaceId = person.workspace_id;
  const found = await findApproval(tx, workspaceId, approvalId);
  const hasRight = found !== undefined && (found.asked_of === person.id || isDelegate);
  const verdict = mayApprove({ hasRight, isAuthor: authors.has(person.id) });
  if (found === undefined || verdict === "no") throw failure("APPROVAL_NOT_ASKED");
  if (verdict === "author") throw failure("APPROVAL_OWN_WORDS");
  const answered = { state, by_id: person.id, at: clock.now(), reason };
  // Of two who press at once the first changes the row, the other reads what was done.
  const isFirst = await rows(tx, "approval", workspaceId).update({ id: approvalId, state: "asked" }, answered);
  if (!isFirst) throw await alreadyAnswered(tx, workspaceId, approvalId);
  await appendAudit(
    tx,
    { clock, ids },
    {
      workspaceId,
      actorId: person.id,
      action: `approval.${state}`,
      subject: { kind: found.subject_kind, id: found.subject_id },
      programId: found.program_id,
    },
  );
  return { ...found, ...answered };
}

async function alreadyAnswered(tx: Tx, workspaceId: string, approvalId: string) {
  const now = await findApproval(tx, workspaceId, approvalId);
  if (now?.state !== "approved" && now?.state !== "refused") return failure("APPROVAL_WITHDRAWN");
  const [by] = now.by_id === null ? [] : await peopleByIds(tx, workspaceId, [now.by_id]);
  return failure(now.state === "approved" ? "APPROVAL_GIVEN" : "APPROVAL_REFUSED", { name: by?.name ?? "" });
}

export async function findApproval(db: Db | Tx, workspaceId: string, id: string): Promise<Approval | undefined> {
  return rows(db, "approval", workspaceId).find({ id });
}

/** The last that was asked of a subject and was not withdrawn. */
export async function lastApproval(db: Db | Tx, { workspaceId, kind, id }: Subject): Promise<Approval | undefined> {
  return (await lastApprovals(db, { workspaceId, kind, ids: [id] })).get(id);
}

/** The last that was asked of each of these subjects of one kind and was not withdrawn, by subject. */
export async function lastApprovals(
  db: Db | Tx,
  { workspaceId, kind, ids }: { workspaceId: string; kind: string; ids: readonly string[] },
): Promise<Map<string, Approval>> {
  const match = { subject_kind: kind, subject_id: ids, state: COUNTING };
  const approvals = await rows(db, "approval", workspaceId).list(match, ["id"]);
  return new Map(approvals.map((approval) => [approval.subject_id, approval]));
}
