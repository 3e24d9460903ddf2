/** The check-ins after a quarter that ask what is recommended, and what was answered. */
import { readQuestions, readRule } from "../cadences/cadences.ts";
import type { Round } from "../check-ins/rounds/rounds.ts";
import { type CheckIn, listCheckIns } from "../check-ins/stored-check-ins.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { compareTimes, type LocalDate } from "../platform/time.ts";
import { listPrograms, type Program } from "../programs/programs.ts";
import { isActiveOn, listSeats, type Seat, seatDay } from "../programs/seats.ts";
import { recommendedIn } from "./rules.ts";

/** A running program after a quarter that has no review yet. */
export interface Asked {
  programId: string;
  quarter: string;
  /** Of the first round. */
  key: LocalDate;
  roundIds: string[];
  /** The last. */
  dueAt: Instant;
  /** Somebody is still asked. */
  isOpen: boolean;
}

/** Whether it waits for an answer in time. */
export function isAnswerable({ isOpen, dueAt }: Asked, now: Instant): boolean {
  return isOpen && dueAt > now;
}

/** Of quarterly check-ins that those above read; by program and quarter. */
export async function listAsked(db: Db, workspaceId: string, since: LocalDate): Promise<Asked[]> {
  const programs = (await listPrograms(db, workspaceId)).filter(({ state }) => state === "active");
  const programIds = programs.map(({ id }) => id);
  const cadences = await rows(db, "cadence", workspaceId).list({ program_id: programIds, disclosure: "above" });
  const cadenceIds = cadences.flatMap(({ id, rule }) => (isQuarterly(rule) ? id : []));
  const all = await rows(db, "round", workspaceId).list({ cadence_id: cadenceIds }, ["id"]);
  const asking = await amongAsking(
    db,
    workspaceId,
    all.filter(({ key }) => key >= since),
  );

  const reviews = await rows(db, "quarter_review", workspaceId).list({ program_id: programIds });
  const reviewed = new Set(reviews.map(({ program_id: id, quarter }) => `${id} ${quarter}`));
  const theirs = Map.groupBy(asking, ({ program_id: id, period }) => `${id} ${period}`);
  const waiting = [...theirs].flatMap(([of, rounds]) => (reviewed.has(of) ? [] : [rounds]));

  const roundIds = waiting.flat().map(({ id }) => id);
  const unanswered = await rows(db, "prompt", workspaceId).list({ round_id: roundIds, state: ["planned", "sent"] });
  const open = new Set(unanswered.map(({ round_id: id }) => id));
  return waiting.flatMap((rounds) => askedBy(rounds, open));
}

function isQuarterly(rule: string): boolean {
  return readRule(rule).every === "quarter";
}

/** Those of these rounds that ask what is recommended. */
async function amongAsking(db: Db | Tx, workspaceId: string, rounds: readonly Round[]): Promise<Round[]> {
  const ids = [...new Set(rounds.map(({ question_set_id: id }) => id))];
  const sets = await rows(db, "question_set", workspaceId).list({ id: ids });
  const asking = sets.filter(({ questions }) => readQuestions(questions).some(({ type }) => type === "recommendation"));
  return rounds.filter((round) => asking.some(({ id }) => id === round.question_set_id));
}

/** All of one program and quarter. `open`: the rounds in which somebody is still asked. */
function askedBy(rounds: readonly Round[], open: ReadonlySet<string>): Asked[] {
  const [first] = rounds;
  if (!first) return [];
  const due = rounds.map(({ due_at: at }) => at).toSorted(compareTimes);
  return [
    {
      programId: first.program_id,
      quarter: first.period,
      key: first.key,
      roundIds: rounds.map(({ id }) => id),
      dueAt: due.at(-1) ?? first.due_at,
      isOpen: rounds.some(({ id }) => open.has(id)),
    },
  ];
}

/** Whether this round asks what is recommended of its program, for those above. */
export async function isAskedForReview(tx: Tx, workspaceId: string, round: Round): Promise<boolean> {
  const cadence = await rows(tx, "cadence", workspaceId).find({ id: round.cadence_id });
  if (cadence?.disclosure !== "above" || !isQuarterly(cadence.rule)) return false;
  return (await amongAsking(tx, workspaceId, [round])).length > 0;
}

/** All rounds of its program and quarter that ask what is recommended for those above. */
export async function roundsBeside(tx: Tx, round: Round): Promise<string[]> {
  const { workspace_id: workspaceId, program_id, period } = round;
  const ofQuarter = await rows(tx, "round", workspaceId).list({ program_id, period }, ["id"]);
  const ids = [...new Set(ofQuarter.map(({ cadence_id: id }) => id))];
  const cadences = await rows(tx, "cadence", workspaceId).list({ id: ids, disclosure: "above" });
  const asking = cadences.flatMap(({ id, rule }) => (isQuarterly(rule) ? id : []));
  const among = ofQuarter.filter(({ cadence_id: id }) => asking.includes(id));
  return (await amongAsking(tx, workspaceId, among)).map(({ id }) => id);
}

/** As in reports: a lead's word before a deputy's, as they were when they gave it, and of several the last; nobody else's. */
export async function answerTo(
  tx: Tx,
  { workspace_id: workspaceId, id: programId }: Pick<Program, "workspace_id" | "id">,
  roundIds: readonly string[],
): Promise<CheckIn | undefined> {
  const seats = await listSeats(tx, workspaceId, programId);
  const answers: { answer: CheckIn; rank: number }[] = [];
  for (const roundId of roundIds)
    for (const answer of await listCheckIns(tx, workspaceId, roundId)) {
      const rank = rankOf(answer, seats);
      if (rank !== null && recommendedIn(answer.answers) !== null) answers.push({ answer, rank });
    }
  const [first] = answers.toSorted(
    (one, other) => one.rank - other.rank || compareTimes(other.answer.answeredAt, one.answer.answeredAt),
  );
  return first?.answer;
}

/** Null: of nobody who led it then. */
function rankOf({ personId, answeredAt }: CheckIn, seats: readonly Seat[]): number | null {
  const day = seatDay(answeredAt);
  const roles = seats.filter((seat) => seat.person_id === personId && isActiveOn(seat, day)).map(({ role }) => role);
  if (roles.includes("lead")) return 0;
  return roles.includes("deputy") ? 1 : null;
}
