/** Bundles: one message with lines, each with its button, for several messages to a person. */

import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import type { Services } from "../platform/services.ts";
import { capitalised, longDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { context as contextBlock, escapeMrkdwn, section } from "../slack/blocks.ts";
import { COMPOSITION_LIMITS } from "../slack/limits.ts";
import type { Message } from "../slack/message.ts";
import { isWithinSize, type SizeBeside } from "../slack/message-size.ts";
import { groupsOf, type KindLines, kindOf, linesOf, listOf, onceEach, subjectOf } from "./bundle-lines.ts";
import {
  blankDelivery,
  type Delivery,
  findDelivery,
  listBundle,
  moveToBundle,
  type NewRow,
  saveOutcomeOfMembers,
  UNDELIVERED,
} from "./deliveries.ts";
import { type ListedLine, MOST_LINES, pagesOfPart, shownLines, singleLine } from "./folded-lines.ts";
import { compareRanks, type DueMessage, type Lane } from "./lanes.ts";
import {
  type AddressBook,
  type Kinds,
  type MessageKind,
  type RegisteredKind,
  registered,
  type SendContext,
} from "./message-kind.ts";
import { insertDelivery } from "./outbox.ts";
import { deliveryTexts } from "./texts.ts";
import { undeliveredKind } from "./undelivered.ts";
import { whyRow, withWhy } from "./why-menu.ts";

export const BUNDLE = "bundle";

/** `most`: how many lines are left to it as the part of a message that was divided. */
const bundleSubject = z.strictObject({ bundleId: z.string(), most: z.int().min(0).optional() });
export type BundleSubject = z.infer<typeof bundleSubject>;

/** The kinds by name, with those of the outbox itself: bundles, and what was refused. */
export function messageKinds(
  services: Pick<Services, "db" | "clock" | "ids">,
  addressBook: Pick<AddressBook, "recipient">,
  kinds: readonly RegisteredKind[],
): Kinds {
  const all = new Map(kinds.map((kind) => [kind.kind, kind]));
  all.set(UNDELIVERED, registered(undeliveredKind(addressBook, all)));
  return all.set(BUNDLE, registered(bundleKind(services, all)));
}

/** The message of a bundle. Its outcome is recorded for all members. `kinds` includes this kind once it is made. */
function bundleKind(services: Pick<Services, "db" | "clock" | "ids">, kinds: Kinds): MessageKind<BundleSubject> {
  const { db } = services;
  /** Each as it is now, by rank; with `kind` only those of one kind. */
  const shownIn = async (context: SendContext, bundleId: string, kind?: string): Promise<Delivery[]> => {
    const rows = await listBundle(db, context.workspaceId, bundleId);
    const members = membersIn(rows).filter((member) => kind === undefined || member.kind === kind);
    const shown: Delivery[] = [];
    for (const member of await sortedByRank(kinds, context, members))
      shown.push(await newestOf(kinds, context, member, rows));
    return shown;
  };
  return {
    kind: BUNDLE,
    subject: bundleSubject,
    /** Each of its members says what it is about. */
    about: () => ({}),
    priority: 20,
    contact: "prompt",
    lane: "now",
    /** Its lane's time has come: a retry does not wait for the next one. */
    isForItsDay: () => true,
    offersWhy: true,
    /** Drops members that have become moot; wanted while one is left. */
    async stillWanted(context, { bundleId }) {
      const members = membersIn(await listBundle(db, context.workspaceId, bundleId));
      let left = 0;
      for (const member of members) {
        const moot = member.state === "bundled" ? await whyMoot(kinds, context, member) : null;
        if (moot === null) left += 1;
        else await saveOutcomeOfMembers(db, [member], { state: "dropped", last_error: moot });
      }
      return left > 0;
    },
    async divide(context, { bundleId, most = MOST_LINES }) {
      const bundle = await findDelivery(db, context.workspaceId, bundleId);
      const shown = await shownIn(context, bundleId);
      if (!bundle || shown.length < 2) return;
      const [, ...further] = await partsOf(kinds, context, shown, { most, beside: sizeBeside(context, bundle.lane) });
      if (further.length > 0) await addParts(services, bundle, further);
    },
    async message(context, { bundleId, most = MOST_LINES }) {
      const shown = await shownIn(context, bundleId);
      const [only] = shown;
      if (only && shown.length === 1) {
        const message = await kindOf(kinds, only).message(context, subjectOf(only));
        return kindOf(kinds, only).offersWhy ? message : withWhy(message, context.reader);
      }
      const lines = (await groupsOf(kinds, context, shown)).flatMap((group) => group.lines);
      const bundle = await findDelivery(db, context.workspaceId, bundleId);
      return bundleMessage(context, onceEach(lines), { lane: bundle?.lane ?? "now", most });
    },
    async listed(context, { bundleId }, part) {
      if (kinds.has(part)) return listOf(kinds, context, await shownIn(context, bundleId, part));
      const groups = await groupsOf(kinds, context, await shownIn(context, bundleId));
      return pagesOfPart(onceEach(groups.flatMap((group) => group.lines)), part);
    },
    async why(context, { bundleId }) {
      const sentences: string[] = [];
      for (const member of await sortedByRank(
        kinds,
        context,
        membersIn(await listBundle(db, context.workspaceId, bundleId)),
      ))
        sentences.push(...(await kindOf(kinds, member).why(context, subjectOf(member))));
      return [...new Set(sentences)];
    },
    async isOver({ db: read, workspaceId, now }, { bundleId }) {
      for (const member of membersIn(await listBundle(read, workspaceId, bundleId)))
        if (!(await kindOf(kinds, member).isOver({ db: read, workspaceId, now }, subjectOf(member)))) return false;
      return true;
    },
    async sent(tx, { bundleId }, facts) {
      const bundle = await findDelivery(tx, facts.workspaceId, bundleId);
      if (!bundle) return;
      const bundled = (await listBundle(tx, facts.workspaceId, bundleId)).filter(({ state }) => state === "bundled");
      const { sent_channel_id, sent_ts } = bundle;
      await saveOutcomeOfMembers(tx, bundled, {
        state: "sent",
        sent_at: facts.at,
        sent_channel_id,
        sent_ts,
        last_error: null,
      });
      const members = membersIn(bundled);
      for (const member of members) await kindOf(kinds, member).sent(tx, subjectOf(member), facts);
    },
  };
}

/** A part of a message that Slack does not take whole: the messages in it, and how many lines are left to it. */
interface BundlePart {
  rows: Delivery[];
  most: number;
}

/** The parts of a bundle, the oldest due first; one where Slack takes it whole. */
async function partsOf(
  kinds: Kinds,
  context: SendContext,
  shown: readonly Delivery[],
  { most, beside }: { most: number; beside: SizeBeside },
): Promise<BundlePart[]> {
  const groups = await groupsOf(kinds, context, shown);
  const whole = shownLines(context.reader, onceEach(groups.flatMap(({ lines }) => lines)), { most });
  if (isWithinSize(whole.blocks, beside)) return [{ rows: [...shown], most }];
  const parts: BundlePart[] = [];
  let current: { rows: Delivery[]; lines: ListedLine[] } = { rows: [], lines: [] };
  let left = most;
  for (const { rows, lines } of await piecesOf(kinds, context, groups)) {
    const blocks = [...current.lines, ...lines].flatMap((line) => line.blocks);
    // What is beyond the last line is one line of the last part.
    const isShown = current.lines.length + lines.length <= left;
    if (isShown && current.rows.length > 0 && !isWithinSize(blocks, beside)) {
      parts.push({ rows: current.rows, most: current.lines.length });
      left -= current.lines.length;
      current = { rows: [], lines: [] };
    }
    current = { rows: [...current.rows, ...rows], lines: [...current.lines, ...lines] };
  }
  return [...parts, { rows: current.rows, most: left }];
}

/** What stays in one part: many of a kind, else each message. */
async function piecesOf(
  kinds: Kinds,
  context: SendContext,
  groups: readonly KindLines[],
): Promise<Pick<KindLines, "rows" | "lines">[]> {
  const pieces: Pick<KindLines, "rows" | "lines">[] = [];
  for (const group of groups)
    if (group.isMany) pieces.push(group);
    else
      for (const row of group.rows)
        pieces.push({ rows: [row], lines: (await linesOf(kinds, context, [row])).map(singleLine) });
  return pieces;
}

/** Bundles of their own for the further parts, which go right after the first. */
async function addParts(
  services: Pick<Services, "db" | "clock" | "ids">,
  bundle: Delivery,
  parts: readonly BundlePart[],
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    for (const [index, { rows, most }] of parts.entries()) {
      const { id, created_at, state, attempts, version } = blankDelivery(services);
      const row: NewRow = {
        ...bundle,
        id,
        created_at,
        state,
        attempts,
        version,
        key: partKey(bundle.key, index + 2),
        subject: JSON.stringify({ bundleId: id, most } satisfies BundleSubject),
        lease_until: null,
        last_error: null,
      };
      if (await insertDelivery(tx, row)) await moveToBundle(tx, bundle, rows, id);
    }
  });
}

