/** What is said of an appearance: to whoever is asked, the day before, and to those who lead. */
import { z } from "zod";
import {
  type MessageKind,
  type RegisteredKind,
  readingNow,
  registered,
  type SendContext,
} from "../../delivery/kinds.ts";
import { personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Message } from "../../platform/slack/message.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { instantOf, localDateOf } from "../../platform/time.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { workingDaysOf } from "../reminders/days.ts";
import { findItem } from "../repository.ts";
import { type Appearance, type AppearanceItem, appearanceOf, isAppearance, isDayOff, leadsOf } from "./appearance.ts";
import {
  type AskedShown,
  askedBlocks,
  nowLine,
  reminderBlocks,
  TOLD,
  tickBlocks,
  toldBlocks,
  toldLine,
  whatLine,
} from "./blocks.ts";
import { icsOf } from "./calendar.ts";
import { appearanceDatesFileKind, appearanceDatesKind } from "./messages-keeper.ts";
import { isSentTo, readBefore } from "./rules.ts";
import { appearanceTexts } from "./texts.ts";
import { askingOf, isNext, restOf } from "./turns.ts";

const fileSubject = z.strictObject({ itemId: z.string(), personId: z.string() });
const askedSubject = fileSubject.extend({
  /** Once more where it was begun anew: what was answered before is not asked again in its place. */
  asking: z.int(),
});
type AskedSubject = z.infer<typeof askedSubject>;

/** One line of the weekly message of whoever is asked; what becomes of it stands in its place. */
export const appearanceKind: MessageKind<AskedSubject> = {
  kind: "appearance",
  subject: askedSubject,
  priority: 20,
  contact: "prompt",
  slot: "weekly",
  async stillWanted(send, subject) {
    const { db, workspaceId, now } = send;
    const item = await findAppearance(send, subject);
    if (!item || !(await isPut(send, item, subject))) return false;
    const asked = await askedOf(send, subject.personId);
    if (isSentTo(item, subject.personId)) return true;
    return (await restOf(db, asked, now)) === null && isNext(db, item, { ...asked, workspaceId }, now);
  },
  /** The working day before belongs to whoever goes, and whoever leads may have to ask somebody else. */
  neededBy: async (send, subject) => beforeIt(send, await itemOf(send, subject), subject.personId),
  message: async (send, subject) => asMessage(await askedNow(send, subject)),
  line: askedNow,
  async why(send, subject) {
    const one = await shownOf(send, subject);
    return [textsFor(appearanceTexts, send.reader).why(one.raisedBy.name, one.program.title)];
  },
  since: {},
};

async function askedNow(send: SendContext, subject: AskedSubject) {
  const { db, now } = send;
  const item = await itemOf(send, subject);
  const shown: AskedShown = {
    appearance: await appearanceOf(db, item, now),
    personId: subject.personId,
    isAnew: subject.asking !== (await askingOf(db, item)),
    isDayOff: await isDayOff(db, item, now),
    rest: await restOf(db, await askedOf(send, subject.personId), now),
  };
  return askedBlocks(readingNow(send), shown);
}

const reminderSubject = z.strictObject({ itemId: z.string(), personId: z.string(), on: z.string() });
type ReminderSubject = z.infer<typeof reminderSubject>;

/** On the working day before, with the sentences. */
export const appearanceReminderKind: MessageKind<ReminderSubject> = {
  kind: "appearance-reminder",
  subject: reminderSubject,
  priority: 30,
  contact: "prompt",
  slot: "weekly",
  isForItsDay: () => true,
  async stillWanted(send, { itemId, personId, on }) {
    const item = await findAppearance(send, { itemId });
    if (item?.state !== "acknowledged" || item.owner_id !== personId || item.due_on !== on) return false;
    return isRunning(send.db, send.workspaceId, item.program_id);
  },
  /** It is of no use on a day after. */
  neededBy: async ({ reader }, { on }) => instantOf(on, "00:00", reader.zone),
  message: async (send, subject) => asMessage(reminderBlocks(readingNow(send), await shownOf(send, subject))),
  line: async (send, subject) => reminderBlocks(readingNow(send), await shownOf(send, subject)),
  async why(send, subject) {
    return [textsFor(appearanceTexts, send.reader).reminder.why((await shownOf(send, subject)).program.title)];
  },
  since: {},
};

const toldSubject = z.strictObject({ itemId: z.string(), what: z.enum(TOLD), leadId: z.string() });
type ToldSubject = z.infer<typeof toldSubject>;

/** What somebody answered, on the page of the week of those who lead. */
export const appearanceToldKind: MessageKind<ToldSubject> = {
  kind: "appearance-told",
  subject: toldSubject,
  priority: 45,
  contact: "notice",
  slot: "monday",
  stillWanted: async (send, subject) => (await isLeadOf(send, subject)) && (await toldNow(send, subject)).line !== null,
  /** Whoever leads may have to find somebody else. */
  async neededBy(send, subject) {
    if (subject.what === "accepted" || subject.what === "sent-someone") return null;
    const item = await itemOf(send, subject);
    return item.owner_id === null ? null : beforeIt(send, item, item.owner_id);
  },
  message: async (send, subject) => asMessage(await toldLines(send, subject)),
  line: toldLines,
  async why(send, subject) {
    return [textsFor(appearanceTexts, send.reader).told.why((await shownOf(send, subject)).program.title)];
  },
  since: {},
};

