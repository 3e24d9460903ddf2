/** How typed words are answered: with what is open, one button each; where there is nothing yet, with the first step. */

import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { personById } from "../../people/use-cases.ts";
import { dateAndTime, textsFor } from "../../platform/texts/language.ts";
import { addMs } from "../../platform/time.ts";
import { firstStep } from "../../programs/program-list.ts";
import { hasPrograms } from "../../programs/programs.ts";
import { context, section } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { choiceMessage } from "../blocks.ts";
import { openCheckIns, viewsToChoose } from "../choosing.ts";
import { checkInTexts } from "../texts.ts";
import { keptWords, WORDS_MEMORY_MS } from "./kept-words.ts";
import { takesWords } from "./rules.ts";

/** `ts`: of the message whose words are kept. */
const guideSubject = z.strictObject({ personId: z.string(), ts: z.string().optional() });
type Guide = z.infer<typeof guideSubject>;

export const guideKind: MessageKind<Guide> = {
  kind: "guide",
  subject: guideSubject,
  priority: 0,
  contact: "reply",
  lane: "now",
  stillWanted: async () => true,
  message: (send, subject) => guideMessage(send, subject),
};

/** More are listed by the command. */
const MOST_OFFERED = 3;

async function guideMessage({ db, workspaceId, reader, now }: SendContext, { personId, ts }: Guide): Promise<Message> {
  const texts = textsFor(checkInTexts, reader).guide;
  const person = await personById(db, workspaceId, personId);
  const kept =
    ts === undefined ? undefined : await keptWords(db, { workspace_id: workspaceId, person_id: personId, ts }, now);
  const all = await openCheckIns({ clock: { now: () => now } }, db, person);
  const open = kept ? all.filter(({ context: { questions } }) => takesWords(questions)) : all;
  const views = await viewsToChoose(db, person, reader, open.slice(0, kept ? MOST_OFFERED : open.length));
  if (views.length === 0 && !(await hasPrograms(db, workspaceId))) {
    const first = await firstStep(db, person);
    return { text: texts.beginning, blocks: [section(texts.beginning), ...first.blocks] };
  }
  const lead =
    views.length === 0
      ? texts.none
      : kept
        ? texts.keptUntil(views.length, dateAndTime(reader, addMs(kept.at, WORDS_MEMORY_MS)))
        : texts.open(views.length);
  const message = choiceMessage(reader, lead, views, { ts: kept?.ts });
  const more = open.length - views.length;
  return more > 0 ? { ...message, blocks: [...message.blocks, context(texts.more(more))] } : message;
}
