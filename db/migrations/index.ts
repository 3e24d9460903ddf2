import type { Migration } from "kysely/migration";
import * as peopleAndPrograms from "./0001-people-and-programs.ts";
import * as cadencesAndCheckIns from "./0002-cadences-and-check-ins.ts";
import * as delivery from "./0003-delivery.ts";
import * as digests from "./0004-digests.ts";
import * as setup from "./0005-setup.ts";
import * as milestones from "./0006-milestones.ts";
import * as halfFilledForms from "./0007-half-filled-forms.ts";
import * as digestHolds from "./0008-digest-holds.ts";
import * as groups from "./0009-groups.ts";
import * as calendars from "./0010-calendars.ts";
import * as preferences from "./0011-preferences.ts";
import * as contactPolicy from "./0012-contact-policy.ts";
import * as register from "./0013-register.ts";
import * as operations from "./0014-operations.ts";
import * as pilot from "./0016-pilot.ts";
import * as registerSurfaces from "./0017-register-surfaces.ts";
import * as asks from "./0018-asks.ts";
import * as health from "./0019-health.ts";
import * as digestEditions from "./0020-digest-editions.ts";
import * as pictures from "./0021-pictures.ts";
import * as escalation from "./0022-escalation.ts";
import * as editions from "./0024-editions.ts";
import * as saidAgain from "./0025-said-again.ts";
import * as byPerson from "./0026-by-person.ts";
import * as waiting from "./0027-waiting.ts";

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
  "0009-groups": groups,
  "0010-calendars": calendars,
  "0011-preferences": preferences,
  "0012-contact-policy": contactPolicy,
  "0013-register": register,
  "0014-operations": operations,
  "0016-pilot": pilot,
  "0017-register-surfaces": registerSurfaces,
  "0018-asks": asks,
  "0019-health": health,
  "0020-digest-editions": digestEditions,
  "0021-pictures": pictures,
  "0022-escalation": escalation,
  "0024-editions": editions,
  "0025-said-again": saidAgain,
  "0026-by-person": byPerson,
  "0027-waiting": waiting,
};
