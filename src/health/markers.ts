/** What a digest tells its readers of checks that nobody has answered. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { isEvidence } from "../register/rules-alive.ts";
import { itemsOfPrograms } from "../register/use-cases.ts";
import { type HealthQuestion, listFindings, listUnanswered } from "./repository.ts";
import type { HealthColour } from "./rules.ts";
import type { Finding } from "./rules-checks.ts";

export interface Marker {
  questionId: string;
  colour: HealthColour;
  askedAt: Instant;
  /** The answer with the colour, for the sources. */
  checkInId: string;
  revision: number;
  cadenceId: string;
  /** Never empty; `findingSentence` says each, `evidence` is its source. */
  findings: [Finding, ...Finding[]];
  /** The items among the evidence that those above may read. */
  items: { id: string; code: string; raisedBy: string; raisedAt: Instant }[];
}

/**
 * By program, what spoke against a colour, was put to its owner one working day before a digest, and not answered by
 * `cutOff`, while the colour is still that one and what speaks against it is alive. One statement, however many programs.
 */
export async function markersFor(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  cutOff: Instant,
): Promise<Map<string, Marker[]>> {
  const rows = (await listUnanswered(db, workspaceId, programIds, cutOff)).filter(
    ({ state, closed_at, confirmed_at, doubted_at }) =>
      state === null || isEvidence({ state, closed_at, confirmed_at, doubted_at }, cutOff),
  );
  const markers = new Map<string, Marker[]>();
  for (const asked of Map.groupBy(rows, ({ id }) => id).values()) {
    const [question] = asked;
    const [first, ...others] = asked.map(({ finding, disclosure }) =>
      withoutWords(finding, disclosure !== null && isForThoseAbove(disclosure)),
    );
    if (!question || !first || question.health !== question.colour) continue;
    const marker: Marker = {
      questionId: question.id,
      colour: question.colour,
      askedAt: question.asked_at,
      checkInId: question.check_in_id,
      revision: question.revision,
      cadenceId: question.cadence_id,
      findings: [first, ...others],
      items: asked.flatMap(({ finding, disclosure, raiser, raised_at: raisedAt }) =>
        "code" in finding && disclosure !== null && isForThoseAbove(disclosure) && raiser !== null && raisedAt !== null
          ? [{ id: finding.evidence.id, code: finding.code, raisedBy: raiser, raisedAt }]
          : [],
      ),
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
  return new Map(
    [...findings].map(([id, theirs]) => [
      id,
      theirs.map((finding) => withoutWords(finding, open.has(finding.evidence.id))),
    ]),
  );
}

function withoutWords(finding: Finding, isReadable: boolean): Finding {
  return "title" in finding && !isReadable ? { ...finding, title: "" } : finding;
}

/** What came of a team's or a lead's answers is theirs until somebody made an item of it. */
export function isForThoseAbove(disclosure: "program" | "team" | "lead" | "executive"): boolean {
  return disclosure === "program" || disclosure === "executive";
}
