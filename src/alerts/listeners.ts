import { formView } from "../check-ins/form/view.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { type Listening, onPress } from "../platform/slack/listening.ts";
import { staysForm, staysView } from "./blocks.ts";
import { alertIds } from "./ids.ts";
import { keepColour, openColour, questionToAnswer } from "./use-cases.ts";

export function registerAlertListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, alertIds.change, async (press) => {
    const form = await openColour(services, press.actor, press.value);
    await press.open(await formView(services, press.actor, form, { prefill: "current", page: 0 }));
  });

  onPress(listening, alertIds.stays, async (press) => {
    const { id } = await questionToAnswer(services, press.actor, press.value);
    await press.open(staysView(readerOf(press.actor), id));
  });

  staysForm.listen(listening, async ({ actor, state: { questionId }, filled }) => {
    await keepColour(services, actor, questionId, filled.reason);
    return { close: true };
  });
}
