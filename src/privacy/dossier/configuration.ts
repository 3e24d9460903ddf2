/** What a dossier is written from: how Drumbeat is set up and used in a workspace. */

import type { Disclosure } from "../../cadences/table.ts";
import type { RoleAttention } from "../../delivery/attention/rules.ts";
import type { Retention } from "../../people/rules-retention.ts";
import type { Settings } from "../../people/use-cases-settings.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { Said } from "./statement.ts";

export interface CheckIn {
  program: string;
  name: Said;
  howOften: Said;
  /** How often somebody is asked, at most. */
  perYear: number;
  people: number;
  /** The channels and user groups whose members are asked. */
  sources: string[];
  disclosure: Disclosure;
  /** How many people may read the answers, one by one or in a digest. */
  readers: number;
  /** The program is open to everybody in the workspace, so its team's answers are too. */
  isOpenToAll: boolean;
  /** A summary of each round is posted to the channel of the program. */
  hasChannel: boolean;
  isRequired: boolean;
  isPaused: boolean;
  /** How many are asked first, while it is tried out. */
  pilot: number | null;
  /** `isText`: answered in words of one's own. */
  questions: (Said & { isText: boolean })[];
}

export interface Configuration {
  /** The day of the dossier. */
  on: LocalDate;
  workspace: string;
  settings: Settings;
  retention: Retention;
  dataProtection: { names: string[]; address: string };
  /** When the works council was consulted on how sponsors are chosen; null: it was not. */
  choosingConsultedOn: LocalDate | null;
  programs: number;
  /** Who is asked in at least one check-in. */
  people: number;
  checkIns: CheckIn[];
  /** By person and week, of those roles of whose people something may be told; null where nothing has been sent yet. */
  attention: { from: LocalDate; until: LocalDate; roles: RoleAttention[] } | null;
  /** The last dossier that was handed over. */
  handedOver: { on: LocalDate; reference: string } | null;
}
