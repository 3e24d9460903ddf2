/** The program's part of a digest as one of its readers will get it: shown to who leads the program, before it is sent. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { option, plain, section, shorten } from "../../platform/slack/blocks.ts";
import { filledIn, selectField } from "../../platform/slack/fields.ts";
import { type Listening, onSubmit } from "../../platform/slack/listening.ts";
import { shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { previewView } from "../home/blocks.ts";
import { homeTexts } from "../home/texts.ts";
import { listReadersOf, previewForReader } from "../home/use-cases.ts";

const FORM = "digest.as_reader";
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
  const parts = { type: "modal" as const, title: plain(texts.title), close: plain(texts.close) };
  if (readers.length === 0) return { ...parts, blocks: [section(texts.nobody)] };
  const options = readers.slice(0, MOST_READERS).map(({ person, rhythm, at }) => {
    const on = shortDate(reader, localDateOf(at, person.zone));
    return option(`${person.id} ${rhythm}`, texts.option(shorten(person.name, LONGEST_NAME), texts.rhythm[rhythm], on));
  });
  return {
    ...parts,
    callback_id: FORM,
    private_metadata: programId,
    submit: plain(texts.show),
    blocks: [section(texts.what), selectField("reader", texts.as, options)],
  };
}

export function registerReaders(
  listening: Listening<Person>,
  services: Pick<Services, "db" | "clock" | "events">,
): void {
  onSubmit(listening, FORM, async ({ actor, privateMetadata: programId, values }) => {
    const [personId, rhythm] = choiceSchema.parse(filledIn(values).option("reader")?.split(" "));
    const { document, name } = await previewForReader(services, actor, { programId, personId, rhythm });
    const view = previewView(readerOf(actor), { document, of: name, at: services.clock.now() });
    return { push: view };
  });
}
