/** The plan of coming messages, as far as a viewer may see it. */
import { type Cadence, cadencesOf } from "../cadences/cadences.ts";
import { isAdmin, type Person, peopleByIds } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY, inZone } from "../platform/time.ts";
import { listPlacesFor, type Program, runningPlaces } from "../programs/programs.ts";
import { forecastSteps, type PlannedStep } from "./forecast-worker.ts";

export interface PlanLine {
  at: Instant;
  /** The person's wall time, `2026-11-06T09:00`; null without a person. */
  local: string | null;
  /** Handle. */
  person: string | null;
  /** Key; null for a digest, which is one over several programs. */
  program: string | null;
  kind: string;
  cadence: string | null;
  round: string | null;
  /** Code of an item: `LOY-R-12`. */
  item?: string;
  action: PlannedStep["action"];
  until?: Instant;
  reason?: string;
}

/** Absent members do not restrict the plan. */
export interface PlanFilter {
  weeks: number;
  personId?: string | undefined;
  programId?: string | undefined;
  cadenceId?: string | undefined;
}

/** The plan of a workspace, line by line. For operators: checks no rights. */
export async function* planOfWorkspace(
  db: Db,
  workspaceId: string,
  { now, ...wanted }: PlanFilter & { now: Instant },
): AsyncGenerator<PlanLine> {
  for await (const { records, step } of steps(db, workspaceId, wanted, { now, mayKnow: () => true }))
    yield planLineOf(records, step);
}

interface Records {
  people: ReadonlyMap<string, Person>;
  programs: ReadonlyMap<string, Program>;
  cadences: ReadonlyMap<string, Cadence>;
}

export interface StepInContext {
  step: PlannedStep;
  person: Person | undefined;
  program: Program | undefined;
  cadence: Cadence | undefined;
}

/**
 * The steps a person may see: their own, and those of programs they lead; all for an admin. Opt-outs are shown to
 * nobody.
 */
export async function* planFor(
  { db, clock }: Pick<Services, "db" | "clock">,
  viewer: Person,
  wanted: PlanFilter,
): AsyncGenerator<StepInContext> {
  const programs = await listPlacesFor(db, viewer, { clock });
  const led = new Set(
    programs.flatMap(({ program, standings }) => (may(standings, "change-program") ? [program.id] : [])),
  );
  const mayKnow = (step: PlannedStep) =>
    isAdmin(viewer) || step.personId === viewer.id || programsOf(step).some((id) => led.has(id));
  const asked = { now: clock.now(), mayKnow, viewer, knownIds: [...led] };
  for await (const { records, step } of steps(db, viewer.workspace_id, wanted, asked))
    yield {
      step,
      person: records.people.get(step.personId ?? ""),
      program: records.programs.get(step.programId ?? ""),
      cadence: records.cadences.get(step.cadenceId ?? ""),
    };
}

interface Asking {
  now: Instant;
  mayKnow(step: PlannedStep): boolean;
  viewer?: Person;
  /** The programs of which the viewer knows what is to come; absent: all. */
  knownIds?: readonly string[];
}

async function* steps(
  db: Db,
  workspaceId: string,
  wanted: PlanFilter,
  { now, mayKnow, viewer, knownIds }: Asking,
): AsyncGenerator<{ records: Records; step: PlannedStep }> {
  const { personId, programId, cadenceId } = wanted;
  const until = addMs(now, wanted.weeks * 7 * DAY);
  const running = await runningPlaces(db, workspaceId);
  const programs = new Map(running.map(({ program }) => [program.id, program]));
  const cadences = new Map((await cadencesOf(db, workspaceId, [...programs.keys()])).map((each) => [each.id, each]));
  const people = new Map<string, Person>();
  const records = { people, programs, cadences };

  const about = programId ?? cadences.get(cadenceId ?? "")?.program_id;
  const asked = {
    workspaceId,
    now,
    until,
    ...(personId !== undefined && { personId }),
    ...(about !== undefined && { programId: about }),
    ...(knownIds !== undefined && { knownIds: [...knownIds] }),
  };

  for await (const batch of forecastSteps(db, asked)) {
    const ids = new Set(batch.flatMap(({ personId: id }) => (id === null || people.has(id) ? [] : [id])));
    for (const person of await peopleByIds(db, workspaceId, [...ids])) people.set(person.id, person);
    for (const step of batch.filter(mayKnow)) {
      const shown = withoutName(step, viewer);
      if (isWanted(shown, wanted)) yield { records, step: shown };
    }
  }
}

function isWanted(step: PlannedStep, { personId, programId, cadenceId }: PlanFilter): boolean {
  if (personId !== undefined && step.personId !== personId) return false;
  if (programId !== undefined && !programsOf(step).includes(programId)) return false;
  return cadenceId === undefined || step.cadenceId === cadenceId;
}

function programsOf({ programId, programIds = [] }: PlannedStep): string[] {
  return programId === null ? programIds : [programId];
}

/** Hides who has opted out from everybody else. */
function withoutName(step: PlannedStep, viewer: Person | undefined): PlannedStep {
  return step.reason === "opted-out" && step.personId !== viewer?.id ? { ...step, personId: null } : step;
}

function planLineOf({ people, programs }: Records, step: PlannedStep): PlanLine {
  const person = people.get(step.personId ?? "");
  const { at, kind, cadence, round, item, action, until, reason } = step;
  return {
    at,
    local: person ? inZone(at, person.zone).toPlainDateTime().toString({ smallestUnit: "minute" }) : null,
    person: person?.handle ?? null,
    program: programs.get(step.programId ?? "")?.key ?? null,
    kind,
    cadence,
    round,
    ...(item !== undefined && { item }),
    action,
    ...(until !== undefined && { until }),
    ...(reason !== undefined && { reason }),
  };
}
