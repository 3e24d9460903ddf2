/** Who could sponsor a program: candidates from *My people*, and who scores them. One choice runs at a time in a program. */

import type { Selectable } from "kysely";
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueueToAll, enqueueUpdate } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { may, type Standing } from "../people/rights.ts";
import { adminNames, dataProtectionOf } from "../people/settings.ts";
import { whyNotAsked } from "../people/who-can-answer.ts";
import { type AuditAction, appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { hasAuthority, hasRole, roleFactsFor } from "../programs/authority.ts";
import { lockProgram, type Program, programOf, refuseUnlessOfWork, standingsOf } from "../programs/programs.ts";
import { listSeatsOn, seatDay } from "../programs/seats.ts";
import { POWERS } from "../register/types/actions-milestones-stakeholders.ts";
import { escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { choosingFailure, choosingTexts } from "./choosing-texts.ts";
import { listPeople } from "./stakeholders.ts";

interface SponsorChoiceTable {
  workspace_id: string;
  id: string;
  program_id: string;
  /** Which choice of its program this is, from 1. */
  turn: number;
  /** JSON: who scores, by whom they were named, and whether they had no role in the program then. */
  scorers: string;
  state: "open" | "chosen" | "withdrawn";
  opened_by: string;
  opened_at: Instant;
  ended_at: Instant | null;
  /** The person who said yes. */
  chosen_id: string | null;
  /** The item of the register that says so. */
  decision_id: string | null;
}

interface SponsorCandidateTable {
  workspace_id: string;
  id: string;
  choice_id: string;
  person_id: string;
  named_by: string;
  named_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    sponsor_choice: SponsorChoiceTable;
    sponsor_candidate: SponsorCandidateTable;
  }
}

export type Choice = Selectable<SponsorChoiceTable>;
export type Candidate = Selectable<SponsorCandidateTable>;

const MOST_SCORERS = 3;
const MOST_OFFERED = 10;

/** The choice of a program as somebody finds it who takes part in it. */
export interface Choosing {
  program: Program;
  /** Null: no choice runs in the program. */
  choice: Choice | null;
  candidates: Candidate[];
  scorerIds: readonly string[];
  isScorer: boolean;
  isLed: boolean;
}

/**
 * For an act on the choice that runs in a program, or to begin one. A candidate takes no part in it. Throws CHOICE_NOT_YOURS,
 * CHOICE_CANDIDATE, CHOICE_PROGRAM_CLOSED, CHOICE_OFF.
 */
export async function choosingFor(
  services: LookupContext,
  db: Db | Tx,
  actor: Person,
  programId: string,
  action?: "choose-sponsor" | "score-candidates",
): Promise<Choosing> {
  const { workspace_id: workspaceId } = actor;
  await lockProgram(db, { workspaceId, programId });
  const program = await programOf(db, workspaceId, programId);
  const last = await findLastChoice(db, workspaceId, programId);
  const choice = last?.state === "open" ? last : null;
  const candidates = choice ? await listCandidates(db, choice) : [];
  const scorerIds = choice ? await scorersNow(services, db, program, choice) : [];
  const standings: Standing[] = await standingsOf(db, actor, programId, services);
  if (scorerIds.includes(actor.id)) standings.push("scorer");
  const isLed = may(standings, "choose-sponsor");
  const isScorer = may(standings, "score-candidates");
  if (!(action ? may(standings, action) : isLed || isScorer)) throw choosingFailure("CHOICE_NOT_YOURS");
  refuseUnlessOfWork(program);
  if (candidates.some(({ person_id: id }) => id === actor.id)) throw choosingFailure("CHOICE_CANDIDATE");
  if (program.state === "closed") throw choosingFailure("CHOICE_PROGRAM_CLOSED");
  const { choosingConsultedOn } = await dataProtectionOf(db, workspaceId);
  if (choosingConsultedOn === null) throw choosingFailure("CHOICE_OFF", { who: await adminNames(db, workspaceId) });
  return { program, choice, candidates, scorerIds, isScorer, isLed };
}

/** A candidate of the choice that runs. Throws as `choosingFor`, CHOICE_ENDED. */
export async function candidateFor(
  services: LookupContext,
  db: Db | Tx,
  actor: Person,
  candidateId: string,
  action?: "choose-sponsor" | "score-candidates",
): Promise<Choosing & { candidate: Candidate; choice: Choice }> {
  const { workspace_id: workspaceId } = actor;
  const findCandidate = () => rows(db, "sponsor_candidate", workspaceId).find({ id: candidateId });
  const choice = await findChoice(db, workspaceId, (await findCandidate())?.choice_id ?? "");
  if (!choice) throw choosingFailure("CHOICE_ENDED");
  await lockProgram(db, { workspaceId, programId: choice.program_id });
  const candidate = await findCandidate();
  if (!candidate) throw choosingFailure("CHOICE_ENDED");
  const found = await choosingFor(services, db, actor, choice.program_id, action);
  if (found.choice?.id !== choice.id) throw choosingFailure("CHOICE_ENDED");
  return { ...found, candidate, choice: found.choice };
}

/** The newest of a program, over or not. */
export async function findLastChoice(db: Db | Tx, workspaceId: string, programId: string): Promise<Choice | undefined> {
  return db
    .selectFrom("sponsor_choice")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .orderBy("turn", "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function findChoice(db: Db | Tx, workspaceId: string, id: string): Promise<Choice | undefined> {
  return rows(db, "sponsor_choice", workspaceId).find({ id });
}

export async function listCandidates(db: Db | Tx, { workspace_id: workspaceId, id }: Choice): Promise<Candidate[]> {
  return rows(db, "sponsor_candidate", workspaceId).list({ choice_id: id }, ["id"]);
}

const scorersIn = jsonColumn(
  z.array(z.strictObject({ personId: z.string(), byId: z.string(), isOutside: z.boolean() })),
);

/** Those who score by a ground that holds: a role, or, named from outside, that of whoever named them. */
async function scorersNow(
  services: Pick<LookupContext, "clock">,
  db: Db | Tx,
  program: Program,
  { scorers }: Choice,
): Promise<string[]> {
  const named = scorersIn(scorers);
  const ids = named.flatMap(({ personId, byId }) => [personId, byId]);
  const facts = await roleFactsFor(db, program, program.id, services, ids);
  const namings = named.map((each) => ({ ...each, on: facts.today }));
  return named.flatMap(({ personId }) => (hasAuthority(personId, facts, namings) ? personId : []));
}

export interface SetupRead {
  program: Pick<Program, "id" | "title">;
  isNew: boolean;
  /** Of *My people*, with an account; who is a candidate already comes first, then who decides. */
  offered: { id: string; called: string; isChosen: boolean }[];
  /** Slack user ids. */
  scorers: string[];
}

/** Who may become a candidate, and who scores. Throws as `choosingFor`, CHOICE_FROM_PEOPLE. */
export async function setupOf(services: Services, actor: Person, programId: string): Promise<SetupRead> {
  const { db } = services;
  const { workspace_id: workspaceId } = actor;
  const found = await choosingFor(services, db, actor, programId, "choose-sponsor");
  const seats = await listSeatsOn(db, found.program, seatDay(services.clock.now()));
  const sponsorIds = seats.flatMap(({ role, person_id: id }) => (role === "sponsor" ? [id] : []));
  const lines = (await listPeople(db, workspaceId, programId)).toSorted(
    (line, other) => POWERS.indexOf(line.details.power) - POWERS.indexOf(other.details.power),
  );
  const ids = lines.flatMap(({ details }) => details.personId ?? []);
  const isCandidate = (personId: string) => found.candidates.some(({ person_id: id }) => id === personId);
  const people = await peopleByIds(db, workspaceId, ids);
  const offered = ids
    .filter((id) => id !== actor.id && !sponsorIds.includes(id))
    .map((id) => ({ id, called: people.find((each) => each.id === id)?.name ?? "", isChosen: isCandidate(id) }))
    .sort((a, b) => Number(b.isChosen) - Number(a.isChosen))
    .slice(0, MOST_OFFERED);
  if (offered.length === 0) throw choosingFailure("CHOICE_FROM_PEOPLE");
  const scorers = found.choice ? await peopleByIds(db, workspaceId, [...found.scorerIds]) : [actor];
  return {
    program: found.program,
    isNew: found.choice === null,
    offered,
    scorers: scorers.map((person) => person.slack_user_id),
  };
}

/**
 * Begins a choice, or changes who is a candidate and who scores. What is known of whoever is taken out goes. Throws as
 * `choosingFor`, CHOICE_NOBODY, CHOICE_SCORERS, CHOICE_NO_SCORER.
 */
export async function saveChoice(
  ctx: ActorContext,
  { programId, candidates, scorers }: { programId: string; candidates: readonly string[]; scorers: readonly Person[] },
): Promise<void> {
  const { actor } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const found = await choosingFor(ctx, tx, actor, programId, "choose-sponsor");
    const { workspace_id: workspaceId } = actor;
    const lines = await listPeople(tx, workspaceId, programId);
    const wanted = lines
      .flatMap(({ details: { personId } }) => personId ?? [])
      .filter((id) => candidates.includes(id) && id !== actor.id);

    if (wanted.length === 0) throw choosingFailure("CHOICE_NOBODY");
    if (scorers.length === 0 || scorers.length > MOST_SCORERS) throw choosingFailure("CHOICE_SCORERS");
    for (const person of scorers)
      if (whyNotAsked(person, { isChosen: true }) || wanted.includes(person.id))
        throw choosingFailure("CHOICE_NO_SCORER", { name: person.name });

    const ids = [...new Set(scorers.map(({ id }) => id))];
    const facts = await roleFactsFor(tx, actor, programId, ctx, ids);
    const named = ids.map((personId) => ({ personId, byId: actor.id, isOutside: !hasRole(personId, facts) }));

    const choice = found.choice ?? (await begin(within, { programId }));
    await rows(tx, "sponsor_choice", workspaceId).update({ id: choice.id }, { scorers: JSON.stringify(named) });
    const removed = found.candidates.filter(({ person_id: id }) => !wanted.includes(id));
    await removeCandidates(ctx, tx, choice, removed);

    const added = wanted.filter((personId) => !found.candidates.some(({ person_id: id }) => id === personId));
    await rows(tx, "sponsor_candidate", workspaceId).insert(
      ...added.map((personId) => ({
        id: ctx.ids.next(),
        choice_id: choice.id,
        person_id: personId,
        named_by: actor.id,
        named_at: ctx.clock.now(),
      })),
    );

    const deliveries = ids.map((personId) => ({
      workspaceId,
      key: scoresKey(choice.id, personId),
      to: { personId },
      notBefore: ctx.clock.now(),
      subject: { choiceId: choice.id, programId, personId },
    }));
    const others = deliveries.filter(({ to }) => to.personId !== actor.id);
    await enqueueToAll(tx, ctx, scoresWantedKind, others);

    await audit(within, { programId, action: found.choice ? "sponsor-choice.changed" : "sponsor-choice.opened" });
  });
}

