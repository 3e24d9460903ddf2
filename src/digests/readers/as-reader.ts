/** The program's part of a digest as one of its readers will get it: shown to who leads the program, before it is sent. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { menu } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { option, plain, section, shorten } from "../../platform/slack/blocks.ts";
import type { Listening } from "../../platform/slack/listening.ts";
import { shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { previewView } from "../home/blocks.ts";
import { homeTexts } from "../home/texts.ts";
import { listReadersOf, previewForReader } from "../home/use-cases.ts";

const form = new Form({
  id: "digest.as_reader",
  state: z.string(),
  fields: z.strictObject({ reader: menu() }),
});
/** What a menu of Slack holds. */
const MOST_READERS = 100;
const LONGEST_NAME = 40;

const choiceSchema = z.tuple([z.string(), z.enum(["weekly", "monthly", "quarterly", "annual"])]);

/** Asks as whom. Throws PREVIEW_NOT_YOURS. */
export async function chooseReader(
  services: Pick<Services, "db" | "clock" | "events">,
  actor: Person,
  programId: string,
): Promise<ModalView> {
  const reader = readerOf(actor);
  const texts = textsFor(homeTexts, reader).asReader;
  const readers = await listReadersOf(services, actor, programId);
  if (readers.length === 0)
    return { type: "modal", title: plain(texts.title), close: plain(texts.close), blocks: [section(texts.nobody)] };
  const options = readers.slice(0, MOST_READERS).map(({ person, rhythm, at }) => {
    const on = shortDate(reader, localDateOf(at, person.zone));
    return option(`${person.id} ${rhythm}`, texts.option(shorten(person.name, LONGEST_NAME), texts.rhythm[rhythm], on));
  });
  return form.view({
    state: programId,
    title: texts.title,
    submit: texts.show,
    close: texts.close,
    above: [section(texts.what)],
    fields: { reader: { label: texts.as, options } },
  });
}

export function registerReaders(
  listening: Listening<Person>,
  services: Pick<Services, "db" | "clock" | "events">,
): void {
  form.listen(listening, async ({ actor, state: programId, filled }) => {
    const [personId, rhythm] = choiceSchema.parse(filled.reader.split(" "));
    const { document, name } = await previewForReader(services, actor, { programId, personId, rhythm });
    const view = previewView(readerOf(actor), { document, of: name, at: services.clock.now() });
    return { push: view };
  });
}
