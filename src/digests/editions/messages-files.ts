/** An edition as files, in the thread of its message: all of it as a PDF, its table as CSV. */
import { z } from "zod";
import type { MessageKind, SendContext, SharedFile } from "../../delivery/kinds.ts";
import { sentPlace } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import { letOthersRun } from "../../platform/loop.ts";
import { shorten } from "../../platform/slack/blocks.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { leftOutOf, partsOf } from "../approval/wording.ts";
import type { DigestDocument } from "../document.ts";
import { programsWithRole } from "../readers/grounds.ts";
import { titleOf } from "../render/outline.ts";
import { digestPdf } from "../render/pdf.ts";
import { digestCsv } from "../render/table.ts";
import { fileTexts } from "../render/texts-files.ts";
import { findEdition } from "../repository.ts";
import { digestKind, partKey, readingOf } from "./messages.ts";
import { findLeadingEdition } from "./repository.ts";

export const FILE_FORMATS = ["pdf", "csv"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

const fileSubject = z.strictObject({ editionId: z.string(), formats: z.array(z.enum(FILE_FORMATS)).min(1) });
type FileSubject = z.infer<typeof fileSubject>;

const LONGEST_TITLE = 150;

/** As its reader may read it when it is sent, whatever has become of their roles since it was made. */
export const digestFileKind: MessageKind<FileSubject> = {
  kind: "digest-file",
  subject: fileSubject,
  // After all parts of the digest: the last reply of the thread.
  priority: digestKind.priority + 1,
  contact: "digest",
  slot: null,
  stillWanted: async (context, subject) =>
    (await readingOf(context, subject)) === "reads" && (await readableOf(context, subject)) !== null,
  async message(context, { formats, editionId }) {
    const { document } = await ofReader(context, editionId);
    const texts = textsFor(fileTexts, document.reader).comment;
    return { text: formats.length > 1 ? texts.both : texts[formats[0] ?? "pdf"], blocks: [] };
  },
  async files(context, { editionId, formats }) {
    const { document, leftOut, edition, sentAt } = await ofReader(context, editionId);
    const title = shorten(titleOf(document), LONGEST_TITLE);
    const name = fileName(document, edition);
    const files: Record<FileFormat, () => SharedFile> = {
      pdf: () => ({ name: `${name}.pdf`, title, content: digestPdf(document, { sentAt, leftOut }) }),
      csv: () => ({
        name: `${name}.csv`,
        title: textsFor(fileTexts, document.reader).table(title),
        content: digestCsv(document),
      }),
    };
    const made: SharedFile[] = [];
    for (const format of formats) {
      await letOthersRun();
      made.push(files[format]());
    }
    return made;
  },
};

/** Null where nothing of it is its reader's to read any more. */
async function readableOf({ db, workspaceId, now }: SendContext, { editionId }: Pick<FileSubject, "editionId">) {
  const found = await findEdition(db, workspaceId, editionId);
  if (!found) return null;
  const person = await personById(db, workspaceId, found.readerId);
  const { keys } = await programsWithRole({ clock: { now: () => now } }, db, person);
  const leftOut = leftOutOf(found.document, keys);
  if (leftOut.length === found.document.programs.length) return null;
  const document = leftOut.length === 0 ? found.document : partsOf(found.document, keys);
  return { document, leftOut, edition: found.edition };
}

async function ofReader(context: SendContext, editionId: string) {
  const readable = await readableOf(context, { editionId });
  if (!readable) throw new Error(`Nothing of the edition ${editionId} is its reader's to read`);
  const { db, workspaceId } = context;
  const leadingId = (await findLeadingEdition(db, workspaceId, editionId)) ?? editionId;
  const place = await sentPlace(db, workspaceId, partKey(leadingId, 0));
  return { ...readable, sentAt: place?.sentAt ?? null };
}

/** `digest-2026-10`, `digest-loyalty-2026-10-2`: of one program, of a correction. */
function fileName({ reader, programs, period }: DigestDocument, edition: number): string {
  const [only, ...others] = programs;
  return [
    textsFor(fileTexts, reader).fileName,
    ...(only && others.length === 0 ? [only.key] : []),
    period.label,
    ...(edition > 1 ? [String(edition)] : []),
  ]
    .join("-")
    .replaceAll(/[^\w-]/g, "-");
}

/** One delivery for ever; no update of the digest is one of it. Without a format: both, as they come by themselves. */
export function fileKey(editionId: string, format?: FileFormat): string {
  return `digest-file:${editionId}${format === undefined ? "" : `:${format}`}`;
}
