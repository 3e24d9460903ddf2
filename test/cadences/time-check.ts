/**
 * Compares the rules with the two oracles, day by day and instant by instant, under the time zone of this process.
 * `TZ=Europe/London node test/cadences/time-check.ts --cases 500 --zones 12` prints one JSON line and exits 1 when
 * anything differs. Promises P5 and P6 of docs/reliability.md.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { nextOpenings } from "../../src/cadences/recurrence/occurrences.ts";
import { anyRuleAndMoment } from "./any-rule.ts";
import { instantOfWall, type Transition, transitionsOf } from "./local-time-oracle.ts";
import { occurrencesBetween } from "./oracle.ts";

const SEED = 20261120;
const DAY = 86_400_000;
/** First those where clocks do the oddest things; `--zones all` takes every one of the tz database. */
const ODD_ZONES = [
  "Europe/London",
  "America/New_York",
  "Europe/Dublin",
  "America/Santiago",
  "America/Havana",
  "Asia/Beirut",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Antarctica/Troll",
  "America/Asuncion",
];

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "500" },
    zones: { type: "string", default: String(ODD_ZONES.length) },
    from: { type: "string", default: "2020" },
    until: { type: "string", default: "2035" },
  },
});
const everyZone = [...new Set([...ODD_ZONES, ...Intl.supportedValuesOf("timeZone")])];
const changingZones = values.zones === "all" ? everyZone : everyZone.slice(0, Number(values.zones));

const differences: string[] = [];
const differs = (what: string, expected: readonly string[], found: readonly string[]) => {
  if (JSON.stringify(expected) !== JSON.stringify(found)) differences.push(`${what}: ${expected} but ${found}`);
};

/** A rule of any kind in any zone: every opening of the 40 days after a moment. */
function checkRules(cases: number): { openings: number; zones: number } {
  const span = 40;
  const zones = new Set<string>();
  let openings = 0;
  const sample = fc.sample(fc.tuple(anyRuleAndMoment, fc.constantFrom(...everyZone)), { seed: SEED, numRuns: cases });
  for (const [{ rule, after }, zone] of sample) {
    const timeZone = rule.zone === "participant" ? zone : rule.zone;
    zones.add(timeZone);
    const start = Temporal.PlainDate.from(after.slice(0, 10));
    const dates = occurrencesBetween(rule, start.subtract({ days: 60 }), start.add({ days: span + 60 }));
    const until = start.add({ days: span }).toString();
    const instants = [...dates.values()].map((date) =>
      iso(instantOfWall(timeZone, Date.parse(`${date}T${rule.at ?? "09:00"}Z`))),
    );
    const expected = [...new Set(instants)].filter((at) => at > after && at < until).sort();
    const found = nextOpenings(rule, { zone, after, count: expected.length + 1 }).filter((at) => at < until);
    differs(`${JSON.stringify(rule)} in ${zone} after ${after}`, expected, found);
    openings += expected.length;
  }
  return { openings, zones: zones.size };
}

/** A daily rule at a time in the middle of the gap or the overlap: once on each date, at the time of the oracle. */
function checkTransition({ zone, at, before, after }: Transition): void {
  const wall = at + (before + after) / 2;
  const middle = wall - (wall % 60_000);
  const time = iso(middle).slice(11, 16);
  const days = [-2, -1, 0, 1, 2].map((days) => middle + days * DAY);
  const expected = days.map((day) => iso(instantOfWall(zone, day)));
  const rule = { every: "day" as const, on: ["mo", "tu", "we", "th", "fr", "sa", "su"] as const, at: time, zone };
  const [first = ""] = expected;
  const found = nextOpenings({ ...rule, on: [...rule.on] }, { zone, after: iso(Date.parse(first) - 1), count: 5 });
  differs(`daily ${time} in ${zone}, ${iso(at)}`, expected, found);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

const { openings, zones } = checkRules(Number(values.cases));
const transitions = changingZones.flatMap((zone) => transitionsOf(zone, Number(values.from), Number(values.until)));
for (const transition of transitions) checkTransition(transition);
process.stdout.write(
  `${JSON.stringify({
    host: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    tzData: process.versions.tz,
    cases: Number(values.cases),
    zones,
    openings,
    changingZones: changingZones.length,
    transitions: transitions.length,
    differences: differences.slice(0, 5),
  })}\n`,
);
if (differences.length > 0) process.exitCode = 1;
