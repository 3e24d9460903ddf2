/** How a program chooses its sponsor: by facts with their day, entered by each on their own and confirmed by somebody else. */
import { calendarByKey } from "../../calendars/use-cases-lists.ts";
import { enqueueToAll, enqueueUpdate } from "../../delivery/use-cases.ts";
import { whyNotAsked } from "../../people/rules-answering.ts";
import { type Action, may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import { adminNames, dataProtectionOf, settingsOf } from "../../people/use-cases-settings.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { listSeatsOn, type Program, programOf, seatDay, standingsOf } from "../../programs/use-cases.ts";
import { showCaseInThreads } from "../case/messages-shared.ts";
import { listOfProgram, type Stakeholder } from "../stakeholders/repository.ts";
import { choosingKeys } from "./delivery-keys.ts";
import { choosingFailure } from "./failures.ts";
import { factsWantedKind } from "./messages-facts.ts";
import {
  type Candidate,
  type Choice,
  candidatesFrom,
  deleteCandidates,
  findCandidate,
  findChoice,
  findLastChoice,
  insertCandidate,
  insertChoice,
  listCandidates,
  listRequests,
  listRequestsOf,
  type Request,
  updateChoice,
  updateRequest,
} from "./repository.ts";
import { isNamed, isRunning, readContributors } from "./rules.ts";
import { councilCountries, isOff } from "./rules-councils.ts";

export type Stamps = Pick<Services, "db" | "clock" | "ids">;
type Reading = Pick<Looking, "clock">;

/** The choice of a program as somebody finds it who may take part in it. */
export interface Choosing {
  program: Program;
  /** Null: none runs. */
  choice: Choice | null;
  candidates: Candidate[];
  contributorIds: readonly string[];
  isLed: boolean;
}

/**
 * For an act on the choice that runs in a program, or to begin one. A candidate takes no part in it. Throws CHOICE_NOT_YOURS,
 * CHOICE_CANDIDATE, CHOICE_PROGRAM_CLOSED, CHOICE_COUNCIL.
 */
export async function choosingFor(
  services: Reading,
  db: Db | Tx,
  actor: Person,
  programId: string,
  action: Action,
): Promise<Choosing> {
  const program = await programOf(db, actor.workspace_id, programId);
  const last = await findLastChoice(db, actor.workspace_id, programId);
  const choice = last?.state === "open" ? last : null;
  const candidates = choice ? await listCandidates(db, choice) : [];
  const contributorIds = choice ? readContributors(choice.contributors) : [];
  const isAsked = contributorIds.includes(actor.id) && actor.is_deactivated === 0;
  const standings = [
    ...(await standingsOf(db, actor, programId, services)),
    ...(isAsked ? (["contributor"] as const) : []),
  ];
  if (!may(standings, action)) throw choosingFailure("CHOICE_NOT_YOURS");
  if (candidates.some(({ person_id: id }) => id === actor.id)) throw choosingFailure("CHOICE_CANDIDATE");
  if (program.state === "closed") throw choosingFailure("CHOICE_PROGRAM_CLOSED");
  const councils = await councilsToHear(services, db, program, contributorIds);
  if (councils.length > 0)
    throw choosingFailure("CHOICE_COUNCIL", {
      countries: councils.join(","),
      who: await adminNames(db, actor.workspace_id),
    });
  return { program, choice, candidates, contributorIds, isLed: may(standings, "choose-sponsor") };
}

/**
 * The countries whose works council is to be consulted first, while nobody has entered when it was: by the holidays of the
 * workspace, and by where those live who lead, are asked for facts, or may become candidates.
 */
async function councilsToHear(
  { clock }: Reading,
  db: Db | Tx,
  program: Program,
  contributorIds: readonly string[],
): Promise<string[]> {
  const { workspace_id: workspaceId } = program;
  const { holidayRegion } = await settingsOf(db, workspaceId);
  const own = holidayRegion === null ? null : await calendarByKey(db, workspaceId, holidayRegion);
  const seats = await listSeatsOn(db, program, seatDay(clock.now()));
  const leads = seats.filter(({ role }) => role === "lead" || role === "deputy").map((seat) => seat.person_id);
  const named = (await listOfProgram(db, workspaceId, program.id)).flatMap(({ person_id: id }) => id ?? []);
  const people = await peopleByIds(db, workspaceId, [...new Set([...leads, ...contributorIds, ...named])]);
  const zones = people.filter(({ is_deactivated: isGone }) => isGone === 0).map(({ zone }) => zone);
  const countries = councilCountries(own ? own.region : holidayRegion, zones);
  const { choosingConsultedOn } = await dataProtectionOf(db, workspaceId);
  return isOff(countries, choosingConsultedOn) ? countries : [];
}

/** Who sponsors a program now. */
export async function sponsorsOf({ clock }: Reading, db: Db | Tx, program: Program): Promise<Person[]> {
  const seats = await listSeatsOn(db, program, seatDay(clock.now()));
  const ids = seats.filter(({ role }) => role === "sponsor").map((seat) => seat.person_id);
  return peopleByIds(db, program.workspace_id, [...new Set(ids)]);
}

/**
 * Begins a choice, or changes who is a candidate and who is asked for facts. What is known of whoever is taken out goes.
 * Throws as `choosingFor`, CHOICE_NOBODY, CHOICE_ONESELF, CHOICE_BOTH, CHOICE_NO_CONTRIBUTOR, CHOICE_ASKED, CHOICE_QUICKER.
 */
export async function saveChoice(
  services: Stamps,
  actor: Person,
  programId: string,
  { stakeholderIds, contributors }: { stakeholderIds: readonly string[]; contributors: readonly Person[] },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const found = await choosingFor(services, tx, actor, programId, "choose-sponsor");
    const { workspace_id: workspaceId } = actor;
    const known = await listOfProgram(tx, workspaceId, programId);
    const lines = known.filter((line) => stakeholderIds.includes(line.id) && isNamed(line));
    refuse(actor, lines, contributors);
    const choice = found.choice ?? (await begin(services, tx, actor, programId));
    const ids = contributors.map(({ id }) => id);
    const changes = { contributors: JSON.stringify(ids), touched_at: services.clock.now() };
    await updateChoice(tx, choice, changes);
    const gone = found.candidates.filter((one) => !lines.some(({ id }) => id === one.stakeholder_id));
    const asked = await runningRequest(tx, choice);
    if (asked && gone.some(({ id }) => id === asked.candidate_id))
      throw choosingFailure("CHOICE_ASKED", { name: asked.name });
    await deleteCandidates(
      tx,
      workspaceId,
      gone.map(({ id }) => id),
    );
    for (const { id, person_id } of lines)
      if (!found.candidates.some((one) => one.stakeholder_id === id))
        await insertCandidate(tx, {
          workspace_id: workspaceId,
          id: services.ids.next(),
          choice_id: choice.id,
          stakeholder_id: id,
          person_id,
          named_by: actor.id,
          named_at: services.clock.now(),
        });
    await askForFacts(
      services,
      tx,
      choice,
      ids.filter((id) => id !== actor.id),
    );
    await note(services, tx, actor, programId, found.choice ? "sponsor-choice.changed" : "sponsor-choice.opened");
  });
}

