/** A page as a PDF that names nobody, in the thread of a message to whoever asked for it. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson } from "../people/people.ts";
import type { Block, Paragraph, Pdf } from "../platform/pdf/content.ts";
import { nonEmptyLines } from "../platform/texts/display.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { lineMessage } from "../slack/listening.ts";
import { lookingAt, mayReadNow } from "./messages.ts";
import { linesIn, statusOf, titleIn, titleOf } from "./page-as-message.ts";
import { type PageAt, pageKind } from "./page-kinds.ts";
import { type PageShown, pageNow, showPage } from "./reading.ts";
import { pageTexts } from "./texts.ts";

const subject = z.strictObject({ page: z.string(), programId: z.string(), personId: z.string() });
type Subject = z.infer<typeof subject>;

export const pagePdfKind: MessageKind<Subject> = {
  kind: "page-pdf",
  subject,
  about: ({ programId }) => ({ program: programId }),
  priority: 10,
  contact: "reply",
  lane: "now",
  stillWanted: mayReadNow,
  message: async (send, given) =>
    lineMessage(textsFor(pageTexts, send.reader).file.inThread(titleOf(send.reader, await shownIn(send, given)))),
  why: async ({ reader }) => [textsFor(pageTexts, reader).why],
};

export const pageFileKind: MessageKind<Subject> = {
  ...pagePdfKind,
  kind: "page-file",
  priority: pagePdfKind.priority + 1,
  message: async (send, given) => ({ text: titleOf(send.reader, await shownIn(send, given)), blocks: [] }),
  async files(send, given) {
    const shown = await shownIn(send, given);
    const today = localDateOf(send.now, send.reader.zone);
    const name = `${given.page}-${shown.program.short_key.toLowerCase()}-${today}.pdf`;
    return [{ name, title: titleOf(send.reader, shown), content: pagePdf({ ...send.reader, today }, shown, send.now) }];
  },
};

async function shownIn(send: SendContext, { page, programId, personId }: Subject): Promise<PageShown> {
  const person = await getPerson(send.db, send.workspaceId, personId);
  const kind = pageKind(send, page);
  const { program } = await pageNow(lookingAt(send), person, { kind, programId });
  return showPage(lookingAt(send), kind, program, { reader: send.reader });
}

/** Throws PAGE_NOT_YOURS; the right is looked at again as it goes. */
export async function sendPdf(ctx: ActorContext, { kind, programId }: PageAt): Promise<void> {
  const { actor: person } = ctx;
  await pageNow(ctx, person, { kind, programId });
  const key = `page-pdf:${ctx.ids.next()}`;
  const delivery = {
    workspaceId: person.workspace_id,
    subject: { page: kind.name, programId, personId: person.id },
    to: { personId: person.id },
    notBefore: ctx.clock.now(),
  };
  await inTransaction(ctx.db, async (tx) => {
    await enqueue(tx, ctx, pagePdfKind, { ...delivery, key });
    await enqueue(tx, ctx, pageFileKind, { ...delivery, key: `${key}:file`, inThreadOf: key });
  });
}

export function pagePdf(reader: Reader, shown: PageShown, at: string): Pdf {
  const texts = textsFor(pageTexts, reader);
  const { kind, written, recorded, changes } = shown;
  const title = titleOf(reader, shown);
  const changed: Block = { is: "list", items: changes.map((change) => [paragraph(change)]) };
  return {
    title,
    language: languageOf(reader.locale),
    at,
    pages: texts.file.pages,
    unprintable: texts.file.unprintable,
    blocks: [
      { is: "heading", level: 1, text: title },
      paragraph(statusOf(reader, shown, { namesNobody: true }), { quiet: true }),
      ...(changes.length > 0 ? [paragraph(texts.changes), changed] : []),
      ...kind.sections.flatMap(({ key, words }): Block[] => {
        const row = written.get(key);
        const lines = recorded.get(key) ?? [];
        return [
          { is: "heading", level: 2, text: titleIn(reader, words) },
          ...[...(row ? linesIn(reader, row).flatMap(nonEmptyLines) : []), ...lines].map((line) => paragraph(line)),
          ...(row || lines.length > 0 ? [] : [paragraph(texts.nothingWritten, { quiet: true })]),
        ];
      }),
    ],
  };
}

function paragraph(text: string, style: { quiet?: true } = {}): Paragraph {
  return { is: "paragraph", spans: [{ text, ...style }] };
}
