/** Candidates for a sponsor as they are scored: each scorer on their own, with evidence; the ranking with its reasons. */

import { enqueueUpdate } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { listPrograms, listProgramsFor, type Program, standingsOf } from "../programs/programs.ts";
import {
  audit,
  type Choosing,
  candidateFor,
  choosingFor,
  findLastChoice,
  listCandidates,
  type SetupRead,
  scoresKey,
  setupOf,
} from "./candidates.ts";
import { choosingFailure } from "./choosing-texts.ts";
import { isRunning, listRequests, type Request } from "./sponsor-request.ts";
import { isCalled } from "./stakeholders.ts";

/** By what a sponsor is chosen, in the order of the form. */
export const CRITERIA = ["vision", "influence", "desire", "credibility", "customer"] as const;
export type Criterion = (typeof CRITERIA)[number];

interface CandidateScoreTable {
  workspace_id: string;
  candidate_id: string;
  criterion: Criterion;
  by_id: string;
  /** 1 to 5. */
  score: number;
  evidence: string;
  at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    candidate_score: CandidateScoreTable;
  }
}

export interface Score {
  criterion: Criterion;
  byId: string;
  /** 1 to 5. */
  score: number;
  evidence: string;
}

/** Of 1 to 5; null: nobody has scored. `criterion` left out: over all of them. */
export function meanOf(scores: readonly Pick<Score, "criterion" | "score">[], criterion?: Criterion): number | null {
  const counted = scores.filter((score) => criterion === undefined || score.criterion === criterion);
  return counted.length === 0 ? null : counted.reduce((sum, { score }) => sum + score, 0) / counted.length;
}

/** Below the middle of the scale something lacks. */
const MIDDLE = 3;

interface Scored {
  called: string;
  scores: readonly Pick<Score, "criterion" | "score">[];
}

/** By the mean, then by name; each with what they lack, and which of the others have it, the highest first. */
export function ranked<One extends Scored>(candidates: readonly One[]) {
  const byMean = (criterion?: Criterion) => (candidate: Scored, other: Scored) =>
    (meanOf(other.scores, criterion) ?? 0) - (meanOf(candidate.scores, criterion) ?? 0) ||
    candidate.called.localeCompare(other.called);
  return candidates.toSorted(byMean()).map((candidate) => ({
    ...candidate,
    lacks: CRITERIA.filter((criterion) => (meanOf(candidate.scores, criterion) ?? MIDDLE) < MIDDLE).map(
      (criterion) => ({
        criterion,
        allies: candidates
          .filter((other) => other !== candidate && (meanOf(other.scores, criterion) ?? 0) >= MIDDLE)
          .toSorted(byMean(criterion))
          .map(({ called }) => called),
      }),
    ),
  }));
}

/** How somebody scores a candidate, under all criteria at once. Throws as `candidateFor`. */
export async function enterScores(
  ctx: ActorContext,
  { candidateId, scores: given }: { candidateId: string; scores: readonly Omit<Score, "byId">[] },
): Promise<void> {
  const { actor } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    const { candidate, choice } = await candidateFor(ctx, tx, actor, candidateId, "score-candidates");
    const { workspace_id: workspaceId } = actor;
    const scores = rows(tx, "candidate_score", workspaceId);
    await scores.remove({ candidate_id: candidate.id, by_id: actor.id });
    await scores.insert(
      ...given.map(({ criterion, score, evidence }) => ({
        candidate_id: candidate.id,
        criterion,
        by_id: actor.id,
        at: ctx.clock.now(),
        score,
        evidence: storableText(evidence.trim()),
      })),
    );
    await enqueueUpdate(tx, ctx, { workspaceId, key: scoresKey(choice.id, actor.id) });
    await audit({ ...ctx, db: tx }, { programId: choice.program_id, action: "candidate.scored" });
  });
}

export interface ScoreRead extends Score {
  by: string;
}

export interface CandidateRead {
  id: string;
  personId: string;
  called: string;
  hasLeft: boolean;
  /** Their reader has entered their own scores, and so sees those of others. */
  isSeen: boolean;
  scores: ScoreRead[];
  lacks: { criterion: Criterion; allies: string[] }[];
}

type Titled = Pick<Program, "id" | "title">;

export interface ChoiceRead {
  program: Titled;
  candidates: CandidateRead[];
  scorers: string[];
  isScorer: boolean;
  isLed: boolean;
  /** Who is asked now, else who said no last; null: nobody was asked yet. */
  request: { personId: string; name: string; answer: Request["answer"]; askedAt: Instant } | null;
}

export interface OwnRead {
  program: Titled;
  scores: ScoreRead[];
  isOpen: boolean;
}

export type Page = ({ is: "choice" } & ChoiceRead) | ({ is: "setup" } & SetupRead) | ({ is: "own" } & OwnRead);

/**
 * What somebody opens for the program that is wanted by its id or key, else for their first: their own scores where they are
 * a candidate, else the choice that runs, else who leads begins one. Throws as `choosingFor`, CHOICE_FROM_PEOPLE.
 */
