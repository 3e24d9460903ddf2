/**
 * *Loyalty is off track*: what its sponsors read between two digests, unless it was taken back by then; made from the history of
 * statuses when it is sent. When it comes is in `off-track-times.ts`.
 */

import type { KnownBlock, SectionBlock } from "@slack/types";
import { z } from "zod";
import { STATUS_NAMES } from "../../cadences/questions/health-scale.ts";
import { workspaceTime } from "../../calendars/calendars.ts";
import type { SavedAnswer } from "../../check-ins/events.ts";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import { listDeliveriesFrom } from "../../delivery/deliveries.ts";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/message-kind.ts";
import { changeWaiting, enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { dateAndTime, dayInWords, type Reader, textsFor } from "../../platform/texts/language.ts";
import { addMs, MINUTE } from "../../platform/time.ts";
import { isRunning, programOf } from "../../programs/programs.ts";
import { seatDay, seatsByProgram } from "../../programs/seats.ts";
import { recordKeys } from "../../register/ids.ts";
import { itemsOfPrograms } from "../../register/item-rights.ts";
import { itemsShownIn } from "../../register/requests/requests-store.ts";
import { hasButtonsToday, noteRequestsShown } from "../../register/requests/shown-with-others.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  lineOf,
  plainSection,
  quote,
  shorten,
  words,
} from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { reportValue, screenIds } from "../action-ids.ts";
import { STATUS_SHAPES, signature, sinceInWords, statusInWords } from "../compile/status-and-dates-in-words.ts";
import { namesOf } from "../drafts/stored-drafts.ts";
import type { StatusEntry } from "../facts/program-facts.ts";
import { type Run, runOf, statusAt } from "../facts/status-history.ts";
import { listStatuses } from "../facts/statuses.ts";
import { partTexts } from "../portfolio/texts-part.ts";
import { needBlocks } from "./blocks.ts";
import { firstNeeds, needsCounted, needsInOrder, needsOf } from "./needs.ts";
import { DELAY_MS, offTrackTime, TOGETHER } from "./off-track-times.ts";
import type { Need } from "./screen.ts";

const en = {
  title: (program: string) => `${program} is off track`,
  savedBy: (name: string, at: string) => `Saved by ${name}, ${at}`,
  action: "What is being done:",
  open: "Open the program…",
  why: (program: string) =>
    `You sponsor ${program}, which was saved as off track. Its sponsors get this once: of one day the first two ten minutes after that, the others together, an hour after the third, and what comes later next morning.`,
};

const fr: typeof en = {
  title: (program) => `${program} est hors trajectoire`,
  savedBy: (name, at) => `Enregistré par ${name}, ${at}`,
  action: "Action en cours\u00a0:",
  open: "Ouvrir le programme…",
  why: (program) =>
    `Vous êtes sponsor du programme «\u00a0${program}\u00a0», dont le statut est passé à «\u00a0${STATUS_NAMES.fr.red}\u00a0». Les sponsors reçoivent ce message une fois\u00a0: les deux premiers d’une journée dix minutes après, les autres ensemble, une heure après le troisième, et la suite le lendemain matin.`,
};

const offTrackTexts = { en, fr };

const offTrackSubject = z.strictObject({
  programId: z.string(),
  startedAt: z.string(),
  personId: z.string(),
  together: z.enum(TOGETHER).optional(),
});
/** A run of off track, by the instant at which it began, the sponsor who gets it, and with which others. */
type OffTrackSubject = z.infer<typeof offTrackSubject>;

const LONGEST_PROGRAM = 60;
const LONGEST_WORDS = 1500;
/** Of a line. */
const LONGEST_REASON = 140;

export function offTrackKey({ programId, startedAt, personId }: OffTrackSubject): string {
  return `${offTrackKeys(programId)}${startedAt}:${personId}`;
}

