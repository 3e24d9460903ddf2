/** Approval of a subject, whatever it is: asked of one person, given or refused by them or whoever stands in for them. */

import type { Selectable } from "kysely";
import type { ActorContext } from "../people/actors.ts";
import { peopleByIds } from "../people/people.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import type { LocalDate } from "../platform/time.ts";

type ApprovalState = "asked" | "approved" | "refused" | "withdrawn";

/** One question to one person. Of a subject one at most is open. */
interface ApprovalTable {
  workspace_id: string;
  id: string;
  program_id: string;
  subject_kind: string;
  subject_id: string;
  asked_of: string;
  /** Who named them by hand; null: a rule. */
  named_by: string | null;
  /** Their last day; null: there is none. */
  answer_by: LocalDate | null;
  state: ApprovalState;
  /** Who ended it; a delegate answers for whoever was asked. */
  by_id: string | null;
  at: Instant | null;
  /** Of a refusal, as written. */
  reason: string | null;
  created_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    approval: ApprovalTable;
  }
}

export type Approval = Selectable<ApprovalTable>;

/** `report` and its id. */
export interface Subject {
  workspaceId: string;
  kind: string;
  id: string;
}

const failure = errorTable({
  APPROVAL_NOT_ASKED: {
    en: () => "You’re not asked to approve this.",
    fr: () => "Cette approbation ne vous est pas demandée.",
  },
  APPROVAL_OWN_WORDS: {
    en: () => "You wrote part of this, so someone else approves it.",
    fr: () => "Une partie de ce texte est de vous\u00a0: une autre personne doit l’approuver.",
  },
  APPROVAL_GIVEN: {
    en: ({ name }) => `${name} has already approved this.`,
    fr: ({ name }) => `${name} l’a déjà approuvé.`,
  },
  APPROVAL_REFUSED: {
    en: ({ name }) => `${name} has already sent this back.`,
    fr: ({ name }) => `${name} l’a déjà renvoyé.`,
  },
  APPROVAL_WITHDRAWN: {
    en: () => "This no longer waits for approval: it was changed or has gone.",
    fr: () => "Ce texte n’attend plus d’approbation\u00a0: il a été modifié ou est parti.",
  },
});

const COUNTING: readonly ApprovalState[] = ["asked", "approved", "refused"];

type Stamps = Pick<Services, "clock" | "ids">;

interface Asking {
  subject: Subject;
  programId: string;
  askedOf: string;
  namedBy?: string | null;
  answerBy?: LocalDate | null;
}

/** Asks one person, in place of what was asked of the same subject before. Returns the id of the approval. */
export async function askApproval(
  { clock, ids }: Stamps,
  tx: Tx,
  { subject, programId, askedOf, namedBy = null, answerBy = null }: Asking,
): Promise<string> {
  await withdrawApproval(tx, subject);
  const id = ids.next();
  const about = { program_id: programId, subject_kind: subject.kind, subject_id: subject.id };
  const unanswered = { state: "asked", by_id: null, at: null, reason: null } as const;
  const by = { asked_of: askedOf, named_by: namedBy, answer_by: answerBy };
  const asked = { id, ...about, ...by, ...unanswered, created_at: clock.now() };
  await rows(tx, "approval", subject.workspaceId).insert(asked);
  return id;
}

/** Another last day of what is asked of a subject and not answered. */
export async function moveApproval(tx: Tx, { workspaceId, kind, id }: Subject, answerBy: LocalDate): Promise<void> {
  const match = { subject_kind: kind, subject_id: id, state: "asked" } as const;
  await rows(tx, "approval", workspaceId).update(match, { answer_by: answerBy });
}

/** What was asked of a subject counts no more: it changed. */
export async function withdrawApproval(tx: Tx, { workspaceId, kind, id }: Subject): Promise<void> {
  const match = { subject_kind: kind, subject_id: id, state: COUNTING };
  await rows(tx, "approval", workspaceId).update(match, { state: "withdrawn" });
}

interface Answering {
  approvalId: string;
  /** Who wrote any of what is to be approved. */
  authors: ReadonlySet<string>;
  /** Stands in for whoever is asked, whose own ground holds. */
  isDelegate?: boolean;
}

/**
 * Throws APPROVAL_NOT_ASKED, APPROVAL_OWN_WORDS; APPROVAL_GIVEN, APPROVAL_REFUSED or APPROVAL_WITHDRAWN where it was answered
 * or is asked no more.
 */
export async function approve(ctx: ActorContext<Tx>, answering: Answering): Promise<Approval> {
  return answer(ctx, { ...answering, state: "approved", reason: null });
}

/** Throws as `approve` does. */
export async function refuse(
  ctx: ActorContext<Tx>,
  { reason, ...answering }: Answering & { reason: string },
): Promise<Approval> {
  return answer(ctx, { ...answering, state: "refused", reason: storableText(reason.trim()) });
}

async function answer(
  ctx: ActorContext<Tx>,
  given: Answering & { state: "approved" | "refused"; reason: string | null },
): Promise<Approval> {
  const { db: tx, actor: person } = ctx;
  const { approvalId, authors, isDelegate = false, state, reason } = given;
  const workspaceId = person.workspace_id;
  const found = await findApproval(tx, workspaceId, approvalId);
  if (!found || (found.asked_of !== person.id && !isDelegate)) throw failure("APPROVAL_NOT_ASKED");
  if (authors.has(person.id)) throw failure("APPROVAL_OWN_WORDS");
  const answered = { state, by_id: person.id, at: ctx.clock.now(), reason };
  // Of two who press at once the first changes the row, the other reads what was done.
  const isFirst = await rows(tx, "approval", workspaceId).update({ id: approvalId, state: "asked" }, answered);
  if (!isFirst) throw await alreadyAnswered(tx, workspaceId, approvalId);
  await appendAudit(tx, ctx, {
    workspaceId,
    actorId: person.id,
    action: `approval.${state}`,
    subject: { kind: found.subject_kind, id: found.subject_id },
    programId: found.program_id,
  });
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
