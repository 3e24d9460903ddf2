import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueueUpdate, sentPlace } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { list, textsFor } from "../../platform/texts/language.ts";
import { runningPrograms } from "../../programs/use-cases.ts";
import { asksFollowedBy, noteAsksSeen } from "../../register/told/use-cases.ts";
import { hasChannel } from "../../reports/thanks/rules.ts";
import { programsTold, type ToldProgram } from "../offers.ts";
import type { Head } from "../periods/texts.ts";
import { PICTURES, type PictureName } from "../pictures/pictures.ts";
import { programsWithRole } from "../readers/grounds.ts";
import { whyTexts } from "../readers/texts-why.ts";
import { messagesOf, picturesIn } from "../render/blocks.ts";
import { asItStood } from "../render/outline.ts";
import { type Edition, findEdition } from "../repository.ts";
import type { Replacement } from "./blocks.ts";
import { asksIn, hasTable } from "./divisions/division.ts";
import { divisionOf, keysOf } from "./divisions/use-cases.ts";
import { findNewestEdition, listBroughtBy, listEditionsBefore } from "./repository.ts";
import { wasSeen } from "./repository-seen.ts";

const digestSubject = z.strictObject({
  editionId: z.string(),
  /** 0 is the message itself, the others go into its thread. */
  part: z.number().int().min(0),
  /** Editions of before that waited when it came, and go in its thread. */
  earlier: z.array(z.string()).optional(),
});
export type DigestSubject = z.infer<typeof digestSubject>;

/** One part of a stored edition: what is sent is what was compiled, whatever was answered since. */
export const digestKind: MessageKind<DigestSubject> = {
  kind: "digest",
  subject: digestSubject,
  priority: 30,
  contact: "digest",
  slot: null,
  stillWanted: async (context, subject) => (await readingOf(context, subject)) === "reads",
  async pictures({ db, workspaceId }, { editionId, part }) {
    const edition = await findEdition(db, workspaceId, editionId);
    if (!edition) return [];
    const division = await divisionOf(db, workspaceId, edition);
    return picturesIn(edition.document, division, part).map((picture) => ({
      ...picture,
      key: pictureKey(editionId, picture.name),
    }));
  },
  async message(context, subject) {
    const { editionId, part } = subject;
    const { db, workspaceId, reader, pictures = new Map() } = context;
    const edition = await findEdition(db, workspaceId, editionId);
    if (!edition) throw new Error(`There is no edition ${editionId}`);
    const division = await divisionOf(db, workspaceId, edition);
    const named = asksIn(division)[part] ?? [];
    const asks = await asksFollowedBy(
      { clock: { now: () => context.now }, events: context.events },
      db,
      { workspaceId, personId: edition.readerId, zone: reader.zone },
      named,
    );
    const files = new Map(
      PICTURES.flatMap((name) => {
        const file = pictures.get(pictureKey(editionId, name));
        return file === undefined ? [] : [[name, file] as const];
      }),
    );
    const {
      readerId,
      document: { reader: writtenFor },
    } = edition;
    const isSeen = edition.rhythm !== "weekly" && (await wasSeen(db, { workspaceId, editionId, personId: readerId }));
    const programs = part === 0 ? programsTold([edition, ...(await listBroughtBy(db, workspaceId, editionId))]) : [];
    const hasChannels = await anyHasChannel(context, programs);
    const hasLeft = (await readingOf(context, { editionId })) === "left";
    const replacedBy = hasLeft ? null : await replacementOf(context, editionId);
    const earlier = part === 0 ? await earlierOf(context, subject) : [];
    const takesTables = hasTable(division, part) && ((await context.takesTables?.()) ?? false);
    const now = {
      asks,
      readerId,
      files,
      isSeen,
      programs,
      hasChannels,
      replacedBy,
      asItStood: asItStood(edition.document, context.sentAt ?? context.now),
      earlier,
      takesTables,
    };
    const message = messagesOf(division, { reader: writtenFor, editionId }, now)[part];
    if (!message) throw new Error(`The edition ${editionId} has no part ${part}`);
    return message;
  },
  /** The editions before it say where it is; its asks have been shown to its reader. */
  async sent(tx, { editionId, part }, { workspaceId, stamps, at }) {
    if (part === 0) await refreshEditionsBefore(tx, stamps, workspaceId, editionId);
    const edition = await findEdition(tx, workspaceId, editionId);
    const itemIds = edition ? (asksIn(await divisionOf(tx, workspaceId, edition))[part] ?? []) : [];
    if (edition && itemIds.length > 0) await noteAsksSeen(tx, { workspaceId, itemIds, personId: edition.readerId, at });
  },
  async why({ db, workspaceId, reader }, { editionId }) {
    const edition = await findEdition(db, workspaceId, editionId);
    if (!edition) return [];
    return [edition, ...(await listBroughtBy(db, workspaceId, editionId))].map(({ document: { rhythm, programs } }) =>
      textsFor(whyTexts, reader)[rhythm](
        list(
          reader,
          programs.map(({ title }) => title),
        ),
      ),
    );
  },
  since: { stillWanted: async (context, subject) => (await readingOf(context, subject)) !== "never" },
};