/** Throws CHOICE_NOBODY, CHOICE_ONESELF, CHOICE_NO_CONTRIBUTOR, CHOICE_BOTH. */
function refuse(actor: Person, lines: readonly Stakeholder[], contributors: readonly Person[]): void {
  if (lines.length === 0) throw choosingFailure("CHOICE_NOBODY");
  if (lines.some(({ person_id: id }) => id === actor.id)) throw choosingFailure("CHOICE_ONESELF");
  for (const person of contributors) {
    const { name } = person;
    if (whyNotAsked(person, { isChosen: true }) !== null) throw choosingFailure("CHOICE_NO_CONTRIBUTOR", { name });
    if (lines.some(({ person_id: id }) => id === person.id)) throw choosingFailure("CHOICE_BOTH", { name });
  }
}

async function begin({ clock, ids }: Stamps, tx: Tx, actor: Person, programId: string): Promise<Choice> {
  const last = await findLastChoice(tx, actor.workspace_id, programId);
  const now = clock.now();
  const choice: Choice = {
    workspace_id: actor.workspace_id,
    id: ids.next(),
    program_id: programId,
    turn: (last?.turn ?? 0) + 1,
    contributors: "[]",
    state: "open",
    opened_by: actor.id,
    opened_at: now,
    touched_at: now,
    ended_at: null,
    chosen_id: null,
    decision_id: null,
  };
  if (!(await insertChoice(tx, choice))) throw choosingFailure("CHOICE_QUICKER");
  return choice;
}

/** Once to each. */
async function askForFacts(
  services: Stamps,
  tx: Tx,
  { workspace_id: workspaceId, id: choiceId, program_id: programId }: Choice,
  personIds: readonly string[],
): Promise<void> {
  await enqueueToAll(
    tx,
    services,
    factsWantedKind,
    personIds.map((personId) => ({
      workspaceId,
      key: choosingKeys.facts(choiceId, personId),
      subject: { choiceId, programId, personId },
      to: { personId },
      notBefore: services.clock.now(),
    })),
  );
}

