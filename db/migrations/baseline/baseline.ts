import type { Kysely } from "kysely";
import { createTenantTable, createWorkspaceTable } from "../dialect.ts";
import { approvals } from "./approvals.ts";
import { cadences } from "./cadences.ts";
import { calendars } from "./calendars.ts";
import { checkIns } from "./check-ins.ts";
import { delivery } from "./delivery.ts";
import { goals } from "./goals.ts";
import { meetings } from "./meetings.ts";
import { operations } from "./operations.ts";
import { pages } from "./pages.ts";
import { people, workspace } from "./people.ts";
import { privacy } from "./privacy.ts";
import { programs } from "./programs.ts";
import { quarter } from "./quarter.ts";
import { register } from "./register.ts";
import { reports } from "./reports.ts";
import { sponsorship } from "./sponsorship.ts";
import { tracks } from "./tracks.ts";

/** In the order of the capabilities. */
const tables = {
  ...people,
  ...delivery,
  ...programs,
  ...approvals,
  ...calendars,
  ...cadences,
  ...checkIns,
  ...register,
  ...goals,
  ...quarter,
  ...reports,
  ...meetings,
  ...pages,
  ...sponsorship,
  ...tracks,
  ...privacy,
  ...operations,
};

/**
 * Every table as it is in the first release. Until then it is edited in place: change the table, run
 * `npx vitest run test/platform/baseline.test.ts`, which says what the name in `../index.ts` must be then, and delete
 * databases of yours.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createWorkspaceTable(db, workspace);
  for (const [name, shape] of Object.entries(tables)) await createTenantTable(db, name, shape);
}
