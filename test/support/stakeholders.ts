/** Stakeholders and candidates for a sponsor, entered as the screens do. */
import type { Person } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import type { Services } from "../../src/platform/services.ts";
import { CRITERIA, type Criterion, enterScores } from "../../src/sponsorship/scores.ts";
import { addPerson, type Entered, planApproach, type Stakeholder } from "../../src/sponsorship/stakeholders.ts";

export type Named = Partial<Entered> & { owner: Person; cares?: string };

/** What is left out is of somebody who decides, is affected, and was not asked yet. */
export async function nameStakeholder(
  services: Services,
  actor: Person,
  programId: string,
  { cares, ...given }: Named,
): Promise<Stakeholder> {
  const ctx = { ...services, actor };
  const line = await addPerson(ctx, {
    ...{ programId, person: null, outside: "", power: "decides", interest: "affected" },
    ...{ stance: "not-asked", stanceWords: "", stanceOn: null, nextOn: null, ...given },
  });
  const none = { capacity: "", resistance: "", approach: "", coalitionWith: [], isAlly: false };
  return cares === undefined ? line : planApproach(ctx, { id: line.id, ...none, cares, theyExpect: "", weExpect: "" });
}

/** Works councils have been heard. */
export async function allowChoosing(db: Db, on = "2026-10-20"): Promise<void> {
  await db.updateTable("workspace").set({ choosing_consulted_on: on }).execute();
}

/** Of a candidate, by default 4 each, with the same evidence. */
export async function scored(
  services: Services,
  actor: Person,
  candidateId: string,
  evidence: string,
  scores: Partial<Record<Criterion, number>> = {},
): Promise<void> {
  const all = CRITERIA.map((criterion) => ({ criterion, score: scores[criterion] ?? 4, evidence }));
  await enterScores({ ...services, actor }, { candidateId, scores: all });
}
