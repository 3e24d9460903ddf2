/** “Yours now”: what whoever has a step reads of it. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { listActiveCadencesOf, nameOf } from "../cadences/cadences.ts";
import { isParticipant } from "../cadences/participants.ts";
import { rhythmInWords } from "../cadences/recurrence/rule-in-words.ts";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { getPerson, namesOf } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { list, type Reader, shortDate, textsFor, withFullStop, withoutFullStop } from "../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { isRunning, type Program, programOf } from "../programs/programs.ts";
import { recordKeys } from "../register/ids.ts";
import { itemIn } from "../register/item-rights.ts";
import type { Item, ItemEvent } from "../register/items.ts";
import { reportValue, screenIds } from "../reports/action-ids.ts";
import { button, context, escapeMrkdwn, quote, section } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Message } from "../slack/message.ts";
import { linkTo } from "./learning.ts";
import { whoIsWho } from "./newcomer.ts";
import { stepActs } from "./step-acts.ts";
import { overInWords, stepTakenBack, waitsInWords } from "./step-closed-in-words.ts";
import { countTermFromNow } from "./step-term.ts";
import { HAND_OFF, isAddress } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { dueOf, type StepInTrack, scheduleOfTrack, stepOfItem, stepsBefore, type TrackStep } from "./tracks.ts";
import { welcomeTexts } from "./welcome-texts.ts";
import { isHeldIn, whoDoAll } from "./who-does.ts";
import { isWaitedFor, waitingInWords, whoWaits } from "./who-waits.ts";
import { briefBlocks } from "./work/brief.ts";
import { sendOrder } from "./work/requests-to-order-message.ts";

const stepSubject = z.strictObject({
  programId: z.string(),
  itemId: z.string(),
  personId: z.string(),
  /** Needed today or tomorrow, or sent back with words. */
  isUrgent: z.boolean(),
  /** It was theirs, and somebody gave it to another. */
  isFormer: z.boolean().optional(),
});
type StepSubject = z.infer<typeof stepSubject>;

export const stepKeysOf = recordKeys.stepsOf;
/** How all begin that say that a step, or its approval, is due or late. */
export const lateKeysOf = (itemId: string) => `step-late:${itemId}:`;
/** How all begin that ask for its approval. */
export const gateKeysOf = (itemId: string) => `${stepKeysOf(itemId)}gate:`;

interface SentAs {
  formerId?: string | null;
  isToOrder?: boolean;
  isAtOnce?: boolean;
}

/**
 * To its owner: at once where it is needed today or tomorrow or was sent back (`isAtOnce`), else with their morning message.
 * `formerId`: to whoever had it; `isToOrder`: it is one of those that they put in order.
 */
export async function sendStep(
  services: Services,
  tx: Tx,
  item: Item,
  { formerId = null, isToOrder = false, isAtOnce = false }: SentAs = {},
): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, due_on: dueOn } = item;
  const personId = formerId ?? item.owner_id;
  if (personId === null) return;
  const now = services.clock.now();
  const { zone } = await getPerson(tx, workspaceId, personId);
  const isSoon = dueOn !== null && dueOn <= addLocalDays(localDateOf(now, zone), 1);
  const isUrgent = formerId === null && (isSoon || isAtOnce);
  if (isToOrder && !isUrgent) return sendOrder(services, tx, item, personId);
  await enqueue(tx, services, stepKind, {
    workspaceId,
    to: { personId },
    notBefore: now,
    key: `${stepKeysOf(itemId)}${item.revision}:${personId}`,
    subject: { programId: item.program_id, itemId, personId, isUrgent, ...(formerId && { isFormer: true }) },
  });
}

/** All messages about a step, also of its gate and its lateness, say what is so now. */
export async function showStep(services: Services, tx: Tx, { workspace_id: workspaceId, id }: Item): Promise<void> {
  for (const keysFrom of [stepKeysOf(id), lateKeysOf(id)]) await enqueueUpdate(tx, services, { workspaceId, keysFrom });
}

