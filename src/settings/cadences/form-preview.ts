/** The real check-in form of a draft, looked at without answering. */
import type { ActionsBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { cadenceIds } from "../../cadences/ids.ts";
import type { Question } from "../../cadences/questions/questions.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { checkInForm, formIds } from "../../check-ins/form/form.ts";
import { actions, button, plain } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";

export const formPreviewState = z.strictObject({ draftId: z.string() });
export type FormPreviewState = z.infer<typeof formPreviewState>;

export function formPreview(
  reader: Reader,
  state: FormPreviewState,
  form: { heading: string; questions: readonly Question[]; whoReads: string; page: number },
): ModalView {
  const texts = textsFor(cadenceTexts, reader).formPreview;
  const view = checkInForm({
    reader,
    state: { promptId: "preview", page: form.page, prefill: "current", planned: [] },
    heading: form.heading,
    notes: [texts.previewNote, form.whoReads],
    questions: form.questions,
    fields: {},
  });
  // Turning a page of the real form asks for its prompt, which is not there.
  const blocks = view.blocks.map((block) => {
    if (!isActions(block)) return block;
    const turns = block.elements.flatMap((element) => {
      if (element.type !== "button") return [];
      const page = form.page + (element.action_id === formIds.more ? 1 : -1);
      return [button(`${cadenceIds.turnForm}:${page}`, element.text.text, { value: String(page) })];
    });
    return actions("cadence.turn", ...turns);
  });
  return {
    ...view,
    callback_id: cadenceIds.closeForm,
    title: plain(texts.previewTitle),
    close: plain(texts.close),
    private_metadata: JSON.stringify(state),
    blocks,
  };
}

function isActions(block: ModalView["blocks"][number]): block is ActionsBlock {
  return block.type === "actions" && "elements" in block;
}
