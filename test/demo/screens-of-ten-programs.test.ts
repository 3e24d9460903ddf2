/** The same half-year of ten of those programs: a small portfolio has fewer words. */
import { realFile } from "../support/real-input.ts";
import { itKeepsItsFloors } from "./played-screens.ts";

itKeepsItsFloors(
  "first screens of ten real programs",
  [realFile("h1-ten.scenario.json"), realFile("h1-ten-editor.json")],
  {
    onFirstScreens: 26,
    withThreads: 41,
    mostWords: 420,
    mostWordsWithoutButtons: 350,
  },
);
