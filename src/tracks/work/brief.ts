/** The brief of a request: what whoever has a step of it needs to know, as it was asked for. */
import type { KnownBlock } from "@slack/types";
import type { SendContext } from "../../delivery/message-kind.ts";
import { namesOf } from "../../people/people.ts";
import type { Db } from "../../platform/database.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { context, escapeMrkdwn, section, shorten } from "../../slack/blocks.ts";
import type { IntakeField } from "../template.ts";
import { answerLines, changeLines, SHORT_ANSWER } from "./answers-in-words.ts";
import { getWorkRequest, proposedFor, type WorkRequest } from "./request-queries.ts";
import { workTexts } from "./texts.ts";
import { timingsOf, tooLateLine } from "./timing-in-words.ts";

/** Of a step’s message, in which more than the first answers have no room. */
const MOST_ANSWERS = 4;
const LONGEST_ANSWER = 200;

/**
 * Who asked, by when it is needed, whether that can be, the message that it came from, what was answered but to weigh it, and what
 * is asked to be changed of it.
 */
export async function briefBlocks(
  { db, workspaceId }: Pick<SendContext, "db" | "workspaceId">,
  reader: Reader & { today: LocalDate },
  requestId: string,
): Promise<KnownBlock[]> {
  const workRequest = await getWorkRequest(db, workspaceId, requestId);
  const { requester_id: requesterId, asked_at: askedAt, permalink } = workRequest;
  const names = await namesOf(db, workspaceId, [requesterId]);
  const texts = textsFor(workTexts, reader).list;
  const name = escapeMrkdwn(names.get(requesterId) ?? "");
  const asked = texts.asked(name, shortDate(reader, localDateOf(askedAt, reader.zone)));
  const message = permalink === null ? [] : [`<${permalink}|${texts.message}>`];
  const dates = answerLines(reader, workRequest, ({ kind }) => kind === "date");

  const answers = answerLines(reader, workRequest, isBrief, inOneLine).slice(0, MOST_ANSWERS);
  const timings = await timingsOf(db, [workRequest], reader.today);
  const tooLate = tooLateLine({ reader, timings }, workRequest);
  const into = await proposedFor(db, workRequest);
  const same = into ? [textsFor(workTexts, reader).state.isAskedWhetherSame(name, into.code)] : [];
  const lines = [...answers, ...(tooLate === "" ? [] : [tooLate]), ...same];
  return [
    context([asked, ...dates, ...message].join(" · ")),
    ...(lines.length === 0 ? [] : [section(lines.join("\n"))]),
    ...changeBlocks(reader, workRequest, name),
  ];
}

/** What its requester asks to be changed, a line a field; none: nothing is. */
function changeBlocks(reader: Reader, workRequest: WorkRequest, requester: string): KnownBlock[] {
  const changes = changeLines(reader, workRequest, SHORT_ANSWER);
  if (changes.length === 0) return [];
  const texts = textsFor(workTexts, reader).change;
  return [section([texts.asked(requester), ...changes].join("\n")), context(texts.waits)];
}

/** What a request waits for; null: it is not on hold. */
export async function heldInWords(
  db: Db,
  reader: Reader,
  requestId: string,
  workspaceId: string,
): Promise<string | null> {
  const workRequest = await getWorkRequest(db, workspaceId, requestId);
  const { held_until: until, requester_id: requesterId, isIncomplete } = workRequest;
  if (until === null) return null;

  const texts = textsFor(workTexts, reader).state;
  if (!isIncomplete) return texts.held(shortDate(reader, until));
  const names = await namesOf(db, workspaceId, [requesterId]);
  return texts.missing(escapeMrkdwn(names.get(requesterId) ?? ""));
}

function isBrief({ kind, isWeighed }: IntakeField): boolean {
  return kind !== "date" && !isWeighed;
}

function inOneLine(answer: string): string {
  return shorten(answer.replaceAll(/\s+/g, " "), LONGEST_ANSWER);
}
