/** What whoever asked, and whoever had it before, read of what became of a request. */
import { z } from "zod";
import { type MessageKind, readingNow, type SendContext } from "../../delivery/kinds.ts";
import { personById } from "../../people/use-cases.ts";
import { lineOf, section } from "../../platform/slack/blocks.ts";
import { shortDate, textsFor } from "../../platform/texts/language.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { findItem, listItemEvents } from "../repository.ts";
import type { ItemEventName } from "../table.ts";
import { lastVotingDay } from "./answer-by.ts";
import { blockerNote } from "./blocker-message.ts";
import { assignmentIn } from "./history.ts";
import { requestNow } from "./now.ts";
import { isRequest, isToDecide } from "./request.ts";
import { requestTexts } from "./texts.ts";

const revisionSubject = z.strictObject({ itemId: z.string(), revision: z.int() });
type RevisionSubject = z.infer<typeof revisionSubject>;

/** To whoever asked, and whoever had it before: where it is now, with the words. */
export const noteKind: MessageKind<RevisionSubject> = {
  kind: "ask-note",
  subject: revisionSubject,
  priority: 40,
  contact: "notice",
  slot: "morning",
  async stillWanted({ db, workspaceId }, { itemId, revision }) {
    const item = await findItem(db, workspaceId, itemId);
    if (!item || !isToDecide(item) || !(await isRunning(db, workspaceId, item.program_id))) return false;
    const events = await listItemEvents(db, workspaceId, [itemId]);
    const moved: readonly ItemEventName[] = ["delegated", "escalated", "handed-on", "vote-closed"];
    return !events.some((event) => event.revision > revision && moved.includes(event.event));
  },
  async message(send, subject) {
    const text = await noteLine(send, subject);
    return { text: text.replaceAll("*", ""), blocks: [section(text)] };
  },
  line: async (send, subject) => section(await noteLine(send, subject)),
  async why(send, subject) {
    const { db, workspaceId } = send;
    const item = await findItem(db, workspaceId, subject.itemId);
    const request = item && isRequest(item) ? await requestNow(send, subject) : null;
    return request ? [textsFor(requestTexts, send.reader).note.why(request.program.title)] : [];
  },
};

async function noteLine(send: SendContext, { itemId, revision }: RevisionSubject): Promise<string> {
  const { db, workspaceId } = send;
  const reader = readingNow(send);
  const found = await findItem(db, workspaceId, itemId);
  const events = await listItemEvents(db, workspaceId, [itemId]);
  const event = events.find((one) => one.revision === revision);
  if (!found || !event) throw new Error(`No revision ${revision} of the item ${itemId}`);
  if (!isRequest(found)) return blockerNote(send, found, event);
  const request = await requestNow(send, { itemId });
  const texts = textsFor(requestTexts, reader).note;
  const title = lineOf(`${request.program.title} · ${request.title}`);
  const nameOf = async (id: string | null) => (id === null ? "" : lineOf((await personById(db, workspaceId, id)).name));
  const day = (date: string | null | undefined) => (date ? shortDate(reader, date) : "");
  const to = lineOf(request.decider?.name ?? "");
  const by = await nameOf(event.actor_id);
  const assignment = assignmentIn(event);
  const words = request.came?.why ? `\n> ${lineOf(request.came.why)}` : "";
  switch (event.event) {
    case "deferred":
      return texts.postponed(title, by, day(event.note), day(request.neededBy));
    case "circulated":
      return texts.inVote(title, day(lastVotingDay(found.details.waiting?.until ?? event.at, reader.zone)));
    case "vote-closed":
      return texts.voteClosed(title, to);
    case "raised":
      return texts.raised(title, lineOf(request.asker.name), to);
    default:
  }
  if (!assignment) return `${texts.delegated(title, to, by)}${words}`;
  const from = await nameOf(assignment.from);
  const because = assignment.because === "by-hand" ? "no-answer" : assignment.because;
  return because === "no-answer"
    ? texts.noAnswer(title, to, from, day(assignment.until))
    : texts[because](title, to, from);
}
