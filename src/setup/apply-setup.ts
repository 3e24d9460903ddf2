/** Plans and applies a set-up file. Repeatable: existing programs, portfolios and cadences stay as they are. */

import {
  type AudienceMember,
  type AudienceSource,
  isAudienceWord,
  isNamedPerson,
  sourceMember,
  sourceOf,
} from "../cadences/audience/audience.ts";
import { cadenceByKey } from "../cadences/cadences.ts";
import { cadenceKeyInUse, createCadence, type NewCadence } from "../cadences/changes.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPersonByHandle, type Person } from "../people/people.ts";
import { refuseUnlessAdmin } from "../people/settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import { inTransaction } from "../platform/transaction.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { setCommittee } from "../programs/committee.ts";
import { isSameLabel, labelOfCoverage } from "../programs/coverage.ts";
import { createProgram, type NewProgram } from "../programs/creating.ts";
import { proposedKey, refuseUnlessKey } from "../programs/keys.ts";
import type { Label } from "../programs/labels.ts";
import { officesNow } from "../programs/office.ts";
import { giveOffice } from "../programs/office-giving.ts";
import { createPortfolio, readersByLabels } from "../programs/portfolios.ts";
import { type Program, programByKey, refuseUnlessMayChange } from "../programs/programs.ts";
import { refreshSchedule } from "../reports/digest/schedule.ts";
import { personToAsk } from "./person-to-ask.ts";
import { type PortfolioStep, planPortfolios, setupFailure } from "./plan-portfolios.ts";
import { type SetupCadence, type SetupFile, type SetupOffice, type SetupProgram, seatsOf } from "./setup-file.ts";

type PlannedProgram = NewProgram & { shortKey: string; chair: Person | null; quorum: number | null };

/** A program of the file, existing or to be created, and its new cadences. */
export interface ProgramStep {
  kind: "program";
  key: string;
  program: { existing: Program } | { wanted: PlannedProgram };
  /** Names of those who will read it by an existing portfolio, without a role in it. */
  readers: readonly string[];
  /** Cadences to create. */
  cadences: Omit<NewCadence, "program">[];
  /** Number of existing ones among the program and its cadences. */
  there: number;
}

/** Portfolios come after all programs. */
export type SetupStep = ProgramStep | PortfolioStep;

/** Scenarios have no offices. */
type SetUp = Omit<SetupFile, "offices"> & Partial<Pick<SetupFile, "offices">>;

export interface SetupReading {
  /** The channel named for a program, or null. */
  channelIdOf(program: SetupProgram): Promise<string | null>;
  /** Reads a channel or group of an audience. Default: taken from the file. */
  readSource?(source: AudienceSource): Promise<AudienceSource>;
}

/** Numbers of created and existing programs, portfolios and cadences. */
export interface SetupOutcome {
  created: number;
  there: number;
}

/**
 * Plans a step per program, then one per portfolio, in file order. Writes only members of new audiences' channels and
 * groups; asks Slack only about what is new. Throws PERSON_UNKNOWN, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED,
 * PARTICIPANT_EXTERNAL, CADENCE_EXISTS, PROGRAM_NOT_YOURS, PORTFOLIO_NOT_YOURS, KEY_OF_PORTFOLIO, KEY_OF_PROGRAM,
 * KEY_TAKEN, CHANNEL_UNKNOWN, CHANNEL_NOT_MEMBER, CHANNEL_ARCHIVED.
 */
export async function planSetup(
  ctx: ActorContext,
  { file, channelIdOf, readSource = async (source) => source }: SetupReading & { file: SetUp },
): Promise<SetupStep[]> {
  const sourceFound = onceEach(readSource);
  const steps: ProgramStep[] = [];
  const keys = [...file.programs, ...file.portfolios].flatMap(({ shortKey }) => shortKey ?? []);
  for (const program of file.programs) {
    await yieldToEventLoop();
    const step = await planProgramStep(ctx, program, { channelIdOf, keys });
    if ("wanted" in step.program) keys.push(step.program.wanted.shortKey);
    for (const cadence of file.cadences.filter((each) => each.program === program.key))
      await planCadenceIn(ctx, step, { cadence, sourceFound });
    steps.push(step);
  }
  const programs = steps.flatMap(({ program }) => ("wanted" in program ? program.wanted : []));
  const portfolios = await planPortfolios(ctx, file.portfolios, { programs, keys });
  for (const step of portfolios)
    for (const cadence of file.cadences.filter((each) => each.program === step.key))
      await planCadenceIn(ctx, step, { cadence, sourceFound });
  return [...steps, ...portfolios];
}

