import { type Person, peopleByIds } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import {
  listSeatsOn,
  type Program,
  programIdsOf,
  programOf,
  refuseUnlessMayChange,
  refuseWhoCannotAnswer,
} from "../programs/use-cases.ts";
import { type AudienceMember, isAudienceWord, resolveAudience } from "./audience.ts";
import type { Question } from "./questions.ts";
import {
  type Cadence,
  findCadenceByKey,
  findNextCheck,
  getCadence,
  getQuestionSet,
  insertCadence,
  insertQuestionSet,
  listActiveCadences,
  listCadences,
  listCadencesToCheck,
  type QuestionSet,
  recheck,
  setPlanned,
} from "./repository.ts";
import type { Rule } from "./rule.ts";
import type { Disclosure } from "./table.ts";

export type { Cadence, QuestionSet } from "./repository.ts";

const failure = errorTable({
  CADENCE_EXISTS: {
    en: ({ key }) => `There is a cadence ${key} already.`,
    fr: ({ key }) => `Il existe déjà un rythme ${key}.`,
  },
  NO_PARTICIPANT: {
    en: ({ key }) => `Nobody would be asked in ${key}: give its program a lead or a team.`,
    fr: ({ key }) =>
      `Personne ne serait sollicité pour ${key}\u00a0: donnez au programme un responsable ou une équipe.`,
  },
});

export function noParticipant(key: string) {
  return failure("NO_PARTICIPANT", { key });
}

export interface NewCadence {
  key: string;
  program: Program;
  /** A name of its own; without one it is called after its template or rhythm. */
  title?: string | null;
  template: string | null;
  questions: Question[];
  rule: Rule;
  /** Words, or person ids. */
  audience: AudienceMember[];
  readers: AudienceMember[];
  disclosure: Disclosure;
}

/**
 * Creates a cadence with the first version of its questions. Its first round is the next one after now: what has passed
 * is never asked. Throws CADENCE_EXISTS, NO_PARTICIPANT, PROGRAM_NOT_YOURS.
 */
export async function createCadence(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  actor: Person,
  input: NewCadence,
): Promise<Cadence> {
  const { program } = input;
  const workspaceId = program.workspace_id;
  await refuseUnlessMayChange(tx, actor, program, stamps);
  if (await findCadenceByKey(tx, workspaceId, input.key)) throw failure("CADENCE_EXISTS", { key: input.key });
  const now = stamps.clock.now();
  const cadence: Cadence = {
    workspace_id: workspaceId,
    id: stamps.ids.next(),
    program_id: program.id,
    key: input.key,
    template: input.template,
    rule: input.rule,
    audience: input.audience,
    readers: input.readers,
    disclosure: input.disclosure,
    state: "active",
    question_set_id: stamps.ids.next(),
    planned_through: null,
    next_check_at: now,
    title: input.title ?? null,
    pause_reason: null,
    resumes_on: null,
    created_at: now,
  };
  const named = input.audience.filter((member) => !isAudienceWord(member));
  for (const person of await peopleByIds(tx, workspaceId, named)) refuseWhoCannotAnswer(person);
  if ((await listParticipants(tx, cadence, stamps)).length === 0) throw noParticipant(input.key);
  await insertCadence(tx, cadence);
  await insertQuestionSet(tx, {
    workspace_id: workspaceId,
    id: cadence.question_set_id,
    cadence_id: cadence.id,
    version: 1,
    questions: JSON.stringify(input.questions),
    created_at: now,
  });
  await appendAudit(tx, stamps, {
    workspaceId,
    actorId: actor.id,
    action: "cadence.created",
    subject: { kind: "cadence", id: cadence.id },
    programId: program.id,
    after: { key: input.key, rule: input.rule, audience: input.audience, readers: input.readers },
  });
  return cadence;
}

/** Who answers this cadence today: seats that hold, people named by id; no bots, nobody who has left. */
export async function listParticipants(
  db: Db | Tx,
  cadence: Cadence,
  stamps: { clock: Pick<Services["clock"], "now"> },
): Promise<Person[]> {
  const people = await listAudience(db, cadence, stamps);
  return people.filter((person) => !person.is_bot && !person.is_deactivated);
}

async function listAudience(
  db: Db | Tx,
  cadence: Cadence,
  { clock }: { clock: Pick<Services["clock"], "now"> },
): Promise<Person[]> {
  const program = await programOf(db, cadence.workspace_id, cadence.program_id);
  const seats = await listSeatsOn(db, program, localDateOf(clock.now(), "UTC"));
  const ids = resolveAudience(
    cadence.audience,
    seats.map((seat) => ({ role: seat.role, person: seat.person_id })),
  );
  return peopleByIds(db, cadence.workspace_id, ids);
}

export async function cadenceOf(db: Db | Tx, workspaceId: string, id: string): Promise<Cadence> {
  return getCadence(db, workspaceId, id);
}

export async function questionSetOf(db: Db | Tx, workspaceId: string, id: string): Promise<QuestionSet> {
  return getQuestionSet(db, workspaceId, id);
}

/** The cadences of these programs, without the archived ones. */
export async function cadencesOf(db: Db | Tx, workspaceId: string, programIds: readonly string[]): Promise<Cadence[]> {
  return listCadences(db, workspaceId, programIds);
}

/** Cadences of all workspaces that the planner must look at now. */
export async function cadencesToCheck(db: Db, now: Instant, limit: number): Promise<Cadence[]> {
  return listCadencesToCheck(db, now, limit);
}

export async function nextCadenceCheck(db: Db): Promise<Instant | null> {
  return findNextCheck(db);
}

export async function markPlanned(
  tx: Tx,
  cadence: Cadence,
  planned: { plannedThrough: LocalDate | null; nextCheckAt: Instant | null },
): Promise<void> {
  await setPlanned(tx, cadence, planned);
}

export async function listActiveCadencesOf(db: Db | Tx, program: Program): Promise<Cadence[]> {
  return listActiveCadences(db, program.workspace_id, [program.id]);
}

/** The active cadences in which this person is asked. */
export async function listCadencesAsking(db: Db, person: Person, stamps: Pick<Services, "clock">): Promise<Cadence[]> {
  const cadences = await listActiveCadences(db, person.workspace_id, await programIdsOf(db, person));
  const asking: Cadence[] = [];
  for (const cadence of cadences) {
    const people = await listParticipants(db, cadence, stamps);
    if (people.some((participant) => participant.id === person.id)) asking.push(cadence);
  }
  return asking;
}

/** Has the planner look again at every cadence of the programs in which these people sit. */
export async function recheckCadencesOf(
  { db, clock }: Pick<Services, "db" | "clock">,
  people: Person[],
): Promise<void> {
  for (const person of people) await recheck(db, person.workspace_id, await programIdsOf(db, person), clock.now());
}

/** Has the planner look again at every cadence of a program: its people or its state have changed. */
export async function recheckProgram(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  program: Pick<Program, "workspace_id" | "id">,
): Promise<void> {
  await recheck(tx, program.workspace_id, [program.id], clock.now());
}

/** The words of an audience as they are; the handles as person ids, through `idOf`. */
export async function audienceByIds(
  audience: readonly AudienceMember[],
  idOf: (handle: string) => Promise<string>,
): Promise<AudienceMember[]> {
  const members: AudienceMember[] = [];
  for (const member of audience) members.push(isAudienceWord(member) ? member : await idOf(member));
  return members;
}
