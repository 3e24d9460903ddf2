/** What a committee, or a sponsor alone, gets after a quarter: what continues, what is voted on, and who did not answer. */
import type { Button, KnownBlock } from "@slack/types";
import { z } from "zod";
import type { Recommendation } from "../cadences/questions/questions.ts";
import { workspaceTime } from "../calendars/calendars.ts";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { getPerson } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { dayInWords, list, quarterName, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { programOf } from "../programs/programs.ts";
import { codeOf } from "../register/codes-and-transitions.ts";
import { itemIn } from "../register/item-rights.ts";
import { actions, button, context, escapeMrkdwn, lineOf, section, sectionsOf, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Message } from "../slack/message.ts";
import { type Body, confirmersOf, recipientsOf, reviewedIn } from "./bodies.ts";
import { choicesIn, isConfirmable, isToCome, isToConfirm, type Review, type Reviewed, reviewedBy } from "./reviews.ts";
import { quarterTexts } from "./texts.ts";

export const quarterIds = {
  confirm: "quarter.confirm",
  discuss: "quarter.discuss",
  discussForm: "quarter.discuss_form",
  tell: "quarter.tell",
  tellForm: "quarter.tell_form",
  takeBack: "quarter.take_back",
  takeBackForm: "quarter.take_back_form",
} as const;

/** What a button carries. */
export const reviewSchema = z.strictObject({ bodyId: z.string(), quarter: z.string() });
export type ReviewPlace = z.infer<typeof reviewSchema>;

/** The same beside what was decided of one program. */
export const decidedSchema = z.strictObject({ programId: z.string(), quarter: z.string() });
export type DecidedPlace = z.infer<typeof decidedSchema>;

const keysOfReview = ({ bodyId, quarter }: ReviewPlace) => `quarter-review:${bodyId}:${quarter}:`;

const subjectSchema = z.strictObject({
  bodyId: z.string(),
  quarter: z.string(),
  personId: z.string(),
  /** The answers whose words it shows. */
  checkInIds: z.array(z.string()),
});
type Subject = z.infer<typeof subjectSchema>;

const LONGEST_NAME = 60;
const LONGEST_REASON = 300;
const MOST_NAMED = 40;

export const quarterReviewKind: MessageKind<Subject> = {
  kind: "quarter-review",
  subject: subjectSchema,
  about: ({ bodyId, checkInIds }) => ({ program: bodyId, check_in: checkInIds }),
  priority: 20,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["quarter to confirm", "quarters to confirm"],
      fr: ["trimestre à confirmer", "trimestres à confirmer"],
    }),
  },
  async stillWanted({ db, workspaceId, now }, subject) {
    const { body } = await reviewedIn(db, workspaceId, subject, now);
    return (await recipientsOf(db, workspaceId, body, now)).includes(subject.personId);
  },
  message: reviewMessage,
  line: async (send, subject) => (await reviewMessage(send, subject)).blocks,
  why: async ({ reader }) => [textsFor(quarterTexts, reader).review.why],
  since: {},
};

/** One message to each who has the word; whoever has it already sees it as it is now. */
export async function sendReview(
  services: Services,
  tx: Tx,
  { workspaceId, body, quarter }: { workspaceId: string; body: Body; quarter: string },
): Promise<void> {
  const place = { bodyId: body.id, quarter };
  const checkInIds = (await reviewedBy(tx, workspaceId, place)).flatMap(({ review }) => review.check_in_id ?? []);
  for (const personId of await recipientsOf(tx, workspaceId, body, services.clock.now())) {
    const key = `${keysOfReview(place)}${personId}`;
    const subject: Subject = { bodyId: body.id, quarter, personId, checkInIds };
    const delivery = { workspaceId, key, subject, to: { personId }, notBefore: services.clock.now() };
    const isNew = await enqueue(tx, services, quarterReviewKind, delivery);
    if (!isNew) await enqueueUpdate(tx, services, { workspaceId, key, subject, alsoWaiting: true });
  }
}

