/** What capabilities above programs add to their list. */
import type { Person } from "../people/use-cases.ts";
import type { Db } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import type { Press } from "../platform/slack/listening.ts";
import type { Reader } from "../platform/texts/language.ts";

/** A choice in the menu of a program. */
export interface ProgramMenuEntry {
  /** In the value of the choice, before the id of the program. */
  key: string;
  label(reader: Pick<Reader, "locale">): string;
  /** Throws where whoever pressed may not. */
  open(services: Services, press: Press<Person>, programId: string): Promise<void>;
}

export interface AddedToPrograms {
  menu: readonly ProgramMenuEntry[];
  /** How many check-ins each of these programs has; left out: none. */
  countCheckIns(db: Db, workspaceId: string, programIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
