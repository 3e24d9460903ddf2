import { WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { createHomePace } from "../../src/delivery/pace.ts";
import { createLog } from "../../src/platform/log.ts";
import { addMs } from "../../src/platform/time.ts";
import { HomeFollowing, type HomePosition } from "../../src/slack/open-homes.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const NINE = "2026-11-02T09:00:00.000Z";
const HOMES = 60;
/** Of the hundred a minute that Slack lets a workspace publish. */
const MOST_A_MINUTE = 60;

describe.each(databases)("Homes that others changed, on %s", (name) => {
  const instances = name === "SQLite" ? 1 : 2;

  it(`are published by ${instances} instances at one pace, each of them (P29)`, async () => {
    const db = await aDatabase(name);
    const { workspaceId } = await aRecord(db);
    const services = servicesAt(db, NINE);
    const { clock } = services;
    const client = new WebClient();
    const published: { who: string; at: string }[] = [];
    let version = 0;
    const picture = async (who: string, _: WebClient, place: HomePosition) => ({
      place,
      fingerprint: `${who} ${version}`,
      publish: async () => published.push({ who, at: clock.at }),
    });
    const all = Array.from({ length: instances }, () => {
      const pace = createHomePace(services, workspaceId);
      return new HomeFollowing({ clock, log: createLog("silent"), picture, pace });
    });
    const whom = (instance: number) => Array.from({ length: HOMES }, (_, index) => `U${instance}-${index}`);
    for (const [instance, homes] of all.entries()) for (const who of whom(instance)) await homes.opened(who, client);
    published.length = 0;
    version = 1;
    for (const [instance, homes] of all.entries()) homes.outdate(whom(instance));
    const waiting = () => all.flatMap((homes) => homes.nextRefreshAt() ?? []).sort();
    for (let steps = 0; waiting().length > 0 && steps < 1000; steps += 1) {
      clock.at = waiting()[0] ?? clock.at;
      await Promise.all(all.map((homes) => homes.refresh(client)));
    }
    expect(published.map(({ who }) => who).sort()).toEqual(all.flatMap((_, instance) => whom(instance)).sort());
    for (const { at } of published) {
      const within = published.filter((other) => at <= other.at && other.at < addMs(at, 60_000));
      expect(within.length).toBeLessThanOrEqual(MOST_A_MINUTE);
    }
    // Twenty at once, then two in three seconds.
    expect(clock.at < addMs(NINE, instances * 90_000)).toBe(true);
  });
});
