/** What a digest tells its readers of checks that nobody has answered. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { itemsOfPrograms } from "../register/use-cases.ts";
import { type HealthQuestion, listColoursNow, listFindings, listQuestions } from "./repository.ts";
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
 * By program, what spoke against a colour, was put to its owner one working day before a digest, and not answered by
 * `cutOff`, while the colour is still that one. Four statements, however many programs.
 */
export async function markersFor(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  cutOff: Instant,
): Promise<Map<string, Marker[]>> {
  const asked = await listQuestions(db, workspaceId, programIds, { shownBy: cutOff, states: ["asked"] });
  const open = [...new Map(asked.map((question) => [question.check_in_id, question])).keys()];
  const colours = await listColoursNow(db, workspaceId, open, cutOff);
  const findings = await findingsForOthers(db, workspaceId, asked);
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

/** The findings of questions, without the words of what those above may not read: its code tells them whom to ask. */
export async function findingsForOthers(
  db: Db | Tx,
  workspaceId: string,
  questions: readonly Pick<HealthQuestion, "id" | "program_id">[],
): Promise<Map<string, Finding[]>> {
  const findings = await listFindings(
    db,
    workspaceId,
    questions.map(({ id }) => id),
  );
  if (findings.size === 0) return findings;
  const programIds = [...new Set(questions.map(({ program_id }) => program_id))];
  const items = await itemsOfPrograms(db, workspaceId, programIds);
  const open = new Set(items.filter(({ disclosure }) => isForThoseAbove(disclosure)).map(({ id }) => id));
  const without = (finding: Finding): Finding =>
    "title" in finding && !open.has(finding.evidence.id) ? { ...finding, title: "" } : finding;
  return new Map([...findings].map(([id, theirs]) => [id, theirs.map(without)]));
}

/** What came of a team's or a lead's answers is theirs until somebody made an item of it. */
export function isForThoseAbove(disclosure: "program" | "team" | "lead" | "executive"): boolean {
  return disclosure === "program" || disclosure === "executive";
}
