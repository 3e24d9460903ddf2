/** A round with all that its messages and forms say of it. */
import { type Cadence, cadenceOf, nameOf, questionSetOf } from "../../cadences/cadences.ts";
import type { Question } from "../../cadences/questions/questions.ts";
import { periodOfRound } from "../../cadences/recurrence/fiscal-years.ts";
import { windowOf, workshopAskedOn, workshopDay } from "../../cadences/recurrence/occurrences.ts";
import { getTemplate, isWorkshop, quickAnswerOf } from "../../cadences/templates.ts";
import { type Person, peopleByIds } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { addMs, DAY, type LocalDate } from "../../platform/time.ts";
import { type Program, programOf } from "../../programs/programs.ts";
import { isLeadRole, listSeatsInRoleOn, seatDay, seatsAboveTeam } from "../../programs/seats.ts";
import type { Message } from "../../slack/message.ts";
import { dueWords, type PromptView, promptMessage, type RoundView, roundLabel, type Welcome } from "../blocks.ts";
import { planIn } from "../form/more-and-plan.ts";
import { type CheckIn, findPreviousCheckIn } from "../stored-check-ins.ts";
import { checkInTexts, whoReadsIt } from "../texts.ts";
import type { UnsignedAnswers } from "../unsigned-answers.ts";
import { findPrompt, type Prompt } from "./prompts.ts";
import { findLastRound, findRound, type Round } from "./rounds.ts";

export interface RoundContext {
  round: Round;
  cadence: Cadence;
  program: Program;
  /** As they were when the round was made. */
  questions: Question[];
}

export interface OpenCheckIn {
  prompt: Prompt;
  context: RoundContext;
}

export interface OpenForm extends OpenCheckIn {
  /** Who is asked: the person who opened it, or the one they answer for. */
  owner: Person;
  /** What the owner, or somebody for them, answered in this round, if they did. */
  current: CheckIn | undefined;
  /** The owner's last check-in in an earlier round. */
  previous: CheckIn | undefined;
  /** The keys of the questions whose lines are tracked, of what was answered in this round. */
  tracked: readonly string[];
  /** Of what was answered in this round, what is asked without a name; nothing for whoever answers for the owner. */
  unsigned: UnsignedAnswers;
}

/** Undefined when the round was deleted. */
export async function findRoundContext(
  db: Db | Tx,
  workspaceId: string,
  id: string,
): Promise<RoundContext | undefined> {
  const round = await findRound(db, workspaceId, id);
  if (!round) return undefined;
  const cadence = await cadenceOf(db, workspaceId, round.cadence_id);
  const program = await programOf(db, workspaceId, round.program_id);
  const { questions } = await questionSetOf(db, workspaceId, round.question_set_id);
  return { round, cadence, program, questions };
}

export async function getRoundContext(db: Db | Tx, workspaceId: string, id: string): Promise<RoundContext> {
  const found = await findRoundContext(db, workspaceId, id);
  if (!found) throw new Error(`No round ${id}`);
  return found;
}

interface Looking {
  db: Db | Tx;
  workspaceId: string;
  now: Instant;
}

/** Nothing changes any more what was sent of it. */
export async function isOver(looking: Looking, { promptId }: { promptId: string }): Promise<boolean> {
  const prompt = await findPrompt(looking.db, looking.workspaceId, promptId);
  return !prompt || isRoundOver(looking, { roundId: prompt.round_id });
}

const CLOSED_FOR_MS = 14 * DAY;

export async function isRoundOver({ db, workspaceId, now }: Looking, { roundId }: { roundId: string }) {
  const round = await findRound(db, workspaceId, roundId);
  if (!round) return true;
  return addMs(round.closes_at, CLOSED_FOR_MS) <= now && !(await takesAnswers(db, round));
}

/** A closed round takes answers until the next one of its cadence has opened. */
export async function takesAnswers(db: Db | Tx, round: Round): Promise<boolean> {
  if (round.state !== "closed") return true;
  return (await findLastRound(db, round.workspace_id, round.cadence_id))?.id === round.id;
}

/** Nothing in it can be answered or changed any more. */
export async function isClosed(db: Db | Tx, { round, program }: RoundContext): Promise<boolean> {
  return program.state === "closed" || !(await takesAnswers(db, round));
}

/** What of a round, its cadence and its program is needed to name it. */
export interface NamedRound {
  round: Pick<Round, "key" | "period">;
  cadence: Pick<Cadence, "template" | "rule" | "title"> & Partial<Pick<Cadence, "timing">>;
  program: Pick<Program, "title">;
}

