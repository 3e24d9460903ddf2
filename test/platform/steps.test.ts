import { expect, it } from "vitest";
import { type Step, stepRunner } from "../../src/platform/scheduled-steps.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const [BEFORE, NOW] = ["2026-11-21T08:00:00.000Z", "2026-11-21T09:00:00.000Z"];

it("a step that fails holds up no other one, and stays due", async () => {
  const services = servicesAt(await aDatabase("SQLite"), NOW);
  const { workspaceId } = await aRecord(services.db);
  const fault = new Error("a fault");
  let isDone = false;
  const failing: Step = { next: { ofProcess: () => BEFORE }, run: () => Promise.reject(fault) };
  const other: Step = {
    next: { ofProcess: () => (isDone ? null : BEFORE) },
    async run() {
      isDone = true;
    },
  };
  expect(await stepRunner(services, workspaceId, [failing, other])()).toEqual({ failures: [fault], next: BEFORE });
  expect(isDone).toBe(true);
});
