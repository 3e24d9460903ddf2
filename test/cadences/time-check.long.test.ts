import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = promisify(execFile);

describe("rules and an oracle that knows no Temporal", () => {
  it.each(["UTC", "Europe/London", "America/New_York"])(
    "agree on every opening, and once a day at each change of clocks until 2035, on a host in %s",
    async (host) => {
      const script = new URL("time-check.ts", import.meta.url).pathname;
      const { stdout } = await run(process.execPath, [script, "--cases", "500", "--zones", "12"], {
        env: { ...process.env, TZ: host },
      });
      const { differences, ...figures } = JSON.parse(stdout);
      expect(differences).toEqual([]);
      expect(figures).toMatchObject({ host, cases: 500, changingZones: 12 });
      expect(figures.zones).toBeGreaterThanOrEqual(90);
      expect(figures.transitions).toBeGreaterThan(300);
    },
    120_000,
  );
});