export async function pageOf(services: Services, actor: Person, wanted: string | null): Promise<Page> {
  const { db } = services;
  const program = await programWanted(services, actor, wanted);
  if (!program) throw choosingFailure("CHOICE_NOT_YOURS");
  const leads = may(await standingsOf(db, actor, program.id, services), "choose-sponsor");
  const own = await ownScores(db, actor, program);
  if (own && (own.isOpen || !leads)) return { is: "own", ...own };
  const found = await choosingFor(services, db, actor, program.id);
  if (found.choice) return { is: "choice", ...(await choiceRead(db, actor, found)) };
  return { is: "setup", ...(await setupOf(services, actor, program.id)) };
}

/** As `isCalled`; none is wanted: the first that they lead. Whoever calls checks the right. */
async function programWanted(services: Services, actor: Person, wanted: string | null): Promise<Program | undefined> {
  if (wanted === null) {
    const led = (await listProgramsFor(services.db, actor, services)).flatMap(({ program, standings }) =>
      may(standings, "choose-sponsor") ? [program] : [],
    );
    return led.find(({ state }) => state === "active") ?? led[0];
  }
  return (await listPrograms(services.db, actor.workspace_id)).find((program) => isCalled(program, wanted));
}

/** Throws as `choosingFor`, CHOICE_ENDED. */
export async function choiceFor(services: Services, actor: Person, programId: string): Promise<ChoiceRead> {
  return choiceRead(services.db, actor, await choosingFor(services, services.db, actor, programId));
}

/** A candidate as whoever takes part in the choice reads them. Throws as `candidateFor`. */
export async function candidateRead(
  services: Services,
  actor: Person,
  candidateId: string,
): Promise<CandidateRead & { choice: ChoiceRead }> {
  const found = await candidateFor(services, services.db, actor, candidateId);
  const choice = await choiceRead(services.db, actor, found);
  const candidate = choice.candidates.find(({ id }) => id === candidateId);
  if (!candidate) throw choosingFailure("CHOICE_ENDED");
  return { ...candidate, choice };
}

async function choiceRead(db: Db | Tx, actor: Person, found: Choosing): Promise<ChoiceRead> {
  const { program, choice, scorerIds, isScorer, isLed } = found;
  if (!choice) throw choosingFailure("CHOICE_ENDED");
  const candidates = await candidatesRead(db, actor, found);
  const scorers = await peopleByIds(db, program.workspace_id, [...scorerIds]);
  const [last] = await listRequests(db, choice);
  const shown = last && (isRunning(last) || last.answer === "no") ? last : null;
  const asked = candidates.find(({ id }) => id === shown?.candidate_id) ?? null;
  return {
    program,
    candidates,
    scorers: scorers.map(({ name }) => name),
    isScorer,
    isLed,
    request: shown &&
      asked && { personId: asked.personId, name: asked.called, answer: shown.answer, askedAt: shown.asked_at },
  };
}

/** Those whose scores their reader sees, by rank; then the others, by name. */
async function candidatesRead(
  db: Db | Tx,
  actor: Person,
  { program: { workspace_id: workspaceId }, candidates, scorerIds, isScorer }: Choosing,
): Promise<CandidateRead[]> {
  const ids = candidates.map(({ id }) => id);
  const scores = (await scoresOf(db, workspaceId, ids)).filter(({ byId }) => scorerIds.includes(byId));
  const named = candidates.map(({ person_id: id }) => id);
  const people = await peopleByIds(db, workspaceId, named);
  const read = candidates.map(({ id, person_id: personId }): CandidateRead => {
    const person = people.find((each) => each.id === personId);
    const theirs = scores.filter(({ candidateId }) => candidateId === id);
    // Nobody sees how others scored a candidate before they have entered their own.
    const isSeen = isScorer && theirs.some(({ byId }) => byId === actor.id);
    const called = person?.name ?? "";
    const hasLeft = person?.is_deactivated === 1;
    return { id, personId, called, hasLeft, isSeen, scores: isSeen ? theirs : [], lacks: [] };
  });
  const unseen = read.filter(({ isSeen }) => !isSeen).sort((a, b) => a.called.localeCompare(b.called));
  return [...ranked(read.filter(({ isSeen }) => isSeen)), ...unseen];
}

async function scoresOf(
  db: Db | Tx,
  workspaceId: string,
  candidateIds: readonly string[],
): Promise<(ScoreRead & { candidateId: string })[]> {
  const all = await rows(db, "candidate_score", workspaceId).list({ candidate_id: candidateIds }, ["at", "by_id"]);
  const people = await peopleByIds(db, workspaceId, [...new Set(all.map(({ by_id: id }) => id))]);
  return all.map(({ candidate_id: candidateId, criterion, by_id: byId, score, evidence }) => ({
    candidateId,
    criterion,
    byId,
    score,
    evidence,
    by: people.find(({ id }) => id === byId)?.name ?? "",
  }));
}

/** How its reader was scored, by whom, in the newest choice of a program; null: they are no candidate in it. */
async function ownScores(db: Db | Tx, person: Person, program: Program): Promise<OwnRead | null> {
  const choice = await findLastChoice(db, person.workspace_id, program.id);
  const own = choice && (await listCandidates(db, choice)).find(({ person_id: id }) => id === person.id);
  if (!choice || !own) return null;
  const isOpen = choice.state === "open" && program.state === "active";
  return { program, scores: await scoresOf(db, person.workspace_id, [own.id]), isOpen };
}
