/** How much comes to people where everything is on: a quarter; a year with DRUMBEAT_BUSY_DAYS=364, which prints its numbers. */
import { expect, it } from "vitest";
import { addLocalDays } from "../../src/platform/time.ts";
import { attentionOf, expectWithinCeilings, messagesSince } from "../support/attention.ts";
import { BUSY, BusyYear } from "../support/busy-year.ts";
import { aRun, MONDAY } from "../support/run.ts";

const ASKED = process.env.DRUMBEAT_BUSY_DAYS;
const DAYS = Number(ASKED ?? 91);

it(
  "with everything on nobody gets more in a week than their role may bring, and nothing outside their hours",
  async () => {
    const run = await aRun({ ...BUSY, isTogether: true });
    const year = new BusyYear(run);
    await year.begin();
    const sent = new Map<string, Awaited<ReturnType<typeof messagesSince>>[number]>();
    for (let days = 0; days < DAYS; days += 28) {
      await year.until(addLocalDays(MONDAY.slice(0, 10), Math.min(days + 28, DAYS)));
      for (const message of await messagesSince(run.db, MONDAY)) sent.set(message.id, message);
    }

    const attention = await attentionOf(run.app, [...sent.values()], MONDAY);
    if (ASKED !== undefined) process.stdout.write(`${JSON.stringify({ days: DAYS, ...attention })}\n`);
    expect(run.sandbox.counters.errors).toEqual([]);
    // Little was too late, or with somebody else by then: they did most of what they wanted to do.
    expect(year.refused).toBeLessThan(DAYS / 10);
    expectWithinCeilings(attention);
  },
  60_000 + DAYS * 5_000,
);
