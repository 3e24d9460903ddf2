import type { Migration } from "kysely/migration";

/** By name, in the order of the names. They are loaded when there is one to be done. */
export type Migrations = Record<string, () => Promise<Migration>>;

/** A released migration is never edited. */
export const migrations: Migrations = {
  "0001-people-and-programs": () => import("./0001-people-and-programs.ts"),
  "0002-cadences-and-check-ins": () => import("./0002-cadences-and-check-ins.ts"),
  "0003-delivery": () => import("./0003-delivery.ts"),
  "0004-digests": () => import("./0004-digests.ts"),
  "0005-setup": () => import("./0005-setup.ts"),
  "0006-milestones": () => import("./0006-milestones.ts"),
  "0007-half-filled-forms": () => import("./0007-half-filled-forms.ts"),
  "0008-digest-holds": () => import("./0008-digest-holds.ts"),
  "0009-groups": () => import("./0009-groups.ts"),
  "0010-calendars": () => import("./0010-calendars.ts"),
  "0011-preferences": () => import("./0011-preferences.ts"),
  "0012-contact-policy": () => import("./0012-contact-policy.ts"),
  "0013-register": () => import("./0013-register.ts"),
  "0014-operations": () => import("./0014-operations.ts"),
  "0016-pilot": () => import("./0016-pilot.ts"),
  "0017-register-surfaces": () => import("./0017-register-surfaces.ts"),
  "0018-asks": () => import("./0018-asks.ts"),
  "0019-health": () => import("./0019-health.ts"),
  "0020-digest-editions": () => import("./0020-digest-editions.ts"),
  "0021-pictures": () => import("./0021-pictures.ts"),
  "0022-escalation": () => import("./0022-escalation.ts"),
  "0024-editions": () => import("./0024-editions.ts"),
  "0025-said-again": () => import("./0025-said-again.ts"),
  "0026-by-person": () => import("./0026-by-person.ts"),
  "0027-waiting": () => import("./0027-waiting.ts"),
  "0028-handed-on": () => import("./0028-handed-on.ts"),
  "0029-digest-divisions": () => import("./0029-digest-divisions.ts"),
  "0030-pace": () => import("./0030-pace.ts"),
  "0031-whats-new": () => import("./0031-whats-new.ts"),
  "0033-pieces": () => import("./0033-pieces.ts"),
  "0034-holds-by-date": () => import("./0034-holds-by-date.ts"),
  "0035-alive": () => import("./0035-alive.ts"),
  "0036-digests-together": () => import("./0036-digests-together.ts"),
  "0037-closings": () => import("./0037-closings.ts"),
  "0038-reopened": () => import("./0038-reopened.ts"),
  "0039-earlier-terms": () => import("./0039-earlier-terms.ts"),
};
