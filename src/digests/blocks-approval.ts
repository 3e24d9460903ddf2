/** What an approver gets, the form for other words, and the form that says who approves. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import { actions, button, lineOf, option, plain, section, shorten, words } from "../platform/slack/blocks.ts";
import { personField, radioField, selectField, textField } from "../platform/slack/fields.ts";
import type { Message } from "../platform/slack/message.ts";
import { dateAndTime, type Reader, textsFor } from "../platform/texts/language.ts";
import { digestMessages } from "./blocks.ts";
import type { DigestDocument } from "./document.ts";
import { outlineOf } from "./outline.ts";
import { LONGEST_REMARK, LONGEST_WORDING, MOST_REMARKS } from "./rules-approval.ts";
import { approvalTexts } from "./texts-approval.ts";

export const approvalIds = {
  approve: "digest_approval.approve",
  hold: "digest_approval.hold",
  word: "digest_approval.word",
  wordForm: "digest_approval.word_form",
  setForm: "digest_approval.set_form",
} as const;

export const approvalFields = {
  text: "text",
  remarks: "remarks",
  program: "program",
  mode: "mode",
  person: "person",
} as const;

export const partOfDraftSchema = z.strictObject({ draftId: z.string(), programId: z.string() });
type PartOfDraft = z.infer<typeof partOfDraftSchema>;

const LONGEST_NAME = 80;

export function approvalMessage(
  reader: Reader,
  shown: PartOfDraft & { to: string; sendAt: Instant; isLate: boolean; document: DigestDocument },
): Message {
  const texts = textsFor(approvalTexts, reader);
  const document = { ...shown.document, reader: { ...shown.document.reader, ...reader } };
  const [first, ...others] = digestMessages(document, null);
  const at = dateAndTime(reader, shown.sendAt);
  const title = outlineOf(document).title;
  const to = shorten(shown.to, LONGEST_NAME);
  const intro = shown.isLate ? texts.late(title, to, at) : texts.asked(title, to, at);
  const { draftId, programId } = shown;
  const value = JSON.stringify({ draftId, programId } satisfies PartOfDraft);
  return {
    text: lineOf(intro),
    blocks: [
      words([{ text: intro }]),
      ...first.blocks,
      ...(others.length > 0 ? [section(texts.more)] : []),
      actions(
        `approval:${draftId}:${programId}`,
        button(approvalIds.approve, texts.approve, { value, primary: true }),
        button(approvalIds.hold, texts.hold, {
          value,
          confirm: {
            title: plain(texts.hold),
            text: plain(texts.holdConfirm),
            confirm: plain(texts.hold),
            deny: plain(texts.cancel),
          },
        }),
        button(approvalIds.word, texts.word, { value }),
      ),
    ],
  };
}

/** `wording`: the last one; left empty, the original stands. */
export function wordingView(
  reader: Reader,
  part: PartOfDraft,
  { original, wording }: { original: string; wording: { text: string; remarks: string[] } | null },
): ModalView {
  const texts = textsFor(approvalTexts, reader).form;
  return {
    type: "modal",
    callback_id: approvalIds.wordForm,
    private_metadata: JSON.stringify(part),
    title: plain(texts.title),
    submit: plain(texts.submit),
    close: plain(textsFor(approvalTexts, reader).cancel),
    blocks: [
      words([{ text: texts.original, bold: true }, { text: ` ${shorten(original, 1000)}` }]),
      textField(approvalFields.text, texts.text, {
        isOptional: true,
        isLong: true,
        max: LONGEST_WORDING,
        initial: wording?.text,
        hint: texts.textHint,
      }),
      textField(approvalFields.remarks, texts.remarks(MOST_REMARKS), {
        isOptional: true,
        isLong: true,
        max: MOST_REMARKS * (LONGEST_REMARK + 2),
        initial: wording?.remarks.join(" "),
      }),
    ],
  };
}

export const APPROVAL_MODES = ["none", "lead", "person"] as const;

export function approvalSettingView(reader: Reader, programs: readonly { id: string; title: string }[]): ModalView {
  const texts = textsFor(approvalTexts, reader).setting;
  const [only] = programs;
  return {
    type: "modal",
    callback_id: approvalIds.setForm,
    title: plain(texts.title),
    submit: plain(texts.submit),
    close: plain(textsFor(approvalTexts, reader).cancel),
    blocks: [
      section(texts.intro),
      selectField(
        approvalFields.program,
        texts.program,
        programs.slice(0, 100).map(({ id, title }) => option(id, title)),
        { initial: programs.length === 1 ? only?.id : undefined },
      ),
      radioField(
        approvalFields.mode,
        texts.who,
        APPROVAL_MODES.map((mode) => option(mode, texts.mode[mode])),
        { initial: "lead" },
      ),
      personField(approvalFields.person, texts.person, { isOptional: true, hint: texts.personHint }),
    ],
  };
}
