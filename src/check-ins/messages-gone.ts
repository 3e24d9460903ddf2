import type { SendContext, Since } from "../delivery/kinds.ts";
import { section } from "../platform/slack/blocks.ts";
import type { Reader } from "../platform/texts/language.ts";
import { textsFor } from "../platform/texts/language.ts";
import { findPrompt } from "./rounds/repository-prompts.ts";
import { checkInTexts } from "./texts.ts";

/**
 * What has become of a prompt, unless it is kept no more: then the message stays as it was sent, and where it stands among
 * others in one that is made anew, it says so.
 */
export function unlessGone<Subject extends { promptId: string }>(since: Since<Subject>): Since<Subject> {
  const isThere = async ({ db, workspaceId }: SendContext, { promptId }: Subject) =>
    (await findPrompt(db, workspaceId, promptId)) !== undefined;
  const { stillWanted, message, line, lines } = since;
  return {
    ...since,
    stillWanted: async (send, subject) =>
      (await isThere(send, subject)) && (stillWanted === undefined || (await stillWanted(send, subject))),
    ...(message && {
      message: async (send: SendContext, subject: Subject) =>
        (await isThere(send, subject))
          ? message(send, subject)
          : { text: goneWords(send.reader), blocks: [gone(send)] },
    }),
    ...(line && {
      line: async (send: SendContext, subject: Subject) =>
        (await isThere(send, subject)) ? line(send, subject) : gone(send),
    }),
    ...(lines && {
      lines: async (send: SendContext, subjects: readonly Subject[]) => {
        const there: Subject[] = [];
        for (const subject of subjects) if (await isThere(send, subject)) there.push(subject);
        const told = there.length > 0 ? await lines(send, there) : [];
        return there.length < subjects.length ? [...told, gone(send)] : told;
      },
    }),
  };
}

function gone({ reader }: Pick<SendContext, "reader">) {
  return section(goneWords(reader));
}

function goneWords(reader: Reader): string {
  return textsFor(checkInTexts, reader).gone;
}