/** Of all that were sent of a program. */
function offTrackKeys(programId: string): string {
  return `off-track:${programId}:`;
}

/** In the transaction in which an answer with a status is saved, after `recordStatus`. */
export async function announceOffTrack(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspaceId, programId, checkInId, answeredAt, health }: SavedAnswer,
): Promise<void> {
  if (health === null) return;
  const readerIds = await announceRun(services, tx, { workspaceId, programId, at: answeredAt });
  if (readerIds.length === 0) return;
  // What was asked with it stands in that message, and comes by itself only where that is taken back.
  const dueAt = addMs(answeredAt, DELAY_MS + MINUTE);
  for (const { id } of await itemsOfPrograms(tx, workspaceId, [programId], { checkInId, types: ["request"] }))
    for (const delivery of await listDeliveriesFrom(tx, workspaceId, { keysFrom: recordKeys.requestsOf(id) }))
      if (readerIds.includes(delivery.person_id ?? "")) await changeWaiting(tx, delivery, { due_at: dueAt });
}

/**
 * After a status was given at that instant, in its transaction. Idempotent: a run of off track is announced once to each
 * sponsor but whoever saved it, whatever is saved again while it lasts. What was sent says how the program stands since.
 * Returns the ids of those who get it alone, with what was asked.
 */
export async function announceRun(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspaceId, programId, at }: { workspaceId: string; programId: string; at: Instant },
): Promise<string[]> {
  const history = await historyUntil(tx, workspaceId, programId, at);
  if (statusAt(history, at)?.status !== statusAt(history.slice(0, -1), at)?.status)
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: offTrackKeys(programId) });
  const run = offTrackRun(history, at);
  // Else it was saved by somebody who does not lead, stands beside what counts, or the program was off track before.
  if (run?.startedAt !== at) return [];
  const seats = (await seatsByProgram(tx, workspaceId, [programId], seatDay(at))).get(programId) ?? [];
  const sponsors = seats.filter(({ role, person_id: id }) => role === "sponsor" && id !== run.last.by);
  const alone: string[] = [];
  for (const { person_id: personId, zone } of sponsors) {
    const before = await listAnnounced(tx, workspaceId, { personId, but: { programId, startedAt: at } });
    const { notBefore, together } = offTrackTime(before, at, zone);
    await enqueue(tx, services, offTrackKind, {
      workspaceId,
      key: offTrackKey({ programId, startedAt: at, personId }),
      subject: { programId, startedAt: at, personId, ...(together && { together }) },
      to: { personId },
      notBefore,
    });
    if (together === undefined) alone.push(personId);
  }
  return alone;
}

/** What was announced to a sponsor and not taken back before it went, but for one run. */
async function listAnnounced(
  tx: Tx,
  workspaceId: string,
  { personId, but }: { personId: string; but: Pick<OffTrackSubject, "programId" | "startedAt"> },
): Promise<OffTrackSubject[]> {
  const deliveries = await rows(tx, "delivery", workspaceId).list({
    person_id: personId,
    kind: offTrackKind.kind,
    updates_id: null,
  });
  return deliveries
    .filter(({ state }) => state !== "dropped")
    .map(({ subject }) => offTrackSubject.parse(JSON.parse(subject)))
    .filter(({ programId, startedAt }) => programId !== but.programId || startedAt !== but.startedAt);
}

