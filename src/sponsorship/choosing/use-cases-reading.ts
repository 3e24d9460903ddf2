/** The choice as those read it who take part in it, and their own lines as a candidate does. */
import { may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { listProgramsFor, type Program, programOf, standingsOf } from "../../programs/use-cases.ts";
import { listItemsFor } from "../../register/use-cases-reading.ts";
import type { NamedItem } from "../case/facts.ts";
import { listOfProgram, type Stakeholder } from "../stakeholders/repository.ts";
import { POWERS } from "../stakeholders/table.ts";
import { choosingFailure } from "./failures.ts";
import { findLastChoice, listCandidates, listChoicesOf, listRequests, type Request } from "./repository.ts";
import {
  alliesIn,
  type Fact,
  type HandOver,
  handOverOf,
  hasEnteredAll,
  inOrder,
  isNamed,
  lacking,
  mayConfirm,
  seenBy,
} from "./rules.ts";
import type { Criterion } from "./table.ts";
import { type Choosing, candidateFor, choosingFor, runningRequest, sponsorsOf } from "./use-cases.ts";
import { factsOf } from "./use-cases-facts.ts";

export interface FactRead extends Fact {
  by: string;
  confirmed: string[];
  /** By its reader. */
  isToConfirm: boolean;
  isOwn: boolean;
}

export interface CandidateRead {
  id: string;
  personId: string | null;
  called: string;
  isGone: boolean;
  /** Their reader has entered their own facts, and so sees those of others. */
  isSeen: boolean;
  facts: FactRead[];
  /** Where nobody knows of a fact: the criterion, and the other candidates who have one. */
  lacks: { criterion: Criterion; allies: string[] }[];
}

export interface RequestRead {
  id: string;
  candidateId: string;
  name: string;
  answer: Request["answer"];
  askedAt: Instant;
}

type Titled = Pick<Program, "id" | "title">;

export interface ChoiceRead {
  program: Titled;
  candidates: CandidateRead[];
  contributors: string[];
  /** Who is asked now, else who said no last; null: nobody was asked yet. */
  request: RequestRead | null;
  sponsors: { id: string; name: string }[];
  isLed: boolean;
}

export interface SetupRead {
  program: Titled;
  isNew: boolean;
  /** The names of who sponsors it today. */
  sponsors: string[];
  /** Lines of *My people* as they are called; who is a candidate already comes first, then who decides. */
  offered: { id: string; called: string; isChosen: boolean }[];
  contributors: Person[];
}

export interface OwnRead {
  program: Titled;
  facts: FactRead[];
  /** What they are asked; null: they were not. */
  request: { id: string; answer: Request["answer"]; by: string } | null;
  isOpen: boolean;
}

export type Page =
  | ({ is: "choice" } & ChoiceRead)
  | ({ is: "setup" } & SetupRead)
  | ({ is: "own" } & OwnRead)
  | { is: "off"; program: Titled; error: DrumbeatError };

const MOST_OFFERED = 10;

/**
 * What somebody opens for the program that is wanted by its id or key, else for their first: their own lines where they are a
 * candidate, else the choice that runs, else who leads begins one. Throws CHOICE_NOT_YOURS, CHOICE_PROGRAM_CLOSED.
 */
export async function pageOf(services: Services, actor: Person, wanted: string | null): Promise<Page> {
  const { db } = services;
  const program = await programWanted(services, actor, wanted);
  if (!program) throw choosingFailure("CHOICE_NOT_YOURS");
  const leads = may(await standingsOf(db, actor, program.id, services), "choose-sponsor");
  const own = await ownLines(services, actor, program);
  if (own && (own.isOpen || !leads)) return { is: "own", ...own };
  try {
    const found = await choosingFor(services, db, actor, program.id, "enter-candidate-facts");
    if (found.choice) return { is: "choice", ...(await choiceRead(services, actor, found)) };
    return { is: "setup", ...(await setupOf(services, actor, program.id)) };
  } catch (error) {
    if (!(error instanceof DrumbeatError) || error.code !== "CHOICE_COUNCIL") throw error;
    return { is: "off", program, error };
  }
}

async function programWanted(services: Services, actor: Person, wanted: string | null): Promise<Program | undefined> {
  const { db } = services;
  const led = (await listProgramsFor(db, actor, services)).flatMap(({ program, standings }) =>
    may(standings, "choose-sponsor") ? [program] : [],
  );
  const ids = (await listChoicesOf(db, actor.workspace_id, actor.id)).map(({ program_id: id }) => id);
  const others: Program[] = [];
  for (const id of new Set(ids.filter((id) => led.every((program) => program.id !== id))))
    others.push(await programOf(db, actor.workspace_id, id));
  const all = [...led, ...others];
  if (wanted === null) return all.find(({ state }) => state === "active") ?? all[0];
  const typed = wanted.toLowerCase();
  return all.find(({ id, key, short_key }) => [id, key, short_key].some((name) => name.toLowerCase() === typed));
}

/** Who may become a candidate and is asked for facts. Throws as `choosingFor`. */
export async function setupOf(services: Services, actor: Person, programId: string): Promise<SetupRead> {
  const { db } = services;
  const { workspace_id: workspaceId } = actor;
  const found = await choosingFor(services, db, actor, programId, "choose-sponsor");
  const sponsors = await sponsorsOf(services, db, found.program);
  const lines = (await listOfProgram(db, workspaceId, programId)).filter(
    (line) => isNamed(line) && line.person_id !== actor.id && sponsors.every(({ id }) => id !== line.person_id),
  );
  const names = await namesIn(
    services,
    workspaceId,
    lines.map(({ person_id: id }) => id),
  );
  const offered = lines
    .map((line) => ({
      id: line.id,
      called: calledIn(line, names),
      isChosen: found.candidates.some(({ stakeholder_id: id }) => id === line.id),
      rank: POWERS.indexOf(line.power),
    }))
    .sort((one, other) => Number(other.isChosen) - Number(one.isChosen) || one.rank - other.rank)
    .slice(0, MOST_OFFERED);
  const contributors = await peopleByIds(db, workspaceId, [...found.contributorIds]);
  return {
    program: found.program,
    isNew: found.choice === null,
    sponsors: sponsors.map(({ name }) => name),
    offered,
    contributors,
  };
}

async function namesIn({ db }: Pick<Services, "db">, workspaceId: string, ids: readonly (string | null)[]) {
  const known = [...new Set(ids.flatMap((id) => id ?? []))];
  return new Map((await peopleByIds(db, workspaceId, known)).map((each) => [each.id, each]));
}

type Names = Awaited<ReturnType<typeof namesIn>>;

function calledIn(line: Pick<Stakeholder, "person_id" | "name" | "job" | "organisation"> | undefined, names: Names) {
  const place = [line?.job, line?.organisation].filter(Boolean).join(", ");
  return (line?.person_id ? names.get(line.person_id)?.name : line?.name) ?? place;
}

/** Throws as `choosingFor`, CHOICE_GONE. */
export async function choiceFor(services: Services, actor: Person, programId: string): Promise<ChoiceRead> {
  const found = await choosingFor(services, services.db, actor, programId, "enter-candidate-facts");
  return choiceRead(services, actor, found);
}

async function choiceRead(services: Services, actor: Person, found: Choosing): Promise<ChoiceRead> {
  const { db } = services;
  const { program, choice, contributorIds, isLed } = found;
  if (!choice) throw choosingFailure("CHOICE_GONE");
  const candidates = await candidatesRead(services, actor, found);
  const names = await namesIn(services, program.workspace_id, contributorIds);
  const running = await runningRequest(db, choice);
  const [last] = await listRequests(db, choice);
  const shown = running ?? (last?.answer === "no" ? last : null);
  const of = candidates.find(({ id }) => id === shown?.candidate_id);
  return {
    program,
    candidates,
    contributors: contributorIds.flatMap((id) => names.get(id)?.name ?? []),
    request:
      shown && of
        ? { id: shown.id, candidateId: of.id, name: of.called, answer: shown.answer, askedAt: shown.asked_at }
        : null,
    sponsors: await sponsorsOf(services, db, program),
    isLed,
  };
}

/** Those whose facts their reader sees, in their order; then the others, by name. */
async function candidatesRead(
  services: Services,
  actor: Person,
  { program, candidates }: Pick<Choosing, "program" | "candidates">,
): Promise<CandidateRead[]> {
  const { db } = services;
  const { workspace_id: workspaceId } = program;
  const lines = new Map((await listOfProgram(db, workspaceId, program.id)).map((line) => [line.id, line]));
  const facts = await factsOf(db, workspaceId, candidates);
  const all = [...facts.values()].flat();
  const people = [
    ...candidates.map(({ person_id: id }) => id),
    ...all.flatMap((one) => [one.byId, ...one.confirmedBy]),
  ];
  const names = await namesIn(services, workspaceId, people);
  const read = candidates.map((candidate) => {
    const theirs = facts.get(candidate.id) ?? [];
    return {
      id: candidate.id,
      personId: candidate.person_id,
      called: calledIn(lines.get(candidate.stakeholder_id), names),
      isGone: names.get(candidate.person_id ?? "")?.is_deactivated === 1,
      isSeen: hasEnteredAll(theirs, actor.id),
      facts: seenBy(theirs, actor.id).map((fact) => factRead(fact, actor, candidate.person_id, names)),
    };
  });
  const seen = inOrder(read.filter(({ isSeen }) => isSeen));
  const unseen = read.filter(({ isSeen }) => !isSeen).sort((one, other) => one.called.localeCompare(other.called));
  return [...seen, ...unseen].map((one) => ({
    ...one,
    lacks: one.isSeen
      ? lacking(one.facts).map((criterion) => ({
          criterion,
          allies: alliesIn(
            criterion,
            seen.filter(({ id }) => id !== one.id),
          ).map(({ called }) => called),
        }))
      : [],
  }));
}

function factRead(fact: Fact, actor: Person, personId: string | null, names: Names): FactRead {
  return {
    ...fact,
    by: names.get(fact.byId)?.name ?? "",
    confirmed: fact.confirmedBy.flatMap((id) => names.get(id)?.name ?? []),
    isToConfirm: mayConfirm(fact, actor.id, personId),
    isOwn: fact.byId === actor.id,
  };
}

/** One candidate as whoever takes part in the choice reads them. Throws as `candidateFor`. */
export async function candidateRead(
  services: Services,
  actor: Person,
  candidateId: string,
): Promise<CandidateRead & { choice: ChoiceRead }> {
  const found = await candidateFor(services, services.db, actor, candidateId, "enter-candidate-facts");
  const choice = await choiceRead(services, actor, found);
  const candidate = choice.candidates.find(({ id }) => id === candidateId);
  if (!candidate) throw choosingFailure("CHOICE_GONE");
  return { ...candidate, choice };
}

/** What is known of its reader, by whom, in the newest choice of a program; null: they are no candidate in it. */
export async function ownLines(services: Services, person: Person, program: Program): Promise<OwnRead | null> {
  const { db } = services;
  const choice = await findLastChoice(db, person.workspace_id, program.id);
  if (!choice) return null;
  const own = (await listCandidates(db, choice)).find(({ person_id: id }) => id === person.id);
  if (!own) return null;
  const facts = (await factsOf(db, person.workspace_id, [own])).get(own.id) ?? [];
  const asked = (await listRequests(db, choice)).find(({ person_id: id }) => id === person.id);
  const ids = [...facts.flatMap((one) => [one.byId, ...one.confirmedBy]), asked?.asked_by ?? null];
  const names = await namesIn(services, person.workspace_id, ids);
  return {
    program,
    facts: facts.map((fact) => factRead(fact, person, own.person_id, names)),
    request: asked ? { id: asked.id, answer: asked.answer, by: names.get(asked.asked_by)?.name ?? "" } : null,
    isOpen: choice.state === "open" && program.state === "active",
  };
}

export interface HandOverRead extends HandOver<NamedItem> {
  program: Titled;
  name: string;
}

/**
 * What goes over with the role of a sponsor: for whoever leads, of a sponsor there is; for a sponsor, of themselves. Each
 * item as its reader may read it. Throws CHOICE_NOT_YOURS.
 */
export async function handOverFor(
  services: Services,
  actor: Person,
  { programId, personId }: { programId: string; personId: string },
): Promise<HandOverRead> {
  const { db } = services;
  const program = await programOf(db, actor.workspace_id, programId);
  const sponsor = (await sponsorsOf(services, db, program)).find(({ id }) => id === personId);
  const leads = may(await standingsOf(db, actor, programId, services), "choose-sponsor");
  if (!sponsor || (!leads && actor.id !== personId)) throw choosingFailure("CHOICE_NOT_YOURS");
  const types = ["action", "ask", "presence", "decision"] as const;
  const items = await listItemsFor(services, actor, { programIds: [programId], types });
  const handOver = handOverOf(items, personId, services.clock.now());
  return { program, name: sponsor.name, ...handOver };
}
