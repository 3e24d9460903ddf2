/** P5, P6: the rules against the oracles that know no Temporal, on hosts whose own zone is another one. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { count, type FaultPart, newTally, worst } from "./part.ts";

const SCRIPT = join(import.meta.dirname, "../../cadences/time-check.ts");
const HOSTS = ["UTC", "Europe/London", "America/New_York"];
const CASES = 5000;
const FEWEST_ZONES = 90;

const found = z.object({
  host: z.string(),
  openings: z.number(),
  zones: z.number(),
  changingZones: z.number(),
  transitions: z.number(),
  differences: z.array(z.string()),
});

const run = promisify(execFile);

export const time: FaultPart = {
  name: "time",
  promises: ["P5", "P6"],
  unit: `host in another zone with ${CASES} rules and every change of clocks from 2020 to 2035`,
  count: HOSTS.length,
  pieceOf: 1,
  async run({ count: hosts, seed }) {
    const tally = newTally();
    for (let done = 0; done < hosts; done += 1) {
      const TZ = HOSTS[(seed + done) % HOSTS.length];
      // It ends with 1 when anything differs, and says what.
      const { stdout } = await run(process.execPath, [SCRIPT, "--cases", String(CASES), "--zones", "all"], {
        env: { ...process.env, TZ },
      }).catch((error: { stdout: string }) => error);
      const { host, openings, zones, changingZones, transitions, differences } = found.parse(JSON.parse(stdout));
      if (host !== TZ) tally.broken.push(`the host is in ${host}, not in ${TZ}`);
      if (zones < FEWEST_ZONES) tally.broken.push(`only ${zones} zones`);
      tally.broken.push(...differences.map((difference) => `${host}: ${difference}`));
      count(tally, "openings", openings);
      count(tally, "changes of clocks", transitions);
      worst(tally, "zones of the tz database", changingZones);
      tally.done += 1;
    }
    return tally;
  },
};