export const stepNouns = countedNouns({
  en: ["step of yours", "steps of yours"],
  fr: ["étape à vous", "étapes à vous"],
});

export const stepKind: MessageKind<StepSubject> = {
  kind: "track-step",
  subject: stepSubject,
  about: ({ itemId, programId }) => ({ item: itemId, program: programId }),
  priority: 40,
  contact: "prompt",
  lane: ({ isUrgent }) => (isUrgent ? "now" : "morning"),
  many: {
    words: stepNouns,
    isLeft: isStepLeft,
  },
  async stillWanted(send, subject) {
    const item = await itemOf(send, subject);
    const isFor = item?.state === "open" && (item.owner_id === subject.personId) !== (subject.isFormer ?? false);
    return isFor && isRunning(send.db, send.workspaceId, item.program_id);
  },
  message: stepMessage,
  line: async (send, subject) => (await stepMessage(send, subject)).blocks,
  async why({ db, workspaceId, reader }, { itemId }) {
    const found = await stepOfItem(db, workspaceId, itemId);
    return found ? [textsFor(trackTexts, reader).step.why(textsFor(found.step.track.definition.name, reader))] : [];
  },
  since: {},
  async sent(tx, { itemId, personId, isFormer }, { workspaceId, at, isUpdate, stamps }) {
    if (!isUpdate && !isFormer) await countTermFromNow(stamps, tx, { workspaceId, itemId, personId, at });
  },
};

async function itemOf({ db, workspaceId }: SendContext, { programId, itemId }: { programId: string; itemId: string }) {
  return itemIn(db, { workspace_id: workspaceId, program_id: programId }, itemId);
}

async function isStepLeft(send: SendContext, subject: StepSubject): Promise<boolean> {
  const item = await itemOf(send, subject);
  return item?.state === "open" && item.owner_id === subject.personId;
}

async function stepMessage(send: SendContext, subject: StepSubject): Promise<Message> {
  const { db, workspaceId } = send;
  const { programId, itemId, personId } = subject;
  const reader = readerToday(send);
  const texts = textsFor(trackTexts, reader).step;
  const item = await itemOf(send, subject);
  const found = await stepOfItem(db, workspaceId, itemId);
  const known = found ?? (await stepTakenBack(send, item));
  const title = escapeMrkdwn(withoutFullStop(known ? titleIn(reader, known.step) : (item?.title ?? "")));
  const program = (await programOf(db, workspaceId, programId)).title;
  const inOneLine = (state: string, words: readonly KnownBlock[] = []): Message => {
    const text = `${escapeMrkdwn(program)} · ${title}\n${state}`;
    return { text, blocks: [section(text), ...words] };
  };

  // A step that is no longer in its track is over; one that waits again has another item.
  const isLeftOut = !found && (await rows(db, "track_step", workspaceId).find({ item_id: itemId })) !== undefined;
  if (isLeftOut) return inOneLine(texts.dropped);
  if (!item || !found)
    return inOneLine(await waitsInWords(send, reader, item, item?.owner_id === personId ? known : undefined));
  const { step } = found;
  if (item.state !== "open") return inOneLine(await overInWords(send, reader, item, step));

  const history = await historyOf(send, item, found);
  const given = history.lastOf(itemId, ["reopened", "delegated", "handed-on", "escalated"]);
  // Whoever gets it on reads still with which words it came back.
  const sentBack = history.lastOf(itemId, ["reopened"]);
  const words = [...new Set([sentBack, given])].flatMap((event) => (event ? wordsOf(reader, history, event) : []));
  if (item.owner_id !== personId) {
    const owner = history.nameOf(item.owner_id) ?? "";
    return inOneLine(texts.nowWith(escapeMrkdwn(owner)), words);
  }

  const due = item.due_on === null ? "" : shortDate(reader, item.due_on);
  const head = given?.event === "reopened" ? texts.backToYou(title, due) : texts.yours(title, due);
  const isHeld = await isHeldIn(db, step.track);
  const around = [
    whomItComesFrom(reader, found, history, { given, readerId: personId }),
    ...(await waitingFor(send, reader, found, personId)),
  ];
  const sentences = around
    .filter((sentence) => sentence !== "")
    .map((sentence) => escapeMrkdwn(withFullStop(sentence)));
  const where = `${program} · ${textsFor(step.track.definition.name, reader)}`;
  return {
    text: head,
    blocks: [
      context(escapeMrkdwn(where)),
      section([head, ...sentences].join(" ")),
      ...(step.track.workRequest ? await briefBlocks(send, reader, step.track.workRequest.id) : []),
      ...words,
      ...inHandBlocks(reader, history, words.length > 0),
      ...(await broughtWith(send, reader, found, personId)),
      ...howItIsDone(reader, step),
      ...(isHeld(step.role) ? [] : [context(texts.nobodyHolds)]),
      stepActs(reader, step, found.all, { isMessage: true }),
    ],
  };
}

