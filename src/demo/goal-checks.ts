/** What does not fit between the measures of a scenario, their numbers, and the objectives that they show. */
import { readDecimal } from "../platform/texts/decimals.ts";
import { languageOf } from "../platform/texts/language.ts";
import type { Problem } from "../setup/setup-file.ts";
import type { Numbers, RawEvent, ScenarioPerson } from "./scenario.ts";

type MeasureAdded = Extract<RawEvent, { do: "add-measure" }>;
type Placed = readonly [index: number, event: MeasureAdded];

/** Measures are named by their titles: each has its own. */
export function measureProblems(added: readonly Placed[]): Problem[] {
  const titles = added.map(([, { title }]) => title);
  return added.flatMap(([index, { title }], position) =>
    titles.indexOf(title) < position ? [{ path: ["events", index, "title"], message: `${title} is there twice` }] : [],
  );
}

/** `path`: of whatever names them. */
export function unknownMeasures(titles: readonly string[], added: readonly Pick<MeasureAdded, "title">[]): Problem[] {
  return titles.flatMap((title, place) =>
    added.some((measure) => measure.title === title)
      ? []
      : [{ path: ["measures", place], message: `there is no measure ${title}` }],
  );
}

/** Each must be read in the language of whoever owns the measure. */
export function numberProblems(
  numbers: Numbers,
  added: readonly Pick<MeasureAdded, "title" | "owner" | "by" | "unit">[],
  people: readonly Pick<ScenarioPerson, "handle" | "locale">[],
): Problem[] {
  return Object.entries(numbers).flatMap(([title, byDay]): Problem[] => {
    const measure = added.find((each) => each.title === title);
    if (!measure) return [{ path: ["numbers", title], message: "there is no such measure" }];
    const owner = people.find(({ handle }) => handle === (measure.owner ?? measure.by));
    const language = languageOf(owner?.locale ?? "en");
    return Object.entries(byDay).flatMap(([day, typed]) => {
      const isRead = "value" in readDecimal(typed, { language, unit: measure.unit ?? "" });
      return isRead ? [] : [{ path: ["numbers", title, day], message: "must be a number such as 2.1" }];
    });
  });
}
