/**
 * What was asked and answered goes when it has been kept as long as is said: the rows of rounds that have closed before, in
 * pieces, each of which adds to its round what they were. Colours and dates stay, without words.
 */

import { isAsked, outcomeOf, withGone } from "../../cadences/outcomes/rules.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { type Deletion, type Piece, type Taken, untilNone } from "../../platform/deletions.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { answersRemoved, cutOffsWithin } from "../events.ts";
import {
  type Answer,
  clearLate,
  countAskedMonths,
  countPromptsOf,
  countWorded,
  deleteAnswers,
  deleteAskedMonths,
  deletePrompts,
  findCadenceAfter,
  type Kept,
  listLate,
  listPromptsToGo,
  listRoundsToLookAt,
  listStaying,
  listWorded,
  noteAskedMonths,
  type PromptToGo,
  type RoundToLookAt,
  removeWords,
  saveGone,
} from "./repository.ts";
import { doneTo, firstMonthKept, goesWhole, type Place, placeIn } from "./rules.ts";

type Expiring = Required<Omit<Deletion, "name">>;

/** So many rounds are looked at in one statement. */
const ROUNDS_AT_ONCE = 20;
/** So often in a piece, be it of a cadence of which nothing goes. */
const LOOKED_IN_PIECE = 50;

export function expiringAnswers(services: Services, kept: Kept): Expiring {
  const months = untilNone("asked_month", (tx, { workspaceId, rows }) =>
    deleteAskedMonths(tx, { workspaceId, rows, before: firstMonthKept(services.clock.now()) }),
  );
  return {
    count: (db, of) => countKept(services, db, { ...of, kept }),
    tables: [
      { table: "prompt", take: (tx, piece) => takePiece(services, tx, { ...piece, kept }) },
      ...(kept === "daily" ? [months] : []),
    ],
  };
}

interface Of {
  workspaceId: string;
  kept: Kept;
  before: Instant;
}

/** The next few rounds after a place, or none and the next cadence; null: there is nothing more. */
async function nextRounds(
  db: Db | Tx,
  { workspaceId, kept, before }: Of,
  { cadenceId, key }: Place,
): Promise<{ rounds: RoundToLookAt[]; place: Place } | null> {
  const of = { workspaceId, cadenceId, after: key, before };
  const rounds = cadenceId === "" ? [] : await listRoundsToLookAt(db, of, ROUNDS_AT_ONCE);
  const last = rounds.at(-1);
  if (last) return { rounds, place: { cadenceId, key: last.key } };
  const next = await findCadenceAfter(db, { workspaceId, kept, after: cadenceId });
  return next === null ? null : { rounds: [], place: { cadenceId: next, key: "" } };
}

function goes(round: RoundToLookAt, when: { before: Instant; now: Instant }): boolean {
  const isOver = round.cadence_state === "archived" || round.program_state === "closed";
  const { closes_at: closesAt, next_id: next, occasion } = round;
  return goesWhole({ closesAt, isFollowed: next !== null, isApart: isOver || occasion !== null }, when);
}

/** What was asked in rounds that go, and the answers to others that lose their words. */
async function countKept({ clock }: Pick<Services, "clock">, db: Db, of: Of): Promise<number> {
  const { workspaceId, before } = of;
  const now = clock.now();
  let count = of.kept === "daily" ? await countAskedMonths(db, workspaceId, firstMonthKept(now)) : 0;
  let place: Place = { cadenceId: "", key: "" };
  for (;;) {
    const found = await nextRounds(db, of, place);
    if (!found) return count;
    const ids = (areGoing: boolean) =>
      found.rounds.filter((round) => goes(round, { before, now }) === areGoing).map(({ id }) => id);
    count += await countPromptsOf(db, workspaceId, ids(true));
    count += await countWorded(db, workspaceId, { roundIds: ids(false), before });
    place = found.place;
    await letOthersRun();
  }
}