/** Goes within its reader's hours. */
export const offTrackKind: MessageKind<OffTrackSubject> = {
  kind: "off-track",
  subject: offTrackSubject,
  about: ({ programId }) => ({ program: programId }),
  priority: 20,
  contact: "digest",
  lane: ({ together }) => (together === "next-morning" ? "morning" : "now"),
  hasLine: ({ together }) => together !== undefined,
  line: offTrackLine,
  many: {
    words: countedNouns({
      en: ["program newly off track", "programs newly off track"],
      fr: ["programme passé hors trajectoire", "programmes passés hors trajectoire"],
    }),
    above: namesAndReasons,
  },
  async stillWanted({ db, workspaceId, now }, { programId, startedAt, personId }) {
    const history = await historyUntil(db, workspaceId, programId, now);
    if (offTrackRun(history, now)?.startedAt !== startedAt) return false;
    const seats = (await seatsByProgram(db, workspaceId, [programId], seatDay(now))).get(programId) ?? [];
    const isSponsor = seats.some((seat) => seat.role === "sponsor" && seat.person_id === personId);
    return isSponsor && isRunning(db, workspaceId, programId);
  },
  message: offTrackMessage,
  /** Its requests stay true where they stand. */
  async sent(tx, subject, { workspaceId, at, isUpdate, stamps }) {
    if (subject.together !== undefined) return;
    const { needs } = await requestsOf(tx, { workspaceId, now: at, isSent: isUpdate }, subject);
    const itemIds = needs.map(({ itemId }) => itemId);
    const shown = { workspaceId, key: offTrackKey(subject), personId: subject.personId, at, isUpdate, stamps };
    await noteRequestsShown(tx, shown, { itemIds, withButtons: firstNeeds(needs).map(({ itemId }) => itemId) });
  },
  async why({ db, workspaceId, reader }, { programId }) {
    return [textsFor(offTrackTexts, reader).why((await programOf(db, workspaceId, programId)).title)];
  },
  since: {},
};

/** The run of off track in which a program is at an instant; null: it is not off track then. */
function offTrackRun(history: readonly StatusEntry[], at: Instant): Run | null {
  const run = runOf(history, at);
  return run?.status === "red" ? run : null;
}

async function historyUntil(db: Db | Tx, workspaceId: string, programId: string, until: Instant) {
  const { zone } = await workspaceTime(db, workspaceId);
  return (await listStatuses(db, { workspaceId, programIds: [programId], until, zone })).get(programId) ?? [];
}

/** A run as it is shown: made again after it was sent, it says what it said, and the status that replaced it. */
async function shownRun(send: SendContext, { programId, startedAt }: OffTrackSubject) {
  const { db, workspaceId, now } = send;
  const reader = readerToday(send);
  const { title } = await programOf(db, workspaceId, programId);
  const history = await historyUntil(db, workspaceId, programId, now);
  const next = runAfter(history, startedAt, now);
  return {
    run: offTrackRun(history, send.sentAt ?? now),
    title: textsFor(offTrackTexts, reader).title(shorten(title, LONGEST_PROGRAM)),
    became: next === null ? [] : [`${statusInWords(reader, next.status)} ${sinceInWords(reader, next.since)}`],
  };
}

/** The run that came after the one which began then, whatever came later; null: it goes on. */
function runAfter(history: readonly StatusEntry[], startedAt: Instant, now: Instant): Run | null {
  let after: Run | null = null;
  for (let run = runOf(history, now); run !== null && run.startedAt > startedAt; ) {
    after = run;
    run = runOf(history, addMs(run.startedAt, -1));
  }
  return after;
}

function openButton({ reader }: SendContext, programId: string) {
  const { open } = textsFor(offTrackTexts, reader);
  return button(screenIds.open, open, { value: reportValue.encode({ programId, digestId: null }) });
}

/** Beside others: in one line with why. What was asked with it comes by itself. */
async function offTrackLine(send: SendContext, subject: OffTrackSubject): Promise<SectionBlock> {
  return plainSection(await lineInWords(send, subject), openButton(send, subject.programId));
}

async function lineInWords(send: SendContext, subject: OffTrackSubject): Promise<string> {
  const { run, title, became } = await shownRun(send, subject);
  const reason = run?.last.reason ?? null;
  const why = reason === null ? [] : [shorten(reason, LONGEST_REASON)];
  return [`${STATUS_SHAPES.red} ${title}`, ...why, ...became].join("\n");
}

