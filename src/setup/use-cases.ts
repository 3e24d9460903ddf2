/** Setting up what a file describes, as often as one likes: what is there already is compared first. */

import {
  type AudienceMember,
  type AudienceSource,
  isAudienceWord,
  isNamedPerson,
  sourceMember,
  sourceOf,
} from "../cadences/audience/audience.ts";
import { type Cadence, cadenceByKey, questionSetOf } from "../cadences/cadences.ts";
import { cadenceTaken, changeCadence, createCadence } from "../cadences/changes.ts";
import { lastRoundDate } from "../check-ins/rounds/asking.ts";
import { refuseUnlessAdmin } from "../people/settings.ts";
import { getPersonByHandle, handlesOf, type Person, peopleByIds } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { letOthersRun } from "../platform/loop.ts";
import type { Services } from "../platform/services.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { changeProgram } from "../programs/changes.ts";
import { createProgram } from "../programs/creating.ts";
import { proposedKey, refuseUnlessKey } from "../programs/keys.ts";
import { type Label, labelsOf } from "../programs/labels.ts";
import { isSameLabel, labelOfOffice, officesNow } from "../programs/office.ts";
import { giveOffice } from "../programs/office-giving.ts";
import { type Program, programByKey, refuseUnlessMayChange, refuseWhoCannotAnswer } from "../programs/programs.ts";
import { listSeatsOn } from "../programs/seats.ts";
import { refreshSchedule } from "../reports/digest-schedule.ts";
import { type SetupCadence, type SetupFile, type SetupOffice, type SetupProgram, seatsOf } from "./file.ts";
import {
  type CadenceAsSet,
  cadenceDifferences,
  type Difference,
  type ProgramAsSet,
  programDifferences,
} from "./rules.ts";

/** Of one program of the file: what the file wants, what there is, and where the two differ. */
export interface SetupStep {
  file: SetupProgram;
  wanted: ProgramAsSet;
  /** Null: it is to be created. */
  known: Program | null;
  differences: Difference[];
  cadences: CadenceStep[];
}

export interface CadenceStep {
  file: SetupCadence;
  wanted: CadenceAsSet;
  /** Of a new one; who is asked first in one that is there is its lead's to say. */
  pilot: { people: string[]; rounds: number | null } | null;
  known: Cadence | null;
  differences: Difference[];
}

/** A scenario of the sandbox has no offices. */
type SetUp = Omit<SetupFile, "offices"> & Partial<Pick<SetupFile, "offices">>;

/** What of Slack a set-up asks. */
export interface SetupReading {
  /** The channel that the file names for a program; null for none. */
  channelIdOf(program: SetupProgram): Promise<string | null>;
  /** A channel or group of an audience, with who is in it read. Left out: as the file has it. */
  readSource?(source: AudienceSource): Promise<AudienceSource>;
}

/** What a set-up did with programs and cadences: `left` are those that differ and stayed as they are. */
export interface SetupOutcome {
  created: number;
  changed: number;
  equal: number;
  left: number;
}

/**
 * What the file would do, a step for each program in the order of the file. Writes nothing but who is in the channels and
 * groups of new audiences, and asks Slack only about what is not there yet. Throws PERSON_UNKNOWN, PARTICIPANT_IS_BOT,
 * PARTICIPANT_DEACTIVATED, CADENCE_EXISTS, PROGRAM_NOT_YOURS, KEY_TAKEN, KEY_FIXED, CHANNEL_UNKNOWN, CHANNEL_NOT_MEMBER, CHANNEL_ARCHIVED.
 */
export async function planSetup(
  services: Pick<Services, "db" | "clock" | "events">,
  actor: Person,
  file: SetUp,
  reading: SetupReading,
): Promise<SetupStep[]> {
  const { db } = services;
  const handles = await handlesOf(db, actor.workspace_id);
  const people: Naming = {
    nameOf: (id) => handles.get(id) ?? id,
    idOf: async (handle) => (await getPersonByHandle(db, actor.workspace_id, handle)).id,
    sourceOf: onceEach(reading.readSource ?? (async (source) => source)),
  };
  const steps: SetupStep[] = [];
  const keys = file.programs.flatMap(({ shortKey }) => shortKey ?? []);
  for (const program of file.programs) {
    await letOthersRun();
    const step = await planProgram(services, actor, program, people, { ...reading, keys });
    keys.push(step.wanted.shortKey);
    for (const cadence of file.cadences.filter((each) => each.program === program.key))
      step.cadences.push(await planCadence(db, actor, cadence, step.known, people));
    steps.push(step);
  }
  return steps;
}

/**
 * Does one step: what is new, in one transaction, and with `change` what differs; else that stays. Taken again it does
 * nothing. Throws what the use cases throw.
 */
