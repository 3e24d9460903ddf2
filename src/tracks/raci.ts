/** RACI: who does a step, who answers for it, who is consulted and informed. It follows from steps and roles. */
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import type { Program } from "../programs/programs.ts";
import { shorten } from "../slack/blocks.ts";
import { HAND_OFF, PERSON_ROLES, REQUESTER, SEAT_ROLES, type Step, type TrackTemplate } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { listTracks } from "./tracks.ts";
import { listOffered } from "./work/request-types.ts";
import { type ProgramSeen, programSeen, roleNames, rolesOf, whoHolds } from "./working-roles.ts";

/** More make everything wait. */
const MOST_CONSULTED = 3;
/** Of fewer steps one person may answer for most. */
const FEWEST_STEPS = 4;
const LONGEST_STEPS = 150;
const MOST_TITLES = 3;
const UNNAMED: readonly string[] = [...PERSON_ROLES, REQUESTER];

type Holder = Pick<Person, "id" | "name">;

interface RaciProblem {
  is: "unheld" | "shared" | "alone" | "consulted" | "most" | "idle";
  /** The key of the role that the problem concerns. */
  role?: string;
  /** Whom it concerns, or who stands in. */
  person?: Holder | undefined;
  steps: readonly Step[];
}

/** What is wrong with these steps. `held`: by the keys of roles and seats; `roles`: keys of the working roles. Pure. */
export function raciProblems(
  steps: readonly Step[],
  held: ReadonlyMap<string, readonly Holder[]>,
  roles: readonly string[],
): RaciProblem[] {
  const heldBy = (role: string) => held.get(role) ?? [];
  const doer = (role: string) => [role, "lead", "deputy", "sponsor"].flatMap(heldBy)[0];
  const seats: readonly string[] = SEAT_ROLES;
  const ofRoles = [...roles, ...seats].flatMap((role): RaciProblem[] => {
    const theirs = steps.filter((step) => [step.role, step.accountable].includes(role));
    // Of a step that its role answers for, whoever has it does.
    const answered = steps.filter((step) => step.accountable === role && step.role !== role);
    const [first, second] = heldBy(role);
    const isShared = answered.length > 0 && second !== undefined;
    if (isShared) return [{ is: "shared", role, person: first, steps: answered }];
    if (seats.includes(role)) return [];

    const isToldOf = steps.some(({ consulted, informed }) => [...consulted, ...informed].includes(role));
    if (theirs.length === 0 && !isToldOf) return [{ is: "idle", role, steps: [] }];
    return theirs.length > 0 && !first ? [{ is: "unheld", role, person: doer(role), steps: theirs }] : [];
  });
  const alone = steps.flatMap((step): RaciProblem[] => {
    const person = UNNAMED.includes(step.role) ? undefined : doer(step.role);
    const approvers = [step.accountable, "lead", "deputy", "sponsor"].flatMap(heldBy);
    const isAlone = approvers.every(({ id }) => id === person?.id);
    return step.gate && person && isAlone ? [{ is: "alone", person, steps: [step] }] : [];
  });
  const consulted = steps.flatMap((step): RaciProblem[] =>
    step.consulted.length > MOST_CONSULTED ? [{ is: "consulted", steps: [step] }] : [],
  );
  const most = [...Map.groupBy(steps, ({ accountable }) => heldBy(accountable)[0]?.id)].flatMap(([id, theirs]) => {
    const isMost = id !== undefined && steps.length >= FEWEST_STEPS && theirs.length > steps.length / 2;
    return isMost ? [{ is: "most" as const, person: heldBy(theirs[0]?.accountable ?? "")[0], steps: theirs }] : [];
  });
  return [...ofRoles, ...alone, ...consulted, ...most];
}

export interface Raci {
  rows: { template: string; step: string; does: string; answers: string; consulted: string; informed: string }[];
  /** In words; `roleId`: of the role that nobody holds. */
  problems: { text: string; role: string | undefined; roleId: string | null }[];
}

/** Of these templates in a program, in the reader's language. */
export async function raciOf(
  { db, clock }: { db: Db | Tx; clock: { now(): string } },
  reader: Reader,
  program: Program,
  templates: readonly TrackTemplate[],
): Promise<Raci> {
  const texts = textsFor(trackTexts, reader).raci;
  const roles = await rolesOf(db, program);
  const holders = await whoHolds(db, program, roles, clock.now());
  const names = new Map<string, string>([...Object.entries(texts.unnamed), ...roleNames(reader, roles)]);
  const nameOf = (role: string) => names.get(role) ?? role;
  const cell = (role: string) => {
    if (UNNAMED.includes(role)) return nameOf(role);
    const theirs = (holders.get(role) ?? []).map(({ name }) => name);
    return `${nameOf(role)} (${theirs.length === 0 ? texts.nobody : list(reader, theirs)})`;
  };

  const rows = templates.flatMap(({ name, steps }) =>
    steps.map((step) => ({
      template: textsFor(name, reader),
      step: textsFor(step.title, reader),
      does: cell(step.role),
      answers: cell(step.accountable),
      consulted: step.consulted.map(cell).join(texts.also),
      informed: step.informed.map(cell).join(texts.also),
    })),
  );

  const steps = templates.flatMap((template) => template.steps);
  const keys = new Set([...roles.map(({ key }) => key), ...templates.flatMap((template) => template.roles)]);
  const found = steps.length === 0 ? [] : raciProblems(steps, holders, [...keys]);

  const problems = found.map(({ is, role, person, steps: theirs }) => {
    const titles = theirs.map(({ title }) => textsFor(title, reader));
    const count = is === "consulted" ? (theirs[0]?.consulted.length ?? 0) : theirs.length;
    const text = texts.problem[is]({
      role: nameOf(role ?? ""),
      who: person?.name ?? texts.nobody,
      count,
      of: steps.length,
      steps: shorten(list(reader, fewOf(titles, texts.more)), LONGEST_STEPS),
    });
    const unheld = is === "unheld" ? roles.find(({ key }) => key === role) : undefined;
    return { text, role, roleId: unheld?.id ?? null };
  });
  return { rows, problems };
}

/** The first of many, and how many more. */
function fewOf(titles: string[], more: (count: number) => string): string[] {
  if (titles.length <= MOST_TITLES) return titles;
  const shown = titles.slice(0, MOST_TITLES - 1);
  return [...shown, more(titles.length - shown.length)];
}

/** What runs in a program, but hand-offs, and what may be asked of it. Throws ROLES_NOT_YOURS. */
export async function readRaci(
  services: Pick<ActorContext<Db>, "db" | "actor"> & LookupContext,
  reader: Reader,
  wanted: string | null,
): Promise<ProgramSeen & Raci> {
  const seen = await programSeen(services, wanted);
  const { workspace_id: workspaceId, id: programId } = seen.program;
  const running = await listTracks(services.db, workspaceId, { program_id: programId, state: "running" });
  const offered = await listOffered(services.db, workspaceId, { programId });
  const all = [...running.map(({ definition }) => definition), ...offered.map(({ template }) => template)];
  const templates = new Map(all.flatMap((template) => (template.key === HAND_OFF ? [] : [[template.key, template]])));
  return { ...seen, ...(await raciOf(services, reader, seen.program, [...templates.values()])) };
}
