/**
 * How much comes to people where everything is on, what is to come as well: a quarter; a year with DRUMBEAT_BUSY_DAYS=364, which
 * prints its numbers.
 */
import { expect, it } from "vitest";
import { addressBook } from "../../src/calendars/address-book.ts";
import { attentionSince } from "../../src/delivery/attention/use-cases.ts";
import { addLocalDays } from "../../src/platform/time.ts";
import { BUSY, BusyYear, GROUPS } from "../support/busy-year.ts";
import { aRun, MONDAY } from "../support/run.ts";
import { planStandIns, withStandIns } from "../support/stand-ins.ts";

const ASKED = process.env.DRUMBEAT_BUSY_DAYS;
const DAYS = Number(ASKED ?? 91);

it(
  "with everything on nobody gets more in a week or month than their role may bring, and nothing outside their hours (SLOT5) (ceilings-held)",
  async () => {
    const from = MONDAY.slice(0, 10);
    const until = addLocalDays(from, DAYS);
    const run = await withStandIns(() => aRun({ ...BUSY, isTogether: true }));
    const year = new BusyYear(run);
    await year.begin();
    await planStandIns(run, GROUPS, { from, until });
    await year.until(until);

    const { services, workspace } = run.app;
    const by = (period: "week" | "month") =>
      attentionSince(services.db, addressBook, workspace.id, { since: MONDAY, now: services.clock.now(), period });
    const { roles, messages, outsideHours } = await by("week");
    const all = JSON.stringify({ days: DAYS, messages, outsideHours, roles });
    if (ASKED !== undefined) process.stdout.write(`${all}\n`);
    expect(run.sandbox.counters.errors).toEqual([]);
    // Little was too late, or with somebody else by then: they did most of what they wanted to do.
    expect(year.refused).toBeLessThan(DAYS / 10);
    expect(
      roles.map(({ role, above }) => [role, above]),
      all,
    ).toEqual([
      ["team", 0],
      ["lead", 0],
      ["sponsor", 0],
      ["committee", 0],
    ]);
    expect((await by("month")).roles.filter(({ above }) => above > 0)).toEqual([]);
    expect(outsideHours).toBe(0);
  },
  60_000 + DAYS * 5_000,
);