export async function takeStep(
  services: Services,
  actor: Person,
  step: SetupStep,
  { change }: { change: boolean },
): Promise<SetupOutcome> {
  const created = await createWhatIsNew(services, actor, step);
  const there = [step, ...step.cadences].filter(({ known }) => known !== null);
  const differing = there.filter(({ differences }) => differences.length > 0).length;
  if (change) {
    if (step.known && step.differences.length > 0) await changeProgramAsSet(services, actor, step.known, step.wanted);
    for (const { known, wanted, differences } of step.cadences)
      if (known && differences.length > 0) await changeCadenceAsSet(services, actor, known, wanted);
  }
  return { created, equal: there.length - differing, changed: change ? differing : 0, left: change ? 0 : differing };
}

/**
 * A step after the other, as `takeStep`. `took` is told of each. Stopped by what one throws, what is done is done: who gets
 * which digest follows from it.
 */
export async function takeSteps(
  services: Services,
  actor: Person,
  steps: readonly SetupStep[],
  { change, took }: { change: boolean; took?: (step: SetupStep, outcome: SetupOutcome) => void },
): Promise<SetupOutcome> {
  const sum: SetupOutcome = { created: 0, changed: 0, equal: 0, left: 0 };
  try {
    for (const step of steps) {
      await letOthersRun();
      const outcome = await takeStep(services, actor, step, { change });
      for (const what of ["created", "changed", "equal", "left"] as const) sum[what] += outcome[what];
      took?.(step, outcome);
    }
  } finally {
    await inTransaction(services.db, (tx) => refreshSchedule(tx, actor.workspace_id, services.clock.now()));
  }
  return sum;
}

/** Sets up all that the file describes and is not there, as `actor`: all is looked at before anything is written. */
export async function setup(
  services: Services,
  actor: Person,
  file: SetUp,
  reading: SetupReading,
): Promise<SetupOutcome> {
  const steps = await planSetup(services, actor, file, reading);
  const offices = await planOffices(services, actor, file);
  const outcome = await takeSteps(services, actor, steps, { change: false });
  await giveOffices(services, actor, offices);
  return outcome;
}

/** Those of the file that nobody has yet. Another one that somebody has stays. Throws PERSON_UNKNOWN, and what giving refuses. */
export async function planOffices(
  services: Pick<Services, "db" | "clock">,
  actor: Person,
  { offices = [] }: { offices?: readonly SetupOffice[] },
): Promise<{ person: Person; label: Label | null }[]> {
  if (offices.length === 0) return [];
  const { db } = services;
  await refuseUnlessAdmin(db, actor);
  const known = await officesNow(db, actor.workspace_id, services);
  const missing: { person: Person; label: Label | null }[] = [];
  for (const { person: handle, label = null } of offices) {
    const person = await getPersonByHandle(db, actor.workspace_id, handle);
    refuseWhoCannotAnswer(person);
    const has = known.some((one) => one.person_id === person.id && isSameLabel(labelOfOffice(one), label));
    if (!has) missing.push({ person, label });
  }
  return missing;
}

export async function giveOffices(
  services: Services,
  actor: Person,
  offices: readonly { person: Person; label: Label | null }[],
): Promise<void> {
  for (const office of offices) await giveOffice(services, actor, office);
}

interface Naming {
  /** The handle of a person's id; anything else as it is. */
  nameOf(id: string): string;
  idOf(handle: string): Promise<string>;
  sourceOf(member: AudienceMember, source: AudienceSource): Promise<AudienceSource>;
}

/** Several cadences may ask through the same channel. */
function onceEach(read: (source: AudienceSource) => Promise<AudienceSource>): Naming["sourceOf"] {
  const found = new Map<AudienceMember, Promise<AudienceSource>>();
  return (member, source) => {
    const known = found.get(member) ?? read(source);
    found.set(member, known);
    return known;
  };
}

async function planProgram(
  services: Pick<Services, "db" | "clock" | "events">,
  actor: Person,
  file: SetupProgram,
  { idOf, nameOf }: Naming,
  { channelIdOf, keys }: SetupReading & { keys: readonly string[] },
): Promise<SetupStep> {
  const { db, clock } = services;
  const known = (await programByKey(db, actor.workspace_id, file.key)) ?? null;
  if (known) await refuseUnlessMayChange(db, actor, known, { clock });
  const before = known && (await programAsSet(db, known, clock.now()));
  const seats: { role: ProgramAsSet["seats"][number]["role"]; personId: string }[] = [];
  for (const { role, person } of seatsOf(file)) seats.push({ role, personId: await idOf(person) });
  const seated = new Set(before?.seats.map(({ personId }) => personId));
  const newcomers = seats.map(({ personId }) => personId).filter((id) => !seated.has(id));
  await refuseAnyWhoCannotAnswer(db, actor.workspace_id, newcomers);
  const { title, purpose, flagship, visibility, channel } = file;
  // A file that names no channel leaves it to whoever chose one in Slack.
  const isKnown = known !== null && (channel === undefined || known.channel_id === channel);
  const channelId = isKnown ? known.channel_id : await channelIdOf(file);
  const { workspace_id: workspaceId } = actor;
  const shortKey = file.shortKey ?? known?.short_key ?? (await proposedKey(db, workspaceId, title, keys));
  await refuseUnlessKey(db, workspaceId, shortKey, known);
  const { labels = before?.labels ?? [] } = file;
  const wanted = { shortKey, title, purpose, flagship, visibility, channelId, labels, seats };
  return { file, wanted, known, differences: before ? programDifferences(before, wanted, nameOf) : [], cadences: [] };
}

