/** A digest as a file, in the thread of its message, for its reader. */
import { z } from "zod";
import { findDeliveryByKey } from "../../delivery/deliveries.ts";
import type { MessageKind, SendContext } from "../../delivery/message-kind.ts";
import { enqueue } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getWorkspace } from "../../people/workspaces.ts";
import { markdownOf } from "../../platform/pdf/content-as-markdown.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { seatDay, seatsByProgram } from "../../programs/seats.ts";
import { shorten } from "../../slack/blocks.ts";
import { findDigest, type Reading } from "../digest/digest-reading.ts";
import { firstScreenInPieces } from "../digest/first-screen.ts";
import { digestKey, reportDigestKind } from "../digest/message.ts";
import { ownDigest, stillReadable } from "../digest/own-digest.ts";
import type { ScreenInput } from "../digest/screen.ts";
import { digestTexts } from "../digest/texts-digest.ts";
import { digestCsv } from "./digest-csv.ts";
import { digestPdfInPieces, digestTitle } from "./digest-pdf.ts";
import { inNamesOfAll } from "./in-names-of-all.ts";

const fileSubject = z.strictObject({ digestId: z.string(), format: z.enum(["pdf", "md", "csv"]) });
type FileSubject = z.infer<typeof fileSubject>;

const LONGEST_TITLE = 150;

/** As its reader may read it when it is sent, whatever has become of their roles since they asked. */
export const reportFileKind: MessageKind<FileSubject> = {
  kind: "report-file",
  subject: fileSubject,
  about: ({ digestId }) => ({ digest: digestId }),
  priority: reportDigestKind.priority + 1,
  contact: "digest",
  lane: "now",
  stillWanted: async (context, subject) => (await readableOf(context, subject.digestId)) !== null,
  message: async ({ reader }, { format }) => ({ text: textsFor(digestTexts, reader).foot[format], blocks: [] }),
  async files(context, { digestId, format }) {
    const digest = await readableOf(context, digestId);
    if (!digest) throw new Error(`Nothing of the digest ${digestId} is its reader's to read`);
    const input = inNamesOfAll(digest.input);
    const { name: organisation } = await getWorkspace(context.db, context.workspaceId);
    const file = {
      name: `${fileName(input)}.${format}`,
      title: shorten(digestTitle(input, organisation), LONGEST_TITLE),
    };
    if (format === "csv") return [{ ...file, content: digestCsv(input) }];

    const screen = await firstScreenInPieces(input);
    const pdf = await digestPdfInPieces(screen, input, { organisation, leads: await leadsOf(context, input) });
    return [{ ...file, content: format === "pdf" ? pdf : markdownOf(pdf) }];
  },
};

/**
 * Has the file sent into the thread of the digest. `there`: it is in that thread already. Throws DIGEST_NOT_YOURS,
 * DIGEST_ROLE_ENDED; the right is looked at again when it is sent.
 */
export async function sendFile(ctx: ActorContext, { digestId, format }: FileSubject): Promise<"on-its-way" | "there"> {
  const { actor: person } = ctx;
  const workspaceId = person.workspace_id;
  await ownDigest(ctx, person, digestId);
  const key = `report-file:${digestId}:${format}`;
  return inTransaction(ctx.db, async (tx) => {
    if ((await findDeliveryByKey(tx, workspaceId, key))?.sent_ts) return "there";
    await enqueue(tx, ctx, reportFileKind, {
      workspaceId,
      key,
      subject: { digestId, format },
      to: { personId: person.id },
      notBefore: ctx.clock.now(),
      inThreadOf: digestKey(digestId),
      // What Slack refused, as of a full workspace, may be asked for once more.
      mayRepeat: true,
    });
    return "on-its-way";
  });
}

async function leadsOf({ db, workspaceId, now }: SendContext, { programs }: ScreenInput) {
  const ids = programs.map(({ id }) => id);
  const seats = await seatsByProgram(db, workspaceId, ids, seatDay(now), ["lead"]);
  return new Map([...seats].map(([id, leads]) => [id, leads.map(({ name }) => name)]));
}

/** Null where nothing of it is its reader's to read any more. */
async function readableOf({ db, workspaceId, now }: SendContext, digestId: string): Promise<Reading | null> {
  const person = (await findDigest({ db, workspaceId, now }, digestId))?.person;
  return person?.is_deactivated === 0 ? stillReadable({ db, clock: { now: () => now } }, person, digestId) : null;
}

/** `digest-2026-10`, `digest-loyalty-2026-10`: of one program. */
function fileName({ reader, programs, period }: ScreenInput): string {
  const [only, ...others] = programs;
  const keys = only && others.length === 0 ? [only.key] : [];
  return [textsFor(digestTexts, reader).file.name, ...keys, period.label].join("-").replaceAll(/[^\w-]/g, "-");
}
