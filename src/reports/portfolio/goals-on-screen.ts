/** The objectives of a program or portfolio, those that it serves, and its measures, on its screen. */
import type { KnownBlock } from "@slack/types";
import { goalsFor } from "../../goals/goals-found.ts";
import { measureFactsInWords, objectiveFactsInWords } from "../../goals/goals-in-words.ts";
import { measureFactsOf, objectiveFactsOf } from "../../goals/goals-reading.ts";
import { objectiveTexts } from "../../goals/texts-goals.ts";
import { type Person, readerAt } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { itemIds } from "../../register/ids.ts";
import { actions, option, select, shorten, type Words, words } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";

const SHOWN = 5;
const LONGEST_TITLE = 150;

/** A line each, objectives first. */
export async function goalsOnScreen(services: Services, person: Person, programId: string): Promise<KnownBlock[]> {
  const now = services.clock.now();
  const reader = { ...readerAt(person, now), today: localDateOf(now, person.zone) };
  const texts = textsFor(objectiveTexts, reader).program;
  const found = await goalsFor(services, person, {
    objective: ({ state, program_id: id, details }) =>
      state === "open" && (id === programId || (details.programIds ?? []).includes(programId)),
    measure: ({ program_id: id }) => id === programId,
  });
  const lines = [
    ...found.objectives.map((each) => {
      const objective = objectiveFactsOf(each, found.present.year);
      return { ...objective, facts: objectiveFactsInWords(reader, objective) };
    }),
    ...found.measures.map((each) => {
      const measure = measureFactsOf(each);
      return { ...measure, facts: measureFactsInWords(reader, measure) };
    }),
  ];
  if (lines.length === 0) return [];

  const shown = lines
    .slice(0, SHOWN)
    .map(({ title, facts }): Words[] => [
      { text: [`• ${shorten(title, LONGEST_TITLE)}`, facts].filter(Boolean).join(" · ") },
    ]);
  const openable = lines.slice(0, SHOWN).filter(({ mayOpen }) => mayOpen);
  const open = openable.map(({ id, code, title }) => option(id, [code, title].filter(Boolean).join(" ")));
  const choose = open.length === 0 ? [] : [select(itemIds.open, open, { placeholder: texts.open })];
  const left = lines.length - shown.length;
  const more: Words[][] = left > 0 ? [[{ text: texts.more(left), italic: true }]] : [];
  return [
    words([{ text: texts.title, bold: true }], ...shown, ...more),
    actions(`goals:${programId}`, ...choose, commandButton(texts.all, "goals")),
  ];
}
