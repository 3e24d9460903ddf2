import { readWording } from "../../kernel/approval/rules.ts";
import { type Person, peopleBySlackIds, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { section } from "../../platform/slack/blocks.ts";
import { doneView, type Listening, onPressOf, type Press } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { draftView } from "../home/blocks.ts";
import { approvalIds, approverForm, partOfDraftSchema, wordForm, wordingView } from "./blocks.ts";
import { approvalTexts } from "./texts.ts";
import { approvePart, holdDraftPart, readDraftPart, setApproval, wordDraft, wordingOf } from "./use-cases.ts";
import { wordingErrors } from "./wording-fields.ts";

type Told = Pick<Press<Person>, "actor" | "view" | "client" | "reply">;

export function registerApprovalListeners(listening: Listening<Person>, services: Services): void {
  const said = (actor: Person, done: "approved" | "held" | "worded" | "restored") =>
    textsFor(approvalTexts, readerOf(actor)).done[done];
  /** In the place of the draft, where they read it; else beside the message. */
  async function tell({ actor, view, client, reply }: Told, done: "approved" | "held"): Promise<void> {
    const text = said(actor, done);
    if (view) await client.views.update({ view_id: view.id, view: doneView(readerOf(actor), text) });
    else await reply({ text, blocks: [section(text)] });
  }

  onPressOf(listening, approvalIds.read, partOfDraftSchema, async ({ actor, value: part, open }) => {
    await open(draftView(readerOf(actor), part, await readDraftPart(services, actor, part)));
  });

  onPressOf(listening, approvalIds.approve, partOfDraftSchema, async ({ value: part, ...press }) => {
    await approvePart(services, press.actor, part);
    await tell(press, "approved");
  });

  onPressOf(listening, approvalIds.hold, partOfDraftSchema, async ({ value: part, ...press }) => {
    await holdDraftPart(services, press.actor, part);
    await tell(press, "held");
  });

  onPressOf(listening, approvalIds.word, partOfDraftSchema, async ({ actor, value: part, open }) => {
    await open(wordingView(readerOf(actor), part, await wordingOf(services, actor, part)));
  });

  wordForm.listen(listening, async ({ actor, state: part, filled, belowId }) => {
    const wording = readWording(filled.text, filled.remarks);
    if (wording && "wrong" in wording) return { errors: wordingErrors(readerOf(actor), wording.wrong) };
    await wordDraft(services, actor, part, wording);
    // The draft below it shows the words before.
    if (belowId !== null) return { show: doneView(readerOf(actor), said(actor, wording ? "worded" : "restored")) };
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
