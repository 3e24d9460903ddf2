/** The summary of a round: in the channel, or to each of the team. */

import { z } from "zod";
import { type Answers, answersTo } from "../../cadences/questions/questions.ts";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import { listDeliveriesFrom } from "../../delivery/deliveries.ts";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/message-kind.ts";
import { coverTexts } from "../../people/covering-messages.ts";
import { getPerson, peopleByIds } from "../../people/people.ts";
import { may, type Standing } from "../../people/rights.ts";
import { rows } from "../../platform/rows.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { standingsOf } from "../../programs/programs.ts";
import { listSeatsOn, seatDay } from "../../programs/seats.ts";
import { answersAbove } from "../answers-above.ts";
import { briefly } from "../blocks.ts";
import { questionsToRead } from "../form/objectives-asked.ts";
import { withoutOutlook } from "../form/recommendation-and-outlook.ts";
import { linesInBrief, type SummaryView, summaryLine, summaryMessage } from "../round-summary.ts";
import { type CheckIn, listCheckIns } from "../stored-check-ins.ts";
import { checkInTexts } from "../texts.ts";
import { getRoundContext, isRoundOver, type RoundContext, roundView } from "./context.ts";
import { isToAnswer } from "./outlook-of-others.ts";
import { deliveryKeys, listPrompts } from "./prompts.ts";
import { countsOf, isSilent } from "./rounds-to-plan.ts";

const roundSubject = z.strictObject({ roundId: z.string() });

type RoundSubject = z.infer<typeof roundSubject>;

/** The round in the program's channel where its answers may stand there; corrected while it is open. */
export const summaryKind: MessageKind<RoundSubject> = {
  kind: "round-summary",
  subject: roundSubject,
  about: ({ roundId }) => ({ round: roundId }),
  priority: 40,
  contact: "reply",
  lane: "now",
  stillWanted: async (send, { roundId }) => {
    const context = await getRoundContext(send.db, send.workspaceId, roundId);
    const { state, channel_id: channelId, channel_problem: problem } = context.program;
    if (state !== "active" || channelId === null || problem !== null) return false;
    if (!(await channelMaySeeAnswers(send, context))) return false;
    // One that stands is corrected, though nothing be left to show.
    if (send.sentAt !== undefined) return true;
    const { answers } = await summaryView(send, context, IN_CHANNEL);
    return answers.some(({ nothingToReport, answers: shown }) => nothingToReport || Object.keys(shown).length > 0);
  },
  async message(send, { roundId }) {
    const context = await getRoundContext(send.db, send.workspaceId, roundId);
    return summaryMessage(readerToday(send), await summaryView(send, context, IN_CHANNEL));
  },
};

/**
 * Where no channel shows it, to each of its team: what the others answered. It stands in the morning message with which the next
 * round begins: at its hour, it would be a second message every day.
 */
export const teamSummaryKind: MessageKind<RoundSubject & { personId: string }> = {
  kind: "round-summary-team",
  subject: roundSubject.extend({ personId: z.string() }),
  about: ({ roundId }) => ({ round: roundId }),
  priority: 60,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["team summary", "team summaries"],
      fr: ["résumé d’équipe", "résumés d’équipe"],
    }),
  },
  isOver: isRoundOver,
  async stillWanted(send, { roundId, personId }) {
    const { db, workspaceId, now } = send;
    const context = await getRoundContext(db, workspaceId, roundId);
    const { round, program } = context;
    if (program.state !== "active" || round.due_at > now) return false;
    const inChannel = await listDeliveriesFrom(db, workspaceId, { keysFrom: deliveryKeys.summary(roundId) });
    if (inChannel.some(({ state }) => state === "sent")) return false;
    if (!may(await standingsIn(send, program.id, personId), "read-team-answers")) return false;
    return (await answersOfOthers(send, context, personId)).answers.length > 0;
  },
  message: teamSummary,
  line: async (send, subject) => (await teamSummary(send, subject)).blocks,
  async why({ db, workspaceId, reader }, { roundId }) {
    const { program } = await getRoundContext(db, workspaceId, roundId);
    return [textsFor(checkInTexts, reader).contact.why.summary(program.title)];
  },
};

async function teamSummary(send: SendContext, { roundId, personId }: RoundSubject & { personId: string }) {
  const context = await getRoundContext(send.db, send.workspaceId, roundId);
  const standings = await standingsIn(send, context.program.id, personId);
  const silent = await silentFor(send, context, { readerId: personId, standings });
  const view = { ...(await answersOfOthers(send, context, personId)), silent };
  const message = summaryMessage(send.reader, view, { isBrief: true });
  return linesInBrief(send.reader, view) < FEWEST_LINES
    ? { ...message, blocks: summaryLine(send.reader, view) }
    : message;
}

/** A summary with fewer lines is one line. */
const FEWEST_LINES = 3;

function answersOfOthers(send: SendContext, context: RoundContext, readerId: string): Promise<SummaryView> {
  return summaryView(send, context, {
    readerId,
    shown: ({ personId, authorId }) => ([personId, authorId].includes(readerId) ? null : "whole"),
  });
}

