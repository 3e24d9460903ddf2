/** What happens to digests that capabilities above follow. */
import type { ModalView } from "@slack/types";
import type { Person } from "../people/use-cases.ts";
import type { Db } from "../platform/database.ts";
import { EventKind, Lookup } from "../platform/events.ts";
import type { Phase } from "./phases/rules.ts";

/** Its reader asked why the programs of a digest have their colours; `open`: shows the answer. */
export const coloursAsked = new EventKind<
  { person: Person; editionId: string; open(view: ModalView): Promise<void> },
  Db
>();

/** Of those of these programs that run, by id, in which phase they are now. */
export const phases = new Lookup<{ workspaceId: string; programIds: readonly string[] }, ReadonlyMap<string, Phase>>(
  "in which phase programs are",
);