export function roundView({ round, cadence, program }: NamedRound, reader: Reader): RoundView {
  return {
    cadence: nameOf(cadence, reader),
    program: program.title,
    round: isWorkshop(cadence)
      ? textsFor(checkInTexts, reader).workshopOn(shortDate(reader, dayOfWorkshop({ round, cadence })))
      : roundLabel(reader, cadence.rule.every, round.key, round.period),
  };
}

/** The day of the workshop that a round prepares, where it was moved since the new one. */
export function dayOfWorkshop({ round, cadence: { timing } }: Pick<NamedRound, "round" | "cadence">): LocalDate {
  return timing ? workshopDay(timing, round.key) : round.key;
}

export async function promptView(
  db: Db | Tx,
  context: RoundContext,
  prompt: Prompt,
  reader: Reader,
  { now, welcome = null }: { now: Instant; welcome?: Welcome | null },
): Promise<PromptView> {
  const { cadence } = context;
  const quick = quickAnswerOf(cadence);
  const hasNothingToRepeat = quick === "same-as-last-time" && !(await earlierCheckIn(db, prompt, context));
  return {
    ...roundView(context, reader),
    promptId: prompt.id,
    due: dueWords(reader, prompt, now),
    whoReads: await whoReads(db, reader, context, { personId: prompt.person_id, now }),
    quickAnswer: hasNothingToRepeat ? null : quick,
    hasPlan: await hasPlanToKeep(db, prompt, context),
    purpose: purposeOf(reader, cadence),
    isLate: prompt.is_late === 1,
    isClosed: await isClosed(db, context),
    welcome,
  };
}

/** The prompt of a round to come, as this person will see it: for the forecast. */
export async function promptAhead(
  db: Db | Tx,
  cadence: Cadence,
  { id: personId, ...reader }: Reader & { id: string },
  date: LocalDate,
): Promise<Message> {
  const { dueAt } = windowOf(cadence.timing, { date }, reader);
  const program = await programOf(db, cadence.workspace_id, cadence.program_id);
  const { questions } = await questionSetOf(db, cadence.workspace_id, cadence.question_set_id);
  const key = isWorkshop(cadence) ? workshopAskedOn(cadence.timing, date) : date;
  const round = { key, period: await periodOfRound(db, cadence, key) };
  return promptMessage(reader, {
    ...roundView({ round, cadence, program }, reader),
    promptId: cadence.id,
    due: dueWords(reader, { due_at: dueAt, later_at: null }, ""),
    whoReads: await whoReads(db, reader, { cadence, program, questions }, { personId, now: dueAt }),
    quickAnswer: quickAnswerOf(cadence),
    hasPlan: false,
    purpose: purposeOf(reader, cadence),
    isLate: false,
    welcome: null,
  });
}

function purposeOf(reader: Reader, { template }: Cadence): string | null {
  return template === null ? null : getTemplate(template).purpose[languageOf(reader.locale)];
}

/** Who can read what this person answers. */
export async function whoReads(
  db: Db | Tx,
  reader: Reader,
  { cadence, program, questions }: Pick<RoundContext, "cadence" | "program" | "questions">,
  { personId, now }: { personId: string; now: Instant },
): Promise<string> {
  const seats = await seatsAboveTeam(db, program, now);
  const isLeading = seats.some(({ role, person_id: id }) => id === personId && isLeadRole(role));
  const lead = seats.find(({ role, person_id: id }) => id !== personId && role === "lead");
  return whoReadsIt(reader, cadence, program, { isLeading, lead: lead?.name.split(/\s/)[0], questions });
}

/** Whether one click can say of a daily check-in that nothing moved and the plan of last time stands. */
export async function hasPlanToKeep(db: Db | Tx, prompt: Prompt, context: RoundContext): Promise<boolean> {
  const { cadence, questions } = context;
  if (cadence.rule.every !== "day" || !questions.some(({ feeds }) => feeds === "next")) return false;
  return planIn(questions, await earlierCheckIn(db, prompt, context)) !== null;
}

/** What this person last answered in another round of the cadence, with something in it. */
export async function earlierCheckIn(db: Db | Tx, prompt: Prompt, { cadence }: Pick<RoundContext, "cadence">) {
  return findPreviousCheckIn(db, prompt.workspace_id, {
    personId: prompt.person_id,
    cadenceId: cadence.id,
    exceptRoundId: prompt.round_id,
  });
}

export async function leadsOf(db: Db | Tx, program: Program, now: Instant) {
  const seats = await listSeatsInRoleOn(db, program, "lead", seatDay(now));
  const ids = seats.map(({ person_id: id }) => id);
  return peopleByIds(db, program.workspace_id, ids);
}
