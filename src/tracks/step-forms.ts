/** What is pressed on a step, and the forms behind it. */
import { z } from "zod";
import { type Person, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { escapeMrkdwn, option, section, shorten } from "../slack/blocks.ts";
import { menu, optionalText, person, text, ticks } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { answerAsHeir } from "./leaving.ts";
import { refusedAt } from "./refused.ts";
import { stepIds } from "./step-ids.ts";
import { titleIn } from "./step-messages.ts";
import { acceptStep, answerGate, completeStep, declineStep, giveStep, handBack, stepToRead } from "./steps.ts";
import { REQUESTER } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { stepTexts } from "./texts-steps.ts";
import { stepsBefore } from "./tracks.ts";
import { askRequester, declineWork } from "./work/requests.ts";

const LONGEST_LINE = 300;
const required = (reader: { locale: string }) => textsFor(trackTexts, reader).required;
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
// Of somebody who approves, who is asked for something of their role, or to take what another leaves.
const refuseForm = new Form({
  id: "step.refuse_form",
  state: z.strictObject({ id: z.string(), act: z.enum([stepIds.refuse, stepIds.decline, stepIds.notMe]) }),
  fields: z.object({ reason: line() }),
  required,
});

export function listenToSteps(listening: Listening<Person>, services: Services): void {
  const read = async (actor: Person, itemId: string) => {
    const reader = readerOf(actor);
    const found = await stepToRead({ ...services, actor }, itemId);
    const above = [section(`*${escapeMrkdwn(titleIn(reader, found.step))}*`)];
    const close = textsFor(trackTexts, reader).cancel;
    return { ...found, reader, texts: textsFor(stepTexts, reader).form, close, above };
  };

  onPress(listening, stepIds.accept, async ({ actor, value }) => acceptStep({ ...services, actor }, { itemId: value }));

  onPress(listening, stepIds.done, async ({ actor, value, open }) => {
    const { step, reader, texts, close, above } = await read(actor, value);
    const options = step.checks.map((check, index) => option(String(index), textsFor(check, reader)));
    await open(
      doneForm.view({
        ...{ state: value, title: texts.done, submit: texts.done, close, above },
        fields: {
          checks: options.length === 0 ? null : { label: texts.checks, options, isRequired: true },
          note: { label: texts.note, hint: step.inHand ? textsFor(step.inHand, reader) : texts.noteHint },
        },
      }),
    );
  });
  doneForm.listen(listening, async ({ actor, state: itemId, filled: { checks, note } }) => {
    const completing = () => completeStep({ ...services, actor }, { itemId, checked: checks.length, note });
    return (await refusedAt(actor, { STEP_UNCHECKED: "checks" }, completing)) ?? { close: true };
  });

  onPress(listening, stepIds.missing, async ({ actor, value, open }) => {
    const { step, all, reader, texts, close, above } = await read(actor, value);
    const asked = step.stage === "validation" ? [option(REQUESTER, texts.requester)] : [];
    const before = stepsBefore(step, all).flatMap((each) =>
      each.stands.item_id === null ? [] : [option(each.key, shorten(titleIn(reader, each), 75))],
    );
    const options = [...asked, ...before];
    await open(
      missingForm.view({
        ...{ state: value, title: texts.missingTitle, submit: texts.missingSubmit, close, above },
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
    const { texts, close, above } = await read(actor, value);
    await open(
      giveForm.view({
        ...{ state: value, title: texts.giveTitle, submit: texts.giveSubmit, close, above },
        fields: { person: { label: texts.person }, why: { label: texts.why } },
      }),
    );
  });
  giveForm.listen(listening, async ({ actor, state: itemId, filled, client }) => {
    const owner = await listening.actorOf(filled.person, client);
    const giving = () => giveStep({ ...services, actor }, { itemId, owner, note: filled.why });
    return (await refusedAt(actor, { PARTICIPANT: "person" }, giving)) ?? { close: true };
  });

  onPress(listening, stepIds.approve, async ({ actor, value }) =>
    answerGate({ ...services, actor }, { itemId: value, reason: null }),
  );
  for (const act of [stepIds.refuse, stepIds.decline, stepIds.notMe])
    onPress(listening, act, async ({ actor, value: id, open }) => {
      const { refuseTitle: title, refuseSubmit: submit, reason: label } = textsFor(stepTexts, actor).form;
      const close = textsFor(trackTexts, actor).cancel;
      await open(refuseForm.view({ state: { id, act }, title, submit, close, fields: { reason: { label } } }));
    });
  refuseForm.listen(listening, async ({ actor, state: { id, act }, filled: { reason } }) => {
    const ctx = { ...services, actor };
    const request = act === stepIds.decline ? (await read(actor, id)).step.track.request : null;
    if (request) await declineWork(ctx, { id: request.id, reason });
    else if (act === stepIds.notMe) await answerAsHeir(ctx, { trackId: id, reason });
    else await (act === stepIds.decline ? declineStep : answerGate)(ctx, { itemId: id, reason });
    return { close: true };
  });
}
