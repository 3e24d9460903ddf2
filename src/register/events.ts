/** What happens to the record that capabilities above follow, each in the transaction of what it tells. */

import { EventKind, Lookup } from "../platform/events.ts";
import type { LocalDate } from "../platform/time.ts";
import type { WordsOfDraft } from "./above/rules.ts";

/** Something of a program was raised, changed or has ended. */
export const recordChanged = new EventKind<{ workspace_id: string; program_id: string }>();

/** A week begins on this Monday, for which something is to be worked out. */
export const weekBegins = new EventKind<{ workspaceId: string; monday: LocalDate }>();

/** What was drafted from this answer is not what it was: its author's receipt offers something else. */
export const draftsChanged = new EventKind<{ workspaceId: string; roundId: string; personId: string }>();

/** Of drafts of answers, by id, those of whose words not all go above those who lead. */
export const heldWords = new Lookup<{ workspaceId: string; words: readonly WordsOfDraft[] }, ReadonlySet<string>>(
  "which words of answers do not go up",
);