/** The choice ends without anybody: whoever was asked is told that it is settled. Throws as `choosingFor`, CHOICE_GONE. */
export async function withdrawChoice(services: Stamps, actor: Person, programId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { choice } = await choosingFor(services, tx, actor, programId, "choose-sponsor");
    if (!choice) throw choosingFailure("CHOICE_GONE");
    const now = services.clock.now();
    await withdrawRunning(services, tx, choice);
    await updateChoice(tx, choice, { state: "withdrawn", ended_at: now, touched_at: now });
    await showFactsWanted(services, tx, choice);
    await note(services, tx, actor, programId, "sponsor-choice.withdrawn");
  });
}

/** Whoever was asked for facts reads that they are wanted no more. */
export async function showFactsWanted(services: Stamps, tx: Tx, choice: Choice): Promise<void> {
  const { workspace_id: workspaceId } = choice;
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: choosingKeys.facts(choice.id, "") });
}

/** Whoever is asked to sponsor a program that was closed or reopened reads whether they are still. */
export async function showRequest(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id }: Pick<Program, "workspace_id" | "id">,
): Promise<void> {
  const choice = await findLastChoice(tx, workspaceId, id);
  for (const request of choice ? (await listRequests(tx, choice)).filter(isRunning) : [])
    await showRequested(services, tx, id, request);
}

/** Whoever is asked reads what is so now, and the case below it as long as they may. */
export async function showRequested(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  programId: string,
  { workspace_id: workspaceId, id, person_id: personId }: Pick<Request, "workspace_id" | "id" | "person_id">,
): Promise<void> {
  await enqueueUpdate(tx, services, { workspaceId, key: choosingKeys.request(id) });
  await showCaseInThreads(services, tx, { workspaceId, programId, personId });
}

/** A line of *My people* goes, and all that is known of it as a candidate: whoever is asked reads that they are no more. */
export async function forgetCandidate(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id, program_id: programId }: Pick<Stakeholder, "workspace_id" | "id" | "program_id">,
): Promise<void> {
  const ids = await candidatesFrom(tx, workspaceId, id);
  for (const request of (await listRequestsOf(tx, workspaceId, ids)).filter(isRunning))
    await showRequested(services, tx, programId, request);
  await deleteCandidates(tx, workspaceId, ids);
}

/** Nobody is asked any more. */
export async function withdrawRunning(services: Stamps, tx: Tx, choice: Choice): Promise<void> {
  for (const request of (await listRequests(tx, choice)).filter(isRunning)) {
    await updateRequest(tx, request, { answer: "withdrawn", answered_at: services.clock.now() });
    await showRequested(services, tx, choice.program_id, request);
  }
}

/** Who is asked and has said neither yes nor no; whoever has left is asked no more. */
export async function runningRequest(db: Db | Tx, choice: Choice): Promise<(Request & { name: string }) | null> {
  const running = (await listRequests(db, choice)).filter(isRunning);
  const ids = running.map(({ person_id: id }) => id);
  const people = new Map((await peopleByIds(db, choice.workspace_id, ids)).map((each) => [each.id, each]));
  for (const request of running) {
    const person = people.get(request.person_id);
    if (person?.is_deactivated === 0) return { ...request, name: person.name };
  }
  return null;
}

/** A candidate of the choice that runs, for an act. Throws as `choosingFor`, CHOICE_GONE. */
export async function candidateFor(
  services: Reading,
  db: Db | Tx,
  actor: Person,
  candidateId: string,
  action: Action,
): Promise<Choosing & { candidate: Candidate; choice: Choice }> {
  const candidate = await findCandidate(db, actor.workspace_id, candidateId);
  const of = candidate && (await findChoice(db, actor.workspace_id, candidate.choice_id));
  if (!candidate || !of) throw choosingFailure("CHOICE_GONE");
  const found = await choosingFor(services, db, actor, of.program_id, action);
  if (found.choice?.id !== of.id) throw choosingFailure("CHOICE_GONE");
  return { ...found, candidate, choice: found.choice };
}

/** That it was done, and nothing of whom it is about: admins read the audit log. */
export async function note(services: Stamps, tx: Tx, actor: Person, programId: string, action: string): Promise<void> {
  await appendAudit(tx, services, {
    workspaceId: actor.workspace_id,
    actorId: actor.id,
    action,
    subject: { kind: "program", id: programId },
    programId,
  });
}