/** The key of a further part of a message: it is the same message to its reader. */
export function partKey(key: string, number: number): string {
  return `${key}#${number}`;
}

type Sending = Pick<SendContext, "reader" | "now" | "sentAt">;

/** A lane's message is headed by its day. */
function frameOf(
  { reader, now, sentAt }: Sending,
  lane: Lane,
): { title: string; above: KnownBlock[]; below: KnownBlock[] } {
  const title = capitalised(longDate(reader, localDateOf(sentAt ?? now, reader.zone)));
  const isHeaded = lane !== "now";
  const { ofMorning, ofWeek } = textsFor(deliveryTexts, reader);
  return {
    title,
    above: isHeaded ? [section(`*${title}*`)] : [],
    below: [...(isHeaded ? [contextBlock(lane === "weekly" ? ofWeek : ofMorning)] : []), whyRow(reader)],
  };
}

/** For what a first message says about privacy. */
const ROOM_FOR_NOTICE: SizeBeside = { blocks: 3, units: 1300 };

function sizeBeside(sending: Sending, lane: Lane): SizeBeside {
  const { above, below } = frameOf(sending, lane);
  const frame = [...above, ...below];
  const notice = sending.sentAt === undefined ? ROOM_FOR_NOTICE : { blocks: 0, units: 0 };
  return { blocks: frame.length + notice.blocks, units: JSON.stringify(frame).length + notice.units };
}

