import { RateLimits } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { createPace, type PacedCall } from "../../src/delivery/pace.ts";
import { addMs } from "../../src/platform/time.ts";
import { aDatabase, bothDatabases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const NINE = "2026-11-02T09:00:00.000Z";
const post = (channel: string): PacedCall => ({ method: "chat.postMessage", channel });

describe.each(bothDatabases)("Slack's pace on %s", (name) => {
  const instances = name === "SQLite" ? 1 : 4;

  it(`holds for ${instances} instances together, and is used up`, async () => {
    const posts = 400;
    const db = await aDatabase(name);
    const { workspaceId } = await aRecord(db);
    const services = servicesAt(db, NINE);
    const limits = new RateLimits(services.clock);
    // Their clocks differ, as those of machines do.
    const paces = Array.from({ length: instances }, (_, index) =>
      createPace({ db, clock: { ...services.clock, now: () => addMs(services.clock.at, index * 400) } }, workspaceId),
    );
    let sent = 0;
    while (sent < posts) {
      const calls = paces.map((_, index) =>
        Array.from({ length: 20 }, (__, call) => post(`person-${sent}-${index}-${call}`)),
      );
      const until = await Promise.all(paces.map((pace, index) => pace.reserve(calls[index] ?? [])));
      for (const [index, theirs] of until.entries())
        for (const [call, at] of theirs.entries())
          if (at === null) {
            limits.countPost(calls[index]?.[call]?.channel ?? "");
            sent += 1;
          }
      services.clock.at = addMs(services.clock.at, 208);
    }
    const seconds = (Date.parse(services.clock.at) - Date.parse(NINE)) / 1000;
    // Of the three hundred a minute that Slack allows.
    expect(sent / seconds).toBeGreaterThan(0.95 * 5);
  });

  it("keeps one channel to a post a second, whoever posts", async () => {
    const db = await aDatabase(name);
    const { workspaceId } = await aRecord(db);
    const services = servicesAt(db, NINE);
    const paces = Array.from({ length: instances }, () => createPace(services, workspaceId));
    const atOnce = await Promise.all(paces.map((pace) => pace.reserve([post("a"), post("a")])));
    expect(atOnce.flat().filter((at) => at === null)).toHaveLength(1);
    services.clock.at = addMs(NINE, 1000);
    const later = await Promise.all(paces.map((pace) => pace.reserve([post("a")])));
    expect(later.flat().filter((at) => at === null)).toHaveLength(1);
  });

  it.each([{}, { promptsPerSecond: 0.5 }, { promptsPerSecond: 4 }])(
    "asks many at the pace that is set: %j",
    async (set) => {
      const db = await aDatabase(name);
      const { workspaceId } = await aRecord(db);
      const services = servicesAt(db, NINE);
      const paces = Array.from({ length: instances }, () => createPace(services, workspaceId, set));
      let sent = 0;
      for (let second = 0; second < 100; second += 1) {
        for (const pace of paces) {
          const prompts = Array.from({ length: 6 }, (_, index) => ({ ...post(`${sent}-${index}`), isWave: true }));
          sent += (await pace.reserve(prompts)).filter((at) => at === null).length;
        }
        services.clock.at = addMs(services.clock.at, 1000);
      }
      // The first come at once.
      expect(Math.abs(sent - 20 - 99 * (set.promptsPerSecond ?? 2))).toBeLessThanOrEqual(1);
    },
  );

  it("gives back what is not used, and stops all for as long as Slack says (P29)", async () => {
    const db = await aDatabase(name);
    const { workspaceId } = await aRecord(db);
    const services = servicesAt(db, NINE);
    const [one, other = one] = Array.from({ length: instances }, () => createPace(services, workspaceId));
    if (!one || !other) throw new Error("There is no instance.");
    expect(await one.reserve([post("a")])).toEqual([null]);
    await one.refund([post("a")]);
    expect(await other.reserve([post("a")])).toEqual([null]);
    await one.block("chat.postMessage", addMs(NINE, 30_000));
    expect(await other.reserve([post("b"), { method: "chat.update", channel: "b" }])).toEqual([
      addMs(NINE, 30_000),
      null,
    ]);
    services.clock.at = addMs(NINE, 30_000);
    expect(await other.reserve([post("b")])).toEqual([null]);
  });
});
