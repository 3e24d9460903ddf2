/** What is asked of a capability above before settings are saved, and told to it. */

import type { CadenceDraft } from "../cadences/drafts/draft.ts";
import type { Retained, Retention } from "../people/rules-retention.ts";
import type { Settings } from "../people/use-cases-settings.ts";
import { EventKind, Lookup, Slot } from "../platform/events.ts";
import type { Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { ToldProgram } from "../programs/events.ts";
import type { Program } from "../programs/use-cases.ts";

/** What a dossier tells of the settings of the workspace. */
export type ToldSettings = Pick<
  Settings,
  "hours" | "areHoursLocked" | "allowsUrgent" | "messagesCome" | "workingWeek" | "whoMayCreate"
>;

/** Of a program that may not be there yet. */
type InProgram = Pick<Program, "title" | "visibility" | "channel_id">;

/** What is about to be saved. */
export type Change =
  | { of: "settings"; settings: ToldSettings }
  | { of: "check-in"; draft: Omit<CadenceDraft, "programId" | "pilot">; program: InProgram }
  | ({ of: "program"; programId: string } & ToldProgram)
  | { of: "retention"; retention: Retention };

/** What goes beyond: in words, and which setting it is; null: it is of a check-in. */
export interface Beyond {
  sentence: string;
  setting: keyof ToldSettings | keyof ToldProgram | Retained | null;
}

/** What of them goes beyond that which those who have to be heard were given last; nothing where they were given nothing. */
export const beyondDossier = new Lookup<
  { workspaceId: string; changes: readonly Change[]; reader: Pick<Reader, "locale"> },
  Beyond[]
>("what goes beyond the last dossier");

/** They were saved, and those had been consulted. `actorId` null: by a command on the server. */
export const consulted = new EventKind<{
  workspaceId: string;
  actorId: string | null;
  changes: readonly Change[];
  on: LocalDate;
  reference: string;
}>();

/** A line at the foot of Home, with the command that its menu offers. */
export interface FootLine {
  says: string;
  label: string;
  line: string;
}

/** Beside one's preferences. */
export const homeFoot = new Slot<(reader: Pick<Reader, "locale">) => FootLine>();
