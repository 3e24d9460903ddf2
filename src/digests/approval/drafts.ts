/**
 * Digests that are approved before they go: drafted one working day before, asked about until each program's part is
 * approved or held, then sent. Nothing goes unapproved; each step can be taken twice.
 */

import type { WorkingCalendar } from "../../calendars/rules-days.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { requestEvaluationsAbove } from "../../health/evaluation-requests.ts";
import { isUndecided, NOT_APPROVED, TAKEN_IN, wordingSchema } from "../../kernel/approval/rules.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY, earliest } from "../../platform/time.ts";
import { inTransaction, unlessElsewhere } from "../../platform/transaction.ts";
import type { DigestFacts } from "../compile/facts.ts";
import { gatherFacts } from "../compile/gather.ts";
import { compilePart } from "../compile/rules.ts";
import { type DigestDocument, readDocument } from "../document.ts";
import { compileInPieces, type NewEdition, storeEditions } from "../editions/edition.ts";
import { HELD_RHYTHMS } from "../holds/rules.ts";
import { withPhases } from "../phases/use-cases.ts";
import { digestSlot, listSubscriptions, type Subscription } from "../repository.ts";
import type { DigestApprovalTable, Rhythm } from "../table.ts";
import { approversOf, namedApprover } from "./approvers.ts";
import { approvalKind, refreshApprovals } from "./messages.ts";
import {
  anyApprovalSince,
  type Draft,
  type DraftPart,
  findDraftFor,
  findWording,
  insertDraft,
  insertParts,
  listApprovals,
  listParts,
  listSubscriptionsToDraft,
  listWaiting,
  takeDraft,
  updateDraft,
  updatePart,
} from "./repository.ts";
import { approvalKey, draftAt } from "./rules.ts";
import { excerptOf } from "./wording.ts";

type Stamped = Pick<Services, "db" | "clock" | "ids" | "events">;

/** Which programs of a digest have their part approved. The weekly one is read by those who do the work: none. */
export async function approvalsFor(
  db: Db,
  workspaceId: string,
  { rhythm, programs }: Pick<DigestFacts, "rhythm" | "programs">,
): Promise<DigestApprovalTable[]> {
  if (!HELD_RHYTHMS.some((held) => held === rhythm)) return [];
  return listApprovals(
    db,
    workspaceId,
    programs.map(({ id }) => id),
  );
}

/** With a part for each program that is approved, and a message to each approver. Nothing where there is a draft. */
export async function storeDraft(
  tx: Tx,
  services: Stamped,
  made: {
    workspaceId: string;
    readerId: string;
    rhythm: Rhythm;
    sendAt: Instant;
    facts: DigestFacts;
    document: DigestDocument;
    approvals: readonly DigestApprovalTable[];
  },
): Promise<void> {
  const { workspaceId, facts, document, approvals } = made;
  const now = services.clock.now();
  const draft: Draft = {
    workspace_id: workspaceId,
    id: services.ids.next(),
    reader_id: made.readerId,
    rhythm: made.rhythm,
    period: document.period.label,
    locale: document.reader.locale,
    zone: document.reader.zone,
    from_at: facts.fromAt,
    cut_off_at: facts.cutOffAt,
    send_at: made.sendAt,
    document: JSON.stringify(document),
    state: "waiting",
    created_at: now,
  };
  if (await insertDraft(tx, draft)) await putToApprovers(tx, services, draft, { facts, document, approvals });
}

/** A part for each of these programs that the draft tells, and a message to each of its approvers. */
export async function putToApprovers(
  tx: Tx,
  services: Stamped,
  draft: Draft,
  {
    facts,
    document,
    approvals,
  }: { facts: DigestFacts; document: DigestDocument; approvals: readonly DigestApprovalTable[] },
): Promise<void> {
  const parts = approvals.flatMap(({ program_id }): DraftPart[] => {
    const own = facts.programs.find(({ id }) => id === program_id);
    if (!own) return [];
    const part = compilePart(facts, own.id);
    return [
      {
        workspace_id: draft.workspace_id,
        draft_id: draft.id,
        program_id,
        document: JSON.stringify(part ?? excerptOf(document, { key: own.key, title: own.title })),
        ...NOT_APPROVED,
        ...TAKEN_IN,
        asked: 1,
        remind_at: remindAfter(draft.send_at, services.clock.now()),
      },
    ];
  });
  await insertParts(tx, parts);
  for (const part of parts) await ask(tx, services, draft, part, approvals);
}

