/** What a tick reads does not grow with the people of a workspace who have nothing to do with it. */
import { expect, it } from "vitest";
import { getPersonByHandle } from "../../src/people/people.ts";
import { addQuietly, WHOLE_REQUEST } from "../support/acting.ts";
import { bothDatabases } from "../support/databases.ts";
import { addManyPeople, readsAllOf, type Statement } from "../support/query-plans.ts";
import { actingAs, aRun, LEA, MONTHLY_TO_SPONSORS, SOFIA, TOM } from "../support/run.ts";

const MANY = 3000;
/** A row or more for each person. */
const GROWING = ["person", "person_preference", "absence"];

it.each(bothDatabases)("no statement of a tick reads all people, on %s", async (database) => {
  const statements = new Map<string, Statement>();
  let isTicking = false;
  const run = await aRun({
    database,
    people: [LEA, TOM, SOFIA],
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] },
      { key: "unled", title: "Nobody leads it", lead: "tom", sponsors: ["sofia"], team: ["lea"] },
    ],
    cadences: [
      { key: "daily", program: "atlas", template: "daily-team" },
      { key: "unled", program: "unled", template: "daily-team" },
      { key: "monthly", program: "atlas", ...MONTHLY_TO_SPONSORS },
    ],
    start: "2026-11-29T00:00:00.000Z",
    onStatement(text, values) {
      if (isTicking) statements.set(text, { text, values });
    },
  });
  const { id: workspaceId } = run.app.workspace;
  const tom = await getPersonByHandle(run.db, workspaceId, "tom");
  await run.db.deleteFrom("seat").where("role", "=", "lead").where("person_id", "=", tom.id).execute();
  // Nobody answers it, so that it goes up meanwhile.
  const { id: programId } = await run.db
    .selectFrom("program")
    .select("id")
    .where("key", "=", "atlas")
    .executeTakeFirstOrThrow();
  const request = {
    programId,
    type: "request" as const,
    details: WHOLE_REQUEST,
    dueOn: "2026-12-01",
    sourceKey: "asked",
  };
  const lea = await getPersonByHandle(run.db, workspaceId, "lea");
  await addQuietly(await actingAs(run, "tom"), { ...request, title: "Release Dieter?", ownerId: lea.id });
  isTicking = true;
  await run.to("2026-12-02T12:00:00Z");
  isTicking = false;
  await addManyPeople(run.db, workspaceId, MANY);
  expect(statements.size).toBeGreaterThan(100);
  expect(await readsAllOf(run.db, GROWING, [...statements.values()])).toEqual([]);
});
