/** The objectives that a check-in asks about: open, of its program or served by it, and read by everybody there. */
import { type Answers, isOutlook, type Question } from "../../cadences/questions/questions.ts";
import { goalsFor, type ObjectiveFound } from "../../goals/goals-found.ts";
import { measureFactsInWords } from "../../goals/goals-in-words.ts";
import { measureFactsOf } from "../../goals/goals-reading.ts";
import { type Person, readerAt } from "../../people/people.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { titlesOfObjectives } from "../../register/item-rights.ts";
import type { ObjectiveAsked } from "./recommendation-and-outlook.ts";
import { objectivesIn, withObjectiveTitles } from "./recommendation-and-outlook.ts";

type Reading = LookupContext & { db: Db | Tx };

/** Slack's views have a hundred blocks, and each objective takes two. */
const MOST_ASKED = 12;

/** Of a program, those that `owner` reads, each measure with its value and what was planned for it, in the words of who fills in. */
export async function objectivesAsked(
  services: Reading,
  { owner, person }: { owner: Person; person: Person },
  programId: string,
): Promise<ObjectiveAsked[]> {
  const reader = readerAt(person, services.clock.now());
  const found = await objectivesOf(services, owner, programId);
  return found.map(({ objective: { id, title }, measures }) => ({
    id,
    title,
    measures: measures.map(
      (measure) => `${measure.measure.title} · ${measureFactsInWords(reader, measureFactsOf(measure))}`,
    ),
  }));
}

async function objectivesOf(services: Reading, person: Person, programId: string): Promise<ObjectiveFound[]> {
  const { objectives } = await goalsFor(services, person, {
    objective: ({ state, disclosure, program_id: place, details }) =>
      state === "open" &&
      disclosure === "program" &&
      (place === programId || (details.programIds ?? []).includes(programId)),
    measure: () => false,
    areUnnamed: true,
  });
  return objectives.slice(0, MOST_ASKED);
}

/** The answers without objectives that are not asked about: what a form sends of others says nothing. */
export async function withObjectivesAsked(
  services: Reading,
  person: Person,
  { programId, answers }: { programId: string; answers: Answers },
): Promise<Answers> {
  if (objectivesIn(answers).length === 0) return answers;
  const asked = new Set((await objectivesOf(services, person, programId)).map(({ objective }) => objective.id));
  return Object.fromEntries(
    Object.entries(answers).flatMap(([key, value]): [string, Answers[string]][] => {
      if (!isOutlook(value)) return [[key, value]];
      const outlook = Object.fromEntries(Object.entries(value.outlook).filter(([id]) => asked.has(id)));
      return Object.keys(outlook).length === 0 ? [] : [[key, { outlook }]];
    }),
  );
}

/** The questions by which these answers are read: each objective is one of the options of its question. */
export async function questionsToRead(
  db: Db | Tx,
  workspaceId: string,
  questions: readonly Question[],
  answers: readonly Answers[],
): Promise<Question[]> {
  const ids = [...new Set(answers.flatMap(objectivesIn))];
  if (ids.length === 0) return [...questions];
  return withObjectiveTitles(questions, await titlesOfObjectives(db, workspaceId, ids));
}