function bundleMessage(
  sending: Sending,
  lines: readonly ListedLine[],
  { lane, most }: { lane: Lane; most: number },
): Message {
  const { title, above, below } = frameOf(sending, lane);
  const { blocks } = shownLines(sending.reader, lines, { most, beside: sizeBeside(sending, lane) });
  const plainText = [...(above.length > 0 ? [title] : []), ...blocks.flatMap(plainTextOf)].join("\n");
  return {
    text: plainText.length > 0 && plainText.length <= COMPOSITION_LIMITS.text ? plainText : title,
    blocks: [...above, ...blocks, ...below],
  };
}

/** Texts of a block as mrkdwn, with people's words escaped. */
function plainTextOf(block: KnownBlock): string[] {
  if (block.type !== "section" || !block.text) return [];
  return [block.text.type === "mrkdwn" ? block.text.text : escapeMrkdwn(block.text.text)];
}

function membersIn(rows: readonly Delivery[]): Delivery[] {
  return rows.filter((row) => row.updates_id === null);
}

/** The reason to drop a delivery, or null. */
export async function whyMoot(kinds: Kinds, context: SendContext, member: Delivery): Promise<string | null> {
  if (member.expires_at !== null && member.expires_at <= context.now) return "expired";
  return (await kindOf(kinds, member).stillWanted(context, subjectOf(member))) ? null : "no_longer_wanted";
}

/** The member's update if still wanted, else the member. */
async function newestOf(kinds: Kinds, context: SendContext, member: Delivery, rows: readonly Delivery[]) {
  const update = rows.find((row) => row.updates_id === member.id);
  return update && (await kindOf(kinds, update).stillWanted(context, subjectOf(update))) ? update : member;
}

async function sortedByRank(kinds: Kinds, context: SendContext, members: readonly Delivery[]): Promise<Delivery[]> {
  const ranked: { member: Delivery; rank: DueMessage }[] = [];
  for (const member of members) ranked.push({ member, rank: await dueMessageOf(kinds, context, member) });
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ member }) => member);
}

/** A delivery as `lanes.ts` sees it. Not for replies, which would count as notices. */
export async function dueMessageOf(kinds: Kinds, context: SendContext, delivery: Delivery): Promise<DueMessage> {
  const kind = kinds.get(delivery.kind);
  return {
    id: delivery.id,
    key: delivery.key,
    contact: delivery.contact === "reply" ? "notice" : delivery.contact,
    lane: delivery.lane,
    isForItsDay: kind?.isForItsDay(subjectOf(delivery)) ?? false,
    neededBy: (await kind?.neededBy(context, subjectOf(delivery))) ?? null,
    dueAt: delivery.due_at,
    hasLine: kind?.hasLine(subjectOf(delivery)) ?? false,
    manyOf: kind?.many ? delivery.kind : null,
    firstDueAt: delivery.first_due_at ?? delivery.due_at,
    expiresAt: delivery.expires_at,
  };
}
