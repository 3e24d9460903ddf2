/** The message of a digest: made when it is sent, from its stored reports and what its reader has to decide then. */

import { z } from "zod";
import { silenceInPrograms } from "../../check-ins/rounds/not-answered.ts";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../../delivery/message-kind.ts";
import { enqueue } from "../../delivery/outbox.ts";
import type { Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";
import { noteRequestsShown } from "../../register/requests/shown-with-others.ts";
import type { Message } from "../../slack/message.ts";
import { reportsByIds } from "../compile/reports-store.ts";
import { correctionsOf } from "../drafts/stored-drafts.ts";
import { PICTURES_PART, picturesIn, picturesMessage, uploadedIn } from "../pictures/of-message.ts";
import { threadGroups, threadMessage } from "../portfolio/program-report-blocks.ts";
import { digestMessage } from "./blocks.ts";
import { digestsTo, findDigest, readDigest } from "./digest-reading.ts";
import { firstScreen, firstScreenInPieces } from "./first-screen.ts";
import { firstNeeds, needsOf } from "./needs.ts";
import type { ScreenInput } from "./screen.ts";
import { screenTexts } from "./texts.ts";
import { digestTexts } from "./texts-digest.ts";

const digestSubject = z.strictObject({
  digestId: z.string(),
  /** 0 is the first screen, the others go into its thread: its pictures, then its reports from 1 on. */
  part: z.int().min(0),
  /** Of a part with reports: their programs; of a report that takes several parts, which of them; how many have no room. */
  programIds: z.array(z.string()).optional(),
  piece: z.strictObject({ place: z.int(), count: z.int() }).optional(),
  left: z.int().optional(),
  /** It stands in the morning message, where there is one. */
  isWeekly: z.literal(true).optional(),
});
export type ReportDigestSubject = z.infer<typeof digestSubject>;
/** A message below the first of a digest. */
export type ThreadPart = Omit<ReportDigestSubject, "digestId">;

export function digestKey(digestId: string, part = 0): string {
  return `report-digest:${digestId}:${part}`;
}

/** With what the keys of a digest's messages begin. */
export function digestKeys(digestId: string): string {
  return `report-digest:${digestId}:`;
}

export const reportDigestKind: MessageKind<ReportDigestSubject> = {
  kind: "report-digest",
  subject: digestSubject,
  about: ({ digestId }) => ({ digest: digestId }),
  priority: 30,
  contact: "digest",
  lane: ({ isWeekly }) => (isWeekly ? "morning" : "now"),
  many: {
    words: countedNouns({
      en: ["weekly report", "weekly reports"],
      fr: ["rapport hebdomadaire", "rapports hebdomadaires"],
    }),
  },
  isForItsDay: ({ isWeekly = false }) => isWeekly,
  hasLine: ({ isWeekly = false }) => isWeekly,
  /** Of several that wait, the newest of a rhythm goes. */
  async stillWanted(context, { digestId, programIds }) {
    const digest = await findDigest(context, digestId);
    if (digest?.role == null) return false;
    const { person, rhythm, asOf, theirs } = digest;
    if (programIds && !programIds.some((id) => theirs.includes(id))) return false;
    return !(await digestsTo(context.db, person)).some((other) => other.rhythm === rhythm && other.at > asOf);
  },
  // Whoever has no role any more decides nothing of it, and reads nothing that was corrected since.
  since: {
    async stillWanted(context, { digestId }) {
      const digest = await findDigest(context, digestId);
      if (digest === null || digest.role !== null) return digest !== null;
      return (await correctionsOf(context.db, context.workspaceId, digest.reportIds)).size === 0;
    },
  },
  async pictures(context, { digestId, part }) {
    if (part !== 0 && part !== PICTURES_PART) return [];
    const digest = await readDigest(context, digestId);
    return digest ? uploadedIn(digest.input, part, digestKey(digestId, part)) : [];
  },
  isOver: async (looking, { digestId }) => ((await findDigest(looking, digestId))?.rhythm ?? "weekly") === "weekly",
  line: async (context, subject) => (await digestPart(context, subject)).blocks,
  message: digestPart,
  async why({ db, workspaceId, now, reader }, { digestId }) {
    const digest = await findDigest({ db, workspaceId, now }, digestId);
    if (!digest?.role) return [];
    const { role, programIds: ids, rhythm } = digest;
    const [only] = await rows(db, "program", workspaceId).list({ id: ids });
    const { why } = textsFor(digestTexts, reader);
    const { roles, programs } = textsFor(screenTexts, reader);
    if (only && ids.length === 1) return [why(roles[role], only.title, rhythm)];
    return [why(null, programs(ids.length), rhythm)];
  },
  /** It follows what becomes of its requests; those with buttons have been put to its reader. */
  async sent(tx, { digestId, part, programIds: only }, { workspaceId, at, isUpdate, stamps }) {
    const digest = part === PICTURES_PART ? null : await findDigest({ db: tx, workspaceId, now: at }, digestId);
    if (!digest) return;
    const { person, programIds, needsIn, reportIds, rhythm, asOf, choice } = digest;
    const shown = { workspaceId, key: digestKey(digestId, part), personId: person.id, at, isUpdate, stamps };
    if (rhythm === "weekly") return;
    const ids = reportIds.filter((_, place) => only?.includes(programIds[place] ?? "") ?? true);
    const lines = (await reportsByIds(tx, workspaceId, ids)).flatMap(({ report }) => report.lines);
    const isFollowed = (kind: string) => kind === "decided" || kind.startsWith("request");
    const named = lines.flatMap(({ kind, itemId = [] }) => (isFollowed(kind) ? itemId : []));
    if (part > 0) return noteRequestsShown(tx, shown, { itemIds: named, withButtons: [] });
    const reader = { workspaceId, readerId: person.id, zone: person.zone };
    const { needs } = await needsOf(tx, { ...reader, programIds: needsIn, ids: choice.needs, asOf }, at);
    const inOrder = choice.needs.flatMap((id) => needs.filter(({ itemId }) => itemId === id));
    const withButtons = firstNeeds(inOrder).filter(({ isOver: over }) => !over);
    await noteRequestsShown(tx, shown, {
      itemIds: [...named, ...needs.map(({ itemId }) => itemId)],
      withButtons: withButtons.map(({ itemId }) => itemId),
    });
  },
};

/** What has been sent stays; what goes now has no program in which its reader has no role any more. Undefined: all. */
async function programsToShow(
  context: SendContext,
  { digestId, programIds }: { digestId: string; programIds: readonly string[] | undefined },
): Promise<ReadonlySet<string> | undefined> {
  if (context.sentAt !== undefined) return programIds && new Set(programIds);
  const { theirs = [] } = (await findDigest(context, digestId)) ?? {};
  return new Set(programIds ? programIds.filter((id) => theirs.includes(id)) : theirs);
}

/** Of a week its headline and who was silent: what needs its reader comes in messages of its own, the rest is in its thread. */
async function digestPart(
  context: SendContext,
  { digestId, part, programIds, piece, left = 0 }: ReportDigestSubject,
): Promise<Message> {
  const digest = await readDigest(context, digestId, await programsToShow(context, { digestId, programIds }));
  if (!digest) throw new Error(`There is no digest ${digestId}`);
  const { input, ...reading } = digest;
  if (programIds) return threadMessage(input, digestId, { left, ...(piece && { piece }) });
  const files = context.pictures ?? new Map<string, string>();
  const pictures = uploadedIn(input, part, digestKey(digestId, part));
  if (part === PICTURES_PART) return picturesMessage(firstScreen(input).title, pictures, files);
  const { reader, programs } = input;
  const [picture] = pictures.flatMap(({ key, altText }) => {
    const fileId = files.get(key);
    return fileId === undefined ? [] : [{ fileId, altText }];
  });
  const screen = await firstScreenInPieces(input);
  const now = { ...reading, digestId, programs };
  if (input.rhythm !== "weekly") return digestMessage(reader, screen, { ...now, ...(picture && { picture }) });
  const quiet = await silenceInPrograms(context.db, context.workspaceId, input);
  const silent = quiet.map(({ title, line }) => (programs.length === 1 ? line : `${title} · ${line}`)).join(" ");
  const brief = { ...screen, needsHeading: "", needs: [], moreNeeds: null, sections: [], counts: null, leftOut: null };
  return digestMessage(reader, brief, { ...now, silent });
}

/** What goes into the thread of a digest once it is sent: its pictures, then its reports whole, several in a message. */
export async function putThread(
  tx: Tx,
  services: Pick<Services, "clock" | "ids">,
  { personId, digestId, ...sending }: { workspaceId: string; personId: string; digestId: string; expiresAt?: string },
  parts: readonly ThreadPart[],
): Promise<void> {
  for (const part of parts)
    await enqueue(tx, services, reportDigestKind, {
      ...sending,
      key: digestKey(digestId, part.part),
      subject: { digestId, ...part },
      to: { personId },
      notBefore: services.clock.now(),
      inThreadOf: digestKey(digestId),
    });
}

/** The parts of the thread that a digest has. Their words decide how many fit into a message. */
export async function threadPartsOf(input: ScreenInput, digestId: string): Promise<ThreadPart[]> {
  const hasPictures = picturesIn(input, PICTURES_PART).length > 0;
  await yieldToEventLoop();
  // With the button that leads to sources, which not everybody gets.
  const programs = input.programs.map((each) => ({ ...each, isTeams: false }));
  const groups = await threadGroups({ ...input, programs }, digestId);
  return [
    ...(hasPictures ? [{ part: PICTURES_PART }] : []),
    ...groups.map(({ left, ...group }, index) => ({ part: index + 1, ...group, ...(left > 0 && { left }) })),
  ];
}
