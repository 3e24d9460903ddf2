/** Messages to those who keep a check-in: a sentence and an edit button. */

import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { textsFor } from "../platform/texts/language.ts";
import { programOf } from "../programs/programs.ts";
import { actions, escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import { cadenceMenu } from "./action-ids.ts";
import { cadenceOf, nameOf } from "./cadences.ts";
import { listAskedNext } from "./participants.ts";
import { cadenceTexts } from "./texts.ts";

const subject = z.strictObject({ cadenceId: z.string(), roundId: z.string().nullable() });
type Subject = z.infer<typeof subject>;

const LONGEST_NAME = 200;

/** Nobody was left to ask in the round `roundId`; null: the last named person has left, and the check-in is paused. */
export const nobodyLeftKind: MessageKind<Subject> = {
  kind: "nobody-left",
  subject,
  about: () => ({}),
  priority: 25,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["check-in that asks nobody", "check-ins that ask nobody"],
      fr: ["point d’étape sans destinataire", "points d’étape sans destinataire"],
    }),
  },
  async stillWanted({ db, workspaceId, now }, { cadenceId, roundId }) {
    const cadence = await cadenceOf(db, workspaceId, cadenceId);
    const program = await programOf(db, workspaceId, cadence.program_id);
    if (program.state !== "active") return false;
    if (roundId === null) return cadence.state === "paused";
    return cadence.state === "active" && (await listAskedNext(db, cadence, { clock: { now: () => now } })).length === 0;
  },
  async message(send, about) {
    const { text, fallback, edit } = await noticeOf(send, about, { primary: true });
    return { text: lineOf(fallback), blocks: [section(text), actions(`cadence:${about.cadenceId}`, edit)] };
  },
  async line(send, about) {
    const { text, edit } = await noticeOf(send, about);
    return section(text, edit);
  },
};

async function noticeOf(
  { db, workspaceId, reader }: SendContext,
  { cadenceId, roundId }: Subject,
  options: { primary?: boolean } = {},
) {
  const texts = textsFor(cadenceTexts, reader).notice;
  const cadence = await cadenceOf(db, workspaceId, cadenceId);
  const { title } = await programOf(db, workspaceId, cadence.program_id);
  const name = nameOf(cadence, reader);
  const [shownName, shownProgram] = [name, title].map((text) => escapeMrkdwn(shorten(text, LONGEST_NAME)));
  return {
    text: texts[roundId === null ? "paused" : "missed"](shownName ?? "", shownProgram ?? ""),
    fallback: texts.fallback(name),
    edit: cadenceMenu.button("edit", cadenceId, texts.edit, options),
  };
}
