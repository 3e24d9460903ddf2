/** The choice as those read it who take part in it, and their own scores as a candidate does. */
import { may } from "../people/rules-rights.ts";
import { type Person, peopleByIds } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { listProgramsFor, type Program, programOf, standingsOf } from "../programs/use-cases.ts";
import { POWERS } from "../register/types/actions.ts";
import { type Choosing, candidateFor, choosingFor, runningRequest, sponsorsOf } from "./choosing.ts";
import { choosingFailure } from "./choosing-failures.ts";
import { alliesFor, type Criterion, hasScored, lacking, ranked, type Score, seenBy } from "./choosing-rules.ts";
import {
  findLastChoice,
  listCandidates,
  listRequests,
  listScores,
  programsChoosingWith,
  type Request,
} from "./choosing-store.ts";
import { listPeople, type Stakeholder } from "./people.ts";

export interface ScoreRead extends Score {
  by: string;
}

export interface CandidateRead {
  id: string;
  personId: string | null;
  called: string;
  isGone: boolean;
  /** Their reader scores them. */
  isToScore: boolean;
  /** Their reader has entered their own scores, and so sees those of others. */
  isSeen: boolean;
  scores: ScoreRead[];
  own: ScoreRead[];
  /** What it lacks, with the other candidates who have it. */
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
  request: { id: string; name: string; answer: Request["answer"]; askedAt: Instant } | null;
  sponsors: { id: string; name: string }[];
}

export interface SetupRead {
  program: Titled;
  isNew: boolean;
  /** The names of who sponsors it today. */
  sponsors: string[];
  /** Of *My people*; who is a candidate already comes first, then who decides. */
  offered: { id: string; called: string; isChosen: boolean }[];
  /** Slack user ids. */
  scorers: string[];
}

export interface OwnRead {
  program: Titled;
  scores: ScoreRead[];
  /** What they are asked; null: they were not. */
  request: { id: string; answer: Request["answer"] } | null;
  isOpen: boolean;
}

export type Page =
  | ({ is: "choice" } & ChoiceRead)
  | ({ is: "setup" } & SetupRead)
  | ({ is: "own" } & OwnRead)
  | { is: "off"; program: Titled; error: DrumbeatError };

const MOST_OFFERED = 10;

/**
 * What somebody opens for the program that is wanted by its id or key, else for their first: their own scores where they are
 * a candidate, else the choice that runs, else who leads begins one. Throws CHOICE_NOT_YOURS, CHOICE_PROGRAM_CLOSED.
 */
export async function pageOf(services: Services, actor: Person, wanted: string | null): Promise<Page> {
  const { db } = services;
  const program = await programWanted(services, actor, wanted);
  if (!program) throw choosingFailure("CHOICE_NOT_YOURS");
  const leads = may(await standingsOf(db, actor, program.id, services), "choose-sponsor");
  const own = await ownScores(db, actor, program);
  if (own && (own.isOpen || !leads)) return { is: "own", ...own };
  try {
    const found = await choosingFor(services, db, actor, program.id);
    if (found.choice) return { is: "choice", ...(await choiceRead(services, actor, found)) };
    return { is: "setup", ...(await setupOf(services, actor, program.id)) };
  } catch (error) {
    if (!(error instanceof DrumbeatError) || error.code !== "CHOICE_OFF") throw error;
    return { is: "off", program, error };
  }
}

async function programWanted(services: Services, actor: Person, wanted: string | null): Promise<Program | undefined> {
  const { db } = services;
  const led = (await listProgramsFor(db, actor, services)).flatMap(({ program, standings }) =>
    may(standings, "choose-sponsor") ? [program] : [],
  );
  const all = [...led];
  for (const id of await programsChoosingWith(db, actor))
    if (led.every((program) => program.id !== id)) all.push(await programOf(db, actor.workspace_id, id));
  if (wanted === null) return all.find(({ state }) => state === "active") ?? all[0];
  const typed = wanted.toLowerCase();
  return all.find(({ id, key, short_key }) => [id, key, short_key].some((name) => name.toLowerCase() === typed));
}

/** Who may become a candidate, and who scores. Throws as `choosingFor`. */
export async function setupOf(services: Services, actor: Person, programId: string): Promise<SetupRead> {
  const { db } = services;
  const { workspace_id: workspaceId } = actor;
  const found = await choosingFor(services, db, actor, programId, "choose-sponsor");
  const sponsors = await sponsorsOf(services, db, found.program);
  const others = [actor.id, ...sponsors.map(({ id }) => id)];
  const lines = (await listPeople(db, workspaceId, programId)).filter(
    ({ details }) => details.personId === undefined || !others.includes(details.personId),
  );
  const names = await namesOf(db, workspaceId, lines);
  const offered = lines
    .map((line) => ({
      id: line.id,
      called: names.get(line.details.personId ?? "")?.name ?? line.title,
      isChosen: found.candidates.some(({ item_id: id }) => id === line.id),
      rank: POWERS.indexOf(line.details.power),
    }))
    .sort((one, other) => Number(other.isChosen) - Number(one.isChosen) || one.rank - other.rank)
    .slice(0, MOST_OFFERED);
  const scorers = found.choice ? await peopleByIds(db, workspaceId, [...found.scorerIds]) : [actor];
  return {
    program: found.program,
    isNew: found.choice === null,
    sponsors: sponsors.map(({ name }) => name),
    offered,
    scorers: scorers.map((person) => person.slack_user_id),
  };
}

