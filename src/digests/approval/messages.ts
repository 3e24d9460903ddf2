import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueueUpdate, sentPlace } from "../../delivery/use-cases.ts";
import { mayApprove, othersWhoMay } from "../../kernel/approval/rules.ts";
import { peopleByIds, personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { programOf } from "../../programs/use-cases.ts";
import { readDocument } from "../document.ts";
import { findFirstEditionAt } from "../editions/repository.ts";
import { leadsOf, namedApprover, wordingAbout } from "./approvers.ts";
import { approvalLines, approvalMessage, type PartNow, type ShownPart } from "./blocks.ts";
import { type Draft, findDraft, listApprovals, listParts } from "./repository.ts";
import { approvalKey, readBefore } from "./rules.ts";

const approvalSubject = z.strictObject({
  draftId: z.string(),
  programId: z.string(),
  personId: z.string(),
  /** The how manyth time they are asked. */
  asked: z.int().min(1),
});
export type ApprovalSubject = z.infer<typeof approvalSubject>;

/** To whoever approves the program's part of a digest before it goes; asked again until they have. */
export const approvalKind: MessageKind<ApprovalSubject> = {
  kind: "digest-approval",
  subject: approvalSubject,
  priority: 20,
  contact: "prompt",
  slot: "morning",
  async stillWanted(context, subject) {
    const { state } = await partNow(context, subject);
    if (state.kind === "asked" || state.kind === "worded") return true;
    // One that was sent says what came of it.
    return (await sentPlace(context.db, context.workspaceId, approvalKey(subject))) !== null;
  },
  async neededBy({ db, workspaceId, now }, { draftId }) {
    const draft = await findDraft(db, workspaceId, draftId);
    return draft ? readBefore(draft.send_at, now) : null;
  },
  message: async (context, subject) => approvalMessage(context.reader, await shownPart(context, subject)),
  line: async (context, subject) => approvalLines(context.reader, [await shownPart(context, subject)]).flat(),
  async lines(context, subjects) {
    // Asked again before the first question was read, a part is still one.
    const parts = new Map(subjects.map((subject) => [`${subject.draftId} ${subject.programId}`, subject]));
    const shown: ShownPart[] = [];
    for (const subject of parts.values()) shown.push(await shownPart(context, subject));
    return approvalLines(context.reader, shown);
  },
};

async function shownPart(context: SendContext, subject: ApprovalSubject): Promise<ShownPart> {
  const { draft, part, title, worded, state } = await partNow(context, subject);
  const to = await personById(context.db, context.workspaceId, draft.reader_id);
  const document = readDocument(part.document);
  return {
    draftId: draft.id,
    programId: part.program_id,
    program: title,
    rhythm: draft.rhythm,
    period: draft.period,
    to: to.name,
    sendAt: draft.send_at,
    isLate: draft.send_at <= context.now,
    document: { ...document, ...(worded && { wording: { ...worded.wording, by: worded.author } }) },
    isReminder: subject.asked > 1,
    state,
  };
}

/** A draft that waits is asked about again each day. */
const MOST_MESSAGES = 50;

/** Has approvers' messages about a draft, the newest of them, say what has become of it. In the transaction of what happened. */
export async function refreshApprovals(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  { workspace_id: workspaceId, id }: Pick<Draft, "workspace_id" | "id">,
): Promise<void> {
  await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: `digest-approval:${id}:`, newest: MOST_MESSAGES });
}

/** The part with what this approver can do about it, or what has been done. */
async function partNow({ db, workspaceId, now }: SendContext, { draftId, programId, personId }: ApprovalSubject) {
  const draft = await findDraft(db, workspaceId, draftId);
  const part = draft && (await listParts(db, workspaceId, draftId)).find((one) => one.program_id === programId);
  if (!draft || !part) throw new Error(`The draft ${draftId} has no part of ${programId}`);
  const { title } = await programOf(db, workspaceId, programId);
  const worded = await wordingAbout(db, draft, title);
  const namesOf = async (ids: readonly string[]) =>
    (await peopleByIds(db, workspaceId, [...ids])).map(({ name }) => name).toSorted();
  const act = async (by: string | null, at: string | null) =>
    by !== null && at !== null ? { by: (await namesOf([by])).join(""), at } : null;
  const approved = await act(part.approved_by, part.approved_at);
  const held = await act(part.held_by, part.held_at);
  const stateNow = async (): Promise<PartNow> => {
    if (draft.state === "dropped") return { kind: "dropped", held };
    if (draft.state === "sent") {
      const sentAt = await findFirstEditionAt(db, draft);
      const { rhythm, period } = draft;
      return { kind: "sent", at: sentAt ?? draft.send_at, approved, held, rhythm, period };
    }
    if (held) return { kind: "held", ...held };
    const [approval] = await listApprovals(db, workspaceId, [programId]);
    if (approved) return { kind: "approved", ...approved };
    if (!approval) return { kind: "not-needed" };
    const approverId = await namedApprover(db, approval, now);
    const wordedBy = worded?.authorId ?? null;
    const leads = await leadsOf(db, workspaceId, programId, now);
    const verdict = mayApprove({ id: personId, isLead: leads.includes(personId) }, { approverId, wordedBy });
    if (verdict === "yes") return { kind: "asked" };
    const who = await namesOf(othersWhoMay(personId, { approverId, wordedBy, leads }));
    return { kind: verdict === "author" ? "worded" : "elsewhere", who };
  };
  return { draft, part, title, worded, state: await stateNow() };
}
