/** Bundles: one message with a line, and its button, for each of several messages to a person. */

import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import type { Services } from "../platform/services.ts";
import { capitalised, longDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { context as contextBlock, escapeMrkdwn, section } from "../slack/blocks.ts";
import { COMPOSITION_LIMITS, MESSAGE_LIMITS } from "../slack/limits.ts";
import type { Message } from "../slack/message.ts";
import { type Delivery, findDelivery, listBundle, saveOutcomeOfMembers } from "./deliveries.ts";
import {
  type Kinds,
  type MessageKind,
  type RegisteredKind,
  registered,
  renderingFor,
  type SendContext,
} from "./kinds.ts";
import { compareRanks, type DueMessage, type Lane } from "./lanes.ts";
import { deliveryTexts } from "./texts.ts";
import { whyRow, withWhy } from "./why-menu.ts";

export const BUNDLE = "bundle";

const bundleSubject = z.strictObject({ bundleId: z.string() });
export type BundleSubject = z.infer<typeof bundleSubject>;

/** The kinds by name, with that of bundles. */
export function messageKinds(services: Pick<Services, "db">, kinds: readonly RegisteredKind[]): Kinds {
  const all = new Map(kinds.map((kind) => [kind.kind, kind]));
  return all.set(BUNDLE, registered(bundleKind(services, all)));
}

/** The message of a bundle. Its outcome is recorded for all members. `kinds` includes this kind once it is made. */
function bundleKind({ db }: Pick<Services, "db">, kinds: Kinds): MessageKind<BundleSubject> {
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
    async message(context, { bundleId }) {
      const rows = await listBundle(db, context.workspaceId, bundleId);
      const members = await sortedByRank(kinds, context, membersIn(rows));
      const shown = [];
      for (const member of members) shown.push(await newestOf(kinds, context, member, rows));
      const [only] = shown;
      if (only && shown.length === 1) {
        const message = await kindOf(kinds, only).message(context, subjectOf(only));
        return kindOf(kinds, only).offersWhy ? message : withWhy(message, context.reader);
      }
      const lines = await linesOf(kinds, context, shown);
      const bundle = await findDelivery(db, context.workspaceId, bundleId);
      return bundleMessage(context, lines, bundle?.lane ?? "now");
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

async function linesOf(kinds: Kinds, context: SendContext, shown: readonly Delivery[]): Promise<KnownBlock[][]> {
  const lines: KnownBlock[][] = [];
  for (const [kind, rows] of Map.groupBy(shown, (row) => kindOf(kinds, row)))
    lines.push(...(await kind.lines(context, rows.map(subjectOf))));
  return onceEach(lines);
}

/** Slack accepts a block id once per message: a block with a repeated id is dropped, a line without any other id as a whole. */
function onceEach(lines: readonly KnownBlock[][]): KnownBlock[][] {
  const seen = new Set<string>();
  return lines.flatMap((blocks) => {
    const ids = blocks.flatMap(({ block_id: id }) => id ?? []);
    const left = blocks.filter(({ block_id: id }) => id === undefined || !seen.has(id));
    const isRepeated = ids.length > 0 && ids.every((id) => seen.has(id));
    for (const id of ids) seen.add(id);
    return isRepeated ? [] : [left];
  });
}

function bundleMessage(
  { reader, now, sentAt }: Pick<SendContext, "reader" | "now" | "sentAt">,
  lines: readonly KnownBlock[][],
  lane: Lane,
): Message {
  const title = capitalised(longDate(reader, localDateOf(sentAt ?? now, reader.zone)));
  // A lane's message is headed by its day.
  const isHeaded = lane !== "now";
  const shown = withinRoom(lines, isHeaded ? 3 : 1);
  const plainText = [...(isHeaded ? [title] : []), ...shown.flatMap(plainTextOf)].join("\n");
  return {
    text: plainText.length > 0 && plainText.length <= COMPOSITION_LIMITS.text ? plainText : title,
    blocks: [
      ...(isHeaded ? [section(`*${title}*`)] : []),
      ...shown,
      ...(isHeaded ? [contextBlock(textsFor(deliveryTexts, reader).ofMorning)] : []),
      whyRow(reader),
    ],
  };
}

/** Keeps the words of each line, its first section or else block, and further blocks as far as there is room beside `others`. */
function withinRoom(lines: readonly KnownBlock[][], others: number): KnownBlock[] {
  let room = MESSAGE_LIMITS.blocks - others - lines.length;
  return lines.flatMap((blocks) => {
    const words = blocks.find(({ type }) => type === "section") ?? blocks[0];
    return blocks.filter((block) => {
      if (block !== words) room -= 1;
      return block === words || room >= 0;
    });
  });
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
    firstDueAt: delivery.first_due_at ?? delivery.due_at,
    expiresAt: delivery.expires_at,
  };
}

function kindOf(kinds: Kinds, delivery: Pick<Delivery, "kind" | "updates_id">) {
  const found = renderingFor(kinds, delivery);
  if (!found) throw new Error(`Unknown kind ${delivery.kind}`);
  return found;
}

function subjectOf({ subject }: Delivery): unknown {
  return JSON.parse(subject);
}
