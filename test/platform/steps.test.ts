import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nextAt } from "../../src/platform/next-at.ts";
import type { Services } from "../../src/platform/services.ts";
import { inSteps, type Step } from "../../src/platform/steps.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { type FactKey, forgetFact, noteFact } from "../../src/platform/workspace-facts.ts";
import { aDatabase, bothDatabases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const [BEFORE, NOW] = ["2026-11-21T08:00:00.000Z", "2026-11-21T09:00:00.000Z"];

describe.each(bothDatabases)("A turn of steps on %s", (name) => {
  let services: Services;
  let done: string[];
  let workspaceId: string;
  beforeEach(async () => {
    done = [];
    services = servicesAt(await aDatabase(name), NOW);
    ({ workspaceId } = await inTransaction(services.db, (tx) => aRecord(tx)));
  });
  afterEach(() => services.db.destroy());

  /** Due when the fact was noted; done with it, forgets it. */
  function stepOf(key: FactKey, then: () => Promise<unknown> = async () => undefined): Step {
    return {
      next: nextAt((db, of) =>
        db
          .selectFrom("workspace_fact")
          .select("noted_at as at")
          .where("workspace_id", "=", of.workspaceId)
          .where("key", "=", sql.lit(key)),
      ),
      async run() {
        done.push(key);
        await then();
        await forgetFact(services.db, workspaceId, key);
      },
    };
  }
  const note = (key: FactKey, at: string) => noteFact(services.db, workspaceId, { key, value: "", at });

  it("holds up no step by one that fails, which stays due", async () => {
    const fault = new Error("a fault");
    const take = inSteps(services, workspaceId, [stepOf("back-up", () => Promise.reject(fault)), stepOf("zone-data")]);
    await note("back-up", BEFORE);
    await note("zone-data", BEFORE);
    expect(await take()).toEqual({ failures: [fault], next: BEFORE });
    expect(done).toEqual(["back-up", "zone-data"]);
  });
});
