/** Who has the office over which programs: shown to admins, given and ended. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerOf } from "../people/people.ts";
import { refuseUnlessAdmin } from "../people/settings.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button, context, escapeMrkdwn, section } from "../slack/blocks.ts";
import { optionalText, person } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { labelOfCoverage } from "./coverage.ts";
import { LONGEST_NAME, LONGEST_VALUE, labelNames, labelTexts, readLabels } from "./labels.ts";
import { officeIds, officesNow } from "./office.ts";
import { endOffice, giveOffice, scopeInWords } from "./office-giving.ts";
import { listPrograms, refuseWhoCannotAnswer } from "./programs.ts";
import { officeTexts } from "./texts-office.ts";

/** A modal has room for a hundred blocks. */
const MOST_LISTED = 90;
/** In the hint of a field. */
const MOST_NAMES = 12;

function officesView(reader: Reader, offices: Awaited<ReturnType<typeof officesNow>>): ModalView {
  const texts = textsFor(officeTexts, reader);
  const lines = offices.slice(0, MOST_LISTED).map((office) => {
    const line = `*${escapeMrkdwn(office.name)}*\n${escapeMrkdwn(scopeInWords(reader, labelOfCoverage(office)))}`;
    return section(line, button(officeIds.end, texts.end, { value: office.id }));
  });
  return modal({
    title: texts.title,
    close: texts.done,
    blocks: [
      context(texts.about),
      ...(lines.length > 0 ? lines : [section(texts.none)]),
      ...(offices.length > MOST_LISTED ? [context(texts.cut(offices.length - MOST_LISTED))] : []),
      actions("office.actions", button(officeIds.give, texts.give, { primary: lines.length === 0 })),
    ],
  });
}

const officeForm = new Form({
  id: officeIds.form,
  state: z.string(),
  fields: z.object({ person: person(), label: optionalText({ max: LONGEST_NAME + LONGEST_VALUE + 2 }) }),
  required: (reader) => textsFor(officeTexts, reader).required,
});

/** `labelNames`: those in this workspace. */
function officeView(reader: Reader, labelNames: readonly string[]): ModalView {
  const texts = textsFor(officeTexts, reader);
  return officeForm.view({
    state: "",
    title: texts.formTitle,
    submit: texts.save,
    close: texts.close,
    fields: {
      person: { label: texts.person },
      label: { label: texts.label, hint: texts.labelHint(labelNames.slice(0, MOST_NAMES).join(", ")) },
    },
  });
}

export function listenToOffice(listening: Listening<Person>, services: Services): void {
  const { db } = services;
  const listView = async (actor: Person) => {
    await refuseUnlessAdmin(db, actor);
    return officesView(readerOf(actor), await officesNow(db, actor.workspace_id, services));
  };

  onPress(listening, officeIds.open, async ({ actor, client, triggerId }) => {
    await client.views.push({ trigger_id: triggerId, view: await listView(actor) });
  });

  onPress(listening, officeIds.give, async ({ actor, client, triggerId }) => {
    await refuseUnlessAdmin(db, actor);
    const names = labelNames(await listPrograms(db, actor.workspace_id));
    await client.views.push({ trigger_id: triggerId, view: officeView(readerOf(actor), names) });
  });

  onPress(listening, officeIds.end, async ({ actor, client, view, value }) => {
    await endOffice({ ...services, actor }, { officeId: value });
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: await listView(actor) });
  });

  officeForm.listen(listening, async ({ actor, filled, client, belowId }) => {
    const person = await listening.actorOf(filled.person, client);
    const refusal = await refusalOf(languageOf(actor.locale), () => refuseWhoCannotAnswer(person));
    if (refusal !== null) return { errors: { person: refusal } };
    const read = readLabels(filled.label);
    if ("wrong" in read) return { errors: { label: textsFor(labelTexts, readerOf(actor)).wrong(read.wrong) } };
    const [label = null] = read.labels;
    await giveOffice({ ...services, actor }, { person, label });
    if (belowId !== null) await client.views.update({ view_id: belowId, view: await listView(actor) });
    return { close: true };
  });
}
