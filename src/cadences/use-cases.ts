import { calendarOfRule } from "../calendars/calendars.ts";
import { withMornings } from "../people/preferences/use-cases.ts";
import { type Person, peopleByIds } from "../people/use-cases.ts";
import { appendAudit, lastActorOn } from "../platform/audit.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { localDateOf } from "../platform/time.ts";
import { keyFrom } from "../programs/rules-program.ts";
import {
  listSeatsOf,
  listSeatsOn,
  type Program,
  programIdsOf,
  refuseUnlessMayChange,
  refuseWhoCannotAnswer,
} from "../programs/use-cases.ts";
import {
  type AudienceMember,
  type AudienceSource,
  isAudienceWord,
  isNamedPerson,
  sourceMember,
  sourceOf,
} from "./audience/audience.ts";
import { hasOptedOut, listOptOuts } from "./audience/opt-outs/repository.ts";
import { followSources, peopleOfAudience, personOfAudience } from "./audience/people.ts";
import { askedFirst, type Pilot } from "./audience/pilot/rules.ts";
import { listCadencesBeyondSeats, listSourcesWith, recheckById } from "./audience/repository.ts";
import { readAudience } from "./columns.ts";
import type { Question } from "./questions/questions.ts";
import type { WrittenRule } from "./recurrence/rule.ts";
import { withCalendar } from "./recurrence/rules-plan.ts";
import {
  type Cadence,
  findCadenceByKey,
  getCadence,
  getQuestionSet,
  insertCadence,
  insertQuestionSet,
  listActiveCadences,
  listCadenceKeys,
  listCadences,
  listCadencesToCheck,
  lockForPlanning,
  nextCheck,
  recheck,
  recheckAll,
  setPlanned,
} from "./repository.ts";
import type { Disclosure } from "./table.ts";

export type { Cadence } from "./repository.ts";
export const cadenceByKey = findCadenceByKey;
export const cadenceOf = getCadence;
export const questionSetOf = getQuestionSet;
export const cadencesOf = listCadences;
export const cadencesToCheck = listCadencesToCheck;
export const cadenceToPlan = lockForPlanning;
export const nextCadenceCheck = nextCheck;
export const markPlanned = setPlanned;

const failure = errorTable({
  CADENCE_EXISTS: {
    en: ({ key }) => `A check-in “${key}” already exists.`,
    fr: ({ key }) => `Il existe déjà un point d’étape «\u00a0${key}\u00a0».`,
  },
  NO_PARTICIPANT: {
    en: ({ key }) => `${key} would reach no one. Add a lead or a team to its program.`,
    fr: ({ key }) => `Personne ne recevrait ${key}. Ajoutez une personne responsable ou une équipe au programme.`,
  },
});

/** One that no cadence of the workspace has. */
export async function keyOfNewCadence(tx: Tx, { workspace_id, key }: Program, name: string): Promise<string> {
  return keyFrom(`${key} ${name}`, await listCadenceKeys(tx, workspace_id), "cadence");
}

/** The refusal of a second cadence with this key. */
export function cadenceTaken(key: string) {
  return failure("CADENCE_EXISTS", { key });
}

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
  rule: WrittenRule;
  /** Words, or person ids. */
  audience: AudienceMember[];
  readers: AudienceMember[];
  disclosure: Disclosure;
  /** Nobody may opt out. */
  isRequired?: boolean;
  /** Who of the audience is asked first. */
  pilot?: Pilot | null;
  /** Comes with its program, which whoever creates it may set up. */
  isWithProgram?: boolean;
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
  if (!input.isWithProgram) await refuseUnlessMayChange(tx, actor, program, stamps);
  if (await findCadenceByKey(tx, workspaceId, input.key)) throw cadenceTaken(input.key);
  const now = stamps.clock.now();
  const cadence: Cadence = {
    workspace_id: workspaceId,
    id: stamps.ids.next(),
    program_id: program.id,
    key: input.key,
    template: input.template,
    rule: input.rule,
    timing: withCalendar(input.rule, await calendarOfRule(tx, workspaceId, input.rule)),
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
    is_required: input.isRequired ? 1 : 0,
    pilot: input.pilot ?? null,
    created_at: now,
  };
  const named = input.audience.filter(isNamedPerson);
  for (const person of await peopleByIds(tx, workspaceId, named)) refuseWhoCannotAnswer(person);
  if ((await listAskable(tx, cadence, stamps)).length === 0) throw noParticipant(input.key);
  await insertCadence(tx, cadence);
  await followSources(tx, stamps, workspaceId, input.audience);
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
    after: {
      key: input.key,
      rule: input.rule,
      audience: input.audience,
      readers: input.readers,
      ...(cadence.pilot && { pilot: cadence.pilot }),
    },
  });
  return cadence;
}

/** Who made or changed it last; null: nobody by hand. */
export function setterOf(db: Db | Tx, cadence: Pick<Cadence, "workspace_id" | "program_id" | "id">) {
  const subject = { kind: "cadence", id: cadence.id };
  const actions = ["cadence.created", "cadence.changed"];
  return lastActorOn(db, cadence.workspace_id, { programId: cadence.program_id, subject, actions });
}

/** Somebody who is asked, with the wall time of their morning message. */
export type Participant = Person & { morning: string };

/**
 * Who answers this cadence today: those who can be asked, less those who have opted out where that is allowed. A pilot
 * group does not narrow it: what a round asked before stays asked.
 */
export async function listParticipants(
  db: Db | Tx,
  cadence: Cadence,
  stamps: { clock: Pick<Services["clock"], "now"> },
): Promise<Participant[]> {
  const people = await listAskable(db, cadence, stamps);
  if (cadence.is_required || people.length === 0) return people;
  const opted = new Set((await listOptOuts(db, cadence.workspace_id, [cadence.id])).map(({ person_id }) => person_id));
  return people.filter((person) => !opted.has(person.id));
}

