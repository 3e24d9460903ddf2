/** The approved cases that rest on what is otherwise now, for whoever leads their programs. */
import { may } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { listProgramsFor, type Program } from "../../programs/use-cases.ts";
import { basesNow } from "./facts.ts";
import { listLastVersions, type Version } from "./repository.ts";
import { type CaseChange, changesSince } from "./rules.ts";
import { type ChangeRead, changesFor } from "./use-cases.ts";

export interface ChangedCase {
  program: Program;
  version: Version;
  changes: CaseChange[];
}

/** Of these programs, in their order: a few statements, however many they are. */
export async function changedAmong(
  db: Db | Tx,
  workspaceId: string,
  programs: readonly Program[],
): Promise<ChangedCase[]> {
  const ids = programs.map(({ id }) => id);
  const versions = new Map((await listLastVersions(db, workspaceId, ids)).map((one) => [one.programId, one]));
  const cases = programs.flatMap((program) => {
    const version = versions.get(program.id);
    return version ? [{ program, version, named: version.basis }] : [];
  });
  if (cases.length === 0) return [];
  const bases = await basesNow(db, workspaceId, cases);
  return cases.flatMap(({ program, version }, index): ChangedCase[] => {
    const now = bases[index];
    const changes = now ? changesSince(version.basis, now) : [];
    return changes.length > 0 ? [{ program, version, changes }] : [];
  });
}

/** Of the running programs whose case this person writes. */
export async function changedCasesOf(
  services: Pick<Looking, "clock">,
  db: Db | Tx,
  person: Person,
): Promise<ChangedCase[]> {
  const known = await listProgramsFor(db, person, services);
  const theirs = known.flatMap(({ program, standings }) =>
    program.state === "active" && may(standings, "edit-case") ? [program] : [],
  );
  return changedAmong(db, person.workspace_id, theirs);
}

const MOST_CASES = 20;

export interface ChangedRead {
  program: Pick<Program, "id" | "title">;
  changes: ChangeRead[];
}

/** As many as a view has room for, and how many more there are. */
export async function changedCasesFor(
  services: Looking & { db: Db },
  person: Person,
): Promise<{ cases: ChangedRead[]; more: number }> {
  const all = await changedCasesOf(services, services.db, person);
  const cases: ChangedRead[] = [];
  for (const { program, version } of all.slice(0, MOST_CASES))
    cases.push({ program, changes: await changesFor(services, person, program, version) });
  return { cases, more: all.length - cases.length };
}