/** With all that is known of them; whoever was asked reads that they are not any more. */
async function removeCandidates(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId }: Choice,
  removed: readonly Candidate[],
): Promise<void> {
  const match = { candidate_id: removed.map(({ id }) => id) };
  const asked = await rows(tx, "sponsor_request", workspaceId).list(match);
  await rows(tx, "candidate_score", workspaceId).remove(match);
  await rows(tx, "sponsor_request", workspaceId).remove(match);
  await rows(tx, "sponsor_candidate", workspaceId).remove({ id: match.candidate_id });
  for (const { id } of asked) await enqueueUpdate(tx, services, { workspaceId, key: requestKey(id) });
}

async function begin(ctx: ActorContext<Tx>, { programId }: { programId: string }): Promise<Choice> {
  const { db: tx, actor, clock, ids } = ctx;
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
  if (!(await rows(tx, "sponsor_choice", actor.workspace_id).insertNew(choice))) throw choosingFailure("CHOICE_ENDED");
  return choice;
}

/** Whoever was to score reads that nothing is wanted any more. */
export async function endChoice(services: Services, tx: Tx, choice: Choice, changes: Partial<Choice>): Promise<void> {
  const { workspace_id: workspaceId, id } = choice;
  await rows(tx, "sponsor_choice", workspaceId).update({ id }, { ...changes, ended_at: services.clock.now() });
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: scoresKey(id, "") });
}