/** As it is now, to whoever has it. */
export async function showReviewAnew(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, body_id: bodyId, quarter }: Pick<Review, "workspace_id" | "body_id" | "quarter">,
): Promise<void> {
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: keysOfReview({ bodyId, quarter }) });
}

async function reviewMessage(send: SendContext, subject: Subject): Promise<Message> {
  const { db, workspaceId, now } = send;
  const reader = readerToday(send);
  const texts = textsFor(quarterTexts, reader).review;
  const { bodyId, quarter, personId } = subject;
  // Words of an answer that its subject does not name would stay when that is erased.
  const known = new Set(subject.checkInIds);
  const found = await reviewedIn(db, workspaceId, { bodyId, quarter }, now);
  const reviewed = found.reviewed.map((each) => {
    const isKnown = each.review.check_in_id !== null && known.has(each.review.check_in_id);
    return isKnown ? each : { ...each, said: null };
  });
  const place = await programOf(db, workspaceId, bodyId);
  const title = texts.title(quarterName(reader, quarter), escapeMrkdwn(shorten(place.title, LONGEST_NAME)));
  const isAmong = (await confirmersOf(db, workspaceId, found.body, now)).includes(personId);
  const value = JSON.stringify({ bodyId, quarter } satisfies ReviewPlace);
  const offered = [
    ...(isAmong && reviewed.some(isConfirmable)
      ? [button(quarterIds.confirm, texts.confirm, { value, primary: true })]
      : []),
    button(quarterIds.discuss, texts.discuss, { value }),
    ...(place.meets === null && found.body.isCommittee ? [commandButton(texts.setDates, `meetings ${bodyId}`)] : []),
  ];
  const blocks: KnownBlock[] = [
    section(title),
    ...(reviewed.length === 0 ? [section(texts.nothing)] : []),
    ...openLines(reader, reviewed, found.body).flatMap(sectionsOf),
    ...(await confirmedLines(send, reviewed)).map((line) => section(line)),
    ...(await decidedSections(send, reviewed, isAmong)),
    ...(reviewed.some(wentOn) ? [context(texts.wentOn)] : []),
    ...(reviewed.some(isToConfirm) ? [actions(`quarter:${bodyId}:${quarter}`, ...offered)] : []),
  ];
  return { text: lineOf(title), blocks };
}

/** Nobody confirmed it, and nobody is asked any more. */
function wentOn({ review, isFollowed }: Reviewed): boolean {
  return review.state === "to-confirm" && isFollowed;
}

/** What is not decided yet: lines that stand together. */
function openLines(
  reader: Reader,
  reviewed: readonly Reviewed[],
  { isCommittee }: Pick<Body, "isCommittee">,
): string[][] {
  const texts = textsFor(quarterTexts, reader);
  const open = reviewed.filter(({ review }) => review.state === "to-confirm");
  const toConfirm = open.filter(({ review }) => review.is_apart === 0);
  const undecided = open.filter((each) => !toConfirm.includes(each));
  const continues = toConfirm.filter(({ review }) => review.recommendation !== null);
  const silent = toConfirm.filter(({ review }) => review.recommendation === null);
  const voted = reviewed.filter(({ review }) => review.state === "in-vote");
  const lineFor = ({ review, program, said }: Reviewed) => {
    const { recommendation, until } = said ?? review;
    const choice = recommendation ?? "continue";
    const isDated = choice === "pause" && until !== null;
    const word = isDated ? texts.pauseUntil(dayInWords(reader, until)) : texts.choice[choice];
    return texts.review.vote(titleOf(program), word, escapeMrkdwn(shorten(said?.reason ?? "", LONGEST_REASON)));
  };
  return [
    ...(continues.length === 0 ? [] : [[texts.review.continues(named(reader, continues))]]),
    ...(voted.length === 0 ? [] : [[isCommittee ? texts.review.votes : texts.review.decisions, ...voted.map(lineFor)]]),
    ...(undecided.length === 0 ? [] : [[texts.review.undecided, ...undecided.map(lineFor)]]),
    ...(silent.length === 0 ? [] : [[texts.review.silent(named(reader, silent))]]),
  ];
}

