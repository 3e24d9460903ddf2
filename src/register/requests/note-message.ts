/** The notes of what became of a request or a blocker: one line each. */
import type { SectionBlock } from "@slack/types";
import { z } from "zod";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/message-kind.ts";
import { getPerson } from "../../people/people.ts";
import {
  capitalised,
  type Reader,
  shortDate,
  textsFor,
  withFullStop,
  withoutFullStop,
} from "../../platform/texts/language.ts";
import { isRunning, programOf } from "../../programs/programs.ts";
import { lineOf, section } from "../../slack/blocks.ts";
import { readableNote, redacted } from "../codes-and-transitions.ts";
import { endLine, titleLine } from "../items-in-words.ts";
import { findItem, type Item, type ItemEvent, listItemEvents } from "../repository.ts";
import type { ItemEventName } from "../table.ts";
import { lastVotingDay } from "./answer-by.ts";
import { blockerTexts } from "./blocker-messages.ts";
import { dayLine, outcomeLine, stateLine } from "./cards.ts";
import { givenLine, givenSection, hasRequester, maySayGiven } from "./given.ts";
import { type Assignment, assignmentIn, ownerAfter } from "./history.ts";
import { namedHandOver } from "./next-owner.ts";
import { findRequest, isRequest, isToDecide, type Request, requestNow } from "./request.ts";
import { requestTexts } from "./texts.ts";

const noteSubject = z.strictObject({
  itemId: z.string(),
  personId: z.string(),
  revision: z.int(),
  isOutcome: z.literal(true).optional(),
  /** Its reader waits for it: a decision, who decides in the place of another, words for them. */
  isNow: z.literal(true).optional(),
});
type NoteSubject = z.infer<typeof noteSubject>;

/** Events that move it, so that an earlier move is no news. */
const MOVED: readonly ItemEventName[] = ["delegated", "escalated", "handed-on", "vote-closed"];

/** Notes about its present owner, obsolete once it is closed. */
const WAITING: readonly ItemEventName[] = [...MOVED, "raised", "deferred", "circulated"];

/** Events that end an item: whoever raised it gets the closing note. */
const CLOSED: readonly ItemEventName[] = ["done", "dropped", "withdrawn", "reached"];

/** To the requester, the lead or a previous owner: its new owner or its end, with the note. */
export const noteKind: MessageKind<NoteSubject> = {
  kind: "request-note",
  subject: noteSubject,
  about: ({ itemId }) => ({ item: itemId }),
  priority: 25,
  // What somebody has waited for does not queue behind a week of notices.
  contact: ({ isOutcome }) => (isOutcome ? "digest" : "notice"),
  lane: ({ isNow }) => (isNow ? "now" : "morning"),
  many: {
    words: countedNouns({
      en: ["update on requests", "updates on requests"],
      fr: ["nouvelle de vos demandes", "nouvelles de vos demandes"],
    }),
  },
  async stillWanted({ db, workspaceId }, { itemId, personId, revision, isOutcome }) {
    const item = await findItem(db, workspaceId, itemId);
    if (!item) return false;
    // Whoever asked is answered, also where the program has been closed since.
    const isAnswer = isOutcome && item.raised_by === personId;
    if (!isAnswer && !(await isRunning(db, workspaceId, item.program_id))) return false;
    if (isOutcome) return item.state === "decided";
    const events = await listItemEvents(db, workspaceId, [itemId]);
    const { event } = events.find((each) => each.revision === revision) ?? {};
    // Words to its reader, whatever has become of it.
    if (event === "confirmed") return true;
    if (event && CLOSED.includes(event)) return item.revision === revision;
    return isToDecide(item) && !events.some((event) => event.revision > revision && MOVED.includes(event.event));
  },
  async message(send, subject) {
    const text = await noteLine(send, subject);
    return { text, blocks: [section(text), ...(await givenBelow(send, subject))] };
  },
  line: async (send, subject) => [section(await noteLine(send, subject)), ...(await givenBelow(send, subject))],
  async why(send, { itemId }) {
    const item = await findItem(send.db, send.workspaceId, itemId);
    if (!item) return [];
    const { title } = await programOf(send.db, send.workspaceId, item.program_id);
    return [textsFor(requestTexts, send.reader).why.note(title)];
  },
  since: {},
};

async function noteLine(send: SendContext, { itemId, personId, revision }: NoteSubject): Promise<string> {
  const { db, workspaceId } = send;
  const reader = readerToday(send);
  const item = await findItem(db, workspaceId, itemId);
  const event = (await listItemEvents(db, workspaceId, [itemId])).find((each) => each.revision === revision);
  if (!item || !event) throw new Error(`No revision ${revision} of the item ${itemId}`);

  const request = isRequest(item) ? await requestNow(send, { itemId }) : null;
  const title = lineOf(
    withoutFullStop(request ? `${request.program.title} · ${request.title}` : titleLine(redacted(item))),
  );
  const end = WAITING.includes(event.event) ? endNow(reader, item, request, personId) : null;
  if (end) return `*${title}*\n${lineOf(end)}`;

  const to = await nameOf(send, ownerAfter(event) ?? item.owner_id);
  const by = await nameOf(send, event.actor_id);
  const texts = textsFor(requestTexts, reader).note;
  switch (event.event) {
    case "decided":
      return request ? outcomeNote(send, request) : title;
    case "deferred":
      return texts.postponed(title, by, dayOf(reader, event.note), dayOf(reader, item.due_on));
    case "circulated": {
      const until = isRequest(item) ? item.details.waiting?.until : undefined;
      return texts.inVote(title, dayOf(reader, lastVotingDay(until ?? event.at, reader.zone)));
    }
    case "vote-closed":
      return [texts.voteClosed(title, to), await limitInWords(send, item)].filter((part) => part !== "").join(" ");
    case "raised":
      return texts.raised(title, await nameOf(send, item.raised_by), to);
    default:
      return noteWithWords(send, personId, { item, event, title, to, by });
  }
}

