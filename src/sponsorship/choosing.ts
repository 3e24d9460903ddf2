/** How a program chooses its sponsor: who is a candidate, and scorers, each on their own, who score them with evidence. */
import { enqueueToAll, enqueueUpdate } from "../delivery/outbox.ts";
import { whyNotAsked } from "../people/answering.ts";
import { may, type Standing } from "../people/rules-rights.ts";
import { adminNames, dataProtectionOf } from "../people/settings.ts";
import { type Person, peopleByIds, personById } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { hasRole } from "../programs/grounds.ts";
import { listSeatsOn, type Program, programOf, roleFactsFor, seatDay, standingsOf } from "../programs/use-cases.ts";
import { choosingFailure } from "./choosing-failures.ts";
import { choosingKeys, scoresWantedKind } from "./choosing-messages.ts";
import { CRITERIA, type Criterion, isRunning, MOST_SCORERS } from "./choosing-rules.ts";
import {
  type Candidate,
  type Choice,
  deleteCandidates,
  findCandidate,
  findChoice,
  findLastChoice,
  listCandidates,
  listRequests,
  type Request,
  scorersNow,
  updateChoice,
  updateRequest,
} from "./choosing-store.ts";
import { listPeople, type Stakeholder } from "./people.ts";

/** The choice of a program as somebody finds it who takes part in it. */
export interface Choosing {
  program: Program;
  /** Null: none runs. */
  choice: Choice | null;
  candidates: Candidate[];
  scorerIds: readonly string[];
  /** Their reader sees scores, once they have entered their own. */
  isScorer: boolean;
  isLed: boolean;
}

/**
 * For an act on the choice that runs in a program, or to begin one. A candidate takes no part in it. Throws CHOICE_NOT_YOURS,
 * CHOICE_CANDIDATE, CHOICE_PROGRAM_CLOSED, CHOICE_OFF.
 */
export async function choosingFor(
  services: Looking,
  db: Db | Tx,
  actor: Person,
  programId: string,
  action?: "choose-sponsor" | "score-candidates",
): Promise<Choosing> {
  const { workspace_id: workspaceId } = actor;
  const program = await programOf(db, workspaceId, programId);
  const last = await findLastChoice(db, workspaceId, programId);
  const choice = last?.state === "open" ? last : null;
  const candidates = choice ? await listCandidates(db, choice) : [];
  const scorerIds = choice ? await scorersNow(services, db, program, choice) : [];
  const standings: Standing[] = [
    ...(await standingsOf(db, actor, programId, services)),
    ...(scorerIds.includes(actor.id) ? (["scorer"] as const) : []),
  ];
  const [isLed, isScorer] = [may(standings, "choose-sponsor"), may(standings, "score-candidates")];
  if (!(action ? may(standings, action) : isLed || isScorer)) throw choosingFailure("CHOICE_NOT_YOURS");
  if (candidates.some(({ person_id: id }) => id === actor.id)) throw choosingFailure("CHOICE_CANDIDATE");
  if (program.state === "closed") throw choosingFailure("CHOICE_PROGRAM_CLOSED");
  const { choosingConsultedOn } = await dataProtectionOf(db, workspaceId);
  if (choosingConsultedOn === null) throw choosingFailure("CHOICE_OFF", { who: await adminNames(db, workspaceId) });
  return { program, choice, candidates, scorerIds, isScorer, isLed };
}

/** Who sponsors a program now. */
export async function sponsorsOf({ clock }: Pick<Looking, "clock">, db: Db | Tx, program: Program): Promise<Person[]> {
  const seats = await listSeatsOn(db, program, seatDay(clock.now()));
  const ids = seats.filter(({ role }) => role === "sponsor").map((seat) => seat.person_id);
  return peopleByIds(db, program.workspace_id, [...new Set(ids)]);
}

/**
 * Begins a choice, or changes who is a candidate and who scores. What is known of whoever is taken out goes. Throws as
 * `choosingFor`, CHOICE_NOBODY, CHOICE_ONESELF, CHOICE_SCORERS, CHOICE_BOTH, CHOICE_NO_SCORER, CHOICE_ASKED.
 */