/** That it was done, and nothing of whom it is about: admins read the audit log. */
export async function audit(
  ctx: ActorContext<Tx>,
  { programId, action }: { programId: string; action: AuditAction },
): Promise<void> {
  const { workspace_id: workspaceId, id: actorId } = ctx.actor;
  const subject = { kind: "program", id: programId };
  await appendAudit(ctx.db, ctx, { workspaceId, actorId, action, subject, programId });
}

const scoresSubject = z.strictObject({ choiceId: z.string(), programId: z.string(), personId: z.string() });
type ScoresSubject = z.infer<typeof scoresSubject>;

export function requestKey(requestId: string): string {
  return `sponsor-request:${requestId}`;
}

export function scoresKey(choiceId: string, personId: string): string {
  return `sponsor-scores:${choiceId}:${personId}`;
}

/** To whoever is to score, once: no candidate is named in it. */
export const scoresWantedKind: MessageKind<ScoresSubject> = {
  kind: "sponsor-scores",
  subject: scoresSubject,
  about: () => ({}),
  priority: 50,
  contact: "prompt",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["choice of a sponsor to score", "choices of sponsors to score"],
      fr: ["choix de sponsor à noter", "choix de sponsors à noter"],
    }),
  },
  stillWanted: areWanted,
  async message(send, subject) {
    const line = await scoresLine(send, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: scoresLine,
  async why({ db, workspaceId, reader }, { programId }) {
    return [textsFor(choosingTexts, reader).scores.why((await programOf(db, workspaceId, programId)).title)];
  },
  since: {},
};

async function scoresLine(send: SendContext, subject: ScoresSubject) {
  const texts = textsFor(choosingTexts, send.reader).scores;
  const title = titleToShow((await programOf(send.db, send.workspaceId, subject.programId)).title);
  return (await areWanted(send, subject))
    ? section(texts.line(title), commandButton(texts.enter, `sponsor-choice ${subject.programId}`))
    : section(texts.done(title));
}

/** They score still, and have not scored every candidate. */
async function areWanted(
  { db, workspaceId, now }: SendContext,
  { choiceId, personId }: ScoresSubject,
): Promise<boolean> {
  const choice = await findChoice(db, workspaceId, choiceId);
  if (choice?.state !== "open") return false;
  const program = await programOf(db, workspaceId, choice.program_id);
  const scorers = await scorersNow({ clock: { now: () => now } }, db, program, choice);
  if (program.state === "closed" || !scorers.includes(personId)) return false;
  const ids = (await listCandidates(db, choice)).map(({ id }) => id);
  const own = await rows(db, "candidate_score", workspaceId).list({ candidate_id: ids, by_id: personId });
  return ids.some((id) => !own.some(({ candidate_id: candidateId }) => candidateId === id));
}

/** A title within a text that has marks. */
export function titleToShow(title: string): string {
  return escapeMrkdwn(shorten(title, 100));
}
