/** Home of whoever owns objectives: how each stands that is open. */
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { itemIds } from "../register/ids.ts";
import { ownItems } from "../register/items-at-hand.ts";
import { button, plainSection, shorten } from "../slack/blocks.ts";
import { foldList, type Group, type HomeSection, withHeading } from "../slack/home.ts";
import { goalsFor } from "./goals-found.ts";
import { isWorrying, objectiveFactsInWords } from "./goals-in-words.ts";
import { objectiveFactsOf } from "./goals-reading.ts";
import { objectiveTexts } from "./texts-goals.ts";

const SHOWN = 3;
const LONGEST_TITLE = 100;

type Reads = Pick<Services, "db" | "events"> & { clock: Pick<Services["clock"], "now"> };

/** Nothing is read for those who own none. */
export function objectivesSection(services: Reads): HomeSection<Visitor> {
  return async (visitor) => {
    const own = new Set(
      (await ownItems(services, visitor)).flatMap(({ id, type, state }) =>
        type === "objective" && state === "open" ? [id] : [],
      ),
    );
    if (own.size === 0) return [];

    const { person, now } = visitor;
    const reader = { ...visitor.reader, today: localDateOf(now, person.zone) };
    const { home, screen } = textsFor(objectiveTexts, reader);
    const found = await goalsFor({ ...services, clock: { now: () => now } }, person, {
      objective: ({ id }) => own.has(id),
      measure: () => false,
      areUnnamed: true,
    });
    const groups = found.objectives.map((each): Group => {
      const objective = objectiveFactsOf(each, found.present.year);
      const stands = objectiveFactsInWords(reader, objective);
      const sign = isWorrying(objective.worst?.stands ?? "on-line") ? "⚠ " : "";
      const line = [shorten(objective.title, LONGEST_TITLE), `${sign}${stands}`].filter(Boolean).join(" · ");
      return [plainSection(line, button(itemIds.open, screen.open, { value: objective.id }))];
    });
    return withHeading(home.title, foldList(groups, { key: "goals.own", shown: SHOWN, more: home.more }));
  };
}
