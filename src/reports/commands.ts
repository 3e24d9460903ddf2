/** `/drumbeat digest` shows the last one again, `/drumbeat digest preview` the next one as it would be by now. */

import type { NamedCommand } from "../app/capability.ts";
import { type Person, readerAt } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { longDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { plainSection, section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { digestMessage } from "./digest-blocks.ts";
import { type Reading, screenNow } from "./digest-reading.ts";
import { nextDigest } from "./next-digest.ts";
import { latestDigestId, ownDigest } from "./own-digest.ts";
import { digestTexts } from "./texts-digest.ts";

export function digestCommand(services: Services): NamedCommand<Person> {
  return {
    word: "digest",
    otherWords: {
      en: ["summary"],
      fr: ["récap", "récapitulatif", "rapport", "bilan", "compte rendu", "cr"],
    },
    secondWords: { words: { preview: ["aperçu", "prochaine", "prochain", "next"] } },
    help: (reader) => textsFor(digestTexts, reader).command.help,
    label: (reader) => textsFor(digestTexts, reader).command.label,
    handle: ({ actor, words }) => digestShown(services, actor, { isPreview: words[0] === "preview" }),
  };
}

/** The last one that they got, or the next one. Throws DIGEST_ROLE_ENDED. */
export async function digestShown(
  services: Services,
  actor: Person,
  { isPreview }: { isPreview: boolean },
): Promise<Message> {
  const digestId = isPreview ? null : await latestDigestId(services.db, actor);
  if (digestId === null) return previewMessage(services, actor);
  return shown(await ownDigest(services, actor, digestId), digestId);
}

async function previewMessage({ db, clock }: Services, actor: Person): Promise<Message> {
  const now = clock.now();
  const texts = textsFor(digestTexts, actor).command;
  const next = await nextDigest(db, actor, { rhythm: null, at: now });
  if (next === null) return { text: texts.notDue, blocks: [plainSection(texts.notDue)] };
  const day = longDate(readerAt(actor, now), localDateOf(next.sendAt, actor.zone));
  const none = texts.nothingYet(day);
  if (next.reading === null) return { text: none, blocks: [plainSection(none)] };
  const message = await shown(next.reading, null);
  return { ...message, blocks: [section(texts.preview(day)), ...message.blocks] };
}

async function shown({ input, ...reading }: Reading, digestId: string | null): Promise<Message> {
  const { reader, programs } = input;
  return digestMessage(reader, await screenNow(input), { ...reading, digestId, programs });
}