async function planCadence(
  db: Db,
  actor: Person,
  file: SetupCadence,
  program: Program | null,
  { idOf, nameOf, sourceOf: sourceFound }: Naming,
): Promise<CadenceStep> {
  const known = (await cadenceByKey(db, actor.workspace_id, file.key)) ?? null;
  if (known && known.program_id !== program?.id) throw cadenceTaken(file.key);
  /** Words stay as they are, handles become ids, channels and groups those of Slack. */
  const withIds = async (members: readonly AudienceMember[]) => {
    const found: AudienceMember[] = [];
    for (const member of members) {
      const source = sourceOf(member);
      if (source)
        found.push(known?.audience.includes(member) ? member : sourceMember(await sourceFound(member, source)));
      else found.push(isAudienceWord(member) ? member : await idOf(member));
    }
    return found;
  };
  const audience = await withIds(file.audience);
  const readers = await withIds(file.readers);
  const named = audience.filter(isNamedPerson).filter((id) => !known?.audience.includes(id));
  await refuseAnyWhoCannotAnswer(db, actor.workspace_id, named);
  const people: string[] = [];
  for (const handle of file.pilot?.people ?? []) people.push(await idOf(handle));
  const { rule, disclosure, questions, isRequired } = file;
  const wanted = { rule, audience, readers, disclosure, questions, isRequired };
  return {
    file,
    wanted,
    pilot: file.pilot && { people, rounds: file.pilot.rounds },
    known,
    differences: known ? cadenceDifferences(await cadenceAsSet(db, known), wanted, nameOf) : [],
  };
}

async function refuseAnyWhoCannotAnswer(db: Db, workspaceId: string, ids: readonly string[]): Promise<void> {
  for (const person of await peopleByIds(db, workspaceId, ids)) refuseWhoCannotAnswer(person);
}

async function programAsSet(db: Db, program: Program, now: Instant): Promise<ProgramAsSet> {
  const { short_key: shortKey, title, purpose, flagship, visibility, channel_id: channelId } = program;
  const seats = await listSeatsOn(db, program, localDateOf(now, "UTC"));
  return {
    labels: labelsOf(program),
    shortKey,
    title,
    purpose,
    flagship: flagship === 1,
    visibility,
    channelId,
    seats: seats.map(({ role, person_id: personId }) => ({ role, personId })),
  };
}

async function cadenceAsSet(db: Db, cadence: Cadence): Promise<CadenceAsSet> {
  const { rule, audience, readers, disclosure, is_required } = cadence;
  const { questions } = await questionSetOf(db, cadence.workspace_id, cadence.question_set_id);
  return { rule, audience, readers, disclosure, questions, isRequired: is_required === 1 };
}

/** Returns how many programs and cadences there are more. */
async function createWhatIsNew(services: Services, actor: Person, step: SetupStep): Promise<number> {
  const missing = step.cadences.filter(({ known }) => known === null);
  if (step.known !== null && missing.length === 0) return 0;
  await inTransaction(services.db, async (tx) => {
    const program = step.known ?? (await createAsSet(services, tx, actor, step));
    for (const { file, wanted, pilot } of missing) {
      const { key, template } = file;
      await createCadence(services, tx, actor, { ...wanted, key, template, program, pilot });
    }
  });
  return missing.length + (step.known === null ? 1 : 0);
}

async function createAsSet(services: Services, tx: Tx, actor: Person, { file, wanted }: SetupStep): Promise<Program> {
  const seats = await seatsAsSet(tx, actor.workspace_id, wanted);
  return createProgram(services, tx, actor, { ...wanted, key: file.key, seats });
}

async function changeProgramAsSet(
  services: Services,
  actor: Person,
  known: Program,
  wanted: ProgramAsSet,
): Promise<void> {
  const { benefits, starts_on: startsOn, ends_on: endsOn } = known;
  const seats = await seatsAsSet(services.db, actor.workspace_id, wanted);
  await changeProgram(services, actor, known.id, { ...wanted, benefits, startsOn, endsOn, seats });
}

async function seatsAsSet(db: Db | Tx, workspaceId: string, { seats }: ProgramAsSet) {
  const people = await peopleByIds(
    db,
    workspaceId,
    seats.map(({ personId }) => personId),
  );
  const byId = new Map(people.map((person) => [person.id, person]));
  return seats.flatMap(({ role, personId }) => {
    const person = byId.get(personId);
    return person ? [{ role, person }] : [];
  });
}

async function changeCadenceAsSet(
  services: Services,
  actor: Person,
  { id, title, workspace_id: workspaceId }: Cadence,
  { isRequired, ...wanted }: CadenceAsSet,
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const lastKey = await lastRoundDate(tx, workspaceId, id);
    const change = { ...wanted, title, is_required: isRequired ? (1 as const) : (0 as const), lastKey };
    await changeCadence(services, tx, actor, id, change);
  });
}
