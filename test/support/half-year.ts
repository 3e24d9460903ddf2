/**
 * Half a year of real check-ins of an open-source project, which are no part of this one: `DRUMBEAT_REAL_INPUT` names their
 * folder where they are.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { MOST_LINE_LETTERS } from "../../src/cadences/questions/field-lines.ts";
import { addLocalDays } from "../../src/platform/time.ts";

/** A scenario as it stands in a file, to be read by `parseScenario`; null where there is none. */
export function realHalfYear(): unknown {
  const file = join(process.env.DRUMBEAT_REAL_INPUT ?? "", "h1-form.scenario.json");
  if (!process.env.DRUMBEAT_REAL_INPUT || !existsSync(file)) return null;
  return withActions(JSON.parse(readFileSync(file, "utf8")));
}

const noted = z.looseObject({
  events: z.array(
    z.looseObject({
      at: z.string(),
      answers: z
        .looseObject({
          next: z.string().optional(),
          health: z.looseObject({ colour: z.string(), pathToGreen: z.unknown().optional() }).optional(),
        })
        .optional(),
    }),
  ),
});

/** At risk and off track ask what is being done and by when, which the notes do not have: their first next step, four weeks on. */
function withActions(json: unknown): unknown {
  const scenario = noted.parse(json);
  for (const { at, answers } of scenario.events) {
    const { health, next = "To be planned" } = answers ?? {};
    if (!health || health.colour === "green" || health.pathToGreen !== undefined) continue;
    const action = (next.split("\n")[0] ?? "").slice(0, MOST_LINE_LETTERS);
    health.pathToGreen = { action, by: addLocalDays(at.slice(0, 10), 28) };
  }
  return scenario;
}