async function planProgramStep(
  ctx: ActorContext,
  file: SetupProgram,
  { channelIdOf, keys }: Pick<SetupReading, "channelIdOf"> & { keys: readonly string[] },
): Promise<ProgramStep> {
  const { db, actor } = ctx;
  const { key } = file;
  const existing = await programByKey(db, actor.workspace_id, key);
  if (existing?.kind === "portfolio") throw setupFailure("KEY_OF_PORTFOLIO", { key });
  if (existing) {
    await refuseUnlessMayChange(db, actor, existing, ctx);
    return { kind: "program", key, program: { existing }, readers: [], cadences: [], there: 1 };
  }
  const wanted = await planProgram(db, actor, file, { channelIdOf, keys });
  const readers = await readersOfNew(ctx, wanted);
  return { kind: "program", key, program: { wanted }, readers, cadences: [], there: 0 };
}

/** Into the step of its program or portfolio. */
async function planCadenceIn(
  { db, actor }: ActorContext,
  step: SetupStep,
  { cadence, sourceFound }: { cadence: SetupCadence; sourceFound: ReadMember },
): Promise<void> {
  const found = await cadenceByKey(db, actor.workspace_id, cadence.key);
  const place = step.kind === "program" ? step.program : step.portfolio;
  const existingId = "existing" in place ? place.existing.id : undefined;
  if (found && found.program_id !== existingId) throw cadenceKeyInUse(cadence.key);
  if (found) step.there += 1;
  else step.cadences.push(await planCadence(db, actor, cadence, sourceFound));
}

async function readersOfNew(ctx: ActorContext, { labels = [], seats }: PlannedProgram): Promise<string[]> {
  const seatedIds = seats.map(({ person }) => person.id);
  return readersByLabels(ctx, ctx.actor.workspace_id, { program: null, labels, seatedIds });
}

/** Applies a step in one transaction. Idempotent. Throws what its acts throw. */
export async function applyStep(ctx: ActorContext, step: SetupStep): Promise<SetupOutcome> {
  const created = createdIn(step);
  if (created > 0)
    await inTransaction(ctx.db, async (tx) => {
      const within = { ...ctx, db: tx };
      if (step.kind === "program") await applyToProgram(within, step);
      else await applyToPortfolio(within, step);
    });
  return { created, there: step.there };
}

function createdIn(step: SetupStep): number {
  const place = step.kind === "program" ? step.program : step.portfolio;
  return step.cadences.length + ("wanted" in place ? 1 : 0);
}

async function applyToProgram(ctx: ActorContext<Tx>, { program: planned, cadences }: ProgramStep): Promise<void> {
  const program = "existing" in planned ? planned.existing : await createProgram(ctx, planned.wanted);
  if ("wanted" in planned) await setCommittee(ctx, { ...planned.wanted, program });
  for (const cadence of cadences) await createCadence(ctx, { ...cadence, program });
}

async function applyToPortfolio(ctx: ActorContext<Tx>, { portfolio, cadences }: PortfolioStep): Promise<void> {
  const program = "existing" in portfolio ? portfolio.existing : await createPortfolio(ctx, portfolio.wanted);
  for (const cadence of cadences) await createCadence(ctx, { ...cadence, program });
}

