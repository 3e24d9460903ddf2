import { z } from "zod";
import { formView } from "../check-ins/form/view.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { filledIn } from "../platform/slack/fields.ts";
import { type Listening, onPress, onSubmit } from "../platform/slack/listening.ts";
import { textsFor } from "../platform/texts/language.ts";
import { staysView } from "./blocks.ts";
import { alertIds } from "./ids.ts";
import { alertTexts } from "./texts.ts";
import { keepColour, openColour, questionToAnswer } from "./use-cases.ts";

const questionState = z.strictObject({ questionId: z.string() });

export function registerAlertListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, alertIds.change, async (press) => {
    const form = await openColour(services, press.actor, press.value);
    await press.open(await formView(services, press.actor, form, { prefill: "current", page: 0 }));
  });

  onPress(listening, alertIds.stays, async (press) => {
    const { id } = await questionToAnswer(services, press.actor, press.value);
    await press.open(staysView(readerOf(press.actor), id));
  });

  onSubmit(listening, alertIds.staysForm, async ({ actor, privateMetadata, values }) => {
    const { questionId } = questionState.parse(JSON.parse(privateMetadata));
    const reason = filledIn(values).text("reason");
    if (reason === "") return { errors: { reason: textsFor(alertTexts, actor).staysForm.required } };
    await keepColour(services, actor, questionId, reason);
    return { close: true };
  });
}
