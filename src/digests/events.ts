/** What happens to digests that capabilities above follow. */
import type { ModalView } from "@slack/types";
import type { Person } from "../people/use-cases.ts";
import type { Db } from "../platform/database.ts";
import { EventKind } from "../platform/events.ts";

/** Its reader asked why the programs of a digest have their colours; `open`: shows the answer. */
export const coloursAsked = new EventKind<
  { person: Person; editionId: string; open(view: ModalView): Promise<void> },
  Db
>();
