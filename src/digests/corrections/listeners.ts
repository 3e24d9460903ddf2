import { readWording } from "../../kernel/approval/rules.ts";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPressOf } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { wordingErrors } from "../approval/wording-fields.ts";
import { editionTexts } from "../editions/texts.ts";
import { correctionForm, correctionIds, correctionView, RENEWED, sentPartSchema } from "./blocks.ts";
import { digestToCorrect, sendCorrection } from "./use-cases.ts";

export function registerCorrectionListeners(listening: Listening<Person>, services: Services): void {
  onPressOf(listening, correctionIds.open, sentPartSchema, async ({ actor, value: part, open }) => {
    const view = correctionView(readerOf(actor), part, await digestToCorrect(services, actor, part));
    await open(view);
  });

  correctionForm.listen(listening, async ({ actor, state: part, filled }) => {
    const reader = readerOf(actor);
    const texts = textsFor(editionTexts, reader);
    const wording = readWording(filled.text, filled.remarks);
    if (wording && "wrong" in wording) return { errors: wordingErrors(reader, wording.wrong) };
    const isRenewed = filled.renew.includes(RENEWED);
    const reason = filled.reason.trim();
    const readers = await sendCorrection(services, actor, part, { reason, wording, isRenewed });
    if (readers > 0) return { show: doneView(reader, texts.done(readers)) };
    return { errors: { renew: isRenewed ? texts.nothingNew : texts.nothingChanged } };
  });
}