async function namesOf(
  db: Db | Tx,
  workspaceId: string,
  lines: readonly Stakeholder[],
  others: readonly string[] = [],
) {
  const ids = new Set([...lines.flatMap(({ details }) => details.personId ?? []), ...others]);
  return new Map((await peopleByIds(db, workspaceId, [...ids])).map((person) => [person.id, person]));
}

/** Throws as `choosingFor`, CHOICE_GONE. */
export async function choiceFor(services: Services, actor: Person, programId: string): Promise<ChoiceRead> {
  return choiceRead(services, actor, await choosingFor(services, services.db, actor, programId));
}

async function choiceRead(services: Services, actor: Person, found: Choosing): Promise<ChoiceRead> {
  const { db } = services;
  const { program, choice, scorerIds, isScorer, isLed } = found;
  if (!choice) throw choosingFailure("CHOICE_GONE");
  const candidates = await candidatesRead(db, actor, found);
  const scorers = await peopleByIds(db, program.workspace_id, [...scorerIds]);
  const running = await runningRequest(db, choice);
  const [last] = await listRequests(db, choice);
  const shown = running ?? (last?.answer === "no" ? last : null);
  const asked = candidates.find(({ id }) => id === shown?.candidate_id);
  return {
    program,
    candidates,
    scorers: scorers.map(({ name }) => name),
    isScorer,
    isLed,
    request:
      shown && asked ? { id: shown.id, name: asked.called, answer: shown.answer, askedAt: shown.asked_at } : null,
    sponsors: await sponsorsOf(services, db, program),
  };
}

/** Those whose scores their reader sees, by rank; then the others, by name. */
async function candidatesRead(
  db: Db | Tx,
  actor: Person,
  { program, candidates, scorerIds, isScorer }: Choosing,
): Promise<CandidateRead[]> {
  const { workspace_id: workspaceId, id: programId } = program;
  const lines = await listPeople(db, workspaceId, programId);
  const all = await listScores(
    db,
    workspaceId,
    candidates.map(({ id }) => id),
  );
  const names = await namesOf(
    db,
    workspaceId,
    lines,
    all.map(({ byId }) => byId),
  );
  const read = candidates.map((candidate): CandidateRead => {
    const line = lines.find(({ id }) => id === candidate.item_id);
    const person = names.get(candidate.person_id ?? "");
    const theirs = all.flatMap(({ candidate_id: id, ...score }): ScoreRead[] =>
      id === candidate.id && scorerIds.includes(score.byId)
        ? [{ ...score, by: names.get(score.byId)?.name ?? "" }]
        : [],
    );
    const isSeen = isScorer && hasScored(theirs, actor.id);
    const seen = isSeen ? new Set(seenBy(theirs, actor.id)) : new Set();
    return {
      id: candidate.id,
      personId: candidate.person_id,
      called: person?.name ?? line?.title ?? "",
      isGone: person?.is_deactivated === 1,
      isToScore: isScorer,
      isSeen,
      scores: theirs.filter((score) => seen.has(score)),
      own: theirs.filter(({ byId }) => byId === actor.id),
      lacks: [],
    };
  });
  const seen = ranked(read.filter(({ isSeen }) => isSeen));
  const unseen = read.filter(({ isSeen }) => !isSeen).sort((one, other) => one.called.localeCompare(other.called));
  return [
    ...seen.map((one) => ({
      ...one,
      lacks: lacking(one.scores).map((criterion) => ({
        criterion,
        allies: alliesFor(
          criterion,
          seen.filter(({ id }) => id !== one.id),
        ).map(({ called }) => called),
      })),
    })),
    ...unseen,
  ];
}

/** One candidate as whoever takes part in the choice reads them. Throws as `candidateFor`. */
export async function candidateRead(
  services: Services,
  actor: Person,
  candidateId: string,
): Promise<CandidateRead & { choice: ChoiceRead }> {
  const found = await candidateFor(services, services.db, actor, candidateId);
  const choice = await choiceRead(services, actor, found);
  const candidate = choice.candidates.find(({ id }) => id === candidateId);
  if (!candidate) throw choosingFailure("CHOICE_GONE");
  return { ...candidate, choice };
}

/** How its reader was scored, by whom, in the newest choice of a program; null: they are no candidate in it. */
async function ownScores(db: Db | Tx, person: Person, program: Program): Promise<OwnRead | null> {
  const choice = await findLastChoice(db, person.workspace_id, program.id);
  const own = choice && (await listCandidates(db, choice)).find(({ person_id: id }) => id === person.id);
  if (!choice || !own) return null;
  const scores = await listScores(db, person.workspace_id, [own.id]);
  const names = await namesOf(
    db,
    person.workspace_id,
    [],
    scores.map(({ byId }) => byId),
  );
  const asked = (await listRequests(db, choice)).find(({ person_id: id }) => id === person.id);
  return {
    program,
    scores: scores.map((score) => ({ ...score, by: names.get(score.byId)?.name ?? "" })),
    request: asked ? { id: asked.id, answer: asked.answer } : null,
    isOpen: choice.state === "open" && program.state === "active",
  };
}
