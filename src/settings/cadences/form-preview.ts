/** The real check-in form of a draft, looked at without answering. */
import type { ModalView } from "@slack/types";
import { cadenceIds } from "../../cadences/ids.ts";
import type { Question } from "../../cadences/questions/questions.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { checkInForm } from "../../check-ins/form/form.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { plain } from "../../slack/blocks.ts";

export interface FormPreviewState {
  draftId: string;
}

export function formPreview(
  reader: Reader,
  state: FormPreviewState,
  form: { heading: string; questions: readonly Question[]; whoReads: string },
): ModalView {
  const texts = textsFor(cadenceTexts, reader).formPreview;
  const view = checkInForm({
    reader,
    state: { promptId: "preview", prefill: "current", planned: [], isMoreOpen: true },
    heading: form.heading,
    notes: [texts.previewNote, form.whoReads],
    questions: form.questions,
    fields: {},
  });
  return {
    ...view,
    callback_id: cadenceIds.closeForm,
    title: plain(texts.previewTitle),
    close: plain(texts.close),
    private_metadata: JSON.stringify(state),
  };
}