async function standingsIn({ db, workspaceId, now }: SendContext, programId: string, personId: string) {
  const person = await getPerson(db, workspaceId, personId);
  return standingsOf(db, person, programId, { clock: { now: () => now } });
}

/** The names of those who were to answer by now and have not: for whoever leads and the office; null: for nobody else. */
export async function silentFor(
  { db, workspaceId, now }: Pick<SendContext, "db" | "workspaceId" | "now">,
  { round }: RoundContext,
  { readerId, standings }: { readerId: string; standings: readonly Standing[] },
): Promise<string[] | null> {
  if (!may(standings, "read-lead-answers")) return null;
  const prompts = await listPrompts(db, workspaceId, round.id);
  const silent = prompts.filter((prompt) => isSilent(prompt) && prompt.due_at <= now && prompt.person_id !== readerId);
  const ids = silent.map(({ person_id: id }) => id);
  return (await peopleByIds(db, workspaceId, ids)).flatMap(({ name, is_deactivated: hasLeft }) =>
    hasLeft ? [] : name,
  );
}

/** What of an answer is shown: all; to others than the program's people without what is kept there; or nothing. */
type Shown = "whole" | "above" | null;

interface Reading {
  /** Null: all who are in a channel. */
  readerId: string | null;
  shown(checkIn: CheckIn): Shown;
}

const IN_CHANNEL: Reading = { readerId: null, shown: () => "above" };

/** Who has answered, was asked, is away; of the answers what `shown` says. */
export async function summaryView(
  { db, workspaceId, reader, now }: Pick<SendContext, "db" | "workspaceId" | "reader" | "now">,
  context: RoundContext,
  { readerId, shown }: Reading,
): Promise<SummaryView> {
  const prompts = await listPrompts(db, workspaceId, context.round.id);
  const checkIns = await listCheckIns(db, workspaceId, context.round.id);
  const { questions } = context;
  const isHidden = prompts.some((prompt) => isToAnswer(prompt, { personId: readerId ?? prompt.person_id, now }));
  const answersFor = ({ answers, authorId }: CheckIn, is: Exclude<Shown, null>): Answers => {
    const given = is === "whole" ? answersTo(questions, answers) : answersAbove(questions, answers);
    return isHidden && authorId !== readerId ? withoutOutlook(given) : given;
  };
  const concerned = checkIns.flatMap((checkIn) => [checkIn.personId, checkIn.authorId]);
  const people = await peopleByIds(db, workspaceId, [...new Set(concerned)]);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const removed = checkIns.flatMap(({ removedAt }) => removedAt ?? []);
  return {
    ...roundView(context, reader),
    roundId: context.round.id,
    programId: context.program.id,
    ...countsOf(prompts),
    silent: null,
    removedAt: removed.sort().at(-1) ?? null,
    questions: await questionsToRead(
      db,
      workspaceId,
      questions,
      checkIns.map(({ answers }) => answers),
    ),
    answers: checkIns.flatMap((checkIn) => {
      const is = checkIn.removedAt === null ? shown(checkIn) : null;
      if (is === null) return [];
      const { personId, authorId } = checkIn;
      const person = people.find(({ id, is_deactivated: hasLeft }) => id === personId && hasLeft === 0);
      const mention = person ? `<@${person.slack_user_id}>` : briefly(nameOf(personId));
      const shownAs = (name: string, author: string) =>
        personId === authorId ? name : textsFor(coverTexts, reader).by(author, name);
      return {
        ...checkIn,
        answers: answersFor(checkIn, is),
        name: shownAs(nameOf(personId), nameOf(authorId)),
        shown: {
          mention: shownAs(mention, briefly(nameOf(authorId))),
          pictureUrl: person?.picture_url ?? null,
        },
      };
    }),
  };
}

/**
 * Answers are shown in a channel only where every member may read them: the program is visible to the workspace, or
 * the channel is private and holds nobody but the program's people. Never those for the lead or executives.
 */
async function channelMaySeeAnswers(send: SendContext, { program, cadence }: RoundContext): Promise<boolean> {
  if (cadence.disclosure !== "team" || program.channel_id === null) return false;
  if (program.visibility === "workspace") return true;
  const channel = await send.slack.channel(program.channel_id);
  if (!channel.isPrivate) return false;
  const seats = await listSeatsOn(send.db, program, seatDay(send.now));
  const ids = seats.map(({ person_id: id }) => id);
  const seated = await peopleByIds(send.db, send.workspaceId, ids);
  const slackIds = new Set(seated.map((person) => person.slack_user_id));
  const others = channel.members.filter((member) => !slackIds.has(member) && member !== channel.ownUserId);
  if (others.length === 0) return true;
  // Slack may list whoever has left, though nobody reads there with their account.
  const left = await rows(send.db, "person", send.workspaceId).list({ slack_user_id: others, is_deactivated: 1 });
  return left.length === others.length;
}