/** Below an outcome: what it gave, where somebody has said it; whoever reads it as the requester says it there. */
async function givenBelow(send: SendContext, { itemId, personId, isOutcome }: NoteSubject): Promise<SectionBlock[]> {
  const { db, workspaceId, events, now } = send;
  const item = isOutcome ? await findRequest(send, itemId, "running") : undefined;
  if (!item?.details.outcome) return [];
  const ctx = { db, events, clock: { now: () => now } };
  const person = await getPerson(db, workspaceId, personId);
  const maySay = item.raised_by === personId || !(await hasRequester(ctx, item));
  const reader = readerToday(send);
  if (maySay && (await maySayGiven({ ...ctx, actor: person }, item))) return [givenSection(reader, item)];
  const { name } = await getPerson(db, workspaceId, item.raised_by);
  return givenLine(reader, item, name);
}

interface Noted {
  item: Item;
  event: ItemEvent;
  /** Escaped, as the names are. */
  title: string;
  /** The owner of the item after the event. */
  to: string;
  by: string;
}

/** With what whoever did it wrote about it. */
async function noteWithWords(send: SendContext, readerId: string, noted: Noted): Promise<string> {
  const { item, event, title, by } = noted;
  const reader = readerToday(send);
  const texts = textsFor(requestTexts, reader).note;
  const words = readableNote(item, event.note);
  const quoted = words ? `\n> ${lineOf(words)}` : "";
  if (CLOSED.includes(event.event)) return `${texts.closed(title, by)}${quoted}`;
  if (event.event === "moved-date") return `${texts.moved(title, by, dayOf(reader, item.due_on))}${quoted}`;
  if (event.event === "confirmed") return `${texts.replied(title, by)}${quoted}`;

  const limit = await limitInWords(send, item);
  const assignment = assignmentIn(event);
  const limitBelow = limit === "" ? "" : `\n${limit}`;
  if (!assignment) return `${texts.delegated(title, noted.to, by)}${quoted}${limitBelow}`;
  if (assignment.because === "by-hand" && words) return `${texts.taken(title, noted.to, by)}${quoted}${limitBelow}`;
  return [await handedOver(send, readerId, assignment, noted), limit].filter((part) => part !== "").join(" ");
}

/** That somebody else has it now, because of a rule or a role. */
async function handedOver(
  send: SendContext,
  readerId: string,
  assignment: Assignment,
  { event, title, to }: Noted,
): Promise<string> {
  const reader = readerToday(send);
  const texts = textsFor(requestTexts, reader).note;
  if (event.event === "handed-on" || ["by-hand", "led"].includes(assignment.because)) return texts.withOther(title, to);

  const from = await nameOf(send, assignment.from);
  const until = dayOf(reader, assignment.until);
  if (assignment.because === "away") return texts.away(title, to, from);
  const isTheirs = assignment.from === readerId && assignment.because === "no-answer";
  return isTheirs ? texts.youHad(title, to, until) : texts.noAnswer(title, to, from, until);
}

/** Until when its new owner has it, where that is over without an answer: of a request the day, of a blocker who is next. */
async function limitInWords(send: SendContext, item: Item): Promise<string> {
  const { db, now } = send;
  const reader = readerToday(send);
  if (isRequest(item)) {
    const request = await requestNow(send, { itemId: item.id });
    const { answeredBy } = textsFor(requestTexts, reader).head;
    return dayLine(reader, request, { by: answeredBy })
      .map((days) => withFullStop(lineOf(capitalised(days))))
      .join("");
  }
  const next = await namedHandOver(db, item, now);
  return next ? lineOf(textsFor(blockerTexts, reader).wouldGoTo(next.name, shortDate(reader, next.on))) : "";
}

/** Escaped; empty for nobody. */
async function nameOf({ db, workspaceId }: SendContext, personId: string | null): Promise<string> {
  return personId === null ? "" : lineOf((await getPerson(db, workspaceId, personId)).name);
}

function dayOf(reader: Reader, date: string | null | undefined): string {
  return date ? shortDate(reader, date) : "";
}

/** How an item or a request has ended since, for a message about it; null: it has not ended. */
function endNow(
  reader: Parameters<typeof endLine>[0],
  item: Parameters<typeof endLine>[1],
  request: Request | null,
  readerId: string,
): string | null {
  if (!request) return endLine(reader, item);
  return request.waitsFor === null ? stateLine(reader, request, { readerId, as: "requester" }) : null;
}

/** The decision, with the decider's reason if there is one. */
function outcomeNote(send: SendContext, request: Request): string {
  const reader = readerToday(send);
  const texts = textsFor(requestTexts, reader).outcome;
  const { outcome } = request;
  const why = outcome?.vote ? texts.votes(outcome.vote.for, outcome.vote.cast) : outcome?.rationale;
  const head = lineOf(`${request.program.title} · ${request.title}`);
  return `*${head}*\n${lineOf(`✓ ${outcomeLine(reader, request)}`)}${why ? `\n> ${lineOf(why)}` : ""}`;
}