async function toldLines(send: SendContext, subject: ToldSubject) {
  const { one, line } = await toldNow(send, subject);
  const reader = readingNow(send);
  return toldBlocks(reader, one, line ?? nowLine(reader, one), subject.what);
}

async function toldNow(send: SendContext, subject: ToldSubject) {
  const { db, now } = send;
  const one = await shownOf(send, subject);
  const rest = subject.what === "rests" && one.owner ? await restOf(db, await askedOf(send, one.owner.id), now) : null;
  return { one, line: toldLine(readingNow(send), one, { what: subject.what, rest }) };
}

const tickSubject = z.strictObject({ itemId: z.string(), leadId: z.string() });
type TickSubject = z.infer<typeof tickSubject>;

/** Whether it happened: a tick on the page of the week of those who lead. */
export const appearanceTickKind: MessageKind<TickSubject> = {
  kind: "appearance-tick",
  subject: tickSubject,
  priority: 46,
  contact: "notice",
  slot: "monday",
  async stillWanted(send, subject) {
    const item = await findAppearance(send, subject);
    if (!item || (item.state !== "acknowledged" && item.state !== "open")) return false;
    return (await isLeadOf(send, subject)) && (await shownOf(send, subject)).isOver;
  },
  message: async (send, subject) => asMessage(tickBlocks(readingNow(send), await shownOf(send, subject))),
  line: async (send, subject) => tickBlocks(readingNow(send), await shownOf(send, subject)),
  async why(send, subject) {
    return [textsFor(appearanceTexts, send.reader).tick.why((await shownOf(send, subject)).program.title)];
  },
  since: {},
};

/** For the calendar of whoever goes: when and where, and nothing that others who keep it should not read. */
export const appearanceFileKind: MessageKind<z.infer<typeof fileSubject>> = {
  kind: "appearance-file",
  subject: fileSubject,
  priority: 30,
  contact: "reply",
  slot: null,
  async stillWanted(send, subject) {
    const item = await findAppearance(send, subject);
    return item?.owner_id === subject.personId && item.state === "acknowledged" && item.due_on !== null;
  },
  message: async ({ reader }) => ({ text: textsFor(appearanceTexts, reader).calendar.comment, blocks: [] }),
  async files(send, subject) {
    const one = await shownOf(send, subject);
    const { fileName } = textsFor(appearanceTexts, send.reader).calendar;
    const title = whatLine(readingNow(send), one).slice(0, LONGEST_TITLE);
    return [{ name: `${fileName}-${one.on ?? ""}.ics`, title, content: icsOf(one, send.now) }];
  },
  why: async ({ reader }) => [textsFor(appearanceTexts, reader).calendar.why],
};

const LONGEST_TITLE = 150;

/** For the outbox. */
export const appearanceKinds: readonly RegisteredKind[] = [
  registered(appearanceKind),
  registered(appearanceReminderKind),
  registered(appearanceToldKind),
  registered(appearanceTickKind),
  registered(appearanceFileKind),
  registered(appearanceDatesKind),
  registered(appearanceDatesFileKind),
];

function asMessage(blocks: ReturnType<typeof askedBlocks>): Message {
  const [first] = blocks;
  return { text: first?.type === "section" ? (first.text?.text ?? "") : "", blocks };
}

async function findAppearance(
  { db, workspaceId }: SendContext,
  { itemId }: { itemId: string },
): Promise<AppearanceItem | undefined> {
  const item = await findItem(db, workspaceId, itemId);
  return item && isAppearance(item) ? item : undefined;
}

async function itemOf(send: SendContext, subject: { itemId: string }): Promise<AppearanceItem> {
  const item = await findAppearance(send, subject);
  if (!item) throw new Error(`The appearance ${subject.itemId} is gone`);
  return item;
}

async function shownOf(send: SendContext, subject: { itemId: string }): Promise<Appearance> {
  return appearanceOf(send.db, await itemOf(send, subject), send.now);
}

/** Open, with this person, and still ahead. */
async function isPut(send: SendContext, item: AppearanceItem, { personId }: AskedSubject): Promise<boolean> {
  if (item.state !== "open" || item.owner_id !== personId) return false;
  if ((await appearanceOf(send.db, item, send.now)).isOver) return false;
  return isRunning(send.db, send.workspaceId, item.program_id);
}

async function isLeadOf(send: SendContext, { itemId, leadId }: { itemId: string; leadId: string }): Promise<boolean> {
  const item = await itemOf(send, { itemId });
  if (!(await isRunning(send.db, send.workspaceId, item.program_id))) return false;
  return (await leadsOf(send.db, item, send.now)).some(({ id }) => id === leadId);
}

async function askedOf({ db, workspaceId }: SendContext, personId: string) {
  const { zone } = await personById(db, workspaceId, personId);
  return { workspaceId, personId, zone };
}

async function beforeIt(send: SendContext, item: AppearanceItem, personId: string): Promise<Instant | null> {
  const { db, workspaceId, now } = send;
  const person = await personById(db, workspaceId, personId);
  const { zone } = person;
  return readBefore(item, { isWorkingDay: await workingDaysOf(db, person, localDateOf(now, zone)), zone, now });
}