async function confirmedLines(
  { db, workspaceId, reader }: SendContext,
  reviewed: readonly Reviewed[],
): Promise<string[]> {
  const texts = textsFor(quarterTexts, reader);
  const lines: string[] = [];
  const confirmed = reviewed.filter(({ review }) => review.state === "confirmed");
  for (const together of Map.groupBy(confirmed, ({ review }) => review.decision_id).values()) {
    const [first] = together;
    if (!first) continue;
    const ofBody = { workspace_id: workspaceId, program_id: first.review.body_id };
    const decision = await itemIn(db, ofBody, first.review.decision_id);
    const byId = first.review.decided_by;
    if (!decision || !byId) continue;
    const { name } = await getPerson(db, workspaceId, byId);
    lines.push(texts.review.confirmed(named(reader, together), escapeMrkdwn(name), codeOf(decision)));
  }
  return lines;
}

/** What was decided of each; before its first day it can be taken back by whoever has the word. */
async function decidedSections(
  send: SendContext,
  reviewed: readonly Reviewed[],
  mayTakeBack: boolean,
): Promise<KnownBlock[]> {
  const { db, workspaceId } = send;
  const reader = readerToday(send);
  const texts = textsFor(quarterTexts, reader);
  const today = localDateOf(send.now, (await workspaceTime(db, workspaceId)).zone);
  const sections: KnownBlock[] = [];
  for (const { review, program } of reviewed.filter((each) => each.review.state === "decided")) {
    const choice = await choiceIn(send, { review });
    const line = texts.review.decided(titleOf(program), choice ? texts.choice[choice] : texts.review.ownWords);
    if (review.taken_back_by !== null) {
      const { name } = await getPerson(db, workspaceId, review.taken_back_by);
      sections.push(section(texts.review.takenBack(line, escapeMrkdwn(name))));
    } else if (review.begins_on !== null && review.begins_on > today && isToCome(program, review)) {
      const dated = texts.review.from(line, shortDate(reader, review.begins_on));
      sections.push(section(dated, mayTakeBack ? takeBackButton(reader, review) : undefined));
    } else if (isPauseWithoutDays(review, choice)) sections.push(section(texts.review.tooLate(line)));
    else sections.push(section(line));
  }
  return sections;
}

/** It was decided so late that its last day was before its first. */
function isPauseWithoutDays({ begins_on: on }: Review, choice: Recommendation | undefined): boolean {
  return choice === "pause" && on === null;
}

/** Undefined: it was decided in other words. */
async function choiceIn(
  { db }: SendContext,
  { review }: Pick<Reviewed, "review">,
): Promise<Recommendation | undefined> {
  const request = await itemIn(db, review, review.request_id);
  const taken = request?.type === "request" ? request.details.outcome?.option : undefined;
  return taken === null || taken === undefined ? undefined : choicesIn(review)[taken];
}

export function takeBackButton(reader: Reader, { program_id: programId, quarter }: Review): Button {
  const value = JSON.stringify({ programId, quarter } satisfies DecidedPlace);
  return button(quarterIds.takeBack, textsFor(quarterTexts, reader).takeBack.button, { value });
}

function named(reader: Pick<Reader, "locale">, reviewed: readonly Reviewed[]): string {
  const names = reviewed.slice(0, MOST_NAMED).map(({ program }) => titleOf(program));
  const more = reviewed.length - names.length;
  return list(reader, more > 0 ? [...names, `+${more}`] : names);
}

function titleOf({ title }: { title: string }): string {
  return escapeMrkdwn(shorten(title, LONGEST_NAME));
}