/** Whose roles in all that it tells of have ended gets nothing new: what was sent stays as it was, but for its buttons. */
export async function readingOf(
  { db, workspaceId, now }: Pick<SendContext, "db" | "workspaceId" | "now">,
  { editionId, earlier = [] }: Pick<DigestSubject, "editionId" | "earlier">,
): Promise<"reads" | "left" | "never"> {
  const edition = await findEdition(db, workspaceId, editionId);
  if (!edition) return "never";
  const person = await personById(db, workspaceId, edition.readerId);
  if (person.is_deactivated === 1) return "never";
  const { keys } = await programsWithRole({ clock: { now: () => now } }, db, person);
  const tells = ({ document: { programs } }: Edition) => programs.some(({ key }) => keys.has(key));
  // One that was corrected before it went does not go; one that went is kept, and says that it is replaced.
  const newest = await findNewestEdition(db, workspaceId, editionId);
  const isWhole = newest?.id === editionId || (await sentPlace(db, workspaceId, partKey(editionId, 0))) !== null;
  // What it brings goes on in its thread, and needs it.
  const others = await listBroughtBy(db, workspaceId, editionId);
  for (const id of earlier) {
    const other = await findEdition(db, workspaceId, id);
    if (other) others.push(other);
  }
  const isTold = (tells(edition) && isWhole) || others.some(tells);
  return isTold ? "reads" : isWhole ? "left" : "never";
}

/** Of the editions in its thread those that go there, or went. */
async function earlierOf(context: SendContext, { earlier = [] }: DigestSubject): Promise<Head[]> {
  const heads: Head[] = [];
  for (const editionId of earlier) {
    const reading = await readingOf(context, { editionId });
    if (reading === "never" || (reading === "left" && context.sentAt === undefined)) continue;
    const edition = await findEdition(context.db, context.workspaceId, editionId);
    if (edition) heads.push(edition.document);
  }
  return heads;
}

async function anyHasChannel({ db, workspaceId }: SendContext, told: readonly ToldProgram[]): Promise<boolean> {
  if (told.length === 0) return false;
  const keys = new Set(told.map(({ key }) => key));
  const running = await runningPrograms(db, workspaceId);
  return running.some(({ program }) => keys.has(program.key) && hasChannel(program));
}

function pictureKey(editionId: string, name: PictureName): string {
  return `${keysOf(editionId)}${name}`;
}

/** Has what was sent of the editions before this one of the same digest say that it replaces them. */
export async function refreshEditionsBefore(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  workspaceId: string,
  editionId: string,
): Promise<void> {
  for (const id of await listEditionsBefore(tx, workspaceId, editionId))
    await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: partKey(id, "") });
}

async function replacementOf({ db, workspaceId, slack }: SendContext, editionId: string): Promise<Replacement | null> {
  const newest = await findNewestEdition(db, workspaceId, editionId);
  if (!newest || newest.id === editionId) return null;
  const place = await sentPlace(db, workspaceId, partKey(newest.id, 0));
  return { edition: newest.edition, sentAt: place?.sentAt ?? null, link: place && (await slack.permalink(place)) };
}

/** One delivery per part and edition for ever. */
export function partKey(editionId: string, part: number | ""): string {
  return `${keysOf(editionId)}${part}`;
}