/** Whether this person is one of `listParticipants`. Costs the same however many there are. */
export async function isParticipant(
  db: Db | Tx,
  cadence: Cadence,
  person: Person,
  stamps: { clock: Pick<Services["clock"], "now"> },
): Promise<boolean> {
  return (await isAskable(db, cadence, person, stamps)) && (await isWilling(db, cadence, person));
}

async function isWilling(db: Db | Tx, cadence: Cadence, { id }: Person): Promise<boolean> {
  const key = { workspace_id: cadence.workspace_id, cadence_id: cadence.id, person_id: id };
  return cadence.is_required === 1 || !(await hasOptedOut(db, key));
}

/** Those whom the next round asks: of all who answer, the pilot group where there is one. */
export async function listAskedNext(
  db: Db | Tx,
  cadence: Cadence,
  stamps: { clock: Pick<Services["clock"], "now"> },
): Promise<Participant[]> {
  return askedFirst(await listParticipants(db, cadence, stamps), cadence.pilot);
}

/** Those of the audience who can be asked: seats that hold, channels and groups as they are, people named by id. */
export async function listAskable(
  db: Db | Tx,
  cadence: Cadence,
  { clock }: { clock: Pick<Services["clock"], "now"> },
): Promise<Participant[]> {
  const program = { workspace_id: cadence.workspace_id, id: cadence.program_id };
  const seats = await listSeatsOn(db, program, localDateOf(clock.now(), "UTC"));
  const people = await peopleOfAudience(db, cadence.workspace_id, cadence.audience, seats);
  const able = people.filter(({ because }) => because === null).map(({ person }) => person);
  return withMornings(db, cadence.workspace_id, able);
}

/** Whether this person is one of `listAskable`. Costs the same however many there are. */
export async function isAskable(
  db: Db | Tx,
  cadence: Cadence,
  person: Person,
  { clock }: { clock: Pick<Services["clock"], "now"> },
): Promise<boolean> {
  const program = { workspace_id: cadence.workspace_id, id: cadence.program_id };
  const seats = await listSeatsOf(db, program, person.id, localDateOf(clock.now(), "UTC"));
  const found = await personOfAudience(db, cadence.audience, seats, person);
  return found !== undefined && found.because === null;
}

export async function listActiveCadencesOf(db: Db | Tx, program: Program): Promise<Cadence[]> {
  return listActiveCadences(db, program.workspace_id, [program.id]);
}

/** The active cadences in which this person is asked. */
export async function listCadencesAsking(
  db: Db | Tx,
  person: Person,
  stamps: { clock: Pick<Clock, "now"> },
): Promise<Cadence[]> {
  const cadences = await listActiveCadences(db, person.workspace_id, await programIdsOf(db, person));
  for (const id of await idsBeyondSeats(db, person.workspace_id, [person.id])) {
    if (cadences.some((cadence) => cadence.id === id)) continue;
    const cadence = await getCadence(db, person.workspace_id, id);
    if (cadence.state === "active") cadences.push(cadence);
  }
  const asking: Cadence[] = [];
  for (const cadence of cadences) {
    const people = await listAskedNext(db, cadence, stamps);
    if (people.some((participant) => participant.id === person.id)) asking.push(cadence);
  }
  return asking;
}

/** Has the planner look again at every cadence of the programs in which these people sit, or that asks them otherwise. */
export async function recheckCadencesOf(
  { db, clock }: Pick<Services, "db" | "clock">,
  people: Person[],
): Promise<void> {
  const now = clock.now();
  for (const person of people) await recheck(db, person.workspace_id, await programIdsOf(db, person), now);
  for (const workspaceId of new Set(people.map((person) => person.workspace_id))) {
    const own = people.filter((person) => person.workspace_id === workspaceId).map((person) => person.id);
    await recheckById(db, workspaceId, await idsBeyondSeats(db, workspaceId, own), now);
  }
}

/** The cadences that ask one of these people by name, or through a channel or group. */
async function idsBeyondSeats(db: Db | Tx, workspaceId: string, personIds: readonly string[]): Promise<string[]> {
  const cadences = await listCadencesBeyondSeats(db, workspaceId);
  if (cadences.length === 0) return [];
  const sources = await listSourcesWith(db, workspaceId, personIds);
  const meant = new Set([...personIds, ...sources.map(sourceMember)]);
  return cadences
    .filter(({ audience }) => readAudience(audience).some((member) => meant.has(member)))
    .map(({ id }) => id);
}

/** Has the planner look again at every cadence: the days that its workspace works have changed. */
export async function recheckWorkspace(tx: Tx, { clock }: Pick<Services, "clock">, workspaceId: string): Promise<void> {
  await recheckAll(tx, workspaceId, clock.now());
}

/** Has the planner look again at every cadence of a program: its people or its state have changed. */
export async function recheckProgram(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  program: Pick<Program, "workspace_id" | "id">,
): Promise<void> {
  await recheck(tx, program.workspace_id, [program.id], clock.now());
}

/** An audience of a file: its words as they are, its handles as person ids, its channels and groups by Slack's ids. */
export async function audienceByIds(
  audience: readonly AudienceMember[],
  idOf: (handle: string) => Promise<string>,
  sourceIn: (source: AudienceSource) => AudienceSource,
): Promise<AudienceMember[]> {
  const members: AudienceMember[] = [];
  for (const member of audience) {
    const source = sourceOf(member);
    if (source) members.push(sourceMember(sourceIn(source)));
    else members.push(isAudienceWord(member) ? member : await idOf(member));
  }
  return members;
}
