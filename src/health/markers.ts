/** What a digest tells its readers of checks that nobody has answered. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { listColoursNow, listFindings, listQuestions } from "./repository.ts";
import type { HealthColour } from "./rules.ts";
import type { Finding } from "./rules-checks.ts";

export interface Marker {
  questionId: string;
  /** Who gave the colour. */
  ownerId: string;
  colour: HealthColour;
  askedAt: Instant;
  /** The answer with the colour, for the sources. */
  checkInId: string;
  revision: number;
  /** Never empty; `findingSentence` says each, `evidence` is its source. */
  findings: [Finding, ...Finding[]];
}

/**
 * By program, what spoke against a colour, was put to its owner before `cutOff` and not answered by then, while the
 * colour is still that one. Three statements, however many programs.
 */
export async function markersFor(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  cutOff: Instant,
): Promise<Map<string, Marker[]>> {
  const asked = await listQuestions(db, workspaceId, programIds, { until: cutOff, states: ["asked"] });
  const open = [...new Map(asked.map((question) => [question.check_in_id, question])).keys()];
  const colours = await listColoursNow(db, workspaceId, open, cutOff);
  const findings = await listFindings(db, workspaceId, asked.map(({ id }) => id));
  const markers = new Map<string, Marker[]>();
  for (const question of asked) {
    const [first, ...others] = findings.get(question.id) ?? [];
    const now = colours.get(question.check_in_id);
    if (!first || now?.colour !== question.colour) continue;
    const marker: Marker = {
      questionId: question.id,
      ownerId: question.owner_id,
      colour: question.colour,
      askedAt: question.asked_at,
      checkInId: question.check_in_id,
      revision: now.revision,
      findings: [first, ...others],
    };
    markers.set(question.program_id, [...(markers.get(question.program_id) ?? []), marker]);
  }
  return markers;
}