export async function saveChoice(
  services: Services,
  actor: Person,
  programId: string,
  { itemIds, scorers }: { itemIds: readonly string[]; scorers: readonly Person[] },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const found = await choosingFor(services, tx, actor, programId, "choose-sponsor");
    const { workspace_id: workspaceId } = actor;
    const lines = (await listPeople(tx, workspaceId, programId)).filter(({ id }) => itemIds.includes(id));
    refuse(actor, lines, scorers);
    const ids = [...new Set(scorers.map(({ id }) => id))];
    const facts = await roleFactsFor(tx, actor, programId, services, ids);
    const named = ids.map((personId) => ({ personId, byId: actor.id, isOutside: !hasRole(personId, facts) }));
    const choice = found.choice ?? (await begin(services, tx, actor, programId));
    await updateChoice(tx, choice, { scorers: JSON.stringify(named) });
    const gone = found.candidates.filter((one) => !lines.some(({ id }) => id === one.item_id));
    const asked = await runningRequest(tx, choice);
    if (asked && gone.some(({ id }) => id === asked.candidate_id))
      throw choosingFailure("CHOICE_ASKED", { name: asked.name });
    await deleteCandidates(
      tx,
      workspaceId,
      gone.map(({ id }) => id),
    );
    const added = lines.filter(({ id }) => !found.candidates.some((one) => one.item_id === id));
    for (const { id: itemId, details } of added)
      await tx
        .insertInto("sponsor_candidate")
        .values({
          workspace_id: workspaceId,
          id: services.ids.next(),
          choice_id: choice.id,
          item_id: itemId,
          person_id: details.personId ?? null,
          named_by: actor.id,
          named_at: services.clock.now(),
        })
        .execute();
    const others = ids.filter((id) => id !== actor.id);
    await enqueueToAll(
      tx,
      services,
      scoresWantedKind,
      others.map((personId) => ({
        workspaceId,
        key: choosingKeys.scores(choice.id, personId),
        subject: { choiceId: choice.id, programId, personId },
        to: { personId },
        notBefore: services.clock.now(),
      })),
    );
    await note(services, tx, actor, programId, found.choice ? "sponsor-choice.changed" : "sponsor-choice.opened");
  });
}

function refuse(actor: Person, lines: readonly Stakeholder[], scorers: readonly Person[]): void {
  if (lines.length === 0) throw choosingFailure("CHOICE_NOBODY");
  if (lines.some(({ details }) => details.personId === actor.id)) throw choosingFailure("CHOICE_ONESELF");
  if (scorers.length === 0 || scorers.length > MOST_SCORERS) throw choosingFailure("CHOICE_SCORERS");
  for (const person of scorers) {
    const { id, name } = person;
    if (whyNotAsked(person, { isChosen: true }) !== null) throw choosingFailure("CHOICE_NO_SCORER", { name });
    if (lines.some(({ details }) => details.personId === id)) throw choosingFailure("CHOICE_BOTH", { name });
  }
}

async function begin({ clock, ids }: Services, tx: Tx, actor: Person, programId: string): Promise<Choice> {
  const last = await findLastChoice(tx, actor.workspace_id, programId);
  const choice: Choice = {
    workspace_id: actor.workspace_id,
    id: ids.next(),
    program_id: programId,
    turn: (last?.turn ?? 0) + 1,
    scorers: "[]",
    state: "open",
    opened_by: actor.id,
    opened_at: clock.now(),
    ended_at: null,
    chosen_id: null,
    decision_id: null,
  };
  const { numInsertedOrUpdatedRows: count = 0n } = await tx
    .insertInto("sponsor_choice")
    .values(choice)
    .onConflict((conflict) => conflict.columns(["workspace_id", "program_id", "turn"]).doNothing())
    .executeTakeFirstOrThrow();
  if (count === 0n) throw choosingFailure("CHOICE_QUICKER");
  return choice;
}

export type Scored = Record<Criterion, { score: number; evidence: string }>;

