/** What those who speak for programs are offered to ask for: no more than is asked of anybody is sent by it. */
import { may } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { localDateOf } from "../../platform/time.ts";
import { type KnownProgram, listProgramsFor, type Program } from "../../programs/use-cases.ts";
import { appearanceFacts } from "../events.ts";
import { byStrength, type Proposal, proposalsFor } from "./rules-proposed.ts";

export interface Proposed {
  program: Pick<Program, "id" | "title">;
  proposal: Proposal;
}

/** For those of these programs of which this person may say who is asked, the strongest first. */
async function proposalsOf(
  services: Looking,
  db: Db | Tx,
  person: Person,
  known: readonly KnownProgram[],
): Promise<Proposed[]> {
  const programs = known.flatMap(({ program, standings }) =>
    program.state === "active" && may(standings, "speak-for-appearance") ? [program] : [],
  );
  if (programs.length === 0) return [];
  const facts = await appearanceFacts.of(services, db, { workspaceId: person.workspace_id, programs });
  const today = localDateOf(services.clock.now(), person.zone);
  return programs
    .flatMap((program) => {
      const its = facts.get(program.id);
      return its ? proposalsFor(its, today).map((proposal) => ({ program, proposal })) : [];
    })
    .toSorted((one, other) => byStrength(one.proposal, other.proposal));
}

/** What is best now, as they begin to ask for one; `programId`: for that program. Null: nothing speaks for any. */
export async function proposedNow(
  services: Looking,
  db: Db | Tx,
  person: Person,
  programId: string | null,
): Promise<Proposed | null> {
  const known = await listProgramsFor(db, person, services);
  const meant = known.filter(({ program }) => programId === null || program.id === programId);
  return (await proposalsOf(services, db, person, meant))[0] ?? null;
}
