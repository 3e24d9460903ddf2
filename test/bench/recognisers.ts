/**
 * What the recognisers of free text find in the real half-year, by its own free texts alone: in how many answers something
 * is put to the author, and how many of the editors' calls for help are recognised. Nothing where there is no real input.
 */

import { parseScenario } from "../../src/demo/scenario.ts";
import { MEANINGS, proposedOf } from "../../src/register/drafts/rules-recognised.ts";
import { realHalfYear } from "../support/half-year.ts";
import type { Row } from "./row.ts";

const FREE = ["progress", "details", "more"];

export async function bench(): Promise<Row[]> {
  const real = realHalfYear();
  if (!real) return [];
  const answers = parseScenario(real.json).events.flatMap((event) =>
    event.do === "answer" && "answers" in event ? [{ today: event.at.slice(0, 10), answers: event.answers }] : [],
  );
  const read = answers.map(({ today, answers: given }) => {
    const texts = FREE.flatMap((key) => (typeof given[key] === "string" ? [given[key]] : []));
    return { proposed: proposedOf(texts, { today }), isCalling: given.ask !== undefined };
  });
  const proposing = read.filter(({ proposed }) => proposed.length > 0);
  const calling = read.filter(({ isCalling }) => isCalling);
  const heard = calling.filter(({ proposed }) => proposed.some(({ is }) => is === "request"));
  const all = proposing.flatMap(({ proposed }) => proposed);
  for (const { is, sentence } of all) process.stderr.write(`  ${is}: ${sentence}\n`);
  const counts = MEANINGS.map((is) => `${all.filter((one) => one.is === is).length} ${is}`).join(", ");
  return [
    {
      name: "answers of the real half-year of which something is put to the author",
      ours: `${proposing.length}: ${counts}`,
      baseline: `${read.length} answers`,
      ratio: proposing.length / read.length,
      bar: null,
    },
    {
      name: "the editors’ calls for help that are recognised in the answer’s own words",
      ours: `${heard.length}`,
      baseline: `${calling.length} calls`,
      ratio: heard.length / calling.length,
      bar: null,
    },
  ];
}
