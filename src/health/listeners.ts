import type { ModalView } from "@slack/types";
import { z } from "zod";
import { formView } from "../check-ins/form-view.ts";
import { leftOutLine } from "../digests/left-out.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { filledIn } from "../platform/slack/fields.ts";
import { doneView, type Listening, onPress, onSubmit, type Press } from "../platform/slack/listening.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { ProgramMenuEntry } from "../programs/menu.ts";
import { chooseView, staysView } from "./blocks.ts";
import { healthIds } from "./ids.ts";
import { readSettings, settingsView } from "./settings-view.ts";
import { healthTexts } from "./texts.ts";
import {
  changeSettings,
  explainColour,
  keepColour,
  openColour,
  programsOfDigest,
  questionToAnswer,
  settingsToChange,
} from "./use-cases.ts";
import { whyView } from "./why-view.ts";

const questionState = z.strictObject({ questionId: z.string() });
const programState = z.strictObject({ programId: z.string() });

export function registerHealthListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, healthIds.change, async (press) => {
    const form = await openColour(services, press.actor, press.value);
    await open(press, await formView(services, press.actor, form, { prefill: "current", page: 0 }));
  });

  onPress(listening, healthIds.stays, async (press) => {
    const { id } = await questionToAnswer(services, press.actor, press.value);
    await open(press, staysView(readerOf(press.actor), id));
  });

  onSubmit(listening, healthIds.staysForm, async ({ actor, privateMetadata, values }) => {
    const { questionId } = questionState.parse(JSON.parse(privateMetadata));
    const reason = filledIn(values).text("reason");
    if (reason === "") return { errors: { reason: textsFor(healthTexts, actor).staysForm.required } };
    await keepColour(services, actor, questionId, reason);
    return { close: true };
  });

  onPress(listening, healthIds.why, async (press) => {
    const [programId = "", editionId = null] = press.value.split(" ");
    const explained = await explainColour(services, press.actor, programId, editionId);
    await open(press, whyView(readerOf(press.actor), explained));
  });

  onPress(listening, healthIds.whyDigest, async (press) => {
    const { actor } = press;
    const { programs, leftOut } = await programsOfDigest(services, actor, press.value);
    const [first, ...others] = programs;
    if (!first) return;
    const reader = readerOf(actor);
    const view =
      others.length > 0
        ? chooseView(reader, programs)
        : whyView(reader, await explainColour(services, actor, first.id, first.editionId));
    await open(press, { ...view, blocks: [...leftOutLine(reader, leftOut), ...view.blocks] });
  });

  onSubmit(listening, healthIds.settingsForm, async ({ actor, privateMetadata, values }) => {
    const { programId } = programState.parse(JSON.parse(privateMetadata));
    const read = readSettings(values, actor);
    if ("errors" in read) return read;
    await changeSettings(services, actor, programId, read.settings);
    return { show: doneView(readerOf(actor), textsFor(healthTexts, actor).settings.saved) };
  });
}

/** The form of a program's settings, for whoever may change it. Throws PROGRAM_NOT_YOURS. */
async function openSettings(services: Services, press: Press<Person>, programId: string): Promise<void> {
  const settings = await settingsToChange(services, press.actor, programId);
  await open(press, settingsView(readerOf(press.actor), programId, settings));
}

/** In the menu of a program: criteria and alerts. */
export const healthEntry: ProgramMenuEntry = {
  key: "health",
  label: (reader) => textsFor(healthTexts, reader).settings.option,
  open: openSettings,
};

async function open({ client, triggerId, view: below }: Press<Person>, view: ModalView): Promise<void> {
  const shown = { trigger_id: triggerId, view };
  if (below) await client.views.push(shown);
  else await client.views.open(shown);
}
