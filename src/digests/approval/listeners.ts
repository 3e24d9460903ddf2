import { readWording } from "../../kernel/approval/rules.ts";
import { type Person, peopleBySlackIds, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { section } from "../../platform/slack/blocks.ts";
import { type Listening, onPressOf } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { draftView } from "../home/blocks.ts";
import { approvalIds, approverForm, partOfDraftSchema, wordForm, wordingView } from "./blocks.ts";
import { approvalTexts } from "./texts.ts";
import { approvePart, holdDraftPart, readDraftPart, setApproval, wordDraft, wordingOf } from "./use-cases.ts";
import { wordingErrors } from "./wording-fields.ts";

export function registerApprovalListeners(listening: Listening<Person>, services: Services): void {
  const line = (text: string) => ({ text, blocks: [section(text)] });

  onPressOf(listening, approvalIds.read, partOfDraftSchema, async ({ actor, value: part, client, triggerId }) => {
    const document = await readDraftPart(services, actor, part);
    await client.views.open({ trigger_id: triggerId, view: draftView(readerOf(actor), document) });
  });

  onPressOf(listening, approvalIds.approve, partOfDraftSchema, async ({ actor, value: part, reply }) => {
    await approvePart(services, actor, part);
    await reply(line(textsFor(approvalTexts, readerOf(actor)).done.approved));
  });

  onPressOf(listening, approvalIds.hold, partOfDraftSchema, async ({ actor, value: part, reply }) => {
    await holdDraftPart(services, actor, part);
    await reply(line(textsFor(approvalTexts, readerOf(actor)).done.held));
  });

  onPressOf(listening, approvalIds.word, partOfDraftSchema, async ({ actor, value: part, client, triggerId }) => {
    const view = wordingView(readerOf(actor), part, await wordingOf(services, actor, part));
    await client.views.open({ trigger_id: triggerId, view });
  });

  wordForm.listen(listening, async ({ actor, state: part, filled }) => {
    const wording = readWording(filled.text, filled.remarks);
    if (wording && "wrong" in wording) return { errors: wordingErrors(readerOf(actor), wording.wrong) };
    await wordDraft(services, actor, part, wording);
    return { close: true };
  });

  approverForm.listen(listening, async ({ actor, filled: { program: programId, mode, person: slackId } }) => {
    if (mode !== "person") {
      await setApproval(services, actor, { programId, approver: mode });
      return { close: true };
    }
    const [approver] = slackId ? await peopleBySlackIds(services.db, actor.workspace_id, [slackId]) : [];
    if (!approver || approver.is_bot === 1 || approver.is_deactivated === 1) {
      const { whoMissing } = textsFor(approvalTexts, readerOf(actor)).setting;
      return { errors: { person: whoMissing } };
    }
    await setApproval(services, actor, { programId, approver: { personId: approver.id } });
    return { close: true };
  });
}
