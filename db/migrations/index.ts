import type { Migration } from "kysely/migration";
import * as peopleAndPrograms from "./0001-people-and-programs.ts";
import * as cadencesAndCheckIns from "./0002-cadences-and-check-ins.ts";
import * as delivery from "./0003-delivery.ts";
import * as digests from "./0004-digests.ts";
import * as setup from "./0005-setup.ts";
import * as milestones from "./0006-milestones.ts";
import * as halfFilledForms from "./0007-half-filled-forms.ts";
import * as digestHolds from "./0008-digest-holds.ts";

/** In the order of their names. A released migration is never edited. */
export const migrations: Record<string, Migration> = {
  "0001-people-and-programs": peopleAndPrograms,
  "0002-cadences-and-check-ins": cadencesAndCheckIns,
  "0003-delivery": delivery,
  "0004-digests": digests,
  "0005-setup": setup,
  "0006-milestones": milestones,
  "0007-half-filled-forms": halfFilledForms,
  "0008-digest-holds": digestHolds,
};
