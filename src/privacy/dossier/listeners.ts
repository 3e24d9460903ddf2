/** `/drumbeat dossier`: the file for whoever hands it over, and that it was. */

import { z } from "zod";
import type { NamedCommand } from "../../kernel/capability.ts";
import { optionalDate, optionalText, radioOf } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { isAdmin, type Person, readerOf } from "../../people/use-cases.ts";
import { refuseUnlessAdmin } from "../../people/use-cases-settings.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { option, section } from "../../platform/slack/blocks.ts";
import { doneView, type Listening } from "../../platform/slack/listening.ts";
import { languageOf, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { Configuration } from "./configuration.ts";
import { sendDossier } from "./messages.ts";
import { dossierTexts } from "./texts.ts";
import { lastHandedOver, noteHandedOver } from "./use-cases.ts";

const LANGUAGES = ["fr", "en"] as const;
const FORMATS = ["pdf", "md"] as const;

const dossierForm = new Form({
  id: "dossier.form",
  state: z.string(),
  fields: z.object({
    language: radioOf(LANGUAGES),
    format: radioOf(FORMATS),
    on: optionalDate(),
    reference: optionalText({ max: 200 }),
  }),
  required: (reader) => textsFor(dossierTexts, reader).choose,
});

export function dossierView(reader: Reader, handedOver: Configuration["handedOver"]) {
  const texts = textsFor(dossierTexts, reader);
  const last = handedOver ? texts.last(longDate(reader, handedOver.on)) : texts.none;
  return dossierForm.view({
    state: "",
    title: texts.title,
    submit: texts.send,
    above: [section(`${texts.intro} ${last}`)],
    fields: {
      language: {
        label: texts.language,
        options: LANGUAGES.map((each) => option(each, texts.languages[each])),
        initial: languageOf(reader.locale),
      },
      format: {
        label: texts.format,
        options: FORMATS.map((each) => option(each, texts.formats[each])),
        initial: "pdf",
      },
      on: { label: texts.on, hint: texts.onHint },
      reference: { label: texts.reference, hint: texts.referenceHint },
    },
  });
}

/** Whoever runs Drumbeat here, and whoever looks after people's data. */
async function refuseOthers({ db }: Pick<Services, "db">, actor: Person): Promise<void> {
  if (actor.is_data_protection === 0) await refuseUnlessAdmin(db, actor);
}

export function dossierCommand(services: Services): NamedCommand<Person> {
  return {
    word: "dossier",
    help: (reader) => textsFor(dossierTexts, reader).help,
    label: (reader) => textsFor(dossierTexts, reader).title,
    isFor: async (actor) => isAdmin(actor) || actor.is_data_protection === 1,
    async handle({ actor, triggerId, client }) {
      await refuseOthers(services, actor);
      const handedOver = await lastHandedOver(services.db, actor.workspace_id);
      const reader = { ...readerOf(actor), today: localDateOf(services.clock.now(), actor.zone) };
      await client.views.open({ trigger_id: triggerId, view: dossierView(reader, handedOver) });
      return null;
    },
  };
}

export function registerDossierListeners(listening: Listening<Person>, services: Services): void {
  dossierForm.listen(listening, async ({ actor, filled: { language, format, on, reference } }) => {
    await refuseOthers(services, actor);
    const handed = on === null ? null : { workspaceId: actor.workspace_id, byId: actor.id, on, reference };
    const refusal = await refusalOf(languageOf(actor.locale), () =>
      inTransaction(services.db, async (tx) => {
        if (handed) await noteHandedOver(services, tx, handed);
        await sendDossier(services, tx, actor, { language, format });
      }),
    );
    if (refusal !== null) return { errors: { on: refusal } };
    return { show: doneView(readerOf(actor), textsFor(dossierTexts, actor).done) };
  });
}