/** Applies steps in turn and calls `took` after each. A failure leaves earlier steps done. Then plans the digests. */
export async function applySteps(
  ctx: ActorContext,
  { steps, took }: { steps: readonly SetupStep[]; took?(step: SetupStep, outcome: SetupOutcome): void },
): Promise<SetupOutcome> {
  const sum: SetupOutcome = { created: 0, there: 0 };
  try {
    for (const step of steps) {
      await yieldToEventLoop();
      const outcome = await applyStep(ctx, step);
      sum.created += outcome.created;
      sum.there += outcome.there;
      took?.(step, outcome);
    }
  } finally {
    await inTransaction(ctx.db, (tx) => refreshSchedule(tx, ctx.actor.workspace_id, ctx.clock.now()));
  }
  return sum;
}

/** Plans the whole file, then applies it. */
export async function setup(ctx: ActorContext, reading: SetupReading & { file: SetUp }): Promise<SetupOutcome> {
  const steps = await planSetup(ctx, reading);
  const offices = await planOffices(ctx, reading.file);
  const outcome = await applySteps(ctx, { steps });
  for (const office of offices) await giveOffice(ctx, office);
  return outcome;
}

/** Offices of the file that are not given yet; others stay. Throws PERSON_UNKNOWN, and refusals of giving. */
export async function planOffices(
  { db, actor, clock }: ActorContext,
  { offices = [] }: { offices?: readonly SetupOffice[] },
): Promise<{ person: Person; label: Label | null }[]> {
  if (offices.length === 0) return [];
  await refuseUnlessAdmin(db, actor);
  const given = await officesNow(db, actor.workspace_id, { clock });
  const missing: { person: Person; label: Label | null }[] = [];
  for (const { person: handle, label = null } of offices) {
    const person = await personToAsk(db, actor, handle);
    const has = given.some((office) => office.person_id === person.id && isSameLabel(labelOfCoverage(office), label));
    if (!has) missing.push({ person, label });
  }
  return missing;
}

type ReadMember = (member: AudienceMember, source: AudienceSource) => Promise<AudienceSource>;

/** Cadences may share a channel. */
function onceEach(read: (source: AudienceSource) => Promise<AudienceSource>): ReadMember {
  const found = new Map<AudienceMember, Promise<AudienceSource>>();
  return (member, source) => {
    const reading = found.get(member) ?? read(source);
    found.set(member, reading);
    return reading;
  };
}

async function planProgram(
  db: Db,
  actor: Person,
  file: SetupProgram,
  { channelIdOf, keys }: Pick<SetupReading, "channelIdOf"> & { keys: readonly string[] },
): Promise<PlannedProgram> {
  const { key, title, purpose, flagship, visibility, labels, quorum = null } = file;
  const seats: NewProgram["seats"][number][] = [];
  for (const { role, person } of seatsOf(file)) seats.push({ role, person: await personToAsk(db, actor, person) });
  const channelId = await channelIdOf(file);
  const shortKey = file.shortKey ?? (await proposedKey(db, actor.workspace_id, title, keys));
  await refuseUnlessKey(db, actor.workspace_id, shortKey);
  const chair = file.chair === undefined ? null : await personToAsk(db, actor, file.chair);
  const ofFile = { key, shortKey, title, purpose, flagship, visibility, quorum };
  return { ...ofFile, channelId, seats, chair, ...(labels && { labels }) };
}

/** Resolves handles to ids, and channels and groups to Slack's. */
async function planCadence(
  db: Db,
  actor: Person,
  { program: _, pilot, ...file }: SetupCadence,
  readMember: ReadMember,
): Promise<Omit<NewCadence, "program">> {
  const idOf = async (handle: string) => (await getPersonByHandle(db, actor.workspace_id, handle)).id;
  const withIds = async (members: readonly AudienceMember[]) => {
    const found: AudienceMember[] = [];
    for (const member of members) {
      const source = sourceOf(member);
      if (source) found.push(sourceMember(await readMember(member, source)));
      else found.push(isAudienceWord(member) ? member : await idOf(member));
    }
    return found;
  };
  for (const handle of file.audience.filter(isNamedPerson)) await personToAsk(db, actor, handle);
  const people: string[] = [];
  for (const handle of pilot?.people ?? []) people.push(await idOf(handle));
  return {
    ...file,
    audience: await withIds(file.audience),
    readers: await withIds(file.readers),
    pilot: pilot && { people, rounds: pilot.rounds },
  };
}
