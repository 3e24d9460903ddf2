import { describe, expect, it } from "vitest";
import { answersSchema, type Question } from "../../src/cadences/questions/questions.ts";
import { withoutWords } from "../../src/check-ins/answers-above.ts";
import { answerText } from "../../src/check-ins/answers-shown.ts";
import { fieldsIn, fieldsWith } from "../../src/check-ins/form/field-values.ts";
import { type Asking, questionBlocks } from "../../src/check-ins/form/form.ts";
import { readForm } from "../../src/check-ins/form/reading.ts";
import { withObjectiveTitles } from "../../src/check-ins/form/recommendation-and-outlook.ts";

const ENGLISH = { locale: "en-GB", zone: "Europe/London", today: "2026-10-05" };
const FRENCH = { ...ENGLISH, locale: "fr-FR" };
const RECOMMENDATION: Question = {
  key: "recommendation",
  type: "recommendation",
  label: "You recommend",
  required: true,
};
const OBJECTIVES: Question = { key: "objectives", type: "objectives", label: "Objectives" };

const TOO_SOON =
  "Choose a day after 12\u00a0Oct: a pause begins five working days after it is decided, at the earliest.";

function chosen(recommend: string, besides: { reason?: string; until?: string } = {}, reader = ENGLISH) {
  const values = {
    "answer:recommendation": { value: { selected_option: { value: recommend } } },
    "answer:recommendation:reason": { value: { value: besides.reason ?? null } },
    "answer:recommendation:until": { value: { selected_date: besides.until ?? null } },
  };
  return readForm(fieldsIn(values), [RECOMMENDATION], reader);
}

describe("what is recommended", () => {
  it("takes *Continue* as it is, whatever stands beside it", () => {
    expect(chosen("continue", { reason: "No" })).toEqual({
      answers: { recommendation: { recommend: "continue" } },
      errors: {},
    });
  });

  it.each(["change", "pause", "stop"])("asks why for %s", (recommend) => {
    const { answers, errors } = chosen(recommend, { until: "2027-02-01" });
    expect(answers).toEqual({});
    expect(errors).toEqual({ "answer:recommendation:reason": "Say in a line why you recommend it." });
  });

  it.each([
    [undefined, "Choose the day on which it goes on."],
    ["2026-10-05", TOO_SOON],
    ["2026-10-12", TOO_SOON],
  ])("refuses a pause until %s", (until, error) => {
    const { errors } = chosen("pause", { reason: "The supplier failed", ...(until && { until }) });
    expect(errors).toEqual({ "answer:recommendation:until": error });
  });

  it("takes a pause that has a day, decided today, and says in French which has none", () => {
    const reason = "The supplier failed";
    expect(chosen("pause", { reason, until: "2026-10-13" }).errors).toEqual({});
    expect(chosen("pause", { reason, until: "2026-10-12" }, FRENCH).errors).toEqual({
      "answer:recommendation:until":
        "Choisissez un jour après le 12\u00a0oct.\u00a0: une pause commence au plus tôt cinq jours ouvrés après la décision.",
    });
  });

  it("takes a day that has come since where it is the one that is stored", () => {
    const pause = { recommend: "pause" as const, reason: "The supplier failed", until: "2026-10-01" };
    const fields = fieldsWith([RECOMMENDATION], { recommendation: { ...pause, reason: "They are back" } });
    const stored = { recommendation: pause };
    expect(readForm(fields, [RECOMMENDATION], ENGLISH, [], stored).errors).toEqual({});
  });

  it("keeps a pause with its reason and its day, and fills the form with them again", () => {
    const { answers } = chosen("pause", { reason: "The supplier failed", until: "2027-02-01" });
    const expected = { recommend: "pause" as const, reason: "The supplier failed", until: "2027-02-01" };
    expect(answers.recommendation).toEqual(expected);
    expect(answersSchema.parse(answers)).toEqual(answers);
    expect(readForm(fieldsWith([RECOMMENDATION], answers), [RECOMMENDATION], ENGLISH).answers).toEqual(answers);
    const text = (reader: typeof ENGLISH) =>
      answerText(reader, [RECOMMENDATION], RECOMMENDATION, expected).replaceAll("\u00a0", " ");
    expect(text(ENGLISH)).toBe("Pause until Mon 1 Feb – The supplier failed");
    expect(text(FRENCH)).toBe("Mettre en pause jusqu’au lun. 1er févr. – The supplier failed");
  });

  it("is said in the receipt without the dots of the form’s choice", () => {
    const text = answerText(ENGLISH, [RECOMMENDATION], RECOMMENDATION, { recommend: "change", reason: "It failed" });
    expect(text).toBe("Change – It failed");
  });

  it("has *Continue* chosen to begin with, and shows a reason and a day with what needs them", () => {
    const shown = (recommend?: string) => {
      const fields =
        recommend === undefined ? {} : { "answer:recommendation": { selected_option: { value: recommend } } };
      const asking: Asking = {
        reader: ENGLISH,
        state: { planned: [] },
        questions: [RECOMMENDATION],
        fields,
        matters: {},
      };
      return questionBlocks(asking).map(({ block_id: id = "" }) => id.replace("answer:recommendation", ""));
    };
    expect(shown()).toEqual([""]);
    expect(shown("stop")).toEqual(["", ":reason"]);
    expect(shown("pause")).toEqual(["", ":until", ":reason"]);
  });

  it("leaves the reason out where words are for whoever leads alone", () => {
    const answers = { recommendation: { recommend: "stop" as const, reason: "It failed" } };
    expect(withoutWords([RECOMMENDATION], answers)).toEqual({ recommendation: { recommend: "stop" } });
  });
});

describe("whether objectives will be reached", () => {
  const values = {
    "answer:objectives:outlook-one": { value: { selected_option: { value: "uncertain" } } },
    "answer:objectives:outlook-two": { value: { selected_option: null } },
    "answer:objectives:outlook-three": { value: { selected_option: { value: "perhaps" } } },
  };

  it("reads what was chosen, and nothing pressed is no answer", () => {
    expect(readForm(fieldsIn(values), [OBJECTIVES], ENGLISH).answers).toEqual({
      objectives: { outlook: { one: "uncertain" } },
    });
    expect(readForm({}, [{ ...OBJECTIVES, required: true }], ENGLISH)).toEqual({ answers: {}, errors: {} });
  });

  it("names each objective in the receipt, but for those that are not there any more", () => {
    const [named = OBJECTIVES] = withObjectiveTitles([OBJECTIVES], new Map([["one", "Halve returns"]]));
    const answer = { outlook: { one: "uncertain" as const, gone: "no" as const } };
    expect(answerText(ENGLISH, [named], named, answer)).toBe("Halve returns: Uncertain");
    expect(answerText(FRENCH, [named], named, answer)).toBe("Halve returns\u00a0: Incertain");
  });
});