async function takePiece(services: Services, tx: Tx, { rows, ...piece }: Piece & { kept: Kept }): Promise<Taken> {
  const when = { before: piece.before, now: services.clock.now() };
  let place = placeIn(piece.doneTo);
  let left = rows;
  for (let looked = 0; looked < LOOKED_IN_PIECE; looked += 1) {
    const found = await nextRounds(tx, piece, place);
    if (!found) return { taken: rows - left, doneTo: null };
    for (const round of found.rounds) {
      const take = goes(round, when) ? takeRows : takeWords;
      left -= await take(services, tx, piece.workspaceId, { round, limit: left, ...when });
      // There may be more of it.
      if (left === 0) return { taken: rows, doneTo: doneTo(place) };
      place = { cadenceId: place.cadenceId, key: round.key };
    }
    place = found.place;
  }
  return { taken: rows - left, doneTo: doneTo(place) };
}

interface Taking {
  round: RoundToLookAt;
  limit: number;
  before: Instant;
  now: Instant;
}

/** Of a round that is kept, as there is no later one. Returns from how many answers. */
async function takeWords(
  services: Services,
  tx: Tx,
  workspaceId: string,
  { round, limit, before, now: at }: Taking,
): Promise<number> {
  const answers = await listWorded(tx, workspaceId, { roundId: round.id, before, limit });
  if (answers.length === 0) return 0;
  await answersRemoved.happened(services, tx, { workspaceId, at, answers });
  const ids = answers.map(({ id }) => id);
  await removeWords(tx, workspaceId, ids, at);
  return ids.length;
}

/** Returns how many prompts. */
async function takeRows(
  services: Services,
  tx: Tx,
  workspaceId: string,
  { round, limit, now: at }: Taking,
): Promise<number> {
  const prompts = await listPromptsToGo(tx, workspaceId, { roundId: round.id, limit });
  const answers = prompts.flatMap(answerTo);
  if (answers.length > 0) await answersRemoved.happened(services, tx, { workspaceId, at, answers });
  const ids = answers.map(({ id }) => id);
  const staying = await listStaying(tx, workspaceId, ids);
  await removeWords(tx, workspaceId, [...staying], at);
  await deleteAnswers(
    tx,
    workspaceId,
    ids.filter((id) => !staying.has(id)),
  );
  const span = { workspaceId, after: round.created_at, until: round.closes_at };
  const cutOffs = answers.length > 0 ? await cutOffsWithin.of(services, tx, span) : [];
  await saveGone(tx, workspaceId, round.id, {
    ...withGone(round, prompts.map(askedOf), cutOffs),
    gone_planned_late: round.gone_planned_late + prompts.filter(({ is_late: isLate }) => isLate === 1).length,
    gone_at: prompts.length < limit ? at : null,
  });
  await noteAskedMonths(tx, workspaceId, monthsAsked(round, prompts, at));
  await deletePrompts(
    tx,
    workspaceId,
    prompts.map(({ id }) => id),
  );
  return prompts.length;
}

function answerTo({ check_in_id: id, person_id: personId }: PromptToGo): Answer[] {
  return id === null ? [] : [{ id, personId }];
}

function askedOf({ state, reason, sent_at: sentAt, delegate_id: delegateId, answered_at: answeredAt }: PromptToGo) {
  return { state, reason, sentAt, hasDelegate: delegateId !== null, answeredAt };
}

/** What one person was asked for an occasion is counted nowhere. */
function monthsAsked({ occasion, cadence_id, key }: RoundToLookAt, prompts: readonly PromptToGo[], now: Instant) {
  const month = key.slice(0, "YYYY-MM".length);
  if (occasion !== null || month < firstMonthKept(now)) return [];
  return prompts.flatMap((prompt) =>
    isAsked(outcomeOf(askedOf(prompt))) ? [{ cadence_id, month, person_id: prompt.person_id }] : [],
  );
}

const LATE_AT_ONCE = 500;

/** Whether an answer came late serves its round; a while after that has closed only the answer itself is kept. */
export const expiringLate: Expiring = {
  async count(db, of) {
    let count = 0;
    let page = await listLate(db, of, { after: null, limit: LATE_AT_ONCE });
    for (; ; page = await listLate(db, of, { after: page.at(-1) ?? null, limit: LATE_AT_ONCE })) {
      count += page.length;
      if (page.length < LATE_AT_ONCE) return count;
      await letOthersRun();
    }
  },
  tables: [
    untilNone("check_in_revision", async (tx, { rows, ...piece }) => {
      const late = await listLate(tx, piece, { after: null, limit: rows });
      await clearLate(tx, piece.workspaceId, late);
      return late.length;
    }),
  ],
};
