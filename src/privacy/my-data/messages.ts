/** One's own data as files: a message that says so, and the files in its thread. */
import { z } from "zod";
import { type MessageKind, readingNow, type SendContext } from "../../delivery/kinds.ts";
import { personById } from "../../people/use-cases.ts";
import { lineOf, section } from "../../platform/slack/blocks.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { dayOf, gatherOwnData, ownDataJson, ownDataPdf } from "./export.ts";
import { myDataTexts } from "./texts.ts";

const subject = z.strictObject({ personId: z.string() });
type Subject = z.infer<typeof subject>;

export const ownDataKind: MessageKind<Subject> = {
  kind: "own-data",
  subject,
  priority: 20,
  contact: "reply",
  slot: null,
  stillWanted: async () => true,
  async message(context) {
    const texts = textsFor(myDataTexts, context.reader);
    const text = `${texts.notFor} ${texts.fileHead(dayOf(readingNow(context), context.now))}`;
    return { text, blocks: [section(lineOf(text))] };
  },
  why: async ({ reader }) => [textsFor(myDataTexts, reader).why],
};

export const ownDataFileKind: MessageKind<Subject> = {
  kind: "own-data-file",
  subject,
  priority: ownDataKind.priority + 1,
  contact: "reply",
  slot: null,
  stillWanted: async () => true,
  async message({ reader }) {
    const texts = textsFor(myDataTexts, reader);
    return { text: `${texts.notFor} ${texts.comment}`, blocks: [] };
  },
  async files({ db, events, now, workspaceId, reader }: SendContext, { personId }) {
    const texts = textsFor(myDataTexts, reader);
    const person = await personById(db, workspaceId, personId);
    const data = await gatherOwnData({ db, events, clock: { now: () => now } }, person, reader, { isForSlack: true });
    const name = `${texts.fileName}-${localDateOf(now, reader.zone)}`;
    return [
      { name: `${name}.pdf`, title: texts.title, content: await ownDataPdf(db, data) },
      { name: `${name}.json`, title: `${texts.title} (JSON)`, content: await ownDataJson(db, data) },
    ];
  },
};
