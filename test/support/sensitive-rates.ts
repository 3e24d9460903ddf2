/** How often authors are asked about words that seem sensitive, in answers that nobody wrote for it. */
import { wordsIn } from "../../src/cadences/questions/questions.ts";
import { subjectOf } from "../../src/check-ins/sensitive/rules-words.ts";
import { parseScenario, type Scenario } from "../../src/demo/scenario.ts";
import { builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { ownSentences } from "../../src/register/drafts/rules-recognised.ts";
import { generatedHalfYear, realHalfYear } from "./half-year.ts";

/** Read one by one, these tell of such things; any other is taken to be a false alarm. */
const TRUE = /on leave from 14 December|being sick with Covid/;

export interface Rate {
  source: string;
  answers: number;
  asked: number;
  false: number;
}

/** The built-in story, and the real half-year, or the generated one where that is not there: its name says which. */
export function sensitiveRates(): Rate[] {
  const half = realHalfYear() ?? generatedHalfYear();
  return [rateOf("the built-in story", builtInScenario()), rateOf(half.name, parseScenario(half.json))];
}

function rateOf(source: string, { events }: Scenario): Rate {
  const answers = events.flatMap((event) => (event.do === "answer" && "answers" in event ? [event.answers] : []));
  const asked = answers.flatMap((given) => {
    const found = wordsIn(given)
      .flatMap(ownSentences)
      .filter((sentence) => subjectOf(sentence) !== null);
    return found.length > 0 ? [found] : [];
  });
  const wrong = asked.filter((found) => !found.some((sentence) => TRUE.test(sentence)));
  return { source, answers: answers.length, asked: asked.length, false: wrong.length };
}
