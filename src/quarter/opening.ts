/** The morning on which committees and sponsors get what was recommended after a quarter. */
import { sql } from "kysely";
import { fiscalYearsIn } from "../cadences/recurrence/fiscal-years.ts";
import { workspaceTime } from "../calendars/calendars.ts";
import { dayOf, isWorkingDay } from "../calendars/day-arithmetic.ts";
import { type CheckIn, listCheckIns } from "../check-ins/stored-check-ins.ts";
import { enqueue } from "../delivery/outbox.ts";
import { periodEndBefore } from "../goals/line.ts";
import { getPerson, type Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import { lockRows } from "../platform/locks.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import type { IsWorkingDay } from "../platform/working-days.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { type Program, programOf } from "../programs/programs.ts";
import { whoLeads } from "../programs/who-leads.ts";
import { type Body, bodiesFor } from "./bodies.ts";
import { keysOfReview, quarterReviewKind } from "./review-message.ts";
import { findReview, insertReview, type Review } from "./reviews.ts";
import { recommendedIn, reviewDay } from "./rules.ts";
import { raiseVote } from "./vote.ts";

/** A round of that long ago is about another quarter. */
const DAYS_BACK = 60;

interface Asked {
  roundId: string;
  programId: string;
  key: LocalDate;
  quarter: string;
}

/**
 * Opens the reviews whose day has come, once for each program and quarter. Returns when to look again: as the next day of the
 * workspace begins.
 */
export async function openDueReviews(services: Services, workspaceId: string): Promise<Instant> {
  const { db, clock } = services;
  const { zone, working } = await workspaceTime(db, workspaceId);
  const today = localDateOf(clock.now(), zone);
  const isWorking: IsWorkingDay = (day) => isWorkingDay(dayOf(day), working);
  const years = await fiscalYearsIn(db, workspaceId);
  const due = (await listAsked(services, workspaceId, addLocalDays(today, -DAYS_BACK))).filter(({ key, programId }) => {
    const end = periodEndBefore("quarterly", key, years.startOf([programId]));
    return reviewDay(end, isWorking) <= today;
  });
  const tomorrow = instantOf(addLocalDays(today, 1), "00:00", zone);
  if (due.length === 0) return tomorrow;
  const programIds = due.map(({ programId }) => programId);
  const bodies = await bodiesFor(db, workspaceId, programIds, clock.now());
  const byBody = Map.groupBy(due, ({ programId, quarter }) => `${bodies.get(programId)?.id} ${quarter}`);
  for (const asked of byBody.values()) {
    const body = bodies.get(asked[0]?.programId ?? "");
    if (body === undefined || body.memberIds.length === 0) continue;
    await inTransaction(db, (tx) => openFor(services, tx, { workspaceId, body, asked }));
    await yieldToEventLoop();
  }
  return tomorrow;
}

/** The rounds since a day that asked what is recommended, of running programs without a review of that quarter. */
async function listAsked({ db }: Services, workspaceId: string, since: LocalDate): Promise<Asked[]> {
  return db
    .selectFrom("round")
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "round.workspace_id")
        .onRef("question_set.id", "=", "round.question_set_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "round.workspace_id").onRef("program.id", "=", "round.program_id"),
    )
    .leftJoin("quarter_review", (join) =>
      join
        .onRef("quarter_review.workspace_id", "=", "round.workspace_id")
        .onRef("quarter_review.program_id", "=", "round.program_id")
        .onRef("quarter_review.quarter", "=", "round.period"),
    )
    .select(["round.id as roundId", "round.program_id as programId", "round.key", "round.period as quarter"])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.key", ">=", since)
    .where("question_set.questions", "like", '%"type":"recommendation"%')
    .where("program.state", "=", sql.lit("active"))
    .where("quarter_review.program_id", "is", null)
    .orderBy("round.id")
    .execute();
}

/** All of one body and quarter, and one message to each who has the word. */
async function openFor(
  services: Services,
  tx: Tx,
  { workspaceId, body, asked }: { workspaceId: string; body: Body; asked: readonly Asked[] },
): Promise<void> {
  await lockRows(tx, "program", { workspaceId, ids: asked.map(({ programId }) => programId) });
  const checkInIds: string[] = [];
  for (const each of asked) {
    const checkInId = await openReview(services, tx, { workspaceId, body, asked: each });
    if (checkInId !== null) checkInIds.push(checkInId);
  }
  const quarter = asked[0]?.quarter ?? "";
  for (const personId of body.memberIds)
    await enqueue(tx, services, quarterReviewKind, {
      workspaceId,
      key: `${keysOfReview({ bodyId: body.id, quarter })}${personId}`,
      subject: { bodyId: body.id, quarter, personId, checkInIds },
      to: { personId },
      notBefore: services.clock.now(),
    });
}

/** Returns the answer that it is about; null: there is none, or it is open already. */
async function openReview(
  services: Services,
  tx: Tx,
  { workspaceId, asked, body }: { workspaceId: string; asked: Asked; body: Body },
): Promise<string | null> {
  const { programId, quarter } = asked;
  const program = await programOf(tx, workspaceId, programId);
  const isThere = await findReview(tx, workspaceId, { program_id: programId, quarter });
  if (isThere || program.state !== "active") return null;
  const leading = await whoLeads(tx, program, services.clock.now());
  const answer = await answerOf(tx, program, { roundId: asked.roundId, leading });
  const recommended = answer && recommendedIn(answer.answers);
  const review: Review = {
    workspace_id: workspaceId,
    program_id: programId,
    quarter,
    body_id: body.id,
    check_in_id: answer?.id ?? null,
    recommendation: recommended?.recommendation ?? null,
    until: recommended?.until ?? null,
    choices: "[]",
    state: "to-confirm",
    request_id: null,
    decision_id: null,
    decided_by: null,
    begins_on: null,
    opened_at: services.clock.now(),
  };
  await insertReview(tx, review);
  if (!answer || !recommended?.isApart) return review.check_in_id;
  const requester = await requesterOf(tx, workspaceId, { personId: answer.personId, leading });
  const { reason } = recommended;
  if (requester) await raiseVote({ ...services, db: tx, actor: requester }, { review, program, reason });
  return review.check_in_id;
}

/** Of whoever leads, else the last. */
async function answerOf(
  tx: Tx,
  program: Program,
  { roundId, leading }: { roundId: string; leading: readonly string[] },
): Promise<CheckIn | undefined> {
  const answers = (await listCheckIns(tx, program.workspace_id, roundId)).filter(
    ({ answers: given }) => recommendedIn(given) !== null,
  );
  return answers.findLast(({ personId }) => leading.includes(personId)) ?? answers.at(-1);
}

/** Whoever answered, else, once they lead no more, whoever leads. */
async function requesterOf(
  tx: Tx,
  workspaceId: string,
  { personId, leading }: { personId: string; leading: readonly string[] },
): Promise<Person | undefined> {
  const requesterId = leading.includes(personId) ? personId : leading[0];
  return requesterId === undefined ? undefined : getPerson(tx, workspaceId, requesterId);
}