/** So many are named above the line for all; the list behind its button has them all. */
const MOST_NAMED = 20;

async function namesAndReasons(send: SendContext, subjects: readonly OffTrackSubject[]): Promise<KnownBlock[]> {
  const blocks: KnownBlock[] = [];
  for (const subject of subjects.slice(0, MOST_NAMED)) blocks.push(plainSection(await lineInWords(send, subject)));
  return blocks;
}

async function offTrackMessage(send: SendContext, subject: OffTrackSubject): Promise<Message> {
  const { programId, together } = subject;
  const reader = readerToday(send);
  const { run, title, became } = await shownRun(send, subject);
  return {
    text: lineOf(title),
    blocks: [
      words([{ text: `${STATUS_SHAPES.red} ` }, { text: title, bold: true }], ...became.map((text) => [{ text }])),
      ...(run === null ? [] : await runBlocks(send, reader, run)),
      ...(together === undefined ? await requestBlocks(send, reader, subject) : []),
      actions(`off-track:${programId}`, openButton(send, programId)),
    ],
  };
}

/** Why, in the words of whoever leads, what is being done, and who saved it. */
async function runBlocks({ db, workspaceId }: SendContext, reader: Reader, run: Run): Promise<KnownBlock[]> {
  const { before, last } = run;
  const texts = textsFor(offTrackTexts, reader);
  const { reason, action, actionBy, by, at, checkInId: id } = last;
  const saved =
    id === null ? [] : await rows(db, "check_in_revision", workspaceId).list({ check_in_id: id, answered_at: at });
  const [writer] = saved.flatMap(({ author_id: authorId }) => (authorId === by ? [] : authorId));
  const author = signature(reader, await namesOf(db, workspaceId, [by, writer]), { by, writer });
  const done =
    action === null || actionBy === null
      ? action
      : textsFor(partTexts, reader).by(action, dayInWords(reader, actionBy));
  const facts = [
    ...(before === null ? [] : [`${statusInWords(reader, before)} → ${statusInWords(reader, "red")}`]),
    texts.savedBy(escapeMrkdwn(author), dateAndTime(reader, at)),
  ];
  return [
    ...(reason === null ? [] : [quote({ text: shorten(reason, LONGEST_WORDS) })]),
    ...(done === null
      ? []
      : [words([{ text: texts.action, bold: true }, { text: ` ${shorten(done, LONGEST_WORDS)}` }])]),
    context(facts.join(" · ")),
  ];
}

/**
 * The reader's own requests of the program, to be decided on the spot, but for those that another message of that day has; once
 * it is sent, those that it went with, whatever became of them.
 */
async function requestsOf(
  db: Db | Tx,
  { workspaceId, now, isSent }: Pick<SendContext, "workspaceId" | "now"> & { isSent: boolean },
  subject: OffTrackSubject,
  zone = "UTC",
) {
  const { programId, personId: readerId } = subject;
  const ids = isSent ? await itemsShownIn(db, workspaceId, offTrackKey(subject)) : undefined;
  const { needs, ...shownAs } = await needsOf(db, { workspaceId, readerId, zone, programIds: [programId], ids }, now);
  const shown: Need[] = [];
  for (const need of needsInOrder(needs)) {
    const about = { workspaceId, itemId: need.itemId, personId: readerId };
    if (isSent || !(await hasButtonsToday(db, about, now))) shown.push(need);
  }
  return { needs: shown, ...shownAs };
}

async function requestBlocks(send: SendContext, reader: Reader, subject: OffTrackSubject): Promise<KnownBlock[]> {
  const isSent = send.sentAt !== undefined;
  const { needs, ...shownAs } = await requestsOf(send.db, { ...send, isSent }, subject, reader.zone);
  const shown = { ...needsCounted(reader, needs), needs: firstNeeds(needs) };
  return needBlocks(reader, shown, { ...shownAs, readerId: subject.personId });
}
