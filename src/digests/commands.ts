import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { section } from "../platform/slack/blocks.ts";
import type { Command } from "../platform/slack/listening.ts";
import type { Message } from "../platform/slack/message.ts";
import { digestMessages } from "./blocks.ts";
import { digestTexts } from "./texts.ts";
import { latestDigest, previewOwnDigest } from "./use-cases.ts";

/** `/drumbeat digest` shows the last one again, `/drumbeat digest preview` the next one as it would be now. */
export function digestCommands(services: Services): Command<Person>[] {
  return [
    {
      word: "digest",
      help: (reader) => digestTexts(reader).command.help,
      label: (reader) => digestTexts(reader).command.label,
      async handle({ actor, words }) {
        const texts = digestTexts(readerOf(actor)).command;
        const sent =
          words[0] === "preview"
            ? null
            : await latestDigest(services.db, { workspaceId: actor.workspace_id, personId: actor.id });
        if (sent) return firstPart(digestMessages(sent.document, sent.id), texts.rest);
        const preview = await previewOwnDigest(services, actor);
        if (!preview) return { text: texts.none, blocks: [section(texts.none)] };
        const message = firstPart(digestMessages(preview, null), texts.restOfPreview);
        return { ...message, blocks: [section(texts.preview), ...message.blocks] };
      },
    },
  ];
}

/** An ephemeral answer has no thread: what does not fit in it is named. */
function firstPart([first, ...others]: [Message, ...Message[]], rest: string): Message {
  return others.length === 0 ? first : { ...first, blocks: [...first.blocks, section(rest)] };
}
