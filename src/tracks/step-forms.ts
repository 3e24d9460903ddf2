/** What is pressed on a step, and the forms behind it. */
import { z } from "zod";
import { type Person, readerOf } from "../people/people.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import { itemFor } from "../register/grounds.ts";
import { option, shorten } from "../slack/blocks.ts";
import { menu, optionalText, person, text, ticks } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { stepIds } from "./step-ids.ts";
import { titleIn } from "./step-messages.ts";
import { acceptStep, approveStep, completeStep, declineStep, giveStep, handBack, refuseStep } from "./steps.ts";
import { REQUESTER } from "./template.ts";
import { stepTexts } from "./texts-steps.ts";
import { stepOfItem, stepsBefore, trackFailure } from "./tracks.ts";
import { askRequester, declineWork } from "./work/requests.ts";

const LONGEST_LINE = 300;
const required = (reader: { locale: string }) => textsFor(stepTexts, reader).form.required;
const line = () => text({ max: LONGEST_LINE });

// The state of each is the id of the item.
const doneForm = new Form({
  id: "step.done_form",
  state: z.string(),
  fields: z.object({ checks: ticks(), note: optionalText({ isLong: true, max: LONGEST_LINE }) }),
});
const missingForm = new Form({
  id: "step.missing_form",
  state: z.string(),
  fields: z.object({ from: menu(), missing: line() }),
  required,
});
const giveForm = new Form({
  id: "step.give_form",
  state: z.string(),
  fields: z.object({ person: person(), why: optionalText({ max: LONGEST_LINE }) }),
  required,
});
// Of somebody who approves, or who is asked for something of their role.
const refuseForm = new Form({
  id: "step.refuse_form",
  state: z.strictObject({ itemId: z.string(), isDeclined: z.boolean() }),
  fields: z.object({ reason: line() }),
  required,
});

export function listenToSteps(listening: Listening<Person>, services: Services): void {
  /** Throws STEP_OVER, ITEM_GONE. */
  const read = async (actor: Person, itemId: string) => {
    await itemFor({ ...services, actor }, { id: itemId });
    const found = await stepOfItem(services.db, actor.workspace_id, itemId);
    if (!found) throw trackFailure("STEP_OVER");
    const reader = readerOf(actor);
    return { ...found, reader, texts: textsFor(stepTexts, reader).form };
  };

  onPress(listening, stepIds.accept, async ({ actor, value }) => acceptStep({ ...services, actor }, { itemId: value }));

  onPress(listening, stepIds.done, async ({ actor, value, open }) => {
    const { step, reader, texts } = await read(actor, value);
    const options = step.checks.map((check, index) => option(String(index), check[languageOf(reader.locale)]));
    await open(
      doneForm.view({
        ...{ state: value, title: texts.doneTitle, submit: texts.doneSubmit, close: texts.cancel },
        fields: {
          checks: options.length === 0 ? null : { label: texts.checks, hint: texts.checksHint, options },
          note: { label: texts.note, hint: texts.noteHint },
        },
      }),
    );
  });
  doneForm.listen(listening, async ({ actor, state: itemId, filled: { checks, note } }) => {
    const { step, reader } = await read(actor, itemId);
    if (checks.length < step.checks.length)
      return { errors: { checks: trackFailure("STEP_UNCHECKED").sentence(languageOf(reader.locale)) } };
    await completeStep({ ...services, actor }, { itemId, checked: checks.length, note });
    return { close: true };
  });

  onPress(listening, stepIds.missing, async ({ actor, value, open }) => {
    const { step, all, reader, texts } = await read(actor, value);
    const asked = step.stage === "validation" ? [option(REQUESTER, texts.requester)] : [];
    const before = stepsBefore(step, all).flatMap((each) =>
      each.stands.item_id === null ? [] : [option(each.key, shorten(titleIn(reader, each), 75))],
    );
    const options = [...asked, ...before];
    await open(
      missingForm.view({
        ...{ state: value, title: texts.missingTitle, submit: texts.missingSubmit, close: texts.cancel },
        fields: {
          from: { label: texts.from, options, initial: options.length === 1 ? options[0]?.value : null },
          missing: { label: texts.missing, hint: texts.missingHint },
        },
      }),
    );
  });
  missingForm.listen(listening, async ({ actor, state: itemId, filled: { from, missing } }) => {
    const ctx = { ...services, actor };
    await (from === REQUESTER ? askRequester(ctx, { itemId, missing }) : handBack(ctx, { itemId, to: from, missing }));
    return { close: true };
  });

  onPress(listening, stepIds.give, async ({ actor, value, open }) => {
    const { texts } = await read(actor, value);
    await open(
      giveForm.view({
        ...{ state: value, title: texts.giveTitle, submit: texts.giveSubmit, close: texts.cancel },
        fields: { person: { label: texts.person }, why: { label: texts.why } },
      }),
    );
  });
  giveForm.listen(listening, async ({ actor, state: itemId, filled, client }) => {
    const owner = await listening.actorOf(filled.person, client);
    const giving = () => giveStep({ ...services, actor }, { itemId, owner, note: filled.why });
    const refusal = await refusalOf(languageOf(actor.locale), giving);
    return refusal === null ? { close: true } : { errors: { person: refusal } };
  });

  onPress(listening, stepIds.approve, async ({ actor, value }) =>
    approveStep({ ...services, actor }, { itemId: value }),
  );
  for (const actionId of [stepIds.refuse, stepIds.decline])
    onPress(listening, actionId, async ({ actor, value: itemId, open }) => {
      const texts = textsFor(stepTexts, actor).form;
      const isDeclined = actionId === stepIds.decline;
      await open(
        refuseForm.view({
          ...{ state: { itemId, isDeclined }, title: isDeclined ? texts.declineTitle : texts.refuseTitle },
          ...{ submit: texts.refuseSubmit, close: texts.cancel },
          fields: { reason: { label: isDeclined ? texts.declineReason : texts.reason } },
        }),
      );
    });
  refuseForm.listen(listening, async ({ actor, state: { itemId, isDeclined }, filled: { reason } }) => {
    const ctx = { ...services, actor };
    const request = isDeclined ? (await read(actor, itemId)).step.track.request : null;
    if (request) await declineWork(ctx, { id: request.id, reason });
    else await (isDeclined ? declineStep : refuseStep)(ctx, { itemId, reason });
    return { close: true };
  });
}