/** What was done with a step and those before it, and by whom. */
interface History {
  before: readonly TrackStep[];
  lastOf(itemId: string | null, kinds: readonly ItemEvent["event"][]): ItemEvent | undefined;
  nameOf(personId: string | null): string | undefined;
}

async function historyOf({ db, workspaceId }: SendContext, item: Item, { step, all }: StepInTrack): Promise<History> {
  const before = stepsBefore(step, all);
  const itemIds = [item.id, ...before.flatMap(({ stands }) => stands.item_id ?? [])];
  const events = await rows(db, "item_event", workspaceId).list({ item_id: itemIds }, ["revision"]);
  const names = await namesOf(db, workspaceId, [
    item.owner_id,
    step.track.started_by,
    ...events.map(({ actor_id: id }) => id),
    ...before.map(({ ownerId }) => ownerId),
  ]);
  return {
    before,
    lastOf: (itemId, kinds) => events.findLast((event) => event.item_id === itemId && kinds.includes(event.event)),
    nameOf: (personId) => names.get(personId ?? ""),
  };
}

function wordsOf(reader: Reader, { nameOf }: History, { note, actor_id: byId }: ItemEvent): KnownBlock[] {
  return note ? [saidBy(reader, nameOf(byId), note)] : [];
}

/** Who gave it, else who did what comes before it; of a hand-off, who asked for it. Empty: nobody else. */
function whomItComesFrom(
  reader: Reader,
  { step: { track } }: StepInTrack,
  { before, nameOf }: History,
  { given, readerId }: { given: ItemEvent | undefined; readerId: string },
): string {
  const texts = textsFor(trackTexts, reader).step;
  const isAsked = !given?.actor_id && track.definition.key === HAND_OFF && before.length === 0;
  const giverId = isAsked ? track.started_by : given?.actor_id;
  const ids = giverId ? [giverId] : before.map(({ ownerId }) => ownerId);
  const names = ids.filter((id) => id !== readerId).flatMap((id) => nameOf(id) ?? []);
  if (names.length === 0) return "";

  const from = list(reader, [...new Set(names)]);
  return isAsked ? texts.askedBy(from) : texts.from(from);
}

/** What each step before it left: the words with which it was done, else, where there are no others, what it was to bring. */
function inHandBlocks(reader: Reader, history: History, hasWords: boolean): KnownBlock[] {
  const texts = textsFor(trackTexts, reader).step;
  return history.before.flatMap(({ stands, inHand }) => {
    const done = history.lastOf(stands.item_id, ["done"]);
    if (done?.note) return wordsOf(reader, history, done);
    return inHand && !hasWords ? [context(escapeMrkdwn(texts.inHand(textsFor(inHand, reader))))] : [];
  });
}

function howItIsDone(reader: Reader, { link }: TrackStep): KnownBlock[] {
  const address = link && textsFor(link, reader);
  return address && isAddress(address) ? [context(linkTo(address, textsFor(trackTexts, reader).step.link))] : [];
}

