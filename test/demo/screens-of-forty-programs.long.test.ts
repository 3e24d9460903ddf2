/** Half a year of real answers of forty programs, where they are there. */
import { realFile } from "../support/real-input.ts";
import { itKeepsItsFloors } from "./played-screens.ts";

itKeepsItsFloors(
  "first screens of forty real programs",
  [realFile("h1-form.scenario.json"), realFile("h1-editor.json")],
  {
    onFirstScreens: 27,
    withThreads: 43,
    mostWords: 420,
    mostWordsWithoutButtons: 420,
  },
);