/** How somebody scores a candidate, under all criteria at once. Throws as `candidateFor`. */
export async function enterScores(
  services: Services,
  actor: Person,
  candidateId: string,
  given: Scored,
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { candidate, choice } = await candidateFor(services, tx, actor, candidateId, "score-candidates");
    const { workspace_id: workspaceId } = actor;
    for (const criterion of CRITERIA) {
      const values = {
        score: given[criterion].score,
        evidence: storableText(given[criterion].evidence.trim()),
        at: services.clock.now(),
      };
      const key = { workspace_id: workspaceId, candidate_id: candidate.id, criterion, by_id: actor.id };
      await tx
        .insertInto("candidate_score")
        .values({ ...key, ...values })
        .onConflict((conflict) =>
          conflict.columns(["workspace_id", "candidate_id", "criterion", "by_id"]).doUpdateSet(values),
        )
        .execute();
    }
    await enqueueUpdate(tx, services, { workspaceId, key: choosingKeys.scores(choice.id, actor.id) });
    await note(services, tx, actor, choice.program_id, "candidate.scored");
  });
}

/** A candidate of the choice that runs, for an act. Throws as `choosingFor`, CHOICE_GONE. */
export async function candidateFor(
  services: Looking,
  db: Db | Tx,
  actor: Person,
  candidateId: string,
  action?: "choose-sponsor" | "score-candidates",
): Promise<Choosing & { candidate: Candidate; choice: Choice }> {
  const candidate = await findCandidate(db, actor.workspace_id, candidateId);
  const of = candidate && (await findChoice(db, actor.workspace_id, candidate.choice_id));
  if (!candidate || !of) throw choosingFailure("CHOICE_GONE");
  const found = await choosingFor(services, db, actor, of.program_id, action);
  if (found.choice?.id !== of.id) throw choosingFailure("CHOICE_GONE");
  return { ...found, candidate, choice: found.choice };
}

/** The choice ends without anybody: whoever was asked reads that it is settled. Throws as `choosingFor`, CHOICE_GONE. */
export async function withdrawChoice(services: Services, actor: Person, programId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { choice } = await choosingFor(services, tx, actor, programId, "choose-sponsor");
    if (!choice) throw choosingFailure("CHOICE_GONE");
    await withdrawRunning(services, tx, choice);
    await end(services, tx, choice, { state: "withdrawn" });
    await note(services, tx, actor, programId, "sponsor-choice.withdrawn");
  });
}

/** Whoever was to score reads that nothing is wanted any more. */
export async function end(services: Services, tx: Tx, choice: Choice, changes: Partial<Choice>): Promise<void> {
  await updateChoice(tx, choice, { ...changes, ended_at: services.clock.now() });
  const keysFrom = choosingKeys.scores(choice.id, "");
  await enqueueUpdate(tx, services, { workspaceId: choice.workspace_id, keysFrom });
}

/** Nobody is asked any more. */
export async function withdrawRunning(services: Services, tx: Tx, choice: Choice): Promise<void> {
  for (const request of (await listRequests(tx, choice)).filter(isRunning)) {
    await updateRequest(tx, request, { answer: "withdrawn", answered_at: services.clock.now() });
    await showRequest(services, tx, request);
  }
}

/** Who is asked and has said neither yes nor no; whoever has left is asked no more. */
export async function runningRequest(db: Db | Tx, choice: Choice): Promise<(Request & { name: string }) | null> {
  for (const request of (await listRequests(db, choice)).filter(isRunning)) {
    const person = await personById(db, choice.workspace_id, request.person_id);
    if (person.is_deactivated === 0) return { ...request, name: person.name };
  }
  return null;
}

/** Whoever is asked to sponsor a program that was closed or reopened reads whether they are still. */
export async function showRequests(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id }: Pick<Program, "workspace_id" | "id">,
): Promise<void> {
  const choice = await findLastChoice(tx, workspaceId, id);
  for (const request of choice ? (await listRequests(tx, choice)).filter(isRunning) : [])
    await showRequest(services, tx, request);
}

/** Whoever is asked reads what is so now. */
export async function showRequest(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id }: Request,
): Promise<void> {
  await enqueueUpdate(tx, services, { workspaceId, key: choosingKeys.request(id) });
}

/** That it was done, and nothing of whom it is about: admins read the audit log. */
export async function note(
  services: Services,
  tx: Tx,
  actor: Person,
  programId: string,
  action: string,
): Promise<void> {
  await appendAudit(tx, services, {
    workspaceId: actor.workspace_id,
    actorId: actor.id,
    action,
    subject: { kind: "program", id: programId },
    programId,
  });
}
