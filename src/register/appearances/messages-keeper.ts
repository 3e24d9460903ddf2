/** What whoever keeps the calendar of somebody who goes is given: date and place, and nothing else of it. */
import { z } from "zod";
import { type MessageKind, readingNow, type SendContext } from "../../delivery/kinds.ts";
import { allGoing, enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import { personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { escapeMrkdwn, plainSection } from "../../platform/slack/blocks.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { findItem } from "../repository.ts";
import { type AppearanceItem, isAppearance } from "./appearance.ts";
import { type Dates, datesLine } from "./blocks.ts";
import { icsOf } from "./calendar.ts";
import { isOver, spanOf } from "./rules.ts";
import { appearanceTexts } from "./texts.ts";

type Stamps = Pick<Services, "clock" | "ids">;

/** `personId`: who goes; it is of them that a keeper knows. */
const datesSubject = z.strictObject({ itemId: z.string(), personId: z.string(), keeperId: z.string() });
type DatesSubject = z.infer<typeof datesSubject>;

/** A line of their morning message, which says what is so now once it changes. */
export const appearanceDatesKind: MessageKind<DatesSubject> = {
  kind: "appearance-dates",
  subject: datesSubject,
  priority: 45,
  contact: "notice",
  slot: "morning",
  stillWanted: async (send, subject) => isToBeKept(send, subject),
  neededBy: async (send, subject) => (await datesNow(send, subject)).span?.from ?? null,
  async message(send, subject) {
    const line = await lineIn(send, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineIn,
  why: async (send, subject) => [(await textsOf(send, subject)).why],
  async sent(tx, subject, { workspaceId, stamps }) {
    const item = await findItem(tx, workspaceId, subject.itemId);
    if (item && isAppearance(item)) await shareFile(stamps, tx, item, subject);
  },
  since: { sent: async () => {} },
};

async function lineIn(send: SendContext, subject: DatesSubject) {
  return plainSection(datesLine(readingNow(send), await datesNow(send, subject)));
}

/** In its thread, for any calendar. */
export const appearanceDatesFileKind: MessageKind<DatesSubject> = {
  kind: "appearance-dates-file",
  subject: datesSubject,
  priority: 45,
  contact: "reply",
  slot: null,
  stillWanted: async (send, subject) => isToBeKept(send, subject),
  message: async (send, subject) => ({ text: (await textsOf(send, subject)).comment, blocks: [] }),
  async files(send, subject) {
    const texts = textsFor(appearanceTexts, send.reader).keeper;
    const dates = await datesNow(send, subject);
    const title = texts.busy(dates.name);
    const content = icsOf({ ...dates, title }, send.now);
    return [{ name: `${texts.fileName}-${dates.on ?? ""}.ics`, title, content }];
  },
  why: async (send, subject) => [(await textsOf(send, subject)).why],
};

async function textsOf({ db, workspaceId, reader }: SendContext, { personId }: DatesSubject) {
  const { name } = await personById(db, workspaceId, personId);
  const { why, comment } = textsFor(appearanceTexts, reader).keeper;
  return { why: why(name), comment: comment(escapeMrkdwn(name)) };
}

/** Has somebody get date and place, once. */
export async function tellKeeper(services: Stamps, tx: Tx, item: AppearanceItem, keeperId: string): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, owner_id: personId } = item;
  if (personId === null) return;
  await enqueue(tx, services, appearanceDatesKind, {
    workspaceId,
    key: recordKeys.appearanceDates(itemId, keeperId),
    subject: { itemId, personId, keeperId },
    to: { personId: keeperId },
    notBefore: services.clock.now(),
  });
}

/** Has those who were given date and place read what is so now, with another file where the time or the place is another. */
export async function followKeepers(
  services: Stamps,
  tx: Tx,
  before: AppearanceItem,
  after: AppearanceItem,
): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, owner_id: personId } = after;
  const keysFrom = recordKeys.appearanceDatesOf(itemId);
  const given = (await allGoing(tx, workspaceId, keysFrom)).filter(({ isSent }) => isSent);
  if (given.length === 0) return;
  await enqueueUpdate(tx, services, { workspaceId, keysFrom });
  if (personId === null || whenAndWhere(before) === whenAndWhere(after)) return;
  for (const { personId: keeperId } of given) await shareFile(services, tx, after, { itemId, personId, keeperId });
}

function whenAndWhere({ due_on: on, details: { time, zone, place, minutes } }: AppearanceItem): string {
  return JSON.stringify([on, time, zone, place, minutes]);
}

async function shareFile(stamps: Stamps, tx: Tx, item: AppearanceItem, subject: DatesSubject): Promise<void> {
  const { workspace_id: workspaceId, revision } = item;
  const { itemId, keeperId } = subject;
  await enqueue(tx, stamps, appearanceDatesFileKind, {
    workspaceId,
    key: recordKeys.appearanceDatesFile(itemId, keeperId, revision),
    subject,
    to: { personId: keeperId },
    notBefore: stamps.clock.now(),
    inThreadOf: recordKeys.appearanceDates(itemId, keeperId),
  });
}

async function isToBeKept(send: SendContext, subject: DatesSubject): Promise<boolean> {
  const item = await findItem(send.db, send.workspaceId, subject.itemId);
  if (item?.state !== "acknowledged" || item.owner_id !== subject.personId || item.due_on === null) return false;
  return isRunning(send.db, send.workspaceId, item.program_id);
}

async function datesNow({ db, workspaceId, now }: SendContext, { itemId, personId }: DatesSubject): Promise<Dates> {
  const item = await findItem(db, workspaceId, itemId);
  if (!item || !isAppearance(item)) throw new Error(`The appearance ${itemId} is gone`);
  return datesOf(db, item, { personId, now });
}

/** As whoever keeps the calendar of this person reads it. What only whoever leads may read has no place: that is in their words. */
export async function datesOf(
  db: Db | Tx,
  item: AppearanceItem,
  { personId, now }: { personId: string; now: Instant },
): Promise<Dates> {
  const { workspace_id: workspaceId, id, due_on: on, owner_id: ownerId, state, details } = item;
  const { name, zone } = await personById(db, workspaceId, personId);
  const isGoing = state === "acknowledged" || details.outcome !== undefined || isOver(item, zone, now);
  const { time, minutes, place } = details;
  return {
    id,
    on,
    span: spanOf(item, zone),
    name,
    isOff: ownerId !== personId || !isGoing,
    details: {
      ...(time !== undefined && { time }),
      ...(minutes !== undefined && { minutes }),
      ...(place !== undefined && !isRestricted(item) && { place }),
    },
  };
}
