import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { personById } from "../people/use-cases.ts";
import { approvalMessage } from "./blocks-approval.ts";
import { digestDocumentSchema } from "./document.ts";
import { findDraft, findWording, listParts } from "./repository-approval.ts";
import { wordingSchema } from "./rules-approval.ts";

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
  async stillWanted(context, subject) {
    const asked = await askedOf(context, subject);
    return asked !== null && asked.draft.state === "waiting" && asked.part.approved_at === null;
  },
  async message(context, subject) {
    const { db, workspaceId, reader } = context;
    const asked = await askedOf(context, subject);
    if (!asked) throw new Error(`The draft ${subject.draftId} has no part of ${subject.programId}`);
    const { draft, part } = asked;
    const edited = await findWording(db, workspaceId, draft.id);
    const wording = edited && wordingSchema.nullable().parse(JSON.parse(edited.wording));
    const to = await personById(db, workspaceId, draft.reader_id);
    const document = digestDocumentSchema.parse(JSON.parse(part.document));
    return approvalMessage(reader, {
      draftId: draft.id,
      programId: part.program_id,
      to: to.name,
      sendAt: draft.send_at,
      isLate: draft.send_at <= context.now,
      document: { ...document, ...(wording && { wording: { ...wording, by: edited.name } }) },
    });
  },
};

/** One a person, part and time of asking. */
export function approvalKey({ draftId, programId, personId, asked }: ApprovalSubject): string {
  return `digest-approval:${draftId}:${programId}:${personId}:${asked}`;
}

async function askedOf({ db, workspaceId }: SendContext, { draftId, programId }: ApprovalSubject) {
  const draft = await findDraft(db, workspaceId, draftId);
  const part = draft && (await listParts(db, workspaceId, draftId)).find((one) => one.program_id === programId);
  return draft && part ? { draft, part } : null;
}
