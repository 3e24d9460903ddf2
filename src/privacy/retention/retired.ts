/** The answers to questions about moods and people, which are asked no more, go once and for good: wherever they stand. */

import { countRetiredAnswers, retiredWordsOf, takeRetiredAnswers } from "../../check-ins/retired/use-cases.ts";
import { takingWords } from "../../digests/expiry/use-cases.ts";
import { byId, deleteInPieces, nextDeletionAt } from "../../platform/deletions.ts";
import type { Services } from "../../platform/services.ts";
import type { Step } from "../../platform/steps.ts";
import { takeWords } from "../../register/expiry/use-cases.ts";

export const RETIRED = "retired-answers";

/** What quotes them goes before they do: by them it is found. */
export function retiredStep(services: Services, workspaceId: string): Step {
  return {
    next: nextDeletionAt(RETIRED),
    run: () =>
      deleteInPieces(services, workspaceId, {
        name: RETIRED,
        count: (db, of) => countRetiredAnswers(db, of.workspaceId),
        tables: [
          ...takingWords(services, retiredWordsOf),
          byId("item", (tx, rows) => takeWords(tx, rows, retiredWordsOf)),
          byId("check_in", (tx, rows) => takeRetiredAnswers(services, tx, rows)),
        ],
      }),
  };
}