/** Of a track about somebody. */
async function broughtWith(
  send: SendContext,
  reader: Reader,
  { step: { brings, track } }: { step: TrackStep },
  personId: string,
): Promise<KnownBlock[]> {
  const program = await programOf(send.db, send.workspaceId, track.program_id);
  const texts = textsFor(welcomeTexts, reader);
  const opening = button(screenIds.open, texts.openProgram, {
    value: reportValue.encode({ programId: program.id, digestId: null }),
  });
  switch (brings) {
    case "page":
      return [section(texts.whatItIsFor, opening)];
    case "report":
      return [section(texts.lastReport, opening)];
    case "people":
      return [section(await whoIsWho(send, reader, program))];
    case "check-ins":
      return [section(await checkInsOf(send, reader, program, personId), commandButton(texts.checkIn, "check-in"))];
    default:
      return [];
  }
}

/** When each check-in of the program comes that asks them: a line each. */
async function checkInsOf(
  { db, workspaceId, now }: SendContext,
  reader: Reader,
  program: Program,
  personId: string,
): Promise<string> {
  const texts = textsFor(trackTexts, reader).step;
  const person = await getPerson(db, workspaceId, personId);
  const lines: string[] = [];
  for (const cadence of await listActiveCadencesOf(db, program)) {
    if (!(await isParticipant(db, cadence, person, { clock: { now: () => now } }))) continue;
    const rule = rhythmInWords(cadence, reader);
    lines.push(texts.named(escapeMrkdwn(nameOf(cadence, reader)), escapeMrkdwn(rule)));
  }
  return lines.join("\n") || texts.nothingAsked;
}

export function titleIn(reader: Reader, { title, track }: Pick<TrackStep, "title" | "track">): string {
  return [textsFor(title, reader), track.workRequest?.title].filter(Boolean).join(" · ");
}

/** Who waits for a step, but its reader: sentences without full stops. */
export async function waitingFor(
  { db, now }: SendContext,
  reader: Reader,
  { step, all }: StepInTrack,
  readerId: string,
): Promise<string[]> {
  if (!isWaitedFor(step, all)) return [];
  const { track } = step;
  const { workspace_id: workspaceId, program_id: programId } = track;
  const chain = await whoDoAll(db, workspaceId, [programId], now);
  const waiting = whoWaits(step, all, chain);
  const ids = waiting.map(({ byId }) => byId);
  if (ids.every((id) => id === readerId)) return [];
  const names = await namesOf(db, workspaceId, ids);
  const today = localDateOf(now, reader.zone);
  const schedule = await scheduleOfTrack(db, track, all, { today, zone: reader.zone });
  return waitingInWords(reader, waiting, {
    readerId,
    nameOf: (id) => names.get(id) ?? "",
    isHeld: await isHeldIn(db, track),
    dayOf: ({ key }) => schedule.now.get(key)?.from ?? today,
  });
}

/** Who waits for a step, but its reader and whoever has it, in one sentence; empty: nobody else. */
export async function waitersFor(
  { db, workspaceId, now }: SendContext,
  reader: Reader,
  { step, all }: StepInTrack,
  readerId: string,
): Promise<string> {
  if (!isWaitedFor(step, all)) return "";
  const chain = await whoDoAll(db, workspaceId, [step.track.program_id], now);
  const concerned = new Set([readerId, dueOf(step).personId]);
  const ids = new Set(whoWaits(step, all, chain).map(({ byId }) => byId)).difference(concerned);
  const names = [...(await namesOf(db, workspaceId, [...ids])).values()].map(escapeMrkdwn);
  if (names.length === 0) return "";
  return withFullStop(textsFor(trackTexts, reader).running.waits(list(reader, names), names.length));
}

/** Words as they were written, after the name of whoever wrote them. */
export function saidBy(reader: Reader, name: string | undefined, text: string): KnownBlock {
  return quote(...(name ? [{ text: textsFor(trackTexts, reader).step.by(name), bold: true }] : []), { text });
}
