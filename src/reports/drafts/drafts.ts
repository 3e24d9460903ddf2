/** What is done with a program's part of a digest before it goes: found fine, put in other words, held, approved. */
import { approve, findApproval, lastApproval, refuse } from "../../approvals/approvals.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import type { Person } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import { type AuditAction, appendAudit } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { lockProgram, programOf, refuseUnlessOfWork, standingsOf } from "../../programs/programs.ts";
import { whoLeads } from "../../programs/who-leads.ts";
import { digestKeys, putThread } from "../digest/message.ts";
import { PICTURES_PART } from "../pictures/of-message.ts";
import { type ChangedWords, writtenIn } from "./changed-words.ts";
import { askForApproval, draftKey, draftKind } from "./messages.ts";
import {
  type Approver,
  approvalNow,
  approvalSubject,
  approverOf,
  approversFor,
  authorsOfDraft,
  awaitsApproval,
  type Draft,
  draftFailure,
  draftInTurn,
  getDraft,
  leadsToday,
  listDigestsWith,
  listDrafts,
  namesOf,
  refreshDraft,
} from "./stored-drafts.ts";

export type Clocked = Pick<Services, "clock">;
type Stamps = Pick<Services, "clock" | "ids">;

/**
 * Shows a draft that was stored to whoever leads, and asks whoever approves it. A draft in which nobody wrote anything has
 * nothing to look through. Idempotent.
 */
export async function showDraft(
  stamps: Stamps,
  tx: Tx,
  { workspaceId, reportId, readerId }: { workspaceId: string; reportId: string; readerId: string },
): Promise<void> {
  const draft = await draftInTurn(tx, workspaceId, reportId);
  if (draft.sentAt !== null || writtenIn(draft.report).length === 0) return;
  const now = stamps.clock.now();
  for (const personId of await whoLeads(tx, { workspace_id: workspaceId, id: draft.program_id }, now))
    await enqueue(tx, stamps, draftKind, {
      workspaceId,
      key: draftKey({ reportId, personId }),
      subject: { reportId, personId, readerId },
      to: { personId },
      notBefore: now,
      expiresAt: draft.sendAt,
    });
  if ((await lastApproval(tx, approvalSubject(draft))) === undefined) await askForApproval(stamps, tx, draft, readerId);
}

/** *Fine*: it goes as it is shown. Throws DRAFT_NOT_YOURS, DRAFT_SENT, DRAFT_FINE, DRAFT_CHANGED, DRAFT_HELD. */
export async function markFine(ctx: ActorContext, { reportId }: { reportId: string }): Promise<void> {
  const { actor: person } = ctx;
  await act(ctx, reportId, "report.fine", async (tx, draft) => {
    const words = { words_by: person.id, words_at: ctx.clock.now() };
    if (await reportsOf(tx, draft).update({ id: draft.id, state: "draft", words_by: null }, words)) return;
    const now = await getDraft(tx, draft.workspace_id, draft.id);
    if (now.state === "held") throw draftFailure("DRAFT_HELD", { name: await nameOf(tx, person, now.heldBy) });
    const why = now.words === null ? "DRAFT_FINE" : "DRAFT_CHANGED";
    throw draftFailure(why, { name: await nameOf(tx, person, now.wordsBy) });
  });
}

/**
 * Puts lines in other words; `null`: as they were compiled. `seenAt`: when they had been changed last as the form was opened.
 * Approval is asked anew. Throws DRAFT_NOT_YOURS, DRAFT_SENT, DRAFT_CHANGED.
 */
export async function changeWords(
  ctx: ActorContext,
  { reportId, seenAt, changed }: { reportId: string; seenAt: Instant | null; changed: ChangedWords | null },
): Promise<void> {
  const { actor: person } = ctx;
  await act(ctx, reportId, "report.words-changed", async (tx, draft) => {
    const words = changed === null ? null : JSON.stringify(changed);
    const isChanged = await reportsOf(tx, draft).update(
      { id: draft.id, sent_at: null, words_at: seenAt },
      { words, words_by: person.id, words_at: ctx.clock.now() },
    );
    const now = await getDraft(tx, draft.workspace_id, draft.id);
    if (!isChanged) throw draftFailure("DRAFT_CHANGED", { name: await nameOf(tx, person, now.wordsBy) });
    await askForApproval(ctx, tx, now);
  });
}

/** Holds the words back: the digest goes with all else. Throws DRAFT_NOT_YOURS, DRAFT_SENT, DRAFT_HELD. */
export async function holdDraft(ctx: ActorContext, { reportId }: { reportId: string }): Promise<void> {
  const { actor: person } = ctx;
  await act(ctx, reportId, "report.held", async (tx, draft) => {
    const held = { state: "held", held_by: person.id } as const;
    if (await reportsOf(tx, draft).update({ id: draft.id, state: "draft" }, held)) return;
    const { heldBy } = await getDraft(tx, draft.workspace_id, draft.id);
    throw draftFailure("DRAFT_HELD", { name: await nameOf(tx, person, heldBy) });
  });
}

/**
 * Lets the words go, also to those whose digest has gone without them. Not past whoever approves them. Throws
 * DRAFT_NOT_YOURS, DRAFT_HELD.
 */
export async function releaseDraft(ctx: ActorContext, { reportId }: { reportId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const draft = await draftFor(ctx, tx, ctx.actor, reportId);
    const now = await approvalNow(tx, draft);
    if (draft.sentAt !== null && awaitsApproval(now) && "approval" in now)
      throw draftFailure("DRAFT_HELD", { name: await nameOf(tx, ctx.actor, now.approval.asked_of) });
    if (await endHold(ctx, tx, draft)) await noteAct({ ...ctx, db: tx }, { draft, action: "report.released" });
  });
}

