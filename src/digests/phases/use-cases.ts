/** The phases of what a digest tells. */
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { DigestFacts, ProgramFacts } from "../compile/facts.ts";
import type { ReaderOfRhythm } from "../compile/gather-feed.ts";
import { findDocumentCutAt } from "../compile/repository-editions.ts";
import { toldBeforeIn } from "../document.ts";
import { phases } from "../events.ts";
import type { Phase } from "./rules.ts";

/** With the phases of its programs as they are now: of a digest that is made, not of one that was sent. */
export async function withPhases(
  services: Looking,
  db: Db | Tx,
  workspaceId: string,
  facts: DigestFacts,
): Promise<DigestFacts> {
  const programIds = facts.programs.flatMap(({ id, closed }) => (closed ? [] : id));
  const inPhase = await phases.of(services, db, { workspaceId, programIds });
  return inPhases(facts, ({ id }) => inPhase.get(id));
}

/** As the edition that was made at its cut-off had them; without one, of none the phase is said. */
export async function withPhasesThen(db: Db | Tx, reader: ReaderOfRhythm, facts: DigestFacts): Promise<DigestFacts> {
  const stored = await findDocumentCutAt(db, reader, facts.cutOffAt);
  const { phases: then } = stored === undefined ? { phases: new Map<string, Phase>() } : toldBeforeIn(stored);
  return inPhases(facts, ({ key }) => then.get(key));
}

function inPhases(facts: DigestFacts, phaseOf: (program: ProgramFacts) => Phase | undefined): DigestFacts {
  const programs = facts.programs.map((program) => ({
    ...program,
    phase: { before: program.phase?.before ?? null, now: phaseOf(program) ?? null },
  }));
  return { ...facts, programs };
}