/** All of one tick tell of one instant. Returns 0: a draft is no edition yet. */
export async function makeDueDrafts(services: Stamped): Promise<number> {
  const { db, clock } = services;
  const now = clock.now();
  for (const { at, next } of await toDraft(db)) {
    if (at > now || next.next_at <= now) continue;
    await unlessElsewhere(db, digestSlot(next), () => makeDraft(services, next, now));
  }
  return 0;
}

/** One that another instance has made since it was found due is not compiled again. */
async function makeDraft(
  services: Stamped,
  { workspace_id, person_id, rhythm, next_at }: Subscription,
  now: Instant,
): Promise<void> {
  const { db } = services;
  const slot = { workspaceId: workspace_id, readerId: person_id, rhythm, sendAt: next_at };
  if (await findDraftFor(db, slot)) return;
  const gathered = await gatherFacts(db, { workspaceId: workspace_id, personId: person_id, rhythm }, now);
  const facts = gathered && (await withPhases(services, db, workspace_id, gathered));
  const document = facts && (await compileInPieces(facts));
  if (!facts || !document) return;
  const approvals = await approvalsFor(db, workspace_id, facts);
  if (approvals.length === 0) return;
  await inTransaction(db, (tx) => storeDraft(tx, services, { ...slot, facts, document, approvals }));
}

/** Sends what is approved and due, of one reader together. Returns how many editions that made. */
export async function publishApproved(services: Stamped): Promise<number> {
  const { db, clock } = services;
  let made = 0;
  const due = (await listWaiting(db)).filter(({ send_at: at, remind_at }) => at <= clock.now() && remind_at === null);
  for (const together of Map.groupBy(due, ({ workspace_id: id, reader_id }) => `${id} ${reader_id}`).values())
    made += await inTransaction(db, async (tx) => {
      const approved: NewEdition[] = [];
      for (const draft of together) {
        const ready = await takeApproved(tx, services, draft);
        if (ready) approved.push(ready);
      }
      return storeEditions(tx, services, approved);
    });
  return made;
}

/**
 * What goes of a draft that is approved whole, and is marked as sent with it; null of one that waits still, or that nobody
 * wants any more. Somebody may have held a part, or worded it anew, since it was found.
 */
export async function takeApproved(
  tx: Tx,
  services: Stamped,
  { workspace_id: workspaceId, id }: Pick<Draft, "workspace_id" | "id">,
): Promise<NewEdition | null> {
  const draft = await takeDraft(tx, workspaceId, id);
  if (draft?.state !== "waiting" || (await unapproved(tx, draft)).length > 0) return null;
  const { reader_id: readerId, rhythm, from_at: fromAt, cut_off_at: cutOffAt } = draft;
  const isWanted = (await listSubscriptions(tx, workspaceId, [readerId])).some((one) => one.rhythm === rhythm);
  if (!(await updateDraft(tx, draft, { state: isWanted ? "sent" : "dropped" }))) return null;
  await refreshApprovals(tx, services, draft);
  await requestEvaluationsAbove(tx, services, { workspaceId, personId: readerId });
  return isWanted ? { workspaceId, readerId, fromAt, cutOffAt, document: await finalDocument(tx, draft) } : null;
}

/** Once the digest should have gone, its approvers are asked again each day. Returns 0. */
export async function remindApprovers(services: Stamped): Promise<number> {
  const { db, clock } = services;
  for (const draft of await listWaiting(db)) {
    if (draft.remind_at === null || draft.remind_at > clock.now()) continue;
    const due = (await unapproved(db, draft)).filter(({ remind_at: at }) => at <= clock.now());
    if (due.length === 0) continue;
    await inTransaction(db, async (tx) => {
      const approvals = await listApprovals(
        tx,
        draft.workspace_id,
        due.map((part) => part.program_id),
      );
      await refreshApprovals(tx, services, draft);
      for (const part of due) {
        const again = { ...part, asked: part.asked + 1, remind_at: addMs(clock.now(), DAY) };
        await updatePart(tx, part, { asked: again.asked, remind_at: again.remind_at });
        await ask(tx, services, draft, again, approvals);
      }
    });
  }
  return 0;
}