const reportsOf = (tx: Tx, { workspace_id: workspaceId }: Draft) => rows(tx, "report", workspaceId);

/** An act on what has not been sent, by whoever leads the program at the press. */
async function act(
  ctx: ActorContext,
  reportId: string,
  action: AuditAction,
  change: (tx: Tx, draft: Draft) => Promise<void>,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const draft = await draftFor(ctx, tx, ctx.actor, reportId);
    if (draft.sentAt !== null) throw draftFailure("DRAFT_SENT");
    await change(tx, draft);
    await noteAct({ ...ctx, db: tx }, { draft, action });
  });
}

/** In a transaction as no other act changes it. Throws DRAFT_NOT_YOURS. */
export async function draftFor(at: Clocked, db: Db | Tx, person: Person, reportId: string): Promise<Draft> {
  const draft = await draftInTurn(db, person.workspace_id, reportId);
  if (!(await leadsToday(db, person, draft.program_id, at.clock.now()))) throw draftFailure("DRAFT_NOT_YOURS");
  return draft;
}

/** By a seat that holds now. Throws DRAFT_NOT_YOURS. */
export async function refuseUnlessLeading(at: Clocked, db: Db | Tx, person: Person, programId: string): Promise<void> {
  if (!may(await standingsOf(db, person, programId, at), "hold-digest")) throw draftFailure("DRAFT_NOT_YOURS");
}

async function noteAct(ctx: ActorContext<Tx>, { draft, action }: { draft: Draft; action: AuditAction }): Promise<void> {
  await refreshDraft(ctx.db, ctx, draft);
  await appendAudit(ctx.db, ctx, {
    workspaceId: draft.workspace_id,
    actorId: ctx.actor.id,
    action,
    subject: { kind: "report", id: draft.id },
    programId: draft.program_id,
  });
}

/** Ends a hold; digests that went without the words are brought up to date, a reply in their thread has them. False: it was not held. */
export async function endHold(stamps: Stamps, tx: Tx, draft: Draft): Promise<boolean> {
  const { workspace_id: workspaceId, id, sentAt, program_id: programId } = draft;
  const state = sentAt === null ? "draft" : "sent";
  if (!(await reportsOf(tx, draft).update({ id, state: "held" }, { state, held_by: null }))) return false;
  if (sentAt !== null)
    for (const { id: digestId, readerId: personId, place } of await listDigestsWith(tx, draft, [id])) {
      await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: digestKeys(digestId) });
      const part = { part: PICTURES_PART + 1 + place, programIds: [programId] };
      await putThread(tx, stamps, { workspaceId, personId, digestId }, [part]);
    }
  return true;
}

export async function nameOf(db: Db | Tx, { workspace_id }: Pick<Person, "workspace_id">, id: string | null) {
  return (await namesOf(db, workspace_id, [id])).get(id ?? "") ?? "";
}

/** Approves what the lead wrote; words that wait since the digest went, go. Throws DRAFT_NOT_YOURS and as `approve` does. */
export async function approveDraft(ctx: ActorContext, { approvalId }: { approvalId: string }): Promise<void> {
  await answerApproval(ctx, approvalId, approve);
}

/** Sends back what the lead wrote: it waits until it is changed. Throws as `approveDraft` does. */
export async function refuseDraft(
  ctx: ActorContext,
  { approvalId, reason }: { approvalId: string; reason: string },
): Promise<void> {
  await answerApproval(ctx, approvalId, (within, given) => refuse(within, { ...given, reason }));
}

async function answerApproval(ctx: ActorContext, approvalId: string, answer: typeof approve): Promise<void> {
  const { workspace_id: workspaceId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const asked = await findApproval(tx, workspaceId, approvalId);
    if (asked === undefined || asked.subject_kind !== "report") throw draftFailure("DRAFT_NOT_YOURS");
    const draft = await draftInTurn(tx, workspaceId, asked.subject_id);
    const found = (await findApproval(tx, workspaceId, approvalId)) ?? asked;
    const approver = await approverOf(tx, workspaceId, draft.program_id);
    const approvers = approver === null ? [] : await approversFor(tx, draft, approver, ctx.clock.now());
    if (found.state === "asked" && !approvers.includes(found.asked_of)) throw draftFailure("DRAFT_NOT_YOURS");
    const { state } = await answer({ ...ctx, db: tx }, { approvalId, authors: authorsOfDraft(draft) });
    if (state === "approved" && draft.sentAt !== null && draft.heldBy === found.asked_of) await endHold(ctx, tx, draft);
    await refreshDraft(tx, ctx, draft);
  });
}

/** Who approves what a program's lead writes; null: nobody. Drafts that wait are asked about. Throws DRAFT_NOT_YOURS. */
export async function setReportApprover(
  ctx: ActorContext,
  { programId, approver }: { programId: string; approver: Approver | null },
): Promise<void> {
  const { actor: person } = ctx;
  const { workspace_id: workspaceId } = person;
  await inTransaction(ctx.db, async (tx) => {
    await lockProgram(tx, { workspaceId, programId });
    await refuseUnlessLeading(ctx, tx, person, programId);
    refuseUnlessOfWork(await programOf(tx, workspaceId, programId));
    const before = await approverOf(tx, workspaceId, programId);
    if (before === approver) return;
    const approvers = rows(tx, "report_approver", workspaceId);
    await approvers.remove({ program_id: programId });
    const set = { set_by: person.id, set_at: ctx.clock.now() };
    if (approver !== null) await approvers.insert({ program_id: programId, approver, ...set });
    for (const draft of await listDrafts(tx, workspaceId, [programId])) {
      await askForApproval(ctx, tx, draft);
      await refreshDraft(tx, ctx, draft);
    }
    await appendAudit(tx, ctx, {
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
