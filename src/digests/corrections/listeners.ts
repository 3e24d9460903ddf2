import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { filledIn } from "../../platform/slack/fields.ts";
import { doneView, type Listening, onPress, onSubmit } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { wordingErrors } from "../approval/blocks.ts";
import { readWording } from "../approval/rules.ts";
import { editionTexts } from "../editions/texts.ts";
import { correctionFields, correctionIds, correctionView, RENEWED, sentPartSchema } from "./blocks.ts";
import { digestToCorrect, sendCorrection } from "./use-cases.ts";

export function registerCorrectionListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, correctionIds.open, async ({ actor, value, client, triggerId }) => {
    const part = sentPartSchema.parse(JSON.parse(value));
    const view = correctionView(readerOf(actor), part, await digestToCorrect(services, actor, part));
    await client.views.open({ trigger_id: triggerId, view });
  });

  onSubmit(listening, correctionIds.form, async ({ actor, privateMetadata, values }) => {
    const reader = readerOf(actor);
    const texts = textsFor(editionTexts, reader);
    const typed = filledIn(values);
    const part = sentPartSchema.parse(JSON.parse(privateMetadata));
    const reason = typed.text(correctionFields.reason).trim();
    if (reason === "") return { errors: { [correctionFields.reason]: texts.reasonNeeded } };
    const wording = readWording(typed.text(correctionFields.text), typed.text(correctionFields.remarks));
    if (wording && "wrong" in wording) return { errors: wordingErrors(reader, wording.wrong) };
    const isRenewed = typed.options(correctionFields.renew).includes(RENEWED);
    const readers = await sendCorrection(services, actor, part, { reason, wording, isRenewed });
    if (readers > 0) return { show: doneView(reader, texts.done(readers)) };
    return { errors: { [correctionFields.renew]: isRenewed ? texts.nothingNew : texts.nothingChanged } };
  });
}