/** Since when digests are approved before they go, or wait for that; null while none is. */
export const approvalsSince = anyApprovalSince;

/** When something is to be done about a digest that is approved first. */
export async function nextDraftAt(db: Db, now: Instant | null): Promise<Instant | null> {
  const times: Instant[] = [];
  for (const { at } of await toDraft(db)) if (now === null || at > now) times.push(at);
  for (const { send_at: sendAt, remind_at: remindAt } of await listWaiting(db)) times.push(remindAt ?? sendAt);
  return earliest(...times);
}

/** As it goes: with the last wording and the names of those who approved it. */
async function finalDocument(db: Db | Tx, draft: Draft): Promise<DigestDocument> {
  const document = readDocument(draft.document);
  const isTold = (part: DraftPart) =>
    readDocument(part.document).programs.some(({ key }) => document.programs.some((told) => told.key === key));
  const parts = (await listParts(db, draft.workspace_id, draft.id)).filter(
    (part) => part.held_at === null && isTold(part),
  );
  const approvers = await peopleByIds(
    db,
    draft.workspace_id,
    parts.flatMap(({ approved_by: by }) => by ?? []),
  );
  const edited = await findWording(db, draft.workspace_id, draft.id);
  const wording = edited && wordingSchema.nullable().parse(JSON.parse(edited.wording));
  return {
    ...document,
    ...(wording && { wording: { ...wording, by: edited.name } }),
    ...(approvers.length > 0 && { approvedBy: approvers.map(({ name }) => name).toSorted() }),
  };
}

/** Parts that still have to be approved: those of programs that dropped the setting go as they are. */
async function unapproved(db: Db | Tx, draft: Pick<Draft, "workspace_id" | "id">): Promise<DraftPart[]> {
  const parts = (await listParts(db, draft.workspace_id, draft.id)).filter(isUndecided);
  const kept = await listApprovals(
    db,
    draft.workspace_id,
    parts.map((part) => part.program_id),
  );
  return parts.filter((part) => kept.some((one) => one.program_id === part.program_id));
}

async function ask(
  tx: Tx,
  services: Stamped,
  draft: Pick<Draft, "workspace_id" | "id">,
  { program_id: programId, asked }: DraftPart,
  approvals: readonly DigestApprovalTable[],
): Promise<void> {
  const { workspace_id: workspaceId, id: draftId } = draft;
  const approval = approvals.find((one) => one.program_id === programId);
  const now = services.clock.now();
  for (const personId of await approversOf(tx, workspaceId, programId, await namedApprover(tx, approval, now), now)) {
    const subject = { draftId, programId, personId, asked };
    await enqueue(tx, services, approvalKind, {
      workspaceId,
      key: approvalKey(subject),
      subject,
      to: { personId },
      notBefore: now,
    });
  }
}

/** Puts the part of a program that waits to whoever approves it now, outside the days on which it is asked about. */
export async function askAgain(tx: Tx, services: Stamped, draft: Draft, approval: DigestApprovalTable): Promise<void> {
  const waiting = (await unapproved(tx, draft)).filter(({ program_id }) => program_id === approval.program_id);
  for (const part of waiting) await ask(tx, services, draft, part, [approval]);
}

/** Each with when it is drafted. */
async function toDraft(db: Db) {
  const calendars = new Map<string, WorkingCalendar>();
  const found: { at: Instant; next: Awaited<ReturnType<typeof listSubscriptionsToDraft>>[number] }[] = [];
  for (const next of await listSubscriptionsToDraft(db)) {
    const working = calendars.get(next.workspace_id) ?? (await workspaceCalendar(db, next.workspace_id));
    calendars.set(next.workspace_id, working);
    found.push({ at: draftAt(next.next_at, next.zone, working), next });
  }
  return found;
}

/** Not before the digest should have gone. */
function remindAfter(sendAt: Instant, now: Instant): Instant {
  return sendAt > now ? sendAt : addMs(now, DAY);
}
